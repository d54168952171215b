"""When and at what meeting a draft says that words were said which it has without marks.

The words tell the speech; what leads them in tells when and where they are said to be from, in
their own sentence or the one before: 2016年1月，总书记在…全会上谈到这件事。镇村干部要明白，….
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.model import PassageId, Span, document_of
from service.checking.ascribed import MUCH
from service.checking.skeleton import skeleton
from service.checking.witness import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.checking.ascribed import Ascribed
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.sources import Sources
    from service.checking.witness import Witnesses

#: Likeness from which words may be those named with a slip, though another has them to the letter.
NEAR = 0.9
_WORDS = frozenset({"unmarked", "statement"})


class Reported:
    """Holds what leads words in against the speech that has them; safe to share."""

    def __init__(self, witnesses: Witnesses, sources: Sources, ascribed: Ascribed) -> None:
        self._witnesses = witnesses
        self._sources = sources
        self._ascribed = ascribed

    def check(self, draft: Draft, found: Iterable[Finding]) -> Iterator[Finding]:
        """A finding where a day or a meeting is not that of the speech ``found`` to be told."""
        told: set[Span] = set()
        for one in found:
            words = draft.text[slice(*one.span)]
            if one.reason not in _WORDS or not one.citations or len(skeleton(words)) < MUCH:
                continue
            document_id = document_of(PassageId(one.citations[0].passage_id))
            there = Standing(document_id, one.citations[0].span, likeness=1.0, distance=0)
            for led in _before(draft, one.span):
                if led not in told and (wrong := self._wrong(draft, led, words, there)):
                    told.add(led)
                    yield from wrong
                    break

    def _wrong(self, draft: Draft, led: Span, words: str, there: Standing) -> list[Finding]:
        """What is wrong of where and when some words are said to be from."""
        if self._is_of_row(draft, led, words, there):
            return self._ascribed.said_in(draft, led, there)
        if not self._is_by(draft, led, there) or not self._is_its_own(words, there):
            return []
        said_on = self._ascribed.said_on(draft, led, there)
        return said_on or self._ascribed.said_at(draft, led, there)

    def _is_of_row(self, draft: Draft, led: Span, words: str, there: Standing) -> bool:
        """Whether words are said to be of another year's or place's than the report that has them,
        and nothing near them is there.
        """
        named = {told for at, told in draft.told if led.start <= at < led.end}
        if not named or there.document_id in named:
            return False
        if not self._sources.is_like(draft.text[slice(*led)], there.document_id):
            return False
        near = (self._witnesses.within(skeleton(words), one) for one in named)
        return all(one is None or one.likeness < NEAR for one in near)

    def _is_by(self, draft: Draft, led: Span, there: Standing) -> bool:
        """Whether words are said to be by whom the speech is that has them."""
        said_by = self._sources.by_speaker(draft.text[slice(*led)], led)
        return said_by is not None and said_by.speaker == self._sources.speaker(there.document_id)

    def _is_its_own(self, words: str, there: Standing) -> bool:
        """Whether no other speech has the words to the letter."""
        standings = self._witnesses.anywhere(words, skeleton(words))
        exact = [one.document_id for one in standings if one.is_exact]
        return self._sources.are_one(list(dict.fromkeys([there.document_id, *exact])))


def _before(draft: Draft, span: Span) -> Iterator[Span]:
    """What may lead some words in: the beginning of their sentence, and the one before it."""
    start = draft.sentence_at(span.start)
    if start < span.start:
        yield Span(start, start + len(draft.text[start : span.start].rstrip("，,：:“ ")))
    if start:
        yield Span(draft.sentence_at(start - 1), start)
