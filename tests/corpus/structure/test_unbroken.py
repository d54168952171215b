"""Texts that have lost their lines are read as the lines they were."""

from __future__ import annotations

from typing import SupportsIndex

import pytest

from corpus.model import Line
from corpus.structure.glued import glued_markers
from corpus.structure.markers import Marker, line_marker
from corpus.structure.neighbours import Frame, follows
from corpus.structure.outline import parse_outline
from corpus.structure.sequence import Mark, choose
from corpus.structure.unbroken import unbroken
from tests.corpus.outlines import document_of, drawn, shape

FILL = "班组应当按照点检标准逐台检查设备，并将结果记入台账，不得漏检、代检。"

# ruff: noqa: E501  (a case a line)
# A text in lines; joined, with and without a blank for each line end, its outline is the same.
LINED = [
    # Chapters and articles, a chapter's name running into its first article.
    f"检修办法\n第一章 总则\n第一条 为了规范检修，制定本办法。\n第二条 {FILL}\n第二章 职责\n"
    f"第三条 设备部负责：\n（一）编制计划；\n（二）组织验收。\n第四条 {FILL}\n第三章 附则\n"
    f"第五条 依照第三条、第四条处理的，应当备案。\n第六条 {FILL}",
    # Points in three levels, numbered anew under each heading.
    f"一、总体要求\n（一）指导思想\n以安全为先。{FILL}\n（二）基本原则\n{FILL}\n二、重点任务\n"
    f"（一）抓点检\n1.建台账。{FILL}\n2.严考核。{FILL}\n（二）抓检修\n1.定计划。{FILL}\n2.严验收。{FILL}\n"
    f"三、工作要求\n{FILL}",
    # Points numbered on from one chapter into the next.
    f"第一章 总 则\n一、{FILL}\n二、{FILL}\n第二章 会 议\n三、{FILL}\n四、{FILL}\n五、{FILL}",
    # Articles numbered on under points that only head them.
    f"一、受理\n第一条 {FILL}\n第二条 {FILL}\n二、办理\n第三条 {FILL}\n第四条 {FILL}\n第五条 {FILL}",
    # A standard's clauses.
    f"第1章总则\n1.1 目的\n{FILL}{FILL}\n1.2 范围\n{FILL}{FILL}\n第2章职责\n2.1 设备部\n{FILL}\n2.2 班组\n{FILL}",
    # What a speaker counts inside a point stays inside it.
    f"一、讲政治\n一是学理论。{FILL}二是改作风。{FILL}\n二、抓落实\n一是定人。{FILL}二是定时。{FILL}\n三、严考核\n{FILL}",
    # An amendment's words in quotation marks are not its own.
    f"一、将第五条改为：“第五条 {FILL}“（一）甲；“（二）乙。”\n二、删去第六条。{FILL}\n三、本决定自公布之日起施行。{FILL}",
    # A table of contents, whose entries come again.
    f"目录\n第一章 总则\n第二章 职责\n第三章 附则\n第一章 总则\n第一条 {FILL}\n第二条 {FILL}\n第二章 职责\n"
    f"第三条 {FILL}\n第三章 附则\n第四条 {FILL}\n第五条 {FILL}",
    # More points than a list in a sentence has, each ended by its heading only.
    "\n".join(f"{number}.检修标兵之{'甲乙丙丁戊己庚辛壬癸'[number - 1]}：{FILL[:-1]}" for number in range(1, 11)),
]  # fmt: skip


@pytest.mark.parametrize("joint", ["", " "])
@pytest.mark.parametrize("text", LINED)
def test_joined_lines_keep_their_outline(text: str, joint: str) -> None:
    assert shape(text.replace("\n", joint)) == shape(text)


# A long line left, its outline right: what looks like a number and is none, or is one yet.
LINES = [
    # Dates, figures, congresses, amounts and references are wording.
    (
        f"一、会议。2.5万元以上的项目报公司批准，2024.3.5前完成；第二十次全国代表大会以来，{FILL}"
        f"二、检修。依照本办法第二条办理，参见图1.和表2.；不得低于3.5%。{FILL}三、考核。{FILL}{FILL}",
        "pt_1 pt_2 pt_3",
    ),
    # 统一、 and 唯一、 are words; so is 一、二 of 一、二类设备.
    (
        f"一、目标。口径要统一、数据要准确，一、二类设备优先。{FILL}{FILL}二、措施。标准唯一、责任到人。{FILL}{FILL}",
        "pt_1 pt_2",
    ),
    # A paragraph with a list in it is a paragraph.
    (f"检修应当做到：（一）定人；（二）定时；（三）定标准。{FILL}{FILL}{FILL}{FILL}{FILL}", "pt_1 pt_2 pt_3"),
    # An excerpt: its first articles are not there, others are left out.
    (
        f"负责考核。第六条{FILL}{FILL}第七条{FILL}{FILL}第三章附则第十一条{FILL}第十二条{FILL}",
        "art_6 art_7 chp_3(art_11 art_12)",
    ),
    # A series whose 一、 is not there.
    (f"二、领导。{FILL}（一）定人。{FILL}{FILL}（二）定时。{FILL}{FILL}三、督查。{FILL}", "pt_2(pt_1 pt_2) pt_3"),
    # A copy cut off behind a first point and its first part.
    (f"同志们：{FILL}{FILL}{FILL}一、认清形势，{FILL}{FILL}(一)看到差距{FILL[:-1]}", "pt_1(pt_1)"),
    # Pages that a copy has numbered; the sentences and the points go on across them.
    (
        f"1、检修总结{FILL * 4}一、成绩。{FILL}1.建台账。{FILL}2.严考核，责任落实到\n"
        f"2、班组和个人。{FILL * 4}二、打算。{FILL}1.定计划。{FILL}2.严验收。{FILL}",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)",
    ),
    # Pages that end before the second point does: the first stands where a sentence ended.
    (f"1、检修总结{FILL * 4}一、成绩。班组严格执行标准，责任落实到\n2、班组和个人，{FILL[:-1]}", "pt_1"),
    # A heading whose second is cut off, above numbers that have theirs.
    (f"检修任务 {FILL}（一）抓点检 1.建台账。{FILL}{FILL}{FILL}2.严考核。{FILL}{FILL[:-1]}", "pt_1(pt_1 pt_2)"),
    # 1.1 shows its 1, though there is no 2.
    (f"检修制度1.职责1.1设备部负责计划。1.2 班组负责实施。{FILL}{FILL}{FILL}1.3 {FILL}{FILL}", "pt_1(pt_1 pt_2 pt_3)"),
    # Letters without a mark, above numbers that end without one.
    (
        f"一、作息。{FILL * 4}二、检修{FILL}a 点检1、 每班两次2、 每次半小时3、 作记录b 检修1、 每月一次2、 每次两天3、 作记录",
        "pt_1 pt_2(pt_1(pt_1 pt_2 pt_3) pt_2(pt_1 pt_2 pt_3))",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_numbers_in_running_text(text: str, expected: str) -> None:
    assert shape(text) == expected


def test_the_outline_of_a_joined_text_as_it_is_read() -> None:
    text = (
        f"检修管理办法第一章总则第一条为了规范检修，制定本办法。第二条{FILL}第二章职责第三条设备部负责："
        f"（一）编制计划；（二）组织验收。第四条本办法自发布之日起施行。某某公司设备部2024年3月1日"
    )
    assert drawn(parse_outline([Line(text)]), text) == (
        "chp_1 [chapter] 第一章 总则 …漏检、代检。\n"
        "  art_1 [article] 第一条 …制定本办法。\n"
        "  art_2 [article] 第二条 …漏检、代检。\n"
        "chp_2 [chapter] 第二章 职责 …之日起施行。\n"
        "  art_3 [article] 第三条 …）组织验收。\n"
        "    item_1 [item] （一） …）编制计划；\n"
        "    item_2 [item] （二） …）组织验收。\n"
        "  art_4 [article] 第四条 …之日起施行。\n"
    )


def test_blanks_that_were_line_ends_give_headings_and_paragraphs() -> None:
    text = (
        f"第一章 总则 第一条 {FILL} 前款所称班组，包括外委班组。 第二条 {FILL} 第二章 组织和职责 "
        f"第三条 {FILL} 第四条 {FILL}"
    )
    assert shape(text) == "chp_1(art_1(para_1 para_2) art_2) chp_2(art_3 art_4)"
    document = document_of(text)
    assert [one.heading for one in document.sections if one.kind == "chapter"] == [
        "总则",
        "组织和职责",
    ]


def test_a_text_in_lines_is_left_as_it_is() -> None:
    lines = [Line(text) for text in LINED[0].split("\n")]
    assert [piece.line for piece in unbroken(lines)] == lines
    assert [piece.start for piece in unbroken(lines)][:3] == [0, 5, 12]


def test_pieces_are_slices_of_their_line() -> None:
    text = LINED[1].replace("\n", " ")
    for piece in unbroken([Line(text)]):
        assert text[piece.start :].startswith(piece.line.text)
        assert piece.end == len(text)


# Marks as (family, number, weight) left, which of them are taken right.
SEQUENCES = [
    # A reference has no neighbours.
    ([("article", 1, 3), ("article", 9, 2.5), ("article", 2, 3), ("article", 3, 3)], [0, 2, 3]),
    # A list inside a point, and the points go on behind it.
    ([("comma", 1, 3), ("paren", 1, 1), ("paren", 2, 2), ("comma", 2, 2.5)], [0, 1, 2, 3]),
    # A first number without a second that stands where none would begin a line.
    ([("comma", 1, 3), ("arabic", 1, -0.25), ("comma", 2, 2.5)], [0, 2]),
    # Articles go on across chapters; points begin anew.
    (
        [("chapter", 1, 3), ("article", 1, 2), ("article", 2, 2), ("chapter", 2, 2), ("article", 3, 2)],
        [0, 1, 2, 3, 4],
    ),
    # One number left out, where a line may well begin.
    ([("comma", 1, 3), ("comma", 2, 2.5), ("comma", 4, 2.5), ("comma", 5, 2.5)], [0, 1, 2, 3]),
]  # fmt: skip


@pytest.mark.parametrize(("marks", "taken"), SEQUENCES)
def test_the_likeliest_sequence(marks: list[tuple[str, int, float]], taken: list[int]) -> None:
    found = [
        Mark(family, (number,), 40 * place, weight)
        for place, (family, number, weight) in enumerate(marks)
    ]
    assert choose(found) == taken


class Counted(str):
    """A line that counts the characters copied from it."""

    __slots__ = ("copied",)
    copied: int

    def __getitem__(self, place: SupportsIndex | slice) -> str:
        part = super().__getitem__(place)
        self.copied = getattr(self, "copied", 0) + len(part)
        return part


# What lines of headings without a word of text are made of.
HEADED = [
    "第一章总则 第二章职责 第三章附则 ",
    "第一章",
    "第一章总则",
    "1.1.1甲乙丙",
    "1.1甲1.2乙1.3丙",
]


@pytest.mark.parametrize("unit", HEADED)
def test_a_line_of_headings_is_read_in_one_go(unit: str) -> None:
    copied = []
    for times in (300, 600):
        line = Counted(f"第一章总则第一条{FILL}1.1甲1.2乙" + unit * times)
        unbroken([Line(line)])
        copied.append(line.copied)
    assert len(line) < copied[1] <= 2.1 * copied[0]


def test_what_refers_in_a_line_of_articles_is_read_in_one_go() -> None:
    copied = []
    for times in (300, 600):
        line = Counted("第一条甲" + "，第三条乙，第一章甲第九条" * times)
        assert list(glued_markers(line, line_marker(str(line))))
        copied.append(line.copied)
    assert copied[1] <= 2.1 * copied[0]


def test_a_chapters_heading_ends_where_the_chapter_does() -> None:
    text = "甲第三条乙，第一章甲第九条，第三条乙，第一章甲第九条"
    chapters = [one for one in parse_outline([Line(text)]) if one.kind == "chapter"]
    assert len(chapters) == 2
    assert all(one.heading in text[one.span.start : one.span.end] for one in chapters)


def test_series_one_in_another_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[int] = []

    def counted(frame: Frame, marker: Marker) -> bool:
        compared[-1] += 1
        return follows(frame, marker)

    monkeypatch.setattr("corpus.structure.series.follows", counted)
    for times in (100, 200):
        compared.append(0)
        parse_outline([Line("（一）1.1第附件1 一、" * times)])
    assert compared[0] < compared[1] <= 2.2 * compared[0]


def test_many_articles_in_one_line_are_all_found() -> None:
    text = "".join(
        f"第{number}条 {FILL}一、甲；二、乙；（一）丙1.丁2.戊。" for number in range(1, 900)
    )
    assert sum(one.kind == "article" for one in parse_outline([Line(text)])) == 899
