"""The whole course of training: from folders of text to a model that can be saved.

**Half models.** A reranker must learn from features of models that have not seen its
questions. ``fold=(0, 2)`` leaves out of round 3 every question whose key falls into part 0 of
2, and all that was made of it (a STARD question goes with its answer and its article, a
question of ours with every other on the same passage); the model of ``(1, 2)`` leaves out the
other half. :func:`embeddings.pairs.in_fold` says which half a question is in: STARD by its
wording, reading comprehension by its passage, ours by the passage's digest. From the command
line: ``python -m scripts.train … --fold 0/2``. Texts and thesaurus are the same for both.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.progress import Progress
from embeddings.bridge import Bridge, learn
from embeddings.faiss_index import cells
from embeddings.measures import averages
from embeddings.negatives import Trained, with_hard
from embeddings.own import read_own
from embeddings.pairs import (
    PASSAGES,
    SOURCES,
    TEXTS,
    Fold,
    Pair,
    from_questions,
    from_texts,
    in_fold,
    is_held_out,
    read_rows,
    reworded,
)
from embeddings.passage_pairs import from_passages, placed_passages
from embeddings.quantise import pack
from embeddings.static_model import StaticModel
from embeddings.training import Recipe, Trainer, batched, lsa_table
from embeddings.vectors import Vectors
from embeddings.vocabulary import Vocabulary

#: What of round 2 is seen again in round 3, so that it is not forgotten.
REHEARSAL = {
    "chapter": 12_000,
    "sentence": 20_000,
    "sentence of a passage": 12_000,
    "heading of a passage": 6_000,
}
#: Points the index cuts its cells at.
ANCHORS = 2048
_SAMPLE = 100_000
#: Sentences put into everyday words by the thesaurus.
_REWORDED = 25_000
#: Articles among which hard negatives are sought.
_ARTICLES = 60_000


class Sources(NamedTuple):
    """The folders a course reads: texts, pairs, and any with questions of our own."""

    texts: Path
    pairs: Path
    own: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is taught, by kind, and what is kept back to examine on.

    ``passages`` are (place, text) of speeches, reports, policies and rules as an index holds
    them; ``lost`` counts questions of our own whose passage is in none of the texts.
    """

    plain: Mapping[str, Sequence[Pair]]
    asked: Mapping[str, Sequence[Pair]]
    kept: Mapping[str, Sequence[Pair]] = field(default_factory=dict)
    passages: Sequence[tuple[str, str]] = ()
    lost: int = 0

    def counts(self) -> dict[str, int]:
        """Pairs taught, by kind."""
        return {kind: len(rows) for kind, rows in {**self.plain, **self.asked}.items()}

    def distinct(self) -> list[tuple[str, str]]:
        """The distinct (title, passage) of everything taught."""
        kinds = [*self.asked.values(), *self.plain.values()]
        return list(dict.fromkeys((pair.title, pair.passage) for rows in kinds for pair in rows))


def read_lessons(
    sources: Sources, *, hold_out: float, fold: Fold | None = None, seed: int
) -> Lessons:
    """Read the folders.

    A ``hold_out`` share of the questions and a ``fold`` of them are kept back by their keys;
    the tenth of our own that is for measuring is kept back always.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    plain = from_texts(sources.texts, chance)
    files = [path for name in PASSAGES if (path := sources.texts / name).exists()]
    documents = [document for path in files for document in placed_passages(path)]
    own = read_own(sources.own, sources.texts, TEXTS)
    asked: dict[str, Sequence[Pair]] = {
        **from_questions(sources.pairs),
        "own questions": own.questions,
        "own thesaurus": own.thesaurus,
    }
    kept: dict[str, Sequence[Pair]] = {"own questions": own.kept}

    def is_kept(pair: Pair) -> bool:
        return is_held_out(pair.key, hold_out) or in_fold(pair.key, fold)

    words = "own thesaurus"
    for source in SOURCES:
        if source.examined:
            back = [pair for pair in asked.get(source.name, ()) if is_kept(pair)]
            kept[source.name] = [*kept.get(source.name, ()), *back]
    return Lessons(
        plain | from_passages(documents, chance),
        {
            name: [pair for pair in rows if name == words or not is_kept(pair)]
            for name, rows in asked.items()
        },
        kept,
        [(place, text) for document in documents for place, _, text in document],
        own.lost,
    )


def teach(lessons: Lessons, texts: Path, recipe: Recipe, progress: Progress) -> StaticModel:
    """All three rounds; returns the packed model with its anchors and its bridge."""
    chance = random.Random(recipe.seed)  # noqa: S311 (no secret)
    progress("数词表", 0, None)
    vocabulary = Vocabulary.counted(_all_text(texts, lessons), size=recipe.tokens)
    passages = lessons.distinct()
    progress("潜在语义分析", 0, None)
    sample = chance.sample(passages, min(recipe.lsa_passages, len(passages)))
    table = lsa_table(vocabulary, [text for _, text in sample], recipe)
    trainer = Trainer(vocabulary, table, recipe)
    plain = batched(lessons.plain, {}, recipe.batch, recipe.seed)
    trainer.run(plain, recipe.rate, "第二轮：文本自身", progress)
    trained = Trained(vocabulary, trainer.table.numpy(), recipe.damping)
    tuning = _tuning(lessons, trained, chance, progress)
    table = _tuned(trained, tuning, recipe, progress)
    model = StaticModel(vocabulary, pack(table), damping=recipe.damping)
    progress("定锚点", 0, None)
    spread = chance.sample(passages, min(_SAMPLE, len(passages)))
    vectors = model.encode([f"{title}\n{text}" for title, text in spread])
    model.anchors = cells(vectors, ANCHORS, seed=recipe.seed)
    progress("学从提问到答案", 0, None)
    model.bridge = bridge_of(model, lessons)
    return model


def bridge_of(model: StaticModel, lessons: Lessons) -> Bridge | None:
    """The map from questions to their answers for a model, learned from the questions taught."""
    taught = [
        (rows, source.across)
        for source in SOURCES
        if source.across and (rows := lessons.asked.get(source.name))
    ]
    if not taught:
        return None
    return learn(
        (
            model.encode([pair.question for pair in rows]),
            model.encode([pair.titled() for pair in rows]),
            weight,
        )
        for rows, weight in taught
    )


def _tuned(
    trained: Trained,
    tuning: Mapping[str, Sequence[Pair]],
    recipe: Recipe,
    progress: Progress,
) -> Vectors:
    """Round 3 from the same start with several seeds; the mean of the tables."""
    passes = {source.name: source.passes for source in SOURCES}
    mean = np.zeros_like(trained.table)
    for number in range(recipe.averaged):
        run = replace(recipe, seed=recipe.seed + number)
        trainer = Trainer(trained.vocabulary, trained.table.copy(), run)
        batches = batched(tuning, passes, run.batch, run.seed + 1)
        step = f"第三轮：提问与段落（{number + 1}/{recipe.averaged}）"
        trainer.run(batches, run.tuning_rate, step, progress)
        mean += trainer.table.numpy() / np.float32(recipe.averaged)
    return mean


def examine(model: StaticModel, lessons: Lessons) -> dict[str, dict[str, float]]:
    """Measures on the questions kept back, each set against all of its own passages."""
    report = {}
    for name, kept in lessons.kept.items():
        rows = [*kept, *lessons.asked.get(name, ())]
        pool = list(dict.fromkeys(pair.titled() for pair in rows))
        judged: dict[str, dict[str, int]] = {}
        for pair in kept:
            judged.setdefault(pair.question, {})[pair.titled()] = 1
        if judged:
            run = _rankings(model, list(judged), pool)
            report[name] = {"queries": float(len(judged)), **averages(run, judged)}
    return report


def _rankings(model: StaticModel, questions: list[str], pool: list[str]) -> dict[str, list[str]]:
    scores: Vectors = model.encode(questions) @ model.encode(pool).T
    order = np.argsort(-scores, axis=1)[:, :100]
    return {
        question: [pool[place] for place in places]
        for question, places in zip(questions, order.tolist(), strict=True)
    }


def _tuning(
    lessons: Lessons, trained: Trained, chance: random.Random, progress: Progress
) -> dict[str, Sequence[Pair]]:
    """Round 3's pairs: the questions, hard negatives with those that take them, rehearsal."""
    tuning: dict[str, Sequence[Pair]] = dict(lessons.asked)
    articles = [(pair.question, pair.passage) for pair in lessons.plain.get("chapter", ())]
    articles = chance.sample(articles, min(_ARTICLES, len(articles)))
    for source in SOURCES:
        rows = lessons.asked.get(source.name, ())
        if source.hard and rows:
            told = list(dict.fromkeys((pair.title, pair.passage) for pair in rows))
            pool = told if source.alone else articles + told
            step = f"找难负例：{source.name}"
            progress(step, 0, None)
            tuning[source.name] = with_hard(
                rows, pool, trained, source.hard, chance, progress, step
            )
    tuning["reworded"] = reworded(
        chance.sample([*lessons.passages, *articles], len(lessons.passages) + len(articles)),
        lessons.asked.get("own thesaurus", ()),
        _REWORDED,
        chance,
    )
    for kind, most in REHEARSAL.items():
        rows = lessons.plain.get(kind, ())
        tuning[kind] = chance.sample(list(rows), min(most, len(rows)))
    return tuning


def _all_text(folder: Path, lessons: Lessons) -> list[str]:
    texts = [
        row["text"]
        for name in TEXTS
        if (folder / name).exists()
        for row in read_rows(folder / name)
    ]
    return texts + [
        text
        for rows in lessons.asked.values()
        for pair in rows
        for text in (pair.question, pair.passage)
    ]
