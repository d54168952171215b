"""The last stage of ranking: candidates of all retrievers, put in order by learned trees.

A cascade, for looking closely costs (Wang, Lin and Metzler, 2011: A cascade ranking model for
efficient ranked retrieval). Retrievers give lists of some hundred passages. What the lists
alone say of each decides which few dozen are looked at closely (:mod:`pool`); what those
have in common with a question to the letter, in other words and in meaning is measured
(:mod:`features`), and a second ranker orders them. Both are LightGBM's trees (:mod:`booster`;
Burges, 2010: LambdaMART). Lists of exact things (a phrase, the question's very wording, a
document named) are no matter of learning: they are added on top, and outweigh everything.
Without trees the plain fusion stands.
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
from service.fusion import Fused, best_first, fuse
from service.query import Query
from service.ranking.booster import Booster, Ranker, load_ranker
from service.ranking.features import Asked, Candidates, asked, features, matrix
from service.ranking.matching import Floats
from service.ranking.pool import CHOICE, LISTS, Pool, depth_of, pool

#: Lists of exact things, and what the best of each adds to a score that is else at most
#: :data:`BEST`: the question's very words outweigh all that is merely similar.
EXACT: Mapping[str, float] = {"wording": 2.0, "phrase": 1.0, "named": 1.0}
BEST = 1.5
#: Results a search can be leafed through; those with exact wording come on top of them.
KEPT = 200
#: Candidates looked at closely; those behind stay behind, in the order of the first look. For
#: the first pages these do as well as twice as many (nDCG@10 within .005 on five sets, on
#: statutes a little better) at little more than half the time. For who reads further down
#: :data:`KEPT` are, all that can be leafed through: more of what is relevant then stands among
#: the first hundred.
NEAR = 64
#: Results that are the first pages.
PAGES = 50
#: How much a passage's share of the best BM25 score adds to the trees' score: a little always;
#: more where words are sure of their first, :data:`SURE` times as much as it stands above their
#: second; more where what is asked is strange to the encoder, by as much as the best cosine
#: falls short of :data:`FAMILIAR`. On material unlike what the trees have seen (questions about
#: a pandemic's rules, court cases) it keeps the order from falling behind words alone; a fixed
#: share costs questions asked in other words than their answers.
LITERAL, SURE, FAMILIAR = 0.05, 1.0, 0.5
#: What follows the first pages scores lower than they do.
_BELOW = 0.999
_LOG = logging.getLogger(__name__)


class Parts(NamedTuple):
    """What is looked up: one generation's indexes, and the models beside the trees."""

    forward: ForwardIndex
    lexical: LexicalRetriever
    vectors: VectorIndex
    encoder: Encoder
    translator: Translator
    segmenter: Segmenter


class Prepared(NamedTuple):
    """A question made ready for looking closely: its terms, and itself in three wordings as
    vectors, (3, d), in the order of :data:`service.ranking.features.COSINES`.
    """

    asked: Asked
    vectors: Floats


class Reranker:
    """Puts candidates in order; safe to share between threads. Without trees: plainly."""

    def __init__(self, parts: Parts, ranker: Ranker | None) -> None:
        self._parts = parts
        self._ranker = ranker

    def prepare(self, query: Query) -> Prepared:
        """All that can be had of a question before there are candidates."""
        parts = self._parts
        question = asked(query, parts.segmenter, parts.lexical, parts.translator)
        translated = parts.translator.translated(query.text, question.words)
        said = [query.text, parts.translator.reworded(query.text), translated]
        return Prepared(question, parts.encoder.encode_queries(said))

    def order(
        self,
        query: Query,
        rankings: Mapping[str, Sequence[Hit]],
        wanted: int = KEPT,
        prepared: Prepared | None = None,
    ) -> list[Fused]:
        """The best :data:`KEPT` passages of these lists and all exact ones; ties by passage id.

        ``wanted`` is how many will be read. The first :data:`PAGES` are the same whoever reads:
        who leafs on meets nothing twice. The question is made ready here where it is not.
        """
        if self._ranker is None or not any(rankings.values()):
            return fuse(rankings)
        prepared = prepared or self.prepare(query)
        near = {
            name: hits[: depth_of(name, near=True)] if name in LISTS else hits
            for name, hits in rankings.items()
        }
        first = self._ordered(self._ranker, prepared, pool(near), NEAR)
        if wanted <= PAGES:
            return first
        return _continued(first, self._ordered(self._ranker, prepared, pool(rankings), KEPT))

    def _ordered(self, ranker: Ranker, prepared: Prepared, found: Pool, near: int) -> list[Fused]:
        """The best of a pool, ``near`` of them after a close look; see :meth:`order`."""
        bonus = found.weighted(EXACT)
        early = first_look(found, ranker.first)
        order = np.argsort(-(early + bonus), kind="stable")
        first, rest = order[:near], order[near:]
        scores = np.empty(len(found), np.float32)
        scores[first] = BEST * self._closely(ranker, prepared, found.taken(first))
        lowest, edge = float(scores[first].min()), float(early[first].min())
        scores[rest] = lowest * np.minimum(early[rest] / max(edge, 1e-6), 1)
        scores += bonus
        kept = np.argsort(-scores, kind="stable")[: max(KEPT, np.count_nonzero(bonus))]
        ids = [found.ids[place] for place in kept.tolist()]
        return best_first(list(map(Fused, ids, scores[kept].tolist())))

    def features(self, prepared: Prepared, first: Pool) -> dict[str, Floats]:
        """Every feature of these candidates by its name, (n,) each."""
        return features(prepared.asked, self._candidates(prepared.vectors, first))

    def _closely(self, ranker: Ranker, prepared: Prepared, first: Pool) -> Floats:
        """The trees' scores and a little of BM25's, between a little above 0 and 1."""
        table = self.features(prepared, first)
        learned = _between(ranker.last.scores(matrix(table, ranker.last.names)))
        strange = np.maximum(FAMILIAR - table["best cosine"], 0)
        literal = LITERAL + SURE * table["lexical gap"] + strange
        score = (learned + literal * table["lexical share"]) / (1 + literal)
        return np.asarray(score, np.float32)

    def _candidates(self, asked_vectors: Floats, first: Pool) -> Candidates:
        parts = self._parts
        rows = parts.forward.rows(first.ids)
        vectors = parts.vectors.vectors(first.ids)
        return Candidates(first, parts.forward, rows, vectors @ asked_vectors.T, vectors)


def first_look(found: Pool, first: Booster | None) -> Floats:
    """What decides who is looked at closely, between 0 and 1; the plain sum without trees."""
    if first is None:
        return _between(found.weighted(CHOICE))
    return _between(first.scores(matrix(found.features(), first.names)))


def _continued(first: list[Fused], deeper: list[Fused]) -> list[Fused]:
    """The first pages as they stand, and below them what else is found, in its own order."""
    pages = first[:PAGES]
    shown = {item.passage_id for item in pages}
    rest = [item for item in deeper if item.passage_id not in shown]
    if not rest:
        return pages
    below = min(1.0, _BELOW * pages[-1].score / max(rest[0].score, 1e-9))
    return (pages + [item._replace(score=below * item.score) for item in rest])[: len(deeper)]


def open_reranker(parts: Parts) -> Reranker | None:
    """The shipped ranker over these; None where it cannot be had, and the plain fusion stands."""
    try:
        return Reranker(parts, load_ranker())
    except ModelUnavailable as error:
        _LOG.warning("排序模型没有启用，按各检索器得分直接相加：%s", error)
        return None


def _between(scores: Floats) -> Floats:
    """Scores moved to between a little above 0, the lowest, and 1."""
    span = float(scores.max() - scores.min())
    if span <= 0:
        return np.ones_like(scores)
    return np.asarray(0.02 + 0.98 * (scores - scores.min()) / span, np.float32)
