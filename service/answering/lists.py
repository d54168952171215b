"""Lists: what announces them, what stands in them, whole and in order.

A list is found through the outline: under the section that announces it (第五条 … 履行下列
职责：), or in the sections that follow the sentence that does (我提四点要求。 一是 …), or in
the dashed paragraphs after it (——…).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import clauses, sentences, trim
from service.answering.units import OPENS
from service.citation import enclosing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import Document, Section

#: Items a list may have; more is a table of contents.
ITEMS = 40
#: The longest item quoted whole; of a longer one its first sentence, or clause.
ITEM, SENTENCE = 120, 60
#: A whole list this long is still quoted item by item, each in full.
WHOLE = 300
#: Between a sentence and the list it announces stands no more than this; of one that announces so
#: many things (符合以下3个条件之一，可申请……。), what else it and its paragraph say.
_GAP, _REST = 3, 60
#: 以上十条, 上述四点: a sentence that looks back on the list before it.
_BACK = re.compile(
    r"^(?:以上|上述)(?:这?[零一二两三四五六七八九十\d]+|这?几)?(?:大|个)?(?:方面|[点条项个])"
)
_DASHED = re.compile(r"\n\s*——[^\n]+")


def list_at(document: Document, span: Span, *, wanted: bool) -> list[Span]:
    """The lead and the items of the list a sentence announces or, where a list is ``wanted``,
    stands in; empty where there is none.
    """
    text = document.text
    opens = bool(OPENS.search(text[span.start : span.end]))
    if opens or wanted:
        following = _dashed(text, span) or (_following(document, span) if opens else [])
        if following:
            return shown(text, [span, *following])
    path = enclosing(document.sections, span)
    if wanted and _BACK.search(text[span.start : span.end]):
        before = _preceding(document, path, span)
        if before:
            return shown(text, before)
    for section in reversed(path if opens else path[-2:]):
        found = _headed(document, section, span, announced=opens)
        if not found and wanted and section.span.start == span.start:
            found = _among(document, section, path)
        if found:
            return shown(text, found)
        if section.kind in ("article", "chapter", "heading", "part", "appendix"):
            break
    return []


def _following(document: Document, span: Span) -> list[Span]:
    """The sections that begin right after a sentence, and their like."""
    text = document.text
    for section in document.sections:
        if section.span.start < span.end:
            continue
        between = text[span.end : section.span.start]
        told = text[span.start : span.end].endswith("。") and len(between) <= _REST
        if not told and (len(between) > _GAP or between.strip()):
            return []
        series = [
            other.span
            for other in document.sections
            if other.parent == section.parent
            and other.kind == section.kind
            and other.span.start >= section.span.start
            and alike(other, section)
        ]
        return series if 1 < len(series) <= ITEMS else []
    return []


def alike(one: Section, other: Section) -> bool:
    """Whether two sections are numbered in the same way: 一是 and 二是, （一） and （二）."""
    return _form(one.label) == _form(other.label)


def _form(label: str) -> str:
    return re.sub(r"[〇零一二三四五六七八九十百\d]+|^[a-z]", "#", label)


def _dashed(text: str, span: Span) -> list[Span]:
    """The dashed paragraphs right after a sentence."""
    found: list[Span] = []
    at = span.end
    while (match := _DASHED.match(text, at)) and len(found) < ITEMS:
        found.append(trim(text, Span(*match.span())))
        at = match.end()
    return found if len(found) > 1 else []


def _headed(document: Document, section: Section, span: Span, *, announced: bool) -> list[Span]:
    """A section's own words and the sections below it, where the sentence is among the first
    and announces them, or stands beside one that does in the same provision.

    The list of an article may stand in another of its 款 than the sentence.
    """
    below = children(document, section)
    if below and below[0].kind == "paragraph":
        for paragraph in below:
            items = children(document, paragraph)
            if len(items) > 1 and paragraph.span.end > span.start:
                return [_lead(document, paragraph, items), *(item.span for item in items)]
        return []
    if not 1 < len(below) <= ITEMS or span.start >= below[0].span.start:
        return []
    lead = _lead(document, section, below)
    opens = OPENS.search(document.text[lead.start : lead.end])
    heads = lead == span and span.start == section.span.start
    if heads or (opens and (announced or section.is_provision or lead == span)):
        return [lead, *(item.span for item in below)]
    return []


def _among(document: Document, section: Section, path: Sequence[Section]) -> list[Span]:
    """The list a numbered item stands in, with what announces it or heads it."""
    if section.kind not in ("item", "subitem", "point"):
        return []
    parent = next((one for one in path if one.id == section.parent), None)
    pool = children(document, parent) if parent else _beside(document, section)
    series = [one for one in pool if alike(one, section)]
    if not 1 < len(series) <= ITEMS:
        return []
    if parent is not None:
        lead = _lead(document, parent, series)
        opens = OPENS.search(document.text[lead.start : lead.end])
        heads = lead.start == parent.span.start
        return [*([lead] if opens or heads else []), *(one.span for one in series)]
    before = sentences(document.text, max(0, series[0].span.start - 200), series[0].span.start)
    announced = [one for one in before[-1:] if OPENS.search(document.text[one.start : one.end])]
    return [*announced, *(one.span for one in series)]


def _preceding(document: Document, path: Sequence[Section], span: Span) -> list[Span]:
    """The items of the list a sentence looks back on. The last of them holds the sentence:
    nothing tells an outline where it ends.
    """
    for section in reversed(path):
        if section.kind in ("item", "subitem", "point") and section.span.start < span.start:
            parent = next((one for one in path if one.id == section.parent), None)
            pool = children(document, parent) if parent else _beside(document, section)
            series = [one.span for one in pool if alike(one, section)]
            series = [one for one in series if one.start <= section.span.start]
            if len(series) > 1:
                last = Span(series[-1].start, span.start)
                first = sentences(document.text, *last)[0]
                return [*series[:-1], first]
    return []


def _beside(document: Document, section: Section) -> list[Section]:
    """The sections of no parent that follow one another around this one."""
    tops = [one for one in document.sections if one.parent is None]
    at = tops.index(section)
    first = last = at
    while first > 0 and alike(tops[first - 1], section) and tops[first].number != "1":
        first -= 1
    while last + 1 < len(tops) and alike(tops[last + 1], section) and tops[last + 1].number != "1":
        last += 1
    return tops[first : last + 1]


def _lead(document: Document, section: Section, items: Sequence[Section]) -> Span:
    """The last sentence of a section's own words before its items."""
    text = document.text
    own = sentences(text, section.span.start, items[0].span.start)
    return own[-1] if own else trim(text, Span(section.span.start, items[0].span.start))


def children(document: Document, section: Section) -> list[Section]:
    """The sections right below one, in order."""
    return [one for one in document.sections if one.parent == section.id]


def shown(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans as they are quoted: whole where that is short, else what each begins with."""
    trimmed = [trim(text, span) for span in spans]
    whole = sum(span.end - span.start for span in trimmed) <= WHOLE
    shown = [span if whole else _head(text, span) for span in trimmed]
    return [span for span in dict.fromkeys(shown) if span.start < span.end]


def _head(text: str, span: Span) -> Span:
    """The beginning of a long item: its first sentence, or the first clause of a long one."""
    if span.end - span.start <= ITEM:
        return span
    first = sentences(text, *span)[0]
    if first.end - first.start <= SENTENCE:
        return first
    clause = clauses(text, *first)[0]
    if clause.end - clause.start <= ITEM:
        return clause
    comma = text.find("，", clause.start + 8, clause.end)
    return Span(clause.start, comma) if comma > 0 else clause
