"""The shape of an outline: which numbers are a text's own, and what stands under what."""

from __future__ import annotations

import pytest

from tests.corpus.outlines import shape

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
    # A number and a comma, in order and far enough apart to be no row of numbers.
    ("原因有一，机器用得太久；二，人手不够；三，没有人管。", "pt_1 pt_2 pt_3"),
    ("一，机器旧。表现是：二，没有人管；三，没有台账。", "pt_1 pt_2 pt_3"),
    ("统一，二，三产业都要发展。第一，二，三季度，全省用水下降。", ""),
    ("喊着一，二，三，四，走得整齐。", ""),
    # 其次, and once more 其次.
    ("首先要讲清楚。其次要算清楚。其次要查清楚。", "pt_1 pt_2 pt_3"),
    # The first lost in the sentences that stood below it.
    ("提高认识，压实责任。（二）完善制度。（三）加强宣传。（四）强化监督。", "pt_2 pt_3 pt_4"),
    ("提高认识，压实责任。（二）完善制度。（三）加强宣传。", ""),
    # A series begins with one and has two members at least.
    ("一要学习。\n大家都要学。", ""),
    ("有两个问题，三是重点，四是难点。", ""),
    # … but a first paragraph lost by a bad copy does not hide the rest.
    ("二是改革。\n三是开放。\n四是民生。", "pt_2 pt_3 pt_4"),
    # … whatever the number the copy goes on from.
    ("要求包括：\n（四）甲；\n（五）乙。", "pt_4 pt_5"),
    # An ordinal lost inside a paragraph, the ones behind it in order.
    ("有四个特点。第一，是时间紧。第三，是要求高。第四，是投入大。", "pt_1 pt_3 pt_4"),
    ("有四个特点。第一，是时间紧。第三，是要求高。", ""),
    # 一、 alone, whose line has no end as a sentence has, or which has （一） right below it.
    (
        "我讲一点。\n一、形势严峻，务必认清当前经济波动对我县的影响，坚定信心，增强紧迫感和使命感\n不错。",
        "pt_1",
    ),
    ("我讲一点。\n一、要认清形势，坚定信心。\n不错。", ""),
    ("报告如下：\n一、五年来，各项工作都有进展。\n（一）监督有力，成效明显。\n甲。", "pt_1(pt_1)"),
    # The first section on its chapter's line; what a clause announces is its own.
    (
        "第八章临时报告第一节董事会决议、股东大会决议\n8.1.1甲应当报送。\n8.1.2乙包括：\n（一）丙；\n（二）丁。",
        "chp_8(sec_1(pt_8.1.1 pt_8.1.2(pt_1 pt_2)))",
    ),
    # A heading is one even where all its neighbours are lost …
    ("一、甲事项\n甲的内容。\n乙的内容。\n丙的内容。\n四、丁事项\n丁的内容。", "pt_1 pt_4"),
    ("1、甲事项\n甲的内容。\n2、乙事项\n乙的内容。\n4、丁事项\n丁的内容。", "pt_1 pt_2 pt_4"),
    # … but not at the document's head: a book's chapter.
    ("十二、甲事项\n在检修大会上的讲话\n同志们：\n现在开会。", ""),
    # A small number there says that what stood before it is cut off.
    ("三、工作要求\n甲的内容。", "pt_3"),
    ("二、会议认为应当检修。\n1.甲事项\n甲的内容。\n2.乙事项\n乙的内容。", "pt_2(pt_1 pt_2)"),
    ("工作报告\n二、今年安排\n甲。\n（一）乙事项\n乙。\n（二）丙事项\n丙。", "pt_2(pt_1 pt_2)"),
    ("（三）检修事项\n甲。\n1.乙。\n2.丙。", "pt_3(pt_1 pt_2)"),
    ("3.检修事项\n甲的内容。", "pt_3"),
    ("3.点检甲设备。\n甲的内容。", ""),
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
    # A whole rule on one line: its articles in order, its clauses with what heads them.
    (
        "检修制度第一条为规范检修制定本制度第二条本制度适用于各个车间第三条检修负责人负责召集"
        "检修人员第四条检修记录由班组长每日填写",
        "art_1 art_2 art_3 art_4",
    ),
    (
        "应当核销。第三十条  实行检验制度。第三十一条  实行出库检验。第五章  资  金第三十二条  "
        "不得挪用。第三十三条  定期核定。",
        "art_30 art_31 chp_5(art_32 art_33)",
    ),
    ("依照第一条明确目的，第二条明确范围，第三条明确原则，第四条明确分工的思路起草。", ""),
    (
        "各单位: 现印发预案。 1 总 则 1.1 目的 为应对洪涝,制定本预案。 1.2 依据 依据规定。 "
        "2 体系 2.1 机构 设立指挥部。",
        "pt_1(pt_1 pt_2) pt_2(pt_1)",
    ),
    (
        "检修规程第1章总则1.1目的为规范检修。1.2范围适用于车间。第2章职责2.1车间负责检修。",
        "chp_1(pt_1.1 pt_1.2) chp_2(pt_2.1)",
    ),
    ("增长1.1个百分点。下降1.2个百分点。持平1.3个百分点。", ""),
    (
        "检修管理制度一、组织机构1. 设立检修中心。\n2. 设立点检站。\n二、工作制度1. 实行日检。\n"
        "2. 实行周检。",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2)",
    ),
    (
        "合同制度1. 标准化1.1. 合同管理1.1.1. 总则1.1.1.1. 为加强管理，制定本制度。1.1.1.2. 合同的"
        "签订适用本制度。1.1.2. 定义：1.1.2.1. 合同是指协议。",
        "pt_1(pt_1(pt_1(pt_1 pt_2) pt_2(pt_1)))",
    ),
    (
        "为落实责任。一、形式1.考核甲。2.期限为5年二、目标1.杜绝轻伤。2.达到二级。三、奖惩按月兑现。",
        "pt_1(pt_1 pt_2) pt_2(pt_1 pt_2) pt_3",
    ),
    ("评出一、二、三等奖。一、甲事项二、三等奖另定。", ""),
    # Items whose brackets a copy has lost, in one paragraph; four at least.
    (
        "第四条 研究下列事项：一制定检修计划；二审定检修方案；三核定检修费用。四决定外委队伍。",
        "art_4(item_1 item_2 item_3 item_4)",
    ),
    ("要求：一般事项由班组办；二者取其一；三年一次。", ""),
    # Sentences numbered without any mark, right below one another; months are none.
    ("1甲应当检修。\n2乙应当点检。\n3丙应当验收。\n4丁应当记录。", "pt_1 pt_2 pt_3 pt_4"),
    ("1 甲应当检修。\n2 乙应当点检。\n3 丙应当验收。", "pt_1 pt_2 pt_3"),
    ("1月开工。\n2月检修。\n3月验收。", ""),
    ("1甲应当检修。\n2乙应当点检。", ""),
    # A list that turns out to stand under the second of another, since that one goes on.
    (
        "1、甲。\n2、乙包括：\n1、丙。\n2、丁。\n3、戊。\n3、己。\n4、庚。",
        "pt_1 pt_2(pt_1 pt_2 pt_3) pt_3 pt_4",
    ),
    # The speaker turns to the audience: what he lists then is none of the agenda.
    (
        "第一项：奏国歌。\n第二项：颁奖。\n同志们，议程已毕。强调两点：\n一是学。\n二是干。",
        "pt_1 pt_2 pt_1-2 pt_2-2",
    ),
    # A list of attachments right above the first of them; annexes in parts, or not numbered.
    (
        "第一条 甲。\n附件：1．审批表\n2．通知书\n附件1\n审批表\n乙。\n附件2\n通知书\n丙。",
        "art_1 app_1 app_2",
    ),
    ("一、甲\n二、乙\n附件1-1\n台账\n丙。\n附件1-2\n名单\n丁。", "pt_1 pt_2 app_1-1 app_1-2"),
    ("第一条 甲。\n附：\n检修目录\n一、丙\n二、丁", "art_1 app_1(pt_1 pt_2)"),
    # A table of contents without 目录 above it, one that says which articles, and one of a report.
    (
        "1 范围……1\n2 术语……2\n3 要求……3\n1 范围\n甲。\n2 术语\n乙。\n3 要求\n丙。",
        "pt_1 pt_2 pt_3",
    ),
    (
        "目录\n第一章 总则（第一条至第二条）\n第二章 附则（第三条）\n第一章 总则\n第一条 甲。\n"
        "第二条 乙。\n第二章 附则\n第三条 丙。",
        "chp_1(art_1 art_2) chp_2(art_3)",
    ),
    # Headings numbered without any mark, of which only the third has clauses; letters without one.
    (
        "1目的\n规范检修。\n2范围\n适用于车间。\n3检修\n3.1计划\na班组填写申请表，报车间审核。\n"
        "b车间审核后报设备部。\n3.2验收\n由设备部组织。\n4附则\n本规定自发布之日起施行。",
        "pt_1 pt_2 pt_3(pt_1(pt_1 pt_2) pt_2) pt_4",
    ),
    ("2020年检修\n共五次。\n2021年检修\n共六次。", ""),
    # A list right behind the colon of its own family's number stands under it.
    (
        "1、目的：规范检修。2、原则：1.先急后缓。2.先主后次。3.谁检修谁负责。",
        "pt_1 pt_2(pt_1 pt_2 pt_3)",
    ),
    ("1、目的\n2、原则：\n1.先急。\n2.先主。\n3、附则", "pt_1 pt_2(pt_1 pt_2) pt_3"),
    # An excerpt whose points count on through its chapters.
    (
        "十九、检修。\n二十、点检。\n第四章 附则\n二十一、备案。\n二十二、施行。",
        "pt_19 pt_20 chp_4(pt_21 pt_22)",
    ),
    # Notes below a text are no items of its last section.
    (
        "第一条 甲应当①检修。\n第二条 乙应当点检。\n注：①检修指大修。\n②点检指日常检查。",
        "art_1 art_2",
    ),
    ("一、形势\n甲。\n二、任务\n乙。\n注释：\n1.见年报。\n2.见规程。", "pt_1 pt_2"),
]


@pytest.mark.parametrize(("text", "expected"), SHAPES)
def test_shape(text: str, expected: str) -> None:
    assert shape(text) == expected.replace("app_1/", "")
