"""Quoted: where a text speaks in another's words.

A decision that amends a law quotes the articles as they will read, often over several
paragraphs: 将第五条修改为：“第五条 …”. Markers in there are not the decision's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.model import Span

_QUOTE = re.compile("[“”]")
# What a decision says before it quotes; a stray “ in a speech must not swallow its points.
_OPENS = re.compile(
    r"(?:改为|修订为|增加|作为|规定|表述|如下|内容为|分别为)[^。“”]{0,40}“[^”]*$"
    r"|^“(?:第[一二三四五六七八九十百零0-9]{1,9}[编章节条]|[（(][一二三四五六七八九十]{1,3}[）)])[^”]*$"
)

#: A quotation longer than this was never closed.
_LONGEST_QUOTATION = 80


def quoted_spans(text: str) -> list[Span]:
    """The quotations “…” within one paragraph, outermost only; unclosed ones are none."""
    spans = []
    depth = start = 0
    for match in _QUOTE.finditer(text):
        if match[0] == "“":
            depth += 1
            if depth == 1:
                start = match.start()
        elif depth:
            depth -= 1
            if depth == 0:
                spans.append(Span(start, match.end()))
    return spans


def quoted_lines(texts: Sequence[str]) -> list[bool]:
    """Whether each paragraph lies wholly inside a quotation that spans paragraphs.

    The paragraph that opens the quotation after its own words is not inside; one that
    *begins* with the opening mark is. A quotation that is never closed quotes nothing.
    """
    inside = [False] * len(texts)
    balances = [text.count("“") - text.count("”") for text in texts]
    number = 0
    while number < len(texts):
        if balances[number] > 0 and _opens(texts, number):
            last = _closing(texts, balances, number)
            if last is not None:
                for line in range(number + (texts[number][0] != "“"), last + 1):
                    inside[line] = True
                number = last
        number += 1
    return inside


def _opens(texts: Sequence[str], number: int) -> bool:
    """Whether a paragraph opens a quotation as a decision does, not by a stray mark."""
    text = texts[number]
    if text[0] == "“" and number and texts[number - 1][-1:] in ("：", ":"):
        return True
    return bool(_OPENS.search(text[max(text.rfind("“") - 60, 0) :]))


def _closing(texts: Sequence[str], balances: Sequence[int], number: int) -> int | None:
    """The paragraph that closes the quotation opened in paragraph ``number``.

    Each paragraph of a long quotation may open with “ anew; only the last has ”.
    """
    for line in range(number + 1, min(number + _LONGEST_QUOTATION, len(texts))):
        again = texts[line].startswith("“")
        if balances[line] < 0 or (balances[line] == 0 and again):
            return line
        if balances[line] > 0 and not again:
            return None
    return None
