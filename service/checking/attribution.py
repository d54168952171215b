"""Whom a draft says some words are by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.draft import VERBS
from service.checking.occasions import DAY

if TYPE_CHECKING:
    from corpus.model import DocumentId, Reference

#: What names a source, and what stands after it before the verb.
_NAMES_ONE = re.compile(
    "讲话|报告|致辞|演讲|[会式坛班]上|全会|大会|通知|意见|规划|纲要|办法|条例|决定|方案"
)
_SAYS = re.compile(f"(?:{VERBS})(?:过|道|了|的是)?[，,：:]?\\s?$")
#: 2026年某省政府工作报告, 某省2026年《政府工作报告》.
_REPORT = re.compile(
    r"(?P<first>\d{4}年)?(?P<place>[\u4e00-\u9fff]{2,10}?)(?P<second>\d{4}年)?(?P<noun>《?政府工作报告》?)"
)
#: The meeting, in the clause before who speaks at it: 在…开幕式上，.
_HELD = re.compile("[^，。：；]*[会式坛班]上，$")
#: The day, in the clause before who speaks on it: 2016年11月21日，.
_DAY = re.compile(f"{DAY}，$")
_TAIL = frozenset("就也还又都曾则，,：: ")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom some words are said to be by.

    ``span`` is where the draft says so. ``documents`` are the held documents meant, the
    likeliest first; ``part`` the provision named in the first of them. ``title`` and
    ``number`` are as cited; ``speaker`` is a person named. Empty fields: not stated.
    ``is_missing``: the first document has no such provision. ``is_loose``: named in the clause
    before the words, which are the draft's own as well as not.
    """

    span: Span
    documents: tuple[DocumentId, ...] = ()
    part: Span | None = None
    title: str = ""
    number: str = ""
    speaker: str = ""
    reference: Reference | None = None
    is_missing: bool = False
    is_loose: bool = False

    @property
    def is_held(self) -> bool:
        """Whether something held is meant."""
        return bool(self.documents)


def named_in(text: str, span: Span) -> Span:
    """The part of a clause that names the source, without the verb that it ends in."""
    said = _SAYS.search(text, *span)
    return source_in(text, Span(span.start, said.start() if said else span.end))


def report_as(written: str, title: str) -> str:
    """A government's report as a draft writes another's; ``""`` where either is none.

    >>> report_as("甲市2026年政府工作报告", "《2025年乙区政府工作报告》")
    '乙区2025年政府工作报告'
    """
    ours, theirs = (_REPORT.fullmatch(one.strip("《》")) for one in (written, title))
    if ours is None or theirs is None:
        return ""
    year = theirs["first"] or theirs["second"] or ""
    if not year:
        return ""
    place = theirs["place"]
    return (f"{year}{place}" if ours["first"] else f"{place}{year}") + ours["noun"]


def source_in(text: str, span: Span) -> Span:
    """The part of a clause that names the source: without what goes before it, and 就, 也."""
    start, end = span
    words = text[start:end]
    rest = words.rstrip("，,：: ")
    comma = max(rest.rfind("，"), rest.rfind("：")) + 1  # a label: 组织工作简报：
    if _NAMES_ONE.search(words, comma):
        held = _HELD.search(words, 0, comma) or _DAY.search(words, 0, comma)
        start += held.start() if held else comma
    while end > start + 1 and text[end - 1] in _TAIL:
        end -= 1
    return Span(start, end)
