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

# A text left, its outline right (ids' last steps, children in brackets).
SHAPES = [
    # Points of a speech, each a paragraph of its own.
    ("第一，学。\n第二，干。\n第三，查。", "pt_1 pt_2 pt_3"),
    # The same, run in.
    ("讲三点：第一，学理论；第二，干实事；第三，查作风。", "pt_1 pt_2 pt_3"),
    # 一是 and 二要 are one series; the verb may change.
    ("要做到：一是带头学习；二要带头实干；三要带头检查。", "pt_1 pt_2 pt_3"),
    # Points inside points, in one paragraph.
    (
        "第一，讲政治。一要学深。二要悟透。第二，抓落实。一是定人。二是定责。",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)",
    ),
    # Points of paragraphs inside points that head them.
    ("一、总体要求\n一是稳。\n二是进。\n二、重点任务\n一是改。", "pt_1(pt_1 pt_2) pt_2"),
    # 一要 with 一是 inside it, to the last one.
    (
        "一要抓学习。一是学原文。二是学业务。\n二要抓工作。一是定人。二是定时。",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)",
    ),
    # A series begins with one and has two members at least.
    ("一要学习。\n大家都要学。", ""),
    ("有两个问题，三是重点，四是难点。", ""),
    # … but a first paragraph lost by a bad copy does not hide the rest.
    ("二是改革。\n三是开放。\n四是民生。", "pt_2 pt_3 pt_4"),
    # … whatever the number the copy goes on from.
    ("要求包括：\n（四）甲；\n（五）乙。", "pt_4 pt_5"),
    # A heading is one even where all its neighbours are lost …
    ("一、甲事项\n甲的内容。\n乙的内容。\n丙的内容。\n四、丁事项\n丁的内容。", "pt_1 pt_4"),
    ("1、甲事项\n甲的内容。\n2、乙事项\n乙的内容。\n4、丁事项\n丁的内容。", "pt_1 pt_2 pt_4"),
    # … but not at the document's head: a book's chapter.
    ("十二、甲事项\n在检修大会上的讲话\n同志们：\n现在开会。", ""),
    # A point's wording may begin with a digit.
    ("1.甲事项。\n2.2人以上的班组。\n3.3人以上的班组。", "pt_1 pt_2 pt_3"),
    ("1.80台以上的车间；\n2.其他车间。", "pt_1 pt_2"),
    # A standard's clause under its own number, the one before it lost.
    ("1 要求\n甲应当检修。\n1.2 点检\n乙应当点检。\n2 验收\n丙。", "pt_1(pt_2) pt_2"),
    # A standard's annex has clauses of its own.
    (
        "1 要求\n1.1 检修\n1.2 点检\n2 验收\n附录A\nA.1 表式\nA.2 填写",
        "pt_1(pt_1 pt_2) pt_2 app_1(pt_A.1 pt_A.2)",
    ),
    # Older and rarer families: heavenly stems, formal numerals, Roman ones, brackets.
    ("甲、总则\n一、丙\n二、丁\n乙、分则\n一、戊\n二、己", "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)"),
    ("壹、总则\n甲。\n贰、分则\n乙。", "pt_1 pt_2"),
    ("Ⅰ.总则\n甲。\nⅡ.分则\n乙。", "pt_1 pt_2"),
    ("【一】总则\n甲。\n【二】分则\n乙。", "pt_1 pt_2"),
    # Stages of a plan are points; in an article they are 款, and cited as such.
    ("第一步，甲。\n第二步，乙。", "pt_1 pt_2"),
    ("第一条 分两个阶段。\n第一阶段，甲。\n第二阶段，乙。", "art_1(para_1 para_2 para_3)"),
    # Small Roman numbers, and the letters they may also be; clauses joined by a dash.
    ("（i）完好；\n（ii）清洁；\n（iii）齐全。", "pt_1 pt_2 pt_3"),
    ("应当：（i）完好；（ii）清洁；（iii）齐全。", "pt_1 pt_2 pt_3"),
    ("（g）甲。\n（h）乙。\n（i）丙。\n（j）丁。", "pt_7 pt_8 pt_9 pt_10"),
    ("1 检修\n1-1 甲事项\n1-2 乙事项\n2 点检\n2-1 丙事项", "pt_1(pt_1 pt_2) pt_2(pt_1)"),
    ("2-3人一组。\n3-4人一组。", ""),
    ("1-2月，产值增长。\n3-4月，产值持平。", ""),
    ("要求：A.完好；B.清洁；C.齐全。", "pt_1 pt_2 pt_3"),
    ("A、B两公司合并。\nB、C两公司分立。", ""),
    # No mark between, or one that is none of a number's.
    ("应当提交材料：（一）照片（二）证书（三）合同。", "pt_1 pt_2 pt_3"),
    ("1、出具《受理书》2、出具《补正书》3、出具《不予受理书》", "pt_1 pt_2 pt_3"),
    # A bad copy runs chapters and articles together; what only cites one stays where it is.
    (
        "第一章总则第一条为规范检修，制定本制度。第二条本制度适用于车间。\n第二章点检"
        "第三条点检按周进行。\n第四条点检有记录。",
        "chp_1(art_1 art_2) chp_2(art_3 art_4)",
    ),
    ("检修制度（共7页）第一章总则第一条为甲。第二条为乙。", "chp_1(art_1 art_2)"),
    ("第一条 甲。第二条规定的除外。第三条第一款照办。\n第二条 乙。", "art_1 art_2"),
    ("依照《检修办法》第一章总则第三条的规定办理。", ""),
    # An article's number written twice, or once too small.
    ("第一条 甲。\n第二条 乙。\n第一条 丙。\n第三条 丁。", "art_1 art_2 art_1-2 art_3"),
    # A chapter whose number a copy has lost is none of the paragraphs above it.
    (
        "第一条 甲应当检修。\n点检管理\n第二条 乙应当点检。\n附 则\n第三条 自发布之日起施行。",
        "art_1 h_1(art_2) h_2(art_3)",
    ),
    ("第一条 有下列情形的：\n漏检\n第二条 乙应当点检。", "art_1(para_1 para_2) art_2"),
    # A list of one: below a colon, as its like had it before, or cut off with the text.
    ("第一条 应当具备：\n（一）场所。\n第二条 甲。", "art_1(item_1) art_2"),
    (
        "一、甲事项有二。\n1.乙。\n2.丙。\n二、丁事项有一。\n1.戊。\n三、己。",
        "pt_1(pt_1 pt_2) pt_2(pt_1) pt_3",
    ),
    (
        "一、检修事项\n甲。\n二、点检事项。\n（一）点检按周进行，记录应当写明时间、地点、人",
        "pt_1 pt_2(pt_1)",
    ),
    # The first clause on its heading's line, and a clause that stands alone.
    (
        "1、总则 1.1 目的 为规范检修。\n1.2 依据 依据规程。\n"
        "1.4 原则 1.4.1 安全第一。\n1.4.2 质量至上。",
        "pt_1(pt_1 pt_2 pt_4(pt_1 pt_2))",
    ),
    ("6.1.2Ⅲ级响应行动\n甲。\n（1）会商。\n（2）值班。", "pt_6.1.2(pt_1 pt_2)"),
    # One that holds a list is a point, though the next one is lost.
    ("一、检修事项\n甲。\n一是定人。\n二是定时。\n乙。", "pt_1(pt_1 pt_2)"),
    ("提几点希望；第一，学；第二，干。第三；查。", "pt_1 pt_2 pt_3"),
    # First, then, last: only as a series.
    ("首先，摸清底数。其次，列出清单。最后，逐项销号。", "pt_1 pt_2 pt_3"),
    ("首先，我代表集团公司欢迎大家。最后，祝大家顺利。", ""),
    ("首先，要认账。\n第二，要整改。\n第三，要问责。", "pt_1 pt_2 pt_3"),
    # 一方面 … 另一方面 is no series of points.
    ("一方面要快，另一方面要稳。", ""),
    # A quotation's numbers are not the speaker's.
    ("他说过：“一要吃饭，二要建设。”我们要记住。", ""),
    # The families nest by custom …
    (
        "一、甲事项\n（一）乙事项\n1.丙事项\n2.丁事项\n（二）戊事项\n二、己事项",
        "pt_1(pt_1(pt_1 pt_2) pt_2) pt_2",
    ),
    # … unless this document shows another order: 1. above （一）.
    (
        "1.甲事项\n（一）乙事项\n（二）丙事项\n2.丁事项\n（一）戊事项\n（二）己事项",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)",
    ),
    # Levels may be skipped, and a document may begin with （一）.
    ("（一）甲事项\n①乙事项\n②丙事项\n（二）丁事项", "pt_1(pt_1 pt_2) pt_2"),
    # Numbers may run on from one section into the next.
    (
        "一、甲事项\n（一）乙事项\n二、丙事项\n（二）丁事项\n（三）戊事项",
        "pt_1(pt_1) pt_2(pt_2 pt_3)",
    ),
    # A series begun anew under the same parent.
    (
        "主要成绩：一是产量增加；二是成本下降。\n主要问题：一是人才不足；二是设备老化。",
        "pt_1 pt_2 pt_1-2 pt_2-2",
    ),
    # A slip of the pen: a number used twice, a number left out.
    ("一、甲事项\n二、乙事项\n二、丙事项\n四、丁事项", "pt_1 pt_2 pt_2-2 pt_4"),
    # Articles are numbered through: no chapter stands before their ids.
    ("第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。", "chp_1(art_1) chp_2(art_2)"),
    (
        "第一编 总则\n第一章 甲\n第一条 乙。\n第二编 分则\n第一章 丙\n第二条 丁。",
        "part_1(chp_1(art_1)) part_2(chp_1(art_2))",
    ),
    # 款 where an article has two paragraphs or more; items stand under their 款.
    ("第一条 甲。\n乙。", "art_1(para_1 para_2)"),
    ("第一条 甲包括：\n（一）乙；\n（二）丙。", "art_1(item_1 item_2)"),
    (
        "第一条 甲包括：\n（一）乙：\n1.丁；\n2.戊；\n（二）丙。\n己。",
        "art_1(para_1(item_1(sub_1 sub_2) item_2) para_2)",
    ),
    ("第一条 甲。\n乙包括：（一）丙；（二）丁。", "art_1(para_1 para_2(item_1 item_2))"),
    # An article named on a line of its own has its wording below it.
    (
        "第一条 目的\n为了规范会议管理，制定本办法。\n第二条 范围\n本办法适用于集团公司。",
        "art_1 art_2",
    ),
    # A line that speaks of an article is none.
    ("第一条 甲。\n第十条的规定另行解释。\n第二条 乙。", "art_1(para_1 para_2) art_2"),
    # 一、 over 条, where a rule has no chapters.
    (
        "一、总则\n第一条 甲应当。\n第二条 乙应当。\n二、附则\n第三条 丙应当。",
        "pt_1(art_1 art_2) pt_2(art_3)",
    ),
    # A decision quotes the articles it amends; they are not its own.
    ("一、将第五条修改为：“第五条 甲应当。\n“第六条 乙应当。”\n二、删去第八条。", "pt_1 pt_2"),
    ("1.将第一条修改为：\n“下列情形除外：\n（一）甲；\n（二）乙。”\n2.删去第二条。", "pt_1 pt_2"),
    # A table of contents heads nothing.
    (
        "目 录\n第一章 总则……1\n第二章 附则……2\n第一章 总则\n第一条 甲。\n第二章 附则\n第二条 乙。",
        "chp_1(art_1) chp_2(art_2)",
    ),
    # Nor do numbers in a table.
    ("1.甲\t10\n2.乙\t20", ""),
    # Headings the file declares, with and without numbers.
    (
        "# 题目\n## 背景\n正文一。\n## 做法\n### 一、组织\n正文二。\n### 二、实施\n正文三。",
        "h_1 h_2(pt_1 pt_2)",
    ),
    # An appendix begins anew, and says so in its ids.
    (
        "第一条 甲。\n附件1\n实施细则\n第一条 乙。\n第二条 丙。",
        "art_1 app_1(app_1/art_1 app_1/art_2)",
    ),
    # Named numbers: the agenda's, a plan's, a lesson's.
    ("议题一：听取汇报\n要抓好。\n议题二：研究方案\n通过。", "pt_1 pt_2"),
    ("问题1：谁来办？\n措施1：明确岗位。\n问题2：几天办完？\n措施1：三日。", "pt_1 pt_2"),
    # A plan's 篇 over its chapters, which run on.
    (
        "第一篇 方针\n第一章 环境\n甲。\n第二章 理念\n乙。\n第二篇 创新\n第三章 科技\n丙。",
        "part_1(chp_1 chp_2) part_2(chp_3)",
    ),
    # A technical code: clauses of three numbers, items of a bare one.
    (
        "1 总则\n1.0.1 为规范检修，制定本规程。\n2 规定\n2.1 设备\n2.1.1 设备应符合下列规定：\n"
        "1 完好，无缺损；\n2 清洁，无油污。\n2.1.2 设备应编号。",
        "pt_1(pt_1) pt_2(pt_1(pt_1(pt_1 pt_2) pt_2))",
    ),
    # Two numbers at the beginning of one line.
    ("一、（一）甲事项应办。\n（二）乙事项。\n二、丙事项。", "pt_1(pt_1 pt_2) pt_2"),
    ("1.（1）甲事项；（2）乙事项。\n2.丙事项。", "pt_1(pt_1 pt_2) pt_2"),
    # Where each point is one paragraph, the paragraph below the last is not its own.
    (
        "一、甲事项\n第一，学。\n第二，干。\n第三，查。\n工作中坚持两条：一是稳；二是进。\n二、乙事项",
        "pt_1(pt_1 pt_2 pt_3 pt_1-2 pt_2-2) pt_2",
    ),
    # A number without even a blank is a heading's where its first clause comes below.
    ("1总则\n1.1目的\n甲。\n1.2依据\n乙。\n2职责\n2.1车间\n丙。", "pt_1(pt_1 pt_2) pt_2(pt_1)"),
    ("3台设备停用\n甲。\n4台设备在用", ""),
    ("7 预案内容\n7.1 范围\n甲。\n7.2 职责\n乙。", "pt_7(pt_1 pt_2)"),
    # One clause left out by the copy.
    ("1.1 名称\n1.2 地点\n1.4 工期\n1.5 质量", "pt_1.1 pt_1.2 pt_1.4 pt_1.5"),
    # Numbers glued to the words before them.
    (
        "一、制作内容1、按图加工。\n2、制作材质(1)主梁：(2)次梁：\n二、验收",
        "pt_1(pt_1 pt_2(pt_1 pt_2)) pt_2",
    ),
    # The first of a series at the end of a paragraph, the second a line of its own.
    (
        "一、内容\n共两百分。 （一）常规\n1.点检。\n2.巡检。\n（二）专项\n二、程序",
        "pt_1(pt_1(pt_1 pt_2) pt_2) pt_2",
    ),
    # A heading with an article right below it heads that article, though others came before.
    (
        "第一条 甲应当。\n第二条 乙应当。\n第三条 丙。\n第四条 丁。\n二、工资结构\n第五条 戊应当。",
        "art_1 art_2 art_3 art_4 pt_2(art_5)",
    ),
    # A number behind a bullet and a blank is the line's own, once.
    ("● 1. 建账\n● 2. 装表", "pt_1 pt_2"),
    ("■ 一是建账\n■ 二是装表", "pt_1 pt_2"),
    # A list of one, right below its heading.
    ("（一）费用\n1.材料费由乙方承担。\n（二）期限\n三个月。", "pt_1(pt_1) pt_2"),
    # A list of attachments under the text is no appendix.
    ("一、甲事项\n二、乙事项\n附件：1.台账\n2.考核表\n云岭公司\n2031年3月5日", "pt_1 pt_2"),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_shape(text: str, expected: str) -> None:
    assert shape(text) == expected.replace("app_1/", "")


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
