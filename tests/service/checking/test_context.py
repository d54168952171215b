"""A number beside the source's own words, and the number that stands there."""

from __future__ import annotations

import pytest

from service.checking.context import misnumbered
from service.checking.skeleton import skeleton

RULE = (
    "一般事故隐患应当在7日内整改完毕，重大事故隐患应当在45日内整改完毕。"
    "职工缴存的比例不得低于月平均工资的5%。“双证型”领航员（含见习满期的）占当班领航员总数超过一半。"
)


@pytest.mark.parametrize(
    ("draft", "right"),
    [
        ("挂牌督办的重大事故隐患应当在六十日内整改完毕", ["45"]),
        ("重大事故隐患应当在四十五日内整改完毕", []),
        ("小的事故隐患应当在10日内整改完毕", []),  # which of the two is meant?
        ("我单位比例不得低于月平均工资的百分之八", ["5%"]),
        ("双证型领航员占当班领航员总数超过三分之二", ["一半"]),
        ("占领航员总数超过三分之二", []),  # too little beside it
        ("会议在45分钟内结束", []),
    ],
)
def test_the_number_that_stands_there(draft: str, right: list[str]) -> None:
    found = list(misnumbered(skeleton(draft), skeleton(RULE), None))
    assert len(found) == len(right)
    for (_, there), number in zip(found, right, strict=True):
        assert number in RULE[slice(*there)]
