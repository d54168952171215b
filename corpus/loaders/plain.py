"""Plain text: decoded, hard-wrapped lines rejoined, ``## 第一章`` taken as a heading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from corpus.loaders.decoding import decode
from corpus.loaders.limits import Limits
from corpus.loaders.lines import MARKER, TERMINATORS, Parsed, glue, make_lines
from corpus.model import Line

_HEADING = re.compile(r"\s{0,3}(#{1,6})[ \t\u3000]+(.+?)(?:[ \t]+#+)?\s*$")
_INDENT = re.compile(r"[ \t\u3000]*")
_MIN_WIDTH = 24  # in half-widths: shorter lines are verse, addresses or lists
_MAX_WIDTH = 130


def read(data: bytes, limits: Limits) -> Parsed:
    """The lines of a text file; a paragraph cut into lines of one width is one line again."""
    text, note = decode(data)
    del limits  # a text costs what it holds: the size was checked when it was read
    pieces = text.splitlines()
    wrap = wrap_width(pieces)
    notes = [note] if note else []
    if wrap:
        pieces = unwrap(pieces, wrap)
        notes.append("原文按固定宽度换行，已拼接成段。")
    return Parsed(tuple(text_lines(pieces)), {}, tuple(notes))


def text_lines(pieces: list[str]) -> Iterator[Line]:
    """The lines of ``pieces``, one each; a line that opens with ``##`` is a heading."""
    for piece in pieces:
        match = _HEADING.match(piece) if "#" in piece else None
        if match:
            yield from make_lines(match[2], "heading", len(match[1]))
        else:
            yield from make_lines(piece)


def width(text: str) -> int:
    """How wide ``text`` is set, in half-widths: a Chinese character is two."""
    wide = sum(unicodedata.east_asian_width(char) in "WFA" for char in text)
    return len(text) + wide


def wrap_width(pieces: list[str]) -> int:
    """The width these lines were wrapped at, in half-widths; 0 where they are whole paragraphs.

    Wrapped text shows itself three ways at once: many lines are equally full, none is
    longer, and most of the full ones stop in mid-sentence.
    """
    lines = [piece.rstrip() for piece in pieces if piece.strip()]
    widths = [width(line) for line in lines]
    if len(lines) < 4:
        return 0
    longest = max(widths)
    if not _MIN_WIDTH <= longest <= _MAX_WIDTH:
        return 0
    full = [line for line, size in zip(lines, widths, strict=True) if size >= longest - 5]
    cut = sum(line[-1] not in TERMINATORS for line in full)
    if len(full) < max(3, 0.3 * len(lines)) or cut < 0.6 * len(full):
        return 0
    # Paragraphs of a like length can pass the tests above, but not end unpunctuated.
    common, count = Counter(size // 2 for size in widths).most_common(1)[0]
    return longest if count >= 3 and abs(common * 2 - longest) <= 6 else 0


def unwrap(pieces: list[str], wrap: int) -> list[str]:
    """Paragraphs out of lines wrapped at ``wrap`` half-widths.

    A new one begins after a blank line, at an indented line, at a heading, after a line
    that had room for more, and at 第三条 or 一、 after a sentence's end.
    """
    paragraphs: list[str] = []
    previous = ""
    indented = sum(bool(_indent(piece)) for piece in pieces if piece.strip())
    hanging = indented > 0.6 * sum(bool(piece.strip()) for piece in pieces)
    for piece in pieces:
        text = piece.strip()
        new = (
            not previous
            or (bool(_indent(piece)) and not hanging)
            or _HEADING.match(piece) is not None
            or width(previous) < wrap - 6
            or (previous[-1] in TERMINATORS and MARKER.match(text) is not None)
        )
        if text and new:
            paragraphs.append(text)
        elif text:
            paragraphs[-1] += glue(paragraphs[-1], text) + text
        previous = piece.rstrip()
    return paragraphs


def _indent(piece: str) -> str:
    found = _INDENT.match(piece)
    return found[0] if found and width(found[0]) >= 2 else ""
