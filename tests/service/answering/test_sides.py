"""Comparisons taken apart."""

from __future__ import annotations

import pytest

from service.answering.sides import sides


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
        # one side, or three: no comparison of two
        ("2024年比上年增长多少", []),
        ("2022年、2023年和2024年的目标各是多少", []),
    ],
)
def test_each_side_asks_alone(question: str, asked: list[str]) -> None:
    assert [side for _, side in sides(question)] == asked
