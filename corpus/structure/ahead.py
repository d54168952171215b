"""Ahead: what the numbers behind a place say of the number that stands there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from corpus.structure.tree import Candidate


class Ahead:
    """The candidates of one document, each family's looked at from any place on."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self._candidates = candidates
        self._places: dict[str, list[int]] = {}
        for position, candidate in enumerate(candidates):
            self._places.setdefault(candidate.family, []).append(position)

    def after(self, family: str, position: int) -> Candidate | None:
        """The next candidate of a family."""
        following = self._next(family, position, 1)
        return following[0] if following else None

    def goes_on_here(self, family: str, position: int) -> bool:
        """Whether the next two of a family stand in the same line and are the next in order."""
        first = self._candidates[position]
        number = first.marker.number[0]
        found = [(one.line, *one.marker.number) for one in self._next(family, position, 2)]
        return found == [(first.line, number + 1), (first.line, number + 2)]

    def heads_clauses(self, position: int, candidate: Candidate) -> bool:
        """Whether the next dotted number is the candidate's first: 7.1 or 7.0.1 below 7."""
        following = self.after("dotted", position)
        if following is None or not following.at_start:
            return False
        first, *others = following.marker.number
        return (first,) == candidate.marker.number and others in ([1], [0, 1], [1, 1])

    def leads_to_clauses(self, position: int, candidate: Candidate) -> bool:
        """Whether one of the headings that count on from here has clauses: 1目的 2职责 2.1."""
        places = self._places.get(candidate.family, [])
        number = candidate.marker.number[0]
        for place in places[bisect_right(places, position) - 1 :]:
            heading = self._candidates[place]
            if heading.marker.number != (number,) or not heading.names:
                return False
            if self.heads_clauses(place, heading):
                return True
            number += 1
        return False

    def begins_run(self, position: int, candidate: Candidate) -> bool:
        """Whether the sentences on this line and the two right below are numbered 1, 2, 3."""
        following = self._next(candidate.family, position, 2)
        return (
            candidate.says
            and candidate.marker.number == (1,)
            and len(following) == 2
            and all(
                later.says
                and later.at_start
                and later.marker.number == (1 + step,)
                and later.line == candidate.line + step
                for step, later in enumerate(following, 1)
            )
        )

    def _next(self, family: str, position: int, count: int) -> list[Candidate]:
        places = self._places.get(family, [])
        index = bisect_right(places, position)
        return [self._candidates[place] for place in places[index : index + count]]
