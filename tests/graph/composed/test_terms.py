"""Names a document makes itself: coined in quotation marks, or defined and used again."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import DocumentId, Span
from graph.composed.columns import Names
from graph.composed.defined import find_terms
from graph.composed.finder import find_names
from tests.corpora import made
from tests.graph.making import Shelf


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("推行“一改两为”，提升效能", ["一改两为"]),
        ("打造“创投+产投”基金群", ["创投+产投"]),
        ("「三清單」制度", ["三清单制度"]),
        ("落实“1567”总体工作思路", ["1567总体工作思路"]),  # a plan called by its numbers
        ("传承弘扬“3820”战略工程的思想", ["3820战略工程"]),
        ("构建「1＋N」政策体系", ["1+n政策体系"]),
        ("拨打“120”急救体系的电话", []),
        ("“51020”和其他工程", []),
        ("分解“2023”年度目标任务", []),  # a year
        ("完成“100”个目标", []),  # how many
        ("实施“500”强企业培育计划", []),
        ("拒绝“996”工作制度目标", []),  # hours
        ("落实“2035”远景目标", ["2035远景目标"]),
        ("他说：“我们一定要坚持下去”。", []),
        ("“为家乡加油”", []),
        ("不搞“作秀式”的调研", []),
        ("将“二十日”修改为“三十日内办结”", []),  # the wording of a law
        ("称为“第一江山”", []),
        ("眼前的“近在眼前”", []),  # a word of everybody's
        ("“一二三”", []),
    ],
)
def test_what_is_coined(text: str, found: list[str]) -> None:
    assert [one.label for one in find_names(text, []) if one.method == "coined"] == found


def test_a_concept_of_the_lexicon_is_not_coined_again() -> None:
    assert find_names("“两个维护”", [(Span(1, 5), "shorthand")]) == []


@pytest.mark.parametrize(
    ("taken", "found"),
    [
        ([], [(0, 4), (11, 15)]),
        ([Span(0, 2)], [(0, 4), (11, 15)]),  # it holds a concept
        ([Span(9, 13)], [(0, 4)]),  # it would cut one
        ([Span(11, 17)], [(0, 4)]),  # it is part of a longer name
    ],
)
def test_a_term_is_found_where_no_name_stands(
    taken: list[Span], found: list[tuple[int, int]]
) -> None:
    text = "基础指标是指标准分；按基础指标排序后"
    assert [tuple(one.span) for one in find_terms(text, ["基础指标"], taken)] == found


def test_what_a_document_defines_is_named_wherever_it_stands_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.hold(
        made("d1", "积分管理办法", "第一条 本办法所称排名分，是指各项分值之和。",
             "第二条 申请人按照排名分排序。"),
        made("d2", "考试办法", "第一条 考生按照排名分排序。"),
    )  # fmt: skip
    shelf.build()
    names = Names(shelf.graph)
    name = names.named("排名分")
    assert name is not None
    assert name.methods == "defined"
    steps = shelf.graph.passage_ids(names.passages(name.n).tolist())
    assert {one.partition("/")[0] for one in steps} == {DocumentId("d1")}
    assert len(steps) == 2
