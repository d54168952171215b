"""Amounts with the words beside them, in a rule and in a draft that tells it its own way."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.checking.amounts import amounts, range_ends, right_amount

RULE = "应当在每天的劳动时间内安排1小时哺乳时间；难产的，增加产假15天；延长不得超过三个月。"


@pytest.mark.parametrize(
    ("draft", "right"),
    [
        ("每天安排2小时哺乳时间", "1小时"),
        ("每天安排一小时哺乳时间", None),
        ("增加产假30天", "15天"),
        ("增加产假30个工作日", None),  # another unit
        ("首次不得超过六个月", None),  # words that go with any amount
        ("全年共培训2小时", None),
    ],
)
def test_the_amount_that_goes_with_the_same_words(draft: str, right: str | None) -> None:
    own = amounts(RULE, Span(0, len(RULE)))
    found = [right_amount(said, own) for said in amounts(draft, Span(0, len(draft)))]
    assert [one.written if one else None for one in found] == [right]


def test_a_range_ends_with_its_second_amount() -> None:
    assert range_ends("停考一年以上三年以下；", 4, "停考二年以上五年以下；", 4) == (10, 10)
    assert range_ends("停考一年以上", 4, "停考二年以上五年以下", 4) == (4, 4)
