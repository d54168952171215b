"""So many things named in a row, with their number behind."""

from __future__ import annotations

import pytest

from service.answering.listing import names_so_many


@pytest.mark.parametrize(
    ("text", "many", "named"),
    [
        ("在青禾、白沙、云渡3个城市试点", 3, True),
        ("在青禾、白沙和云渡三个城市试点", 3, True),
        ("在青禾、白沙3个城市试点", 3, False),
        ("青禾，白沙、云渡3个城市", 3, False),  # what stands before a mark is no part of the row
        ("天地玄和" * 5000 + "11个城市", 11, True),  # in time that grows with the text alone
    ],
)
def test_a_row_with_its_number(text: str, many: int, named: bool) -> None:
    assert names_so_many(text, many, "城市") is named
