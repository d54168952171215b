"""Coinages: what a writer puts in quotation marks as a name of his own (“一改两为”), and a number
in quotation marks with what it is the number of (“3820”战略工程).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Span
from graph.composed.units import is_word
from graph.discovery.shorthand import AMENDS, COINED, counts, is_name, only_cites

_SHORTEST, _LONGEST = 3, 12
#: A quotation that holds one of these is a remark or a motto, and no name.
_SAID = re.compile(
    "数额|情节|[的了吗呢吧啊着过我你您他她它们这那谁或与及之是也则而其不无]|什么|怎么|没有|应当|可以|必须|如果|因为|所以|^[为如像似被把让]|^一大|以[上下内外]|[式样型]$"
)
_NAMED = re.compile("[一-龥0-9a-z+]*[一-龥][一-龥0-9a-z+]*")
#: A plan called by the numbers of its parts; a telephone number is none, nor a year, a list of
#: schools, the hours of a working week, nor how many there are of something (“100”个目标).
_NUMBERED = re.compile(
    "[“「](?P<name>(?!(?:11[0-9]|12[0-9]|12[0-9]{3}|211|985|996)[”」]|(?:19|20)[0-9]{2}[”」]?年)"
    "(?:[0-9]{3,5}|[0-9]{1,3}(?:[+＋][0-9a-zA-Z]{1,4}){1,4})[”」](?![个年强名家项人])"
    "[^\\W\\d的和与及等在是为以将]{0,8}?"
    "(?:体系|机制|战略|思路|部署|布局|格局|行动|工程|模式|架构|目标|要求|计划|方案|集群|举措|任务"
    "|发展(?=思路|目标|格局|架构)|对话(?=机制))+)"
)
#: What a coinage is, told behind it: “村村通客车”工程.
_HEAD = re.compile(
    "(?:(?:专项)?行动(?:计划)?|工程|计划|机制|模式|体系|制度|活动|战略(?![定部框支推])|平台|品牌|改革|试点|体制|格局)"
    "(?![者派家性化])"
)
#: How far an amendment may be told before a quotation.
FAR = 40


def coinages_in(text: str) -> Iterator[Span]:
    """Where a text coins a name, without the mark before it; in no order."""
    if "“" not in text and "「" not in text:
        return
    for match in _NUMBERED.finditer(text):
        yield Span(*match.span("name"))
    for match in COINED.finditer(text):
        name = match["name"]
        counting = counts(name)
        shortest = _SHORTEST - counting
        if not shortest <= len(name) <= _LONGEST or (_SAID.search(name) and not counting):
            continue
        if not _NAMED.fullmatch(name) or not is_name(name) or only_cites(text, match):
            continue
        if is_word(name) and len(name) >= _SHORTEST:
            continue  # a set phrase of everybody's: “近在眼前”
        if AMENDS.search(text[max(0, match.start() - FAR) : match.end() + FAR]):
            continue
        start, end = match.span("name")
        headed = _HEAD.match(text, match.end())
        yield Span(start, headed.end() if headed else end)
