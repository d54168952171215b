"""The selector, grown from lessons, and the point at which to refuse."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from service.answering.trees import Trees
from service.forest import read_lightgbm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.answering.teaching import Lesson

#: How the trees are grown: few and small leaves, each tree seeing half of the features, for the
#: questions are about a thousand.
TREES, LEAVES, RATE, SEEN = 250, 7, 0.05, 0.5
#: How much steeper chances are told than they were learned, so that fewer sentences stand beside
#: the best: answers are shorter by a quarter, and hold hardly less of what is asked for.
STEEP = 1.7
#: Differences of F1 below this are chance.
NEARLY = 0.01


def grown(lessons: Sequence[Lesson]) -> Trees:
    """The selector: which sentence holds the evidence asked for.

    Of several right sentences of a question each counts less, all together more than one alone.
    """
    import lightgbm  # seconds to import, and only to learn

    right = np.concatenate([one.right for one in lessons])
    weights = [np.where(one.right > 0, one.right.sum() ** -0.5, 1.0) for one in lessons]
    model = lightgbm.train(
        {
            "objective": "binary",
            "num_leaves": LEAVES,
            "learning_rate": RATE,
            "feature_fraction": SEEN,
            "min_data_in_leaf": 40,
            "lambda_l2": 1.0,
            "seed": 0,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": 1,
            "verbose": -1,
        },
        lightgbm.Dataset(
            np.concatenate([one.rows for one in lessons]), right, weight=np.concatenate(weights)
        ),
        TREES,
    )
    # LightGBM has the base in its first tree.
    nodes = read_lightgbm(str(model.model_to_string()))
    return Trees(nodes._replace(value=STEEP * nodes.value), 0.0)


def first_right(lessons: Sequence[Lesson], selector: Trees) -> int:
    """For how many a sentence that holds evidence comes first."""
    return sum(one.right[int(selector.chances(one.rows).argmax())] > 0 for one in lessons)


def threshold(chances: Sequence[float], answerable: Sequence[bool]) -> tuple[float, float]:
    """The chance below which to refuse, and the F1 of refusals it gives.

    Of those that give an F1 within :data:`NEARLY` of the best the one a third below the strictest:
    the best itself is a chance of the questions asked, and so is the edge of what is nearly as
    good; and who is answered wrongly is worse off than who is not answered.
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
    return near[2 * len(near) // 3] if near else (0.5, 0.0)
