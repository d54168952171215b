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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.model import PassageId
from corpus.progress import Progress, silent
from service.bench import Bench
from service.fusion import fuse
from service.query import understand
from service.ranking.booster import Layout
from service.ranking.matching import Floats
from service.ranking.rerank import CHOICE, RANKED, Reranker

#: Candidates of one question that are learned from, beside those that answer it.
_LEARNED = 110


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

    rows: Floats
    labels: npt.NDArray[np.bool_]
    groups: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers of a training run; the defaults are the shipped ranker's."""

    rounds: int = 300
    leaves: int = 31
    rate: float = 0.05
    least: int = 150
    seed: int = 7


def collect(
    bench: Bench, questions: Sequence[Question], progress: Progress = silent, step: str = ""
) -> tuple[list[str], Examples]:
    """The features' names, and the candidates of every question found among them."""
    reranker = Reranker(bench.parts, None)
    names: list[str] = []
    rows, labels, groups = [], [], []
    for done, question in enumerate(questions, start=1):
        query = understand(question.text, bench.segmenter)
        lists = bench.retrieved(query)
        first = fuse(lists, CHOICE)[:RANKED]
        found = np.array([item.passage_id in question.relevant for item in first], bool)
        if found.any() and not found.all():
            table = reranker.features(query, lists, first)
            names = list(table)
            # Far down there is nothing to learn that is not learned above.
            kept = found | (np.arange(len(found)) < _LEARNED)
            rows.append(np.stack(list(table.values()), axis=1).astype(np.float32)[kept])
            labels.append(found[kept])
            groups.append(int(kept.sum()))
        progress(step, done, len(questions))
    if not rows:
        return [], Examples(np.zeros((0, 0), np.float32), np.zeros(0, bool), np.zeros(0, np.int64))
    return names, Examples(np.concatenate(rows), np.concatenate(labels), np.array(groups, np.int64))


def learn(
    examples: Sequence[Examples], names: Sequence[str], used: Sequence[str], settings: Settings
) -> str:
    """LightGBM's text form of the trees learned from the ``used`` features of all examples."""
    import lightgbm  # seconds to import, and only for training

    columns = [names.index(name) for name in used]
    data: Any = lightgbm.Dataset(
        np.concatenate([part.rows[:, columns] for part in examples]),
        np.concatenate([part.labels for part in examples]).astype(np.int32),
        group=np.concatenate([part.groups for part in examples]),
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
            "lambdarank_truncation_level": 15,
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


def save(folder: Path, trees: str, names: Sequence[str], notes: Mapping[str, object]) -> None:
    """Write a ranker as :meth:`service.ranking.booster.Booster.load` reads it."""
    layout = Layout(folder)
    folder.mkdir(parents=True, exist_ok=True)
    layout.trees.write_bytes(gzip.compress(trees.encode(), mtime=0))
    config = {"features": list(names), **notes}
    layout.config.write_text(json.dumps(config, ensure_ascii=False, indent=1) + "\n", "utf-8")
