"""Expressions said to be older than they are: 七届二中全会上提出的“三个务必”.

Of expressions that differ by their number alone (两个务必, 三个务必), a draft that says who put
one forward, or at which congress, may take the later one: its own day tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from corpus.numerals import to_int
from service.checking.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import Span
    from graph.model import Concept
    from service.checking.draft import Draft

#: Until when somebody said anything new.
_UNTIL = {"毛泽东": 1976, "周恩来": 1976, "邓小平": 1997, "江泽民": 2004, "胡锦涛": 2012}
#: The congresses of the Party by their number.
_CONGRESS = {
    7: 1945, 8: 1956, 9: 1969, 10: 1973, 11: 1977, 12: 1982, 13: 1987, 14: 1992,
    15: 1997, 16: 2002, 17: 2007, 18: 2012, 19: 2017, 20: 2022, 21: 2027,
}  # fmt: skip
_HAN = "[一二三四五六七八九十]+"
#: Whoever put something forward, or when: a person, a congress, a plenum.
_WHEN = re.compile(
    f"(?P<who>毛泽东|周恩来|邓小平|江泽民|胡锦涛|习近平)|(?P<congress>{_HAN})大(?!以[来后]|后)"
    f"|(?P<term>{_HAN})届{_HAN}中全会(?!以[来后]|后)"
)
_COINED = re.compile(
    "[^，。；：！？\n]{2,48}(?:提出|强调|告诫|概括|倡导|号召|确立)[^，。；：]{0,4}[“「]?$"
)
_NUMBER = re.compile(f"^(?:两|{_HAN})(?=[^一二三四五六七八九十])")
#: Characters before an expression in which that is said.
_BEFORE = 56


class Coined:
    """Tells expressions that came later than a draft says."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._rows: dict[str, list[Concept]] = defaultdict(list)
        for concept in concepts:
            if concept.kind == "shorthand" and concept.since and _NUMBER.match(concept.label):
                self._rows[_NUMBER.sub("", concept.label)].append(concept)

    def check(self, draft: Draft, concept: Concept, span: Span) -> Finding | None:
        """A finding where the expression is said to be of a time that had only an earlier one."""
        when = _when(draft, span)
        year = _year(when) if when else 0
        if when is None or not year or not concept.since or int(concept.since[:4]) <= year:
            return None
        row = self._rows.get(_NUMBER.sub("", concept.label), ())
        earlier = [one for one in row if one.since and int(one.since[:4]) <= year]
        if not earlier:
            return None
        right = max(earlier, key=lambda one: one.since or "")
        source = f"（见{concept.source}）" if concept.source else ""
        return Finding(
            kind="shorthand_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=f"“{when[0]}”时提出的是“{right.label}”；“{concept.label}”是后来的提法{source}。",
            suggestion=right.label,
            reason="mixed_up",
            certainty=0.85,
        )


def said_in(draft: Draft, span: Span) -> int:
    """The year in which a draft says that an expression was put forward; 0: it does not."""
    when = _when(draft, span)
    return _year(when) if when else 0


def _when(draft: Draft, span: Span) -> re.Match[str] | None:
    """Who is said to have put an expression forward, or when: the last one named."""
    said = _COINED.search(draft.text, max(0, span.start - _BEFORE), span.start)
    named = list(_WHEN.finditer(said[0])) if said else []
    return named[-1] if named else None


def _year(when: re.Match[str]) -> int:
    """The last year of a time: 七届二中全会 was before the next congress; 0: of no such."""
    if when["who"]:
        return _UNTIL.get(when["who"], 0)
    if when["congress"]:
        return _CONGRESS.get(to_int(when["congress"]) or 0, 0)
    return _CONGRESS.get((to_int(when["term"]) or 0) + 1, 0)
