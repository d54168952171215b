"""How well an encoder tells how alike two sentences are: pairs judged by people.

Not what a search does, and a static model knows no word order; it says what the vectors are worth
by themselves. The measure is Spearman's rank correlation of cosine and judgement, as is usual for
STS, with its 95 % interval by bootstrap over the pairs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import bootstrap, spearmanr

from corpus.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from embeddings.encoder import Encoder
    from embeddings.vectors import Vectors

#: Samples drawn for an interval, and sentences encoded at once.
RESAMPLES, BATCH = 200, 4096


@dataclass(frozen=True, slots=True)
class Similarity:
    """What one file of pairs gives: Spearman's correlation, −1 to 1, and its interval; the same
    of the pairs of letters two sentences share (Dice).
    """

    name: str
    pairs: int
    correlation: float
    low: float
    high: float
    letters: float


def measure_similarity(file: Path, encoder: Encoder) -> Similarity:
    """Measure one file of JSON Lines ``{"a": …, "b": …, "label": number}``.

    Raises:
        UserError: a row is none of these, or there are fewer than two.
    """
    rows: list[tuple[str, str, float]] = []
    for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            rows.append((row["a"], row["b"], float(row["label"])))
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{file} 第 {number} 行：应为含 a、b、label 的 JSON") from None
    if len(rows) < 2:
        raise UserError(f"{file}：至少要有两对句子")
    ours, theirs, labels = zip(*rows, strict=True)
    judged = np.array(labels)
    cosines = (_encoded(encoder, ours) * _encoded(encoder, theirs)).sum(axis=1)
    sampled = bootstrap(
        (cosines, judged),
        _correlation,
        paired=True,
        vectorized=False,
        n_resamples=RESAMPLES,
        method="percentile",
        rng=np.random.default_rng(7),
    ).confidence_interval
    letters = np.array(list(map(_dice, ours, theirs)))
    return Similarity(
        file.stem,
        len(rows),
        _correlation(cosines, judged),
        float(sampled.low),
        float(sampled.high),
        _correlation(letters, judged),
    )


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    parts = [encoder.encode_passages(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(parts)


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's correlation; 0 where one side does not vary, which says nothing."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(spearmanr(one, other).statistic)


def _dice(one: str, other: str) -> float:
    """The share of pairs of neighbouring letters that two sentences have in common, 0 to 1."""
    ours, theirs = (set(map(str.__add__, text, text[1:])) for text in (one, other))
    total = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / total if total else 0.0
