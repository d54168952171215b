"""A number in its place: the words beside it stand in the source, with another number.

A draft may tell half a sentence its own way and keep to the source only beside the number. Of
all numbers of the source the one counts that has the most of the same letters beside it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from service.checking.skeleton import NUMBERS, Skeleton, is_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from corpus.model import Span

#: Letters before and after a number that are compared.
BEFORE, AFTER = 20, 12
#: Least letters beside the number, numbers not counted: fewer stand in many places; before it
#: where none after it is the same, which would be its unit.
LEAST, LEAST_BEFORE = 7, 10
#: Letters before a figure that lead up to it in its own clause.
LED = 6
_LABELLED = frozenset("条款项章节届次")
#: A number said right nearly as surely is right.
CLOSE = 2


def misnumbered(
    bones: Skeleton, source: Skeleton, part: Span | None
) -> Iterator[tuple[Span, Span]]:
    """The numbers of a clause that the source has otherwise in the same words.

    ``part`` is the provision named. Yields the words with the number, and where the source
    has all of them but the number.
    """
    ours = _amounts(bones.letters, 0, len(bones))
    if not ours:
        return
    numbers = _amounts(source.letters, *(source.inside(part) if part else (0, len(source))))
    for at in ours:
        letter = bones.letters[at]
        found = []
        for there in numbers:
            before, after = _alike(bones.letters, at, source.letters, there)
            if before + after < LEAST:
                continue
            weight = _weight(bones.letters[at - before : at]) + _weight(
                bones.letters[at + 1 : at + 1 + after]
            )
            if weight >= LEAST and (after or before >= LEAST_BEFORE):
                found.append((weight, before, after, there))
        if not found:
            continue
        most = max(found)
        right = [one[0] for one in found if source.letters[one[3]] == letter]
        others = {source.letters[one[3]] for one in found if one[0] == most[0]}
        if len(others) != 1 or (right and max(right) >= most[0] - CLOSE):
            continue
        _, before, after, there = most
        if part is not None and _stands(bones, at, before, after, source):
            continue
        led = bones.letters[max(0, at - LED) : at + 1]
        if part is None and len(led) > LED and led in source.letters:
            continue  # its own clause, of which the draft leaves out the next: …增长4%，…
        yield (
            bones.span(at - before, at + 1 + after),
            source.span(there - before, there + 1 + after),
        )


@lru_cache(maxsize=64)
def _amounts(letters: str, start: int, end: int) -> tuple[int, ...]:
    """Where numbers stand that count something and are no labels: 第四条, 这一条."""
    return tuple(
        found.start()
        for found in NUMBERS.finditer(letters, start, end)
        if letters[max(0, found.start() - 1) : found.start()] != "第"
        and letters[found.end() : found.end() + 1] not in _LABELLED
    )


def _alike(said: str, at: int, source: str, there: int) -> tuple[int, int]:
    """How many letters before and after two places are the same."""
    before, most = 0, min(at, there, BEFORE)
    while before < most and said[at - 1 - before] == source[there - 1 - before]:
        before += 1
    after, most = 0, min(len(said) - at, len(source) - there, AFTER) - 1
    while after < most and said[at + 1 + after] == source[there + 1 + after]:
        after += 1
    return before, after


def _weight(letters: str) -> int:
    return sum(not is_number(letter) for letter in letters)


def _stands(bones: Skeleton, at: int, before: int, after: int, source: Skeleton) -> bool:
    return bones.letters[at - before : at + 1 + after] in source.letters
