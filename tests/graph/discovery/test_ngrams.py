"""Runs of characters: counted as they stand, held together and free by the book's formulas."""

from __future__ import annotations

import math
import random
from collections import Counter

import pytest

from graph.discovery import ngrams
from graph.discovery.ngrams import Run, joined, runs
from graph.discovery.words import c_values, is_name


def all_runs(text: str, least: int = 2, longest: int = 4) -> dict[str, Run]:
    found = runs(text, longest=longest, least=least, cohesion=-math.inf, freedom=-math.inf)
    return {run.text: run for run in found}


def by_hand(text: str, least: int, longest: int) -> dict[str, Run]:
    """The same, slowly: every formula as its paper has it."""

    def han(word: str) -> bool:
        return all("一" <= char <= "\u9fff" for char in word)

    places: dict[str, list[int]] = {}
    for size in range(1, longest + 1):
        for start in range(len(text) - size + 1):
            if han(text[start : start + size]):
                places.setdefault(text[start : start + size], []).append(start)
    total = sum(len(at) for word, at in places.items() if len(word) == 1)
    found = {}
    for word, at in places.items():
        if len(word) == 1 or len(at) < least:
            continue
        cuts = [(len(places[word[:n]]), len(places[word[n:]])) for n in range(1, len(word))]
        cohesion = min(math.log(total * len(at) / (one * other)) for one, other in cuts)
        sides = []
        for offset in (-1, len(word)):
            near = [text[n + offset] if 0 <= n + offset < len(text) else "\n" for n in at]
            spread = Counter(char if han(char) else f"{char}{n}" for n, char in enumerate(near))
            sides.append(-sum(c / len(at) * math.log(c / len(at)) for c in spread.values()))
        found[word] = Run(word, len(at), cohesion, min(sides))
    return found


def test_the_fast_way_counts_as_the_slow_one_does() -> None:
    draw = random.Random(7)
    text = "".join(draw.choice("党委书记抓安全，\n清单A") for _ in range(3000))
    fast, slow = all_runs(text), by_hand(text, 2, 4)
    assert fast.keys() == slow.keys()
    for word, run in slow.items():
        assert fast[word].count == run.count
        assert fast[word].freedom == pytest.approx(run.freedom, abs=1e-9)
        # Logarithms are kept in half precision.
        assert fast[word].cohesion == pytest.approx(run.cohesion, abs=0.02)


def test_nothing_gives_nothing() -> None:
    assert all_runs("") == {}
    assert all_runs("abc, 123") == {}
    assert all_runs("一") == {}


def test_runs_do_not_cross_a_mark() -> None:
    assert "单三" not in all_runs("清单，三张清单，三张")


def test_a_long_corpus_is_taken_evenly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ngrams, "MOST_CHARACTERS", 10)
    assert joined(["一二三", "四五六", "七八九", "甲乙丙"]) == "一二三\n七八九"
    assert len(joined(["一二三四五六七八九十", "甲", "一二三四五六七八九十"])) == 10


def test_a_part_of_one_longer_run_has_no_value() -> None:
    found = {
        word: Run(word, count, 5.0, 3.0)
        for word, count in (("网格化管", 10), ("网格化管理", 10), ("网格", 40))
    }
    values = c_values(found)
    assert values["网格化管"] == 0.0
    assert values["网格化管理"] == pytest.approx(math.log2(5) * 10)
    assert values["网格"] == pytest.approx(1.0 * (40 - 10))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("建筑垃圾", True),
        ("历史文化名城", True),
        ("计量器具", True),
        ("有关规定", False),
        ("应当依法", False),
        ("推进现代化", False),
        ("市人民政府", False),
        ("化建设", False),
        ("范围内", False),
    ],
)
def test_what_can_be_a_name(name: str, expected: bool) -> None:
    assert is_name(name) is expected
