"""Who does it: 由乡镇人民政府签发 against a rule's own 由县级人民政府公安机关签发.

A draft tells a rule and puts another organ where the rule has its own. The place is known by
the word before it (由, 向, 报, 经) and those after it; an organ told in fewer words is the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORGAN = (
    "政府|部门|机关|机构|单位|委员会|办事处|组织|中心|法院|检察院|大会|会议|公司|银行|学校|医院"
    "|[局厅院]|负责人|总理|主席|书记|主任|局长|部长|秘书长|国务院"
)
#: The organ up to its first noun (人民政府), and up to its last (人民政府民政部门).
_SAID = tuple(
    re.compile(
        rf"(?P<before>[\u4e00-\u9fff]{{0,6}}?)(?P<lead>由|向|报|经|送)"
        rf"(?P<who>[^，,。；：“”（）由向报\n]{{1,30}}{lazy}(?:{_ORGAN})+)(?P<after>[\u4e00-\u9fff]{{2,4}})"
    )
    for lazy in ("?", "")
)
#: What no organ's name begins with.
_NO_ORGAN = "[由向报经送为对在应并根按依未不是有将被以从使与及其该条款项]"
#: The organ that a clause begins with: 国家网信部门会同…; letters after it that are the source's.
_BEGINS = tuple(
    re.compile(
        rf"(?<![\u4e00-\u9fff、])(?P<who>(?!{_NO_ORGAN})[\u4e00-\u9fff]{{1,14}}{lazy}"
        rf"(?:{_ORGAN}))(?P<after>[\u4e00-\u9fff]{{6}})"
    )
    for lazy in ("?", "")
)
_NOUN = re.compile(
    "(?:[省市县区乡镇]?级)?(?:以上)?(?:地方)?(?:各级)?(?:人民)?(?:政府)?(?:行政)?(?:主管)?"
    "(?:政府|部门|机关|委员会|办事处|[局厅]|部(?=会同|负责|批准|审批|备案))"
)
_ENDS = re.compile(f"(?:{_ORGAN})$")
_TOKEN = re.compile(
    "(?P<head>国务院|人民政府|(?<=[由向经报送])|^)"
    "(?P<name>[\u4e00-\u9fff]{2,10}?(?:部门|机关|委员会|机构|办事处))"
)
#: How alike clauses are whose organs are left out.
MASKED = 0.85
#: What every organ has in its name, and says nothing of which.
_PLAIN = re.compile(
    "人民政府|政府|主管部门|部门|机关|机构|委员会|行政|有关|相关|本级|各级|以上|以下|地方|所在地|负责人|单位"
    "|[省市县区乡镇]级|[的级和或者、局厅部委院所其本该各]|国家(?=.)"
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
    told: set[int] = set()
    for said in (one for pattern in _SAID for one in pattern.finditer(text, *span)):
        before = said["before"][-KNOWN_BY:]
        if not named and len(before) < KNOWN_BY:
            continue
        lead = ("" if named else f"{re.escape(before)}，?") + said["lead"]
        place = re.compile(rf"{lead}(?P<who>[^，,。；：\n]{{2,40}}?){re.escape(said['after'][:3])}")
        found = list(place.finditer(source))
        if len({one["who"] for one in found}) != 1 or not is_other(said["who"], found[0]["who"]):
            continue
        if said.start("who") in told:
            continue
        told.add(said.start("who"))
        start, end = found[0].span("who")
        yield Role(
            Span(*said.span("who")), said["who"], found[0]["who"], Span(at + start, at + end)
        )
    for said in (one for pattern in _BEGINS for one in pattern.finditer(text, *span)):
        place = re.compile(
            rf"(?<![\u4e00-\u9fff、])(?P<who>[\u4e00-\u9fff][\u4e00-\u9fff、()（）]{{1,23}}?){said['after']}"
        )
        found = list(place.finditer(source))
        if len({one["who"] for one in found}) != 1 or said.start("who") in told:
            continue
        start, end = found[0].span("who")
        who = found[0]["who"]
        begins = re.match(_NO_ORGAN, who) is None
        if begins and _ENDS.search(who) and is_other(said["who"], who):
            told.add(said.start("who"))
            yield Role(Span(*said.span("who")), said["who"], who, Span(at + start, at + end))


def swapped_organs(written: str, source: str) -> list[tuple[str, str]]:
    """The organs of a clause in whose place the source has others, all else being nearly alike.

    >>> swapped_organs("国务院财政部门主管此项工作", "国务院邮政管理部门主管此项工作")
    [('财政部门', '邮政管理部门')]
    """
    ours, theirs = list(_TOKEN.finditer(written)), list(_TOKEN.finditer(source))
    if not ours or len(ours) != len(theirs):
        return []
    masked = [_TOKEN.sub(lambda one: f"{one['head']}□", text) for text in (written, source)]
    if Levenshtein.normalized_similarity(*masked) < MASKED:
        return []
    names = ((one["name"], other["name"]) for one, other in zip(ours, theirs, strict=True))
    return [(one, other) for one, other in names if one != other and is_other(one, other)]


def is_other_organ(written: str, right: str, after: str) -> bool:
    """Whether a word put for another makes another organ of a name that goes on ``after``.

    >>> is_other_organ("教育", "民政", "部门指定的系统")
    True
    """
    if noun := _NOUN.match(after):
        return is_other(written + noun[0], right + noun[0])
    return bool(_ENDS.search(written) and _ENDS.search(right)) and is_other(written, right)


def is_other(written: str, right: str) -> bool:
    """Whether two names are of two organs: no word in common but what every organ has."""
    if written in right or right in written:
        return False
    ranks = [{rank for rank in _RANKS if rank in name} for name in (written, right)]
    if "以上" in right and "以上" not in written:
        ranks = [set(), set()]  # 市民政局 is one of 县级以上人民政府民政部门
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
