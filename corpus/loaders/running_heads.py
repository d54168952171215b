"""What is printed on a page but is no part of the text: running heads, page numbers, contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import takewhile

from corpus.loaders.rows import Page, Row

_ZONE = 0.14  # of the page's height, at the top and at the bottom
_DEEP = 3  # rows from the edge that may be a running head
PAGE_NUMBER = re.compile(
    r"""[-—–－―·•_~\s]*(?:
        第?\s*\d{1,4}\s*页?
        (?:\s*[/／，,、（(]?\s*共?\s*\d{1,4}\s*页?[）)]?)?
        | 第\s*[一二三四五六七八九十百]+\s*页(?:\s*共\s*[一二三四五六七八九十百]+\s*页)?
        | [Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?
        | [ivxlcIVXLC]{1,6}
    )[-—–－―·•_~\s]*""",
    re.VERBOSE,
)
#: In a row's own size: the least and the most one row of a text is from the next; and how
#: much rows of one text may differ in size.
_LEADING, _TOUCHING, _ALIKE = 0.6, 2.0, 0.06
#: So many pages that what stands at one height on all of them is no chance.
_ALL = 3
#: How a sentence ends, and no running head.
_SENTENCE = "。；，、：;"
_LEADER = re.compile(r".*?(?:[.．。·•…⋯]\s?){4,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_CONTENTS = re.compile(r"目\s*[录次]")


def without_running_heads(
    rows: Sequence[Row], pages: Sequence[Page]
) -> tuple[list[Row], list[str]]:
    """``rows`` without running heads, feet, page numbers and leader lines, and notes on it.

    A row near a page's edge goes when it is a page number, or when the same words
    (numbers aside) stand at the same height on other pages: half of them, or every
    other one as on facing pages. It must be no sentence, nothing of the text may stand
    between it and the edge, and it must stand apart from the text.
    """
    heights = {page.number: page.height for page in pages}
    by_page: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        by_page[row.page].append(row)
    sides = [(side, held) for page, held in by_page.items() for side in _edges(held, heights[page])]
    seen = Counter(_key(row) for side, _ in sides for row in side)
    enough = max(2, round(len(by_page) * 0.3)) if len(by_page) > 1 else len(rows) + 1
    dropped: set[int] = set()
    for side, held in sides:
        heads = list(takewhile(lambda row: _is_furniture(row, seen[_key(row)] >= enough), side))
        text = [row for row in held if row not in heads]
        while heads and not PAGE_NUMBER.fullmatch(heads[-1].text) and _touches(heads[-1], text):
            if len(by_page) >= _ALL and seen[_key(heads[-1])] >= len(by_page):
                break  # on every page of several, no sentence is cut at the same words
            text.append(heads.pop())
        dropped.update(id(row) for row in heads)
    kept = [row for row in rows if id(row) not in dropped]
    notes = [f"页眉、页脚和页码 {len(dropped)} 处已略去。"] if dropped else []
    leaders = [row for row in kept if not row.cells and _LEADER.fullmatch(row.text)]
    if len(leaders) >= 2:
        kept = _without_contents(kept, {id(row) for row in leaders})
        notes.append("目录已略去。")
    return kept, notes


def _edges(rows: Sequence[Row], height: float) -> tuple[list[Row], list[Row]]:
    """The first and the last rows of a page as far as they lie in its margins, from its edge."""
    ordered = sorted((row for row in rows if not row.cells), key=lambda row: row.y)
    top = [row for row in ordered[:_DEEP] if row.y < height * _ZONE]
    bottom = [row for row in ordered[-_DEEP:] if row.y > height * (1 - _ZONE)]
    return top, [row for row in reversed(bottom) if row not in top]


def _is_furniture(row: Row, again: bool) -> bool:
    """Whether a row at the edge is a page number, or comes again and is no sentence."""
    return bool(PAGE_NUMBER.fullmatch(row.text)) or (again and row.text[-1] not in _SENTENCE)


def _touches(row: Row, text: Sequence[Row]) -> bool:
    """Whether a row stands as near to the text, and is as large, as rows of one text are."""
    return any(
        _LEADING * row.size < abs(other.y - row.y) < _TOUCHING * row.size
        and abs(other.size - row.size) < _ALIKE * row.size
        for other in text
    )


def _key(row: Row) -> tuple[str, int, int]:
    words = re.sub(r"\d+", "#", row.text.replace(" ", ""))
    return words, round(row.y / max(row.size, 0.1)), round(row.size * 2)


def _without_contents(rows: list[Row], leaders: set[int]) -> list[Row]:
    return [
        row for row in rows if id(row) not in leaders and not _CONTENTS.fullmatch(row.text.strip())
    ]
