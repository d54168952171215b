"""Hard negatives: passages BM25 takes for the answer and that are not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from embeddings.pairs import Pair, under
from embeddings.vocabulary import Vocabulary

#: Ranks to draw from: the first few are too often right answers nobody marked.
FIRST, LAST = 2, 40
_K1, _B = 1.5, 0.75
_CHUNK = 256


def with_hard(
    pairs: Sequence[Pair],
    pool: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> list[Pair]:
    """Each pair with one (title, passage) of ``pool``, from BM25 ranks 3 to 40 of its question."""
    weights = _bm25(vocabulary, [under(title, passage) for title, passage in pool])
    depth = min(LAST, len(pool))
    mined: list[Pair] = []
    right: dict[str, set[str]] = {}
    for pair in pairs:
        right.setdefault(pair.question, set()).add(pair.passage)
    for start in range(0, len(pairs), _CHUNK):
        part = pairs[start : start + _CHUNK]
        scores = (vocabulary.counts([pair.question for pair in part]) @ weights).toarray()
        best = np.argpartition(-scores, depth - 1, axis=1)[:, :depth]
        for row, pair in enumerate(part):
            ranked = best[row][np.argsort(-scores[row, best[row]])][FIRST:].tolist()
            answers = right[pair.question]
            wrong = [pool[place] for place in ranked if pool[place][1] not in answers]
            mined.append(replace(pair, hard=chance.choice(wrong)) if wrong else pair)
    return mined


def _bm25(vocabulary: Vocabulary, passages: Sequence[str]) -> csr_array:
    """BM25 weights, tokens x passages (Robertson and Zaragoza, 2009)."""
    counts = vocabulary.counts(passages)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    present = np.bincount(counts.indices, minlength=len(vocabulary))
    idf = np.log(1 + (len(passages) - present + 0.5) / (present + 0.5)).astype(np.float32)
    norm = _K1 * (1 - _B + _B * lengths / lengths.mean())
    long = np.repeat(norm, np.diff(counts.indptr)).astype(np.float32)
    counts.data = idf[counts.indices] * counts.data * (_K1 + 1) / (counts.data + long)
    return counts.T.tocsr()
