"""Years: when a concept is named, and in which words (用语沿革)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from service.atlas.model import FormYears, YearCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np

    from corpus.model import DocumentId
    from graph.store import GraphStore
    from service.shelf import Shelf

#: Written forms a concept's page tells of.
FORMS_SHOWN = 12


def years_of(
    held: Mapping[int, int], documents: Sequence[DocumentId], shelf: Shelf
) -> tuple[tuple[YearCount, ...], int]:
    """Passages by the year of their documents, and how many have no year.

    ``held`` counts the passages of each document, by its number in ``documents``.
    """
    passages: Counter[int] = Counter()
    counted: Counter[int] = Counter()
    for document, count in held.items():
        day = shelf.description(documents[document]).day
        passages[day.year if day else 0] += count
        counted[day.year if day else 0] += 1
    undated = passages.pop(0, 0)
    return tuple(YearCount(y, passages[y], counted[y]) for y in sorted(passages)), undated


def forms_by_year(
    store: GraphStore, passage_document: np.ndarray, seen: Iterable[int], concept: int, shelf: Shelf
) -> tuple[FormYears, ...]:
    """How a concept is written, the most used form first, each by year.

    ``seen`` are the passages that may be read. A passage that writes it in two ways counts
    for both.
    """
    allowed = frozenset(seen)
    held: dict[str, set[int]] = defaultdict(set)
    for passage, form in store.written(concept):
        if passage in allowed:
            held[form].add(passage)
    told = []
    for form, passages in held.items():
        counted = Counter(int(passage_document[one]) for one in passages)
        years, undated = years_of(counted, store.documents, shelf)
        told.append(FormYears(form, len(passages), years, undated))
    told.sort(key=lambda one: (-one.passages, one.form))
    return tuple(told[:FORMS_SHOWN])
