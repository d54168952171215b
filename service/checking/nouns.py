"""Works called by what they are: 条例还规定，…; 学习《…》，条例关于“…”的规定."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.titles import head_noun

if TYPE_CHECKING:
    from corpus.model import Reference
    from service.checking.draft import Quotation

#: Words between a work and a quotation of it, and what comes after.
_ABOUT = re.compile("(?:[，,](?:该|这部)?(?P<noun>[\u4e00-\u9fff]{2,4}?))?[中里]?(?:关于|有关|对)")
_LAID_DOWN = re.compile("的(?:[^，。；]{0,2}(?:明确|具体|有关|相关))?(?:规定|要求|条款|条文|表述)")
#: Characters of the shortest quotation that is no term.
LONG = 16


def is_called(title: str, noun: str) -> bool:
    """Whether a work is meant by what it is: 条例, 法律, 意见, 讲话."""
    own = head_noun(title)
    return bool(own) and noun in (own, f"{own}律", own[-2:])


def is_quoted_rule(text: str, reference: Reference, quotation: Quotation) -> bool:
    """Whether words are quoted as what the work cited before them lays down."""
    about = _ABOUT.fullmatch(text, reference.span.end, quotation.outer.start)
    if about is None or not _LAID_DOWN.match(text, quotation.outer.end):
        return False
    own = not about["noun"] or is_called(reference.title, about["noun"])
    return own and quotation.span.end - quotation.span.start >= LONG
