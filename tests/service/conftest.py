"""The application over the fake Library, and a client of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.app import create_app
from service.settings import load_settings
from tests.fakes_library import FakeLibrary, librarian

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient

    from service.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(tmp_path / "settings.toml", {"WENMAI_DATA": str(tmp_path)})


@pytest.fixture
def library() -> FakeLibrary:
    return FakeLibrary()


@pytest.fixture
def client(settings: Settings, library: FakeLibrary) -> FlaskClient:
    return create_app(settings, librarian(library)).test_client()


@pytest.fixture
def unbuilt(settings: Settings) -> FlaskClient:
    return create_app(settings, librarian(None)).test_client()
