"""Quoted words that stand elsewhere than the draft says: another article, document or speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.model import Finding, overlap
from service.checking.places import provision
from service.checking.quoted import BARE

if TYPE_CHECKING:
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.quoted import Quoted
    from service.checking.sources import Attribution, Sources
    from service.checking.witness import Standing

_TOLD = frozenset({"news", "essay"})
#: What is no part of the name of an occasion.
_OCCASION = re.compile("^(?:正如|诚如|如同|就像)?在?|(?:所|明确|深刻|曾)$")


class Ascribed:
    """Holds whom words are ascribed to against where they stand; safe to share between threads."""

    def __init__(self, places: Places, sources: Sources) -> None:
        self._places = places
        self._sources = sources

    def misplaced(self, draft: Draft, piece: Quoted, standing: Standing) -> list[Finding]:
        """The words stand in another article or document than the draft says; [] where not."""
        said_by = piece.said_by
        if said_by is None or not said_by.is_held:
            return []
        other = standing.document_id not in said_by.documents
        there = said_by.part is not None and overlap(said_by.part, standing.span)
        if not other and (there or (said_by.part is None and not said_by.is_missing)):
            return []
        if other and (self.is_told(standing) or self.is_held_by(said_by, standing)):
            return []
        where = self._places.named(standing.document_id, standing.span)
        written = draft.text[said_by.span.start : said_by.span.end]
        right = self._right_place(written, said_by, standing, other=other)
        span = Span(
            min(said_by.span.start, piece.span.start), max(said_by.span.end, piece.span.end)
        )
        text = draft.text[span.start : span.end]
        what = "文件" if other else "条款"
        return [
            Finding(
                kind="title_wrong",
                span=span,
                text=text,
                message=f"引文所属{what}有误：原文见{where}，不在{_OCCASION.sub('', written)}。",
                suggestion=text.replace(written, right, 1),
                citations=self._places.cited(standing),
                reason="wrong_document" if other else "wrong_article",
                certainty=round(standing.likeness, 3),
            )
        ]

    def is_told(self, standing: Standing) -> bool:
        """Whether words stand where others' are told over: news and essays quote by heart."""
        return self._places.shelf.description(standing.document_id).kind in _TOLD

    def is_held_by(self, said_by: Attribution, standing: Standing) -> bool:
        """Whether another version of the work named holds the words."""
        if not said_by.is_held:
            return False
        shelf = self._places.shelf
        named = shelf.description(said_by.documents[0])
        return shelf.catalogue.is_same_work(named, shelf.description(standing.document_id))

    def other_speaker(self, draft: Draft, piece: Quoted, standing: Standing) -> list[Finding]:
        """The words are another person's than the one the draft names."""
        said_by = piece.said_by
        if said_by is None or not said_by.speaker or len(piece.bones) < BARE:
            return []
        speaker = self._sources.speaker(standing.document_id)
        text = self._places.shelf.document(standing.document_id).text
        around = text[max(0, standing.span.start - 80) : standing.span.start]
        if not speaker or speaker == said_by.speaker or said_by.speaker in around:
            return []
        span = Span(said_by.span.start, piece.quotation.outer.end)
        written = draft.text[span.start : span.end]
        where = self._places.named(standing.document_id, standing.span)
        return [
            Finding(
                kind="title_wrong",
                span=span,
                text=written,
                message=f"引文出自{speaker}（{where}），不是{said_by.speaker}。",
                suggestion=written.replace(said_by.speaker, speaker, 1),
                citations=self._places.cited(standing),
                reason="wrong_speaker",
            )
        ]

    # ---- inside

    def _right_place(
        self, written: str, said_by: Attribution, standing: Standing, *, other: bool
    ) -> str:
        """The attribution as it should read: 《…》第十二条; only the number where that is wrong."""
        article = self._places.article(standing.document_id, standing.span)
        cited = provision(said_by.number)
        if not other and article is not None:
            place = written.find("第", written.rfind("》") + 1)
            return written[:place] + article.label if place > 0 and cited else article.label
        title = f"《{self._places.shelf.description(standing.document_id).title}》"
        return title + (article.label if article is not None and cited else "")
