"""The sample corpus, read by the real loaders, keeps the laws of the house.

``python -m tests.corpus.test_samples`` writes the golden outlines anew: read the diff.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.ingest import read
from corpus.loaders.load import load
from tests.corpus.outlines import drawn

if TYPE_CHECKING:
    from corpus.model import Document, Passage, Reference

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
GOLDEN = Path(__file__).parents[1] / "golden" / "samples"
FILES = sorted(SAMPLES.iterdir())


@lru_cache
def opened(path: Path) -> tuple[Document, list[Passage]]:
    (raw,) = load(path)
    return read(raw, {})


@lru_cache
def catalogue() -> Catalogue:
    documents = {document.id: document for document, _ in map(opened, FILES)}
    descriptions = [document.description for document in documents.values()]
    return Catalogue(descriptions, lambda one: documents[one].sections)


def references(path: Path) -> list[Reference]:
    return find_references(opened(path)[0], catalogue())


def golden_of(path: Path) -> str:
    """What is read of a sample, as text: its description, its outline, its references."""
    document, _ = opened(path)
    about = document.description
    facts = (about.kind, about.issuer, about.number, about.issued, about.effective)
    lines = [about.title, " | ".join(str(fact or "-") for fact in facts), ""]
    lines.append(drawn(document.sections, document.text))
    for one in references(path):
        said = document.text[slice(*one.span)].replace("\n", " ")
        target = one.target
        found = f"{target.document_id}/{target.section_id or ''}" if target else "-"
        lines.append(f"{said} → {one.resolved_title or '-'} {found} {one.difference}".rstrip())
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_sample_is_read_as_its_golden_says(path: Path) -> None:
    assert golden_of(path) == (GOLDEN / f"{path.stem}.txt").read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_laws_of_the_house_hold(path: Path) -> None:
    document, passages = opened(path)
    covered = 0
    for passage in passages:
        assert document.text[slice(*passage.span)] == passage.text
        # In order, apart, and nothing but blanks between.
        assert passage.span.start >= covered
        assert not document.text[covered : passage.span.start].strip()
        covered = passage.span.end
    assert not document.text[covered:].strip()
    ids = [section.id for section in document.sections]
    assert len(set(ids)) == len(ids)
    spans = {section.id: section.span for section in document.sections}
    for section in document.sections:
        if section.parent:
            parent = spans[section.parent]
            assert parent.start <= section.span.start <= section.span.end <= parent.end


def test_there_is_a_library_to_see() -> None:
    kinds = {opened(path)[0].description.kind for path in FILES}
    formats = {path.suffix for path in FILES}
    assert len(FILES) >= 24
    assert {"speech", "rule", "report", "notice", "minutes"} <= kinds
    assert formats == {".md", ".docx", ".pdf", ".ofd"}


def test_misnamed_regulations_are_found_and_the_slip_is_named() -> None:
    slips = [one for path in FILES for one in references(path) if one.difference and one.target]
    assert len({one.title for one in slips}) >= 5
    assert any("采购和招标管理办法" in one.difference for one in slips)


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        (GOLDEN / f"{file.stem}.txt").write_text(golden_of(file), "utf-8")
