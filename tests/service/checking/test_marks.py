"""Quotation marks: pairs, and what opens and never closes."""

from __future__ import annotations

from service.checking.marks import outermost
from service.checking.wording import replacement


def test_the_outermost_pairs_count() -> None:
    text = "他说“要‘严’字当头”，又说「好」。"
    assert [text[slice(*one)] for one in outermost(text)] == ["“要‘严’字当头”", "「好」"]


def test_a_blank_line_ends_what_is_open() -> None:
    assert outermost("他说“要严\n\n好”") == []


def test_a_correction_opens_no_mark_it_does_not_close() -> None:
    assert replacement("坚持两个维护要求", "坚持“两个维护", nested=False) == "坚持两个维护"
    assert replacement("坚持两个维护", "坚持“两个确立”", nested=False) == "坚持“两个确立”"
    # The draft's own mark closes after it.
    assert replacement("按照《办法", "依照《办法", nested=False) == "依照《办法"
