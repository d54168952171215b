"""What makes a statement wrong, and what is only told otherwise."""

from __future__ import annotations

import pytest
from rapidfuzz.distance import Levenshtein

from service.checking.differing import telling
from service.checking.skeleton import skeleton

BY_WHOM = "国务院渡口航标行政部门主管全国的渡船登记工作"
TERM = "申请人应当自收到通知之日起三十日内提交书面材料"
ITEMS = "扣除包括子女教育、继续教育、大病医疗、赡养老人等支出项目共4项"
DEPUTY = "由分管渡口事务的副站长代行站长职务"


@pytest.mark.parametrize(
    ("written", "source", "kinds"),
    [
        (TERM.replace("三十", "六十"), TERM, ["number"]),
        (TERM.replace("应当", "可以"), TERM, ["duty"]),
        (TERM.replace("书面", "有关"), TERM, ["word"]),
        (DEPUTY.replace("副站长", "调度委员"), DEPUTY, ["word"]),
        (TERM.replace("书面材料", "证明"), TERM, ["word"]),  # its last word, as the source ends
        ("国务院财政部门主管全国的渡船登记工作", BY_WHOM, ["organ"]),
        ("国务院渡口航标部门主管全国的渡船登记工作", BY_WHOM, []),  # in fewer words
        (ITEMS.replace("大病医疗、", "").replace("等", ""), ITEMS.replace("等", ""), ["item"]),
        (ITEMS.replace("大病医疗、", ""), ITEMS, []),  # 等: there are more
        (ITEMS.replace("子女教育、继续教育", "继续教育、子女教育"), ITEMS, ["order"]),
        (TERM.replace("自收到", "在收到"), TERM, []),
        (TERM.replace("应当", "一般应当"), TERM, ["duty"]),
        ("收到通知三十日内要交材料", TERM, []),
        ("站长依照本规定不能擅离渡口值守岗位", "站长按照本规定不得擅离渡口值守岗位", []),
        ("涨水时停航，渡船要靠泊渡口、码头", "渡船要靠泊渡口、码头，涨水时停航", []),
        ("站长主持渡口的全面工作依次排列", "站长主持渡口的全面工作第二条", []),
        ("任何组织和个人都不得占用渡口航标", "任何组织或者个人都不得占用渡口航标", []),
        ("对占用渡口航标的处罚款和拘留", "对占用渡口航标的处罚款或者拘留", ["bound"]),
    ],
)
def test_what_changes_the_meaning(written: str, source: str, kinds: list[str]) -> None:
    one, other = skeleton(written).letters, skeleton(source).letters
    likeness = 1 - Levenshtein.distance(one, other) / len(one)
    found = telling(written, source, likeness, is_told=True, at_end=True)
    assert [slip.kind for slip in found] == kinds


def test_another_of_a_row_may_be_the_drafts_own() -> None:
    source = "国民经济和社会发展第十三个五年规划"
    written = source.replace("十三", "十五")
    assert telling(written, source, 0.94, is_told=False, at_end=True) == []
    assert [slip.kind for slip in telling(written, source, 0.94, is_told=True, at_end=True)] == [
        "number"
    ]


@pytest.mark.parametrize(
    ("written", "source", "around", "kinds"),
    [
        # the rule says it beside that place: told otherwise
        ("渡口管理站工作人员开展渡船安全检查，并应当出示证件", "渡口管理站安全检查，并应当出示证件",
         "渡口管理站工作人员开展检查。", []),
        # a time where the rule has an organ is no word for another
        ("收到渡船登记结论之日起30日内申请复核，逾期不再受理",
         "收到渡船登记结论的管理站申请复核，逾期不再受理", "", []),
        ("收到渡船登记结论向调度员申请复核，逾期不再受理",
         "收到渡船登记结论向站长申请复核，逾期不再受理", "", ["word"]),
    ],
)  # fmt: skip
def test_what_the_source_says_beside_it_is_told_otherwise(
    written: str, source: str, around: str, kinds: list[str]
) -> None:
    found = telling(written, source, 0.86, is_told=True, at_end=True, around=around)
    assert [slip.kind for slip in found] == kinds
