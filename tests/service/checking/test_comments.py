"""Comments in Word files: at the right characters, and nothing else is touched."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from corpus.errors import UnreadableDocument
from corpus.model import Span
from service.checking.comments import _where, commented
from service.checking.model import Finding, Report

TEXT = "关于整改的通知\n一、各单位可以设置专职人员，名称须写全称。\n二、定期检查。\t三、表格"


def report(text: str, *words: str) -> Report:
    findings = [
        Finding(
            kind="quote_altered",
            span=Span(text.index(word), text.index(word) + len(word)),
            text=word,
            message=f"“{word}”有出入。",
            suggestion="应当",
        )
        for word in words
    ]
    return Report(text=text, generation="g", findings=tuple(findings), documents=1)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def marked(document: Any) -> list[str]:
    """The words each comment stands at, in order."""
    found: dict[str, str] = {}
    open_now: list[str] = []
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            open_now.append(number)
            found[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            open_now.remove(number)
        elif element.tag == qn("w:t"):
            for number in open_now:
                found[number] += element.text or ""
    return list(found.values())


def test_a_draft_that_is_only_text_becomes_a_document() -> None:
    document = opened(commented(report(TEXT, "可以", "全称")))
    assert "\n".join(one.text for one in document.paragraphs) == TEXT
    assert marked(document) == ["可以", "全称"]
    assert next(one.text for one in document.comments) == (
        "【引文有出入】“可以”有出入。\n改为：应当"
    )


def word_file() -> bytes:
    """As people make them: automatic numbers, words in several runs, a table, a tab."""
    document = docx.Document()
    document.add_heading("关于整改的通知", 1)
    paragraph = document.add_paragraph(style="List Number")
    paragraph.add_run("各单位可").bold = True
    paragraph.add_run("以设置").italic = True
    paragraph.add_run("专职人员，\t名称须写 全称。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "定期检查"
    table.cell(0, 1).text = "每月可以一次"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_keeps_all_it_has() -> None:
    original = word_file()
    # As the loader reads it: the number written out, the row on one line.
    text = "关于整改的通知\n1. 各单位可以设置专职人员， 名称须写 全称。\n定期检查\t每月可以一次"
    start = text.rindex("可以")
    base = report(text, "可以", "写 全称")
    later = Finding(kind="title_unknown", span=Span(start, start + 2), text="可以", message="？")
    right = Finding(kind="title_ok", span=Span(0, 4), text="关于整改", message="无误")
    found = Report(text=text, generation="g", documents=1,
                   findings=(right, *base.findings, later))  # fmt: skip
    document = opened(commented(found, original))
    before = opened(original)
    assert marked(document) == ["可以", "写 全称", "可以"]
    assert [p.text for p in document.paragraphs] == [p.text for p in before.paragraphs]
    runs = {run.text: run for run in document.paragraphs[1].runs if run.text}
    assert runs["可"].bold
    assert runs["以"].italic
    assert not runs["以"].bold
    assert document.tables[0].cell(0, 1).text == "每月可以一次"


def test_the_same_draft_gives_the_same_comments() -> None:
    first, second = (opened(commented(report(TEXT, "可以"))) for _ in range(2))
    xml = [doc.part._comments_part.blob for doc in (first, second)]
    assert xml[0] == xml[1]
    assert str(date.today().year).encode() not in xml[0].replace(b"2006", b"")


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(UnreadableDocument):
        commented(report(TEXT, "可以"), b"PK\x03\x04 not a package")


def test_strange_characters_do_not_stop_it() -> None:
    text = "\x00前\x0b言\ud800可以"
    assert marked(opened(commented(report(text, "可以")))) == ["可以"]


@pytest.mark.parametrize(
    ("section", "where"),
    [
        (("第二章 火灾预防", "第十六条", "第一款", "（三）"), "第十六条第一款（三）"),
        (("第一章 总则", "第五条"), "第五条"),
        (("一、回顾", "二、任务", "（一）稳增长"), "二、任务（一）稳增长"),
        ((), ""),
    ],
)
def test_a_place_is_named_from_its_article_on(section: tuple[str, ...], where: str) -> None:
    assert _where(section) == where
