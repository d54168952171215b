"""The years a sentence speaks of: by its own words, its headings, its document.

A work report of 2024 looks back on 2023 and sets tasks for 2024; a sentence without a
year of its own speaks of the one its part of the report is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.numerals import to_int
from corpus.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Description

_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?=年|[^\d%.元万亿千百人名户个家台亩吨公米]|$)|([一二][〇零○一二三四五六七八九]{3})(?=年)"
)
_BACK = re.compile(r"回顾|过去(?:的)?[一五]年|工作总结|取得.{0,6}(?:成绩|成就)")
_AHEAD = re.compile(r"今年|工作安排|任务|部署|目标|重点工作|总体要求|打算|计划")
_LAST = re.compile(
    r"(?<![比较])去年|(?<![比较])上年|(?<![比较])上一年|过去(?:的)?一年|一年来|刚刚过去"
)
_THIS = re.compile(r"今年|本年度?|当前|目前|现在|[本这此][届次]|这一年")
_NEXT = re.compile(r"明年|下一年|次年")
#: What is said for a new year, and from which day of December on a speech is.
_NEW_YEAR = re.compile("新年|元旦|贺词|春节|迎春|团拜")
LAST_DAYS = 29


#: A five-year plan by its number: 十四五, 第十四个五年规划; and when the plan before the first
#: of these would have ended.
_PLAN = re.compile(
    r"(?<![第一二三四五六七八九十])十[一二三四五六]五(?![条款项次年个章节])|第十[一二三四五六]个五年"
)
BEFORE_PLANS = 1955


def plans_in(text: str) -> frozenset[range]:
    """The five-year plans a text names, each as its years."""
    numbers = (to_int(named[0].strip("第")[:2]) for named in _PLAN.finditer(text))
    lasts = (BEFORE_PLANS + 5 * number for number in numbers)
    return frozenset(range(last - 4, last + 1) for last in lasts)


def years_in(text: str) -> frozenset[int]:
    """The years written in a text."""
    return frozenset(
        int(arabic) if arabic else to_int(re.sub("[零○]", "〇", han))
        for arabic, han in _YEAR.findall(fold(text))
    )


def year_of(description: Description) -> int | None:
    """The year a document is of: named in its title, else that of its day."""
    named = years_in(description.title)
    if named:
        return max(named)
    return description.day.year if description.day else None


def years_of(description: Description) -> frozenset[int]:
    """The years a document may be called by: a speech for a new year also by that."""
    year, day = year_of(description), description.day
    found = {year} if year else set()
    if day and day.month == 12 and description.kind == "speech":
        ahead = day.day >= LAST_DAYS or _NEW_YEAR.search(description.title)
        found |= {day.year + 1} if ahead else set()
    return frozenset(found)


def years_said(text: str, year: int | None) -> frozenset[int]:
    """The years a sentence speaks of by its own words, in a document of a year; empty where it
    names none.
    """
    own = years_in(text)
    if year is not None:
        signs = ((_LAST, -1), (_THIS, 0), (_NEXT, 1))
        own |= {year + step for pattern, step in signs if pattern.search(text)}
    return own


def years_told(
    text: str, before: str, section: Sequence[str], description: Description
) -> frozenset[int]:
    """The years a sentence speaks of; empty where nothing tells.

    ``before`` is what stands before it in its passage; ``section`` the headings above it.
    """
    year = year_of(description)
    own = years_said(text, year)
    return own | _around(before, section, description, year, told=bool(own))


def _around(
    before: str, section: Sequence[str], description: Description, year: int | None, *, told: bool
) -> frozenset[int]:
    """The years of what stands around a sentence, the nearest that tells."""
    for heading in reversed(section):
        found = years_in(heading)
        if found:
            return found
        if year is not None and description.kind == "report":
            if _BACK.search(heading):
                return frozenset({year - 1})
            if _AHEAD.search(heading):
                return frozenset({year})
    earlier = [match for match in _YEAR.finditer(fold(before)) if match[1]]
    if earlier:
        return frozenset({int(earlier[-1][1])})
    if year is None or told:
        return frozenset()
    # A report looks back and ahead; without a heading nothing tells which it does here.
    return frozenset({year - 1, year} if description.kind == "report" and not section else {year})
