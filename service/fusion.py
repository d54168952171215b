"""Several rankings made one.

Reciprocal rank fusion throws the scores away, and on this material it was measured to cost
more than it gives; a convex sum of scores, each list divided by its best, keeps them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.model import Hit, PassageId

#: The weight of each retriever's list. ``wording`` holds passages that contain the whole
#: query to the letter: at 2 it outweighs all others together, so what was said is never
#: lost behind what is merely similar. Lexical and dense: the best plain mixture measured.
WEIGHTS: Mapping[str, float] = {"lexical": 1.0, "dense": 0.5, "wording": 2.0}


class Fused(NamedTuple):
    """One passage after fusion, with every retriever's hit that speaks for it."""

    passage_id: PassageId
    score: float
    hits: tuple[Hit, ...]


def fuse(
    rankings: Mapping[str, Sequence[Hit]], weights: Mapping[str, float] = WEIGHTS
) -> list[Fused]:
    """Sum ``weight × score / best score`` over the lists; best first, ties by passage id.

    A list without a positive score adds nothing; a retriever without a weight weighs 1.
    """
    scores: defaultdict[PassageId, float] = defaultdict(float)
    hits: defaultdict[PassageId, list[Hit]] = defaultdict(list)
    for name, ranking in rankings.items():
        best = max((hit.score for hit in ranking), default=0.0)
        if best <= 0:
            continue
        weight = weights.get(name, 1.0)
        for hit in ranking:
            scores[hit.passage_id] += weight * max(hit.score, 0.0) / best
            hits[hit.passage_id].append(hit)
    fused = [Fused(pid, score, tuple(hits[pid])) for pid, score in scores.items()]
    return sorted(fused, key=lambda item: (-item.score, item.passage_id))
