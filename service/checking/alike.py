"""How alike the words beside two slots are, wherever in their sentences they stand.

A retelling leaves clauses out, puts words of its own in and turns their order about, but what a
number counts and who must do what is said by the same rare words close to it.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from service.checking.skeleton import NUMBERS, Skeleton
from service.checking.slots import YEARS, Slot, slots_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Letters before and after a slot that are compared, in a draft and in a source.
AROUND, AWAY = 40, 90
#: Letters in which the weight of what stands beside a slot falls to a third.
FALL, SLACK, LOOSE = 12, 8, 14
#: Letters of a source beside a slot that a draft should have as well.
CLOSE = 25
#: Share of a draft's words from which it matters what else the source has there.
LEAST = 0.4
#: What the words beyond the clause a slot stands in count.
BEYOND = 0.5
#: What a letter right beside both slots adds, and how many do.
FAST, FASTEST = 0.015, 16
#: Pairs that stand in more places of a text tell no place.
COMMON = 80


class Likeness(NamedTuple):
    """How alike two slots' surroundings are: the share of the draft's words that the source has
    there, the same the other way round close by, how much of rare words it is, and the letters
    that are the same right before and right after; ``held`` of both, numbers and all.
    """

    near: float
    back: float
    weight: float
    before: int
    after: int
    held: int

    @property
    def strength(self) -> float:
        """How surely one slot is what the other retells."""
        return self.near + FAST * min(FASTEST, self.before + self.after)


class Reading:
    """A text as its slots are compared: its letters in pairs, and where they stand."""

    def __init__(self, bones: Skeleton) -> None:
        self.bones = bones
        self.letters = NUMBERS.sub(lambda one: one[0] if one[0] in YEARS else "#", bones.letters)

    @cached_property
    def slots(self) -> list[Slot]:
        """The slots, in order."""
        return slots_of(self.bones)

    @cached_property
    def by_kind(self) -> dict[str, list[Slot]]:
        """The slots of each kind, in order."""
        found: dict[str, list[Slot]] = defaultdict(list)
        for one in self.slots:
            found[one.kind].append(one)
        return found

    def leading(self, slot: Slot, low: int) -> tuple[int, int]:
        """The letters between a slot and the one of its kind before it, or a place."""
        same = self.by_kind[slot.kind]
        at = bisect_left(same, slot.start, key=lambda one: one.start)
        return max(low, same[at - 1].end if at else low), slot.start

    @cached_property
    def parts(self) -> list[bool]:
        """Whether a mark parts each letter from the next."""
        starts, ends = self.bones.starts, self.bones.ends
        return [end < start for end, start in zip(ends, starts[1:], strict=False)]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each pair of letters stands."""
        found: dict[str, list[int]] = defaultdict(list)
        letters = self.letters
        for at in range(len(letters) - 1):
            if not self.parts[at]:
                found[letters[at : at + 2]].append(at)
        return dict(found)

    def beside(self, slot: Slot, low: int, high: int) -> Iterator[tuple[str, int, float]]:
        """The pairs before and after a slot between two letters, none across a mark: each with
        how far it is, below 0 before the slot, and what it counts.
        """
        yield from self._pairs(range(slot.start - 2, max(low, slot.start - AROUND) - 1, -1), slot)
        yield from self._pairs(range(slot.end, min(high, slot.end + AROUND) - 1), slot)

    def _pairs(self, places: range, slot: Slot) -> Iterator[tuple[str, int, float]]:
        worth = 1.0
        for at in places:
            before = at < slot.start
            far = at + 1 - slot.start if before else at - slot.end + 1
            if self.parts[at + 1 if before else at - 1]:
                worth = BEYOND if worth == 1.0 else worth
            if not self.parts[at]:
                yield self.letters[at : at + 2], far, worth * math.exp(-abs(far) / FALL)

    def distance(self, pair: str, slot: Slot) -> int | None:
        """How far from a slot a pair stands at the nearest: below 0 before it."""
        places = self.places.get(pair)
        if places is None:
            return None
        at = bisect_left(places, slot.start)
        found = []
        if at and (far := places[at - 1] + 1 - slot.start) <= 0:
            found.append(far)
        after = bisect_left(places, slot.end)
        if after < len(places):
            found.append(places[after] - slot.end + 1)
        nearest = min(found, key=abs, default=None)
        return nearest if nearest is not None and abs(nearest) <= AWAY else None


def likeness(
    ours: Reading,
    slot: Slot,
    bounds: tuple[int, int],
    theirs: Reading,
    other: Slot,
    rarity: Callable[[str], float],
) -> Likeness:
    """How alike the surroundings of a draft's slot and a source's are."""
    total = met = weight = 0.0
    for pair, far, share in ours.beside(slot, *bounds):
        rare = rarity(pair)
        worth = rare * share
        total += worth
        there = theirs.distance(pair, other)
        if there is not None:
            match = _match(far, there)
            met += worth * match
            weight += rare * match
    before, after = _beside(ours.letters, slot, theirs.letters, other)
    held = sum(_beside(ours.bones.letters, slot, theirs.bones.letters, other))
    near = met / total if total else 0.0
    if near < LEAST:
        return Likeness(near, 0.0, weight, before, after, held)
    back_total = back_met = 0.0
    for pair, far, share in theirs.beside(other, 0, len(theirs.letters)):
        if abs(far) > CLOSE:
            continue
        worth = rarity(pair) * share
        back_total += worth
        there = ours.distance(pair, slot)
        back_met += worth * _match(far, there) if there is not None else 0.0
    back = back_met / back_total if back_total else 0.0
    return Likeness(near, back, weight, before, after, held)


def led(
    ours: Reading,
    slot: Slot,
    bounds: tuple[int, int],
    theirs: Reading,
    other: Slot,
    rarity: Callable[[str], float],
) -> float:
    """How much of what a draft has before a slot in its clause a source has between its own and
    the one of its kind before it: of a row of figures, that with the same words before it.
    """
    total = met = 0.0
    own = theirs.leading(other, 0)
    start, end = max(own[0], other.start - AWAY), own[1]
    low, high = ours.leading(slot, bounds[0])
    for at in range(high - 2, low - 1, -1):
        if ours.parts[at]:
            break
        pair = ours.letters[at : at + 2]
        worth = rarity(pair)
        total += worth
        met += worth * (theirs.letters.find(pair, start, end) >= 0)
    return met / total if total else 0.0


def _match(far: int, there: int) -> float:
    """How much a pair counts that stands so far from one slot and so far from the other."""
    off = max(0, abs(there) - abs(far) - SLACK)
    turned = 0.8 if (far < 0) != (there < 0) else 1.0
    return turned * math.exp(-off / LOOSE)


def _beside(one: str, slot: Slot, other: str, there: Slot) -> tuple[int, int]:
    """How many letters are the same right before and right after two slots."""
    before = _same(one, slot.start - 1, other, there.start - 1, -1)
    return before, _same(one, slot.end, other, there.end, 1)


def _same(one: str, at: int, other: str, there: int, step: int) -> int:
    many = 0
    while 0 <= at < len(one) and 0 <= there < len(other) and one[at] == other[there]:
        many, at, there = many + 1, at + step, there + step
        if many == AROUND:
            break
    return many
