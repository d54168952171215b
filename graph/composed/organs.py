"""Organs of places, their posts and their meetings: 云南省人民政府, 省住房和城乡建设厅,
襄阳市人民检察院代理检察长, 省第十四届人民代表大会第一次会议.

::

    organ   = { place } [ level ] kind { office } ;
    post    = organ [ 代理 | 副 … ] title ;
    meeting = [ place | organ ] [ number 届 ] [ assembly ] number 次 kind of meeting ;

A level (省, 市, 县) may stand for its place; what an office of it is called is a field of
``fields`` and an ending (局, 厅), an organ of the lexicon, or nouns and an ending of committees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.model import Span
from graph.composed.grammar import may_stand_before
from graph.composed.units import LEXICAL, Unit, is_word, unit_at, word_goes_on
from graph.composed.words import words

_PLACES, _ORGAN = frozenset("ns nt".split()), "organ"
_LEVEL = "自治[区州县旗]|新区|地区|街道|兵团|[省市县区州盟旗镇乡村]"
_LEVELS = re.compile(f"(?:{_LEVEL})$")
#: Before a place or a level these belong to the name.
_PARTY = frozenset("中共 中国共产党 政协 中国人民政治协商会议 共青团 全国政协".split())
_GROUPS = frozenset("妇女 工会 党委 纪委 集团 公司 集团公司 学校".split())
#: What a tagger takes for the beginning of a level it does not know: 我|省财政厅, 经|省财政厅.
_OURS = frozenset("我本各该原某经由向报在从与和对将是为把被按")
#: No place has these, whatever a tagger makes of a word it does not know.
_NO_PLACE = frozenset("对在由向于和与同为从")
_JOINTS = frozenset("、 和 与 及 或".split())
_NUMBER = "(?:[一二三四五六七八九十百]{1,4}|[0-9]{1,3})"
_OFFICE = "办公[厅室]|研究室|政策研究室|新闻办公室|工作委员会|常务?委员?会"
#: Organs that a level alone makes.
_STATE = (
    "人民政府|政府|(?:(?:高级|中级)?人民|高级|中级)?法院|人民检察院|检察院|监察委员会|监委|[中高检]院"
    "|人民代表大会常务委员会|人民代表大会|人大常委会|人大|政协常委会|政协|行政公署|行署"
    "|总工会|妇联|妇女联合会|工商联|残联|文联|科协|社科联|侨联|红十字会|关工委|团委"
)
_PARTY_ORGAN = (
    "纪律检查委员会|纪委监委|纪委机关|纪委|委(?:员会)?(?:常务委员会|常委会|全委会|办公[厅室]|党校|编办|网信办"
    "|巡察办|巡视办|政法委员会|政法委|政研室|党史研究室|组织部|宣传部|统战部|统一战线工作部|社会工作部"
    "|老干部局|机要局|台办|台湾工作办公室)?"
)
_ENDING = "局|厅|委员会|委|办公[厅室]|办|中心|总队|支队|大队|学会|协会|联合会"
_COMMITTEE = "委员会|领导小组|指挥部|联席会议|安委会|党校"
_TITLE = (
    "(?:代理|常务副|第一副|第一|副)?"
    "(?:党组书记|书记|主任|主席|局长|厅长|院长|检察长|部长|秘书长|组长|会长|行长|队长|支队长|指挥长)(?!助理)"
)
_MEMBER = "(?:党组成员|常务委员|常委|委员(?!会))"
_MEETING = "代表大会|党代会|党员大会|职代会|教代会|团代会|妇代会"
_ASSEMBLY = (
    "中央委员会|中央纪律检查委员会|中央纪委|中央[一-龥]{2,8}委员会|全国人民代表大会(?:常务委员会)?"
    "|全国人大(?:常委会)?|全国政协(?:常委会)?|全国委员会(?:常务委员会)?"
    "|人民代表大会(?:常务委员会)?|人大(?:常委会)?|政协(?:常委会)?|职工代表大会|职代会|教职工代表大会"
    "|(?:[省市县区州盟旗镇乡]|自治[区州县])(?:委|人大(?:常委会)?|纪委|政协)|纪律检查委员会|纪委|(?:[一-龥]{2,6}[省市县区州])?委员会|理事会|董事会"
)
_SHORTEST = 3


def organs_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, names an organ of a place, a post or a meeting
    there; in order, none overlapping.
    """
    behind = 0
    for start, end in sorted(_found(folded, units), key=lambda one: (one[0], -one[1])):
        if start >= behind and end - start >= _SHORTEST:
            yield Span(start, end)
            behind = end


def _found(folded: str, units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    for match in _organ().finditer(folded):
        begin = _begin(units, match.start())
        if begin is not None and not word_goes_on(folded, units, match.end()):
            yield begin, match.end()
    for match in _session().finditer(folded):
        begin = _before_session(units, match.start())
        if begin is not None:
            yield begin, match.end()
    for at, unit in enumerate(units):
        if unit.kind != _ORGAN or unit.tag != LEXICAL or unit.text[-1] not in "局厅委府院会署办部":
            continue
        placed = at and _is_place(units[at - 1]) and units[at - 1].text not in words().nowhere
        begin = _begin(units, unit.start) if placed else None
        post = _post().match(folded, unit.end)
        end = post.end() if post else unit.end
        if begin is None and post is not None and _free(units, at):
            begin = unit.start
        if begin is not None and not word_goes_on(folded, units, end):
            yield begin, end


def _begin(units: Sequence[Unit], start: int) -> int | None:
    """Where the place begins that an organ found at ``start`` belongs to; None where what
    stands before is neither a place nor the end of something else.
    """
    at = unit_at(units, start)
    if at < 0:
        return None
    if units[at].start < start and not (_is_place(units[at]) or units[at].tag == LEXICAL):
        return start if units[at].text[0] in _OURS and units[at].start == start - 1 else None
    if units[at].start < start and units[at].tag == LEXICAL:
        return None
    while at and _is_place(units[at - 1]):
        at -= 1
    first = min(units[at].start, start)
    if at and units[at - 1].text in _PARTY:
        return units[at - 1].start
    return first if _free(units, at) else None


def _before_session(units: Sequence[Unit], start: int) -> int | None:
    at = unit_at(units, start)
    if at < 0:
        return None
    if units[at].start < start:
        return start if units[at].tag in {"m", "x"} else None
    first = at
    while first and (_is_place(units[first - 1]) or _leads(units[first - 1])):
        first -= 1
    return units[first].start if _free(units, first) else None


def _leads(unit: Unit) -> bool:
    """Whether a unit says of whom a session is: 省委, 中国共产党."""
    if unit.text in _PARTY | _GROUPS or _LEVELS.fullmatch(unit.text):
        return True
    return unit.kind == _ORGAN and unit.text[-1] in "党委协会大"


def _is_place(unit: Unit) -> bool:
    if unit.text in {"xx", "某"}:
        return True
    return unit.tag in _PLACES and (_NO_PLACE.isdisjoint(unit.text) or is_word(unit.text))


def _free(units: Sequence[Unit], at: int) -> bool:
    """Whether a name may begin at a unit."""
    if not at:
        return True
    before = units[at - 1]
    if before.tag == "m":
        return False
    if before.text in _JOINTS and at > 1:
        return not _LEVELS.search(units[at - 2].text)  # 区、县工商局 is half of two names
    coordinate = before.kind == _ORGAN and _is_place(units[at])  # 山西省委山西省人民政府
    return coordinate or may_stand_before(before) or before.text in words().owners


@cache
def _organ() -> re.Pattern[str]:
    fields = _any(words().fields)
    return re.compile(
        f"(?:{_LEVEL})"
        f"(?:委?(?:{fields})(?:工作)?(?:{_COMMITTEE})(?:{_OFFICE})?"
        f"|(?:{_STATE}|{_PARTY_ORGAN}|(?:{fields})(?:管理)?(?:{_ENDING}))(?:{_OFFICE})?(?:党组|党委)?)"
        f"(?:{_TITLE}|{_MEMBER})?"
    )


@cache
def _post() -> re.Pattern[str]:
    return re.compile(f"(?:党组|党委)?(?:{_TITLE})")


@cache
def _session() -> re.Pattern[str]:
    ordinal = f"第?{_NUMBER}"
    times = f"第{_NUMBER}次(?:[、,和]{ordinal}次)*"
    return re.compile(
        f"{ordinal}届(?:{_ASSEMBLY})?{ordinal}次(?:(?:全体)?(?:会议|全会)(?:精神)?|{_MEETING})"
        f"|{ordinal}届(?:{_ASSEMBLY})"
        f"|{times}[一-龥]{{0,4}}?(?:{_MEETING})"
    )


def _any(known: Iterable[str]) -> str:
    return "|".join(sorted(known, key=len, reverse=True))
