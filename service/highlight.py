"""Which characters of a passage to mark for a question, right in Chinese.

A match counts from two characters on, and only where it does not cut a word in two:
中国 is not marked in 发展中国家. Matches come from the question's own wording: the longest
runs of its words that stand in the passage.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.words import Segmenter

#: From this length on a run is marked wherever it stands: no word of Chinese is cut by it.
SURE = 4


def highlight(
    text: str, words: Sequence[str], phrases: Sequence[str], segmenter: Segmenter
) -> list[Span]:
    """Spans of ``text`` (offsets in it) to mark: sorted, disjoint, none empty.

    ``words`` are folded, as :meth:`Segmenter.query_words` gives them.
    """
    folded = fold(text)
    marks: list[Span] = []
    quoted = [fold(phrase) for phrase in phrases]
    words = [word for word in words if not any(fold(word) in phrase for phrase in quoted)]
    for phrase in phrases:
        marks += _occurrences(folded, fold(phrase))
    borders = _borders(folded, segmenter)
    for run in _runs(words):
        for span in _occurrences(folded, run):
            whole = span.start in borders and span.end in borders
            if len(run) >= SURE or whole:
                marks.append(span)
    return _merge(marks)


def _runs(words: Sequence[str]) -> list[str]:
    """The words themselves, and each two neighbours written together (第一 + 责任人)."""
    pairs = [first + second for first, second in pairwise(words)]
    return [run for run in dict.fromkeys([*pairs, *words]) if len(run) > 1]


def _borders(folded: str, segmenter: Segmenter) -> set[int]:
    borders, at = {0}, 0
    for word in segmenter.cut(folded):
        at += len(word)
        borders.add(at)
    return borders


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
