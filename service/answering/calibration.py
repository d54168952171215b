"""The selector, grown from lessons, and the point at which to refuse.

Which sentence of a passage answers is not known: the one the model so far likes best is
taken for it, twice over.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from service.answering.features import NAMES
from service.answering.trees import Trees
from service.forest import read_lightgbm

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from service.answering.features import Matrix
    from service.answering.teaching import Lesson

#: Wrong sentences of one question that are learned from: the most tempting, and others.
TEMPTING, OTHERS = 8, 8
#: A sentence this good beside the best of its passage is taken for right, at half weight.
CLOSE = 0.8
#: Differences of F1 below this are chance.
NEARLY = 0.01
_FIRST = ("soft_told", "dense_told", "grams_told")

Scores = "Callable[[Matrix], Matrix]"


def grown(lessons: Sequence[Lesson], rounds: int = 2) -> Trees:
    """The selector: which sentence is of the passage that answers."""
    scores: Callable[[Matrix], Matrix] = _first
    trees: Trees | None = None
    for _ in range(rounds):
        parts = [_examples(one, scores(one.rows), at) for at, one in enumerate(lessons)]
        rows, right, weights = (np.concatenate(column) for column in zip(*parts, strict=True))
        trees = _fitted(rows, right, weights, leaves=15, steps=120, rate=0.08)
        scores = trees.chances
    assert trees is not None
    return trees


def threshold(chances: Sequence[float], answerable: Sequence[bool]) -> tuple[float, float]:
    """The chance below which to refuse, and the F1 of refusals it gives.

    The middle one of those that give an F1 within :data:`NEARLY` of the best: the best itself
    is a chance of the questions asked, and so is the edge of what is nearly as good.
    """
    found = []
    for low, high in pairwise(sorted(set(chances))):
        step = (low + high) / 2
        refused = [chance < step for chance in chances]
        rightly = sum(no and not yes for no, yes in zip(refused, answerable, strict=True))
        f1 = 2 * rightly / max(1, sum(refused) + sum(not yes for yes in answerable))
        found.append((step, f1))
    best = max((f1 for _, f1 in found), default=0.0)
    near = [one for one in found if one[1] >= best - NEARLY]
    return near[len(near) // 2] if near else (0.5, 0.0)


def _first(rows: Matrix) -> Matrix:
    """Scores to begin with: likeness in words, meaning and pairs of characters."""
    found: Matrix = rows[:, [NAMES.index(name) for name in _FIRST]].sum(axis=1)
    return found


def _examples(lesson: Lesson, scores: Matrix, seed: int) -> tuple[Matrix, Matrix, Matrix]:
    """Rows, labels and weights of one lesson."""
    of_passage = lesson.right > 0
    best = int(np.where(of_passage, scores, -np.inf).argmax())
    weights = np.where(of_passage, 0.0, 1.0)
    weights[of_passage & (scores >= CLOSE * scores[best])] = 0.5
    weights[best] = 1.0
    right = (of_passage & (weights > 0)).astype(np.float32)
    wrong = np.flatnonzero(~of_passage)
    if len(wrong) > TEMPTING + OTHERS:
        ranked = wrong[np.argsort(-scores[wrong], kind="stable")]
        rest = ranked[TEMPTING:]
        drawn = np.random.default_rng(seed).choice(rest, OTHERS, replace=False)
        weights[rest] = 0.0
        weights[drawn] = len(rest) / OTHERS
    used = weights > 0
    return lesson.rows[used], right[used], weights[used]


def _fitted(
    rows: Matrix, right: Matrix, weights: Matrix, *, leaves: int, steps: int, rate: float
) -> Trees:
    import lightgbm  # seconds to import, and only to learn

    model = lightgbm.train(
        {
            "objective": "binary",
            "num_leaves": leaves,
            "learning_rate": rate,
            "min_data_in_leaf": 40,
            "lambda_l2": 1.0,
            "seed": 0,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": 1,
            "verbose": -1,
        },
        lightgbm.Dataset(rows, right, weight=weights),
        steps,
    )
    # LightGBM has the base in its first tree.
    return Trees(read_lightgbm(str(model.model_to_string())), 0.0)
