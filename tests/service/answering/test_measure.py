"""Answers measured: evidence by its words or by its digest, and the sums."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import BadQuery, NotFound
from service.answering.measure import Outcome, Question, Report, key_of, met, read_questions

QUESTIONS = Path(__file__).parents[2] / "questions"


@pytest.mark.parametrize(
    ("evidence", "text", "holds"),
    [
        ((("三十日",),), "自受理之日起三十日内", True),
        ((("三十日",),), "自受理之日起三十 \n日内", True),  # blanks do not count
        ((("ABC标准",),), "ａｂｃ标准", True),  # nor do width and case
        ((("三十日",), ("局长",)), "三十日内", False),  # all pieces are needed
        ((("三十日", "30日"),), "30日内", True),  # of one piece, any wording
        (((key_of("三十日内 答复"),),), "应当在三十日内答复。", True),
        (((key_of("三十日内答复"),),), "应当在六十日内答复。", False),
        ((), "任何文字", False),
    ],
)
def test_evidence_is_in_a_text(
    evidence: tuple[tuple[str, ...], ...], text: str, holds: bool
) -> None:
    assert met(evidence, text) is holds


def outcome(*, answerable: bool, answered: bool, good: bool = False, length: int = 0) -> Outcome:
    evidence = (("一",),) if answerable else ()
    return Outcome(Question("问", evidence, "date"), answered, good, length, True, 0.01, "")


def test_the_sums() -> None:
    found = Report(
        [
            outcome(answerable=True, answered=True, good=True, length=10),
            outcome(answerable=True, answered=True, length=30),
            outcome(answerable=True, answered=False),
            outcome(answerable=False, answered=False),
            outcome(answerable=False, answered=True),
        ]
    ).as_json()
    assert found["evidence_in_answer"] == pytest.approx(1 / 3, abs=1e-3)
    assert found["median_length"] == 20
    refusal = found["refusal"]
    assert (refusal["precision"], refusal["recall"], refusal["f1"]) == (0.5, 0.5, 0.5)
    assert (refusal["wrongly_refused"], refusal["wrongly_answered"]) == (1, 1)
    assert found["by_type"]["date"]["questions"] == 3


def test_a_file_names_its_documents_and_its_halves(tmp_path: Path) -> None:
    rows = [
        {"documents": ["a", "b"]},
        {"question": "甲", "evidence": [["一"]], "half": "kept"},
        {"question": "乙"},
    ]
    path = tmp_path / "q.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    documents, questions = read_questions(path)
    assert documents == ["a", "b"]
    assert [one.text for one in questions] == ["甲", "乙"]
    assert [one.text for one in read_questions(path, "kept")[1]] == ["甲"]
    with pytest.raises(BadQuery):
        read_questions(path, "third")


@pytest.mark.parametrize(
    ("content", "error"), [(None, NotFound), ("[]", BadQuery), ('{"q": 1}', BadQuery)]
)
def test_a_broken_file_is_named(
    tmp_path: Path, content: str | None, error: type[Exception]
) -> None:
    path = tmp_path / "q.jsonl"
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(error, match=r"q\.jsonl"):
        read_questions(path)


@pytest.mark.parametrize("name", ["samples", "official"])
def test_the_card_says_how_many_there_are(name: str) -> None:
    _, questions = read_questions(QUESTIONS / f"{name}.jsonl")
    answerable = sum(bool(one.evidence) for one in questions)
    card = (QUESTIONS / "README.md").read_text("utf-8")
    said = f"{len(questions)}: {answerable} answerable, {len(questions) - answerable} not"
    assert f"`{name}.jsonl` | {said}" in card
    assert len({one.text for one in questions}) == len(questions)
