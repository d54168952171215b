"""Who has duties, and which organs are set up or issue papers: by the graph and by phrases.

A duty-holder is the subject of duties already read (:mod:`graph.duties`), so each example is
a duty. An organ is one that issues a document held, or one that a text says is set up:
「成立安全生产专项整治领导小组」.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from corpus.model import DocumentId
from graph.discovery.counting import Tally
from graph.discovery.model import Found, Piece, Place
from graph.duties.actors import ORGANS
from graph.lexicon.forms import key_of

_NAME = re.compile(r"[一-龥]{2,14}")
_HAN = re.compile(r"[一-龥]+")
_LONGEST = 18
#: Words before a name that are no part of it, and names that only point.
_BEFORE = re.compile(
    r"^(?:全体|广大|所有|有关|相关|其他|各位|上述|前款规定的|本|该|其|某|每个|每位|一切|任何|负责的|及其|以及|和|与"
    r"|或者?|的|一些|部分|多数|各(?![级地]))+"
)
_POINTING = re.compile(
    r"^(?:我们|大家|你们|咱们|同志们?|人人|每个人|各?[双一对]方(?:当事人)?|另一方|各方|我[国省市县区党]|全[党国省市县区]"
    r"|全社会|会议|中方|我方|中国|各地|各级|[上下]级(?:人民政府|部门|机关|单位)?|单位|部门|机构|机关|组织|个人|人员|成员"
    r"|负责人|当事人|申请人|管理人|行为人|主体|企业|公司|国家|地方|用户|代表|第三人|他人|本人|政府|主管部门|行政部门"
    r"|行政主管部门|行政管理部门|管理部门|管理单位|检查人员|工作人员|有权机关|政府有关部门|国务院有关部门)$"
    r"|[的了着过于在从对向把将被与和或及、]|^(?:不|未|没|非|无)|^[前后上下]款|以[上下]|其他|有关"
    r"|^(?:[省市县区乡镇州]|自治[区州县])(?!委|长|管|场|民)|^违法|领导下|专人|^(?:下列|级|另|确定|[上下]一?级)"
)
_ORGAN_END = re.compile(
    rf"(?:{'|'.join(sorted(ORGANS.split(), key=len, reverse=True))}|局|部|署|行)$"
)
_SET_UP = re.compile(
    r"(?:成立|设立|组建)了?(?P<name>[一-龥]{2,18}?(?:领导小组|协调小组|工作小组|委员会|指挥部|联席会议|工作专班"
    r"|专班|工作组|管理局|监管局|办公室|管理中心|服务中心|研究院|法庭|法院|检察院))(?=[，。；、（“及和与]|$)"
)
#: Beginnings of a phrase instead of a name; bare kinds; organs of a place, named by rule.
_NO_ORGAN = re.compile(
    r"[的了并和与或及]|^(?:由|在|专门|相应|相关|有关|一个|若干|各级|本级|[省市县区乡镇]级?|统一|临时|专项|坚决|审议|其|以)"
    r"|^(?:领导|专家|管理|常务|改革|保护|规划|指导|工作)?(?:小组|委员会|指挥部|工作组|专班)(?:办公室)?$|^所在地|^下属"
    r"|[省市县区州旗].{0,4}(?:人民政府|人民代表大会|人大|常委会|常务委员会|人民法院|人民检察院)|^中国政府$|办公厅$"
)
#: What may stand right before the name of an organ.
_BORDERS = frozenset("的由市省县区在和与及或向对报经立建设级同至")
_FREE = 0.5


def holders(duties: Iterable[tuple[str, Place]], known: Iterable[str]) -> list[Found]:
    """The subjects of duties that no form ``known`` names, each with its duties' places."""
    passed_over = {key_of(form) for form in known}
    places: dict[str, list[Place]] = defaultdict(list)
    for actor, place in duties:
        name = _BEFORE.sub("", actor)
        if _NAME.fullmatch(name) and not _POINTING.search(name) and key_of(name) not in passed_over:
            places[name].append(place)
    return [
        Found(name, "organ" if _ORGAN_END.search(name) else "role", {}, places=tuple(found))
        for name, found in sorted(places.items())
    ]


def organs(
    pieces: Sequence[Piece], issuers: Mapping[DocumentId, str | None], known: Iterable[str]
) -> list[Found]:
    """The organs set up in these pieces or named as issuers; counted in running text."""
    passed_over = {key_of(form) for form in known}
    named: dict[str, float] = {}
    for issuer in issuers.values():
        for name in re.split(r"[\s、，,；;]+", issuer or ""):
            if _ORGAN_END.search(name) and is_organ(name):
                named[name] = 1.0
    for piece in pieces:
        for match in _SET_UP.finditer(piece.text):
            if is_organ(match["name"]):
                named.setdefault(match["name"], 0.5)
    return [
        Found(name, "organ", {"stated": stated})
        for name, stated in sorted(named.items())
        if key_of(name) not in passed_over
    ]


def is_organ(name: str) -> bool:
    """Whether a name can be that of an organ: long enough, and no phrase around one."""
    return (
        3 < len(name) <= _LONGEST
        and _HAN.fullmatch(name) is not None
        and not _NO_ORGAN.search(name)
    )


def stands_free(tally: Tally) -> bool:
    """Whether a name is whole where it stands, not the tail of a longer one."""
    whole = sum(
        not start or piece.text[start - 1] in _BORDERS or not "一" <= piece.text[start - 1] <= "龥"
        for piece, start in tally.kept
    )
    return whole >= _FREE * len(tally.kept)
