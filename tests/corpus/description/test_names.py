"""What a document is called, what kind it is, and whose it is."""

from __future__ import annotations

import pytest

from corpus.description.document_numbers import normal_number
from corpus.description.kinds import kind_named, kind_of
from corpus.description.organs import organ_of_history, organ_of_title
from corpus.titles import head_noun, work_key, work_name
from tests.corpus.description.made import described

#: More organs than a line is long.
MANY = "、".join(f"北岭省第{n}工业管理局" for n in "一二三四五六七八")


KINDS = [
    ("某省人民政府工作报告", "report"),
    ("关于印发《某集团公司采购办法》的通知", "notice"),
    ("某集团公司采购办法", "rule"),
    ("最高人民法院关于审理某类案件若干问题的规定", "judicial_interpretation"),
    ("在年度总结大会上的发言", "speech"),
    ("党委会会议纪要", "minutes"),
    ("关于加强质量工作的指导意见", "policy"),
    ("某某促进法", "law"),
]


@pytest.mark.parametrize(("title", "kind"), KINDS)
def test_kinds_by_title(title: str, kind: str) -> None:
    assert kind_of(title, "") == kind


def test_a_notice_that_only_carries_a_rule_is_a_rule() -> None:
    articles = "\n".join(f"第{number}条 应当如此。" for number in "一二三四五六")
    assert kind_of("关于印发《采购办法》的通知", f"现予印发。\n{articles}") == "rule"
    assert kind_named("部门规章") == "rule"


WORKS = [
    ("中华人民共和国公司法(2018修正)", "公司法"),
    ("《中国共产党支部工作条例（试行）》", "中国共产党支部工作条例"),
    ("刑法修正案（七）", "刑法修正案（七）"),  # a number is part of the name
    ("北岭省节水条例（2021年修订）", "北岭省节水条例"),  # so is the place
]


@pytest.mark.parametrize(("title", "work"), WORKS)
def test_work_names(title: str, work: str) -> None:
    assert work_name(title) == work


def test_small_things() -> None:
    assert normal_number("国发[2019]第05号") == "国发〔2019〕5号"
    assert normal_number("依据是国发〔2018〕41号") == "国发〔2018〕41号"
    assert normal_number("这是国办发〔2019〕4号") == "国办发〔2019〕4号"
    assert head_noun("甲公司乙办法（试行）") == "办法"
    assert work_key("《实施〈中华人民共和国水法〉办法》") == work_key("实施《水法》办法")


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("北岭省人民政府办公厅关于印发某某方案的通知", "北岭省人民政府办公厅"),
        ("北岭省对外贸易委员会公告", "北岭省对外贸易委员会"),
        ("北岭省应对极端天气工作领导小组关于某某的通知", "北岭省应对极端天气工作领导小组"),
        ("北岭省学习型社会建设领导小组办公室关于某某的通知", "北岭省学习型社会建设领导小组办公室"),
        # headlines that go on to name an organ
        ("某某签署北岭省人民政府令 公布《某某办法》", ""),
        ("省长对安全工作作出重要指示强调 落实省委关于安全生产的部署", ""),
        ("征求对北岭省委关于某某的建议的意见", ""),
    ],
)
def test_the_organ_a_title_begins_with(title: str, organ: str) -> None:
    assert organ_of_title(title) == organ


@pytest.mark.parametrize(
    ("history", "organ"),
    [
        ("1990年3月12日 北岭省教育委员会令第8号、北岭省体育运动委员会令第11号发布",
         "北岭省教育委员会、北岭省体育运动委员会"),
        (f"（2016年1月6日{MANY}令第3号公布）", MANY),
        ("1990年3月12日北岭省教育委员会令第8号、北岭省体育运动委员会令第11号发布",
         "北岭省教育委员会、北岭省体育运动委员会"),
        # whose congress it was, another line says
        ("2013年12月31日 市十二届人民代表大会常务委员会第十六次会议通过\n"
         "2014年4月11日 丹林市人民代表大会常务委员会第25号公布", "丹林市人民代表大会常务委员会"),
        ("2013年12月31日 市十二届人民代表大会常务委员会第十六次会议通过", ""),
        # not who ratified it
        ("2001年4月12日 县第五届人民代表大会第五次会议通过\n"
         "2001年6月29日 北岭省第九届人民代表大会常务委员会第二十七次会议批准", ""),
        ("2020年12月29日 丹林市十五届人大常委会第三十四次会议通过\n"
         "2021年3月26日 北岭省第十三届人民代表大会常务委员会第二十八次会议批准",
         "丹林市人民代表大会常务委员会"),
    ],
)  # fmt: skip
def test_the_organ_a_history_names(history: str, organ: str) -> None:
    assert organ_of_history(history) == organ


def test_advice_is_no_law_though_a_collection_keeps_it_there() -> None:
    advice = "加班费这样要\n先留好考勤记录，再去申请仲裁。"
    assert described(advice, {"title": "讨薪攻略", "kind": "law"}).kind == "essay"
    # unless it is laid down in articles, or somebody here says so
    assert (
        described("第一条 本指南由局制定。", {"title": "招标指南", "kind": "rule"}).kind == "rule"
    )
    assert described(advice, {"title": "讨薪攻略", "kind": "law"}, kind="rule").kind == "rule"


FILL = "班组应当按照标准检修设备，并将结果记入台账，不得漏检、代检。" * 8


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"检修管理办法第一章总则第一条{FILL}", "检修管理办法"),
        (f"关于印发《检修办法》的通知云发〔2024〕3号各单位：{FILL}", "关于印发《检修办法》的通知"),
        (f"李某某：在检修大会上的讲话发表时间：2024-03-01 同志们：{FILL}", "在检修大会上的讲话"),
        (f"2024年工作报告——2024年3月1日在职工大会上{FILL}", "2024年工作报告"),
        (f"检修管理规定 第七章 罚则 第八十四条 未检修的，罚款。{FILL}", "检修管理规定"),
        (f"关于加强检修的通知 各省、自治区、直辖市检修局：{FILL}", "关于加强检修的通知"),
        (f"检修改革实施方案为深入贯彻要求，制定本方案。{FILL}", "检修改革实施方案"),
        (f"检修管理制度1. 标准化1.1. 总则{FILL}", "检修管理制度"),
        (f"今年的工作，同志们都出了力。{FILL}", f"今年的工作，同志们都出了力。{FILL}"[:40]),
    ],
)  # fmt: skip
def test_the_title_a_text_without_lines_begins_with(text: str, title: str) -> None:
    assert described(text).title == title


def test_the_number_behind_the_title_of_a_text_without_lines() -> None:
    found = described(f"关于检修电价的通知（云发改价 [2023] 1711 号）二、时段{FILL}")
    assert (found.title, found.number) == ("关于检修电价的通知", "云发改价〔2023〕1711号")
