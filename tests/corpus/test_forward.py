"""The forward index: what is written comes back, whatever the road there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import NoGeneration
from corpus.forward import (
    ForwardIndex,
    ForwardRow,
    Layout,
    Letters,
    Rows,
    build_forward,
    forward_head,
    forward_version,
)
from corpus.model import PassageId

ROWS = [
    ForwardRow(PassageId("d1/art_1"), "第一条　為了規範採購，制定本辦法。", "采购办法"),
    ForwardRow(PassageId("d1/art_2"), "本办法适用于各单位。", "采购办法\n第一章 总则"),
    ForwardRow(PassageId("d2/p_1"), "GDP增长5％；𠮷", ""),
    ForwardRow(PassageId("d2/p_2"), "", "空文"),
]
#: Folded: simplified, lower case, half width; what lies above the basic plane takes two units.
TEXTS = ["第一条 为了规范采购,制定本办法。", "本办法适用于各单位。", "gdp增长5%;𠮷", ""]
IDS = [row.id for row in ROWS]


def read(letters: Letters, rows: Rows) -> list[str]:
    """The texts of these rows, without the 0 behind each."""
    bounds = [(letters.starts[row], letters.starts[row + 1] - 1) for row in rows]
    return [letters.codes[a:b].tobytes().decode("utf-16-le") for a, b in bounds]


@pytest.fixture
def index(tmp_path: Path) -> ForwardIndex:
    assert build_forward(tmp_path / "forward", ROWS) == 4
    return ForwardIndex(tmp_path / "forward")


def test_texts_and_heads_come_back_folded(index: ForwardIndex) -> None:
    rows = index.rows(IDS)
    assert rows.tolist() == [0, 1, 2, 3]
    assert read(index.texts, rows) == TEXTS
    assert read(index.heads, index.heads_of(rows)) == [
        "采购办法",
        "采购办法 第一章 总则",
        "",
        "空文",
    ]
    assert forward_head("采购办法", ("第一章 总则", "第二条")) == "采购办法\n第一章 总则\n第二条"


def test_a_passage_not_held_has_neither_row_nor_head(index: ForwardIndex) -> None:
    rows = index.rows([PassageId("d9/p_1"), IDS[1]])
    assert rows.tolist() == [-1, 1]
    assert index.heads_of(rows).tolist() == [-1, 1]


def test_mean_lengths_do_not_count_the_marks_between(index: ForwardIndex) -> None:
    assert index.mean_length == np.mean([len(text.encode("utf-16-le")) // 2 for text in TEXTS])


def test_an_index_grown_says_the_same_as_one_built_at_once(
    tmp_path: Path, index: ForwardIndex
) -> None:
    build_forward(tmp_path / "old", [ROWS[0], ROWS[3], ROWS[1]])
    gone = [IDS[0]]  # changed since: it comes anew
    build_forward(tmp_path / "new", [ROWS[0], ROWS[2]], tmp_path / "old", gone, 2)
    grown = ForwardIndex(tmp_path / "new")
    assert len(grown) == len(index)
    assert read(grown.texts, grown.rows(IDS)) == TEXTS
    heads = [read(each.heads, each.heads_of(each.rows(IDS))) for each in (grown, index)]
    assert heads[0] == heads[1]
    assert grown.mean_head == index.mean_head


def test_what_should_be_kept_must_be_there(tmp_path: Path) -> None:
    build_forward(tmp_path / "old", ROWS[:1])
    with pytest.raises(NoGeneration, match="1 个未变的段落，应为 2 个"):
        build_forward(tmp_path / "new", [], tmp_path / "old", [IDS[2]], 2)


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    build_forward(tmp_path, [])
    assert ForwardIndex(tmp_path).rows(IDS).tolist() == [-1] * 4


@pytest.mark.parametrize("spoilt", ["about", "letters", "places"])
def test_a_damaged_index_is_refused(tmp_path: Path, spoilt: str) -> None:
    build_forward(tmp_path, ROWS)
    path: Path = getattr(Layout(tmp_path), spoilt)
    path.write_bytes(path.read_bytes()[:-6])
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        ForwardIndex(tmp_path)


def test_the_version_is_read_without_opening(tmp_path: Path) -> None:
    assert forward_version(tmp_path) is None
    build_forward(tmp_path, ROWS)
    assert forward_version(tmp_path) == 1
