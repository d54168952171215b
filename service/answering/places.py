"""Places named in a text: provinces with their cities and districts."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import ahocorasick

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = Path(__file__).parent / "model" / "places.txt"
#: Districts, counties and towns of their own, by province and city (-: of the province itself).
DISTRICTS = PLACES.with_name("districts.txt")
_RANK = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
_COUNTY = re.compile(r"(?<=[一-鿿]{2})(?<![治左右前后中])[市县旗]$")
#: What goes on behind a name: 天河区 is none in 天河区域, nor 新民市 in 新民市场.
_GOES_ON = frozenset("域间别划块段位场民值内外容貌政")
#: 祥云县, where a question begins with it; not 地级市, 全县.
_CALLED = re.compile(r"^([一-鿿]{2,3})(?:自治)?[市县旗](?!场|委|级|里|长|人|域|乡)")
_COMMON = re.compile(r"[城都地直超上股集全各设本县省老哪些几个给把让的在从被]")
#: Other countries, and what says that a sentence tells of this one too.
_ABROAD = re.compile(
    "美国|日本|欧盟|欧元区|欧洲|英国|法国|德国|俄罗斯|韩国|朝鲜|印度|澳大利亚|加拿大|巴西|乌克兰|以色列|伊朗|意大利|西班牙|土耳其|越南|菲律宾"
)
_HOME = re.compile("中国|我国|全国")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, frozenset[str]]:
    """Each name as it is written for short, with what it lies in: its province (itself for
    one) and its city; those of all places of one name.
    """
    table: defaultdict[str, set[str]] = defaultdict(set)
    for line in PLACES.read_text("utf-8").splitlines():
        province, *cities = line.split()
        short = _RANK.sub("", province)
        for name in (short, *cities):
            table[name].add(short)
    for province, city, *names in map(str.split, DISTRICTS.read_text("utf-8").splitlines()):
        for name in names:
            # 金昌市永昌县 is no 永昌 of its own right where a city is called so
            if (bare := _COUNTY.sub("", name)) not in _cities():
                table[bare] |= {province, city} - {"-"}
    return {name: frozenset(around) for name, around in table.items()}


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    """The names that stand for a place without 省, 市 or 县 behind them."""
    lines = PLACES.read_text("utf-8").splitlines()
    return frozenset(_RANK.sub("", name) for line in lines for name in line.split())


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _cities()), key=len, reverse=True)))


@lru_cache(maxsize=1)
def _districts() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for line in DISTRICTS.read_text("utf-8").splitlines():
        for name in line.split()[2:]:
            automaton.add_word(name, name)
    automaton.make_automaton()
    return automaton


@lru_cache(maxsize=4096)
def places_in(text: str) -> tuple[str, ...]:
    """The places a text names, each once, in their order: a county for short, a district whole.

    >>> places_in("山东省和满洲里市的义务植树")
    ('山东', '满洲里')
    >>> places_in("广州市天河区的补贴")
    ('广州', '天河区')
    """
    found = [(match.start(), match.group()) for match in _known().finditer(text)]
    for last, name in _districts().iter_long(text):
        if text[last + 1 : last + 2] not in _GOES_ON and name[:-1] not in _cities():
            found.append((last + 1 - len(name), _COUNTY.sub("", name)))
    names = [name for _, name in sorted(found)]
    rest = "" if names else text
    names += [name for name in _CALLED.findall(rest) if not _COMMON.search(name)]
    return tuple(dict.fromkeys(names))


def place_marks(text: str) -> list[re.Match[str]]:
    """Where the known places of a text stand, with 省 or 市 after them."""
    return list(_marked().finditer(text))


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    return re.compile(f"(?:{_known().pattern})[省市区县]?")


def lies_in(place: str) -> str:
    """The province a known place lies in; ``""`` where the place is not known, or there are
    several of its name.
    """
    provinces = [one for one in above(place) if one in _table().get(one, ())]
    return provinces[0] if len(provinces) == 1 else ""


def above(place: str) -> frozenset[str]:
    """The provinces and cities a known place lies in; the province itself for one."""
    return _table().get(place, frozenset())


def is_abroad(question: str, told: str) -> bool:
    """Whether a sentence tells of another country, and the question of none."""
    found = _ABROAD.search(told)
    return found is not None and not _HOME.search(told) and not _ABROAD.search(question)
