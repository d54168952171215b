"""What is counted of texts that a person marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.citing.catalogue import Catalogue
from corpus.errors import OperationError
from corpus.marked import measure_marked
from corpus.resolved import measure_resolved

RULE = """检修管理办法
{1}第一章 总则
{2}第一条 为了规范检修，根据⟪《设备管理规定》第三条⟫，制定⟪本办法⟫。
检修应当：
{2}（一）安全；
{1}（二）及时。
{1}解释归设备部。"""


def test_found_missed_and_misplaced_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RULE, "utf-8")
    found = measure_marked(tmp_path)
    assert (found.texts, found.sections, found.found, found.deep, found.wrong) == (1, 5, 4, 2, 0)
    assert (found.citations, found.cited) == (2, 2)
    assert [what for _, what, _ in found.failures] == ["层级不对", "层级不对", "未识别"]


def test_a_folder_without_marked_texts_is_named(tmp_path: Path) -> None:
    with pytest.raises(OperationError, match="没有标注过的"):
        measure_marked(tmp_path)


def test_what_references_mean_is_compared(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        RULE.replace("{1}解释归设备部", "违反前款第一项的，通报"), "utf-8"
    )
    rows = [
        ("根据⟪《设备管理规定》", "《设备管理规定》第三条", "unresolved"),
        ("制定本办法", "本办法", "本文件"),
        ("违反前款第一项", "前款第一项", "第一条第二款第一项"),
        ("违反前款第一项", "前款第一项", "第一条第一款"),
        ("制定本办法", "本办法第三条", "本文件"),
    ]
    names = ("quote", "reference", "means")
    asked = [{"file": "a.txt", **dict(zip(names, row, strict=True))} for row in rows]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in asked), "utf-8")
    found = measure_resolved(tmp_path, file, Catalogue([], lambda _: ()))
    assert (found.asked, found.found, found.right) == (5, 4, 3)
    assert [what for _, _, what in found.failures] == [
        *("应指第一条第一款，却指art_1/para_2/item_1", "未找到引用")
    ]
    file.write_text("{}", "utf-8")
    with pytest.raises(OperationError, match="第 1 行"):
        measure_resolved(tmp_path, file, Catalogue([], lambda _: ()))
