"""How the default model is made: a start from LSA, then two rounds of contrast.

1. LSA over passages (log tf x idf) gives every token a vector: Deerwester et al., 1990.
2. One pass over pairs any text gives of itself (:mod:`embeddings.pairs`,
   :mod:`embeddings.passage_pairs`).
3. Questions and their passages, with hard negatives, several passes, and a sample of round
   2 so that what it taught is kept; done ``averaged`` times from the same start in another
   order, and the tables averaged: Wortsman et al., 2022.

Rounds 2 and 3 minimise symmetric InfoNCE inside a batch (van den Oord et al., 2018) over
batches of one kind of pair; Adam moves only the rows a batch touches. The learning rate is
twenty times what a network would bear: a row is seen by few batches and must move in them.
A token that comes n times in a text counts ``n ** damping``, here as when texts are encoded.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from scipy.sparse import diags_array
from sklearn.utils.extmath import randomized_svd

from corpus.progress import Progress
from embeddings.pairs import LONGEST, Pair, under
from embeddings.vectors import Vectors
from embeddings.vocabulary import Vocabulary

#: Rows moved together.
_TOGETHER = 512


@dataclass(frozen=True, slots=True)
class Recipe:
    """The numbers of a training run; the defaults are the shipped model's."""

    tokens: int = 76_000
    dimension: int = 512
    lsa: int = 256
    lsa_passages: int = 80_000
    batch: int = 1024
    scale: float = 25.0
    damping: float = 0.6
    rate: float = 0.06
    tuning_rate: float = 0.06
    titled: float = 0.6
    averaged: int = 2
    seed: int = 7


def lsa_table(vocabulary: Vocabulary, passages: Sequence[str], recipe: Recipe) -> Vectors:
    """Every token's vector by LSA, widened to the full dimension with noise, (n, d).

    Scaled to mean length one; the idf is folded in, so frequent tokens start short.
    """
    counts = vocabulary.counts(passages)
    present = np.bincount(counts.indices, minlength=len(vocabulary))
    idf = np.log((1 + len(passages)) / (1 + present)).astype(np.float32)
    counts.data = (1 + np.log(counts.data)) * idf[counts.indices]
    lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    counts = diags_array((1 / np.maximum(lengths, 1e-6)).astype(np.float32)) @ counts
    width = min(recipe.lsa, recipe.dimension)
    _, _, directions = randomized_svd(
        counts, width, n_oversamples=16, n_iter=2, random_state=recipe.seed
    )
    known = directions.T.astype(np.float32) * idf[:, None]
    known /= np.linalg.norm(known, axis=1).mean()
    sizes = np.linalg.norm(known, axis=1, keepdims=True) * np.float32(0.7 / np.sqrt(width))
    noise = np.random.default_rng(recipe.seed).standard_normal(
        (len(vocabulary), recipe.dimension - width), np.float32
    )
    return np.concatenate([known, noise * sizes], axis=1)


class Trainer:
    """A table of token vectors and its Adam moments, moved batch by batch."""

    def __init__(self, vocabulary: Vocabulary, table: Vectors, recipe: Recipe) -> None:
        self.vocabulary = vocabulary
        self.table = torch.from_numpy(table)
        self.recipe = recipe
        self._first = torch.zeros_like(self.table)
        self._second = torch.zeros_like(self.table)
        self._steps = 0

    def run(
        self, batches: Sequence[Sequence[Pair]], rate: float, step: str, progress: Progress
    ) -> float:
        """One round over the batches, called ``step``; the mean loss of its last tenth.

        The rate climbs over the first tenth and falls to nothing along a line.
        """
        chance = random.Random(self.recipe.seed)  # noqa: S311 (no secret)
        self._first.zero_()
        self._second.zero_()
        self._steps = 0
        losses = []
        for done, batch in enumerate(batches):
            share = (done + 1) / len(batches)
            now = rate * min(10 * share, (1 - share) / 0.9 + 1e-3)
            losses.append(self._step(batch, now, chance))
            progress(step, done + 1, len(batches))
        return float(np.mean(losses[-max(1, len(losses) // 10) :]))

    def _step(self, batch: Sequence[Pair], rate: float, chance: random.Random) -> float:
        questions = [pair.question[:LONGEST] for pair in batch]
        told = [(pair.title, pair.passage) for pair in batch]
        told += [hard for pair in batch for hard in pair.hard]
        passages = [
            under(title if chance.random() < self.recipe.titled else "", passage)[:LONGEST]
            for title, passage in told
        ]
        counts = self.vocabulary.counts(questions + passages)
        used, places = np.unique(counts.indices, return_inverse=True)
        rows = torch.from_numpy(used)
        weights = self.table[rows].requires_grad_()
        sums = torch.nn.functional.embedding_bag(
            torch.from_numpy(places),
            weights,
            torch.from_numpy(counts.indptr[:-1].astype(np.int64)),
            mode="sum",
            per_sample_weights=torch.from_numpy(counts.data ** np.float32(self.recipe.damping)),
        )
        vectors = torch.nn.functional.normalize(sums, dim=1)
        loss = contrast(vectors, len(batch), same_text(batch), self.recipe.scale)
        loss.backward()  # type: ignore[no-untyped-call]
        assert weights.grad is not None
        self._adam(rows, weights.grad, rate)
        return float(loss.detach())

    def _adam(self, rows: torch.Tensor, slope: torch.Tensor, rate: float) -> None:
        """Kingma and Ba, 2015, with moments (.9, .99), on the rows touched alone.

        A few rows at a time: all of them at once would leave the processor's cache ten times.
        """
        self._steps += 1
        size = rate / (1 - 0.9**self._steps)
        spread = (1 - 0.99**self._steps) ** -0.5
        for start in range(0, len(rows), _TOGETHER):
            part, change = rows[start : start + _TOGETHER], slope[start : start + _TOGETHER]
            first = self._first[part].mul_(0.9).add_(change, alpha=0.1)
            second = self._second[part].mul_(0.99).addcmul_(change, change, value=0.01)
            self._first[part], self._second[part] = first, second
            moved = first.div_(second.sqrt_().mul_(spread).add_(1e-8))
            self.table.index_add_(0, part, moved, alpha=-size)


def contrast(vectors: torch.Tensor, count: int, same: torch.Tensor, scale: float) -> torch.Tensor:
    """Symmetric InfoNCE: each question should choose its passage, each passage its question.

    ``vectors`` holds ``count`` questions, their passages, then any hard negatives, which
    only questions see. ``same`` marks what is no negative (:func:`same_text`).
    """
    questions, passages = vectors[:count], vectors[count:]
    scores = scale * questions @ passages.T
    masked = scores.masked_fill(same, float("-inf"))
    truth = torch.arange(count)
    forth = torch.nn.functional.cross_entropy(masked, truth)
    back = torch.nn.functional.cross_entropy(masked[:, :count].T, truth)
    return (forth + back) / 2


def same_text(batch: Sequence[Pair]) -> torch.Tensor:
    """Where another row has the same question or the same passage: no negative at all.

    Bool (n, n + hard negatives), in the order of :func:`contrast`'s scores.
    """
    asked = np.array([hash(pair.question) for pair in batch])
    told = np.array([hash(pair.passage) for pair in batch])
    hard = np.array([hash(text) for pair in batch for _, text in pair.hard], np.int64)
    same = (asked[:, None] == asked) | (told[:, None] == told)
    np.fill_diagonal(same, False)
    return torch.from_numpy(np.concatenate([same, told[:, None] == hard], axis=1))


def batched(
    kinds: Mapping[str, Sequence[Pair]], passes: Mapping[str, int], size: int, seed: int
) -> list[list[Pair]]:
    """Batches of one kind each, in random order; a kind is shuffled anew for every pass."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    batches = []
    for kind, pairs in sorted(kinds.items()):
        for _ in range(passes.get(kind, 1)):
            batches += list(_cut(chance.sample(list(pairs), len(pairs)), size))
    chance.shuffle(batches)
    return batches


def _cut(pairs: list[Pair], size: int) -> Iterator[list[Pair]]:
    """Pieces of equal size, none above ``size``: a small last batch would teach little."""
    pieces = max(1, -(-len(pairs) // size))
    for piece in range(pieces):
        yield pairs[piece * len(pairs) // pieces : (piece + 1) * len(pairs) // pieces]
