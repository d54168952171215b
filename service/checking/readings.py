"""The held texts that a sentence of a draft may retell, and their slots most like its own."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from service.checking.alike import AROUND, COMMON, Reading
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import DocumentId
    from service.checking.slots import Slot
    from service.checking.witness import Exact, Witnesses
    from service.shelf import Shelf

#: Passages that a sentence is held against, of all held; characters it is looked up by.
RANKED, ASKED = 8, 160
#: Passages of one document among them for which the whole of it is.
TOLD_OF = 3
#: Slots of one text that are compared in full.
COMPARED = 8
READINGS_KEPT, PAIRS_KEPT = 48, 65_536
#: Letters right after a duty or an organ, what is to be done, that are the same.
WORDED, FAST = frozenset({"duty", "organ"}), 2
#: What a pair of letters counts that no passage has, and that all have.
UNHEARD, LEAST = 0.4, 0.05


class Readings:
    """Reads held texts for their slots; safe to share between threads."""

    def __init__(self, exact: Exact, witnesses: Witnesses, shelf: Shelf) -> None:
        self._exact = exact
        self._witnesses = witnesses
        self._shelf = shelf
        self._many = math.log(max(2, len(exact)))
        self.rarity = lru_cache(PAIRS_KEPT)(self._rarity)
        self.whole = lru_cache(READINGS_KEPT)(self._whole)

    def ranked(self, words: str) -> list[tuple[DocumentId, Reading]]:
        """The passages most like a sentence, and the whole of what most of them are from."""
        hits = self._exact.search(words[:ASKED], RANKED)
        passages = self._shelf.passages([hit.passage_id for hit in hits])
        many = Counter(one.document_id for one in passages)
        whole = [one for one, count in many.items() if count >= TOLD_OF]
        return [
            *((one, self.whole(one)) for one in whole),
            *((one.document_id, Reading(skeleton(one.text, one.span.start)))
              for one in passages if one.document_id not in whole),
        ]  # fmt: skip

    def near(
        self, ours: Reading, slot: Slot, bounds: tuple[int, int], theirs: Reading
    ) -> list[Slot]:
        """The slots of a text whose surroundings have most of the rarer words beside ours."""
        slots = theirs.by_kind.get(slot.kind, [])
        if slot.kind in WORDED:
            does = ours.letters[slot.end : slot.end + FAST]
            slots = [one for one in slots if theirs.letters.startswith(does, one.end)]
        if len(slots) <= COMPARED:
            return slots
        starts = [one.start for one in slots]
        votes: dict[int, float] = defaultdict(float)
        for pair, _, share in ours.beside(slot, *bounds):
            places = theirs.places.get(pair, ())
            if 0 < len(places) <= COMMON:
                worth = self.rarity(pair) * share
                for one in _beside(starts, places):
                    votes[one] += worth
        ranked = sorted(votes, key=lambda one: (-votes[one], one))
        alike = (one for one in ranked[COMPARED:] if slots[one].agrees(slot))
        return [slots[one] for one in (*ranked[:COMPARED], *islice(alike, COMPARED))]

    def _rarity(self, pair: str) -> float:
        """How much a pair of letters tells: 1 where one passage has it."""
        (count,) = self._exact.frequencies("grams", [pair])
        return max(LEAST, 1 - math.log(count) / self._many) if count else UNHEARD

    def _whole(self, document_id: DocumentId) -> Reading:
        return Reading(self._witnesses.skeleton(document_id))


def _beside(starts: list[int], places: Iterable[int]) -> set[int]:
    """Which of some slots, by where they begin, stand beside any of some places."""
    found: set[int] = set()
    for place in places:
        at = bisect_left(starts, place)
        found.update(
            one
            for one in range(max(0, at - 2), min(len(starts), at + 2))
            if abs(starts[one] - place) <= AROUND
        )
    return found
