"""Whom a question asks about, and which work by a bare name."""

from __future__ import annotations

import pytest

from service.answering.subjects import (
    bare_work,
    grades_in,
    is_about,
    is_of_grade,
    subjects_of,
)


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("党员受到警告处分多久不能提拔", ("党员",)),
        ("党支部多久换届", ("党支部",)),
        ("党支部书记的职责是什么", ("党支部书记",)),  # not the branch's
        ("党委会议多久开一次", ("党委",)),
        ("纪委书记谁任命", ("纪委",)),
        ("领导干部可以经商吗", ("干部",)),
        ("老师能体罚学生吗", ("教师",)),
        # a Party member who is a public servant is both
        ("公务员党员受处分影响工资吗", ("党员", "公务员")),
        ("婚假几天", ("婚假",)),
        ("陪产假有多久", ("陪产假",)),
        ("产假有多久", ()),
        ("不良党委托的事", ()),
        ("团支部书记怎么选", ("团支部",)),
        ("分支部门归谁管", ()),
        ("骨干部门有哪些", ()),
        ("村干部家属能当监委吗", ()),  # no public servant
        ("居委会任期几年", ("居民委员会",)),
        ("2024年年假期怎么安排", ()),
        ("今年假期有几天", ()),
        ("年假有几天", ("年休假",)),
        ("看病假药怎么赔", ()),
        ("火灾报警要收费吗", ()),
    ],
)
def test_who_is_asked_about(question: str, subjects: tuple[str, ...]) -> None:
    assert subjects_of(question) == subjects


@pytest.mark.parametrize(
    ("subject", "title", "around", "expected"),
    [
        ("党员", "公务员法", "公务员挨了处分，这段日子里不再升职", False),
        ("党员", "公务员法", "公务员是党员的，还应当给予党纪处分", True),
        ("党员", "中国共产党纪律处分条例", "挨了警告的，一年里不再提职", True),
        ("干部", "某办法", "任何组织和个人不得强制农民", True),
        ("公务员", "某条例", "国家机关及其工作人员不得开办", True),
        ("干部", "某条例", "任何车辆不得逆行", False),
        ("党支部", "著作权集体管理条例", "理事会四年一换", False),
        ("党支部", "某集团党支部工作细则", "党支部委员会每届任期三年", True),
        ("党组", "某条例", "应当先经乡镇党委研究讨论", False),
        ("党组", "某条例", "由党组讨论决定", True),
        ("党委", "某商会年会召开", "会议在中共中央统战部指导下召开", False),
        ("党委", "某省人民代表大会常务委员会条例", "常委会会议必须有过半数出席", False),
        ("党员", "在纪念某同志座谈会上的讲话", "同年参加中国共产党", True),
        ("党委", "中国共产党地方委员会工作条例", "全体会议每年至少召开两次", True),
        ("事业单位", "公务员法", "新来的公务员先试用一年", False),
        ("婚假", "职工带薪年休假条例", "干满一年就有带薪的假", False),
        ("医疗保险", "灵活就业人员参加养老保险简介", "缴费比例为20%", False),
        ("医疗保险", "社会保险法", "职工应当参加职工基本医疗保险", True),
        ("婚假", "人口与计划生育条例", "增加婚假十八日", True),
        ("居民委员会", "村民委员会组织法", "村民委员会每届任期五年", False),
        ("公务员", "行政机关人员处分条例", "行政机关工作人员受处分的期间为", True),
    ],
)
def test_what_is_laid_down_for_somebody(
    subject: str, title: str, around: str, *, expected: bool
) -> None:
    assert is_about(subject, title, f"{title} {around}") is expected


@pytest.mark.parametrize(
    ("question", "told", "title", "expected"),
    [
        ("二级公立医院什么时候考核", "2019年完成三级公立医院考核", "", False),
        ("三级公立医院什么时候考核", "2019年完成三级公立医院考核", "", True),
        ("二级公立医院什么时候考核", "向二级医院下转，三级医院上转", "", True),
        ("二级公立医院什么时候考核", "每年2月底前完成", "三级公立医院考核意见", False),
        ("二级公立医院什么时候考核", "每年2月底前完成", "医院考核意见", True),
        ("乙类传染病多久报告", "甲类传染病两小时内报告", "", False),
        ("县级以上政府谁负责", "三级医院由省级部门考核", "", True),
        ("县一级为什么重要", "三级响应由县政府启动", "", True),
        ("上一级机关多久答复", "三级响应由县政府启动", "", True),
    ],
)
def test_a_grade_says_nothing_of_another(
    question: str, told: str, title: str, *, expected: bool
) -> None:
    grades = grades_in(question)
    assert (not grades or is_of_grade(grades, told, title)) is expected


@pytest.mark.parametrize(
    ("question", "work"),
    [
        ("火星移民条例怎么规定", ("火星移民条例", "火星移民")),
        ("根据物业管理条例第五条", ("物业管理条例", "物业管理")),
        ("劳动合同法对试用期怎么规定", ("劳动合同法", "劳动合同")),
        ("廉洁自律准则有哪些要求", ("廉洁自律准则", "廉洁自律")),
        # no name of a work
        ("国家法律怎么规定", ("", "")),
        ("这个条例什么时候施行", ("", "")),
        ("计算方法是怎么规定的", ("", "")),
        ("行政执法有哪些要求", ("", "")),
        ("公务员请假有什么规定", ("", "")),
        ("违反条例怎么处理", ("", "")),
    ],
)
def test_a_work_called_by_a_bare_name(question: str, work: tuple[str, str]) -> None:
    assert bare_work(question) == work
