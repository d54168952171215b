"""Places that are taken: those near another, as a look at every one would find them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Span
from graph.composed.taken import Taken

SPANS = st.builds(
    lambda start, long: Span(start, start + long), st.integers(0, 60), st.integers(1, 20)
)


@pytest.mark.parametrize(
    ("start", "end", "meeting"),
    [
        (0, 2, []),  # up to where one begins
        (2, 3, [(2, 9)]),
        (6, 8, [(2, 9), (5, 7)]),  # the longest begins furthest before
        (9, 12, []),  # from where one ends
        (8, 13, [(2, 9), (12, 14)]),
    ],
)
def test_what_meets_a_place(start: int, end: int, meeting: list[tuple[int, int]]) -> None:
    assert Taken([(12, 14), (5, 7), (2, 9)]).meeting(start, end) == meeting


def test_nothing_meets_where_nothing_is_taken() -> None:
    assert Taken([]).meeting(0, 9) == []


@given(st.lists(SPANS, max_size=30), SPANS)
def test_none_is_missed(taken: list[Span], place: Span) -> None:
    wanted = [one for one in sorted(taken) if one.start < place.end and place.start < one.end]
    assert Taken(taken).meeting(*place) == wanted
