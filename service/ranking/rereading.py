"""An optional very last look: a cross-encoder reads question and passage together.

It is slow (tens of milliseconds a passage without a GPU), so it reads the first
:data:`READ` only, and it is fallible, so it trades places among them: what stands there to
the letter keeps its place, and nothing comes in or falls out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from service.fusion import Fused
from service.ranking.matching import Floats
from service.ranking.rerank import BEST

#: Passages read; their ranks before and after count alike.
READ = 20
#: As in reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009), between two orders of
#: the same few passages: one misreading moves a passage some places, not all.
_DAMPED = 10


class PairScorer(Protocol):
    """Scores passages by reading each together with the question."""

    def scores(self, query: str, passages: Sequence[str]) -> Floats:
        """How well each answers the query, (n,); larger is better, on any scale."""
        ...


def reread(
    query: str,
    ranked: Sequence[Fused],
    scorer: PairScorer,
    texts: Callable[[Sequence[Fused]], Sequence[str]],
) -> list[Fused]:
    """``ranked`` with its first inexact passages in an order both stages agree on.

    The scores stay where they are; who bears them changes.
    """
    exact = [item for item in ranked if item.score > BEST]
    first, rest = ranked[len(exact) : len(exact) + READ], ranked[len(exact) + READ :]
    if len(first) < 2 or [*exact, *first, *rest] != list(ranked):
        return list(ranked)
    before = np.arange(len(first))
    after = np.empty(len(first), np.int64)
    after[np.argsort(-scorer.scores(query, texts(first)), kind="stable")] = before
    votes = 1 / (_DAMPED + before) + 1 / (_DAMPED + after)
    order = np.argsort(-votes, kind="stable").tolist()
    moved = [
        first[place]._replace(score=bearer.score)
        for place, bearer in zip(order, first, strict=True)
    ]
    return [*exact, *moved, *rest]
