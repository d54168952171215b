"""What is counted of held documents whose lines are joined."""

from __future__ import annotations

from pathlib import Path

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


def test_a_document_with_few_numbers_is_left_out(tmp_path: Path) -> None:
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many([(document_of(SHORT), [])], parser=PARSER_VERSION)
        assert measure_flattened(store, 5, seed=1).documents == {}
