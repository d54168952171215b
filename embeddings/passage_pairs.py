"""Pairs that documents cut as the index cuts them give of themselves.

Speeches, reports, policies and rules are few beside the laws, so each of their passages is
asked about in several ways: by its place, by its heading, by sentences of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from corpus.errors import WenmaiError
from corpus.ingest import read
from corpus.loaders.limits import Failure, Limits
from corpus.loaders.load import units
from corpus.storage.records import path_of
from corpus.text import sentences
from embeddings.pairs import LONGEST, SHORTEST, Pair, distinct, without_sentence

#: (its document's title and the headings above it, the last of these, its text)
Placed = tuple[str, str, str]

#: Sentences taken of one passage.
_SENTENCES = 3


def placed_passages(path: Path) -> Iterator[list[Placed]]:
    """The body passages of each document of a collection, as an index would hold them.

    A document that cannot be read is passed over.
    """
    for unit in units(path, Limits()):
        raw = unit.outcome()
        if isinstance(raw, Failure):
            continue
        try:
            document, passages = read(raw, {})
        except WenmaiError:
            continue
        sections = {section.id: section for section in document.sections}
        title = document.description.title
        yield [
            (" ".join([title, *path]), path[-1] if path else "", passage.text)
            for passage in passages
            if passage.role == "body"
            for path in [path_of(passage, sections)]
        ]


def from_passages(
    documents: Iterable[Sequence[Placed]], chance: random.Random
) -> dict[str, list[Pair]]:
    """Pairs the passages give of themselves, by kind.

    place -> passage; heading -> passage; three sentences, each -> the rest of its passage
    (one in five keeps the sentence); first half -> second half; a passage -> the next one.
    """
    kinds: dict[str, list[Pair]] = {}
    for document in documents:
        before = ""
        for place, heading, text in document:
            block = text[:LONGEST]
            if len(block) < SHORTEST:
                before = ""
                continue
            for kind, pair in _of_passage(place, heading, block, chance):
                kinds.setdefault(f"{kind} of a passage", []).append(pair)
            if before and chance.random() < 0.5:
                kinds.setdefault("next of a passage", []).append(Pair(before, block))
            before = block
    return {kind: distinct(pairs) for kind, pairs in sorted(kinds.items())}


def _of_passage(
    place: str, heading: str, block: str, chance: random.Random
) -> Iterator[tuple[str, Pair]]:
    if heading:
        yield "heading", Pair(heading, block, place if chance.random() < 0.5 else "")
    if chance.random() < 0.6:
        yield "place", Pair(place, block)
    pieces = [span for span in sentences(block) if span.end - span.start >= SHORTEST]
    if len(pieces) < 2:
        return
    for start, end in chance.sample(pieces, min(_SENTENCES, len(pieces))):
        rest = without_sentence(block, start, end, chance)
        yield "sentence", Pair(block[start:end], rest, place if chance.random() < 0.4 else "")
    middle = pieces[len(pieces) // 2].start
    if chance.random() < 0.5:
        yield "halves", Pair(block[:middle].strip(), block[middle:])
