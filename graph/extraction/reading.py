"""Reading: one document as the rules see it, sentences with the mentions and sections around.

Everything is found by offset in ``Document.text``; nothing here decides anything.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.model import Document, Passage, Reference, Section, Span
from corpus.text import sentences, trim
from graph.model import Concept, ConceptId, Evidence, Mention

#: Marks that wrap a name: opening and closing.
_PAIRS = frozenset({"“”", "‘’", '""', "''", "「」", "『』", "《》", "〈〉"})


_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百千零\d]+条(?:之[一二三四五六七八九十])?\s"
    r"|[（(]\s?[一二三四五六七八九十\d]{1,3}\s?[）)]|[一二三四五六七八九十\d]{1,3}[、.．])\s*"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and the passage it stands in; ``text`` is the document's slice."""

    span: Span
    text: str
    passage: Passage


class Reading:
    """A document with its passages, mentions and references, found by place."""

    def __init__(
        self,
        document: Document,
        passages: Sequence[Passage],
        mentions: Sequence[Mention],
        references: Sequence[Reference],
        concepts: Mapping[ConceptId, Concept],
    ) -> None:
        self.document = document
        self.text = document.text
        self.passages = sorted(passages, key=lambda one: one.span.start)
        self.mentions = sorted(mentions, key=lambda one: (one.span.start, -one.span.end))
        self.references = references
        self.concepts = concepts
        self._passage_starts = [one.span.start for one in self.passages]
        self._mention_starts = [one.span.start for one in self.mentions]
        self._section_starts = [one.span.start for one in document.sections]
        self._sections = {one.id: one for one in document.sections}

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the body, in order, none across two passages."""
        found = []
        for passage in self.passages:
            if passage.role == "body":
                spans = sentences(self.text, *passage.span)
                found += [Sentence(span, self.text[slice(*span)], passage) for span in spans]
        return found

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.span.start for one in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence of the body that ``offset`` lies in, or None."""
        place = bisect_right(self._sentence_starts, offset) - 1
        if place < 0 or offset >= self.sentences[place].span.end:
            return None
        return self.sentences[place]

    def passage_at(self, offset: int) -> Passage | None:
        """The passage of any role that ``offset`` lies in, or None."""
        place = bisect_right(self._passage_starts, offset) - 1
        if place < 0 or offset >= self.passages[place].span.end:
            return None
        return self.passages[place]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that ``offset`` lies in, or None."""
        place = bisect_right(self._section_starts, offset) - 1
        section = self.document.sections[place] if place >= 0 else None
        while section is not None and offset >= section.span.end:
            section = self._sections[section.parent] if section.parent else None
        return section

    def node_at(self, offset: int) -> str:
        """The node of the innermost section at ``offset``, or of the document."""
        section = self.section_at(offset)
        return f"{self.document.id}/{section.id}" if section else str(self.document.id)

    def mentions_in(self, span: Span) -> Iterator[Mention]:
        """The mentions that lie wholly in ``span``, in order."""
        for place in range(bisect_left(self._mention_starts, span.start), len(self.mentions)):
            mention = self.mentions[place]
            if mention.span.start >= span.end:
                return
            if mention.span.end <= span.end:
                yield mention

    def mention_of(self, span: Span) -> Mention | None:
        """The mention that covers just ``span``, quotation marks set aside; or None."""
        wanted = unwrapped(self.text, span)
        start = bisect_left(self._mention_starts, span.start - 1)
        for mention in self.mentions[start:]:
            if mention.span.start >= span.end:
                return None
            if unwrapped(self.text, mention.span) == wanted:
                return mention
        return None

    def evidence(self, sentence: Sentence, method: str, confidence: float) -> Evidence:
        """The evidence a whole sentence is."""
        return Evidence(sentence.passage.id, sentence.span, method, confidence)


def unwrapped(text: str, span: Span) -> Span:
    """``span`` without the blanks and the pairs of quotation marks around it.

    “甲”和“乙” keeps its marks: the first does not close at the end.
    """
    start, end = trim(text, span)
    while end - start > 2 and text[start] + text[end - 1] in _PAIRS:
        if text[end - 1] in text[start + 1 : end - 1]:
            break
        start, end = trim(text, Span(start + 1, end - 1))
    return Span(start, end)


def after_label(text: str) -> int:
    """Where a sentence begins behind its 第二条 or （三）."""
    found = _LABEL.match(text)
    return found.end() if found else 0
