"""Expressions said to be older than they are."""

from __future__ import annotations

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.model import Span
from graph.model import Concept, ConceptId
from service.checking.coined import Coined, said_in
from service.checking.draft import Draft


def concept(label: str, since: str) -> Concept:
    return Concept(id=ConceptId(label), label=label, kind="shorthand", since=since)


TWO, THREE = concept("两个务必", "1949-03"), concept("三个务必", "2022-10")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("毛泽东同志在党的七届二中全会上提出的“三个务必”", "两个务必"),
        ("党的十八大提出“三个务必”", "两个务必"),
        ("党的二十大提出“三个务必”", None),
        ("从毛泽东提出“两个务必”到习近平总书记提出“三个务必”", None),
        ("党的十八大以来，习近平总书记提出“三个务必”", None),
        ("党的十八大以来提出的“三个务必”", None),
        ("牢记“三个务必”", None),
    ],
)
def test_an_expression_is_of_its_time(text: str, right: str | None) -> None:
    at = text.index(THREE.label)
    draft = Draft(text, Catalogue([], lambda _: ()))
    found = Coined([TWO, THREE]).check(draft, THREE, Span(at, at + len(THREE.label)))
    assert (found.suggestion if found else None) == right


def test_the_year_is_that_of_the_last_one_named() -> None:
    text = "毛泽东同志在党的七届二中全会上提出的“两个务必”"
    at = text.index(TWO.label)
    draft = Draft(text, Catalogue([], lambda _: ()))
    assert said_in(draft, Span(at, at + len(TWO.label))) == 1956
    assert said_in(draft, Span(0, 3)) == 0
