"""Who does it: 由乡镇人民政府签发 against a rule's own 由县级人民政府公安机关签发.

A draft tells a rule and puts another organ where the rule has its own. The place is known by
the word before it (由, 向, 报, 经) and those after it; an organ told in fewer words is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORGAN = (
    "政府|部门|机关|机构|单位|委员会|办事处|组织|中心|法院|检察院|大会|会议|公司|银行|学校|医院"
    "|[局厅院]|负责人|总理|主席|书记|主任|局长|部长|秘书长|国务院"
)
_SAID = re.compile(
    rf"(?P<before>[\u4e00-\u9fff]{{0,6}}?)(?P<lead>由|向|报|经|送)"
    rf"(?P<who>[^，,。；：“”（）由向报\n]{{1,30}}?(?:{_ORGAN})+)(?P<after>[\u4e00-\u9fff]{{2,4}})"
)
#: What every organ has in its name, and says nothing of which.
_PLAIN = re.compile(
    "人民政府|政府|主管部门|部门|机关|机构|委员会|行政|有关|相关|本级|各级|以上|以下|地方|所在地|负责人|单位"
    "|[的级和或者、局厅部委院所其本该各]"
)
_RANKS = (
    "国务院 中央 国家 省 自治区 直辖市 设区的市 市 县 区 乡 镇 街道 村 社区 上级 上一级 同级"
).split()
#: Letters before the place that must be the source's where no provision is named.
KNOWN_BY = 3


@dataclass(frozen=True, slots=True)
class Role:
    """An organ of a draft that is another in the source: where, and the source's."""

    span: Span
    written: str
    right: str
    at: Span


def other_organs(text: str, span: Span, source: str, at: int, *, named: bool) -> Iterator[Role]:
    """The organs of a part of a draft in whose place the source has another.

    ``source`` begins at offset ``at`` of its document; ``named`` says that it is just the
    provision cited, so that what stands before the place may be the draft's own.
    """
    for said in _SAID.finditer(text, *span):
        before = said["before"][-KNOWN_BY:]
        if not named and len(before) < KNOWN_BY:
            continue
        lead = re.escape("" if named else before) + said["lead"]
        place = re.compile(rf"{lead}(?P<who>[^，,。；：\n]{{2,40}}?){re.escape(said['after'][:3])}")
        found = list(place.finditer(source))
        if len({one["who"] for one in found}) != 1 or not _is_other(said["who"], found[0]["who"]):
            continue
        start, end = found[0].span("who")
        yield Role(
            Span(*said.span("who")), said["who"], found[0]["who"], Span(at + start, at + end)
        )


def _is_other(written: str, right: str) -> bool:
    """Whether two names are of two organs: no word in common but what every organ has."""
    if written in right or right in written:
        return False
    ranks = [{rank for rank in _RANKS if rank in name} for name in (written, right)]
    if ranks[0] and ranks[1] and not ranks[0] & ranks[1]:
        return True
    words = [_words(_PLAIN.sub(" ", name)) for name in (written, right)]
    return bool(words[0] and words[1]) and not words[0] & words[1]


def _words(name: str) -> set[str]:
    return {
        pair
        for word in name.split()
        for pair in (map(str.__add__, word, word[1:]) if len(word) > 1 else word)
    }
