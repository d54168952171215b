"""The nouns of review: a decision, and a concept as a reviewer writes it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.model import ConceptId

#: What may be decided, and what a reviewer calls it.
ACTIONS: Mapping[str, str] = {
    "approve": "采纳",
    "merge": "并入",
    "split": "拆分",
    "reject": "不采纳",
    "undo": "撤销",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A concept as a reviewer approves it; the fields are the lexicon's."""

    label: str
    kind: str
    aliases: tuple[str, ...] = ()
    expansion: tuple[str, ...] = ()
    english: str = ""
    definition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the ledger. ``n`` is its number, from 1; ``by`` and ``at`` (ISO 8601, UTC)
    say who and when.

    ``candidate`` is the label decided about. ``approve`` makes one concept of it, ``split``
    several (``wordings``); ``merge`` makes ``forms`` names of the concept ``into``;
    ``reject`` keeps it out of the queue; ``undo`` takes the decision number ``undoes`` back,
    an undoing too.
    """

    n: int
    action: str
    by: str
    at: str
    candidate: str = ""
    wordings: tuple[Wording, ...] = ()
    into: ConceptId | None = None
    forms: tuple[str, ...] = ()
    undoes: int = 0
    note: str = ""


def effective(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that stand, undoings among them, in order: not undone, or undone by
    what was itself undone.
    """
    undone: set[int] = set()
    standing: list[Decision] = []
    # From the last: whether an undoing stands is known before what it undoes is met.
    for decision in reversed(decisions):
        if decision.n in undone:
            continue
        standing.append(decision)
        if decision.action == "undo":
            undone.add(decision.undoes)
    return standing[::-1]


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions that stand and say something of a candidate, in order."""
    return [one for one in effective(decisions) if one.action != "undo"]
