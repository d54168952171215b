"""Crimes and cases called by what they harm: 扰乱社会秩序犯罪, 涉枪涉爆犯罪, 侵害未成年人案件."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from graph.composed.units import Unit, unit_at

_CRIME = re.compile(
    "(?P<doing>危害|破坏|侵犯|侵害|扰乱|妨害|妨碍|侵财|涉(?![及嫌]))"
    "[一-\u7683\u7685-龥、]{0,14}?(?:违法犯罪|职务犯罪|犯罪|案件)(?![分嫌所记集行活事人者线])"
)
#: What is no part of a name: who, how, and another clause.
_CLAUSE = re.compile("[为被将把对等在由是有及或]|相关|有关|其他|各类|依法|行为|发生|严重")


def crimes_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, names a crime by what it harms."""
    for match in _CRIME.finditer(folded):
        at = unit_at(units, match.start())
        begins = units[at].start == match.start()
        if begins and not _CLAUSE.search(match.group()) and "案" not in match.group()[:-2]:
            yield Span(*match.span())
