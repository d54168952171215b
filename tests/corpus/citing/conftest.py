"""What every test of citing holds."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from tests.corpus.citing.making import DOCUMENTS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    held = [one.description for one in DOCUMENTS.values()]
    return Catalogue(held, lambda name: DOCUMENTS[name].sections)
