"""The candidates of all retrievers side by side, as columns.

One pass over the lists gives all that a first look needs: each retriever's score of a passage,
its share of that list's best, its rank. A few hundred passages cost less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.model import Hit, PassageId
from service.ranking.matching import Floats

#: Retrievers whose lists are features, in this order. Where meaning is read to
#: :data:`DEPTHS`, passages found by translated words alone were measured to add nothing;
#: what translation says of a candidate is a feature of the last stage.
LISTS = ("lexical", "dense")
#: How much each list counts among candidates: what words miss, meaning finds, so it weighs
#: more here than in the plain fusion.
CHOICE: Mapping[str, float] = {"lexical": 1.0, "dense": 2.0, "graph": 0.25}
#: How deep each list is read: meaning is worth reading on where words have run out. On statutes
#: the 128 of a first look held as much of what is relevant as from lists of 200 and 400.
DEPTHS: Mapping[str, int] = {"lexical": 100, "dense": 250}
#: For the first pages less will do: recall@10 of 500 own questions over 291,572 passages .776
#: against .772.
NEAR_DEPTHS: Mapping[str, int] = {"lexical": 100, "dense": 180}
DEPTH = 150
#: The logarithm of a rank where a list has none.
_ABSENT = 6.0
_LOGS = np.log1p(np.arange(5000, dtype=np.float32))

Places = npt.NDArray[np.int64]


class Column(NamedTuple):
    """What one list says of every candidate; 0, 0 and :data:`_ABSENT` where it says nothing."""

    score: Floats
    share: Floats
    rank: Floats


@dataclass(frozen=True, slots=True)
class Pool:
    """``n`` candidates in the order in which they were first met, and each list's column."""

    ids: Sequence[PassageId]
    columns: Mapping[str, Column]
    #: What is the same for all of them: how the lists agree, how sure each is.
    about: Mapping[str, float]

    def __len__(self) -> int:
        return len(self.ids)

    def weighted(self, weights: Mapping[str, float]) -> Floats:
        """The weighted sum of the shares of the lists that have a weight, (n,)."""
        total = np.zeros(len(self.ids), np.float32)
        for name, weight in weights.items():
            if name in self.columns:
                total += weight * self.columns[name].share
        return total

    def taken(self, places: Places) -> Pool:
        """Some of the candidates, in this order; what the lists say of them stays."""
        return Pool(
            [self.ids[place] for place in places.tolist()],
            {
                name: Column(*(each[places] for each in column))
                for name, column in self.columns.items()
            },
            self.about,
        )

    def features(self) -> dict[str, Floats]:
        """What the lists alone say: all that the first look at the candidates sees.

        (n,) each, or () for what is the same for all.
        """
        table: dict[str, Floats] = {}
        nothing = np.zeros(len(self.ids), np.float32)
        for name in LISTS:
            column = self.columns.get(name) or Column(nothing, nothing, nothing + _ABSENT)
            table[f"{name} score"] = column.score
            table[f"{name} share"] = column.share
            table[f"{name} rank"] = column.rank
        plain = self.weighted(CHOICE)
        table["plain"] = plain / max(float(plain.max(initial=0.0)), 1e-6)
        table["plain rank"] = ranks(plain)
        for name, value in self.about.items():
            table[name] = np.array(value, np.float32)
        return table


def depth_of(retriever: str, *, near: bool = False) -> int:
    """How many passages a retriever is asked for; ``near``: by who reads the first pages only."""
    return (NEAR_DEPTHS if near else DEPTHS).get(retriever, DEPTH)


def pool(rankings: Mapping[str, Sequence[Hit]]) -> Pool:
    """Every passage of these lists."""
    place: dict[PassageId, int] = {}
    at: dict[str, Places] = {}
    for name, hits in rankings.items():
        at[name] = np.array(
            [place.setdefault(hit.passage_id, len(place)) for hit in hits], np.int64
        )
    columns: dict[str, Column] = {}
    for name, hits in rankings.items():
        score = np.zeros(len(place), np.float32)
        rank = np.full(len(place), _ABSENT, np.float32)
        score[at[name]] = [hit.score for hit in hits]
        rank[at[name]] = _LOGS[: len(hits)]
        score = np.maximum(score, 0)
        best = float(score.max(initial=0.0))
        columns[name] = Column(score, score / best if best > 0 else score, rank)
    return Pool(list(place), columns, _about(rankings))


def ranks(scores: Floats) -> Floats:
    """The logarithm of each one's rank among all, the first's being 0; (n,)."""
    order = np.argsort(-scores, kind="stable")
    rank = np.empty(len(scores), np.float32)
    rank[order] = np.log1p(np.arange(len(scores), dtype=np.float32))
    return rank


def _about(rankings: Mapping[str, Sequence[Hit]]) -> dict[str, float]:
    lexical, dense = rankings.get("lexical", ()), rankings.get("dense", ())
    words, meaning = ({hit.passage_id for hit in hits[:10]} for hits in (lexical, dense))
    either = len(words | meaning)
    best = lexical[0].score if lexical else 0.0
    return {
        "agreement": len(words & meaning) / either if either else 0.0,
        "lexical best": best,
        "lexical gap": 1 - lexical[1].score / best if len(lexical) > 1 and best > 0 else 0.0,
        "dense best": dense[0].score if dense else 0.0,
    }
