"""What a draft has in another's place: the words between two runs of letters that a source has.

A retelling keeps to its source for some letters before and after what it tells wrong, whatever
it does with the rest of the sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.checking.alike import Reading

#: Letters of the run on one side of a gap and on the other, at least; of the gap, at most.
LONG, SHORT = 4, 2
WIDEST, WIDER = 12, 17
#: Pairs that stand in more places of a text begin no run.
COMMON = 320


class Gap(NamedTuple):
    """Letters of a draft, ``start:end``, and those the source has in their place; how many
    before and after are the same.
    """

    start: int
    end: int
    there: int
    until: int
    before: int
    after: int


def gaps(ours: Reading, low: int, high: int, theirs: Reading) -> set[Gap]:
    """Every gap of a sentence, the letters ``low:high`` of a draft."""
    found: set[Gap] = set()
    one, other = ours.letters[low:high], theirs.letters
    for at, there, many in _runs(one, theirs, lambda at: ours.parts[low + at]):
        end, until = at + many, there + many
        if (after := _next(one[end:], other[until : until + WIDER])) is not None:
            wide, width = after
            same = _alike(one[end + wide :], other[until + width :])
            found.add(Gap(low + end, low + end + wide, until, until + width, many, same))
        ahead, before = one[:at][::-1], other[max(0, there - WIDER) : there][::-1]
        if (after := _next(ahead, before)) is not None:
            wide, width = after
            same = _alike(ahead[wide:], other[: there - width][::-1])
            found.add(Gap(low + at - wide, low + at, there - width, there, same, many))
    return found


def _runs(
    one: str, theirs: Reading, is_parted: Callable[[int], bool]
) -> Iterator[tuple[int, int, int]]:
    """The long runs that a sentence has in common with a text: where in each, and how long."""
    other = theirs.letters
    done: dict[int, int] = {}
    for at in range(len(one) - LONG + 1):
        places = () if is_parted(at) else theirs.places.get(one[at : at + 2], ())
        for there in places if len(places) <= COMMON else ():
            if done.get(there - at, -1) >= at:
                continue
            back = 0
            while back < min(at, there) and one[at - back - 1] == other[there - back - 1]:
                back += 1
            many = back + _alike(one[at:], other[there : there + len(one) - at])
            done[there - at] = at - back + many
            if many >= LONG:
                yield at - back, there - back, many


def _next(one: str, other: str) -> tuple[int, int] | None:
    """How many letters each has before both go on alike: the fewest; neither has none."""
    best: tuple[int, int] | None = None
    for wide in range(1, min(WIDEST, len(one) - SHORT) + 1):
        width = other.find(one[wide : wide + SHORT], 1)
        if width > 0 and (best is None or wide + width < sum(best)):
            best = wide, width
    return best


def _alike(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
