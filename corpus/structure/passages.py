"""Passages: what a person would quote from a document.

::

    passage = article | 款 | point | paragraph | item
            | lead item { item }             (* 「…有下列职责：」 never stands alone *)
            | piece ;                        (* of a long one, at sentence ends *)

Every block of the text is either a section's *own* words (before, between and after the
sections inside it) or a section taken whole because the whole is short enough to quote.
Passages are disjoint, in order, and together hold every character that is not blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpus.model import Document, Passage, PassageId, Section, Span
from corpus.structure.furniture import furniture
from corpus.structure.pieces import PIECE_LENGTH, SPLIT_LIMIT, balanced
from corpus.text import trim

#: An article, a 款 or a lead with its items up to this long is one passage.
WHOLE_LIMIT = 350
#: A point of one paragraph up to this long is not taken apart into its 一是 … 二是 ….
POINT_LIMIT = 200
#: A line this short that says nothing, or only that something follows, is a heading.
_NAME_LIMIT = 32
_TITLE_LIMIT = 80

_SAYS = re.compile(r"[。！？!?；;，,、…]|[0-9]{3}|[：:].")


class _Part(NamedTuple):
    """A section to be split, or (``own``) some of its own words; ``led``: these are a lead
    and the first of the items it announces, one passage.
    """

    branch: _Branch
    own: Span | None = None
    led: bool = False


@dataclass(slots=True)
class _Branch:
    """A section with the sections directly inside it."""

    section: Section | None
    span: Span
    children: list[_Branch] = field(default_factory=list)


def split_passages(document: Document) -> list[Passage]:
    """The passages of a document, in reading order.

    ``document.text[p.span.start:p.span.end] == p.text`` for each of them; ids are unique.
    """
    return _Splitter(document).passages()


class _Splitter:
    """One document being split: its text, its furniture, and the ids already given."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.title = _bare(document.description.title)
        self.furniture = self._furniture_spans()
        self.given: set[str] = set()
        self.counts: dict[str, int] = {}
        self.passed = 0

    def passages(self) -> list[Passage]:
        """All passages, from the document's first character to its last."""
        root = _tree(self.document.sections, len(self.text))
        found: list[Passage] = []
        todo = [_Part(root)]
        while todo:
            branch, own, led = todo.pop()
            if own is not None and led and branch.section is not None:
                name = self._counted(branch.section.id)
                found.extend(self._body(branch.section, name, own))
            elif own is not None:
                found.extend(self._own(branch.section, own))
            elif branch.section is not None and self._is_whole(branch):
                found.extend(self._whole(branch))
            else:
                todo.extend(reversed(self._parts(branch)))
        return found

    def _parts(self, branch: _Branch) -> list[_Part]:
        """A section's own words and the sections inside it, alternating."""
        parts: list[_Part] = []
        place = branch.span.start
        for index, child in enumerate(branch.children):
            if child.span.end <= place:
                continue  # quoted with its lead
            if child.span.start > place:
                lead = self._lead(branch, Span(place, child.span.start))
                if lead > place:
                    parts.append(_Part(branch, Span(place, lead)))
                place = child.span.start
                if lead < place:
                    place = self._led(branch.children[index:], lead)
                    parts.append(_Part(branch, Span(lead, place), led=place > child.span.start))
            if child.span.end > place:
                parts.append(_Part(child))
                place = child.span.end
        if branch.span.end > place:
            parts.append(_Part(branch, Span(place, branch.span.end)))
        return parts

    # --- leads ------------------------------------------------------------------------

    def _lead(self, branch: _Branch, own: Span) -> int:
        """Where the last paragraph of a section's own words begins, if it announces what
        follows (``…有下列职责：``) and is no heading; else where these words end.
        """
        lines = list(self._lines(own))
        if branch.section is None or not lines:
            return own.end
        line, is_furniture = lines[-1]
        if self.text[line.end - 1] not in "：:" or line.end - line.start > PIECE_LENGTH:
            return own.end
        own_heading = (
            line.start == branch.section.span.start
            and self._role(branch.section, line, is_furniture, True) == "heading"
        )
        return own.end if is_furniture or own_heading else line.start

    def _led(self, items: Sequence[_Branch], lead: int) -> int:
        """Where the items end that are quoted together with the lead that announces them.

        The first of them always, if it is short enough; more while all stay a short piece.
        """
        end = items[0].span.start
        limit = SPLIT_LIMIT
        for item in items:
            apart = self.text[end : item.span.start].strip()
            if apart or not self._is_whole(item) or item.span.end - lead > limit:
                break
            end, limit = item.span.end, PIECE_LENGTH
        return end

    # --- sections quoted whole --------------------------------------------------------

    def _is_whole(self, branch: _Branch) -> bool:
        section = branch.section
        if section is None:
            return False
        if not branch.children:
            return section.kind == "point" or section.is_provision
        length = branch.span.end - branch.span.start
        if section.is_provision:
            return length <= WHOLE_LIMIT
        if length > POINT_LIMIT or section.kind != "point":
            return False
        return "\n" not in self.text[branch.span.start : branch.span.end]

    def _whole(self, branch: _Branch) -> Iterator[Passage]:
        section = branch.section
        assert section is not None
        if branch.children or section.is_provision:
            yield from self._body(section, section.id, branch.span)
            return
        yield from self._own(section, branch.span, whole=True)

    # --- a section's own words --------------------------------------------------------

    def _own(
        self, section: Section | None, span: Span, *, whole: bool = False
    ) -> Iterator[Passage]:
        """Own words, paragraph by paragraph."""
        lines = list(self._lines(span))
        base = section.id if section else ""
        for number, (line, is_furniture) in enumerate(lines):
            role = self._role(section, line, is_furniture, len(lines) > 1 or not whole)
            leads = section is not None and number == 0 and line.start == section.span.start
            name = base if leads and (role == "heading" or whole) else self._counted(base)
            if role == "body":
                yield from self._body(section, name, line)
            else:
                yield self._passage(section, name, line, role)

    def _role(self, section: Section | None, line: Span, is_furniture: bool, more: bool) -> str:
        if is_furniture:
            return "furniture"
        if section is not None and line.start == section.span.start and more:
            shown = line.end - line.start
            if shown <= len(section.label) + 1:
                return "heading"  # 第一条, before its 款
            if section.heading and shown <= len(section.label) + len(section.heading) + 4:
                return "heading"
        if line.end - line.start > _TITLE_LIMIT:
            return "body"
        words = self.text[line.start : line.end]
        if section is None and self.title and _bare(words) == self.title:
            return "heading"
        if section is not None and section.is_provision:
            return "body"
        short = len(words) <= _NAME_LIMIT and more and not _SAYS.search(words)
        return "heading" if short and "\t" not in words else "body"

    def _body(self, section: Section | None, name: str, span: Span) -> Iterator[Passage]:
        """One passage, or several pieces of a long one."""
        span = trim(self.text, span)
        if span.end - span.start <= SPLIT_LIMIT:
            yield self._passage(section, name, span, "body")
            return
        for number, piece in enumerate(balanced(self.text, span), 1):
            suffix = f"/s_{number}"
            yield self._passage(section, name + suffix, piece, "body")

    # --- records ----------------------------------------------------------------------

    def _passage(self, section: Section | None, name: str, span: Span, role: str) -> Passage:
        unique, copy = name, 2
        while unique in self.given:
            unique, copy = f"{name}-{copy}", copy + 1
        self.given.add(unique)
        return Passage(
            id=PassageId(f"{self.document.id}/{unique}"),
            document_id=self.document.id,
            section_id=section.id if section else None,
            span=span,
            text=self.text[span.start : span.end],
            role=role,
        )

    def _counted(self, base: str) -> str:
        self.counts[base] = self.counts.get(base, 0) + 1
        step = f"p_{self.counts[base]}"
        return f"{base}/{step}" if base else step

    def _lines(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """The paragraphs of a span, trimmed, each with whether it is furniture."""
        start = span.start
        while start < span.end:
            stop = self.text.find("\n", start, span.end)
            stop = span.end if stop < 0 else stop
            line = trim(self.text, Span(start, stop))
            if line.start < line.end:
                yield line, line.start in self.furniture
            start = stop + 1

    def _furniture_spans(self) -> frozenset[int]:
        """The offsets at which furniture lines begin (their first visible character)."""
        lines = self.text.split("\n")
        starts = []
        offset = 0
        for line, mark in zip(lines, furniture(lines), strict=True):
            if mark:
                starts.append(offset + len(line) - len(line.lstrip()))
            offset += len(line) + 1
        return frozenset(starts)


def _tree(sections: Sequence[Section], length: int) -> _Branch:
    """The outline as nested spans; a section that leaves its parent's span is cut to it."""
    root = _Branch(None, Span(0, length))
    path = [root]
    for section in sections:
        while len(path) > 1 and path[-1].span.end <= section.span.start:
            path.pop()
        branch = _Branch(section, section.span)
        path[-1].children.append(branch)
        path.append(branch)
    return root


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
