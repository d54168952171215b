"""How good a ranking is, and whether one is better than another.

Gains are the grades themselves; the ideal ranking is cut at the same depth. The figures
agree with ir-measures digit for digit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import log2

import numpy as np

Grades = Mapping[str, int]
Measure = Callable[[Sequence[str], Grades], float]


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """nDCG@depth: Järvelin and Kekäläinen, 2002. Between 0 and 1."""
    got = _discounted([grades.get(item, 0) for item in ranking[:depth]])
    best = _discounted(sorted(grades.values(), reverse=True)[:depth])
    return got / best if best else 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """The share of the relevant items among the first ``depth``."""
    relevant = {item for item, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """One over the rank of the first relevant item, 0 below ``depth``."""
    for rank, item in enumerate(ranking[:depth], start=1):
        if grades.get(item, 0) > 0:
            return 1 / rank
    return 0.0


MEASURES: Mapping[str, Measure] = {
    "nDCG@10": ndcg,
    "R@10": lambda ranking, grades: recall(ranking, grades, 10),
    "R@100": lambda ranking, grades: recall(ranking, grades, 100),
    "RR@10": reciprocal_rank,
}


def per_query(
    run: Mapping[str, Sequence[str]], judged: Mapping[str, Grades], measure: Measure
) -> list[float]:
    """The measure for every judged query, in the order of ``judged``; not run: 0."""
    return [measure(run.get(query, ()), grades) for query, grades in judged.items()]


def averages(run: Mapping[str, Sequence[str]], judged: Mapping[str, Grades]) -> dict[str, float]:
    """The mean of each of :data:`MEASURES` over the judged queries."""
    return {
        name: float(np.mean(per_query(run, judged, measure))) if judged else 0.0
        for name, measure in MEASURES.items()
    }


def paired_bootstrap(
    ours: Sequence[float], theirs: Sequence[float], *, rounds: int = 2000, seed: int = 7
) -> tuple[float, float, float]:
    """(mean difference, 2.5 % bound, 97.5 % bound) over resampled queries.

    Efron's percentile interval on paired differences. Raises ValueError where the two
    lists are not of the same queries.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} values against {len(theirs)}: not the same queries")
    gaps = np.asarray(ours) - np.asarray(theirs)
    if not len(gaps):
        return 0.0, 0.0, 0.0
    picks = np.random.default_rng(seed).integers(0, len(gaps), (rounds, len(gaps)))
    low, high = np.percentile(gaps[picks].mean(axis=1), [2.5, 97.5])
    return float(gaps.mean()), float(low), float(high)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
