"""Which sentence is what is asked: every sentence found, with its chance."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.text import fold
from service.answering.demands import demands_of, lacking
from service.answering.features import NAMES
from service.answering.shapes import is_shape_alone, shaped
from service.answering.trees import load_trees
from service.answering.units import units_of
from service.answering.validity import Titles
from service.answering.wording import MODEL
from service.answering.writer import Scored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from service.answering.demands import Demands
    from service.answering.features import Asked, Features, Matrix
    from service.answering.units import Unit
    from service.model import Result
    from service.query import Query
    from service.shelf import Shelf

#: What a sentence counts that lacks the kind of figure asked for, and what one that says what
#: the term asked for is.
NO_FIGURE, DEFINES = 0.3, 4.0
#: What a sentence counts that says to whom a rule applies, where that is asked.
SCOPES = 3.0
SCOPE = re.compile(
    "下列(?:机构|单位|人员|企业|组织|主体)|适用(?:于)?(?:本|以下|下列)|(?:本|该)[^，。]{1,6}适用于|适用本"
)
#: How likely beside the likeliest a sentence must be that says what a term is, and how long, to
#: be quoted without what only speaks of it.
TELLING, TOLD = 0.3, 25
SELECTOR = MODEL / "selector.safetensors"


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences of the passages found. ``scored`` meet every demand, best first;
    ``barred`` do not, each with what it lacks. ``rows`` are the features of ``scored``.
    """

    asked: Asked
    demands: Demands
    scored: Sequence[Scored]
    rows: Matrix
    barred: Sequence[tuple[Scored, str]]


class Examined(NamedTuple):
    """What the decision to answer looks at (None where a demand is not met), what would be
    quoted, and what was found.
    """

    row: Matrix | None
    told: str
    results: Sequence[Result]


class Selector:
    """Scores sentences with the learned model; safe to share between threads."""

    def __init__(self, features: Features, shelf: Shelf, count: Callable[[str], int]) -> None:
        self.features = features
        self._shelf = shelf
        self._count = count

    def select(self, query: Query, results: Sequence[Result], on: date | None) -> Selection:
        """Score the sentences of some results; ``on`` is the day asked about, if any."""
        asked, demands = self.asked(query)
        kept, barred = self.parted(demands, results, on)
        scored, rows = self._scored(asked, kept)
        others, _ = self._scored(asked, list(barred))
        return Selection(asked, demands, scored, rows, [(one, barred[one.unit]) for one in others])

    def asked(self, query: Query) -> tuple[Asked, Demands]:
        """The question as the features need it, and what it demands of any answer."""
        demands = demands_of(query, self._count, lambda core: self._titles.may_mean(core))
        return self.features.asked(query), demands

    @cached_property
    def _titles(self) -> Titles:
        return Titles(self._shelf.descriptions())

    def parted(
        self, demands: Demands, results: Sequence[Result], on: date | None
    ) -> tuple[list[Unit], dict[Unit, str]]:
        """The sentences that meet every demand, and the others with what they lack."""
        kept: list[Unit] = []
        barred: dict[Unit, str] = {}
        for unit in units_of(results):
            lack = lacking(unit, demands, self._shelf, on)
            if lack:
                barred[unit] = lack
            else:
                kept.append(unit)
        return kept, barred

    def _scored(self, asked: Asked, units: Sequence[Unit]) -> tuple[list[Scored], Matrix]:
        """The sentences with their chances, best first, and their features."""
        if not units:
            return [], np.zeros((0, len(NAMES)), np.float32)
        rows = self.features.matrix(asked, units)
        learned = load_trees(SELECTOR).chances(rows).tolist()
        chances = [fitting(asked, unit) * one for unit, one in zip(units, learned, strict=True)]
        order = sorted(
            range(len(units)),
            key=lambda at: (-chances[at], units[at].result.rank, units[at].span),
        )
        return [Scored(units[at], min(0.99, chances[at])) for at in order], rows[order]


def fitting(asked: Asked, unit: Unit) -> float:
    """What a sentence counts by what it shows of the thing asked for, else 1.

    The selector learned which passage answers; which of its sentences shows the figure, or
    says what the term is, is plain to see.
    """
    if asked.figure is not None and not asked.figure.search(fold(unit.told)):
        return NO_FIGURE
    if asked.query.form == "scope" and SCOPE.search(fold(unit.text)):
        return SCOPES
    if asked.query.form == "definition" and asked.defines and asked.defines.search(fold(unit.text)):
        return DEFINES
    return 1.0


def foremost(asked: Asked, scored: Sequence[Scored]) -> Sequence[Scored]:
    """Where a term is asked for, the sentences that say what it is, if one does that is likely;
    where it is asked whom a rule is for, first those that say so; so what says a length of time,
    kinds or who is in charge in so many words.
    """
    if asked.query.form == "scope":
        return sorted(scored, key=lambda one: not SCOPE.search(fold(one.unit.text)))
    plain = shaped(asked, scored)
    if plain:
        taken = set(map(id, plain))
        rest = [one for one in scored if id(one) not in taken]
        return plain if is_shape_alone(asked) else [*plain, *rest]
    defines = asked.defines
    if asked.query.form != "definition" or defines is None or not scored:
        return scored
    telling = [one for one in scored if defines.search(fold(one.unit.text))]
    likely = telling and telling[0].chance >= TELLING * scored[0].chance
    return telling if likely and len(telling[0].unit.text) >= TOLD else scored
