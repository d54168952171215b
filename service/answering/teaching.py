"""How the selector is taught: by the questions whose evidence is written down.

A question is put to the documents it was written over. The sentences found that hold a piece of its
evidence are right, all others wrong. Our own questions teach nothing here: the encoder and the
tables have learned from them, so that what answers them looks likelier than what answers a
stranger's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus.progress import silent
from embeddings.own import digest_of
from service.answering.measure import met
from service.model import Filters
from service.query import understand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import DocumentId, Span
    from corpus.progress import Progress
    from service.answering.features import Matrix
    from service.answering.measure import Question
    from service.library import Library

SEED = 7


@dataclass(frozen=True, slots=True)
class Lesson:
    """One question asked: the features of the sentences found, and which of them hold evidence."""

    question: str
    rows: Matrix
    right: Matrix


def lessons(
    library: Library, questions: Sequence[Question], progress: Progress = silent
) -> Iterator[Lesson]:
    """Those of the questions for which a sentence that holds evidence was found."""
    for done, question in enumerate(questions, start=1):
        progress("读题", done, len(questions))
        lesson = _lesson(library, question)
        if lesson is not None:
            yield lesson


def _lesson(library: Library, question: Question) -> Lesson | None:
    sources, selector = library.answerer.sources, library.answerer.selector
    query = understand(question.text, library.segmenter)
    query, found = sources.of_work(query, sources.found(query, Filters()), Filters())
    asked, demands = selector.asked(query)
    units, _ = selector.parted(demands, found.results, None)
    right = [any(met([piece], unit.told) for piece in question.evidence) for unit in units]
    if not any(right):
        return None
    matrix = selector.features.matrix(asked, units)
    return Lesson(question.text, matrix, np.array(right, np.float32))


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
