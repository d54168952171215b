"""Names that a place gives: what it wants to be (平安浙江, 创新型河南), and the office an organ
has there (海关总署广东分署, 国家税务总局广东省税务局).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from graph.composed.units import Unit
from graph.composed.words import words

_PLACE, _ORGAN = "ns", "organ"
_SHORTEST = 2
_STREETS = frozenset("路街桥")
#: What an organ calls its office in a place, behind the place.
_BRANCH = re.compile(
    "分行|支行|分署|分局|分院|分会|分公司|支队|总队|办事处|专员办|监管办|[一-龥]{0,4}(?:管理|监管|税务|邮政|气象|调查)局"
)


def local_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, names what only a place has."""
    held = words()
    for at, place in enumerate(units):
        if place.tag != _PLACE or not at or len(place.text) < _SHORTEST:
            continue
        one = units[at - 1]
        free = at == 1 or units[at - 2].sort != "noun"
        somewhere = place.text not in held.nowhere and place.text[-1] not in _STREETS
        if one.text in held.aims and free and somewhere:
            yield Span(one.start, place.end)
        if one.kind == _ORGAN and (branch := _BRANCH.match(folded, place.end)):
            yield Span(one.start, branch.end())
