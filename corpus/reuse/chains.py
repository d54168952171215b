"""Chains: who said a sentence first, who said it again, and what each changed (传达链).

The index proposes, the texts decide: a candidate counts where the two sentences, folded and
without punctuation, are at least as alike as :data:`ALIKE`. What stands in very many documents
is boilerplate and belongs to nobody; versions of one work do not quote each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz.distance import Indel

from corpus.model import Description, DocumentId, Passage, Span, Within
from corpus.reuse.index import ReuseIndex
from corpus.reuse.signatures import BANDS, solid

#: Least similarity (Indel, 0 … 1) of two wordings of one sentence.
ALIKE = 0.8
#: A sentence is boilerplate in more documents than the larger of these: a count, and a share.
MANY, SHARE = 20, 1 / 400
#: Part of the bands two sentences share if one is all but the other.
_NEARLY = BANDS // 3
#: Least part of a passage that must come from elsewhere for it to have an origin.
_MOST_OF = 0.5
_TEXTS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in a document, and the document's day (None where it has none)."""

    document_id: DocumentId
    span: Span
    day: date | None


@dataclass(frozen=True, slots=True)
class Change:
    """A run of characters put in, taken out or replaced; spans count in the two documents."""

    before: Span
    after: Span


@dataclass(frozen=True, slots=True)
class Link:
    """A later wording: how alike it is to the first (0 … 1), and what was changed."""

    place: Place
    similarity: float
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """One sentence of the document asked about, through all documents that have it.

    ``first`` is the earliest place; ``links`` the later ones by day, undated ones last.
    ``documents`` counts all that have it. For boilerplate the places are not told.
    """

    asked: Place
    first: Place
    links: tuple[Link, ...]
    documents: int
    boilerplate: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where most of a passage comes from: the earliest document, and the part it covers."""

    document_id: DocumentId
    day: date | None
    share: float
    chains: tuple[Chain, ...]


class Reuse:
    """Asks an index about documents. ``text`` and ``about`` give what the store holds."""

    def __init__(
        self,
        index: ReuseIndex,
        text: Callable[[DocumentId], str],
        about: Callable[[DocumentId], Description],
    ) -> None:
        self._index = index
        self._text = lru_cache(_TEXTS_KEPT)(text)
        self._about = lru_cache(1 << 16)(about)
        self._many = max(MANY, int(len(index.documents) * SHARE))

    def chains_of(self, document_id: DocumentId, within: Within | None = None) -> list[Chain]:
        """The sentences of a document that others have too, in order.

        ``within`` is what the reader may see: nothing else is told or counted.
        """
        rows = self._index.rows_of(document_id)
        return [chain for row in rows if (chain := self._chain(row, within)) is not None]

    def origin(self, passage: Passage, within: Within | None = None) -> Origin | None:
        """The earliest document most of a passage comes from; None where it is its own."""
        found: dict[DocumentId, list[Chain]] = defaultdict(list)
        total = 0
        for row in self._index.rows_of(passage.document_id):
            span = self._index.span(row)
            if span.end <= passage.span.start or span.start >= passage.span.end:
                continue
            total += span.end - span.start
            chain = self._chain(row, within)
            if chain and not chain.boilerplate and chain.first != chain.asked:
                found[chain.first.document_id].append(chain)
        if not found:
            return None
        covered = {
            one: sum(chain.asked.span.end - chain.asked.span.start for chain in chains)
            for one, chains in found.items()
        }
        best = max(sorted(covered), key=lambda one: covered[one])
        share = covered[best] / total
        if share < _MOST_OF:
            return None
        chains = tuple(found[best])
        return Origin(best, chains[0].first.day, round(share, 3), chains)

    def _chain(self, row: int, within: Within | None) -> Chain | None:
        near = list(self._candidates(row, within))
        asked = self._place(row)
        sure = {self._index.document(other) for other, bands in near if bands >= _NEARLY}
        if len(sure) > self._many:
            return Chain(asked, asked, (), len(sure) + 1, boilerplate=True)
        own = solid(self._words(asked))
        alike = [asked]
        for other, _ in near:
            place = self._place(other)
            form = solid(self._words(place))
            if Indel.normalized_similarity(own, form, score_cutoff=ALIKE):
                alike.append(place)
        if len(alike) == 1:
            return None
        documents = len({place.document_id for place in alike})
        if documents > self._many:
            return Chain(asked, asked, (), documents, boilerplate=True)
        alike.sort(key=_by_day)
        first, *later = alike
        links = (self._link(first, place) for place in later)
        kept = tuple(one for one in links if one.similarity >= ALIKE or one.place == asked)
        return Chain(asked, first, kept, len({first.document_id, *_held(kept)}))

    def _candidates(self, row: int, within: Within | None) -> Iterator[tuple[int, int]]:
        """What may be the same sentence in another work that the reader may see."""
        document_id = self._index.document(row)
        work = self._about(document_id).work
        for other, bands in self._index.alike(row):
            held = self._index.document(other)
            if held == document_id or (within is not None and held not in within.documents):
                continue
            if self._about(held).work != work:
                yield other, bands

    def _place(self, row: int) -> Place:
        document_id = self._index.document(row)
        return Place(document_id, self._index.span(row), self._about(document_id).day)

    def _words(self, place: Place) -> str:
        return self._text(place.document_id)[slice(*place.span)]

    def _link(self, first: Place, later: Place) -> Link:
        before, after = self._words(first), self._words(later)
        similarity = Indel.normalized_similarity(solid(before), solid(after))
        return Link(later, round(similarity, 3), tuple(_changes(first, before, later, after)))


def _held(links: Iterable[Link]) -> Iterator[DocumentId]:
    return (link.place.document_id for link in links)


def _changes(first: Place, before: str, later: Place, after: str) -> Iterator[Change]:
    """The differences of two wordings, character by character, neighbours joined."""
    start: Change | None = None
    for op in Indel.opcodes(before, after):
        if op.tag == "equal":
            if start is not None:
                yield start
            start = None
            continue
        old = Span(first.span.start + op.src_start, first.span.start + op.src_end)
        new = Span(later.span.start + op.dest_start, later.span.start + op.dest_end)
        if start is not None:
            old, new = Span(start.before.start, old.end), Span(start.after.start, new.end)
        start = Change(old, new)
    if start is not None:
        yield start


def _by_day(place: Place) -> tuple[bool, date, str, Span]:
    return (place.day is None, place.day or date.max, place.document_id, place.span)
