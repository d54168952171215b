"""Glyphs on a page become rows of text; shared by every format that only knows positions.

Lengths are in the page's own unit (points in PDF, millimetres in OFD); thresholds are in
ems of the type at hand, so they hold for both. ``y`` grows downwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from corpus.loaders.lines import is_wide

_SAME_BASELINE = 0.4  # em: superscripts stand within it, the next row beyond it
_BLANK_LATIN = 0.22  # em between two Latin letters that is a blank
_BLANK_WIDE = 0.22  # em between Chinese characters, beyond what justification gives each
_BLANK_MIXED = 0.45  # em between Chinese and Latin, which Word sets a quarter apart by itself
_OVERPRINT = 0.12  # em: the same sign drawn again this near is a bold made by printing twice
#: Signs that may not begin a row, and those that may not end one.
NO_START = "，。、；：！？）》〉」』】〕”’%‰．·…—,.;:!?)]}"
NO_END = "（《〈「『【〔“‘([{"


class Glyph(NamedTuple):
    """One character where it is set: its advance from ``x0`` to ``x1``, its baseline ``y``."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    red: bool = False


class Rule(NamedTuple):
    """A straight line drawn on the page, horizontal or vertical."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page as its format describes it: what is set and what is ruled."""

    number: int
    width: float
    height: float
    glyphs: Sequence[Glyph]
    rules: Sequence[Rule] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of text. ``column`` is (columns here, this one's place); ``cells`` marks a
    row of a ruled table, its text already tabbed. ``glyphs`` hold no blanks. ``boxed`` is
    the number, from 1, of the text box on its page that it stands in; ``limit`` is where a
    box beside it ends its room, 0 for none.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    page: int
    glyphs: tuple[Glyph, ...] = ()
    column: tuple[int, int] = (1, 0)
    cells: bool = False
    boxed: int = 0
    limit: float = 0.0

    @property
    def red(self) -> bool:
        """Whether it is printed in red, as letterheads are."""
        return bool(self.glyphs) and self.glyphs[0].red


def baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs sharing a baseline, top to bottom, each group left to right."""
    groups: list[list[Glyph]] = []
    y = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.y):
        if groups and glyph.y - y <= _SAME_BASELINE * max(size, glyph.size):
            groups[-1].append(glyph)
            if glyph.size > size:
                y, size = glyph.y, glyph.size
        else:
            groups.append([glyph])
            y, size = glyph.y, glyph.size
    for group in groups:
        group.sort(key=lambda g: g.x0)
    return groups


def make_row(group: Iterable[Glyph], page: int, column: tuple[int, int] = (1, 0)) -> Row | None:
    """One row of glyphs sorted from left to right; ``None`` where they are all blank."""
    kept: list[Glyph] = []
    blank_after: set[int] = set()
    for glyph in group:
        if glyph.char.isspace() or not glyph.char:
            blank_after.add(len(kept) - 1)
        elif not (kept and _is_overprint(kept[-1], glyph)):
            kept.append(glyph)
    if not kept:
        return None
    stretch = _stretch(kept)
    text = kept[0].char
    for index, (left, right) in enumerate(pairwise(kept)):
        blank = index in blank_after or _is_blank(left, right, stretch)
        text += f" {right.char}" if blank else right.char
    size = median(glyph.size for glyph in kept)
    y = next(glyph.y for glyph in kept if glyph.size >= size)
    return Row(text, kept[0].x0, kept[-1].x1, y, size, page, tuple(kept), column)


def _is_overprint(left: Glyph, right: Glyph) -> bool:
    return left.char == right.char and abs(right.x0 - left.x0) < _OVERPRINT * right.size


def _stretch(glyphs: Sequence[Glyph]) -> float:
    """How far justification draws Chinese characters apart in this row."""
    gaps = [
        right.x0 - left.x1
        for left, right in pairwise(glyphs)
        if is_wide(left.char) and is_wide(right.char)
    ]
    return max(median(gaps), 0.0) if len(gaps) > 3 else 0.0


def _is_blank(left: Glyph, right: Glyph, stretch: float) -> bool:
    wide = is_wide(left.char) + is_wide(right.char)
    limit = (_BLANK_LATIN, _BLANK_MIXED, _BLANK_WIDE)[wide]
    em = max(left.size, right.size)
    return right.x0 - left.x1 > limit * em + (stretch if wide else 0.0)


def first_unit(row: Row) -> float:
    """How wide the first piece of ``row`` is that no typesetter would break.

    A character with the punctuation bound to it, or a whole Latin word or number: where
    the row above had room for it, that row ended its paragraph by choice.
    """
    glyphs = row.glyphs
    if not glyphs:
        return 0.0
    end = 0
    while end + 1 < len(glyphs):
        here, following = glyphs[end], glyphs[end + 1]
        bound = following.char in NO_START or here.char in NO_END
        word = not is_wide(here.char) and not is_wide(following.char)
        if not bound and not (word and not _is_blank(here, following, 0.0)):
            break
        end += 1
        if glyphs[end].x1 - glyphs[0].x0 > 12 * row.size:
            break  # an address or a formula: it was broken somewhere after all
    return glyphs[end].x1 - glyphs[0].x0
