"""The whole course of training: from folders of text to a model that can be saved."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.progress import Progress
from embeddings.faiss_index import cells
from embeddings.measures import averages
from embeddings.negatives import with_hard
from embeddings.pairs import (
    SOURCES,
    TEXTS,
    Pair,
    from_questions,
    from_texts,
    is_held_out,
    read_rows,
    reworded,
)
from embeddings.quantise import pack
from embeddings.static_model import StaticModel
from embeddings.training import Recipe, Trainer, batched, lsa_table
from embeddings.vectors import Vectors
from embeddings.vocabulary import Vocabulary

#: What of round 2 is seen again in round 3, so that it is not forgotten.
REHEARSAL = {"chapter": 20_000, "sentence": 40_000, "sentence of a speech or report": 6_000}
#: Points the index cuts its cells at.
ANCHORS = 2048
_SAMPLE = 100_000
#: Sentences put into everyday words by the thesaurus.
_REWORDED = 40_000


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is taught, by kind, and what is kept back to examine on."""

    plain: Mapping[str, Sequence[Pair]]
    asked: Mapping[str, Sequence[Pair]]
    kept: Mapping[str, Sequence[Pair]] = field(default_factory=dict)

    def counts(self) -> dict[str, int]:
        """Pairs taught, by kind."""
        return {kind: len(rows) for kind, rows in {**self.plain, **self.asked}.items()}

    def passages(self) -> list[tuple[str, str]]:
        """The distinct (title, passage) of everything taught."""
        kinds = [*self.asked.values(), *self.plain.values()]
        return list(dict.fromkeys((pair.title, pair.passage) for rows in kinds for pair in rows))


def read_lessons(
    texts: Path, pairs: Path, own: Path | None, *, hold_out: float, seed: int
) -> Lessons:
    """Read the folders; a ``hold_out`` share of the questions is kept back, by their keys."""
    plain = from_texts(texts, random.Random(seed))  # noqa: S311 (no secret)
    asked = from_questions(pairs, own)
    return Lessons(
        plain,
        {
            name: [pair for pair in rows if not is_held_out(pair.key, hold_out)]
            for name, rows in asked.items()
        },
        {
            source.name: [
                pair for pair in asked.get(source.name, ()) if is_held_out(pair.key, hold_out)
            ]
            for source in SOURCES
            if source.mined
        },
    )


def teach(lessons: Lessons, texts: Path, recipe: Recipe, progress: Progress) -> StaticModel:
    """All three rounds; returns the packed model with its anchors."""
    chance = random.Random(recipe.seed)  # noqa: S311 (no secret)
    progress("数词表", 0, None)
    vocabulary = Vocabulary.counted(_all_text(texts, lessons), size=recipe.tokens)
    passages = lessons.passages()
    progress("潜在语义分析", 0, None)
    sample = chance.sample(passages, min(recipe.lsa_passages, len(passages)))
    table = lsa_table(vocabulary, [text for _, text in sample], recipe)
    trainer = Trainer(vocabulary, table, recipe)
    plain = batched(lessons.plain, {}, recipe.batch, recipe.seed)
    trainer.run(plain, recipe.rate, "第二轮：文本自身", progress)
    progress("找难负例", 0, None)
    tuning = _tuning(lessons, passages, vocabulary, chance)
    passes = {source.name: source.passes for source in SOURCES}
    batches = batched(tuning, passes, recipe.batch, recipe.seed + 1)
    trainer.run(batches, recipe.tuning_rate, "第三轮：提问与段落", progress)
    model = StaticModel(vocabulary, pack(trainer.table.numpy()))
    progress("定锚点", 0, None)
    spread = chance.sample(passages, min(_SAMPLE, len(passages)))
    vectors = model.encode([f"{title}\n{text}" for title, text in spread])
    model.anchors = cells(vectors, ANCHORS, seed=recipe.seed)
    return model


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
    lessons: Lessons,
    passages: Sequence[tuple[str, str]],
    vocabulary: Vocabulary,
    chance: random.Random,
) -> dict[str, Sequence[Pair]]:
    """Round 3's pairs: the questions, hard negatives with those that take them, rehearsal."""
    tuning: dict[str, Sequence[Pair]] = dict(lessons.asked)
    pool = [passage for passage in passages if passage[0]] + [
        (pair.question, pair.passage) for pair in lessons.plain.get("chapter", ())
    ]
    legal = chance.sample(pool, min(60_000, len(pool)))
    for source in SOURCES:
        rows = lessons.asked.get(source.name, ())
        if source.mined and rows:
            own_pool = [("", text) for text in dict.fromkeys(pair.passage for pair in rows)]
            among = own_pool if source.file == "reading_comprehension" else legal
            tuning[source.name] = with_hard(rows, among, vocabulary, chance)
    tuning["reworded"] = reworded(
        chance.sample(passages, len(passages)),
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
