"""Years: when a concept is named, and in which words (用语沿革)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from service.atlas.model import FormYears, YearCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from corpus.model import DocumentId
    from graph.store import GraphStore
    from service.shelf import Shelf

    Numbers = npt.NDArray[np.integer]

#: Written forms a concept's page tells of.
FORMS_SHOWN = 12


class Calendar:
    """The days of a graph's documents as numbers, by the documents' numbers; 0 for none."""

    def __init__(self, documents: Sequence[DocumentId], shelf: Shelf) -> None:
        days = [shelf.description(one).day for one in documents]
        self._days = np.array([day.toordinal() if day else 0 for day in days], np.int64)
        self._years = np.array([day.year if day else 0 for day in days], np.int64)

    def first(self, documents: Numbers) -> date | None:
        """The earliest day of some documents."""
        days = self._days[documents]
        days = days[days > 0]
        return date.fromordinal(int(days.min())) if len(days) else None

    def years(self, documents: Numbers) -> tuple[tuple[YearCount, ...], int]:
        """Passages by the year of their documents, and how many have no year.

        ``documents`` has the document of each passage.
        """
        held, counts = np.unique(documents, return_counts=True)
        years = self._years[held]
        passages = np.bincount(years, weights=counts).astype(int)
        counted = np.bincount(years)
        undated = int(passages[0]) if len(passages) else 0
        told = (int(year) for year in np.flatnonzero(counted) if year)
        return tuple(YearCount(y, int(passages[y]), int(counted[y])) for y in told), undated


def forms_by_year(
    store: GraphStore, passage_document: Numbers, seen: Numbers, concept: int, calendar: Calendar
) -> tuple[FormYears, ...]:
    """How a concept is written, the most used form first, each by year.

    ``seen`` are the passages that may be read, in order. A passage that writes it in two ways
    counts for both.
    """
    told = []
    for form, naming in store.written(concept):
        passages = np.intersect1d(naming, seen, assume_unique=True)
        if len(passages):
            years, undated = calendar.years(passage_document[passages])
            told.append(FormYears(form, len(passages), years, undated))
    told.sort(key=lambda one: (-one.passages, one.form))
    return tuple(told[:FORMS_SHOWN])
