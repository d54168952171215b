"""The basis of a paragraph over the sample corpus, and the wording of expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus.errors import BadQuery
from service.checking.basis import CLAUSES, LONGEST, LONGEST_CLAUSE, _amounts, _numbers
from service.model import Filters

if TYPE_CHECKING:
    from tests.conftest import Built

PARAGRAPH = """发生死亡、重伤事故后，首报责任人要在30分钟内向总值班室口头报告，
事故单位1小时内报书面快报。
供应商围标串标的，三年内不得参加采购。
食堂每周三供应红烧肉和米饭，排队不超过十分钟。"""


def test_each_clause_has_its_basis_or_is_said_to_have_none(built: Built) -> None:
    found = built.librarian.current().basis(PARAGRAPH)
    report, _, barred, *rest = found.clauses
    said = report.support[0].citation
    assert "首报责任人应当在30分钟内" in said.quote
    assert said.card.description.title.startswith("云岭重工集团有限公司安全生产责任制规定")
    assert barred.support
    assert [clause.text for clause in found.unsupported] == [clause.text for clause in rest]
    assert 0.5 < found.covered < 1.0
    for citation in found.citations:
        text = built.librarian.current().document(citation.card.description.id).text
        assert citation.quote == text[slice(*citation.span)]
    assert [one.number for one in found.citations] == list(range(1, len(found.citations) + 1))


def test_the_wording_itself_is_its_own_basis(built: Built) -> None:
    found = built.librarian.current().basis("重大事故隐患应当在45日内整改完毕。")
    assert found.clauses[0].share > 0.9
    assert found.covered == 1.0


def test_the_provision_cited_comes_before_what_is_alike(built: Built) -> None:
    rule = "《云岭重工集团有限公司安全生产责任制规定》第十七条"
    owed = "一般事故隐患应当在7日内整改完毕，重大事故隐患应当在45日内整改完毕"
    clauses = built.librarian.current().basis(f"根据{rule}规定，{owed}。").clauses
    assert len(clauses) > 1
    for clause in clauses:
        assert "第十七条" in " ".join(clause.support[0].citation.section)
    assert clauses[0].share == 1.0


def test_another_number_is_no_basis(built: Built) -> None:
    found = built.librarian.current().basis("重大事故隐患应当在60日内整改完毕。")
    assert found.covered == 0.0


@pytest.mark.parametrize(
    ("clause", "sentence", "is_met"),
    [
        ("处10万元以下罚款", "处十万元以下罚款", True),
        ("处十万元以下罚款", "处10万元以下罚款", True),
        ("处10万元以下罚款", "处 10 万元以下罚款", True),
        ("处10万元以下罚款", "处100,000元以下罚款", True),
        ("补助1,000元", "补助1000元", True),
        ("补助1000元", "补助一千元", True),
        ("补助一百零五元", "补助105元", True),
        ("投入3亿元", "投入三亿元", True),
        ("投入1.5万元", "投入15000元", True),
        ("分别为10万、20万元", "分别为十万元和二十万元", True),
        ("处10万元以下罚款", "处十元以下罚款", False),
        ("处10万元以下罚款", "处二十万元以下罚款", False),
        ("补助1,000元", "补助1元", False),
        ("分别为10万、20万元", "分别为十元和二十万元", False),
        ("1、各单位应当整改", "各单位应当整改", True),
        ("（2）各单位应当整改", "各单位应当整改", True),
    ],
)
def test_the_numbers_of_a_clause_by_their_value(clause: str, sentence: str, is_met: bool) -> None:
    assert (_amounts(clause) <= _numbers(sentence)) is is_met


def test_the_provision_cited_is_none_where_the_filters_leave_it_out(built: Built) -> None:
    library = built.librarian.current()
    rule = "《云岭重工集团有限公司安全生产责任制规定》第十七条"
    text = f"根据{rule}规定，重大事故隐患应当在45日内整改完毕。"
    found = library.basis(text, filters=Filters(kinds=("speech",)))
    assert {one.card.description.kind for one in found.citations} <= {"speech"}
    assert library.basis(text).citations[0].card.description.kind != "speech"


@pytest.mark.parametrize("text", ["", "。", "\n\n", "嗯。"])
def test_what_says_nothing_has_no_clauses(built: Built, text: str) -> None:
    found = built.librarian.current().basis(text)
    assert found.clauses == ()
    assert found.covered == 0.0


@pytest.mark.parametrize("text", ["长" * (LONGEST + 1), "各单位应当整改。" * (CLAUSES + 1)])
def test_more_than_a_paragraph_is_refused(built: Built, text: str) -> None:
    with pytest.raises(BadQuery, match="上限"):
        built.librarian.current().basis(text)


def test_a_clause_without_end_is_refused_and_named(built: Built) -> None:
    endless = f"各单位应当整改。{'整改到位' * (LONGEST_CLAUSE // 4 + 1)}"
    with pytest.raises(BadQuery, match="第 2 个分句（“整改到位整改到位整改到位…”）有 504 个字"):
        built.librarian.current().basis(endless)


def test_an_expression_of_the_lexicon(built: Built) -> None:
    found = built.librarian.current().wording("“两个维护”")
    assert found.label == "两个维护"
    assert found.concept is not None
    assert len(found.concept.expansion) == 2
    first = found.variants[0]
    assert first.form == "两个维护"
    assert first.total == sum(first.years.values()) > 0
    assert found.first is not None
    assert "两个维护" in found.first.quote


def test_an_expression_of_the_house(built: Built) -> None:
    found = built.librarian.current().wording("四不采")
    assert found.concept is None
    assert found.variants[0].total >= 3
    assert min(found.variants[0].years) == 2024
    assert found.first is not None
    assert found.first.quote == "四不采"


def test_an_expression_nobody_uses(built: Built) -> None:
    found = built.librarian.current().wording("八个没听说过")
    assert found.first is None
    assert found.variants[0].total == 0


@pytest.mark.parametrize("asked", ["", "“”", "长" * 61])
def test_what_is_no_expression(built: Built, asked: str) -> None:
    with pytest.raises(BadQuery):
        built.librarian.current().wording(asked)
