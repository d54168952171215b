"""Terms a document defines, wherever it uses them: they are its own, and need no list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.model import Span
from corpus.text import fold
from graph.composed.model import FoundName
from graph.composed.taken import Taken
from graph.model import Relation

#: A term of these makes a name; a sentence said to mean something makes none.
_TERM = re.compile("[一-龥]{3,14}")
_NO_TERM = re.compile(
    "[的了过着其该本各以及和与或]|^(?:所称|前款|不|未|被|第|在|对|按|经|由|为|有)|(?:情形|行为|问题|内容|其他)$"
)
_PREFIX = "term/"


def terms_of(relations: Iterable[Relation]) -> list[str]:
    """The terms that no lexicon has and these relations define, that may be looked for."""
    labels = {
        one.object.removeprefix(_PREFIX)
        for one in relations
        if one.predicate == "defines" and one.object.startswith(_PREFIX)
    }
    return sorted(
        label for label in labels if _TERM.fullmatch(label) and not _NO_TERM.search(label)
    )


def find_terms(text: str, terms: Iterable[str], taken: Iterable[Span]) -> Iterator[FoundName]:
    """Where terms stand in a text, but for what is part of a name in ``taken``, or meets one."""
    folded, held = fold(text), Taken(taken)
    for label in terms:
        at = folded.find(plain := fold(label))
        while at >= 0:
            span = Span(at, at + len(plain))
            if all(_within(one, span) for one in held.meeting(*span)):
                yield FoundName(plain, "defined", span)
            at = folded.find(plain, span.end)


def _within(place: tuple[int, int], span: Span) -> bool:
    """Whether a span holds a place and more."""
    start, end = place
    return span.start <= start and end <= span.end and place != span
