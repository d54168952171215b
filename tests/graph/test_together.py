"""What stands near, in how many places and works, and what of it is a tie."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from graph import together
from graph.together import NEAR, Pairs, likelihood, near_pairs, npmi, ties

#: Passages made up: forty, each its own work.
WORKS = np.arange(40, dtype=np.int32)


def pairs(
    *mentions: tuple[int, int, int, int], work: Sequence[int] = (), apart: Sequence[int] = ()
) -> Pairs:
    rows = np.array(sorted(mentions), np.int32).reshape(-1, 4)
    works = np.array(work, np.int32) if work else WORKS
    return near_pairs(rows, works, 9, apart)


def side_by_side(
    passages: Sequence[int], one: int, other: int, gap: int = 1
) -> list[tuple[int, int, int, int]]:
    """In each passage one concept, a gap, and the other."""
    return [
        place
        for passage in passages
        for place in ((passage, 0, 2, one), (passage, 2 + gap, 4 + gap, other))
    ]  # fmt: skip


def told(found: Pairs) -> list[tuple[int, int, list[int]]]:
    """Each pair and its passages."""
    return [
        (int(one), int(other), found.passage[start:end].tolist())
        for one, other, start, end in zip(
            found.one, found.other, found.start[:-1], found.start[1:], strict=True
        )
    ]


def test_a_pair_is_what_stands_near_whatever_its_order() -> None:
    near = side_by_side([1, 2], 3, 4) + side_by_side([5], 4, 3)
    far = side_by_side([7], 3, 4, gap=NEAR + 1)
    assert told(pairs(*near, *far)) == [(3, 4, [1, 2, 5])]


def test_a_passage_counts_once_and_nothing_is_tied_to_itself() -> None:
    often = [(0, 0, 2, 1), (0, 3, 5, 2), (0, 6, 8, 1), (0, 9, 11, 1)]
    assert told(pairs(*often, *side_by_side([1, 2], 1, 2))) == [(1, 2, [0, 1, 2])]


def test_others_between_two_do_not_part_them() -> None:
    row = [(n, 3 * place, 3 * place + 2, concept)
           for n in (0, 1, 2) for place, concept in enumerate((5, 6, 7, 8))]  # fmt: skip
    assert [one[:2] for one in told(pairs(*row))] == [
        (5, 6),
        (5, 7),
        (5, 8),
        (6, 7),
        (6, 8),
        (7, 8),
    ]


def test_versions_of_a_work_are_one_work() -> None:
    near = side_by_side([0, 1, 2], 3, 4)
    assert told(pairs(*near, work=[8, 8, 8])) == []
    assert told(pairs(*near, work=[8, 9, 7])) == [(3, 4, [2, 0, 1])]  # by work


def test_what_is_generic_has_no_pairs() -> None:
    near = side_by_side([0, 1, 2], 3, 4) + side_by_side([3, 4, 5], 5, 6)
    assert [one[:2] for one in told(pairs(*near, apart=[3]))] == [(5, 6)]
    assert told(pairs()) == []


def found(
    made: Pairs, named: dict[int, int], total: int = 1000, **hidden: bool
) -> dict[tuple[int, int], tuple[int, float]]:
    counts = np.array([named.get(n, 0) for n in range(9)], np.int64)
    allowed = np.ones(40, np.bool_)
    if hidden.get("first"):
        allowed[0] = False
    return dict(ties(made, allowed, counts, total))


def test_a_tie_is_frequent_sure_and_strong() -> None:
    made = pairs(*side_by_side(range(5), 3, 4))
    assert found(made, {3: 6, 4: 6}) == {(3, 4): (5, 0.9312)}
    # As often as by chance, or of things that stand everywhere: none.
    assert found(made, {3: 600, 4: 600}) == {}
    assert found(made, {3: 6, 4: 600}) == {}


def test_what_is_hidden_does_not_count() -> None:
    made = pairs(*side_by_side(range(4), 3, 4))
    assert found(made, {3: 4, 4: 4}) == {(3, 4): (4, 1.0)}
    assert found(made, {3: 3, 4: 3}, first=True) == {(3, 4): (3, 1.0)}
    made = pairs(*side_by_side(range(3), 3, 4))
    assert found(made, {3: 2, 4: 2}, first=True) == {}


def test_each_keeps_its_strongest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "TIES", 1)
    made = pairs(*side_by_side(range(8), 1, 2), *side_by_side(range(10, 14), 1, 3),
                 *side_by_side(range(20, 25), 4, 3))  # fmt: skip
    # 1 keeps 2; 3 keeps 4: the tie of 1 and 3 is neither's strongest.
    assert list(found(made, {1: 14, 2: 8, 3: 9, 4: 5})) == [(1, 2), (3, 4)]


@pytest.mark.parametrize(
    ("joint", "one", "other", "total", "score"),
    [
        (10, 10, 10, 100, 1.0),  # always together
        (1, 10, 10, 100, 0.0),  # as often as by chance
        (0, 10, 10, 100, -1.0),  # never
        (100, 100, 100, 100, 1.0),  # everywhere
    ],
)
def test_npmi(joint: int, one: int, other: int, total: int, score: float) -> None:
    counts = np.array([[joint], [one], [other]], np.int64)
    assert npmi(counts[0], counts[1], counts[2], total) == pytest.approx([score])


@pytest.mark.parametrize(
    ("joint", "one", "other", "total", "ratio"),
    [
        (1, 10, 10, 100, 0.0),  # as often as by chance
        (10, 10, 10, 100, 65.017),  # 2 (100 ln 100 - 10 ln 10 - 90 ln 90)
        (110, 2552, 221, 31777, 270.72),  # Dunning 1993, table 2: "the swiss"
    ],
)
def test_likelihood(joint: int, one: int, other: int, total: int, ratio: float) -> None:
    counts = np.array([[joint], [one], [other]], np.int64)
    assert likelihood(counts[0], counts[1], counts[2], total) == pytest.approx([ratio], abs=0.01)
