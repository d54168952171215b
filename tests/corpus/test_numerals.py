"""Chinese numerals, there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numerals import to_chinese, to_int


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10),
        ("一百零五", 105),
        ("一百二十三", 123),
        ("二〇二四", 2024),
        ("一万零三", 10003),
        ("廿三", 23),
        ("１７", 17),
        ("③", 3),
        ("㈠", 1),
        ("两", 2),
    ],
)
def test_to_int(written: str, value: int) -> None:
    assert to_int(written) == value


@pytest.mark.parametrize("written", ["", "第", "一个", "abc", "1.5"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"number|neither"):
        to_int(written)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_there_and_back(value: int) -> None:
    assert to_int(to_chinese(value)) == value


def test_a_negative_number_has_no_words() -> None:
    with pytest.raises(ValueError, match="outside"):
        to_chinese(-1)
