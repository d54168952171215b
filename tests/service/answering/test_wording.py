"""What a shortened name is short for."""

from __future__ import annotations

import pytest

from corpus.words import Segmenter
from service.answering.wording import written_out

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
