"""The questions over the sample corpus, answered as well as they ever were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from service.answering.measure import measure, read_questions

if TYPE_CHECKING:
    from tests.conftest import Built

SAMPLES = Path(__file__).parents[2] / "questions" / "samples.jsonl"


def test_the_sample_questions_are_answered_and_refused(built: Built) -> None:
    _, questions = read_questions(SAMPLES)
    found = measure(built.librarian.current(), questions).as_json()
    assert found["citations_exact"] == 1.0
    assert found["median_length"] <= 250
    assert found["evidence_in_answer"] >= 0.74, found  # one question is .015
    assert found["refusal"]["f1"] >= 0.82, found
