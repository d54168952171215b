"""What is counted of held documents whose lines are joined."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path

import pytest

from corpus.flattened import JOINTS, measure_flattened
from corpus.storage.store import Store
from corpus.structure.outline import PARSER_VERSION
from tests.corpus.outlines import document_of

RULE = """检修办法
第一章 总则
第一条 为了规范检修，制定本办法。
第二条 班组应当按照标准检修设备，并将结果记入台账。
第三条 班长负责：
（一）编制计划；
（二）组织验收。
某某条 没有序号的一行。"""
FILL = "班组应当按照标准检修设备，并将结果记入台账。"
SHORT = "通知\n一、甲。\n二、乙。"


def test_sections_found_again_are_counted_by_joint_kind_and_level(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many([(document_of(text), []) for text in (RULE,)], parser=PARSER_VERSION)
        found = measure_flattened(store, 5, seed=1)
    assert found.documents == {"other": 1}
    for joint in JOINTS:
        tally = found.by_kind[joint]["other"]
        assert (tally.wanted, tally.found, tally.deep, tally.false) == (6, 6, 6, 0)
        assert {name: one.wanted for name, one in found.by_level[joint].items()} == {
            "章": 1, "条": 3, "项": 2,
        }  # fmt: skip
    assert found.failures == []


# A lined text left; its tallies by joint, and what the failures say of which words, right.
MISSED = [
    # A number of a paragraph's own, whose list the joined text reads one level higher.
    (
        f"检修安排\n一、总体要求\n以安全为先。\n二、重点任务\n{FILL}\n三、保障措施\n包括：\n"
        f"一、定人。\n二、定时。\n四、附则\n{FILL}",
        {"连写": (6, 5, 3, 0), "空格": (6, 5, 3, 0)},
        {
            ("连写 层级不对 点2", "一、定人"), ("连写 层级不对 点2", "二、定时"),
            ("连写 未识别 点1", "四、附则"),
            ("空格 层级不对 点2", "一、定人"), ("空格 层级不对 点2", "二、定时"),
            ("空格 未识别 点1", "四、附则"),
        },
    ),
    # What ran on in the lines; a heading behind a character.
    (
        f"检修安排\n一、总体要求\n以安全为先。\n二、重点任务\n{FILL}\n三、保障措施\n{FILL}\n公司在\n"
        f"四、附则\n{FILL}\n专家五、其他\n{FILL}{FILL}",
        {"连写": (4, 3, 3, 0), "空格": (4, 4, 4, 1)},
        {("连写 未识别 点1", "四、附则"), ("空格 多识别", "五、其他")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tallies", "failures"), MISSED)
def test_what_is_missed_too_deep_or_found_wrongly_is_told(
    text: str,
    tallies: dict[str, tuple[int, ...]],
    failures: set[tuple[str, str]],
    tmp_path: Path,
) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many([(document_of(text), [])], parser=PARSER_VERSION)
        found = measure_flattened(store, 5, seed=1)
    counted = {joint: astuple(found.by_kind[joint]["other"]) for joint in JOINTS}
    assert counted == tallies
    told = {(what, words.split("|")[1][:4]) for _, what, words in found.failures}
    assert told == failures


def test_a_document_with_few_numbers_is_left_out(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many([(document_of(SHORT), [])], parser=PARSER_VERSION)
        assert measure_flattened(store, 5, seed=1).documents == {}
