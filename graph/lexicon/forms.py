"""A form as it compares: folded, without the marks a writer may put inside a name."""

from __future__ import annotations

import re

from corpus.text import fold

#: Blanks, line breaks and quotation marks (as folded): 两个“一以贯之” is 两个一以贯之.
MARKS = re.compile(r"[\s\"']+")


def key_of(form: str) -> str:
    """The form in which forms and texts compare.

    >>> key_of("两个“一以贯之”"), key_of("１＋Ｎ")
    ('两个一以贯之', '1+n')
    """
    return MARKS.sub("", fold(form))
