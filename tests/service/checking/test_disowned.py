"""What a draft lays down itself, or says is wrong, is held against nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.service.checking.test_slipped import alarms_in

if TYPE_CHECKING:
    from tests.conftest import Built

RULE = "数据责任部门应当自数据产生之日起60日内完成分级，录入数据资产目录"


@pytest.mark.parametrize(
    "text",
    [
        f"本公司规定，{RULE}。",
        f"我县要求{RULE}。",
        f"结合工作实际，{RULE}。",
        f"有同志误以为，{RULE}。",
        f"{RULE}，这种说法是错误的。",
        f"{RULE}。这是误解。",
    ],
)
def test_a_drafters_own_rule_is_left_alone(built: Built, text: str) -> None:
    assert alarms_in(built, text) == []


@pytest.mark.parametrize(
    "text", [f"{RULE}。", f"我县严格执行规定，{RULE}。", f"这不是小事。{RULE}，要抓好落实。"]
)
def test_what_is_taken_over_is_not(built: Built, text: str) -> None:
    (alarm,) = alarms_in(built, text)
    assert "30日" in (alarm.suggestion or "")
