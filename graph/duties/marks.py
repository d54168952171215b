"""Marks: the words in a sentence that bind somebody, and how far what they bind to reaches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.duties import actors
from graph.duties.clauses import Piece, Unit
from graph.duties.modals import Modal
from graph.duties.responsible import responsible

#: Before a second modal of one clause: 应当…并不得….
_LINKED = re.compile(r"(?:并且?|也|又|同时|、|和|且|但)$")
#: What still belongs to 由X负责: whatever else the next clauses tell has its own subject.
_GOES_ON = re.compile(r"并|且|同时|以及|负责|承担|组织|牵头|具体")


@dataclass(frozen=True, slots=True)
class Mark:
    """One duty's word: the piece it stands in, itself, and where the words of the deed begin.

    A responsibility said without a modal brings its ``actor``; ``topic`` is what stands before
    由, None where there is no 由.
    """

    piece: int
    modality: str
    start: int
    end: int
    action: int
    actor: actors.Actor | None = None
    topic: tuple[int, int] | None = None


def marks_of(unit: Unit, pieces: Sequence[Piece], modals: Sequence[Modal]) -> Iterator[Mark]:
    """The marks of one segment, in order; ``modals`` are the whole unit's."""
    for number, piece in enumerate(pieces):
        kept: list[Modal] = []
        for one in modals:
            if not piece.start <= one.start < piece.end:
                continue
            linked = kept and _LINKED.search(unit.plain, kept[-1].end, one.start)
            if not kept or (linked and "的" not in unit.plain[one.end : piece.end]):
                kept.append(one)
        for one in kept:
            yield Mark(number, one.modality, one.start, one.end, one.end)
        if not kept and not piece.text.endswith("的"):
            bears = responsible(unit.plain, piece)
            if bears is not None:
                yield Mark(number, "must", *bears.modal, bears.action, bears.actor, bears.topic)


def end_of_action(unit: Unit, pieces: Sequence[Piece], mark: Mark, following: Mark | None) -> int:
    """Where a duty's words end: before the next duty and the conditions it begins with."""
    if following is not None and following.piece == mark.piece:
        linked = _LINKED.search(unit.plain, mark.action, following.start)
        return linked.start() if linked else following.start
    first = mark.piece + 1
    last = following.piece if following is not None else len(pieces)
    if mark.topic is not None:
        last = next((n for n in range(first, last) if not _GOES_ON.match(pieces[n].text)), last)
    elif following is None:
        last = next((n for n in range(first, last) if pieces[n].text.endswith("的")), last)
    else:
        while last > first and pieces[last - 1].condition:
            last -= 1
        if last == following.piece > first and _is_its_subject(unit, pieces, following):
            last -= 1
    return pieces[last - 1].end


def _is_its_subject(unit: Unit, pieces: Sequence[Piece], mark: Mark) -> bool:
    """Whether the piece before a mark is its subject: 「任何单位和个人，不得…」"""
    piece, before = pieces[mark.piece], pieces[mark.piece - 1]
    if not actors.is_elided(unit.plain, piece.start, mark.start):
        return False
    return actors.whole_actor(unit.plain, before.start, before.end) is not None
