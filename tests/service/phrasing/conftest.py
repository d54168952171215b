"""An endpoint for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.service.phrasing.stub import Stub, listening


@pytest.fixture
def stub() -> Iterator[Stub]:
    with listening() as stub:
        yield stub
