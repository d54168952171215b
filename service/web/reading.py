"""A document's text as HTML: anchors, headings, tables, references and the cited sentence.

The text is walked once, line by line. Inside a line, spans are cut where one begins or
ends, and nest in one order only: the quotation around references around markers, so
that ``<mark id="quote">`` holds exactly the cited characters whatever lies in them. A
quotation across line breaks is one ``<mark>`` a line; only the first carries the id.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from corpus.model import Line, Section, Span
from corpus.structure.furniture import letter_lines
from corpus.structure.unbroken import unbroken
from service.web.present import document_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Document, Reference

#: Sections that head what follows them; the rest are text with a marker in front.
HEADINGS = frozenset({"part", "subpart", "chapter", "section", "heading", "appendix"})
DEEPEST = 6
#: A longer line is a heading that its text was joined to.
LONGEST_HEADING = 120
#: The title and the lines around it stand before this many lines have passed.
TITLE_LINES = 8


@dataclass(frozen=True, slots=True)
class Page:
    """What a document is drawn from. ``references`` are in order and do not overlap."""

    document: Document
    references: tuple[Reference, ...]
    quote: Span | None


@dataclass(frozen=True, slots=True)
class _Line:
    """One line: its span, the sections that begin in it, whether it is a table's row."""

    span: Span
    sections: tuple[Section, ...]
    page: int

    @property
    def first(self) -> Section | None:
        """The outermost section that begins where the line does."""
        found = self.sections[0] if self.sections else None
        return found if found and found.span.start == self.span.start else None


def draw(document: Document, references: Iterable[Reference], quote: Span | None) -> Markup:
    """The whole text as HTML, safe to put into a page."""
    page = Page(document, _disjoint(references), quote)
    depths = _depths(document.sections)
    out: list[str] = []
    rows: list[_Line] = []
    title = document.description.title
    lines = list(_lines(document))
    texts = [document.text[line.span.start : line.span.end] for line in lines]
    apart = letter_lines(texts) if _is_letter(document) else {}
    for number, line in enumerate(lines):
        if "\t" in document.text[line.span.start : line.span.end]:
            rows.append(line)
            continue
        if rows:
            out.append(_table(page, rows))
            rows = []
        if line.page:
            out.append(f'<p class="page-start" id="page-{line.page}">第 {line.page} 页</p>')
        heading = title if number < TITLE_LINES else ""
        out.append(_block(page, line, depths, heading, apart.get(number, "")))
    if rows:
        out.append(_table(page, rows))
    return Markup("\n".join(out))  # noqa: S704 - every piece of text went through escape()


def marked(text: str, spans: Sequence[Span], offset: int = 0) -> Markup:
    """``text`` with ``<mark>`` around ``spans``, which count from ``offset``."""
    out, at = [], 0
    for span in spans:
        start, end = max(at, span.start - offset), min(len(text), span.end - offset)
        if start < end:
            out.append(f"{escape(text[at:start])}<mark>{escape(text[start:end])}</mark>")
            at = end
    out.append(str(escape(text[at:])))
    return Markup("".join(out))  # noqa: S704 - every piece of text went through escape()


def _lines(document: Document) -> Iterable[_Line]:
    """The lines, one that was joined of several as these were."""
    sections, pages = document.sections, document.pages
    next_section, next_page = 0, 0
    texts = document.text.split("\n")
    for piece in unbroken([Line(text, "row" if "\t" in text else "body") for text in texts]):
        at = piece.start
        end = at + len(piece.line.text)
        begun = next_section
        while next_section < len(sections) and sections[next_section].span.start < max(end, at + 1):
            next_section += 1
        page = 0
        while next_page < len(pages) and pages[next_page] <= at:
            next_page += 1
            page = next_page
        # The first page needs no notice that it begins.
        yield _Line(Span(at, end), sections[begun:next_section], page if page > 1 else 0)


def _is_letter(document: Document) -> bool:
    return document.description.kind not in ("news", "essay", "case")


def _block(page: Page, line: _Line, depths: dict[str, int], title: str, apart: str) -> str:
    text = page.document.text[line.span.start : line.span.end]
    inner, section = _inline(page, line, line.span), line.first
    anchor = f' id="{escape(section.id)}"' if section else ""
    if section and _is_heading(section, text):
        level = min(2 + depths[section.id], DEEPEST)
        return f'<h{level}{anchor} class="k-{escape(section.kind)}">{inner}</h{level}>'
    if title and len(text) > 1 and (text == title or (not section and text in title)):
        return f'<p{anchor} class="title-line">{inner}</p>'
    kind = f"k-{section.kind}" if section else "k-text"
    if title and text.startswith(("（", "(")) and text.endswith(("）", ")")):
        kind = "under-title"  # （2024年6月3日董事会通过）
    elif apart and not section:
        kind = f"k-text {apart}"
    return f'<p{anchor} class="{escape(kind)}">{inner}</p>'


def _is_heading(section: Section, text: str) -> bool:
    if section.kind in HEADINGS:
        return len(text) <= LONGEST_HEADING
    named = len(section.label) + len(section.heading)
    return section.kind == "point" and bool(section.heading) and len(text) <= named + 2


def _table(page: Page, rows: Sequence[_Line]) -> str:
    """Lines of tab-separated cells; the first row names the columns when none is empty."""
    text = page.document.text
    cells = [_cells(text, row.span) for row in rows]
    named = len(rows) > 1 and all(cell.start < cell.end for cell in cells[0])
    out = ['<div class="table" tabindex="0" role="region" aria-label="表格"><table>']
    for index, (row, spans) in enumerate(zip(rows, cells, strict=True)):
        tag, scope = ("th", ' scope="col"') if named and index == 0 else ("td", "")
        anchor = f' id="{escape(row.first.id)}"' if row.first else ""
        inner = "".join(f"<{tag}{scope}>{_inline(page, row, span)}</{tag}>" for span in spans)
        out.append(f"<tr{anchor}>{inner}</tr>")
    return "".join([*out, "</table></div>"])


def _cells(text: str, row: Span) -> list[Span]:
    spans, at = [], row.start
    for cell in text[row.start : row.end].split("\t"):
        spans.append(Span(at, at + len(cell)))
        at += len(cell) + 1
    return spans


def _inline(page: Page, line: _Line, span: Span) -> str:
    """The characters of ``span`` with everything that lies in them."""
    quote = page.quote
    if quote is None or quote.end <= span.start or span.end <= quote.start:
        return _linked(page, line, span)
    inside = Span(max(quote.start, span.start), min(quote.end, span.end))
    anchor = ' id="quote"' if quote.start >= span.start else ""
    return (
        _linked(page, line, Span(span.start, inside.start))
        + f'<mark{anchor} class="quote">{_linked(page, line, inside)}</mark>'
        + _linked(page, line, Span(inside.end, span.end))
    )


def _linked(page: Page, line: _Line, span: Span) -> str:
    out, at = [], span.start
    first = bisect_left(page.references, span.start, key=lambda one: one.span.end)
    for one in page.references[first:]:
        if one.span.start >= span.end:
            break
        start, end = max(at, one.span.start), min(one.span.end, span.end)
        if start >= end:
            continue
        out.append(_labelled(page, line, Span(at, start)))
        out.append(_reference(page, one, _labelled(page, line, Span(start, end))))
        at = end
    out.append(_labelled(page, line, Span(at, span.end)))
    return "".join(out)


def _reference(page: Page, one: Reference, inner: str) -> str:
    """A link to a provision held; plain words, with the reason, where none is.

    本办法 in its own text is plain too: a link to the page one reads leads nowhere.
    """
    said = one.difference or ("" if one.target else "馆藏中没有所指的文件或条款")
    title = f' title="{escape(said)}"' if said else ""
    if one.target is None:
        return f'<span class="unresolved"{title}>{inner}</span>'
    target = one.target
    place = f"#{escape(target.section_id)}" if target.section_id else ""
    here = target.document_id == page.document.id
    if here and not place:
        return inner
    address = place if here else f"{escape(document_url(target.document_id))}{place}"
    near = " near" if one.difference else ""
    return f'<a class="reference{near}" href="{address}"{title}>{inner}</a>'


def _labelled(page: Page, line: _Line, span: Span) -> str:
    """Plain characters, with anchors where sections begin and their markers set off."""
    if span.start >= span.end:
        return ""
    text, out, at = page.document.text, [], span.start
    for section in line.sections:
        start = section.span.start
        if not span.start <= start < span.end:
            continue
        out.append(str(escape(text[at:start])) if start > at else "")
        at = max(at, start)
        if section is not line.first:
            out.append(f'<span id="{escape(section.id)}" class="anchor"></span>')
        end = min(start + len(section.label), span.end)
        if section.kind not in HEADINGS and at == start and text[start:end] == section.label != "":
            out.append(f'<b class="label">{escape(text[start:end])}</b>')
            at = end
    out.append(str(escape(text[at : span.end])))
    return "".join(out)


def _disjoint(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """In order, and of two that overlap the earlier and longer: a link holds no link."""
    kept: list[Reference] = []
    for one in sorted(references, key=lambda one: (one.span.start, -one.span.end)):
        if one.span.start < one.span.end and (not kept or one.span.start >= kept[-1].span.end):
            kept.append(one)
    return tuple(kept)


def _depths(sections: Sequence[Section]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for section in sections:
        depths[section.id] = depths[section.parent] + 1 if section.parent in depths else 0
    return depths
