"""Which documents can meet what a question demands: by the years and places they are of.

A question about 2023 is put to the documents of 2023 and to those of 2024 that look back;
one about a city, to its texts, its province's, and those that hold everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from service.answering.demands import NATIONAL, of_congress
from service.answering.places import lies_in, places_in
from service.answering.years import years_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import Description, DocumentId
    from service.answering.demands import Demands

#: Demands whose documents are kept: many questions are about the same year or place.
DEMANDS_KEPT = 256

Documents = frozenset["DocumentId"]


class Reach:
    """The documents of a corpus by year and place."""

    def __init__(self, descriptions: Iterable[Description]) -> None:
        self._meeting = lru_cache(DEMANDS_KEPT)(self._found)
        self._titles: dict[DocumentId, str] = {}
        self._of_year: dict[int, set[DocumentId]] = defaultdict(set)
        self._of_place: dict[str, set[DocumentId]] = defaultdict(set)
        #: What no year limits: texts that bind until they end, and texts of no day.
        self._lasting: set[DocumentId] = set()
        #: What no place limits.
        self._national: set[DocumentId] = set()
        for item in descriptions:
            self._titles[item.id] = item.title
            years, places = years_of(item), places_in(f"{item.title}{item.issuer or ''}")
            for year in years:
                self._of_year[year].add(item.id)
            if not years or item.kind in NORMATIVE_KINDS:
                self._lasting.add(item.id)
            for place in places:
                self._of_place[place].add(item.id)
            if item.kind in NATIONAL and not places:
                self._national.add(item.id)

    def meeting(self, demands: Demands) -> tuple[DocumentId, ...]:
        """The documents that may hold what meets the demands; empty where that is all or none."""
        return self._meeting(demands.congress, demands.editions, demands.years, demands.places)

    def _found(
        self,
        congress: str,
        editions: tuple[int, ...],
        years: tuple[int, ...],
        places: tuple[str, ...],
    ) -> tuple[DocumentId, ...]:
        found = set(self._titles)
        if congress:
            found = {one for one in found if of_congress(congress, self._titles[one], "")}
        if editions:
            found &= self._years(editions)
        if years:
            found &= self._lasting | self._years(years, 1)
        for place in places:
            found &= self._of_place[place] | self._of_place[lies_in(place)] | self._national
        return () if len(found) == len(self._titles) else tuple(sorted(found))

    def _years(self, years: Iterable[int], after: int = 0) -> set[DocumentId]:
        """The documents of these years, and of so many years after each."""
        wanted = (year + step for year in years for step in range(after + 1))
        return set().union(*(self._of_year.get(year, set()) for year in wanted))
