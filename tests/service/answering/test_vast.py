"""The decision to answer from a library of everything."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from corpus.errors import UserError
from scripts import calibrate
from service.answering import refusal, vast
from service.answering.refusal import CONFIG, SIGNS, VAST_CONFIG, Judge, config
from tests.service.answering.makers import about

if TYPE_CHECKING:
    from service.shelf import Shelf
    from tests.conftest import Built

ROOT = Path(__file__).parents[3]


class Held:
    """A shelf of so many papers and essays."""

    def __init__(self, papers: int, essays: int) -> None:
        self._held = [about("某办法", "regulation")] * papers + [about("范文", "essay")] * essays

    def descriptions(self) -> list[object]:
        return [*self._held]


@pytest.mark.parametrize(
    ("papers", "essays", "expected"), [(999, 5000, False), (1000, 0, True), (0, 0, False)]
)
def test_essays_make_no_library_vast(papers: int, essays: int, *, expected: bool) -> None:
    assert Judge(cast("Shelf", Held(papers, essays))).is_vast is expected


def test_both_decisions_weigh_the_same_signs() -> None:
    for path in (CONFIG, VAST_CONFIG):
        assert len(config(path)["means"]) == len(config(path)["scales"]) == len(SIGNS)
        assert 0 < config(path)["threshold"] < 1


def test_a_small_library_decides_nothing_for_large_ones(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    before = VAST_CONFIG.read_bytes()
    with pytest.raises(UserError, match="1000 份以上"):
        vast.calibrate_vast(ROOT, built.librarian.current())
    assert calibrate.main(["--vast", str(built.data)]) == 2
    assert "1000 份以上" in capsys.readouterr().err
    assert VAST_CONFIG.read_bytes() == before


def test_a_decision_is_learned_with_and_without_the_works_that_answer(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refusal, "VAST", 2)
    # A library keeps what it has decided of itself, and this one is shared.
    judge = built.librarian.current().answerer._judge
    monkeypatch.setitem(vars(judge), "is_vast", True)
    monkeypatch.setattr(refusal, "VAST_CONFIG", tmp_path / "vast.json")
    monkeypatch.setattr(vast, "ASKED", (("samples.jsonl", ""),))
    found = vast.calibrate_vast(ROOT, built.librarian.current())
    assert json.loads((tmp_path / "vast.json").read_text("utf-8")) == found
    assert found["asked"] > 120  # 99 questions, those of other forms left out, most of them twice
    assert found["right_given"] == pytest.approx(vast.KEPT, abs=0.03)
    assert found["others_given"] < found["right_given"] - 0.1


def test_what_is_taken_away_is_not_found(built: Built) -> None:
    answerer = built.librarian.current().answerer
    question = "对标一流是什么意思"
    whole = answerer.examined(question)
    assert "选定国内外同行业" in whole.told
    holding = frozenset(
        one.card.description.work for one in whole.results if "选定国内外" in one.passage.text
    )
    less = answerer.examined(question, holding)
    assert less.told
    assert "选定国内外同行业" not in less.told
