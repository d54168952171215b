"""The worlds a ranker learns in: passages, and questions that some of them answer."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.model import DocumentId, PassageId, document_of
from corpus.storage.store import Store
from corpus.text import squeeze
from embeddings.pairs import Pair
from service.bench import BenchRow
from service.evaluation import Benchmark
from service.ranking.learning import Question

#: Documents in one world of our own questions: about as many passages as an office has.
DOCUMENTS = 30
#: A passage of which so much lies in the passage asked about answers too.
_SHARE = 0.4
_LONG = 40
_PREFIX = 12


@dataclass(frozen=True, slots=True)
class World:
    """Passages in reading order, and questions over them."""

    name: str
    rows: Sequence[BenchRow]
    questions: Sequence[Question]


def benchmark_world(benchmark: Benchmark, keys: Mapping[str, str]) -> World:
    """A benchmark folder as a world; ``keys`` gives the key of a question by its text."""
    ids = {row.id: PassageId(f"r{place}/p_1") for place, row in enumerate(benchmark.rows)}
    return World(
        benchmark.name,
        [BenchRow(ids[row.id], row.text, row.title) for row in benchmark.rows],
        [
            Question(
                text,
                frozenset(ids[each] for each, grade in judged.items() if grade > 0 and each in ids),
                keys.get(text, text),
            )
            for name, text in benchmark.queries.items()
            for judged in [benchmark.judged[name]]
        ],
    )


def own_worlds(store: Store, pairs: Sequence[Pair], chance: random.Random) -> list[World]:
    """Our own questions over the documents they are about, some thirty documents a world."""
    rows = held_rows(store)
    answers = answers_to(rows, pairs)
    named = sorted({document_of(each) for found in answers.values() for each in found})
    chance.shuffle(named)
    worlds: list[World] = []
    for start in range(0, len(named), DOCUMENTS):
        documents = named[start : start + DOCUMENTS]
        held = set(documents)
        questions = [
            Question(pair.question, relevant, pair.key)
            for pair in pairs
            if (relevant := frozenset(p for p in answers[pair.key] if document_of(p) in held))
        ]
        passages = [row for document in documents for row in rows[document]]
        worlds.append(World(f"own{len(worlds):02d}", passages, questions))
    return worlds


def held_rows(
    store: Store, documents: Collection[DocumentId] | None = None
) -> dict[DocumentId, list[BenchRow]]:
    """Every body passage of some documents, or of all, in reading order."""
    rows: dict[DocumentId, list[BenchRow]] = defaultdict(list)
    for row in store.rows(documents):
        passage = row.passage
        rows[passage.document_id].append(BenchRow(passage.id, passage.text, row.title, row.path))
    return rows


def bare(world: World) -> World:
    """The same without titles and headings, as passages copied together stand."""
    rows = [replace_head(row) for row in world.rows]
    return replace(world, name=f"{world.name}-bare", rows=rows)


def replace_head(row: BenchRow) -> BenchRow:
    """A passage with nothing above it."""
    return row._replace(title="", path=())


def answers_to(
    rows: Mapping[DocumentId, Sequence[BenchRow]], pairs: Sequence[Pair]
) -> dict[str, list[PassageId]]:
    """The passages that hold, or lie in, the passage of each key."""
    wanted = {pair.key: squeeze(pair.passage) for pair in pairs}
    starting: dict[str, list[str]] = defaultdict(list)
    for key, text in wanted.items():
        starting[text[:_PREFIX]].append(key)
    found: dict[str, list[PassageId]] = {key: [] for key in wanted}
    for row in (row for held in rows.values() for row in held):
        text = squeeze(row.text)
        for start in range(max(1, len(text) - _PREFIX + 1)):
            for key in starting.get(text[start : start + _PREFIX], ()):
                if _same(wanted[key], text, start):
                    found[key].append(row.id)
    return found


def _same(wanted: str, text: str, start: int) -> bool:
    rest = text[start:]
    if rest.startswith(wanted):
        return True
    return wanted.startswith(rest) and len(rest) >= min(_LONG, _SHARE * len(wanted))
