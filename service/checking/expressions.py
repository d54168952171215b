"""Wording: the canonical form of an expression, its variants by year, and its first use."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import BadQuery
from corpus.model import PassageId, Span, document_of
from corpus.text import fold
from graph.lexicon.forms import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from corpus.lexical import LexicalRetriever
    from graph.lexicon.loader import Lexicon
    from graph.model import Concept
    from service.model import Citation
    from service.shelf import Shelf

#: Characters of the longest expression, and passages of one form that are counted.
LONGEST, COUNTED = 60, 5000


@dataclass(frozen=True, slots=True)
class Variant:
    """One way an expression is written; ``is_right`` unless it is a common slip.

    ``years`` counts the passages by the year of their document; undated ones only count
    in ``total``.
    """

    form: str
    is_right: bool
    total: int
    years: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Expression:
    """What is known of an expression. ``concept`` is None where the lexicon has none."""

    asked: str
    generation: str
    label: str
    concept: Concept | None
    replaced_by: Concept | None
    variants: tuple[Variant, ...]
    first: Citation | None


class Expressions:
    """Looks expressions up in one generation; safe to share between threads."""

    def __init__(
        self, exact: LexicalRetriever, shelf: Shelf, lexicon: Lexicon, generation: str
    ) -> None:
        self._exact = exact
        self._shelf = shelf
        self._lexicon = lexicon
        self._forms = lexicon.forms
        self._generation = generation

    def look_up(self, asked: str) -> Expression:
        """The canonical form of an expression, how it is written when, and where first.

        Raises:
            BadQuery: it is empty or longer than an expression is.
        """
        asked = " ".join(asked.split()).strip('“”"「」')
        if not key_of(asked):
            raise BadQuery("提法为空；请写出要查的提法，如 四个意识。")
        if len(asked) > LONGEST:
            raise BadQuery(f"提法有 {len(asked)} 个字，超过 {LONGEST} 个字的上限；请只写提法本身。")
        owners = self._forms.get(key_of(asked), ())
        concept = self._lexicon.concepts[owners[0]] if owners else None
        forms = concept.forms if concept else (asked,)
        hidden = concept.hidden if concept else ()
        held = {form: self._passages(form) for form in dict.fromkeys(forms)}
        variants = [
            self._variant(form, passages, is_right=form not in hidden)
            for form, passages in held.items()
            if passages or form == forms[0]
        ]
        succession = concept.replaced_by if concept else None
        return Expression(
            asked,
            self._generation,
            concept.label if concept else asked,
            concept,
            self._lexicon.concepts[succession.concept_id] if succession else None,
            tuple(variants),
            self._first(held),
        )

    def _passages(self, form: str) -> list[PassageId]:
        """The passages that write it so, with quotation marks inside or around it or without."""
        written = {fold(form), key_of(form), f'"{key_of(form)}"'}
        found = {
            hit.passage_id
            for wording in sorted(written)
            for hit in self._exact.phrase(wording, COUNTED)
        }
        return sorted(found)

    def _variant(self, form: str, passages: list[PassageId], *, is_right: bool) -> Variant:
        days = [self._shelf.description(document_of(one)).day for one in passages]
        years = Counter(day.year for day in days if day is not None)
        return Variant(form, is_right, len(passages), dict(sorted(years.items())))

    def _first(self, held: Mapping[str, Iterable[PassageId]]) -> Citation | None:
        """The earliest dated passage that uses any form, quoted where it does."""
        dated = [
            (day, passage, form)
            for form, passages in held.items()
            for passage in passages
            if (day := self._shelf.description(document_of(passage)).day) is not None
        ]
        if not dated:
            return None
        _, first, form = min(dated)
        (passage,) = self._shelf.passages([first])
        start = fold(passage.text).find(fold(form))
        span = passage.span
        if start >= 0:
            span = Span(span.start + start, span.start + start + len(form))
        return self._shelf.cite(1, passage, span)
