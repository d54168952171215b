"""What is stored, what is compared, and where a sentence ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text import clauses, clean, fold, sentences


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        # blanks at the ends, and the ideographic indent of a paragraph, go
        ("　　各单位要认真落实。 ", "各单位要认真落实。"),
        # a run of blanks inside becomes one
        ("第一章　　总则", "第一章 总则"),
        # what no reader sees goes: zero-width space, soft hyphen, byte order mark
        ("\ufeff两个\u200b维护\u00ad", "两个维护"),
        # what a reader sees stays: full-width digits, curly quotes
        ("“１２个月”", "“１２个月”"),
    ],
)
def test_clean_changes_only_what_no_reader_can_see(written: str, stored: str) -> None:
    assert clean(written) == stored


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("两个“一以贯之”", '两个"一以贯之"'),  # quote styles
        ("１２Ａ，（一）", "12a,(一)"),  # width and case
        ("國有企業黨組織", "国有企业党组织"),  # traditional characters
        ("〔2024〕５号", "[2024]5号"),  # brackets of a document number
        ("第一章　总则", "第一章 总则"),  # the ideographic space
    ],
)
def test_fold_makes_the_same_wording_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_fold_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a closing quote belongs to its sentence
        ("他说：“抓紧办。”大家同意。", ["他说：“抓紧办。”", "大家同意。"]),
        # a line break ends a sentence, and is no part of it
        ("总则\n第一条 制定本办法。", ["总则", "第一条 制定本办法。"]),
        # several end marks end one sentence
        ("真的吗？！是的……", ["真的吗？！", "是的……"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


def test_a_semicolon_ends_a_clause_but_no_sentence() -> None:
    text = "（一）检查；（二）整改。"
    assert len(sentences(text)) == 1
    assert [text[a:b] for a, b in clauses(text)] == ["（一）检查；", "（二）整改。"]


@given(st.text(alphabet="甲乙。；！\n ”（", max_size=40))
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    joined = "".join(text[a:b] for a, b in sentences(text))
    assert "".join(joined.split()) == "".join(text.split())
