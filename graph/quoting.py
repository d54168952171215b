"""What of a text is quoted for a piece of evidence."""

from __future__ import annotations

from corpus.model import Passage, Span
from corpus.text import sentences
from graph.model import Evidence

#: Evidence that marks a name only, and is quoted with the sentence around it.
_NAMES = frozenset({"mention", "together"})


def quoted_span(evidence: Evidence, passage: Passage) -> Span:
    """The span to quote: of a name, the sentences it stands in; all else is whole as it is."""
    span, start = evidence.span, passage.span.start
    if evidence.method not in _NAMES:
        return span
    around = [
        one
        for one in sentences(passage.text)
        if one.start + start < span.end and span.start < one.end + start
    ]
    return Span(around[0].start + start, around[-1].end + start) if around else span
