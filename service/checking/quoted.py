"""The pieces of a quotation as they are judged: unbroken, with whom they are ascribed to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.skeleton import Skeleton, skeleton

if TYPE_CHECKING:
    from service.checking.attribution import Attribution
    from service.checking.draft import Draft, Quotation

#: Letters from which quoted words are a quotation: led in by a verb; by a source; by neither.
LED, SOURCED, BARE = 7, 5, 10
_GAP = re.compile(r"…+|\.{3,}|——+")
#: 这一重要论述 after a quotation says that it is one.
_PRAISED = re.compile(
    "[，,。]?(?:(?:这是|这一)[^，。；]{0,12}?(?:论述|论断|指示|讲话|要求|精神|规定)"
    "|[\u4e00-\u9fff]{2,6}(?:总书记|主席|总理|同志)的(?:重要|这一|这个)*(?:论述|论断|指示|讲话))"
)
_TITLE = re.compile(r"[《〈].*[》〉]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """One unbroken piece of a quotation with what is needed to judge it."""

    quotation: Quotation
    span: Span
    text: str
    bones: Skeleton
    said_by: Attribution | None
    ranked: bool
    is_official: bool


def pieces(
    draft: Draft, quotation: Quotation, said_by: Attribution | None, *, ranked: bool
) -> list[Quoted]:
    """The unbroken pieces of a quotation: …… leaves words out."""
    start, end = quotation.span
    cuts = [(start + m.start(), start + m.end()) for m in _GAP.finditer(draft.text[start:end])]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    spans = [Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    official = quotation.is_official or bool(_PRAISED.match(draft.text, quotation.outer.end))
    found = []
    for span in spans:
        text = draft.text[span.start : span.end]
        found.append(Quoted(quotation, span, text, skeleton(text), said_by, ranked, official))
    return found


def is_quotation(piece: Quoted) -> bool:
    """Whether quoted words are a quotation and not a term, a slogan or a title."""
    letters = len(piece.bones)
    if _TITLE.fullmatch(piece.text.strip()):
        return False
    if piece.said_by is not None and piece.quotation.lead:
        return letters >= SOURCED
    after = piece.said_by is not None and piece.said_by.span.start >= piece.quotation.outer.end
    return letters >= (LED if piece.quotation.lead or after else BARE)
