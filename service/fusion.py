"""Several rankings made one.

Reciprocal rank fusion throws the scores away, and on this material it was measured to cost
more than it gives; a convex sum of scores, each list divided by its best, keeps them.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

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
    """One passage after fusion; :func:`hits_for` gives what speaks for it."""

    passage_id: PassageId
    score: float


def best_first(fused: list[Fused]) -> list[Fused]:
    """The same in order of score; equals in the order of their ids."""
    score_of = itemgetter(1)
    if len(set(map(score_of, fused))) < len(fused):  # few lists have equals
        fused.sort(key=itemgetter(0))
    fused.sort(key=score_of, reverse=True)
    return fused


def fuse(
    rankings: Mapping[str, Sequence[Hit]], weights: Mapping[str, float] = WEIGHTS
) -> list[Fused]:
    """Sum ``weight × score / best score`` over the lists; best first, ties by passage id.

    A list without a positive score adds nothing; a retriever without a weight weighs 1.
    """
    scores: dict[PassageId, float] = {}
    for name, ranking in rankings.items():
        best = max((hit.score for hit in ranking), default=0.0)
        if best <= 0:
            continue
        weight = weights.get(name, 1.0)
        for hit in ranking:
            share = weight * hit.score / best if hit.score > 0 else 0.0
            scores[hit.passage_id] = scores.get(hit.passage_id, 0.0) + share
    return best_first(list(map(Fused._make, scores.items())))


def hits_for(
    passages: Collection[PassageId], rankings: Mapping[str, Sequence[Hit]]
) -> dict[PassageId, tuple[Hit, ...]]:
    """Every hit of these lists that speaks for these passages, in the order of the lists.

    Only for those that are shown: of hundreds of candidates, ten are.
    """
    found: dict[PassageId, list[Hit]] = {passage_id: [] for passage_id in passages}
    for ranking in rankings.values():
        for hit in ranking:
            if hit.passage_id in found:
                found[hit.passage_id].append(hit)
    return {passage_id: tuple(hits) for passage_id, hits in found.items()}
