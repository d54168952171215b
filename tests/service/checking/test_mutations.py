"""Sentences altered by rule: every alteration is one, and most that name their source are found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from corpus.model import DocumentId
from service.checking.mutations import KINDS, RETOLD, WAYS, mutations, tally
from service.checking.paraphrases import paraphrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Document
    from service.checking.measure import Error
    from tests.conftest import Built

#: Told as the source's, and changed in what binds.
NAMED, BINDING = ("cited", "ground", "bracket", "based", "quoted"), ("number", "duty", "bound")


@pytest.fixture(scope="module")
def documents(built: Built) -> list[Document]:
    shelf = built.librarian.current().measured[1]
    held = [one.id for one in shelf.descriptions() if one.id not in shelf.ended()]
    return [shelf.document(name) for name in held[:8]]


def test_each_is_one_change_of_what_is_held(documents: list[Document]) -> None:
    told = list(mutations(documents, 7))
    assert told == list(mutations(documents, 7))
    assert {one.kind for one in told} >= {"number", "duty", "word", "item"}
    texts = {one.description.id: one.text for one in documents}
    as_they_stand = [one for one in told if one.way not in RETOLD]
    for clean, wrong in zip(as_they_stand[::2], as_they_stand[1::2], strict=True):
        assert clean.kind == wrong.kind in KINDS
        assert clean.way == wrong.way in WAYS
        assert clean.case.errors == ()
        (error,) = wrong.case.errors
        name, place, _ = clean.case.id.rsplit(":", 2)
        sentence = re.split("[。；]", texts[DocumentId(name)][int(place) :], maxsplit=1)[0]
        assert sentence in clean.case.text
        assert sentence not in wrong.case.text
        assert clean.case.text in _restored(wrong.case.text, error, wrong.kind)


def _restored(wrong: str, error: Error, kind: str) -> Iterator[str]:
    """The draft with what is right put in: with a letter on each side, or a lost item."""
    start, end = error.at
    if kind == "item":
        return (f"{wrong[:at]}{error.right}、{wrong[at:]}" for at in range(start, end + 1))
    margins = ((start - before, end + after) for before in (0, 1) for after in (0, 1))
    return (f"{wrong[:first]}{error.right}{wrong[last:]}" for first, last in margins)


def test_what_binds_is_found_where_the_source_is_named(
    built: Built, documents: list[Document]
) -> None:
    told = mutations(documents, 7, every=True)
    found = tally(built.librarian.current().check, told)
    plain = [(kind, way) for kind in BINDING for way in NAMED]
    errors = sum(found.errors[one] for one in plain)
    assert errors > 9
    assert sum(found.found[one] for one in plain) >= 0.9 * errors
    assert found.false == []


def test_other_words_leave_what_is_wrong_as_it_is() -> None:
    before, wrong, after = paraphrase(
        "依法登记的单位，应当自收到之日起", "30", "日内根据规定予以公示", 3
    )
    assert (before, wrong, after) == ("应自收到之日起", "三十", "日内依据规定给予公示")
