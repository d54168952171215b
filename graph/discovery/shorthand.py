"""Numeric shorthand and quoted coinages: what a writer marks as a name of its own.

::

    coinage = "“" 2 to 14 characters without punctuation "”" ;
    numeric = coinage that begins with a number of two or more, or counts twice
            | number [ measure ] noun link list ;    三张清单（风险清单、责任清单、整改清单）

A list counts where it is as long as the number says (:mod:`graph.extraction.members`).
A quotation is no coinage where it only cites: a statute's amended wording, the standard a
judicial interpretation explains, the name of a ship, a missile or a typhoon.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.discovery.counting import place_of
from graph.discovery.model import Found, Piece, Place
from graph.extraction.members import LINK, NUMERALS, listed

#: What a writer puts in quotation marks without a stop in it.
COINED = re.compile(r"[“「](?P<name>[^“”「」‘’『』，。；：、！？《》（）()…\s]{2,14})[”」]")
#: What tells that a quotation is the wording of a law, old or new.
AMENDS = re.compile(r"修改为|修正为|改为|删去|删除|后增加|前增加|表述为|统一为|调整为")
#: What stands before a quotation that only cites, and behind one that names a thing.
_CITES = re.compile(
    r"(?:规定的|规定中的|所称的?|认定为|视为|条的|款的|项的|台风|代号|名为|题为|网名|昵称|绰号|航母"
    r"|称为|叫做|写着|写道|挂着|镌刻|印有|贴着|标明|注明|标注|主题为|主题是|自称|回答)$"
)
_NAMED = re.compile(
    r"号|级|型|导弹|火箭|航母|卫星|台风|战机|无人机|坦克|管道|舰|轮(?![廓训番])|防空|反导|巡航|武装"
    r"|组织|系列|为主题|主题|二字|一词|字样|见面会|发布会|展览|特展|晚会|栏目|节目|剧组|奖学金"
    r"|一案|案件|战术|探测器|飞船|空间站|登陆|发射车|多管|高超|弹道|运动会|杯|奖"
)
_INCLUSIVE = re.compile(
    r"[”」](?:、?[“「][^”」]*[”」]){0,20}，?(?:均|都|不)?(?:包括本|包含本|含本)"
)
#: Kinds whose quotation marks hold the words of the law they explain.
_EXPLAINING = frozenset({"judicial_interpretation", "case"})
_NUMBER = "一二两三四五六七八九十双百千万"
_STARTS = re.compile(
    rf"[二两三四五六七八九十双百千万](?![{_NUMBER}年月日时点分])|十[一二三四五六](?=[个条项大])"
)
_TWICE = re.compile(rf"[{_NUMBER}][一-龥]{{1,2}}[{_NUMBER}][一-龥]{{1,2}}")
#: 三要, 两是: how a list is told, not what it is called.
_VERBS = frozenset("要 是 有 能 可 来 个".split())
_ONLY_NUMBERS = re.compile(rf"[{_NUMBER}〇零]+[年月日号届次期]?")
#: A number, an age, and half of a phrase: 五一, 90后, 放得活.
_NO_NAME = re.compile(rf"{_ONLY_NUMBERS.pattern}|\d\d后|[一-龥]得[一-龥]")
_HAN = re.compile(r"[一-龥]+")
#: Without quotation marks: a number, a measure perhaps, a short noun, and a list behind it.
_LISTED = re.compile(
    r"(?<![一二两三四五六七八九十百千万第\d几数每])"
    r"(?P<name>[两三四五六七八九十](?:大|个|项|张|条|类|级|道|支|本|重)[一-龥]{1,5}?)(?=[（(：]|[，,]?即)"
)
#: What everybody counts, and nobody makes a name of.
_GENERIC = re.compile(
    r"方面|问题|部分|阶段|特点|原因|条件|情形|情况|层面|层次|环节|步骤|角度|途径|方式|方法|因素|内容"
    r"|企业|公司|单位|部门|地区|国家|省份|主体|选手|同志|代表|委员|文件|案例|案件|项目|奖项|金牌"
    r"|事项|指标|数据|结果|理由|选项|等级|以上|以下|以内|小时|分钟|城市|意见|建议|一是|力量|功能|要素|关键词|费用|建筑|任务|下降|上升|增长|目标|变化|成果|措施|优势|挑战|考验|[章条款项点类种"
    r"人年月日天届次名位家国省市县镇村区州岁倍元米吨个者题期档级组栏列行处号侧湖河江字卷证段块面]$"
)
_KIND_ENDS = {
    "campaign": re.compile(r"(?:行动|活动|专项|工程|教育|运动|计划|整治)$"),
    "system": re.compile(r"(?:制|制度|机制|体系|体制|模式|清单|平台|窗口|办法|名单)$"),
    "organ": re.compile(r"(?:小组|委员会|办公室|专班)$"),
    "meeting": re.compile(r"(?:会|会议|论坛|大会)$"),
    "task": re.compile(r"(?:建设|改革|治理|发展|工作|任务|战略|振兴|转型)$"),
    "principle": re.compile(r"(?:原则|方针|要求|理念|精神|意识|观)$"),
}


#: How far from a shorthand a list of things that end alike is looked for.
_BESIDE = 90
_TAILED = re.compile(r"[两三四五六七八九十](?:个|大|项|张|种|条|道|支|本)?(?P<tail>[一-龥]{1,3})")
_LEAD = re.compile(r"^(?:指的是|就是|包括|分别是|分别为|即|也即)")
_NO_MEMBER = re.compile(r"[“”，。；（）\d]|^(?:其中|以及|就是|已经|同时|对|以|将|把|从|由)")
#: How much longer than the middle one the longest member of a list may be.
_EVEN = 2.0


@dataclass(frozen=True, slots=True)
class Coinage:
    """A coinage of a corpus; ``cited`` is the share of its quotations that only cite."""

    found: Found
    numeric: bool
    quoted: int
    cited: float


@dataclass(slots=True)
class _Seen:
    quoted: int = 0
    citing: int = 0
    members: dict[tuple[str, ...], list[Place]] = field(default_factory=lambda: defaultdict(list))


def coinages(pieces: Iterable[Piece]) -> list[Coinage]:
    """What these pieces coin, by name."""
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for piece in pieces:
        _read(piece, seen)
    return [_coinage(name, one) for name, one in sorted(seen.items()) if is_name(name)]


def counts(name: str) -> bool:
    """Whether a coinage counts what it packs: 三张清单, 一岗双责; not 一卡通, 五一."""
    if not _HAN.fullmatch(name) or _ONLY_NUMBERS.fullmatch(name):
        return False
    return bool((_STARTS.match(name) and name[1:] not in _VERBS) or _TWICE.search(name))


def kind_of(label: str) -> str:
    """The kind a coinage's last words suggest."""
    return next((kind for kind, ends in _KIND_ENDS.items() if ends.search(label)), "term")


def is_name(name: str) -> bool:
    """Whether what is quoted may be a name: not a number, an age, half of a phrase."""
    return _HAN.search(name) is not None and _NO_NAME.fullmatch(name) is None


def _read(piece: Piece, seen: dict[str, _Seen]) -> None:
    text = piece.text
    if "“" in text or "「" in text:
        amends = piece.kind != "news" and AMENDS.search(text) is not None
        for match in COINED.finditer(text):
            one = seen[match["name"]]
            one.quoted += 1
            one.citing += amends or piece.kind in _EXPLAINING or only_cites(text, match)
            if counts(match["name"]):
                _pack(piece, match, one)
    for match in _LISTED.finditer(text):
        if not _GENERIC.search(match["name"]):
            packed = _Seen()
            _pack(piece, match, packed)
            for items, places in packed.members.items():
                seen[match["name"]].members[items] += places


def _pack(piece: Piece, match: re.Match[str], seen: _Seen) -> None:
    """Note what a shorthand packs, where a list of as many stands behind it."""
    start, end = match.span("name")
    number = sum(NUMERALS.get(char, 0) for char in match["name"])
    if not 2 <= number <= 12:
        return
    items: tuple[str, ...] = ()
    if link := LINK.match(piece.text, end):
        stop = piece.text.find("\n", link.end())
        text = piece.text if stop < 0 else piece.text[:stop]
        items = tuple(text[slice(*one)] for one in listed(text, link.end(), number))
    if not (len(set(items)) == number and _are_members(items)):
        items = _alike(piece.text[max(0, start - _BESIDE) : end + _BESIDE], match["name"], number)
    if items:
        seen.members[items].append(place_of(piece, start, end))


def _alike(around: str, name: str, number: int) -> tuple[str, ...]:
    """A list beside a shorthand whose items all end as it does: 班前必到、现场必到、困难必到."""
    form = _TAILED.fullmatch(name)
    if form is None:
        return ()
    item = rf"[一-龥]{{1,14}}{form['tail']}"
    rest = rf"(?:[、；]{item}){{{number - 1}}}"
    lists = re.compile(rf"(?<![一-龥、；]){item}{rest}(?![、；])")
    found = {tuple(re.split("[、；]", _LEAD.sub("", match[0]))) for match in lists.finditer(around)}
    if len(found) != 1:
        return ()
    items = found.pop()
    # A first item longer than the others has a verb before it: 要建好风险清单.
    whole = len(items[0]) <= max(map(len, items[1:])) + 1 and not any(name in one for one in items)
    return items if whole and len(set(items)) == number and _are_members(items) else ()


def _are_members(items: Sequence[str]) -> bool:
    """Whether a list is of one make: no item runs on into the sentence."""
    lengths = sorted(map(len, items))
    even = lengths[-1] <= _EVEN * lengths[len(lengths) // 2 - (len(lengths) % 2 == 0)]
    return even and lengths[0] > 1 and not any(_NO_MEMBER.search(item) for item in items)


def only_cites(text: str, match: re.Match[str]) -> bool:
    """Whether a quotation tells somebody's words, or the name of a ship or a prize."""
    before = text[max(0, match.start() - 8) : match.start()]
    return bool(
        _CITES.search(before)
        or _NAMED.match(text, match.end())
        or _INCLUSIVE.match(text, match.end() - 1)
    )


def _coinage(name: str, seen: _Seen) -> Coinage:
    members: tuple[str, ...] = ()
    at = None
    if seen.members:
        # The list said most often; of those said as often, the first in the order of words.
        members, places = min(seen.members.items(), key=lambda one: (-len(one[1]), one[0]))
        at = places[0]
    numeric = counts(name)
    kind = "shorthand" if numeric else kind_of(name)
    own = {"members": 1.0 if members else 0.0} if numeric else {}
    cited = seen.citing / seen.quoted if seen.quoted else 0.0
    return Coinage(Found(name, kind, own, members, at), numeric, seen.quoted, cited)
