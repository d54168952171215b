"""What the lexicon lists of its concepts, as ties."""

from __future__ import annotations

from dataclasses import replace

from graph.listed import listed
from graph.model import ConceptId
from tests.graph.readings import concept

MEMBERS = ("政治意识", "“大局”意识")
FOUR = concept("四个意识", "shorthand", expansion=MEMBERS, related=(ConceptId("两个维护"),))
TWO = concept("两个维护", broader=(ConceptId("党的建设"),), related=(ConceptId("四个意识"),))
WHOLE, ONE, OTHER = concept("党的建设"), concept("政治意识"), concept("大局意识")


def test_wider_related_and_members_are_ties_of_both_ends() -> None:
    concepts = [FOUR, TWO, WHOLE, ONE, OTHER]
    found = listed(concepts)
    assert list(found[0]) == [(0, "related", 1), (0, "expands_to", 3), (0, "expands_to", 4)]
    assert list(found[1]) == [(1, "broader", 2), (0, "related", 1)]
    assert list(found[2]) == [(1, "broader", 2)]
    assert list(found[3]) == [(0, "expands_to", 3)]


def test_what_is_unknown_or_of_several_ties_nothing() -> None:
    same = replace(ONE, id=ConceptId("另一个"))
    assert listed([replace(FOUR, related=()), ONE, same]) == {}
    assert listed([TWO]) == {}
