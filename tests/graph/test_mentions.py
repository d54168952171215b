"""Mentions as columns: written from rows and from the columns before, and found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import NoGeneration
from graph.mentions import FILE, Mentions, MentionWriter, write_mentions

#: passage, start, end, concept, form (None: the concept's label).
ROWS = [
    (0, 3, 5, 1, None),
    (0, 3, 7, 2, "安全工作"),
    (0, 9, 11, 1, "安全"),
    (2, 0, 2, 1, None),
    (3, 4, 8, 0, "安全工作"),
]


def written(folder: Path) -> Mentions:
    folder.mkdir()
    writer = MentionWriter(None, ())
    writer.add(ROWS[:3])
    writer.add(ROWS[3:])
    columns, forms = writer.finish()
    assert forms == ["安全", "安全工作"]
    write_mentions(folder, columns)
    return Mentions(folder)


def test_what_is_written_is_found_by_passage_and_by_concept(tmp_path: Path) -> None:
    held = written(tmp_path / "one")
    assert len(held) == 5
    assert held.between(0, 1).T.tolist() == [[0, 3, 5, 1, -1], [0, 3, 7, 2, 1], [0, 9, 11, 1, 0]]
    assert held.between(1, 1).shape == (5, 0)
    assert held.of(1)[0].tolist() == [0, 0, 2]
    assert held.standing([2, 0], [1]).T.tolist() == [
        [0, 3, 5, 1, -1],
        [0, 9, 11, 1, 0],
        [2, 0, 2, 1, -1],
    ]
    assert held.standing([], [1]).shape == (5, 0)


def test_what_is_carried_over_moves_and_forms_no_longer_used_are_gone(tmp_path: Path) -> None:
    held = written(tmp_path / "one")
    writer = MentionWriter(held, ["安全", "安全工作"])
    writer.add([(0, 1, 2, 2, "一岗双责")])
    writer.carry(2, 3, 5)
    columns, forms = writer.finish()
    assert forms == ["一岗双责", "安全工作"]
    assert columns.T.tolist() == [[0, 1, 2, 2, 0], [7, 0, 2, 1, -1], [8, 4, 8, 0, 1]]


def test_nothing_named_is_an_empty_file(tmp_path: Path) -> None:
    columns, forms = MentionWriter(None, ()).finish()
    write_mentions(tmp_path, columns)
    assert (len(Mentions(tmp_path)), forms) == (0, [])


@pytest.mark.parametrize("content", [None, b"123"])
def test_a_file_that_cannot_be_is_told(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(NoGeneration, match="请重新构建"):
        Mentions(tmp_path)
