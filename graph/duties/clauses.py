"""Clauses: a sentence cut where its outline and its punctuation cut it.

A unit is a sentence, or the part of it that one section holds: the lead of a list and each
of its items are units of their own even where they stand in one paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from corpus.model import Section, Span
from corpus.text import trim
from graph.duties.modals import masked
from graph.extraction.reading import Reading, Sentence

_SEGMENT = re.compile(r"[^；;]+")
_PIECE = re.compile(r"[^，,]+")
_BLANKS = " \t\u3000\n"
_SEPARATORS = " \t\u3000、.．，,：:"
#: A clause that says when, whether or how something applies, not what is to be done.
_CONDITION = re.compile(
    r"(?:的|时|后|前|之日起?|期间|以外|之外|除外|情况下|情形下|条件下|前提下|基础上|的同时|过程中)$"
    r"|^(?:如(?!实|期|数|约|何)|若(?!干)|凡|遇|发现|发生|未经|除|逾期|必要时|确需|需要|因|经(?!常|营|济)|对|一旦|只要|只有|无论|不论|虽然|出现|"
    r"达到|超过|符合|属于|接到|收到|自|当(?!好|先)|在|根据|按照?|依照|依据|为了?(?!民)|针对|围绕|通过|凭|结合|有下列)"
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a section's part of one. ``text`` begins behind the section's label;
    ``plain`` is the same with quotations and brackets masked, and ``start`` its offset in
    the document. ``line`` is where its paragraph begins; ``ends_line`` whether it ends it.
    """

    sentence: Sentence
    section: Section | None
    start: int
    text: str
    plain: str
    line: int
    begins_section: bool

    def span(self, start: int, end: int) -> Span:
        """A range of ``text`` as a span of the document."""
        return Span(self.start + start, self.start + end)


class Piece(NamedTuple):
    """What stands between two commas, blanks trimmed."""

    start: int
    end: int
    text: str

    @property
    def condition(self) -> bool:
        """Whether it only says when, whether or how something else applies."""
        return bool(_CONDITION.search(self.text))


def units(reading: Reading) -> Iterator[Unit]:
    """Every unit of the body, in order."""
    starts = [one.span.start for one in reading.document.sections]
    for sentence in reading.sentences:
        first = bisect_left(starts, sentence.span.start + 1)
        last = bisect_left(starts, sentence.span.end)
        cuts = [sentence.span.start, *starts[first:last], sentence.span.end]
        line = reading.text.rfind("\n", 0, sentence.span.start) + 1
        for start, end in pairwise(cuts):
            if unit := _unit(reading, sentence, Span(start, end), line):
                yield unit


def _unit(reading: Reading, sentence: Sentence, span: Span, line: int) -> Unit | None:
    section = reading.section_at(span.start)
    start, end = span
    begins = section is not None and section.span.start == start
    if section is not None and begins:
        label = len(section.label)
        if reading.text.startswith(section.label, start):
            # 「一要」 and 「一是」 are labels whose verb is the sentence's own.
            start += label - (section.label[-1:] in "要须应" and label > 1)
            while start < end and reading.text[start] in _SEPARATORS:
                start += 1
    start, end = trim(reading.text, Span(start, end))
    if start >= end:
        return None
    text = reading.text[start:end]
    return Unit(sentence, section, start, text, masked(text), line, begins)


def segments(unit: Unit) -> Iterator[list[Piece]]:
    """The pieces between commas of each part between semicolons."""
    plain = unit.plain.rstrip("。！？!?：: ")
    for segment in _SEGMENT.finditer(plain):
        pieces = []
        for match in _PIECE.finditer(plain, *segment.span()):
            start, end = match.span()
            while start < end and plain[start] in _BLANKS:
                start += 1
            if start < end:
                pieces.append(Piece(start, end, plain[start:end]))
        if pieces:
            yield pieces
