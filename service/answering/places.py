"""Places named in a text: provinces with their cities, and what begins as a city or a county."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = Path(__file__).parent / "model" / "places.txt"
_RANK = re.compile(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")
#: 祥云县, where a question begins with it; not 地级市, 全县.
_CALLED = re.compile(r"^([一-鿿]{2,3})(?:自治)?[市县旗](?!场|委|级|里|长|人)")
_COMMON = re.compile(r"[城都地直超上股集全各设本县省老哪些几个给把让的在从被]")


@lru_cache(maxsize=1)
def _table() -> Mapping[str, str]:
    """Each name as it is written for short, with the province it lies in (itself for one)."""
    table = {}
    for line in PLACES.read_text("utf-8").splitlines():
        province, *cities = line.split()
        short = _RANK.sub("", province)
        table[short] = short
        table.update(dict.fromkeys(cities, short))
    return table


@lru_cache(maxsize=1)
def _known() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _table()), key=len, reverse=True)))


@lru_cache(maxsize=4096)
def places_in(text: str) -> tuple[str, ...]:
    """The places a text names, each once, in their order.

    >>> places_in("山东省和满洲里市的义务植树")
    ('山东', '满洲里')
    """
    found = [match.group() for match in _known().finditer(text)]
    rest = "" if found else text
    found += [name for name in _CALLED.findall(rest) if not _COMMON.search(name)]
    return tuple(dict.fromkeys(found))


def place_marks(text: str) -> list[re.Match[str]]:
    """Where the known places of a text stand, with 省 or 市 after them."""
    return list(_marked().finditer(text))


@lru_cache(maxsize=1)
def _marked() -> re.Pattern[str]:
    return re.compile(f"(?:{_known().pattern})[省市区县]?")


def lies_in(place: str) -> str:
    """The province a known place lies in; ``""`` where the place is not known."""
    return _table().get(place, "")
