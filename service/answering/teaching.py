"""How the selector is taught: from our own questions, over the texts they are about.

The documents the questions name are put into pools of a few dozen, each a library of its
own. A question is asked in its pool: a sentence of its passage should come first.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.progress import silent
from embeddings.own import digest_of, is_kept
from service.answering.pool import library_of
from service.model import Filters
from service.query import understand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from corpus.model import DocumentId, Passage, Span
    from corpus.progress import Progress
    from embeddings.encoder import Encoder
    from service.answering.features import Matrix
    from service.library import Library

#: Documents of a pool, and questions asked in it.
POOL, ASKED = 28, 180
SEED = 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question asked: the features of the sentences found, and which of them are its
    passage's. ``kept`` is never taught.
    """

    question: str
    rows: Matrix
    right: Matrix
    kept: bool


def lessons(
    questions: Path,
    texts: Path,
    encoder: Encoder,
    spared: Collection[str] = (),
    limit: int = 0,
    progress: Progress = silent,
) -> Iterator[list[Lesson]]:
    """The lessons of each pool, of the first ``limit`` where that is given.

    ``texts`` is the folder of collections; questions ``spared`` are not asked.
    """
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    documents = _documents(texts, {row["document"] for row in rows})
    asked = [row for row in rows if row["question"] not in spared]
    random.Random(SEED).shuffle(documents)  # noqa: S311 (no secret)
    pools = max(1, round(len(documents) / POOL))
    count = min(limit or pools, pools)
    for number in range(count):
        with library_of(texts, documents[number::pools], encoder) as library:
            yield _of_pool(library, asked, random.Random(number))  # noqa: S311
        progress("读题", number + 1, count)


def _documents(texts: Path, names: set[str]) -> list[str]:
    """The ids of the rows that questions name, by id or by title; one of each name."""
    found: dict[str, str] = {}
    for path in sorted([*texts.glob("*.jsonl"), *texts.glob("*.jsonl.gz")]):
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                for name in (row["id"], row.get("title", "")):
                    if name in names:
                        found.setdefault(name, row["id"])
    return sorted(set(found.values()))


def _of_pool(
    library: Library, asked: Sequence[Mapping[str, Any]], chance: random.Random
) -> list[Lesson]:
    places = places_of(library)
    own = [row for row in asked if row["digest"] in places]
    chosen = chance.sample(own, min(ASKED, len(own)))
    taught = [_lesson(library, row, places[row["digest"]]) for row in chosen]
    return [lesson for lesson in taught if lesson is not None]


def places_of(library: Library) -> dict[str, list[tuple[DocumentId, Span]]]:
    """Where the text of every passage and section stands, by digest."""
    places: dict[str, list[tuple[DocumentId, Span]]] = defaultdict(list)
    for card in library.cards():
        document = library.document(card.description.id)
        spans = {passage.span for passage in library.passages(document.id)}
        spans |= {section.span for section in document.sections}
        for span in spans:
            places[digest_of(document.text[slice(*span)])].append((document.id, span))
    return places


def _lesson(
    library: Library, row: Mapping[str, Any], places: Sequence[tuple[DocumentId, Span]]
) -> Lesson | None:
    """A question asked; None where no sentence of its passage (at ``places``) was found."""
    answerer = library.answerer
    query = understand(row["question"], library.segmenter)
    asked, demands = answerer.selector.asked(query)
    found = answerer.sources.found(query, Filters())
    units, _ = answerer.selector.parted(demands, found.results, None)
    right = np.array([_stands(unit.passage, places) for unit in units], np.float32)
    if not right.any():
        return None
    matrix = answerer.selector.features.matrix(asked, units)
    return Lesson(row["question"], matrix, right, is_kept(row["digest"]))


def _stands(passage: Passage, places: Sequence[tuple[DocumentId, Span]]) -> bool:
    return any(
        passage.document_id == document
        and passage.span.start < span.end
        and passage.span.end > span.start
        for document, span in places
    )
