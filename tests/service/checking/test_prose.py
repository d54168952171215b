"""Whole papers checked as they stand: one of each kind in turn, nothing left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.checking.prose import PIECE, _pieces, check_prose

if TYPE_CHECKING:
    from tests.conftest import Built


def test_papers_of_all_kinds_are_read_to_the_end(built: Built) -> None:
    library = built.librarian.current()
    shelf = library.measured[1]
    found = check_prose(library.check, shelf.descriptions(), shelf.document, 10_000)
    assert found.characters >= 10_000
    assert found.as_json()["alarms"] == len(found.alarms)
    assert found.papers < len(shelf.descriptions())


def test_a_text_is_cut_into_all_of_its_pieces() -> None:
    text = "甲乙丙丁。\n" * 2000 + "戊" * 5000
    pieces = list(_pieces(text))
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= PIECE
