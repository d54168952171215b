"""How well vectors tell how alike two sentences are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from corpus.errors import UserError
from embeddings.encoder import load_encoder
from embeddings.similarity import measure_similarity
from scripts import evaluate

if TYPE_CHECKING:
    from pathlib import Path

PAIRS = [
    ("渡船应当登记", "渡船应当登记", 5),
    ("渡船应当登记", "渡船要登记", 4),
    ("渡船应当登记", "渡船可以免税", 2),
    ("渡船应当登记", "苗圃按季浇水", 0),
]


def written(folder: Path, *rows: object) -> Path:
    file = folder / "pairs.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return file


def test_the_more_alike_two_sentences_are_the_nearer_their_vectors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"a": a, "b": b, "label": label} for a, b, label in PAIRS]
    found = measure_similarity(written(tmp_path, *rows), load_encoder("default"))
    assert found.pairs == len(PAIRS)
    assert found.correlation == pytest.approx(1.0)
    assert found.letters > 0.8
    assert evaluate.main(["--similarity", str(tmp_path)]) == 0
    assert "pairs：4 对，等级相关 1.000" in capsys.readouterr().out


def test_a_row_that_is_no_pair_is_told_with_its_place(tmp_path: Path) -> None:
    file = written(tmp_path, {"a": "甲", "b": "乙", "label": 1}, {"a": "甲"})
    with pytest.raises(UserError, match="第 2 行"):
        measure_similarity(file, load_encoder("default"))
    with pytest.raises(UserError, match="至少要有两对"):
        measure_similarity(
            written(tmp_path, {"a": "甲", "b": "乙", "label": 1}), load_encoder("default")
        )


def test_a_folder_without_pairs_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main(["--similarity", str(tmp_path)]) == 2
    assert "没有 .jsonl 文件" in capsys.readouterr().err
