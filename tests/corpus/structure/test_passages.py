"""What a person would quote: nothing lost, nothing twice, nothing too long."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Description, Document, DocumentId, Line, Passage, Source
from corpus.structure.outline import parse_outline
from corpus.structure.passages import split_passages
from corpus.structure.pieces import SPLIT_LIMIT
from tests.corpus.outlines import document_of
from tests.corpus.structure.test_outline import LINES

LONG = "班组要按照计划逐台检查设备，如实填写记录，发现问题立即上报。"


def shown(passages: list[Passage]) -> list[str]:
    """Each passage as ``role id`` without the document's own id; ``body`` left out."""
    return [
        (f"{each.role} " if each.role != "body" else "") + each.id.split("/", 1)[1]
        for each in passages
    ]


# A text left, its passages right.
SPLITS = [
    # A short article is one passage with its items and its 款 …
    ("第一条 甲包括：\n（一）乙；\n（二）丙。\n丁。\n第二条 戊。", ["art_1", "art_2"]),
    # … a long one is quoted by 款, and a long 款 by its items, its lead with the first.
    (
        f"第一条 {LONG * 6}\n{LONG * 6}\n第二条 甲。",
        ["heading art_1", "art_1/para_1", "art_1/para_2", "art_2"],
    ),
    (
        f"第一条 下列情形应当停机：\n（一）{LONG * 6}\n（二）{LONG * 6}\n第二条 甲。",
        ["art_1/p_1", "art_1/item_2", "art_2"],
    ),
    # The lead takes as many items with it as stay a short piece, and none that is long.
    (
        f"第一条 下列情形应当停机：\n（一）甲；\n（二）乙；\n（三）{LONG * 12}\n（四）丙。",
        ["art_1/p_1", "art_1/item_3", "art_1/item_4"],
    ),
    (
        f"第一条 下列情形应当停机：\n（一）{LONG * 14}\n（二）乙。",
        ["art_1/p_1", "art_1/item_1/s_1", "art_1/item_1/s_2", "art_1/item_2"],
    ),
    (
        f"（一）主要任务\n{LONG * 5}\n任务如下：\n1.甲。\n2.乙。\n（二）其他",
        ["heading pt_1", "pt_1/p_1", "pt_1/p_2", "pt_2"],
    ),
    # A paragraph longer than anyone quotes is cut where sentences end.
    (LONG * 20, ["p_1/s_1", "p_1/s_2"]),
    # A point's own words, then the points inside it; a leaf point is a passage.
    (
        f"第一，讲政治。{LONG * 4}一要学深。{LONG * 3}二要悟透。{LONG * 3}\n第二，抓落实。",
        ["pt_1/p_1", "pt_1/pt_1", "pt_1/pt_2", "pt_2"],
    ),
    # A heading names; it is not quoted.
    (
        "一、总体要求\n全年能耗下降百分之三。\n二、保障措施\n成立专班。",
        ["heading pt_1", "pt_1/p_1", "heading pt_2", "pt_2/p_1"],
    ),
    ("第一章 总则\n第一条 甲。", ["heading chp_1", "art_1"]),
    # Furniture: thanks at the end, what a web page prints above the text.
    (
        "发文机关：\n云岭集团\n原标题：检修动员\n正文在此，请各班组认真学习。\n谢谢大家！",
        ["furniture p_1", "furniture p_2", "furniture p_3", "p_4", "furniture p_5"],
    ),
    # Furniture: salutation, recipients, number, date, signature, page.
    (
        "云集发〔2031〕12号\n所属各单位：\n现将办法印发给你们，请遵照执行。\n"
        "云岭集团\n2031年3月5日\n- 1 -",
        ["furniture p_1", "furniture p_2", "p_3", *(f"furniture p_{n}" for n in (4, 5, 6))],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SPLITS)
def test_split(text: str, expected: list[str]) -> None:
    assert shown(split_passages(document_of(text))) == expected


def test_title_and_cut_off_lead_are_no_body() -> None:
    lead = "在调度会上的讲话同志们：今天把大家请来，主要是对安全生产再动员..."
    body = "今天把大家请来，主要是对安全生产再动员、再部署。"
    document = document_of(f"{lead}\n在调度会上的讲话\n同志们：\n{body}", "在调度会上的讲话")
    passages = split_passages(document)
    assert [each.role for each in passages] == ["furniture", "heading", "furniture", "body"]
    assert passages[-1].text == body


def test_pieces_are_balanced_and_end_with_sentences() -> None:
    pieces = [each.text for each in split_passages(document_of(LONG * 40))]
    assert len(pieces) > 1
    assert all(piece.endswith("。") and len(piece) <= SPLIT_LIMIT for piece in pieces)
    assert max(map(len, pieces)) - min(map(len, pieces)) <= 2 * len(LONG)


def holds(document: Document) -> None:
    """The laws of the house: in order, disjoint, complete, and each text where it says."""
    text = document.text
    place = 0
    passages = split_passages(document)
    for each in passages:
        start, end = each.span
        assert text[start:end] == each.text
        assert each.text.strip() == each.text != ""
        assert place <= start
        assert not text[place:start].strip()
        place = end
    assert not text[place:].strip()
    assert len({each.id for each in passages}) == len(passages)


@settings(max_examples=150, deadline=None)
@given(LINES, st.integers(1, 40))
def test_laws(lines: list[Line], times: int) -> None:
    lines = [Line(line.text * times, line.style, line.level) for line in lines]
    description = Description(
        id=DocumentId("doc"), work="", title="", kind="other", source=Source("a", "", "plain")
    )
    text = "\n".join(line.text for line in lines)
    holds(Document(description, text, sections=parse_outline(lines)))


def test_laws_hold_without_any_sentence_end() -> None:
    holds(document_of("文" * 5000))
    holds(document_of("一、甲\n" + "，" * 3000))
