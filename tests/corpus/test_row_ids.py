"""The passage id of each row."""

from __future__ import annotations

import os
from pathlib import Path

from corpus.model import PassageId
from corpus.row_ids import RowIds, add_row_ids

IDS = [PassageId("d1/art_1"), PassageId("d1/art_1/para_2"), PassageId("d2/附件")]


def test_rows_have_the_ids_they_were_given(tmp_path: Path) -> None:
    path = tmp_path / "ids.txt"
    add_row_ids(path, IDS[:1])
    add_row_ids(path, [])
    add_row_ids(path, IDS[1:])
    ids = RowIds(path)
    assert [ids[row] for row in range(len(ids))] == IDS


def test_an_older_index_keeps_the_file_it_shares(tmp_path: Path) -> None:
    older, newer = tmp_path / "older.txt", tmp_path / "newer.txt"
    add_row_ids(older, IDS[:1])
    os.link(older, newer)
    add_row_ids(newer, IDS[1:])
    assert (len(RowIds(older)), len(RowIds(newer))) == (1, 3)


def test_no_rows_no_ids(tmp_path: Path) -> None:
    add_row_ids(tmp_path / "ids.txt", [])
    assert len(RowIds(tmp_path / "ids.txt")) == 0
