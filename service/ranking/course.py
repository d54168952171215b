"""The whole course: from folders of texts and questions to a translation table and a ranker."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from corpus.progress import Progress
from corpus.storage.store import Store
from corpus.words import Segmenter
from embeddings.aligning import Alignment, align
from embeddings.encoder import load_encoder
from embeddings.own import Own, read_own
from embeddings.pairs import (
    SOURCES,
    TEXTS,
    Fold,
    Pair,
    from_questions,
    in_fold,
    question_keys,
)
from embeddings.translation import Table
from embeddings.translator import Translator
from service.bench import Bench
from service.evaluation import read_benchmark
from service.generation import current
from service.ranking.known_items import in_sentences, known_items, placed
from service.ranking.learning import (
    CLOSE,
    PAGE,
    Examples,
    Learned,
    Question,
    Settings,
    first_examples,
    joined,
    last_examples,
    learn,
    save,
)
from service.ranking.worlds import World, bare, benchmark_world, own_worlds

#: At most so many questions of one world in one part of the course.
_MOST = 650
#: Known items made of each world, and the worlds that are also met without their headings.
_KNOWN, _BARE = 30, 6
_HALVES = 2
#: What the questions were reworded by, beside ``table/`` and ``model/``.
THESAURUS = "thesaurus.jsonl"
#: The first look's trees: few and small, for they see every candidate.
_FIRST_ROUNDS, _FIRST_LEAVES, _FIRST_RATE = 30, 15, 0.2
#: What tells one collection from another, and would be learned by heart.
_LEFT_OUT = frozenset({"passages", "mean length"})


class Material(NamedTuple):
    """Where everything is read from."""

    data: Path
    texts: Path
    pairs: Path
    own: Sequence[Path]
    benchmarks: Sequence[Path]


@dataclass(frozen=True, slots=True)
class Course:
    """What is learned from: pairs for the table by their kind, and worlds for the ranker."""

    law: Sequence[Pair]
    own: Own
    worlds: Sequence[World]
    asked: Sequence[World]


def read_course(material: Material, progress: Progress) -> Course:
    """Read the folders. Kept questions of our own are in none of it; without questions of our own
    the data folder is not read.
    """
    progress("读训练材料", 0, None)
    own = read_own(material.own, material.texts, TEXTS)
    asked = from_questions(material.pairs)
    keys = question_keys(material.pairs)
    worlds: list[World] = []
    if own.questions:
        with Store(current(material.data).corpus, readonly=True) as store:
            worlds = own_worlds(store, own.questions, random.Random(3))  # noqa: S311 (no secret)
    benchmarks = [benchmark_world(read_benchmark(path), keys) for path in material.benchmarks]
    return Course(asked.get(SOURCES[0].name, ()), own, worlds, benchmarks)


def teach(
    course: Course,
    halves: tuple[Path, ...],
    stranger: Path,
    output: Path,
    settings: Settings,
    progress: Progress,
    fold: Fold | None = None,
) -> dict[str, int]:
    """Learn and save the table and both stages of the ranker, with the thesaurus they go by;
    returns how much was learned from.

    What is in ``fold`` is left out: the table saved has seen no such question, the trees have
    learned from none. Raises UserError where there is nothing to learn from.
    """
    lessons = _lessons(course, halves, stranger, fold, progress)
    course, segmenter = _without(course, fold), Segmenter()
    pairs, thesaurus = [*course.law, *course.own.questions], course.own.thesaurus
    progress("翻译表", 0, None)
    table = _table(pairs, thesaurus, segmenter)
    table.save(output / "table", {"pairs": len(pairs), "thesaurus": len(thesaurus)})
    wordings = _wordings(thesaurus)
    rows = (json.dumps({"from": a, "to": to}, ensure_ascii=False) for a, to in wordings.items())
    (output / THESAURUS).write_text("".join(f"{row}\n" for row in rows), "utf-8")
    with tempfile.TemporaryDirectory(prefix="wenmai-") as held:
        benches = partial(_benches, lessons, wordings, Path(held), progress)
        first = _learned(
            joined([first_examples(*each) for each in benches()]),
            replace(settings, rounds=_FIRST_ROUNDS, leaves=_FIRST_LEAVES, rate=_FIRST_RATE),
            CLOSE,
        )
        booster = first.booster()
        examples = joined(
            [
                last_examples(bench, questions, booster, shown, name)
                for bench, questions, shown, name in benches()
            ]
        )
    last = _learned(examples, settings)
    questions = len(examples.groups)
    save(output / "model", first, last, {"questions": questions})
    return {"entries": len(table), "questions": questions}


def _without(course: Course, fold: Fold | None) -> Course:
    """The course without the questions of a fold."""

    def others(worlds: Sequence[World]) -> list[World]:
        return [
            replace(world, questions=[q for q in world.questions if not in_fold(q.key, fold)])
            for world in worlds
        ]

    own = [pair for pair in course.own.questions if not in_fold(pair.key, fold)]
    return Course(
        [pair for pair in course.law if not in_fold(pair.key, fold)],
        replace(course.own, questions=own),
        others(course.worlds),
        others(course.asked),
    )


class _Lesson(NamedTuple):
    """Worlds, and an encoder and a table that have not seen what is asked in them."""

    encoder: Path
    table: Table
    parts: Sequence[_Part]


class _Part(NamedTuple):
    world: World
    questions: Sequence[Question]


def _lessons(
    course: Course,
    halves: tuple[Path, ...],
    stranger: Path,
    fold: Fold | None,
    progress: Progress,
) -> list[_Lesson]:
    """Every half by models that have not seen it, and whole domains by those that know none.

    Of a fold that is left out no question is in them. The models of one half have learned from
    the other, and some of that may be in the fold: of it the trees see what those make of others.
    """
    pairs, thesaurus = [*course.law, *course.own.questions], course.own.thesaurus
    course, segmenter = _without(course, fold), Segmenter()
    lessons: list[_Lesson] = []
    for half, encoder in enumerate(halves):
        seen = [pair for pair in pairs if not in_fold(pair.key, (half, _HALVES))]
        progress(f"翻译表，不含第 {half} 半", 0, None)
        table = _table(seen, thesaurus, segmenter)
        lessons.append(_Lesson(encoder, table, _half(course, half, segmenter)))
    law, own = (_table(pairs, thesaurus, segmenter) for pairs in (course.law, course.own.questions))
    return [
        *lessons,
        _Lesson(stranger, law, _strange(course.worlds, segmenter)),
        _Lesson(stranger, own, _plain(course.asked)),
    ]


def _wordings(thesaurus: Sequence[Pair]) -> dict[str, list[str]]:
    """Everyday wording → official wordings."""
    found: dict[str, list[str]] = {}
    for pair in thesaurus:
        found.setdefault(pair.question, []).append(pair.passage)
    return found


def _benches(
    lessons: Sequence[_Lesson],
    wordings: Mapping[str, Sequence[str]],
    folder: Path,
    progress: Progress,
) -> Iterator[tuple[Bench, Sequence[Question], Progress, str]]:
    """Every part's bench, opened, with its questions; indexes stay in ``folder`` for next time."""
    for number, lesson in enumerate(lessons):
        encoder = load_encoder(str(lesson.encoder))
        translator = Translator(lesson.table, wordings)
        for place, part in enumerate(lesson.parts):
            bench = Bench(folder / f"{number}-{place}", part.world.rows, encoder, translator)
            with closing(bench):
                yield bench, part.questions, progress, part.world.name


def _learned(examples: Examples, settings: Settings, depth: int = PAGE) -> Learned:
    names = [name for name in examples.names if name not in _LEFT_OUT]
    return Learned(learn(examples, names, settings, depth), names)


def _table(pairs: Sequence[Pair], thesaurus: Sequence[Pair], segmenter: Segmenter) -> Table:
    """The table of these pairs; a passage's title and place are words it may answer by."""
    return align(
        [
            (segmenter.query_words(pair.question), segmenter.words(pair.titled()))
            for pair in (*pairs, *thesaurus)
        ],
        Alignment(),
    )


def _half(course: Course, half: int, segmenter: Segmenter) -> list[_Part]:
    """The questions of one half, and known items made of every second world."""
    parts = []
    for place, world in enumerate([*course.worlds, *course.asked]):
        chance = random.Random(f"{world.name} {half}")  # noqa: S311 (no secret)
        asked = [each for each in world.questions if in_fold(each.key, (half, _HALVES))]
        chosen = chance.sample(asked, min(_MOST, len(asked)))
        if place % _HALVES == half:
            chosen += known_items(world.rows, _KNOWN, segmenter, chance)
        parts.append(_Part(world, chosen))
        if place < len(course.worlds) and place % _BARE == half:
            parts += _without_heads(world, chosen, segmenter, chance)
    return parts


def _strange(worlds: Sequence[World], segmenter: Segmenter) -> list[_Part]:
    """Some worlds of which nothing was ever asked before."""
    parts = []
    for place, world in enumerate(worlds):
        chance = random.Random(f"{world.name} strange")  # noqa: S311 (no secret)
        chosen = chance.sample(list(world.questions), min(_MOST // 4, len(world.questions)))
        if place % _BARE == _HALVES:
            parts.append(_Part(world, chosen))
        if place % _BARE == _HALVES + 1:
            parts += _without_heads(world, chosen, segmenter, chance)
    return parts


def _without_heads(
    world: World, questions: Sequence[Question], segmenter: Segmenter, chance: random.Random
) -> list[_Part]:
    """The world without titles and headings, which then stand in questions; and as sentences."""
    stripped = bare(world)
    some = chance.sample(list(questions), min(_MOST // 4, len(questions)))
    titles = {row.id: row.title for row in world.rows}
    under = [
        replace(each, text=placed(each.text, titles[min(each.relevant)], chance)) for each in some
    ]
    sentences, gaps = in_sentences(world.rows, 4 * _KNOWN, segmenter, chance)
    return [
        _Part(stripped, [*some, *under]),
        _Part(World(f"{world.name}-sentences", sentences, gaps), gaps),
    ]


def _plain(worlds: Sequence[World]) -> list[_Part]:
    """A sample of the questions of each benchmark."""
    parts = []
    for world in worlds:
        chance = random.Random(world.name)  # noqa: S311 (no secret)
        chosen = chance.sample(list(world.questions), min(_MOST // 3, len(world.questions)))
        parts.append(_Part(world, chosen))
    return parts
