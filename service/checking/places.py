"""Places of the corpus as a checker speaks of them: cited, named, in the wording they hold."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.dates import find_dates
from corpus.model import DocumentId, Span
from corpus.structure.provisions import spoken
from corpus.text import sentences
from corpus.titles import in_marks
from service.checking.model import Finding, sureness
from service.citation import titles

if TYPE_CHECKING:
    from datetime import date

    from corpus.model import Description, Section
    from service.checking.draft import Draft
    from service.checking.witness import Standing
    from service.model import Citation
    from service.shelf import Shelf

#: The rest of a longer last word than the draft's.
_REST = re.compile("[“‘]?[\u4e00-\u9fff]{1,4}[”’]?(?=[。，；！？])")
#: The label of a point that is called an article: 77.
_NUMBERED = re.compile(r"\d+[.．、]?")
#: Documents whose passages are kept: those a draft speaks of.
PASSAGES_KEPT = 32


class Places:
    """Cites and names places of one generation."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._passages = lru_cache(PASSAGES_KEPT)(shelf.passages_of)

    def face(self, held: Description) -> tuple[Citation, ...]:
        """The citation of a document's own title line."""
        text = self.shelf.document(held.id).text
        end = text.find("\n")
        cited = self.cite(held.id, Span(0, end if end > 0 else min(len(text), 40)))
        return (cited,) if cited else ()

    def cite(self, document_id: DocumentId, span: Span) -> Citation | None:
        """The citation of a span; ``None`` where no passage holds it."""
        passages = self._passages(document_id)
        passage = next((one for one in passages if span.start < one.span.end), None)
        return self.shelf.cite(1, passage, span) if passage and span.start < span.end else None

    def cited(self, *standings: Standing) -> tuple[Citation, ...]:
        """The citations of some standings, numbered from 1."""
        found = [self.cite(one.document_id, one.span) for one in standings]
        return tuple(one for one in found if one is not None)

    def cited_date(self, document_id: DocumentId, day: date) -> tuple[Citation, ...]:
        """The citation of the sentence in which a document names a day, where it does."""
        text = self.shelf.document(document_id).text
        spans = [span for span, found in find_dates(text) if found == day]
        sentence = next(
            (one for span in spans[-1:] for one in sentences(text) if span.end <= one.end), None
        )
        cited = self.cite(document_id, sentence) if sentence else None
        return (cited,) if cited else ()

    def text(self, standing: Standing) -> str:
        """The wording that stands there."""
        return self.shelf.excerpt(standing.document_id, standing.span)

    def article(self, document_id: DocumentId, span: Span) -> Section | None:
        """The article a span lies in, or None where it lies in none, or in several.

        Of a work that numbers what people call its articles 77. it is that point, as 第77条.
        """
        around = self.shelf.around(document_id, span)
        counted = (self._as_article(document_id, section) for section in around)
        return next((section for section in counted if section is not None), None)

    def articles(self, document_id: DocumentId) -> list[Section]:
        """The articles of a work, or what people call so."""
        sections = self.shelf.document(document_id).sections
        counted = (self._as_article(document_id, section) for section in sections)
        return [section for section in counted if section is not None]

    def _as_article(self, document_id: DocumentId, section: Section) -> Section | None:
        if section.kind != "point" or not _NUMBERED.fullmatch(section.label):
            return section if section.kind == "article" else None
        meant = self.shelf.catalogue.provision(document_id, f"art_{section.number}")
        return replace(section, label=f"第{section.number}条") if meant == section else None

    def named(self, document_id: DocumentId, span: Span) -> str:
        """《…》第十条, or the title with the innermost heading where there are no articles."""
        around = self.shelf.around(document_id, span)
        article = next((section for section in around if section.kind == "article"), None)
        if article is not None:
            return self.labelled(document_id, article.label)
        title = in_marks(self.shelf.description(document_id).title)
        steps = [step for step in titles(around) if len(step) <= 30]
        return f"{title}“{steps[-1]}”" if steps else title

    def labelled(self, document_id: DocumentId, label: str) -> str:
        """A work with one of its articles, a code held in volumes by its own name."""
        title = self.shelf.description(document_id).title
        is_volume = label and self.shelf.catalogue.is_in_volumes(title)
        return in_marks(title.partition(" ")[0] if is_volume else title) + label

    def to_word_ends(self, written: str, there: Standing) -> Standing:
        """A place with the whole of the source's last word, where what is written ends in another:
        …都不能少 for …都不能掉队.
        """
        text = self.shelf.document(there.document_id).text
        end = there.span.end
        if text[end - 1] != written[-1:] and (rest := _REST.match(text, end)):
            return replace(there, span=Span(there.span.start, rest.end()))
        return there

    def told(self, document_id: DocumentId) -> str:
        """How a document stands, in brackets, where that matters: （已废止）."""
        status = self.shelf.status(document_id)
        if status.code not in ("repealed", "superseded", "not_yet"):
            return ""
        since = f"，自{day_of(status.since)}起" if status.since else ""
        return f"（{status.label}{since}）"

    def successor(self, document_id: DocumentId) -> Description | None:
        """What replaced a document that no longer holds; None where it does, or nothing is held."""
        status = self.shelf.status(document_id)
        if status.code not in ("repealed", "superseded") or status.successor is None:
            return None
        return self.shelf.description(status.successor)


def wrong_statement(
    places: Places,
    draft: Draft,
    span: Span,
    document_id: DocumentId,
    there: Span,
    *,
    told: str,
    right: str | None,
    certainty: float,
) -> Finding:
    """What a draft says of a source, where the source says otherwise: ``told`` is in what."""
    cited = places.cite(document_id, there)
    return Finding(
        kind="quote_altered",
        span=span,
        text=draft.text[slice(*span)],
        message=f"与{places.named(document_id, there)}的原文不一致：{told}。{sureness(certainty)}",
        suggestion=right,
        citations=(cited,) if cited else (),
        reason="statement",
        certainty=certainty,
    )  # fmt: skip


def provision(number: str) -> str:
    """第十条第二款 of ``art_10/para_2``."""
    return spoken(number) if number else ""


def day_of(day: object) -> str:
    """A day as a text writes it: 2024年5月1日."""
    year, month, date = str(day).split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日"
