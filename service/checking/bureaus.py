"""Local organs by the names they had before a reform: 县环保局 is 县生态环境局.

The lexicon has the organs of the state. Of the same names in provinces, cities and counties the
place before the name tells that one of ours is meant: 泰国旅游局 and 纽约市卫生局 are none. It also
tells what the organ is called now: a province has a 厅, a city or a county a 局.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Span
from service.answering.places import lies_in
from service.checking.abroad import ABROAD

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIVISIONS = Path(__file__).parent / "divisions.txt"
_REFORM = "《深化党和国家机构改革方案》（2018）"
_REFORM_2023 = "《党和国家机构改革方案》（2023）"
_TOURISM = "文化和旅游局 文化广电和旅游局 文化广电旅游局"


@dataclass(frozen=True, slots=True)
class _Renamed:
    """What an organ was called (a pattern) and is called now: in a city or a county, in a
    province where that differs, and in single provinces. Names parted by a space: one of them.
    """

    old: str
    local: str
    provincial: str = ""
    own: tuple[tuple[str, str], ...] = ()
    since: str = "2018-03"
    source: str = _REFORM
    #: What became of it between that day and the last reform.
    between: str = ""


@dataclass(frozen=True, slots=True)
class Bureau:
    """A former name where it stands, whose it is (县), and what the organ is called now."""

    span: Span
    rank: str
    names: tuple[str, ...]
    since: str
    source: str
    between: str

    @property
    def is_sure(self) -> bool:
        """Whether it can only be called so."""
        return len(self.names) == 1


_FARMING = tuple((place, "农业农村委员会") for place in ("天津", "上海", "重庆"))
_POVERTY = tuple((place, f"{name}（乡村振兴局）") for place, name in _FARMING)
_TRAVEL = (
    *((place, "文化和旅游局") for place in ("北京", "天津", "上海")),
    ("重庆", "文化和旅游发展委员会"),
    ("海南", "旅游和文化广电体育厅"),
)
_FORMER = (
    _Renamed("质监局|质量技术监督局", "市场监督管理局"),
    _Renamed("环保[局厅]|环境保护[局厅]", "生态环境局", "生态环境厅"),
    _Renamed("国土资源厅", "自然资源厅"),
    _Renamed("农业[局厅]", "农业农村局", "农业农村厅", _FARMING),
    _Renamed("林业厅", "林业和草原局 林业局"),
    _Renamed(
        "扶贫办(?:公室)?|扶贫(?:开发)?局|扶贫开发(?:领导小组)?办公室",
        "农业农村局（乡村振兴局）", "农业农村厅（乡村振兴局）", _POVERTY,
        since="2021-02", source=_REFORM_2023, between="改称“乡村振兴局”，2023年机构改革后",
    ),
    _Renamed(
        "卫生[局厅]|计生[局委]|(?:人口|卫生)计生委|人口计生局|人口和计划生育(?:局|委员会)"
        "|卫生和计划生育委员会",
        "卫生健康委员会",
    ),
    _Renamed(
        "卫生和计划生育局|卫生计生局|卫计局", "卫生健康委员会 卫生健康局", "卫生健康委员会"
    ),
    _Renamed("文广新局|文化广电新闻出版局", _TOURISM, "文化和旅游厅 广播电视局"),
    _Renamed("文化[局厅]|旅游局|旅发委|旅游发展委员会", _TOURISM, "文化和旅游厅", _TRAVEL),
    _Renamed("新闻出版广电局", "新闻出版局、广播电视局"),
    _Renamed("监察[局厅]", "监察委员会"),
    _Renamed("(?:(?:人民)?政府)?法制办(?:公室)?", "司法局", "司法厅"),
    _Renamed("粮食局", "粮食和物资储备局"),
    _Renamed("外侨办(?:公室)?|外事侨务办(?:公室)?", "外事办公室"),
    _Renamed("(?:社会治安)?综治(?:委|办(?:公室)?)|维稳办(?:公室)?", "委政法委员会"),
    _Renamed(
        "劳动(?:和社会)?保障局|人事局", "人力资源和社会保障局", "人力资源和社会保障厅",
        since="2008-03", source="《国务院机构改革方案》（2008）",
    ),
    _Renamed(
        "国家税务局|地方税务局", "税务局",
        since="2018-06", source="《国税地税征管体制改革方案》（2018）",
    ),
    _Renamed("出入境检验检疫局", "海关", since="2018-04"),
    _Renamed("公安消防总队", "消防救援总队", since="2018-10"),
    _Renamed("公安消防支队", "消防救援支队", since="2018-10"),
    _Renamed("公安消防大队", "消防救援大队", since="2018-10"),
    _Renamed("(?:公安|武警)消防(?:部队|官兵)", "国家综合性消防救援队伍", since="2018-10"),
    _Renamed("银保?监局|保监局", "金融监管局", since="2023-05", source=_REFORM_2023),
    _Renamed("银保?监分局|保监分局", "金融监管分局", since="2023-05", source=_REFORM_2023),
    _Renamed(
        "银保监(?:监管)?组", "金融监管支局", since="2023-05", source=_REFORM_2023
    ),
    _Renamed(
        "地方金融(?:监督管理局|监管局)", "地方金融管理局", since="2024", source=_REFORM_2023
    ),
)  # fmt: skip
#: What stands before a local organ's name; of these names nobody else has one.
_PLACE, _ALONE = "(?<=[省市县区州旗盟])", re.compile("消防|[银保]监|检验检疫")
_SOUGHT = [
    (re.compile(f"{'' if _ALONE.search(one.old) else _PLACE}(?:{one.old})"), one)
    for one in _FORMER
]  # fmt: skip
#: As far back as a place's name may begin.
_REACH = 14
_BEFORE = re.compile("[一-鿿]*$")
_RANK = re.compile("(?:自治区|[省市县区州旗盟])$")
#: Kinds of places that only ours have, by whatever name.
_OURS = re.compile("(?:自治[县州旗]|开发区|高新区|[^行]新区|示范区|工业园区|功能区)$")
_APART = re.compile("(?:台湾省?|香港(?:特别行政区|特区)?|澳门(?:特别行政区|特区)?)$")
#: 由县环保局, 经协调县环保局, 省市环保局: no name before the rank, the draft's own place is meant.
_UNNAMED = re.compile(
    "(?:^|[的由经和与及同向对从在到被为把将请让给报是该我全各某设派送跟据或以即按靠于等级这那至因并则其年月日任省市县区旗局委办厅]"
    "|(?<![熊松桥山日])本|协调|联系|通知|责成|配合|报告|要求|组织|委托|批准|上报|督促|依托|支持|征求|安排|指导|按照"
    "|包括|通过|其中|成立|撤销|所属|隶属|咨询|取得|接受|来自|帮助|参加|前往|主动|分别|已经|规定|上午|下午|近日|日前"
    "|目前|近期|随后|会后|之后|同时|原来)$"
)
_OUTER = frozenset(("台湾", "香港", "澳门"))
_CITIES_OF_THEIR_OWN = frozenset(("北京", "天津", "上海", "重庆"))


def bureaus_in(text: str) -> Iterator[Bureau]:
    """The former names of local organs of ours in a text, each with today's."""
    for pattern, renamed in _SOUGHT:
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - _REACH) : match.start()]
            run = _BEFORE.search(before)
            place = run[0] if run else ""
            is_anothers = _is_apart if _ALONE.search(renamed.old) else _is_elsewhere
            if not is_anothers(place):
                names = tuple(_name(renamed, place).split())
                span = Span(*match.span())
                rank = _RANK.search(place)
                whose = rank[0] if rank else ""
                yield Bureau(span, whose, names, renamed.since, renamed.source, renamed.between)


def _name(renamed: _Renamed, place: str) -> str:
    """What the organ of a place is called now."""
    rank = _RANK.search(place)
    if rank is None:
        return renamed.local
    province = _known_end(place.removesuffix(rank[0]))
    is_city = rank[0] == "市" and province in _CITIES_OF_THEIR_OWN
    is_province = is_city or rank[0] in ("省", "自治区")
    if not is_province:
        return renamed.local
    usual = renamed.local if province in _CITIES_OF_THEIR_OWN else renamed.provincial
    return dict(renamed.own).get(province, usual or renamed.local)


def _is_apart(place: str) -> bool:
    """Whether what stands before is a country, or has organs of its own."""
    return bool(ABROAD.search(place) or ABROAD.search(place[:-1]) or _APART.search(place))


def _is_elsewhere(place: str) -> bool:
    """Whether a place is none of those known here, though it has a name."""
    rank = _RANK.search(place)
    if rank is None or _APART.search(place):
        return True
    name = place[: rank.start()]
    if _UNNAMED.search(name):
        return _is_apart(name)
    for begin in range(len(place) - 2):
        province = lies_in(place[begin:]) or lies_in(name[begin:])
        if province or place[begin:] in _divisions():
            return province in _OUTER or _is_apart(place[:begin])
    # 易县 and the like only where nothing runs on before them: 千叶县 is not 叶县
    if place[-2:] in _divisions():
        return not _UNNAMED.search(place[:-2]) or _is_apart(place[:-2])
    return not _OURS.search(place)


def _known_end(name: str) -> str:
    """The province whose name ends a text."""
    return next((name[at:] for at in range(len(name)) if lies_in(name[at:]) == name[at:]), "")


@lru_cache(maxsize=1)
def _divisions() -> frozenset[str]:
    """Cities, counties, districts and banners of the mainland, as the state's codes name them."""
    lines = _DIVISIONS.read_text("utf-8").splitlines()
    return frozenset(name for line in lines for name in line.split())
