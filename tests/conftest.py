"""What many tests share: the sample corpus, ingested and built once for the whole run."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.librarian import Librarian

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


@dataclass(frozen=True, slots=True)
class Built:
    """A data folder with one generation of the sample corpus, and who opens it."""

    data: Path
    librarian: Librarian


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    # Here, not above: the tests of one small module should not load every engine.
    from scripts import build, ingest
    from service.librarian import Librarian

    data = tmp_path_factory.mktemp("samples")
    assert ingest.main([str(SAMPLES), "--data", str(data)]) == 0
    assert build.main(["--data", str(data)]) == 0
    librarian = Librarian(data)
    yield Built(data, librarian)
    librarian.close()


@pytest.fixture(scope="session")
def discovered(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample corpus's folder, with its candidates filed for review.

    Whoever uses it begins with a ledger of its own: ``review/ledger.jsonl`` is to be removed.
    """
    from service.review import find_candidates
    from service.settings import load_settings

    data = tmp_path_factory.mktemp("discovered") / "data"
    shutil.copytree(built.data, data)
    find_candidates(load_settings(data / "none", {"WENMAI_DATA": str(data)}))
    return data
