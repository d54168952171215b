"""Several rankings made one.

Reciprocal rank fusion throws the scores away, and on this material it was measured to cost
more than it gives; a convex sum of scores, each list divided by its best, keeps them.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.model import Hit, PassageId

#: The weight of each retriever's list. ``wording`` holds passages that contain the whole
#: query to the letter: at 2 it outweighs all others together, so what was said is never
#: lost behind what is merely similar. The others: the best plain mixture measured.
WEIGHTS: Mapping[str, float] = {
    "lexical": 1.0,
    "dense": 0.5,
    "translation": 0.5,
    "graph": 0.25,
    "wording": 2.0,
}


class Fused(NamedTuple):
    """One passage after fusion, with every retriever's hit that speaks for it."""

    passage_id: PassageId
    score: float
    hits: tuple[Hit, ...]


def best_first(fused: list[Fused]) -> list[Fused]:
    """The same in order of score; equals in the order of their ids."""
    fused.sort(key=itemgetter(0))
    fused.sort(key=itemgetter(1), reverse=True)
    return fused


def fuse(
    rankings: Mapping[str, Sequence[Hit]], weights: Mapping[str, float] = WEIGHTS
) -> list[Fused]:
    """Sum ``weight × score / best score`` over the lists; best first, ties by passage id.

    A list without a positive score adds nothing; a retriever without a weight weighs 1.
    """
    scores: dict[PassageId, float] = {}
    hits: dict[PassageId, tuple[Hit, ...]] = {}
    for name, ranking in rankings.items():
        best = max((hit.score for hit in ranking), default=0.0)
        if best <= 0:
            continue
        weight = weights.get(name, 1.0)
        for hit in ranking:
            passage_id, score = hit.passage_id, hit.score
            share = weight * score / best if score > 0 else 0.0
            if passage_id in scores:
                scores[passage_id] += share
                hits[passage_id] += (hit,)
            else:
                scores[passage_id] = share
                hits[passage_id] = (hit,)
    order = sorted(scores)
    order.sort(key=scores.__getitem__, reverse=True)  # equals stay in the order of their ids
    return [Fused(passage_id, scores[passage_id], hits[passage_id]) for passage_id in order]
