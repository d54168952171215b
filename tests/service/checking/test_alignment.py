"""The nearest part of a text: against counting every part, and over long texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from service.checking import alignment
from service.checking.alignment import edits, locate

WORDS = st.text("甲乙丙丁", min_size=1, max_size=7)


@given(WORDS, st.text("甲乙丙丁", min_size=1, max_size=14))
def test_no_part_is_nearer(needle: str, hay: str) -> None:
    found = locate(needle, hay)
    assert found is not None
    parts = [hay[a:b] for a in range(len(hay) + 1) for b in range(a, len(hay) + 1)]
    assert found.distance == min(Levenshtein.distance(needle, part) for part in parts)
    assert Levenshtein.distance(needle, hay[found.start : found.end]) == found.distance


def test_in_a_long_text_seeds_lead_there() -> None:
    filler = "".join(chr(0x4E00 + (at * 7919) % 5000) for at in range(30_000))
    wording = "一般事故隐患应当在七日内整改完毕重大事故隐患应当在四十五日内整改完毕"
    hay = filler[:20_000] + wording + filler[20_000:]
    needle = wording.replace("整改", "处理", 1).replace("四十五", "四十")
    assert len(needle) * len(hay) > alignment.MOST_CELLS
    found = locate(needle, hay)
    assert found is not None
    assert (found.start, found.end) == (20_000, 20_000 + len(wording))
    assert found.distance == 3


def test_slips_are_told_in_order() -> None:
    found = edits("三日内书面答复", "五日内应书面答复")
    assert [(e.start, e.end, e.to_start, e.to_end) for e in found] == [(0, 1, 0, 1), (3, 3, 3, 4)]


def test_nothing_is_near_nothing() -> None:
    assert locate("", "甲") is None
    assert locate("甲", "") is None


def test_slips_that_touch_are_one() -> None:
    (slip,) = edits("向居住地提出", "向户籍所在地提出")
    assert (slip.start, slip.end, slip.to_start, slip.to_end) == (1, 3, 1, 5)
