"""Offices and posts called by what they do: 财务处, 质量管理部, 设备维修科, 营销总监.

What is done stands in ``functions`` of ``words.yaml``; the last letter or word says that it is an
office or a post. An office ends where no word goes on: 财务处, but not 财务处理, nor 检验科室.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.model import Span
from graph.composed.grammar import may_stand_before
from graph.composed.units import Unit, unit_at, word_goes_on
from graph.composed.words import words

#: Behind a number's 处 stands what it counts: 发现违规养殖处三十处.
_OFFICE = "[部科室办]|处(?![一二三四五六七八九十百千万0-9])"
_POST = "总监|主管(?![部机单单负])|专员(?!公署)"
_JOINTS = frozenset("和与及")
#: Functions of one office: 质量与安全管理部 has three.
_MOST = 3


def offices_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, names an office or a post by what it does."""
    behind = -1
    for match in _pattern().finditer(folded):
        start, end = match.span()
        # What is joined to something else may be the end of one name: 救济和工程处.
        joined = folded[start - 1 : start] in _JOINTS and start - 1 != behind
        if not joined and _begins(units, start) and not word_goes_on(folded, units, end):
            yield Span(start, end)
        behind = end


def _begins(units: Sequence[Unit], start: int) -> bool:
    """Whether a name may begin at a place."""
    at = unit_at(units, start)
    if units[at].start != start:
        return False
    return not at or units[at - 1].text in words().owners or may_stand_before(units[at - 1])


@cache
def _pattern() -> re.Pattern[str]:
    held = words()
    first, more = _any(held.functions), _any(held.functions | held.caring)
    return re.compile(f"(?:{first})(?:[与和]?(?:{more})){{0,{_MOST - 1}}}(?:{_OFFICE}|{_POST})")


def _any(known: Iterable[str]) -> str:
    return "|".join(sorted(known, key=len, reverse=True))
