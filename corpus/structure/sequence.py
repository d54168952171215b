"""Sequence: of the numbers in a text without lines, the likeliest to be its own.

Where no line shows where a heading or an article begins, a number is known by what stands
around it and by the numbers before and behind it. Each may be one of the text's own or not; a
reading says which are. Readings are kept as a beam: of all that lead to one state (the series
now open, the numbers reached in those closed), the best; of all states, the best few.

::

    read     = skip | continue | open ;
    continue = the next number of an open series; the series inside it are closed;
    open     = a first number, or where a series was closed by what stands above it, its next ;

A series whose second member never comes costs more than it gave. So a date, 依照第三条 or
第二十次 stays wording: nothing before it or behind it goes on from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from corpus.structure.markers import HARD, RANKS

#: Of so many states the readings are followed; of fewer, where there are more marks than any
#: document has: it is no document, and must not take long.
_BEAM, _NARROW, _DOCUMENT = 12, 4, 20_000
#: What it costs to open a series, to open one anew that had begun, to stand above by custom
#: and below here, to leave a series with one member, to leave out a number.
_OPEN, _ANEW, _UPSIDE, _ALONE, _GAP, _LOST = 1.0, 2.5, 3.0, 3.0, 3.0, 3.0
#: What it gives to go on, and costs to pass over a number that stands as a heading does.
_NEXT, _PASS = 2.0, 0.5
#: The weight of a place that hardly is anything but a line's beginning: behind a sentence's end.
_SURE = 2.0
#: What is numbered on through a text, whatever stands above it.
_THROUGH = HARD | {"comma", "paren", "arabic"}
#: As many articles or chapters may be left out at once.
_EXCERPT = 30


class Mark(NamedTuple):
    """A number in a text: its family, its parts, where it begins, and how much its place
    looks like one where a line began (below zero: rather not). ``names``: nothing but a
    heading stands between it and the next.
    """

    family: str
    number: tuple[int, ...]
    start: int
    weight: float
    names: bool = False


class _Series(NamedTuple):
    family: str
    number: tuple[int, ...]
    alone: bool  # it has one member so far …
    begun: float = 0.0  # … and so much its place looks like one where a line begins
    names: bool = False


class _Reading(NamedTuple):
    """A reading so far; ``chosen`` is a chain of the marks taken, the last one first."""

    score: float
    series: tuple[_Series, ...] = ()
    reached: tuple[tuple[str, tuple[int, ...]], ...] = ()  # by closed series, per family
    chosen: tuple[int, object] | None = None


def choose(marks: Sequence[Mark], *, cut: bool = False) -> list[int]:
    """The places in ``marks`` of those that the best reading takes for the text's own; of a
    text ``cut`` off in mid-sentence the second members may be lost.
    """
    readings = [_Reading(0.0)]
    beam = _BEAM if len(marks) <= _DOCUMENT else _NARROW
    for place, mark in enumerate(marks):
        found: dict[object, _Reading] = {}
        for reading in readings:
            for later in _ways(reading, place, mark):
                key = later.series, later.reached
                if key not in found or found[key].score < later.score:
                    found[key] = later
        readings = sorted(found.values(), key=lambda one: -one.score)[:beam]
    chain = max(readings, key=lambda one: _ended(one, sure=0.5 if cut else _SURE)).chosen
    places = []
    while chain is not None:
        places.append(chain[0])
        chain = chain[1]  # type: ignore[assignment]  # a chain is a pair of place and chain
    return places[::-1]


def _ways(reading: _Reading, place: int, mark: Mark) -> list[_Reading]:
    """What may become of a reading at a mark: it is passed over, goes on, or opens a series."""
    passed = reading.score - (_PASS if mark.weight > 0 else 0)
    ways = [_Reading(passed, reading.series, reading.reached, reading.chosen)]
    for depth in range(len(reading.series) - 1, -1, -1):
        series = reading.series[depth]
        if series.family != mark.family:
            continue
        missing = _missing(series.number, mark)
        if missing is not None:
            left = _closed(reading, depth + 1)
            gain = _NEXT + mark.weight - _lost(missing, mark)
            ways.append(_with(left, depth, mark, gain, place, alone=False))
    if _is_first(reading, mark):
        ways += _openings(reading, place, mark)
    return ways


def _openings(reading: _Reading, place: int, mark: Mark) -> list[_Reading]:
    """The series opened under each of those open that it can stand under."""
    ways = []
    reached = dict(reading.reached).get(mark.family)
    families = [series.family for series in reading.series]
    # 「a 迟到1、…2、…b 早退1、…」: beneath a letter as well as above it
    ranks = (0 if family == "letter" else RANKS[family] for family in families)
    heights = list(accumulate(ranks, max, initial=-1))
    anew = mark.family in families
    deepest = families.index(mark.family) if anew else len(families)
    for depth in range(deepest, -1, -1):
        inside = reading.series[:depth]
        cost = _OPEN
        if heights[depth] >= RANKS[mark.family]:
            headed = mark.family == "article" and inside[-1].names  # 一、受案范围, 第一条
            if not headed and (mark.family in HARD or mark.family == "comma"):
                continue
            cost += 0 if headed else _UPSIDE
        if mark.family == "dotted":
            cost = 0.0 if _heads(inside, mark.number) else 2 * _OPEN
        left = _closed(reading, depth)
        if mark.family == "dotted" and cost == 0:
            left = _shown(left)
        if anew or (mark.family in ("article", "chapter", "part") and reached is not None):
            missing = None if anew or reached is None else _missing(reached, mark)
            cost += _ANEW if missing is None else _lost(missing, mark)
        if mark.number[-1] != 1 and mark.family not in HARD:
            goes_on = reached is not None and mark.number[0] == reached[0] + 1
            cost += 0.5 if goes_on else _LOST
        gain = mark.weight - cost
        sure = mark.family in HARD or (mark.family == "dotted" and _heads(inside, mark.number))
        ways.append(_with(left, depth, mark, gain, place, alone=not sure))
        if cost <= _OPEN:
            break  # deeper is as good, and closes less
    return ways


def _heads(inside: Sequence[_Series], number: tuple[int, ...]) -> bool:
    """Whether 2.1 stands right under 2, or 第2章."""
    return bool(inside) and inside[-1].number == number[:-1]


def _shown(reading: _Reading) -> _Reading:
    """A reading whose last series needs no second member: 1.1 stands right under its 1."""
    above = reading.series[-1]._replace(alone=False)
    return reading._replace(series=(*reading.series[:-1], above))


def _is_first(reading: _Reading, mark: Mark) -> bool:
    """Whether a mark may open a series: a first number, or one of a series that was closed."""
    if mark.number[-1] == 1 and (len(mark.number) == 1 or mark.family == "dotted"):
        return True
    if mark.family == "dotted" or any(one.family == mark.family for one in reading.series):
        return False
    reached = dict(reading.reached).get(mark.family)
    if reached is not None and mark.number == (reached[0] + 1,):
        return True
    if mark.family in HARD:
        return mark.weight > 0 and (reached is None or _missing(reached, mark) is not None)
    return mark.weight >= _SURE


def _lost(missing: int, mark: Mark) -> float:
    """What it costs to leave numbers out: an excerpt may leave out many articles at once."""
    return min(_GAP * missing, _GAP if mark.family in HARD else 9 * _GAP)


def _missing(last: tuple[int, ...], mark: Mark) -> int | None:
    """How many numbers are left out between a series' last and a mark; None: it is not next."""
    number = mark.number
    if mark.family == "article":
        if number[0] == last[0] and len(number) > 1:
            return 0 if number > last else None
        gap = number[0] - last[0] - 1
    elif len(number) != len(last) or number[:-1] != last[:-1]:
        return None
    else:
        gap = number[-1] - last[-1] - 1
    most = _EXCERPT if mark.family in HARD and mark.weight >= _SURE else 2
    if gap < 0 or gap > most or (gap and mark.weight <= 0):
        return None
    return gap


def _with(
    reading: _Reading, depth: int, mark: Mark, gain: float, place: int, *, alone: bool
) -> _Reading:
    """A reading with a mark as the last of its series at a depth."""
    begun = mark.weight if alone else 0.0
    series = (*reading.series[:depth], _Series(mark.family, mark.number, alone, begun, mark.names))
    return _Reading(reading.score + gain, series, reading.reached, (place, reading.chosen))


def _ended(reading: _Reading, *, sure: float) -> float:
    """The score of a reading where the text ends, or is cut off: before a second member."""
    alone = sum(series.alone and series.begun < sure for series in reading.series)
    return reading.score - _ALONE * alone


def _closed(reading: _Reading, depth: int) -> _Reading:
    """A reading with the series from a depth on closed."""
    if depth == len(reading.series):
        return reading
    score, reached = reading.score, dict(reading.reached)
    for series in reading.series[depth:]:
        score -= _ALONE if series.alone else 0
        if series.family in _THROUGH:
            reached[series.family] = series.number
    return _Reading(score, reading.series[:depth], tuple(sorted(reached.items())), reading.chosen)
