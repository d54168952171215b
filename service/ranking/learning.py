"""How the ranker learns: questions over worlds of passages, and LambdaMART over their features.

What a ranker has seen answered by its own features it trusts too much; so the features of a
question come from models (encoder, translation table) that have never seen that question.
Some also come from models that have not seen its whole domain, so that the ranker meets
questions on which meaning and translation are of little use, and learns to tell.
Burges, 2010: From RankNet to LambdaRank to LambdaMART.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.errors import UserError
from corpus.model import PassageId
from corpus.progress import Progress, silent
from service.bench import Bench
from service.query import Query, understand
from service.ranking.booster import Booster, Layout
from service.ranking.features import matrix
from service.ranking.matching import Floats
from service.ranking.pool import Pool, pool
from service.ranking.rerank import Reranker, first_look

#: Places that a reader looks at: only pairs with one of them are learned from.
PAGE = 15
#: Candidates of a question whose order is learned: the best of the first look.
CLOSE = 128


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the passages that answer it.

    ``key`` decides which half it is in (:func:`embeddings.pairs.in_fold`).
    """

    text: str
    relevant: frozenset[PassageId]
    key: str


class Examples(NamedTuple):
    """Candidates of many questions one after another: features, labels, counts a question."""

    names: Sequence[str]
    rows: Floats
    labels: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of a training run; the defaults are the shipped ranker's."""

    rounds: int = 150
    leaves: int = 31
    rate: float = 0.1
    least: int = 150
    seed: int = 7


def first_examples(
    bench: Bench, questions: Sequence[Question], progress: Progress = silent, step: str = ""
) -> Examples:
    """What the lists say of every candidate of every question: to learn the first look from."""

    def seen(query: Query, found: Pool) -> tuple[Pool, dict[str, Floats]]:  # noqa: ARG001
        return found, found.features()

    return _collected(bench, questions, seen, progress, step)


def last_examples(
    bench: Bench,
    questions: Sequence[Question],
    first: Booster | None,
    progress: Progress = silent,
    step: str = "",
) -> Examples:
    """Every feature of the candidates that ``first`` lets through: to learn their order from."""
    reranker = Reranker(bench.parts, None)

    def seen(query: Query, found: Pool) -> tuple[Pool, dict[str, Floats]]:
        best = np.argsort(-first_look(found, first), kind="stable")[:CLOSE]
        close = found.taken(best)
        return close, reranker.features(reranker.prepare(query), close)

    return _collected(bench, questions, seen, progress, step)


def joined(parts: Sequence[Examples]) -> Examples:
    """The examples of several worlds as one. Raises UserError where there are none."""
    held = [part for part in parts if len(part.groups)]
    if not held:
        raise UserError("没有一个问题可以学：给出 --own 的问题，或 --benchmark 的评测目录")
    return Examples(
        held[0].names,
        np.concatenate([part.rows for part in held]),
        np.concatenate([part.labels for part in held]),
        np.concatenate([part.groups for part in held]),
    )


def learn(examples: Examples, used: Sequence[str], settings: Settings, depth: int = PAGE) -> str:
    """LightGBM's text form of the trees learned from the ``used`` features.

    Only pairs with one of the first ``depth`` count: the first page, or all that goes on.
    """
    import lightgbm  # seconds to import, and only for training

    columns = [examples.names.index(name) for name in used]
    data: Any = lightgbm.Dataset(
        examples.rows[:, columns],
        examples.labels.astype(np.int32),
        group=examples.groups,
        feature_name=[name.replace(" ", "_") for name in used],
    )
    booster: Any = lightgbm.train(
        {
            "objective": "lambdarank",
            "num_leaves": settings.leaves,
            "learning_rate": settings.rate,
            "min_data_in_leaf": settings.least,
            "feature_fraction": 0.5,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": 5,
            "lambdarank_truncation_level": depth,
            "max_bin": 127,
            "verbose": -1,
            "num_threads": 1,
            "deterministic": True,
            "force_row_wise": True,
            "seed": settings.seed,
        },
        data,
        settings.rounds,
    )
    return str(booster.model_to_string())


class Learned(NamedTuple):
    """Trees in LightGBM's text form, and the features they look at in order."""

    trees: str
    names: Sequence[str]

    def booster(self) -> Booster:
        """The same, ready to be asked."""
        return Booster(self.trees, tuple(self.names))


def save(folder: Path, first: Learned, last: Learned, notes: Mapping[str, object]) -> None:
    """Write a ranker as :func:`service.ranking.booster.load_ranker` reads it."""
    layout = Layout(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path, learned in ((layout.first, first), (layout.last, last)):
        path.write_bytes(gzip.compress(learned.trees.encode(), mtime=0))
    config = {"first": list(first.names), "features": list(last.names), **notes}
    layout.config.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _collected(
    bench: Bench,
    questions: Sequence[Question],
    seen: Callable[[Query, Pool], tuple[Pool, dict[str, Floats]]],
    progress: Progress,
    step: str,
) -> Examples:
    """The features ``seen`` gives, of the questions that some but not all candidates answer."""
    names: list[str] = []
    rows, labels, groups = [], [], []
    for done, question in enumerate(questions, start=1):
        progress(step, done, len(questions))
        query = understand(question.text, bench.segmenter)
        candidates = pool(bench.retrieved(query))
        if not len(candidates):
            continue
        found, table = seen(query, candidates)
        answers = np.array([each in question.relevant for each in found.ids], bool)
        if answers.any() and not answers.all():
            names = list(table)
            rows.append(matrix(table, names))
            labels.append(answers)
            groups.append(len(answers))
    if not rows:
        return Examples((), np.zeros((0, 0), np.float32), np.zeros(0, bool), np.zeros(0, np.int64))
    return Examples(names, np.concatenate(rows), np.concatenate(labels), np.array(groups, np.int64))
