"""What may begin a numbered line or clause, and what only looks as if it did."""

from __future__ import annotations

import pytest

from corpus.structure.markers import inline_markers, line_marker

# A line left; family, number and label right.
LINES = [
    # Divisions, with and without a blank.
    ("第一编 总则", "part", "1", "第一编"),
    ("第二分编 典型合同", "subpart", "2", "第二分编"),
    ("第十二章 附则", "chapter", "12", "第十二章"),
    ("第三章规划与建设", "chapter", "3", "第三章"),
    ("第一节 一般规定", "section", "1", "第一节"),
    ("第二篇 创新驱动", "part", "2", "第二篇"),
    ("第三讲 党的纪律", "part", "3", "第三讲"),
    # Articles: blank, none, a colon, Arabic digits, 之一, beyond a thousand.
    ("第十七条 车间主任每周主持一次例会。", "article", "17", "第十七条"),
    ("第十七条为了规范例会制度，制定本办法。", "article", "17", "第十七条"),
    ("第五条中国籍员工适用本办法。", "article", "5", "第五条"),
    ("第17条：例会纪要三日内印发。", "article", "17", "第17条"),
    ("第 八 条 纪要归档。", "article", "8", "第八条"),
    ("第十七条之一 夜班例会从其规定。", "article", "17-1", "第十七条之一"),
    ("第一千零一条 附则。", "article", "1001", "第一千零一条"),
    # The families of official documents, in all their spellings.
    ("一、总体要求", "comma", "1", "一、"),
    ("十一．组织领导", "comma", "11", "十一．"),
    ("一 总则", "comma", "1", "一"),
    ("（二）项目管理", "paren", "2", "（二）"),
    ("(三)和谐班组建设", "paren", "3", "(三)"),
    ("（一）、加强领导。", "paren", "1", "（一）"),
    ("㈣严肃纪律", "paren", "4", "㈣"),
    ("1．巡检", "arabic", "1", "1．"),
    ("2、点检", "arabic", "2", "2、"),
    ("3.2025年完成验收", "arabic", "3", "3."),
    ("4 职责", "arabic", "4", "4"),
    ("（1）记录", "paren_arabic", "1", "（1）"),
    ("⑵签字", "paren_arabic", "2", "⑵"),
    ("3)归档", "half_arabic", "3", "3)"),
    ("①编号", "circled", "1", "①"),
    ("a）编号", "letter", "1", "a）"),
    ("二）备件管理", "paren", "2", "二）"),  # its opening bracket lost, or never written
    ("【二】备件管理", "bracket", "2", "【二】"),
    ("三：备件管理", "comma", "3", "三"),
    ("⒉点检到位", "arabic", "2", "⒉"),
    ("b.编号", "letter", "2", "b."),
    ("b 早退", "letter", "2", "b"),
    ("C．编号", "capital", "3", "C．"),
    ("乙、检修范围", "stem", "2", "乙、"),
    ("叁、检修范围", "formal", "3", "叁、"),
    ("Ⅳ.检修范围", "roman", "4", "Ⅳ."),
    ("Ⅱ 检修范围", "roman", "2", "Ⅱ"),
    ("III、检修范围", "roman", "3", "III、"),
    ("4.2.1 检修计划", "dotted", "4.2.1", "4.2.1"),
    ("A.2 填写要求", "dotted", "65.2", "A.2"),
    ("4.1 分级要求", "dotted", "4.1", "4.1"),
    ("4.3人员职责", "dotted", "4.3", "4.3"),
    ("１．２ 检修计划", "dotted", "1.2", "1.2"),
    ("（b）编号", "letter", "2", "（b）"),
    ("2：检修范围", "arabic", "2", "2"),
    ("三，盯住现场。", "comma", "3", "三，"),
    ("〔二〕备件管理", "bracket", "2", "〔二〕"),
    ("（ii）编号", "small_roman", "2", "（ii）"),
    ("iv. 编号", "small_roman", "4", "iv."),
    ("（B）编号", "capital", "2", "（B）"),
    ("2-1 检修计划", "dotted", "2.1", "2-1"),
    ("（1.2）检修计划", "dotted", "1.2", "1.2"),
    ("2﹒点检", "arabic", "2", "2﹒"),
    ("3·点检", "arabic", "3", "3·"),
    ("3，点检要到位。", "arabic", "3", "3，"),
    ("二· 点检", "comma", "2", "二·"),
    ("【第五条】纪要归档。", "article", "5", "第五条"),
    ("第五条、纪要归档。", "article", "5", "第五条"),
    ("重点任务二：整改", "named", "2", "重点任务二"),
    ("第二问：怎么办？", "topic", "2", "第二问"),
    ("2 完好，无缺损；", "listed", "2", "2"),  # an item of a technical code
    ("议题二：研究检修方案", "named", "2", "议题二"),
    ("任务3 逐台整改", "named", "3", "任务3"),
    ("●三、保障措施", "comma", "3", "●三、"),
    ("附录B（规范性）检修记录", "appendix", "2", "附录B"),
    # The families of speech.
    ("第一，要把责任扛起来。", "ordinal", "1", "第一"),
    ("第三点，盯住现场。", "ordinal", "3", "第三点"),
    ("第二要盯住现场。", "ordinal", "2", "第二"),
    ("第2，盯住现场。", "ordinal", "2", "第2"),
    ("第三句话，盯住现场。", "topic", "3", "第三句话"),
    ("第二个关键词是“实”。", "topic", "2", "第二个关键词"),
    ("第三块：整改措施。", "topic", "3", "第三块"),
    ("第二大里程碑：投产", "topic", "2", "第二大里程碑"),
    ("第一件事：春检。", "topic", "1", "第一件事"),
    ("一要求真务实。", "must", "1", "一要"),
    ("三查作风，看担当。", "verb", "3", "三查"),
    ("第3步，验电。", "stage", "3", "第3步"),
    ("第一条，不说空话。", "ordinal", "1", "第一条"),
    ("第二个问题：怎么干。", "topic", "2", "第二个问题"),
    ("一要带头学。", "must", "1", "一要"),
    ("三是带头改。", "is", "3", "三是"),
    ("二靠制度管人。", "verb", "2", "二靠"),
    ("其二，办法要实。", "its", "2", "其二"),
    ("首先，要认账。", "firstly", "1", "首先"),
    ("第二步，逐台检修。", "stage", "2", "第二步"),
    ("第一阶段（三月）摸底。", "stage", "1", "第一阶段"),
    ("第三个环节：验收。", "stage", "3", "第三个环节"),
    ("附件2：巡检记录表", "appendix", "2", "附件2"),
    ("附件", "appendix", "0", "附件"),
]

# Each looks like a number and is none, with the reason.
NOT_LINES = [
    "一是一、二是二，账目要分明。",  # an idiom
    "第一责任人要到现场。",  # a title
    "第一时间上报。",  # an adverb
    "第一书记驻村满两年。",
    "第二十次全国代表大会召开。",  # a congress
    "一带一路沿线项目开工。",
    "一要求、二检查。",  # a noun that begins with 要
    "三要素缺一不可。",
    "第一季度完成产值过半。",
    "第一、第二产业协同发展。",  # a list of ordinals
    "第三方评估合格。",
    "第一类、第二类设备分开存放。",  # a list of ordinals
    "第一阶段任务已经完成。",
    "甲、乙双方各执一份。",
    "Ⅱ",  # a cell of a table
    "【3】",  # a footnote's number, its wording lost
    "e.g.见附图",
    "十二届三中全会通过了决定。",
    "2024年全面达标。",
    "2024.3.1 起执行",  # a date
    "3.5 亿元投资已到位",  # an amount
    "12.5%的设备超期服役",
    "第十七条规定的情形除外。",  # about an article
    "第十七条、第十八条另有规定的除外。",
    "一·二八事变九十周年。",  # a date
    "1,200元的设备已经报废。",  # an amount
    "第十条的规定不适用于夜班。",
    "第五条、第六条自下月起执行。",
    "第三条第二款所称设备，是指在用设备。",
    "第一章的内容另行培训。",
    "三个第一要保持住。",
    "两个维护落到行动上。",
    "第一要务是发展。",
    "第一个项目已经投产。",
    "第一篇文章写得好",
    "第二课堂活动丰富",
    "问题一大堆，要逐个解决。",
    "任务二十项全部完成",
]


@pytest.mark.parametrize(("line", "family", "number", "label"), LINES)
def test_line_marker(line: str, family: str, number: str, label: str) -> None:
    marker = line_marker(line)
    assert marker is not None
    glue = "." if family == "dotted" else "-"
    assert (marker.family, glue.join(map(str, marker.number)), marker.label) == (
        family,
        number,
        label,
    )


@pytest.mark.parametrize("line", NOT_LINES)
def test_no_line_marker(line: str) -> None:
    assert line_marker(line) is None


INLINE = [
    # After a full stop, a colon, a comma.
    ("要求有三：一是快；二是准，三是稳。", "一是 二是 三是"),
    ("条件包括：（一）有场地；（二）有人员。", "（一） （二）"),
    ("分三步。①编制；②会签；③发布。", "① ② ③"),
    ("作说明。一、起草过程 起草组集中办公。二、主要考虑 坚持问题导向。", "一、 二、"),
    ("第一，要稳；第二，要进。", "第二"),
    ("1.逐台点检。（牵头：安全部）2.逐项整改。", "2."),
    ("提醒： 1. 先断电。 2. 再验电。", "1. 2."),
    ("步骤：一、断电;二、验电;三、挂牌。", "一、 二、 三、"),
    ("材料包括：1）申请书；2）身份证明。", "1） 2）"),
    ("要求如下：a）完好；b）清洁。", "a） b）"),
    ("要求如下：（a）完好；（b）清洁。", "（a） （b）"),
    ("作业前应①断电②验电③挂牌。", "① ② ③"),
    ("见图①，第②栏从略。", ""),
    ("值班制度一、按时到岗。二、做好记录。", "一、 二、"),
    ("坚持统一、高效，第一、第二车间先行。", ""),
    ("议程：第一项是通报；第二项由组长讲话。", "第一项 第二项"),
    ("包括：1.台账、2.方案、3.记录。", "1. 2. 3."),
    ("提三点希望，1、讲政治，2、讲学习。", "1、 2、"),
    ("讲两件事：第一件事：春检；第二件事：防汛。", "第一件事 第二件事"),
    ("一则提质，二则降本。", "二则"),
    ("分三步：第一步，摸底；第二步，检修。", "第一步 第二步"),
    # References to items, fractions and phrases are none.
    ("依照第五条（一）、（二）项办理。", ""),
    ("占三分之一是合理的，统一是前提。", ""),
    ("全程过问，一抓到底。", ""),
    ("同比分别增长，第一、第二产业回升。", ""),
    ("最后胜利属于我们，再次相逢。", ""),
]


@pytest.mark.parametrize(("line", "labels"), INLINE)
def test_inline_markers(line: str, labels: str) -> None:
    assert " ".join(marker.label for marker in inline_markers(line)) == labels
