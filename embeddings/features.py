"""A text's tokens: every character, and every pair of neighbouring characters.

Overlapping pairs need no segmenter, so a word unknown to any dictionary (三严三实) still
has tokens of its own; on statutes they beat segmented words by a wide margin. This module
is the definition; :mod:`embeddings.vocabulary` finds the same tokens many times faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.text import fold

#: Chinese characters (the basic planes, 々 and 〇 included), and runs of Latin and digits.
IDEOGRAPHS = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff"
_RUN = re.compile(rf"[{IDEOGRAPHS}]+|[a-z0-9]+")
_IDEOGRAPH = re.compile(rf"[{IDEOGRAPHS}]")


def tokens(text: str) -> Iterator[str]:
    """The tokens of ``text`` in order of their first character, repeats included.

    ::

        text      = { run | anything else } ;           after corpus.text.fold
        run       = ideographs | latin ;
        ideographs -> each character, and each pair of neighbours
        latin     -> the run whole (a vocabulary may fall back to its characters)
    """
    for match in _RUN.finditer(fold(text)):
        run = match.group()
        if not is_ideograph(run[0]):
            yield run
            continue
        for place, char in enumerate(run):
            yield char
            if place + 1 < len(run):
                yield run[place : place + 2]


def is_ideograph(char: str) -> bool:
    """Whether this (folded) character is Chinese and may form pairs."""
    return _IDEOGRAPH.match(char) is not None
