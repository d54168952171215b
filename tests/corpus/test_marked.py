"""What is counted of texts that a person marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import OperationError
from corpus.marked import measure_marked

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
