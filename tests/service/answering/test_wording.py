"""What else may stand for a word, and what a shortened name is short for."""

from __future__ import annotations

import pytest

from corpus.words import Segmenter
from service.answering.wording import load_sayings, with_sayings, written_out

CUT = Segmenter(()).words
TITLES = (
    "特殊医学用途配方食品注册管理办法",
    "国家科学技术奖励条例",
    "个人所得税法",
    "道路交通安全违法行为记分管理办法",
    "生活垃圾管理条例",
)


@pytest.mark.parametrize(
    ("word", "short_for"),
    [
        ("特医", ["特殊医"]),
        ("科技奖", ["科学技术奖"]),
        # no parts side by side, or no beginnings of parts
        ("特食", []),
        ("科奖", []),
        ("学技", []),
        ("个法", []),
        ("道安", []),
        ("圾条", []),
        ("特", []),
    ],
)
def test_a_shortened_name_is_written_out_by_a_title(word: str, short_for: list[str]) -> None:
    assert written_out(word, TITLES, CUT) == short_for


def test_sayings_stand_for_one_another_or_one_way() -> None:
    sayings = load_sayings()
    assert "旅馆" in sayings["宾馆"]
    assert "宾馆" in sayings["旅馆"]
    assert "运费" in sayings["快递费"]
    assert "快递费" not in sayings.get("运费", ())


def test_no_saying_stands_for_itself_or_for_a_letter() -> None:
    for word, others in load_sayings().items():
        assert others
        assert word not in others
        assert all(len(other) > 1 for other in others)


def test_sayings_come_behind_the_official_wordings() -> None:
    merged = with_sayings({"快递费": ("寄递价格",), "炒鱿鱼": ("解除劳动合同",)})
    assert merged["快递费"][0] == "寄递价格"
    assert "运费" in merged["快递费"]
    assert merged["炒鱿鱼"] == ("解除劳动合同",)
