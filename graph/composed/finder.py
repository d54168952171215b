"""Names put together, found: what no lexicon can list and every reader takes for a concept.

采购项目管理制度 and 公务接待审批单 are not in the lexicon, and never will all be: they
are made as they are needed, of words that are known. A rule finds them
(:mod:`graph.composed.grammar`), each from the text around it and nothing else; so what one
document gives does not depend on the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import Span
from corpus.text import fold
from graph.composed.coined import coinages_in
from graph.composed.crimes import crimes_in
from graph.composed.grammar import names_in
from graph.composed.local import local_in
from graph.composed.model import FoundName
from graph.composed.offices import offices_in
from graph.composed.organs import organs_in
from graph.composed.pairs import pairs_in
from graph.composed.rows import quoted_rows, rows_in
from graph.composed.taken import Taken
from graph.composed.units import units_of
from graph.lexicon.forms import MARKS

_TITLE = re.compile("《[^《》\n]{1,80}》")


def find_names(text: str, known: Sequence[tuple[Span, str]]) -> list[FoundName]:
    """The names in ``text``, in order; ``known`` are the mentions of the lexicon's concepts in
    it, with their kinds, in order. A name may hold mentions, and a coinage a name.
    """
    folded = fold(text)
    units = units_of(folded, [(*span, kind) for span, kind in known])
    titles = Taken(match.span() for match in _TITLE.finditer(folded))
    composed = [span for span in names_in(units) if not titles.meeting(*span)]
    held = Taken([*(span for span, _ in known), *composed])
    offices = [
        span
        for span in _outermost(
            [
                *offices_in(folded, units),
                *local_in(folded, units),
                *organs_in(folded, units),
                *crimes_in(folded, units),
                *pairs_in(folded, units),
                *rows_in(folded),
            ]
        )
        if _stands_free(span, held) and not titles.meeting(*span)
    ]
    larger = Taken(offices)
    composed = [*offices, *(span for span in composed if not larger.meeting(*span))]
    held = Taken([*(span for span, _ in known), *composed])
    coined = [
        span
        for span in (*coinages_in(text), *quoted_rows(text))
        if not any(start <= span.start and span.end <= end for start, end in held.meeting(*span))
    ]
    wider = Taken(coined)
    composed = [span for span in composed if not wider.meeting(*span)]
    found = [("composed", span) for span in composed] + [("coined", span) for span in coined]
    return [
        FoundName(MARKS.sub("", folded[slice(*span)]), method, span)
        for method, span in sorted(found, key=lambda one: one[1])
    ]


def _outermost(spans: Sequence[Span]) -> Iterator[Span]:
    """Those that are no part of another, and cut through none before them; in order."""
    behind = 0
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if span.start >= behind:
            yield span
            behind = span.end


def _stands_free(span: Span, held: Taken) -> bool:
    """Whether an office cuts through nothing that is found, and is not found itself."""
    start, end = span
    return all(
        start <= first and behind <= end and (first, behind) != (start, end)
        for first, behind in held.meeting(start, end)
    )
