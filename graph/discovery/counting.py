"""Every place where the labels proposed stand: exact counts, and examples that differ.

One pass with an Aho-Corasick automaton (Aho and Corasick 1975) over the text as it is
written. A label that begins with a numeral does not count inside a longer number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import ahocorasick

from corpus.model import DocumentId, Span
from corpus.text import sentences
from graph.discovery.model import TELLING, Piece, Place

NUMERALS = frozenset("〇零一二三四五六七八九十百千万两第0123456789")
#: Places kept of a label while counting: the first of so many documents that fix wording,
#: and of so many that tell.
_KEPT = 8
#: Pieces kept cut into sentences: places are asked for piece after piece.
_CUT_KEPT = 16
_OPEN, _CLOSE = frozenset("“「‘『"), frozenset("”」’』")


class _Kept(NamedTuple):
    piece: Piece
    start: int
    wrapped: bool


@dataclass(slots=True)
class Tally:
    """How often a label stands where. ``formal`` are documents that are not told news;
    ``wrapped`` occurrences stand in quotation marks.
    """

    occurrences: int = 0
    wrapped: int = 0
    documents: set[DocumentId] = field(default_factory=set)
    formal: set[DocumentId] = field(default_factory=set)
    firsts: list[_Kept] = field(default_factory=list)
    told: list[_Kept] = field(default_factory=list)

    @property
    def kept(self) -> list[tuple[Piece, int]]:
        """Pieces and offsets in them, each of another document: formal ones first, of those
        first where it stands in quotation marks.
        """
        ordered = [
            *sorted(self.firsts, key=lambda one: not one.wrapped),
            *sorted(self.told, key=lambda one: not one.wrapped),
        ]
        return [(one.piece, one.start) for one in ordered[:_KEPT]]


def count(pieces: Iterable[Piece], labels: Iterable[str]) -> dict[str, Tally]:
    """The tally of every label."""
    tallies = {label: Tally() for label in sorted(set(labels))}
    if not tallies:
        return {}
    automaton = ahocorasick.Automaton()
    for label in tallies:
        automaton.add_word(label, label)
    automaton.make_automaton()
    for piece in pieces:
        for last, label in automaton.iter(piece.text):
            start = last + 1 - len(label)
            if label[0] in NUMERALS and piece.text[start - 1 : start] in NUMERALS and start:
                continue
            _note(tallies[label], piece, start, last + 1)
    return tallies


def _note(tally: Tally, piece: Piece, start: int, end: int) -> None:
    tally.occurrences += 1
    text = piece.text
    wrapped = start > 0 and end < len(text) and text[start - 1] in _OPEN and text[end] in _CLOSE
    tally.wrapped += wrapped
    document = piece.document_id
    if document in tally.documents:
        return
    tally.documents.add(document)
    kept = tally.told
    if piece.kind not in TELLING:
        tally.formal.add(document)
        kept = tally.firsts
    if len(kept) < _KEPT:
        kept.append(_Kept(piece, start, wrapped))


def examples(tally: Tally, length: int, most: int) -> tuple[Place, ...]:
    """Up to ``most`` places of a label ``length`` characters long, in differing sentences."""
    found: dict[str, Place] = {}
    for piece, start in tally.kept:
        place = place_of(piece, start, start + length)
        words = piece.text[place.sentence.start - piece.start : place.sentence.end - piece.start]
        found.setdefault(words, place)
        if len(found) == most:
            break
    return tuple(found.values())


def place_of(piece: Piece, start: int, end: int) -> Place:
    """The place of ``piece.text[start:end]``, with the sentence it stands in."""
    cut = _cut(piece.text)
    at = bisect_right(cut, start, key=lambda one: one.start) - 1
    inside = at >= 0 and start < cut[at].end
    around = cut[at] if inside else Span(0, len(piece.text))
    around = Span(around.start, max(around.end, end))
    return Place(
        piece.passage_id, _moved(around, piece.start), _moved(Span(start, end), piece.start)
    )


@lru_cache(_CUT_KEPT)
def _cut(text: str) -> list[Span]:
    """The sentences of a piece, cut once for all that is found in it."""
    return sentences(text)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def unique(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without those that repeat another word for word: the same law held twice."""
    seen: dict[str, Piece] = {}
    for piece in pieces:
        seen.setdefault(piece.text, piece)
    return list(seen.values())
