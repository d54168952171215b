"""Comparisons taken apart."""

from __future__ import annotations

import pytest

from service.answering.sides import both_asked, is_compared, sides


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "海拉尔区2013年和2014年接待游客各多少",
            ["海拉尔区2013年接待游客多少", "海拉尔区2014年接待游客多少"],
        ),
        (
            "2022年试行规则和2024年议事规则的到会人数有什么不同",
            ["2022年试行规则的到会人数", "2024年议事规则的到会人数"],
        ),
        (
            "《甲办法》与《乙办法》对试用期的规定有什么区别",
            ["《甲办法》对试用期的规定", "《乙办法》对试用期的规定"],
        ),
        (
            "浙江省和山东省2026年经济增长目标各是多少",
            ["浙江省2026年经济增长目标是多少", "山东省2026年经济增长目标是多少"],
        ),
        # what is compared is asked of both
        (
            "甘肃新增就业，2025年完成数和2026年目标分别是多少",
            ["甘肃新增就业，2025年完成数是多少", "甘肃新增就业，2026年目标是多少"],
        ),
        ("浙江和山东今年增长目标哪个高", ["浙江今年增长目标", "山东今年增长目标"]),
        # what is asked of one side over the other is asked of both
        (
            "2016年脱贫人数和2015年比是多了还是少了",
            ["2016年脱贫人数", "2015年脱贫人数"],
        ),
        (
            "某热线2022年受理量比2021年多了多少件",
            ["某热线2022年受理量多少件", "某热线2021年受理量多少件"],
        ),
        # more than two in a row
        (
            "2022年、2023年和2024年的目标各是多少",
            ["2022年的目标是多少", "2023年的目标是多少", "2024年的目标是多少"],
        ),
        # one side
        ("2024年比上年增长多少", []),
    ],
)
def test_each_side_asks_alone(question: str, asked: list[str]) -> None:
    assert [side.question for side in sides(question)] == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("部队是哪一天到的，谁带队", ["部队是哪一天到的", "部队到谁带队"]),
        ("仲裁的时效是多久，从哪天开始算", ["仲裁的时效是多久", "仲裁的时效从哪天开始算"]),
        (
            "实事项目2025年办了几项，2026年安排几项",
            ["实事项目2025年办了几项", "实事项目2026年安排几项"],
        ),
        (
            "老旧小区去年改了多少、今年打算改多少",
            ["老旧小区去年改了多少", "老旧小区今年打算改多少"],
        ),
        ("网上学法减分，学多久、一次能减几分", ["网上学法减分学多久", "网上学法减分一次能减几分"]),
        ("班组分成哪几类，夜班由谁带", ["班组分成哪几类", "班组分成夜班由谁带"]),
        # the same asked of two
        (
            "某市乱鸣喇叭和占用车位分别怎么罚",
            ["某市乱鸣喇叭怎么罚", "占用车位怎么罚"],
        ),
        # what is asked once
        ("单位和个人各交多少", []),
        ("责令改了还不改，罚款多少", []),
        ("评估价不认可，先找谁再找谁", []),
    ],
)
def test_a_question_of_two_parts_is_two_questions(question: str, asked: list[str]) -> None:
    assert both_asked(question) == asked


@pytest.mark.parametrize(
    ("question", "compared"),
    [
        ("浙江和山东的报告里对普查是怎么安排的", True),
        ("2016年脱贫人数和2015年比是多了还是少了", True),
        ("某市2025年增速比2024年快了几个百分点", True),
        ("某市生产总值从1990年到2019年涨到多少", False),
        ("某市报告讲了什么", False),
    ],
)
def test_what_is_asked_of_each(question: str, compared: bool) -> None:
    assert is_compared(question, sides(question)) is compared
