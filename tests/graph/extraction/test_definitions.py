"""Definitions: a sentence left, the term it defines right."""

from __future__ import annotations

import pytest

from tests.graph.readings import concept, read, triples

CONCEPTS = [concept("三重一大"), concept("一岗双责")]


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("第二条 本办法所称供应商，是指向公司提供货物、工程或者服务的单位。", ["term/供应商"]),
        ("第二条 本办法第三条所称的“重大变更”，是指影响合同价款的变更。", ["term/重大变更"]),
        ("第二条 供应商是指向公司提供货物的单位。", ["term/供应商"]),
        # Two in one sentence.
        (
            "第二条 本办法中考站是指实施考试的单位，考场是指举行考试的机房。",
            ["term/考场", "term/考站"],
        ),
        # A known concept keeps its own id, quotation marks or not.
        ("第二条 本办法所称“三重一大”事项，是指重大决策。", ["term/“三重一大”事项"]),
        ("所谓“三重一大”，就是重大决策、重要人事任免。", ["三重一大"]),
        ("“一岗双责”，即既抓业务又抓安全。", ["一岗双责"]),
        # Several terms at once; a short name is not part of the term.
        ("第二条 本办法所称“甲方”和“乙方”，是指签约的单位。", ["term/甲方", "term/乙方"]),
        ("第二条 供应商（以下简称供方），是指乙方。", ["term/供应商"]),
        ("第二条 供应商，指向公司提供货物的单位。", []),
        ("（一）供货人，指依约交货的单位。", ["term/供货人"]),
        ("前款公路附属设施，是指为养护公路设置的设施。", ["term/公路附属设施"]),
        # Not definitions.
        ("第二条 本条例所称甲遗址、乙遗址，分别是指两处都城遗址。", []),
        ("第二条 滥用职权，指使部属违反职责的，给予处分。", []),
        ("所谓的援助是虚伪的。", []),
        ("他说：“主意要纯，一以贯之”，也就是说要有主见。", []),
        ("第二条 新发展理念就是指挥棒。", []),
        ("第二条 这是指上一年度的数据。", []),
        ("第二条 合同签订后，即行生效。", []),
    ],
)
def test_a_definition_names_its_term(line: str, terms: list[str]) -> None:
    _, extraction = read(line, concepts=CONCEPTS)
    found = [one.object for one in extraction.relations if one.predicate == "defines"]
    assert sorted(found) == sorted(terms)


def test_the_section_defines_and_the_sentence_is_the_evidence() -> None:
    (document, passages), extraction = read(
        "第一条 为了规范采购，制定本办法。",
        "第二条 本办法适用于公司。",
        "本办法所称供应商，是指向公司提供货物的单位。供应商应当诚信。",
    )
    (relation,) = [one for one in extraction.relations if one.predicate == "defines"]
    assert relation.subject == "d1/art_2/para_2"
    (evidence,) = relation.evidence
    assert document.text[slice(*evidence.span)] == "本办法所称供应商，是指向公司提供货物的单位。"
    assert evidence.passage_id in {one.id for one in passages}
    assert (evidence.method, evidence.confidence) == ("means", 0.97)
    assert [(one.id, one.label, one.status) for one in extraction.terms] == [
        ("term/供应商", "供应商", "candidate")
    ]


def test_one_term_defined_twice_in_a_section_is_one_relation() -> None:
    _, extraction = read(
        "第二条 本办法所称供应商，是指甲方。供应商，是指乙方。",
    )
    assert triples(extraction, "defines") == ["d1/art_2 defines term/供应商"]
    assert [len(one.evidence) for one in extraction.relations] == [2]
