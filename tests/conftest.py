"""What many tests share: the sample corpus, ingested and built once for the whole run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.library import Librarian

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
    from service.library import Librarian

    data = tmp_path_factory.mktemp("samples")
    assert ingest.main([str(SAMPLES), "--data", str(data)]) == 0
    assert build.main(["--data", str(data)]) == 0
    librarian = Librarian(data)
    yield Built(data, librarian)
    librarian.close()
