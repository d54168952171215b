"""Text: what is stored, what is compared, and where a sentence ends.

Two forms, never mixed. :func:`clean` makes the text a document *stores* and everyone
quotes: only what no reader can see is changed. :func:`fold` makes the form that is
*compared*: width, case, quote style and traditional characters no longer matter, and
because it maps character to character, an offset in one is an offset in the other.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Zero-width and directional marks, soft hyphen, BOM, object replacement, private bullets.
_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc\x00-\x08\x0e-\x1f\x7f]"
)
_BLANKS = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_QUOTES = {
    **dict.fromkeys("“”„‟「」『』〝〞＂″", '"'),
    **dict.fromkeys("‘’‚‛＇′`", "'"),
    **dict.fromkeys("〔﹝【［", "["),
    **dict.fromkeys("〕﹞】］", "]"),
    **dict.fromkeys("—–―－‐‑‒﹣", "-"),
    **dict.fromkeys("•‧∙⋅・", "·"),
}

#: Characters that may follow a sentence's end and still belong to it.
CLOSERS = "”’\"'）)》〉」』】]"
_SENTENCE = re.compile(rf"[^。！？!?\n]*(?:[。！？!?…]+[{re.escape(CLOSERS)}]*|\n|$)")
_CLAUSE = re.compile(rf"[^。！？!?；;\n]*(?:[。！？!?…；;]+[{re.escape(CLOSERS)}]*|\n|$)")


def clean(text: str) -> str:
    """One paragraph as it is stored: invisible characters gone, blanks at its ends gone.

    Runs of blanks become one space (two where the run held an ideographic space between
    words, which is how 第一章　总则 is set, also one). No visible character is changed.
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BLANKS.sub(" ", text).strip(" ")


@lru_cache(maxsize=1)
def _folding() -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds a character that is compared as another one, and that other one for each."""
    from opencc import OpenCC  # opens a dictionary file: only when first needed

    table: dict[str, str] = {}
    for code in (*range(0x80, 0x3400), *range(0xF900, 0xFB00), *range(0xFE30, 0x10000)):
        char = chr(code)
        plain = unicodedata.normalize("NFKC", char).lower()
        if len(plain) == 1 and plain != char:
            table[char] = plain
    table.update({char: char.lower() for char in map(chr, range(0x41, 0x5B))})
    simplified = OpenCC("t2s")
    for char in map(chr, range(0x3400, 0xA000)):
        plain = simplified.convert(char)
        if len(plain) == 1 and plain != char:
            table[char] = plain
    table.update(_QUOTES)
    table.update(dict.fromkeys("\t\u00a0\u3000\n", " "))
    return re.compile(f"[{''.join(map(re.escape, table))}]"), table


@lru_cache(maxsize=64)
def fold(text: str) -> str:
    """The form texts are compared in; ``len(fold(text)) == len(text)``, always.

    The last few are kept: what a page shows is grouped, marked and explained by it.
    """
    # Few characters of a text change: looking only those up takes a third of str.translate.
    changed, table = _folding()
    return changed.sub(lambda match: table[match[0]], text)


def squeeze(text: str) -> str:
    """``fold(text)`` without any blank: the form in which wording is looked for and named."""
    return "".join(fold(text).split())


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of ``text[start:end]``, closing quotes included, blanks trimmed."""
    return _pieces(_SENTENCE, text, start, len(text) if end is None else end)


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """As :func:`sentences`, and a semicolon ends one too: 「（一）…；（二）…」."""
    return _pieces(_CLAUSE, text, start, len(text) if end is None else end)


def shared_start(texts: Sequence[str]) -> str:
    """What all the texts begin with.

    >>> shared_start(["学习他的精神", "学习他的品格"])
    '学习他的'
    """
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _pieces(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    spans = []
    for match in pattern.finditer(text, start, end):
        span = trim(text, Span(match.start(), match.end()))
        if span.start < span.end:
            spans.append(span)
    return spans


def trim(text: str, span: Span) -> Span:
    """The same span without the blanks at its ends; empty spans stay where they begin."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
