"""Whether a model has become better: questions with one right passage, before and after.

Questions are asked as a search asks them, over the model's bridge.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from embeddings.measures import Measure, ndcg, paired_bootstrap, reciprocal_rank
from embeddings.static_model import StaticModel
from embeddings.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Gain:
    """One measure before and after, with the 95 % interval of the difference."""

    queries: int
    before: float
    after: float
    low: float
    high: float


class Asked(NamedTuple):
    """Questions, what they are to find, and where: indices into ``pool``."""

    questions: list[str]
    right: list[int]
    pool: list[str]


@dataclass(frozen=True, slots=True)
class Examination:
    """Sets of questions by name; each half of a set holds every other question."""

    sets: Mapping[str, Asked]

    def score(self, model: StaticModel, half: int) -> float:
        """The mean over the sets of one half's measure."""
        return float(np.mean([np.mean(self._values(model, name)[half::2]) for name in self.sets]))

    def gains(self, before: StaticModel, after: StaticModel) -> dict[str, Gain]:
        """Each set before and after, on the half that chose nothing."""
        return {
            name: gain_of(self._values(before, name)[1::2], self._values(after, name)[1::2])
            for name in self.sets
        }

    def _values(self, model: StaticModel, name: str) -> list[float]:
        asked = self.sets[name]
        questions = crossed(model, model.encode(asked.questions))
        measure = reciprocal_rank if name == "thesaurus" else ndcg
        return values(questions @ model.encode(asked.pool).T, asked.right, measure)


def gain_of(before: Sequence[float], after: Sequence[float]) -> Gain:
    """What one question after another gained."""
    _, low, high = paired_bootstrap(after, before)
    return Gain(len(before), float(np.mean(before)), float(np.mean(after)), low, high)


def crossed(model: StaticModel, questions: Vectors) -> Vectors:
    """Questions' vectors as a search would look for them."""
    return model.bridge.crossed(questions) if model.bridge else questions


def values(scores: Vectors, right: Sequence[int], measure: Measure) -> list[float]:
    """The measure of each row of scores, the one right place of which is given."""
    best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
    return [
        measure([str(place) for place in places], {str(wanted): 1})
        for places, wanted in zip(best.tolist(), right, strict=True)
    ]
