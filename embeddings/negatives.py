"""Hard negatives: passages a hybrid ranking takes for the answer and that are not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from corpus.progress import Progress, silent
from embeddings.pairs import LONGEST, Pair, under
from embeddings.vectors import Vectors, unit_rows
from embeddings.vocabulary import Vocabulary

#: Places to draw from: the very first is too often a right answer nobody marked.
FIRST, LAST = 1, 30
_K1, _B = 1.5, 0.75
_CHUNK = 256
#: Two passages that share more of the shorter one's pairs of characters say the same.
_SAME = 0.6


class Trained(NamedTuple):
    """A model as far as it is trained: a table row for each token, and its damping."""

    vocabulary: Vocabulary
    table: Vectors
    damping: float


class Hybrid:
    """Ranks a pool of passages by BM25 and by a model's vectors together.

    Either score is divided by its deviation over the pool, and the two are added.
    """

    def __init__(self, trained: Trained, pool: Sequence[str]) -> None:
        self._vocabulary, self._table, damping = trained
        self._damping = np.float32(damping)
        counts = self._vocabulary.counts(pool)
        self._vectors = self._meaning(counts)
        self._weights = _bm25(counts)

    def _meaning(self, counts: csr_array) -> Vectors:
        damped = counts.copy()
        damped.data **= self._damping
        return unit_rows(np.asarray(damped @ self._table, np.float32))

    def best(self, questions: Sequence[str], depth: int) -> Iterator[list[int]]:
        """The places of the ``depth`` best passages for each question, best first."""
        depth = min(depth, len(self._vectors))
        for start in range(0, len(questions), _CHUNK):
            counts = self._vocabulary.counts(questions[start : start + _CHUNK])
            words = (counts @ self._weights).toarray()
            meant = self._meaning(counts) @ self._vectors.T
            scores = _by_deviation(words) + _by_deviation(meant)
            best = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
            for row, places in enumerate(best):
                yield places[np.argsort(-scores[row, places], kind="stable")].tolist()


def with_hard(
    pairs: Sequence[Pair],
    pool: Sequence[tuple[str, str]],
    trained: Trained,
    count: int,
    chance: random.Random,
    progress: Progress = silent,
    step: str = "",
) -> list[Pair]:
    """Each pair with ``count`` (title, passage) of ``pool`` from places 2 to 30 of its question.

    Places are counted without the answers and without passages that say the same as one.
    """
    right: dict[str, dict[str, None]] = {}
    for pair in pairs:
        right.setdefault(pair.question, {})[pair.passage] = None
    ranking = Hybrid(trained, [under(title, passage) for title, passage in pool])
    wrong = {}
    for question, places in zip(right, ranking.best(list(right), LAST + 10), strict=True):
        wrong[question] = list(_wrong(places, pool, list(right[question])))[FIRST:LAST]
        progress(step, len(wrong), len(right))
    return [
        replace(pair, hard=tuple(chance.sample(found, min(count, len(found)))))
        for pair in pairs
        for found in [wrong[pair.question]]
    ]


def _wrong(
    places: Sequence[int], pool: Sequence[tuple[str, str]], answers: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for place in places:
        if not any(_says_the_same(pool[place][1], answer) for answer in answers):
            yield pool[place]


def _says_the_same(one: str, other: str) -> bool:
    """Whether they are alike: laws are held in several versions."""
    ours, theirs = _grams(one[:LONGEST]), _grams(other[:LONGEST])
    return one == other or len(ours & theirs) > _SAME * min(len(ours), len(theirs))


def _grams(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def _by_deviation(scores: Vectors) -> Vectors:
    spread = scores.std(axis=1, keepdims=True) + np.float32(1e-6)
    return np.asarray(scores / spread, np.float32)


def _bm25(counts: csr_array) -> csr_array:
    """BM25 weights, tokens x passages (Robertson and Zaragoza, 2009), of passages x tokens."""
    passages, tokens = counts.shape
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    present = np.bincount(counts.indices, minlength=tokens)
    idf = np.log(1 + (passages - present + 0.5) / (present + 0.5)).astype(np.float32)
    norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
    long = np.repeat(norm, np.diff(counts.indptr)).astype(np.float32)
    weights = counts.copy()
    weights.data = idf[counts.indices] * counts.data * (_K1 + 1) / (counts.data + long)
    return weights.T.tocsr()
