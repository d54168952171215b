"""Evidence as citations: all of a page at once, each with the sentence it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.quoting import quoted_span
from service.atlas.model import Quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph.model import Evidence
    from graph.neighbours import Neighbours, Tie
    from graph.view import View
    from service.model import Filters
    from service.shelf import Shelf


class Quoter:
    """Quotes what speaks for ties, as it stands on the filters' day."""

    def __init__(self, neighbours: Neighbours, shelf: Shelf) -> None:
        self._neighbours, self._shelf = neighbours, shelf

    def ties(
        self, view: View, ties: Sequence[Tie], places: int, filters: Filters
    ) -> list[tuple[Quoted, ...]]:
        """Up to ``places`` citations for each tie."""
        return self.cited(self._neighbours.evidence_of(view, ties, [places] * len(ties)), filters)

    def cited(
        self, found: Sequence[Sequence[Evidence]], filters: Filters
    ) -> list[tuple[Quoted, ...]]:
        """The citations of several lists of evidence."""
        flat = [one for evidence in found for one in evidence]
        ids = list(dict.fromkeys(one.passage_id for one in flat))
        passages = dict(zip(ids, self._shelf.passages(ids), strict=True))
        asked = []
        for place, one in enumerate(flat, start=1):
            passage = passages[one.passage_id]
            asked.append((place, passage, quoted_span(one, passage)))
        citations = iter(self._shelf.cite_all(asked, filters.as_of))
        return [
            tuple(Quoted(next(citations), one.method, one.confidence) for one in evidence)
            for evidence in found
        ]
