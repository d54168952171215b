"""Where in the corpus a wording stands, to the letter or nearly so.

Candidates come from the index of character pairs, which finds any run of characters
exactly: short windows of the wording, those that few passages hold counting most; where no
window is found, from the ranking of words. Each candidate's surroundings are then aligned.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from rapidfuzz.distance import Levenshtein

from corpus.model import DocumentId, PassageId, Span, document_of
from corpus.text import fold
from service.checking.alignment import Alignment, locate
from service.checking.occasions import is_nameless
from service.checking.skeleton import Skeleton, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus.model import Hit
    from service.shelf import Shelf

#: Characters of a window, and how many of them one wording is looked up by.
WINDOW, SHORTEST_WINDOW = 9, 4
WINDOWS = 14
#: Passages a window may be held by to tell anything; more are not read.
HOLDERS = 60
#: Passages aligned for one wording.
ALIGNED = 8
RANKED = 6
SPARE = 40
#: Least likeness of the same letters in another order.
PERMUTED = 0.75
#: Letters at either end of a wording that may belong to a neighbouring clause.
EDGE = 6
#: Documents whose skeletons are kept: those a draft speaks of.
SKELETONS_KEPT = 48
#: A wording is aligned by its first so many letters; no one quotes more by heart.
LONGEST = 800
#: Letters by which the beginning and the end of a wording are known, and how far off they are.
ANCHOR, REACH = 3, 8
_PIECE = re.compile(r"[^\W_]+")


class Exact(Protocol):
    """Where wordings are looked up: an index of all passages, or one without some."""

    def phrase(self, phrase: str, limit: int) -> list[Hit]:
        """The passages that hold a wording to the letter."""

    def search(self, query: str, limit: int) -> list[Hit]:
        """The passages of the most words in common."""

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """In how many passages each term stands."""

    def __len__(self) -> int:
        """How many passages there are."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One place of the corpus and how near the wording looked for is to it."""

    document_id: DocumentId
    span: Span
    likeness: float
    distance: int

    @property
    def is_exact(self) -> bool:
        """Whether the same letters stand there."""
        return not self.distance


class Witnesses:
    """Finds wordings in one generation; safe to share between threads."""

    def __init__(self, exact: Exact, shelf: Shelf) -> None:
        self._exact = exact
        self._shelf = shelf
        self.skeleton = lru_cache(SKELETONS_KEPT)(self._skeleton)

    def within(
        self, wording: Skeleton, document_id: DocumentId, span: Span | None = None
    ) -> Standing | None:
        """The nearest wording in one document, or in a part of it."""
        whole = self.skeleton(document_id)
        part = whole.part(span) if span is not None and span.end else whole
        return _standing(document_id, wording.letters[:LONGEST], part)

    def exactly(
        self, wording: Skeleton, document_id: DocumentId, span: Span | None = None
    ) -> Span | None:
        """Where a wording stands to the letter in one document, or in a part of it, first."""
        whole = self.skeleton(document_id)
        part = whole.part(span) if span is not None and span.end else whole
        at = part.letters.find(wording.letters)
        return part.span(at, at + len(wording)) if at >= 0 and wording.letters else None

    def anywhere(self, text: str, wording: Skeleton, *, ranked: bool = False) -> list[Standing]:
        """Where a wording stands, nearest first; ``ranked`` looks also among similar passages.

        Equals stand in the order: in force, then the latest.
        """
        voted = self._voted(text)
        if ranked and len(voted) < ALIGNED:
            hits = self._exact.search(text[:400], RANKED)
            voted = list(dict.fromkeys([*voted, *(hit.passage_id for hit in hits)]))
        return self._aligned(voted[:ALIGNED], wording)

    def holders(self, piece: str, most: int = HOLDERS) -> list[PassageId]:
        """The passages that hold a piece to the letter; none where it is too common to tell."""
        hits = self._exact.phrase(piece, most + 1)
        return [hit.passage_id for hit in hits] if len(hits) <= most else []

    def at(self, passages: Iterable[PassageId], wording: Skeleton) -> list[Standing]:
        """The nearest wording in each of some passages and what is around them, nearest first."""
        return self._aligned(passages, wording)

    def member(self, words: str, document_id: DocumentId) -> Standing | None:
        """The nearest wording to a few words in one document."""
        return self.within(skeleton(words), document_id)

    def is_said(self, piece: str) -> bool:
        """Whether any passage holds this to the letter, punctuation included."""
        return bool(self._exact.phrase(piece, 1))

    def permuted(self, wording: Skeleton, there: Standing) -> Standing:
        """The same place with all the letters of a wording, where they stand in another order.

        Aligning leaves out what stands elsewhere: of 甲、丙、乙 for 甲、乙、丙 it takes 甲、丙. The
        same letters in another order are nearly as near.
        """
        whole = self.skeleton(there.document_id)
        first, last = whole.inside(there.span)
        many = len(wording)
        low, high = max(0, first - many), min(len(whole), last + many)
        off = Counter(wording.letters)
        for at in range(low, high):
            off[whole.letters[at]] -= 1
            if at - many >= low:
                off[whole.letters[at - many]] += 1
            start = at + 1 - many
            if start >= low and not any(off.values()):
                likeness = max(there.likeness, PERMUTED)
                return replace(there, span=whole.span(start, at + 1), likeness=likeness)
        return there

    # ---- inside

    def _skeleton(self, document_id: DocumentId) -> Skeleton:
        return skeleton(self._shelf.document(document_id).text)

    def _voted(self, text: str) -> list[PassageId]:
        """Passages by the windows they hold, a window counting by its rarity; best first."""
        votes: dict[PassageId, float] = defaultdict(float)
        for window in windows(text):
            holders = self._exact.phrase(window, HOLDERS)
            for hit in holders:
                votes[hit.passage_id] += 1.0 / len(holders)
        ended = self._shelf.ended()
        return sorted(
            votes, key=lambda pid: (-round(votes[pid], 6), document_of(pid) in ended, pid)
        )

    def _aligned(self, passages: Iterable[PassageId], wording: Skeleton) -> list[Standing]:
        found: dict[tuple[DocumentId, Span], Standing] = {}
        letters = wording.letters[:LONGEST]
        # A quotation may run on into the next passage; letters are fewer than characters.
        margin = 2 * len(letters) + SPARE
        for passage in self._shelf.passages(list(passages)):
            document_id, span = passage.document_id, passage.span
            around = Span(max(0, span.start - margin), span.end + margin)
            hay = skeleton(self._shelf.excerpt(document_id, around), around.start)
            standing = _standing(document_id, letters, hay)
            if standing is not None:
                found.setdefault((document_id, standing.span), standing)
        return self.ordered(found.values())

    def ordered(self, standings: Iterable[Standing]) -> list[Standing]:
        """Nearest first; of equals what is in force, what bears a name, then the latest."""
        ended = self._shelf.ended()
        about = self._shelf.description
        ranked = sorted(standings, key=lambda one: (one.document_id, one.span))
        ranked.sort(key=lambda one: str(about(one.document_id).day or ""), reverse=True)
        ranked.sort(
            key=lambda one: (
                one.distance,
                one.document_id in ended,
                is_nameless(about(one.document_id).title),
            )
        )
        return ranked


def windows(text: str, most: int = WINDOWS, width: int = WINDOW) -> list[str]:
    """Up to ``most`` windows of a wording, none across a mark: spread evenly over it."""
    cut: list[str] = []
    for match in _PIECE.finditer(fold("".join(text.split()))):
        piece = match[0]
        if len(piece) < SHORTEST_WINDOW:
            continue
        step = max(1, width // 2)
        starts = range(0, max(1, len(piece) - width + 1), step)
        cut += [piece[start : start + width] for start in starts]
        if len(piece) > width and (len(piece) - width) % step:
            cut.append(piece[-width:])
    if len(cut) > most:
        cut = [cut[place * len(cut) // most] for place in range(most)]
    return list(dict.fromkeys(cut))


def _standing(document_id: DocumentId, letters: str, hay: Skeleton) -> Standing | None:
    found: Alignment | None = locate(letters, hay.letters)
    if found is None:
        return None
    start, end = _own(letters, hay, found)
    if start >= end:
        return None
    if widened := _anchored(letters, hay.letters, start, end):
        start, end, distance = widened
        found = Alignment(start, end, distance, found.length)
    return Standing(document_id, hay.span(start, end), found.likeness, found.distance)


def _anchored(letters: str, hay: str, start: int, end: int) -> tuple[int, int, int] | None:
    """An alignment from the wording's own beginning and to its end, where those stand close by.

    A longer word for a short one costs less where the words around it are taken for slips too:
    国务院财政部门 is nearest to 动保障行政部门, and is meant for 国务院劳动保障行政部门.
    """
    head, tail = letters[:ANCHOR], letters[-ANCHOR:]
    first, last = start, end
    if not hay.startswith(head, start):
        at = hay.rfind(head, max(0, start - REACH), start + ANCHOR)
        first = at if 0 <= at < start else start
    if not hay.endswith(tail, 0, end):
        at = hay.find(tail, end - ANCHOR, end + REACH)
        last = at + len(tail) if at >= 0 and at + len(tail) > end else end
    if (first, last) == (start, end) or len(letters) < 2 * ANCHOR:
        return None
    return first, last, Levenshtein.distance(letters, hay[first:last])


def _own(letters: str, hay: Skeleton, found: Alignment) -> tuple[int, int]:
    """An alignment without wrong letters at its ends that a mark parts from the rest.

    Aligning takes them for slips; they are the end of the clause before, or the next one's
    beginning.
    """
    start, end = found.start, found.end
    most = min(end - start, len(letters), EDGE)
    wrong = next((at for at in range(most) if letters[at] == hay.letters[start + at]), 0)
    for at in range(wrong, 0, -1):
        if hay.ends[start + at - 1] < hay.starts[start + at]:
            start += at
            break
    wrong = next((at for at in range(most) if letters[-1 - at] == hay.letters[end - 1 - at]), 0)
    for at in range(wrong, 0, -1):
        if hay.ends[end - at - 1] < hay.starts[end - at]:
            end -= at
            break
    return start, end
