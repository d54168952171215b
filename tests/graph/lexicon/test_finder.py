"""A line of Chinese left, the concepts it names right."""

from __future__ import annotations

import pytest

from graph.lexicon.finder import Finder
from graph.model import Concept, ConceptId


def concept(
    name: str,
    *forms: str,
    kind: str = "term",
    ambiguous: tuple[str, ...] = (),
    context: tuple[str, ...] = (),
    not_in: tuple[str, ...] = (),
) -> Concept:
    return Concept(
        id=ConceptId(name),
        label=forms[0],
        kind=kind,
        aliases=forms[1:],
        ambiguous=ambiguous,
        context=context,
        not_in=not_in,
    )


FINDER = Finder(
    [
        concept("safeguards", "两个维护", not_in=("两个维护保养",)),
        concept("twice", "两个一以贯之"),
        concept("history", "四史"),
        concept("first", "第一责任人"),
        concept("person", "责任人"),
        concept("duty", "责任人职责"),
        concept("one", "1+N"),
        concept("lesson", "三会一课", "三会", ambiguous=("三会",), context=("支部",)),
        concept("boards", "三会", context=("董事会",)),
        concept("law", "中华人民共和国公司法", "公司法"),
        concept("rule", "中国共产党支部工作条例（试行）", "支部工作条例", kind="work"),
    ]
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("坚决做到“两个维护”。", [("safeguards", "两个维护")]),
        ("两个“维护”", [("safeguards", "两个“维护")]),
        ("坚持两个“一以贯之”，", [("twice", "两个“一以贯之")]),
        ('兩個"一以貫之"', [("twice", '兩個"一以貫之')]),
        ("两个「一以贯之」", [("twice", "两个「一以贯之")]),
        ("两 个 维 护", [("safeguards", "两 个 维 护")]),
        ("两个\n维护", [("safeguards", "两个\n维护")]),
        # Two paragraphs are not one name, nor is a table's row.
        ("两个\n\n维护", []),
        ("两个      维护", []),
        ("三\n会，董事会", []),
        ("１＋Ｎ制度体系", [("one", "１＋Ｎ")]),
        ("11+n", []),
        ("1+nn", []),
        # The leftmost, then the longest.
        ("第一责任人职责", [("first", "第一责任人")]),
        ("责任人职责", [("duty", "责任人职责")]),
        ("各责任人", [("person", "责任人")]),
        # The tail of a longer number.
        ("学习“四史”", [("history", "四史")]),
        ("二十四史", []),
        ("第三会场，董事会", []),
        # A longer word of another meaning.
        ("两个维护保养班组", []),
        ("两个维护保养班组也做到两个维护", [("safeguards", "两个维护")]),
        # Context decides; without, or with both, nothing is said.
        ("落实三会一课", [("lesson", "三会一课")]),
        ("支部按时开好三会", [("lesson", "三会")]),
        ("董事会等三会规范运作", [("boards", "三会")]),
        ("三会开得很好", []),
        ("支部和董事会的三会", []),
        # A law's name, or the beginning of another word.
        ("依照公司法规定", [("law", "公司法")]),
        ("《公司法》", [("law", "公司法")]),
        ("公司法人", []),
        # A title of the same words, of a province.
        ("《云南省支部工作条例》", []),
        ("公司法规", []),
        ("公司法务人员", []),
        ("《中国共产党支部工作条例(试行)》", [("rule", "中国共产党支部工作条例(试行)")]),
        ("两个维护两个维护", [("safeguards", "两个维护"), ("safeguards", "两个维护")]),
        ("", []),
        ("\ufeff“”", []),
    ],
)
def test_a_text_names(text: str, wanted: list[tuple[str, str]]) -> None:
    found = FINDER.find(text)
    assert [(one.concept_id, text[one.span.start : one.span.end]) for one in found] == wanted


def test_the_form_is_the_lexicons() -> None:
    assert [one.form for one in FINDER.find("兩個維護，支部的三 会")] == ["两个维护", "三会"]


def test_a_context_word_must_stand_near() -> None:
    assert FINDER.find(f"董事会。{'远' * 90}三会") == []


def test_a_finder_of_nothing_finds_nothing() -> None:
    assert Finder([]).find("两个维护") == []
