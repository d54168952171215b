"""Names that a place gives: what it wants to be (平安浙江, 创新型河南), and the office an organ
has there (海关总署广东分署, 国家税务总局广东省税务局).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.model import Span
from graph.composed.units import Unit
from graph.composed.words import words

_PLACE, _ORGAN = "ns", "organ"
_STREETS = frozenset("路街桥")
#: What an organ calls its office in a place, behind the place.
_BRANCH = re.compile(
    "分行|支行|分署|分局|分院|分会|分公司|支队|总队|办事处|专员办|监管办|[一-龥]{0,4}(?:管理|监管|税务|邮政|气象|调查)局"
)


def local_in(folded: str, units: Sequence[Unit]) -> Iterator[Span]:
    """Where a folded text, cut into ``units``, names what only a place has."""
    held = words()
    before: Unit | None = None
    for one, place in pairwise(units):
        if place.tag == _PLACE and place.end - place.start > 1 and place.text not in held.nowhere:
            free = before is None or before.sort != "noun"
            if one.text in held.aims and free and place.text[-1] not in _STREETS:
                yield Span(one.start, place.end)
            if one.kind == _ORGAN and (branch := _BRANCH.match(folded, place.end)):
                yield Span(one.start, branch.end())
        before = one
