"""The list of duties (责任清单): who must, may or must not do what, and where it is written."""

from __future__ import annotations

from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from corpus.text import fold
from graph.store import DUTY
from service.atlas.model import Duties, DutyLine

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph.arrays import Arrays
    from graph.model import Concept
    from graph.store import GraphStore
    from graph.view import View
    from service.model import Filters
    from service.shelf import Shelf


class DutyList:
    """Finds duties by who bears them; what binds now and is newest comes first."""

    def __init__(self, store: GraphStore, arrays: Arrays, shelf: Shelf) -> None:
        self._store, self._arrays, self._shelf = store, arrays, shelf
        self._order = lru_cache(4)(self._order_on)

    def find(
        self,
        view: View,
        who: str,
        concept: Concept | None,
        filters: Filters,
        *,
        modality: str = "",
        limit: int = 20,
        offset: int = 0,
    ) -> Duties:
        """The duties of actors whose name holds ``who``, or who are the concept given."""
        wanted = fold(who)
        actors = [name for name, folded in self._actors if wanted in folded] if who else None
        rows = self._rows(actors, concept, modality)
        return self._cited(view, rows, filters, limit, offset)

    def of_concept(self, view: View, concept: Concept, filters: Filters, limit: int) -> Duties:
        """The duties of one concept."""
        return self._cited(view, self._rows((), concept, ""), filters, limit, 0)

    @cached_property
    def _actors(self) -> list[tuple[str, str]]:
        """Every actor as written and as it compares, once."""
        rows = self._store.rows("SELECT DISTINCT actor FROM duties")
        return [(actor, fold(actor)) for (actor,) in rows]

    def _rows(
        self, actors: Iterable[str] | None, concept: Concept | None, modality: str
    ) -> list[tuple[int, int]]:
        """Number and passage of each duty of these actors or this concept; None: of anyone."""
        found: set[tuple[int, int]] = set()
        also = " AND modality = ?" if modality else ""
        more = (modality,) if modality else ()
        if actors is None:
            query = "SELECT n, passage FROM duties WHERE ? = '' OR modality = ?"
            return list(self._store.rows(query, (modality, modality)))
        for actor in actors:
            query = f"SELECT n, passage FROM duties WHERE actor = ?{also}"  # noqa: S608
            found.update(self._store.rows(query, (actor, *more)))
        n = self._store.concept_numbers.get(concept.id) if concept else None
        if n is not None:
            query = f"SELECT n, passage FROM duties WHERE concept = ?{also}"  # noqa: S608
            found.update(self._store.rows(query, (n, *more)))
        return sorted(found)

    def _cited(
        self,
        view: View,
        rows: Sequence[tuple[int, int]],
        filters: Filters,
        limit: int,
        offset: int,
    ) -> Duties:
        rows = [row for row in rows if view.passages[row[1]]]
        order = self._order(filters.as_of or date.today())
        documents = self._arrays.passage_document
        ranked = sorted(rows, key=lambda row: (order[documents[row[1]]], row[0]))
        page = [self._row(n) for n, _ in ranked[offset : offset + limit]]
        ids = self._store.passage_ids([row[0] for row in page])
        duties = [self._store.duty(row, one) for row, one in zip(page, ids, strict=True)]
        passages = self._shelf.passages(ids)
        asked = [
            (place, passage, duty.evidence.span)
            for place, (passage, duty) in enumerate(
                zip(passages, duties, strict=True), start=offset + 1
            )
        ]
        citations = self._shelf.cite_all(asked, filters.as_of)
        lines = (DutyLine(duty, cited) for duty, cited in zip(duties, citations, strict=True))
        return Duties(len(rows), tuple(lines))

    def _row(self, n: int) -> Any:
        return self._store.rows(f"SELECT {DUTY} FROM duties WHERE n = ?", (n,))[0]  # noqa: S608

    def _order_on(self, day: date) -> list[int]:
        """The place of each document: those that hold first, the newest before the older."""
        documents = self._store.documents
        ended = self._shelf.ended(day)
        days = [str(self._shelf.description(one).day or "") for one in documents]
        newest = _descending(days)
        held = [(one in ended, newest[n], one) for n, one in enumerate(documents)]
        ranked = sorted(range(len(documents)), key=held.__getitem__)
        order = [0] * len(documents)
        for place, n in enumerate(ranked):
            order[n] = place
        return order


def _descending(days: Sequence[str]) -> list[int]:
    """For each day a number that is smaller the later it is."""
    known = {day: -place for place, day in enumerate(sorted(set(days)))}
    return [known[day] for day in days]
