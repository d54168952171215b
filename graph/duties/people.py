"""People: the actors of a clause one by one, each tied to its concept where there is one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Span
from graph.extraction.reading import Reading
from graph.model import ConceptId

_AND = re.compile(r"、|以及|及其|及|和|与|或者?")
#: Kinds of concepts that can act.
ACTING = frozenset({"role", "organ"})


def people(reading: Reading, span: Span) -> Iterator[tuple[Span, ConceptId | None]]:
    """The actors a span names: each part of 董事长、总经理 if each is known, else the whole."""
    parts = _parts(reading.text, span)
    known = [_concept(reading, part) for part in parts]
    if len(parts) > 1 and all(known):
        yield from zip(parts, known, strict=True)
    else:
        yield span, _concept(reading, span) if len(parts) == 1 else None


def _parts(text: str, span: Span) -> list[Span]:
    parts, start = [], span.start
    for match in _AND.finditer(text, *span):
        parts.append(Span(start, match.start()))
        start = match.end()
    parts.append(Span(start, span.end))
    return [part for part in parts if part.start < part.end]


def _concept(reading: Reading, span: Span) -> ConceptId | None:
    """The role or organ a name ends with: 党委书记 of 各级党委书记."""
    found = None
    for mention in reading.mentions_in(span):
        if mention.span.end == span.end:
            concept = reading.concepts.get(mention.concept_id)
            if concept is not None and concept.kind in ACTING:
                found = mention.concept_id
    return found
