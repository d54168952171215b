"""A document drawn as HTML: nothing lost, nothing executed, the quotation exact."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from corpus.model import Description, Document, DocumentId, Line, Reference, Source, Span, Target
from corpus.structure.outline import parse_outline
from service.web.contents import contents
from service.web.reading import draw, marked
from tests.corpus.outlines import document_of
from tests.fakes_library import ARCHIVES_ID, DOCUMENTS, FakeLibrary, span_of

RULE, _, _, SPEECH = DOCUMENTS


def drawn(document: Document, quote: str = "") -> BeautifulSoup:
    span = span_of(document, quote) if quote else None
    references = FakeLibrary().references(document.id)
    return BeautifulSoup(str(draw(document, references, span)), "html.parser")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.description.title)
def test_all_text_is_there_and_nothing_else(document: Document) -> None:
    page = drawn(document)
    for notice in page.select(".page-start"):
        notice.decompose()
    squeeze = str.maketrans("", "", "\n\t")
    assert page.get_text().translate(squeeze) == document.text.translate(squeeze)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.description.title)
def test_every_section_has_its_anchor(document: Document) -> None:
    page = drawn(document)
    anchors = [element["id"] for element in page.select("[id]") if "page-" not in element["id"]]
    assert anchors == [section.id for section in document.sections]


@pytest.mark.parametrize(
    ("document", "quote"),
    [
        # a sentence inside a line
        (RULE, "对安全生产工作全面负责。"),
        # a marker and a whole article
        (RULE, "第一条 为了加强安全生产管理，防止和减少生产安全事故，制定本办法。"),
        # starts inside a reference, ends after it
        (RULE, "规定》第三条另有规定的"),
        # a marker cut in two
        (RULE, "三条 各单位"),
        # characters HTML would eat
        (RULE, "<script>alert(1)</script>仅供"),
        # a point in the middle of a paragraph
        (SPEECH, "二要强化考核，把结果同奖惩挂起钩来。"),
        # a heading
        (SPEECH, "一、压实责任链条"),
        # across a line break
        (RULE, "对安全生产工作全面负责。\n分管负责人在各自"),
        # across table cells and rows
        (RULE, "安全监管部\t每月底\n应急演练"),
    ],
)
def test_the_mark_holds_the_quote_exactly(document: Document, quote: str) -> None:
    marks = drawn(document, quote).select("mark")
    assert "".join(mark.get_text() for mark in marks) == quote.translate(
        str.maketrans("", "", "\n\t")
    )
    assert [mark.get("id") for mark in marks] == ["quote"] + [None] * (len(marks) - 1)


def test_script_in_a_document_is_text() -> None:
    page = drawn(RULE)
    assert not page.select("script")
    assert "<script>alert(1)</script>" in page.get_text()


@pytest.mark.parametrize(
    ("words", "href", "title"),
    [
        # held: a link to the provision
        ("《档案管理规定》第三条", f"/documents/{ARCHIVES_ID}#art_3", None),
        # slightly misnamed: a link that says so
        ("《档案管理规则》", f"/documents/{ARCHIVES_ID}", "原文作“规则”，应为“规定”"),
        # not held: plain
        ("《不存在的规定》", None, "馆藏中没有所指的文件或条款"),
    ],
)
def test_references(words: str, href: str | None, title: str | None) -> None:
    found = [one for one in drawn(RULE).select(".reference, .unresolved") if one.text == words]
    assert [(one.get("href"), one.get("title")) for one in found] == [(href, title)]


def test_a_reference_within_the_document_stays_on_the_page() -> None:
    third = next(one for one in RULE.sections if one.number == "3" and one.kind == "article")
    words = span_of(RULE, "《安全生产管理办法（试行）》")
    here = Reference(words, "", "art_3", Target(RULE.id, third.id, third.span))
    assert f'href="#{third.id}"' in draw(RULE, [here], None)
    # 本办法 leads nowhere else
    whole = replace(here, target=Target(RULE.id, None, Span(0, len(RULE.text))))
    assert draw(RULE, [whole], None) == draw(RULE, [], None)
    # of two that overlap one is drawn: links do not nest
    inner = replace(here, span=Span(words.start + 1, words.end - 1))
    assert draw(RULE, [inner, here], None) == draw(RULE, [here], None)


def test_tables_headings_and_pages() -> None:
    page = drawn(RULE)
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in page.select("tr")]
    assert rows == [
        ["责任事项", "责任部门", "完成时限"],
        ["隐患排查", "安全监管部", "每月底"],
        ["应急演练", "办公室", "每半年"],
    ]
    assert [one.get_text() for one in page.select("h2")] == [
        "第一章 总则",
        "第二章 责任",
        "第三章 附则",
    ]
    assert page.select("#page-2")[0].get_text() == "第 2 页"
    assert page.select(".title-line")[0].get_text() == "安全生产管理办法"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "甲&lt;乙丙丁"),
        ([Span(10, 12)], "<mark>甲&lt;</mark>乙丙丁"),
        ([Span(10, 11), Span(13, 15)], "<mark>甲</mark>&lt;乙<mark>丙丁</mark>"),
        # what lies outside is left out, what overlaps is marked once
        ([Span(3, 11), Span(10, 12)], "<mark>甲</mark><mark>&lt;</mark>乙丙丁"),
        ([Span(14, 99)], "甲&lt;乙丙<mark>丁</mark>"),
    ],
)  # fmt: skip
def test_marked(spans: list[Span], expected: str) -> None:
    assert str(marked("甲<乙丙丁", spans, 10)) == expected


def test_contents_open_at_the_quote() -> None:
    tree = contents(RULE, None)
    assert [(one.label, one.hint) for one in tree] == [
        ("第一章", "总则"), ("第二章", "责任"), ("第三章", "附则")
    ]  # fmt: skip
    assert [one.label for one in tree[1].children] == ["第三条", "第四条", "第五条"]
    assert tree[1].children[0].hint == "各单位主要负责人是本单位安全生…"
    long = _long(120)
    opened = [one.label for one in contents(long, span_of(long, "第二条")) if one.opened]
    assert opened == ["第一章"]


def _long(articles: int) -> Document:
    lines = ["某某条例"]
    for number in range(1, articles + 1):
        if number % 40 == 1:
            lines.append(f"第{number // 40 + 1}章 分则")
        lines.append(f"第{number}条 " + "各单位应当依照职责做好相关工作。" * 5)
    text = "\n".join(lines).replace("第1章", "第一章").replace("第2条", "第二条")
    about = Description(
        id=DocumentId("d000000000000"), work="某某条例", title="某某条例", kind="regulation",
        source=Source("x", "0" * 64, "plain"),
    )  # fmt: skip
    sections = parse_outline([Line(line) for line in text.split("\n")])
    return Document(about, text, (), sections)


def test_a_letter_sets_apart_whom_it_goes_to_and_who_signed() -> None:
    text = "关于点检的通知\n各车间：\n一、每日点检。\n二、做好记录。\n设备部\n2031年3月5日"
    description = replace(RULE.description, id=DocumentId("letter"), title="关于点检的通知")
    lines = [Line(line) for line in text.split("\n")]
    letter = Document(description, text, sections=parse_outline(lines))
    page = BeautifulSoup(str(draw(letter, (), None)), "html.parser")
    assert [one.get_text() for one in page.select(".to")] == ["各车间："]
    assert [one.get_text() for one in page.select(".signed")] == ["设备部", "2031年3月5日"]


def test_a_text_without_lines_is_drawn_in_paragraphs() -> None:
    body = "班组应当按照点检标准逐台检查设备，并将结果记入台账，不得漏检、代检。"
    text = f"检修办法第一章总则第一条{body}第二条{body}第二章附则第三条{body}第四条{body}"
    document = document_of(text)
    drawing = draw(document, [], span_of(document, "第二条班组应当"))
    page = BeautifulSoup(str(drawing), "html.parser")
    assert page.get_text().replace("\n", "") == text
    assert [one.get_text() for one in page.find_all(["h2", "h3"])] == ["第一章总则", "第二章附则"]
    assert [one["id"] for one in page.find_all("p", id=True)] == [
        "art_1",
        "art_2",
        "art_3",
        "art_4",
    ]
    marked = page.find(id="quote")
    assert marked is not None
    assert marked.get_text() == "第二条班组应当"
