"""Cuts a model's reply into sentences as it comes in, and takes their citation marks out.

A sentence ends at 。！？ or a line break, outside quotation marks; the marks that follow it
([1], 【2】, [1][3], [1,3]) are its own. It is whole only when something else comes after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from service.phrasing.model import ModelFailed

#: Characters of the longest sentence; what goes on longer is no sentence.
LONGEST = 800
_OPEN, _CLOSE = "“「『《（(〈‘", "”」』》）)〉’"
_MARK = r"[\[［【]\s*\d{1,4}(?:\s*[,，、]\s*\d{1,4})*\s*[\]］】]"
_MARKS = re.compile(_MARK)
_TAIL = re.compile(rf"[。！？!?]*[”」』’]*\s*(?:{_MARK}\s*)*[。！？]*\s*(?:{_MARK}\s*)*")
#: Perhaps the beginning of a mark: more must come before it can be told.
_BEGUN = re.compile(r"[\[［【][\s\d,，、]*$")
#: Numbers of a list and signs of Markdown: form, which the page gives itself.
_FORM = re.compile(
    r"^\s*(?:[-*•·]\s+|#{1,6}\s+|>\s+|\d{1,2}(?:[.．](?!\d)|[、)）])\s*|[（(][一二三四五六七八九十\d]{1,3}[）)]\s*)+"
)


def cut(pieces: Iterable[str]) -> Iterator[str]:
    """The sentences of a reply, each as soon as it is whole, citation marks in it.

    Raises:
        ModelFailed: a sentence has no end.
    """
    held = ""
    for piece in pieces:
        held += piece
        while (end := _end(held)) is not None:
            yield from _said(held[:end])
            held = held[end:]
        if len(held) > LONGEST:
            raise ModelFailed("malformed")
    yield from _said(held)


def _said(sentence: str) -> Iterator[str]:
    if sentence.strip():
        yield sentence.strip()


def _end(text: str) -> int | None:
    """Where the first sentence ends, if enough has come to know."""
    depth = 0
    for at, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        if char == "\n":
            return at + 1
        if char in "。！？!?" and (depth == 0 or _closes(text, at + 1, depth)):
            tail = _TAIL.match(text, at + 1)
            end = tail.end() if tail else at + 1
            # More marks, or the closing quotation mark, may still be on their way.
            whole = end < len(text) and not _BEGUN.match(text, end)
            return end if whole else None
    return None


def _closes(text: str, at: int, depth: int) -> bool:
    """Whether what follows a full stop closes every quotation that is open."""
    return depth == 1 and at < len(text) and text[at] in "”」』’"


def parted(sentence: str) -> tuple[str, tuple[int, ...]]:
    """A sentence without its marks and its place in a list, and the numbers cited, in order."""
    numbers = [int(one) for mark in _MARKS.findall(sentence) for one in re.findall(r"\d+", mark)]
    bare = _FORM.sub("", _MARKS.sub("", sentence)).replace("**", "").replace("`", "").strip()
    return re.sub(r"\s+([。！？；，])", r"\1", bare), tuple(dict.fromkeys(numbers))
