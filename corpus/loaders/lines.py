"""What every reader hands back: lines, what the file declares of itself, and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.model import Line
from corpus.text import clean

_SURROGATES = re.compile("[\ud800-\udfff\ufffe\uffff]")

#: How a paragraph begins that stands by itself: 第三条, 一、, （一）, 1., 4.2.1, 1-1, ①, Ⅱ., 附件 …
#: Not 第一， nor 一是: these stand inside a paragraph as often, and so at the beginning of a row.
MARKER = re.compile(
    r"""(?:第\s?[零〇○一二两三四五六七八九十百千\d]+\s?[编章节条款项]
        (?:之[一二三四五六七八九十])?(?=[\s　]|\w)
    | 【?第[零〇一二三四五六七八九十百\d]+条】
    | [一二三四五六七八九十]{1,3}\s?[、﹑．.·](?!\d)
    | [（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]
    | [（(](?:[ivx]{1,4}|[a-zA-Z])[）)]
    | \d{1,2}(?:\.\d{1,2}){0,3}[\s、﹑．.﹒）)](?!\d)
    | \d{1,2}(?:-\d{1,2}){1,2}[\s、](?!\d)
    | [\u2460-\u2487\u2776-\u277f\u3220-\u3229]
    | [甲乙丙丁戊己庚辛壬癸壹贰叁肆伍陆柒捌玖拾Ⅰ-Ⅻ][、．.]
    | [A-Za-z][、．.）)](?=\s?[一-龥])
    | [【〔][一二三四五六七八九十\d]{1,3}[】〕]
    | (?:议题|任务|问题|步骤|问)\s?[一二三四五六七八九十\d]{0,2}[:：]
    | 附\s?[件表录]\s?[\dA-Z一二三四五六七八九十]*\s?[:：]?$
    )""",
    re.VERBOSE,
)

#: A paragraph may end here; anything else at a line's end was cut by the margin.
TERMINATORS = "。！？；：.!?;:…”’」』）)】》"


@dataclass(frozen=True, slots=True)
class Parsed:
    """One document as its reader found it; ``meta`` and ``notes`` as in ``RawDocument``."""

    lines: tuple[Line, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def scrub(text: str) -> str:
    """``text`` without half characters no encoding can store, then cleaned."""
    return clean(_SURROGATES.sub("", text))


def make_lines(text: str, style: str = "body", level: int = 0, page: int = 0) -> Iterator[Line]:
    """A line for each line of ``text`` that holds anything, cleaned."""
    for piece in text.splitlines():
        piece = scrub(piece)
        if piece:
            yield Line(piece, style, level, page)


def make_row(cells: list[str], page: int = 0) -> Iterator[Line]:
    """One line for a row of a table: its cells cleaned, a tab between; none if all are empty."""
    text = "\t".join(scrub(" ".join(cell.split())) for cell in cells).rstrip("\t")
    if text:
        yield Line(text, "row", 0, page)


def is_wide(char: str) -> bool:
    """Whether ``char`` is set as one square: a Chinese character or full-width punctuation."""
    code = ord(char)
    return (
        0x2E80 <= code <= 0xA4CF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFE30 <= code <= 0xFE4F
        or 0xFF01 <= code <= 0xFF60
        or 0xFFE0 <= code <= 0xFFE6
        or code >= 0x20000
        or char in "“”‘’—…·§①②③④⑤⑥⑦⑧⑨⑩"
    )


def glue(left: str, right: str) -> str:
    """What stands between two lines of one paragraph: nothing in Chinese, a blank in English.

    >>> glue("为了规范", "管理"), glue("Web of", "Science"), glue("《Web", "安全》")
    ('', ' ', '')
    """
    if not left or not right or is_wide(left[-1]) or is_wide(right[0]):
        return ""
    return "" if left[-1] in "-/([" or right[0] in ")],.;:!?/" else " "
