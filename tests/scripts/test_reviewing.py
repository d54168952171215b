"""Discovery and review by command: from candidates to a graph that holds what was approved."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts import build, concepts, documents

if TYPE_CHECKING:
    from tests.conftest import Built


@pytest.fixture
def data(built: Built, tmp_path: Path) -> Path:
    shutil.copytree(built.data, tmp_path / "data")
    return tmp_path / "data"


def asked(data: Path, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> Any:
    assert concepts.main([*words, "--data", str(data), "--json"]) == code
    told = capsys.readouterr()
    return json.loads(told.out) if code == 0 else told.err


def graph_of(data: Path) -> dict[str, bytes]:
    folder = data / "generations" / (data / "CURRENT").read_text().strip() / "graph"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def test_from_candidate_to_graph_and_back(
    data: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = graph_of(data)
    found = asked(data, capsys, "discover")
    assert found["candidates"] == sum(found["families"].values()) > 20
    listed = asked(data, capsys, "review", "list", "--family", "numeric")
    assert listed["candidates"][0]["label"] == "四不采"
    made = asked(
        data, capsys, "review", "approve", "四不采", "--by", "李编", "--alias", "采购四不采"
    )
    assert made["wordings"][0]["expansion"][0] == "无计划不采"
    asked(data, capsys, "review", "merge", "三必到", "--into", "两个维护", "--by", "李编")
    parts = ("--part", "两晒=shorthand", "--part", "一评法")
    asked(data, capsys, "review", "split", "两晒一评", *parts, "--by", "李编")
    asked(data, capsys, "review", "reject", "项目建设年", "--by", "王", "--note", "年度口号")
    assert asked(data, capsys, "show", "采购四不采")["id"] == "reviewed/四不采"
    assert asked(data, capsys, "review", "log")["total"] == 4

    assert build.main(["--data", str(data), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["read"] == 30
    after = graph_of(data)
    # The same ledger over the same papers, elsewhere and from the start: the same bytes.
    shutil.copytree(data / "review", tmp_path / "again" / "review")
    shutil.copy2(data / "corpus.sqlite", tmp_path / "again")
    assert build.main(["--data", str(tmp_path / "again")]) == 0
    assert graph_of(tmp_path / "again") == after
    capsys.readouterr()
    for n in "4321":
        asked(data, capsys, "review", "undo", n, "--by", "李编")
    assert build.main(["--data", str(data)]) == 0
    assert graph_of(data) == before


def test_it_is_said_in_words_too(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*words: str, code: int = 0) -> str:
        assert concepts.main([*words, "--data", str(data)]) == code
        captured = capsys.readouterr()
        return captured.err if code else captured.out

    assert told("review", "list") == "共 0 个待审\n"
    assert "个候选概念：数字缩略语 3，" in told("discover")
    assert "0.80  数字缩略语  四不采（数字缩略语，6 份文件 6 处）" in told("review", "list")
    shown = told("review", "show", "四不采")
    assert "  1. 无计划不采" in shown
    assert "#quote" in shown
    assert told("review", "reject", "四不采", "--by", "李编").startswith("第 1 条：不采纳“四不采”")
    assert told("review", "undo", "1", "--by", "李编").startswith("第 2 条：撤销第 1 条")
    assert "李编  不采纳“四不采”（已撤销）" in told("review", "log")
    assert "没有候选概念“无此”" in told("review", "approve", "无此", code=2)


def test_withdrawing_takes_the_candidates_along(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(data, capsys, "discover")
    assert documents.main(["list", "--data", str(data), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["documents"][0]["id"]
    assert documents.main(["withdraw", first, "--data", str(data)]) == 0
    capsys.readouterr()
    assert asked(data, capsys, "review", "list")["total"] == 0
