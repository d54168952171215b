"""The last stage of ranking: candidates of all retrievers, put in order by a learned ranker.

Retrievers give lists. What they have in common with a question to the letter, in other words
and in meaning is measured for the first :data:`RANKED` candidates (:mod:`features`), and
LightGBM's trees order them (:mod:`booster`; Burges, 2010: LambdaMART). Lists of exact things
(a phrase, the question's very wording, a document named) are no matter of learning: they are
added on top, and outweigh everything. Without trees the plain fusion stands.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from corpus.errors import ModelUnavailable
from corpus.forward import ForwardIndex
from corpus.lexical import LexicalRetriever
from corpus.model import Hit
from corpus.words import Segmenter
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex
from embeddings.translator import Translator
from service.fusion import Fused, fuse
from service.query import Query
from service.ranking.booster import Booster
from service.ranking.features import Candidates, asked, features, matrix
from service.ranking.matching import Floats

#: Lists of exact things, and what the best of each adds to a score that is else at most
#: :data:`BEST`: the question's very words outweigh all that is merely similar.
EXACT: Mapping[str, float] = {"wording": 2.0, "phrase": 1.0, "named": 1.0}
BEST = 1.5
#: How candidates are chosen: what words miss, meaning finds, so it weighs more here than
#: in the plain fusion.
CHOICE: Mapping[str, float] = {"lexical": 1.0, "dense": 2.0, "translation": 1.0, "graph": 0.25}
#: Candidates put in order; those behind stay behind.
RANKED = 200
#: Letters of a passage, and of what stands above it, that are looked at.
_LONGEST, _LONGEST_HEAD = 1000, 120
_LOG = logging.getLogger(__name__)


class Parts(NamedTuple):
    """What is looked up: one generation's indexes, and the models beside the trees."""

    forward: ForwardIndex
    lexical: LexicalRetriever
    vectors: VectorIndex
    encoder: Encoder
    translator: Translator
    segmenter: Segmenter


class Reranker:
    """Puts candidates in order; safe to share between threads. Without trees: plainly."""

    def __init__(self, parts: Parts, booster: Booster | None) -> None:
        self._parts = parts
        self._booster = booster

    def order(self, query: Query, rankings: Mapping[str, Sequence[Hit]]) -> list[Fused]:
        """Every passage of these lists, best first, ties by passage id."""
        exact = {name: hits for name, hits in rankings.items() if name in EXACT}
        lists = {name: hits for name, hits in rankings.items() if name not in EXACT}
        chosen = fuse(rankings, {**CHOICE, **EXACT})
        if not chosen or self._booster is None:
            return fuse(rankings)
        first, rest = chosen[:RANKED], chosen[RANKED:]
        scores = BEST * self._scores(self._booster, query, lists, first)
        bonus = {item.passage_id: item.score for item in fuse(exact, EXACT)}
        lowest = float(scores.min())
        ordered = [
            item._replace(score=score + bonus.get(item.passage_id, 0.0))
            for item, score in zip(first, scores.tolist(), strict=True)
        ]
        ordered += [
            item._replace(
                score=lowest * item.score / (first[-1].score + 1e-6)
                + bonus.get(item.passage_id, 0.0)
            )
            for item in rest
        ]
        return sorted(ordered, key=lambda item: (-item.score, item.passage_id))

    def features(
        self, query: Query, lists: Mapping[str, Sequence[Hit]], first: Sequence[Fused]
    ) -> dict[str, Floats]:
        """Every feature of these candidates by its name, (n,) each."""
        parts = self._parts
        question = asked(query, parts.segmenter, parts.lexical, parts.translator)
        return features(question, self._candidates(query.text, lists, first))

    def _scores(
        self,
        booster: Booster,
        query: Query,
        lists: Mapping[str, Sequence[Hit]],
        first: Sequence[Fused],
    ) -> Floats:
        """The trees' scores, brought to between a little above 0 and 1."""
        table = self.features(query, lists, first)
        learned = booster.scores(matrix(table, booster.names))
        span = float(learned.max() - learned.min())
        learned = (learned - learned.min()) / span if span > 0 else np.ones_like(learned)
        return np.asarray(0.02 + 0.98 * learned)

    def _candidates(
        self, text: str, lists: Mapping[str, Sequence[Hit]], first: Sequence[Fused]
    ) -> Candidates:
        parts = self._parts
        ids = [item.passage_id for item in first]
        rows = parts.forward.rows(ids)
        translated = parts.translator.translated(text, parts.segmenter.query_words(text))
        encoded = parts.encoder.encode_queries([text, parts.translator.reworded(text), translated])
        vectors = parts.vectors.vectors(ids)
        place = {passage_id: at for at, passage_id in enumerate(ids)}
        plain = np.zeros(len(ids), np.float32)
        for item in fuse(lists, CHOICE):
            if item.passage_id in place:
                plain[place[item.passage_id]] = item.score
        return Candidates(
            ids,
            parts.forward.texts(rows, _LONGEST),
            parts.forward.heads(rows, _LONGEST_HEAD),
            rows,
            vectors @ encoded.T,
            vectors,
            plain,
            lists,
            parts.forward.mean_length,
            parts.forward.mean_head,
        )


def open_reranker(parts: Parts) -> Reranker | None:
    """The shipped ranker over these; None where it cannot be had, and the plain fusion stands."""
    try:
        return Reranker(parts, Booster.load())
    except ModelUnavailable as error:
        _LOG.warning("排序模型没有启用，按各检索器得分直接相加：%s", error)
        return None
