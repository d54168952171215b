"""Ties that the lexicon lists itself: which concept is wider, which is related, which a member.

No sentence speaks for these; the document that the lexicon names as a concept's source does.
They show what belongs together where too few documents are held for the counting to say it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from graph.lexicon.forms import key_of
from graph.model import Concept, ConceptId

#: What is listed of a concept, and the predicate it is told as.
WIDER, RELATED, MEMBER = "broader", "related", "expands_to"

#: Two concepts by number, and the predicate between them.
Listed = tuple[int, str, int]


def listed(concepts: Sequence[Concept]) -> Mapping[int, Sequence[Listed]]:
    """The ties of each concept, by its number, in the order it lists them; those it is listed
    in behind them. Of two that name each other as related, once.
    """
    numbers = {concept.id: n for n, concept in enumerate(concepts)}
    forms = _forms(concepts, {form for one in concepts for form in map(key_of, one.expansion)})
    found: dict[Listed, None] = {}
    for n, concept in enumerate(concepts):
        for wider in _known(numbers, concept.broader):
            found[n, WIDER, wider] = None
        for other in _known(numbers, concept.related):
            if (other, RELATED, n) not in found:
                found[n, RELATED, other] = None
        for form in map(key_of, concept.expansion):
            if form in forms and forms[form] != n:
                found[n, MEMBER, forms[form]] = None
    held: dict[int, list[Listed]] = {}
    for tie in found:
        held.setdefault(tie[0], []).append(tie)
    for tie in found:
        held.setdefault(tie[2], []).append(tie)
    return held


def _forms(concepts: Sequence[Concept], wanted: Collection[str]) -> dict[str, int]:
    """Whose a form is, for the forms wanted; nobody's where it is of several."""
    owners: dict[str, set[int]] = {}
    for n, concept in enumerate(concepts):
        for form in map(key_of, concept.forms):
            if form in wanted:
                owners.setdefault(form, set()).add(n)
    return {form: min(some) for form, some in owners.items() if len(some) == 1}


def _known(numbers: Mapping[ConceptId, int], ids: Sequence[ConceptId]) -> list[int]:
    return [numbers[one] for one in ids if one in numbers]
