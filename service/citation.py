"""A quotation made citable: its exact text, its surroundings, its place.

The selectors follow the W3C Web Annotation Data Model (TextQuoteSelector and
TextPositionSelector), in code points of the document's text.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import SECTION_KINDS
from corpus.numerals import to_chinese
from service.model import Citation, Selector

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Passage, Section, Span
    from service.model import Card

#: Characters of context on either side: enough to tell two equal sentences apart.
CONTEXT = 32
_COUNTED = frozenset({"paragraph", "item", "subitem"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span stands: the text around it, its pages, the sections that contain it.

    ``text`` begins at offset ``start`` of the document and reaches ``CONTEXT`` characters
    to either side of the span, where the document does.
    """

    text: str
    start: int
    pages: tuple[int, ...]
    path: tuple[Section, ...]


def cite(number: int, card: Card, place: Place, passage: Passage, span: Span) -> Citation:
    """The citation of the text at ``span``, which stands in ``passage``.

    Raises:
        ValueError: the span is empty or lies outside the text, so there is nothing to quote.
    """
    start, end = span.start - place.start, span.end - place.start
    exact = place.text[start:end]
    if start < 0 or not exact or len(exact) != end - start:
        raise ValueError(f"{card.description.id}: {span} is no part of the text")
    return Citation(
        number=number,
        card=card,
        section=titles(place.path),
        section_id=place.path[-1].id if place.path else "",
        passage_id=passage.id,
        span=span,
        quote=exact,
        selector=Selector(
            exact=exact,
            prefix=place.text[max(0, start - CONTEXT) : start],
            suffix=place.text[end : end + CONTEXT],
            span=span,
        ),
        page=bisect_right(place.pages, span.start),
    )


def titles(path: Sequence[Section]) -> tuple[str, ...]:
    """How a path is shown: 第三章 组织设置 › 第十七条 › 第二款."""
    return tuple(title for title in map(section_title, path) if title)


def section_title(section: Section) -> str:
    """How a path names a section; a 款 has no marker in the text and is counted: 第二款."""
    if section.title or section.kind not in _COUNTED or not section.number.isdigit():
        return section.title
    return f"第{to_chinese(int(section.number))}{SECTION_KINDS[section.kind]}"


def enclosing(sections: Sequence[Section], span: Span) -> tuple[Section, ...]:
    """The sections that contain the span, outermost first."""
    return tuple(
        section
        for section in sections
        if section.span.start <= span.start and span.end <= section.span.end
    )
