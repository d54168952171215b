"""Which title another may be a slip for."""

from __future__ import annotations

import pytest

from service.checking.works import may_be_meant


@pytest.mark.parametrize(
    ("written", "other", "may"),
    [
        # one word for another; 地区 is no district
        ("关于禁止实行地方封港的规定", "关于禁止实行地区封港的规定", True),
        # words that stand in each other's place
        ("灯塔争议裁决调解条例", "灯塔争议调解裁决条例", True),
        # another place's, another number's
        ("青禾区灯塔看守条例", "白沙区灯塔看守条例", False),
        ("灯塔看守条例（二）", "灯塔看守条例（三）", False),
    ],
)
def test_a_title_may_be_a_slip_for_another(written: str, other: str, *, may: bool) -> None:
    assert may_be_meant(written, other) is may
