"""What of a wording is compared, and what is not."""

from __future__ import annotations

import pytest

from corpus.model import Span
from service.checking.skeleton import is_number, skeleton


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("不少于三十日", "不少于30日"),
        ("不少于３０日", "不少于 30\n日"),
        ("百分之五十", "50%"),
        ("百分之五点二", "5.2％"),
        ("二〇二四年", "2024年"),
        ("一千二百万元", "1,200万元"),
        ("两次", "2次"),
        ("过半数", "过二分之一"),
        ("三分之二以上", "3分之2以上"),
        ("半数以上", "50%以上"),
        ("一半", "百分之五十"),
        ("十分之五", "一半"),
        ("1/2", "半数"),
        ("半年", "0.5年"),
        ("四分之三", "75%"),
        ("六分之四", "三分之二"),
        ("2024/12/30", "2024 12 30"),  # a day, no fraction
        ("“四个意识”，", "「四個意識」"),
        ("规范、高效。", "规范高效"),
    ],
)
def test_the_same_said_otherwise(one: str, other: str) -> None:
    assert skeleton(one).letters == skeleton(other).letters


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三十日", "三日"),
        ("十四五", "十五五"),  # names of plans, not numbers
        ("十四五", "十五"),
        ("3.5%", "35%"),
        ("三分之二", "一半"),
        ("三分之一", "三分之二"),
        ("零分之一", "一分之零"),
        ("半数", "50"),
        ("千分之五", "5%"),
        ("应当", "可以"),
        ("万元", "千元"),
        ("不满半年", "不满一年"),
        ("下半年", "下0.5年"),
    ],
)
def test_different_things_stay_different(one: str, other: str) -> None:
    assert skeleton(one).letters != skeleton(other).letters


def test_a_number_is_one_letter_at_its_place() -> None:
    bones = skeleton("不少于 三十 日", 100)
    assert [is_number(letter) for letter in bones.letters] == [False, False, False, True, False]
    assert bones.span(3, 4) == Span(104, 106)
    assert bones.span(0, 5) == Span(100, 108)
    assert bones.part(Span(104, 106)).letters == bones.letters[3]
    assert bones.span(2, 2) == Span(102, 102)
    assert skeleton("，。").span(0, 0) == Span(0, 0)
