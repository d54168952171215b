"""Which lines are a document's own title, where the file does not say: by how they are set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpus.loaders.lines import MARKER

_LARGER = 1.15  # how much larger than the body a title is set
_EARLY = 12  # lines in which a title must come
# A letterhead is set larger than the title below it: ××集团有限公司文件, 会议纪要 第3期
_LETTERHEAD = re.compile(
    r".*(?:文\s*件|简\s*报|公\s*报|内部资料|第\s*\d+\s*期)[）)]?|.*〔\d{4}〕.*号"
)


class Setting(NamedTuple):
    """How one line is set: its text, type size, whether centred and whether printed red."""

    text: str
    size: float
    centred: bool
    red: bool = False


def body_size(sizes: Iterable[tuple[float, int]]) -> float:
    """The size most characters are set in, from pairs of size and count; 0 for none."""
    totals: Counter[float] = Counter()
    for size, count in sizes:
        totals[round(size * 2) / 2] += count
    return totals.most_common(1)[0][0] if totals else 0.0


def find_title(lines: Sequence[Setting], body: float) -> range:
    """The indices of the title's lines, usually one; empty where nothing is certain.

    The title is the first run of centred lines near the top set larger than the body,
    largest first; a red or larger letterhead, a number 〔2024〕3号 and a chapter's
    heading are not it.
    """
    best = range(0)
    best_size = body * _LARGER
    index = 0
    early = min(len(lines), _EARLY)
    while index < early:
        end = index
        while end < len(lines) and _fits(lines[end], lines[index].size, body):
            end += 1
        if end > index and lines[index].size > best_size and len(lines) > end:
            best, best_size = range(index, end), lines[index].size * 1.02
        index = max(end, index + 1)
    return best if len(best) <= 4 else range(0)


def _fits(line: Setting, size: float, body: float) -> bool:
    return (
        line.centred
        and not line.red
        and line.size >= body * _LARGER
        and abs(line.size - size) < 0.08 * size
        and len(line.text) >= 2
        and MARKER.match(line.text) is None
        and _LETTERHEAD.fullmatch(line.text) is None
    )
