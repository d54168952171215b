"""Quotation marks: which of them open and close a quotation."""

from __future__ import annotations

import re

from corpus.model import Span

_MARKS = re.compile('[“”「」『』"]|\n\\s*\n')
_CLOSING = {"“": "”", "「": "」", "『": "』", '"': '"'}
#: A quotation nobody closes is none.
LONGEST_QUOTATION = 2000


def outermost(text: str) -> list[Span]:
    """The outermost pairs of marks, the marks included; a blank line ends an open one."""
    found: list[Span] = []
    opened: list[tuple[int, str]] = []
    for match in _MARKS.finditer(text):
        mark, at = match[0], match.start()
        if opened and (mark[0] == "\n" or at - opened[0][0] > LONGEST_QUOTATION):
            opened.clear()
        if mark[0] == "\n":
            continue
        closes = [place for place, (_, closing) in enumerate(opened) if closing == mark]
        if closes:
            del opened[closes[-1] + 1 :]
            start, _ = opened.pop()
            if not opened:
                found.append(Span(start, at + 1))
        elif mark in _CLOSING and len(opened) < 4:
            opened.append((at, _CLOSING[mark]))
    return found
