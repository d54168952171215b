"""Which characters of a passage to mark for a question, right in Chinese.

A match counts from two characters on, and only where it does not cut a word in two:
中国 is not marked in 发展中国家. Matches come from the question's own wording: the longest
runs of its words that stand in the passage.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.words import Segmenter

#: From this length on a run is marked wherever it stands: no word of Chinese is cut by it.
SURE = 4
#: What no word reaches over: between these a folded text is cut into words piece by piece.
_PIECE = re.compile(r"[^\s,;:!?()\"。、]+")


def highlight(
    text: str, words: Sequence[str], phrases: Sequence[str], segmenter: Segmenter
) -> list[Span]:
    """Spans of ``text`` (offsets in it) to mark: sorted, disjoint, none empty.

    ``words`` are folded, as :meth:`Segmenter.query_words` gives them.
    """
    folded = fold(text)
    marks: list[Span] = []
    quoted = [fold(phrase) for phrase in phrases]
    if quoted:
        words = [word for word in words if not any(word in phrase for phrase in quoted)]
        for phrase in quoted:
            marks += _occurrences(folded, phrase)
    borders = _Borders(folded, segmenter)
    for run in _runs(words):
        if run in folded:
            found = _occurrences(folded, run)
            marks += found if len(run) >= SURE else filter(borders.around, found)
    return _merge(marks)


class _Borders:
    """Where the words of a text begin and end; only pieces asked about are cut into words."""

    def __init__(self, folded: str, segmenter: Segmenter) -> None:
        self._folded = folded
        self._segmenter = segmenter
        self._pieces: list[tuple[int, int]] = []
        self._cut: dict[int, set[int]] = {}

    def around(self, span: Span) -> bool:
        """Whether words begin and end where the span does."""
        if not self._pieces:
            self._pieces = [match.span() for match in _PIECE.finditer(self._folded)]
        place = bisect_right(self._pieces, (span.start, len(self._folded))) - 1
        start, end = self._pieces[place]
        if (start, end) == span:
            return True
        borders = self._cut.get(start)
        if borders is None:
            words = self._segmenter.cut(self._folded[start:end])
            borders = self._cut[start] = set(accumulate(map(len, words), initial=start))
        return span.start in borders and span.end in borders


def _runs(words: Sequence[str]) -> list[str]:
    """The words themselves, and each two neighbours written together (第一 + 责任人)."""
    pairs = [first + second for first, second in pairwise(words)]
    return [run for run in dict.fromkeys([*pairs, *words]) if len(run) > 1]


def _occurrences(folded: str, needle: str) -> list[Span]:
    spans: list[Span] = []
    at = folded.find(needle) if needle else -1
    while at >= 0:
        spans.append(Span(at, at + len(needle)))
        at = folded.find(needle, at + len(needle))
    return spans


def _merge(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
