"""The fast road from text to rows finds exactly the tokens the definition names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings.features import tokens
from embeddings.vocabulary import Vocabulary

LINES = (
    "集团公司党委要抓好“三重一大”决策，2024年底前完成ERP系统上线。",
    "各单位应当按照本办法第十七条的规定报送材料，不得迟报、漏报。",
    "第十七条 各单位应当建立台账，abc系统同步更新。",
)
VOCABULARY = Vocabulary.counted(LINES, size=400, least=1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a run of characters gives each character and each pair, in order of the first
        ("抓好", ["抓", "抓好", "好"]),
        # punctuation and blanks end a run: no pair across them
        ("抓、好", ["抓", "好"]),
        # width, case and traditional characters do not matter
        ("ＥＲＰ系統", ["erp", "系", "系统", "统"]),
        # a run of Latin letters or digits is one token
        ("ERP2024", ["erp2024"]),
        ("2024 ERP", ["2024", "erp"]),
        # nothing of use
        ("——，。", []),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert list(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what is known comes out as the definition has it
        ("抓好系統", ["抓", "抓好", "好", "系", "系统", "统"]),
        # an unknown pair is left out, its known characters stay
        ("党抓", ["党", "抓"]),
        # an unknown character breaks nothing around it
        ("抓鑫好", ["抓", "好"]),
        # a Latin run not known whole falls back on its characters
        ("erq", ["e", "r", "q"]),
        ("ERP", ["erp"]),
        # beyond the basic plane nothing is known, and nothing goes wrong
        ("𠀀抓好😀", ["抓", "抓好", "好"]),
    ],
)
def test_rows_of_a_text(text: str, expected: list[str]) -> None:
    bags = VOCABULARY.bags([text])
    assert [VOCABULARY.tokens[row] for row in bags.rows] == expected


def by_definition(text: str) -> list[str]:
    """What :meth:`Vocabulary.bags` must find, the slow way."""
    known, found = set(VOCABULARY.tokens), []
    for token in tokens(text):
        if token in known:
            found.append(token)
        elif len(token) > 1 and token.isascii():
            found += [char for char in token if char in known]
    return found


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet="抓好集团公司决策第十七條ＥRPabc12 、。\n𠀀々", max_size=30), max_size=5
    )
)
def test_bags_agree_with_the_definition_whatever_stands_beside_a_text(texts: list[str]) -> None:
    bags = VOCABULARY.bags(texts)
    assert len(bags.starts) == len(texts) + 1
    for place, text in enumerate(texts):
        rows = bags.rows[bags.starts[place] : bags.starts[place + 1]]
        assert [VOCABULARY.tokens[row] for row in rows] == by_definition(text)


def test_a_vocabulary_read_back_is_the_same(tmp_path: Path) -> None:
    VOCABULARY.write(tmp_path / "vocabulary.txt")
    again = Vocabulary.read(tmp_path / "vocabulary.txt", VOCABULARY.folding)
    assert again.tokens == VOCABULARY.tokens


def test_frequent_tokens_come_first_and_latin_letters_are_always_in() -> None:
    counted = Vocabulary.counted(["甲乙甲乙甲丙丁"], size=40, characters=38, least=2)
    assert counted.tokens[0] == "甲"
    assert {"z", "9"} <= set(counted.tokens)
    assert "丙" not in counted.tokens  # seen once
    assert counted.tokens[38:] == ("乙甲", "甲乙")
