"""Names put together of known words: what is one, and what is a clause or a part of one."""

from __future__ import annotations

import pytest

from corpus.model import Span
from graph.composed.finder import find_names
from graph.composed.words import words

#: A few concepts as the lexicon would find them, with their kinds.
KNOWN = {
    "安全生产": "task",
    "公务接待": "term",
    "风险隐患": "term",
    "用人单位": "role",
    "责任落实": "term",
    "海关总署": "organ",
    "国家税务总局": "organ",
}


def names(text: str) -> list[str]:
    known = sorted(
        (Span(at, at + len(form)), kind)
        for form, kind in KNOWN.items()
        if (at := text.find(form)) >= 0
    )
    found = find_names(text, known)
    assert all(text[slice(*one.span)] == one.label for one in found)
    return [one.label for one in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建立采购项目管理制度。", ["采购项目管理制度"]),
        ("严格执行公务接待审批制度", ["公务接待审批制度"]),  # a concept within
        ("如实填写公务接待用餐结算单。", ["公务接待用餐结算单"]),  # 单 makes a thing of it
        ("公司财务报销流程", ["财务报销流程"]),  # whose it is is left out
        ("全市安全生产工作会议", ["安全生产工作会议"]),
        ("责任落实全覆盖", ["责任落实全覆盖"]),
        ("设立信访接待窗口，", ["信访接待窗口"]),
        ("推动农机装备创新。", ["农机装备创新"]),  # what is done, and to what
        ("出示接待公函", ["接待公函"]),
        ("《采购项目管理制度》", []),  # a title is a work
        ("安全生产", []),  # the lexicon's own
        ("收集信息", []),  # one acts on the other
        ("审核财务报告制度", []),
        ("用人单位支付劳动报酬", []),  # a clause
        ("用人单位审核报告", []),
        ("向社会公告", []),
        ("应当重点检查被巡视党组织", []),
        ("不特定对象", []),
        ("枪支、弹药条件", []),  # the head belongs to both
        ("有关工作制度", []),
        ("会议决定：", []),
        ("A类企业名录", []),
        ("", []),
    ],
)
def test_what_is_a_name(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_a_name_stands_where_it_is_written() -> None:
    text = "　一是完善采购项目管理制度，二是采购项目管理制度要上墙"
    spans = [one.span for one in find_names(text, [])]
    assert [text[slice(*span)] for span in spans] == ["采购项目管理制度"] * 2


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("采购项目管理制度", "system"),
        ("网格员", "role"),
        ("信访接待科", "organ"),
        ("农机装备创新", "task"),
        ("食品安全委员会", "organ"),
        ("接待公函", "term"),
        ("云南省人民政府", "organ"),
        ("襄阳市人民检察院检察长", "role"),
        ("省委十二届八次全会", "meeting"),
        ("省第十三次党代会", "meeting"),
    ],
)
def test_the_head_tells_the_kind(name: str, kind: str) -> None:
    assert words().kind_of(name) == kind


def test_no_list_says_of_a_word_what_another_takes_back() -> None:
    held = words()
    makes = {*held.heads, *held.objects, *held.modifying, *held.describing, *held.naming}
    assert not held.breaking & (makes | held.deeds)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("由质量部、采购部、设备维修部和财务处负责", ["质量部", "采购部", "设备维修部", "财务处"]),
        ("报人力资源总监审批", ["人力资源总监"]),
        ("交质量与安全管理部备案", []),  # 交 may be the end of a word
        ("由质量与安全管理部备案", ["质量与安全管理部"]),
        ("公司教务处、综合科", ["教务处", "综合科"]),
        ("建设平安浙江、创新型河南", ["平安浙江", "创新型河南"]),
        ("祝愿大家健康长寿，参观优秀传统文化北京展", []),
        (
            "海关总署广东分署、国家税务总局广东省税务局",
            ["海关总署广东分署", "国家税务总局广东省税务局"],
        ),
        ("依法作出审计处罚", []),  # the word goes on
        ("在外投资办厂的检验科室、维修处所接安全处警电话", []),
        ("由市场开发部员工报财务处长签字", ["市场开发部"]),
        ("联合国难民救济和工程处发表声明", []),  # the end of one name
        ("开展水资源综合科学考察", []),
        ("由住房资金管理部门代管", []),  # no office of half its name
    ],
)
def test_an_office_is_named_by_what_it_does(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("经省住房和城乡建设厅、市财政局同意", ["省住房和城乡建设厅", "市财政局"]),
        ("云南省人民政府办公厅", ["云南省人民政府办公厅"]),
        ("市委财经委员会、县委办公室", ["市委财经委员会", "县委办公室"]),
        ("襄阳市人民检察院代理检察长", ["襄阳市人民检察院代理检察长"]),
        ("市双拥领导小组第一组长", ["市双拥领导小组第一组长"]),
        ("在市第十八届人民代表大会第一次会议上", ["市第十八届人民代表大会第一次会议"]),
        ("十四届全国人大常委会第七次会议", ["十四届全国人大常委会第七次会议"]),
        ("省第十次、十一次党代会精神", ["省第十次、十一次党代会"]),
        ("中国共产党杭州市第十三次代表大会", ["中国共产党杭州市第十三次代表大会"]),
        ("市委托第三方，全省政府系统", []),
        ("由区、县工商局审批", []),  # half of two names
        ("印发下一次人民代表大会", []),
        ("对四省区人民政府", []),
    ],
)
def test_an_organ_belongs_to_its_place(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("围绕“守住山、管住人、看住火”再讲几句", ["守住山、管住人、看住火"]),
        ("因业施策，宜独则独、宜控则控、宜参则参，不搞", ["宜独则独、宜控则控、宜参则参"]),
        ("着力稳增长、促改革、防风险各项工作", ["稳增长、促改革、防风险"]),
        ("按照统一领导、分级负责的原则", ["统一领导、分级负责"]),
        ("坚持政治性、时代性、原则性和战斗性。", ["政治性、时代性、原则性和战斗性"]),
        ("普惠性、基础性、兜底性民生建设", []),  # they tell of something else
        ("正如“海内存知己，天涯若比邻”", []),
        ("将“谁开发、谁保护”修改为“谁破坏、谁修复”", []),  # wording of a law
        ("控旺长、防干旱、防病除草", []),
        ("不同国家、不同民族、不同文明", []),
    ],
)
def test_a_slogan_in_a_row_is_one_name(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("坚持建养并重、平急结合，", ["建养并重", "平急结合"]),
        ("实现深度融合，有机结合，基本同步", []),  # how, and not what
        ("三措并举", []),
        ("起诉涉枪涉爆犯罪、扰乱社会秩序犯罪4人", ["涉枪涉爆犯罪", "扰乱社会秩序犯罪"]),
        ("严惩危害食品安全犯罪，侵害未成年人的犯罪分子", ["危害食品安全犯罪"]),
    ],
)
def test_two_things_and_what_is_done_with_both(text: str, found: list[str]) -> None:
    assert names(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("增强“三性”、落实“五不得”", ["三性", "五不得"]),  # they count
        (
            "实施“村村通客车”工程、“百万人才进海南”行动计划",
            ["村村通客车工程", "百万人才进海南行动计划"],
        ),
        ("“十年磨一剑”", []),
        ("“两高”是指最高人民法院", ["两高"]),
    ],
)
def test_a_coinage_is_named_with_what_it_is(text: str, found: list[str]) -> None:
    assert [one.label for one in find_names(text, [])] == found
