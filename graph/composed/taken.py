"""Places of a text that are taken, so sorted that those near another are found at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence


class Taken:
    """Half-open spans of one text, in any order; they may overlap."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in self._spans), default=0)

    def meeting(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Those that overlap the place ``start`` to ``end``, in order."""
        spans = self._spans
        # What begins further before than the longest is long ends before.
        first = bisect_left(spans, (start - self._longest + 1, 0))
        behind = bisect_left(spans, (end, 0), lo=first)
        return [one for one in spans[first:behind] if one[1] > start]
