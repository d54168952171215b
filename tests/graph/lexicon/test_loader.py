"""Lexicon files in, concepts or plain complaints out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadLexicon
from graph.lexicon import loader
from graph.lexicon.loader import load_lexicon
from graph.model import ConceptId, Succession

GOOD = """\
defaults: {kind: shorthand, source: 某次会议（2018）}
two-safeguards:
  label: 两个维护
  aliases: [做到两个维护]
  expansion:
    - 甲
    - 乙
  since: 2018
party/党章: {label: 党章, kind: work, aliases: [中国共产党章程], broader: [two-safeguards]}
old:
  label: 旧说法
  replaced_by: {concept: two-safeguards, since: 2018-03, source: 某决定, part: 总则编}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An administrator's folder, over a shipped lexicon that is empty."""
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    monkeypatch.setattr(loader, "SHIPPED", shipped)
    own = tmp_path / "own"
    own.mkdir()
    return own


def write(folder: Path, text: str, name: str = "a.yaml") -> Path:
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def test_fields_defaults_and_links_are_read(folder: Path) -> None:
    write(folder, GOOD)
    lexicon = load_lexicon([folder])
    assert list(lexicon.concepts) == ["old", "party/党章", "two-safeguards"]
    concept = lexicon.concepts[ConceptId("two-safeguards")]
    assert (concept.kind, concept.source, concept.since) == (
        "shorthand",
        "某次会议（2018）",
        "2018",
    )
    assert concept.expansion == ("甲", "乙")
    assert lexicon.concepts[ConceptId("party/党章")].kind == "work"
    new = lexicon.concepts[ConceptId("old")].replaced_by
    assert new == Succession(ConceptId("two-safeguards"), "2018-03", "某决定", "总则编")
    assert lexicon.places[ConceptId("party/党章")].endswith("a.yaml:9")


def test_forms_are_found_as_they_compare(folder: Path) -> None:
    write(folder, "a: {label: 两个“一以贯之”, kind: shorthand, aliases: [二個一以貫之]}")
    assert load_lexicon([folder]).forms == {"两个一以贯之": ("a",), "二个一以贯之": ("a",)}


def test_segmenter_terms_are_shorthand_in_its_right_forms(folder: Path) -> None:
    write(
        folder,
        "a: {label: 两个“维护”, kind: shorthand, hidden: [二个维护], aliases: [做到两个维护要求]}\n"
        "b: {label: 安全总监, kind: role}\n"
        "c: {label: 1+N, kind: shorthand}",
    )
    assert load_lexicon([folder]).terms() == ("两个维护",)


def test_a_later_folder_adds_replaces_fields_and_drops(folder: Path, tmp_path: Path) -> None:
    write(folder, GOOD)
    second = tmp_path / "second"
    second.mkdir()
    write(
        second,
        "two-safeguards: {aliases: [两维护]}\n"
        "old: {drop: true}\n"
        "own: {label: 三清单, kind: term}\n",
    )
    lexicon = load_lexicon([folder, second])
    concept = lexicon.concepts[ConceptId("two-safeguards")]
    assert (concept.label, concept.aliases) == ("两个维护", ("两维护",))
    assert "old" not in lexicon.concepts
    assert "own" in lexicon.concepts
    assert lexicon.fingerprint != load_lexicon([folder]).fingerprint


def test_the_fingerprint_is_of_what_is_said_not_of_where(folder: Path) -> None:
    write(folder, "a: {label: 三清单, kind: term}\nb: {label: 四清单, kind: term}")
    before = load_lexicon([folder]).fingerprint
    write(folder, "b: {kind: term, label: 四清单}\n\n# moved\na: {kind: term, label: 三清单}")
    assert load_lexicon([folder]).fingerprint == before


def test_a_form_may_be_shared_where_context_decides(folder: Path) -> None:
    write(
        folder,
        "a: {label: 三会一课, kind: system, aliases: [三会], ambiguous: [三会], context: [支部]}\n"
        "b: {label: 三会, kind: term, context: [董事会]}",
    )
    assert load_lexicon([folder]).forms["三会"] == ("a", "b")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: {label: 两个维护}", 1, "a 缺 kind"),
        ("a:\n  kind: term", 1, "a 缺 label"),
        ("a:\n  label: 甲乙\n  kind: thing", 3, "kind 不能是 thing；可用的有 principle"),
        ("a:\n  label: 甲乙\n  kind: term\n  alias: [丙丁]", 4, "没有名为 alias 的项目"),
        ("a:\n  label: 甲乙\n  kind: term\n  aliases: 丙丁", 4, "应为列表"),
        ("a:\n  label: 甲乙\n  kind: term\n  aliases: [丙丁, 丙丁]", 4, "“丙丁”重复"),
        ("a:\n  label: 甲乙\n  kind: term\n  since: 去年", 4, "since 应为 YYYY"),
        ("a:\n  label: 甲乙\n  label: 丙丁\n  kind: term", 3, "label 写了两次（另见第 2 行）"),
        ("a: {label: 甲乙, kind: term}\na: {label: 丙丁, kind: term}", 2, "a 写了两次"),
        ("两个维护: {label: 甲乙, kind: term}", 1, "编号 两个维护 不合规"),
        ("a: {label: 甲, kind: term}", 1, "“甲”太短"),
        ("a: {label: 甲乙, kind: term, aliases: [“甲乙”]}", 1, "只差引号、空格"),
        ("a: {label: 甲乙, kind: term}\nb: {label: 甲 乙, kind: term}", 2, "也是 a（"),
        ("a:\n  label: 甲乙\n  kind: term\n  broader: [b]", 4, "broader 指向不存在的 b"),
        ("a: {label: 甲乙, kind: term, related: [a]}", 1, "指向自己"),
        (
            "a: {label: 甲乙, kind: term, replaced_by: {concept: b}}",
            1,
            "replaced_by 指向不存在的 b",
        ),
        ("a: {label: 甲乙, kind: term, replaced_by: {since: 2018}}", 1, "缺 concept"),
        ("a: {label: 甲乙, kind: term, replaced_by: 丙}", 1, "应为 {concept: 编号"),
        ("a: {label: 甲乙, kind: term, not_in: [丙丁]}", 1, "not_in 里“丙丁”"),
        ("a: {label: 甲乙, kind: term, ambiguous: [丙丁], context: [戊]}", 1, "“丙丁”不是它的写法"),
        ("a: {label: 甲乙, kind: term, ambiguous: [甲乙]}", 1, "有 ambiguous 而无 context"),
        ("a: {drop: true}", 1, "没有概念 a 可删"),
        ("a: {label: 甲乙, kind: term, drop: false}", 1, "drop 只能是 true"),
        ("a: {label: 甲乙, kind: term, generic: 1}", 1, "generic 只能是 true"),
        ("- 甲乙", 1, "应为“编号: 各项”的映射"),
        ("a: 甲乙", 1, "之下应为"),
        ("a: {label: [甲乙], kind: term}", 1, "label 应为一段非空的文字"),
        ("a:\n label: 甲乙\n   kind: term", 3, "不是有效的 YAML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    text: str, line: int, says: str, folder: Path
) -> None:
    file = write(folder, text)
    with pytest.raises(BadLexicon) as caught:
        load_lexicon([folder])
    assert f"{file}:{line}：" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "a: {label: 甲乙, kind: term, broader: [b]}\n"
            "b: {label: 丙丁, kind: term, broader: [a]}",
            "broader 成环：a → b → a",
        ),
        (
            "a: {label: 甲乙, kind: term, replaced_by: {concept: b}}\n"
            "b: {label: 丙丁, kind: term, replaced_by: {concept: a}}",
            "取代成环：a → b → a",
        ),
    ],
)
def test_circles_are_refused(text: str, says: str, folder: Path) -> None:
    write(folder, text)
    with pytest.raises(BadLexicon, match=says):
        load_lexicon([folder])


def test_all_files_are_read_before_anything_is_said(folder: Path) -> None:
    write(folder, "a: {label: 甲, kind: term}")
    write(folder, "a: {label: 乙丙, kind: term}", "b.yaml")
    (folder / "c.yaml").write_bytes("丁: 戊".encode("gbk"))
    with pytest.raises(BadLexicon) as caught:
        load_lexicon([folder])
    said = str(caught.value)
    assert "“甲”太短" in said
    assert "编号 a 已见于" in said
    assert "请存为 UTF-8" in said


def test_only_the_first_complaints_are_listed(folder: Path) -> None:
    write(folder, "\n".join(f"a{at}: {{label: 甲{at}, kind: thing}}" for at in range(30)))
    with pytest.raises(BadLexicon, match="另有 10 处"):
        load_lexicon([folder])


def test_a_folder_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(BadLexicon, match="没有这个词表文件夹"):
        load_lexicon([folder / "missing"])


def test_an_empty_file_is_no_mistake(folder: Path) -> None:
    write(folder, "# 空\n")
    assert load_lexicon([folder]).concepts == {}
