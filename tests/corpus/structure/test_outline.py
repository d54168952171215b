"""The outline of a text, to its full depth: numbers that are, and numbers that are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.model import Line
from corpus.structure.outline import parse_outline
from tests.corpus.outlines import document_of, drawn, lines_of, shape

TESTS = Path(__file__).parents[2]

# A text left; the heading of its first section right.
HEADINGS = [
    ("一、总体要求\n正文。\n二、其他\n正文。", "总体要求"),
    ("（一）加强领导。成立专班，明确分工。\n（二）严格考核。按季通报。", "加强领导"),
    ("（一）加强领导。\n成立专班。\n（二）严格考核。\n按季通报。", "加强领导"),
    # Nothing follows the sentence: it is the wording itself.
    ("（一）成立专班。\n（二）按季通报。", ""),
    ("（一）场地证明；\n（二）身份证明。", ""),
    # Forty characters and no more.
    ("第一，" + "学" * 41 + "。要抓紧。\n第二，干。", ""),
    ("第一条 【目的】为了规范管理，制定本办法。\n第二条 甲。", "目的"),
    ("第一条 为了规范管理，制定本办法。\n第二条 甲。", ""),
    ("第一章\n总 则\n第一条 甲。", "总则"),
    # A heading that its first clause follows on the line; a standard's annex.
    ("一、组织机构1.设立中心。\n2.设立站。\n二、制度\n甲。", "组织机构"),
    ("附录A\n（规范性）\n检修表\nA.1 要求\n甲。\nA.2 格式\n乙。", "检修表"),
]


@pytest.mark.parametrize(("text", "heading"), HEADINGS)
def test_heading(text: str, heading: str) -> None:
    assert parse_outline(lines_of(text))[0].heading == heading


# A text left; the last words of its last section at the first level right.
ENDS = [
    # A point inside a paragraph ends with it.
    ("讲两点：一是学；二是干。\n以上意见，请抓好落实。", "二是干。"),
    # A further paragraph is the point's own where its elders have one too …
    ("第一，学。\n要学深。\n第二，干。\n要干实。\n散会。", "要干实。"),
    # … and its parent's where they have none.
    ("第一，学。\n第二，干。\n散会。", "第二，干。"),
    # The speaker's farewell belongs to no point.
    ("一、形势\n不错。\n二、任务\n很重。\n同志们，加油干！", "很重。"),
    # Nor does the signature.
    ("一、形势\n不错。\n二、任务\n很重。\n云岭集团\n2031年3月5日", "很重。"),
    ("一、形势\n不错。\n二、任务\n很重。\n云岭集团（盖章）\n2031.3.5", "很重。"),
    # Nor who was there, nor the notes, which are said of the whole.
    ("一、检修\n同意。\n二、点检\n缓议。\n出席：甲、乙\n列席：丙", "缓议。"),
    ("一、形势\n不错[1]。\n二、任务\n很重。\n[1]见《年报》，第12页。", "很重。"),
    (
        "一、形势\n不错。\n二、任务\n很重。\n———\n①《年报》第3卷，第12页。\n②同上，第15页。",
        "很重。",
    ),
    # An appendix keeps its own remark.
    ("第一条 甲。\n附件1\n台账\n乙。\n注：一式两份。", "一式两份。"),
]


# A line without an end between two articles names a chapter …
NAMES = [
    *("供热管理", "用户的权利和义务", "奖励与处罚", "应急管理", "供应与价格", "不动产登记"),
    *("责任追究", "其他规定", "经费保障", "负责人职责", "请假与休假", "自行车停放", "需求与计划"),
    *("技术要求", "未成年人保护", "在建工程", "对外交流", "争议处理", "监督与管理", "本级预算"),
    *("计量检定、认证和确认", "可再生能源", "理由与证据", "变更和撤销", "即时通信", "罚 则"),
    *("水土保持规划", "对学徒的监护", "对学徒过失的处理", "制度的修改和废止"),
]
# … or lays something down: then it is the article's last 款, its mark lost.
PROVISIONS = [
    *("情节严重的予以开除", "未经批准擅自施工", "车间不得堆放杂物", "班组应当每日点检"),
    *("必须佩戴安全帽", "经批准可以延期", "处以五百元罚款", "逾期不予受理", "罚款五十元"),
    *("三日内完成整改", "拒不改正的由工会处理", "按照规定执行", "严禁酒后上岗"),
    *("扣发当月奖金", "费用由用户承担", "自发布之日起施行", "旧办法同时废止", "班长负责点检"),
    *(
        "报集团公司批准",
        "追究有关人员责任",
        "遵守操作规程",
        "每季度检修一次",
        "另行规定",
        "须持证上岗",
    ),
    *(
        "工期为三个月",
        "违者通报批评",
        "发现隐患时",
        "本办法另有规定",
        "保持设备整洁",
        "无故旷工三次",
    ),
]
AMONG = "第一章 总则\n第一条 甲应当检修。\n{}\n第二条 乙应当点检。"


@pytest.mark.parametrize("line", NAMES)
def test_a_chapter_s_heading_that_lost_its_number_is_one(line: str) -> None:
    headings = [one for one in parse_outline(lines_of(AMONG.format(line))) if one.kind == "heading"]
    assert [one.heading for one in headings] == [line.replace(" ", "")]


@pytest.mark.parametrize("line", PROVISIONS)
def test_an_article_s_last_paragraph_without_a_mark_stays_its_own(line: str) -> None:
    text = AMONG.format(line)
    first = next(one for one in parse_outline(lines_of(text)) if one.kind == "article")
    assert shape(text) == "chp_1(art_1(para_1 para_2) art_2)"
    assert text[first.span.start : first.span.end].endswith(line)


@pytest.mark.parametrize("line", ["供热管理", *PROVISIONS[:3]])
def test_no_line_is_a_chapter_s_heading_where_nothing_else_is(line: str) -> None:
    text = f"第一条 乙应当遵守制度。\n{line}\n第二条 丙。"
    assert [one.kind for one in parse_outline(lines_of(text)) if one.kind == "heading"] == []


def test_three_headings_without_numbers_show_that_there_are_chapters() -> None:
    text = "第一条 甲。\n点检\n第二条 乙。\n检修\n第三条 丙。\n验收\n第四条 丁。"
    assert [one.heading for one in parse_outline(lines_of(text)) if one.kind == "heading"] == [
        *("点检", "检修", "验收")
    ]


@pytest.mark.parametrize(("text", "last"), ENDS)
def test_end(text: str, last: str) -> None:
    section = [each for each in parse_outline(lines_of(text)) if each.parent is None][-1]
    assert text[section.span.start : section.span.end].endswith(last)


@pytest.mark.parametrize("name", ["speech", "regulation", "notice", "standard"])
def test_golden(name: str) -> None:
    text = (TESTS / "golden" / f"{name}.txt").read_text("utf-8")
    document = document_of(text)
    golden = TESTS / "golden" / f"{name}.outline.txt"
    assert drawn(document.sections, document.text) == golden.read_text("utf-8")


PIECES = st.sampled_from(
    [
        *("一、甲", "（一）乙", "1.丙", "（1）丁", "①戊", "第一，己", "一是庚", "二是辛", "三要壬"),
        *(
            "二、癸",
            "（二）子",
            "2.丑",
            "第二，寅",
            "其一，卯",
            "第一条 ",
            "第二条 ",
            "第一章 ",
            "第一节 ",
        ),
        *("附件1", "附件：表", "目录", "4.2.1 ", "4.2 ", "“引", "文”", "同志们，", "2031年3月5日"),
        *("。", "；", "：", "，", "\t", "首先，", "其次，", "最后，", "第一部分 ", "第五条之一 "),
    ]
)
LINES = st.lists(
    st.builds(
        Line,
        st.lists(PIECES, min_size=1, max_size=6).map("".join).map(str.strip).filter(bool),
        st.sampled_from(["body", "body", "body", "heading", "row", "title"]),
        st.integers(0, 3),
    ),
    max_size=25,
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_laws(lines: list[Line]) -> None:
    """Ids are unique; spans hold their label, lie in their parent's, and never cross."""
    text = "\n".join(line.text for line in lines)
    sections = parse_outline(lines)
    by_id = {section.id: section for section in sections}
    assert len(by_id) == len(sections)
    last: dict[str | None, int] = {}
    for section in sections:
        start, end = section.span
        assert start < end
        words = text[start:end].replace(" ", "")
        assert words.startswith(section.label.replace(" ", ""))
        assert start >= last.get(section.parent, 0)
        last[section.parent] = end
        if section.parent is not None:
            parent = by_id[section.parent]
            assert parent.span.start <= start
            assert end <= parent.span.end


def test_long_input_is_read_once() -> None:
    """A hundred thousand markers and one endless line: no deep recursion, no lost text."""
    lines = [Line("（一）甲" + "，一是乙" * 20_000), *[Line("一、丙")] * 20_000]
    assert parse_outline(lines) is not None
