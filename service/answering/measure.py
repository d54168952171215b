"""Answers measured: is the needed evidence in them, how long are they, who was refused?

A file of questions is JSON Lines. A first row ``{"documents": [...]}`` may name the
documents (ids in their collections) the questions are put to. Every other row is a
``question`` with its ``evidence``: a list of what an answer must hold, each a list of
wordings of which one will do. A question with no evidence cannot be answered from these
documents and must be refused. A wording is text, or, where the text is not ours to
repeat, ``digest:length``: the first 16 hex digits of the SHA-256 of the wording, folded
(:func:`corpus.text.fold`) and without blanks, and its length in that form.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from corpus.errors import BadQuery, NotFound
from corpus.progress import silent
from corpus.text import squeeze

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.progress import Progress
    from service.library import Library
    from service.model import Answer

_KEY = re.compile(r"([0-9a-f]{16}):(\d+)")


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``half`` and ``about`` (the document it stands near) only sort them."""

    text: str
    evidence: tuple[tuple[str, ...], ...] = ()
    type: str = ""
    half: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. ``met``: all its evidence stands in the answer."""

    question: Question
    answered: bool
    met: bool
    length: int
    exact: bool
    seconds: float
    said: str


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes, in the order of the questions; :meth:`as_json` sums them up."""

    outcomes: Sequence[Outcome]

    def as_json(self) -> dict[str, Any]:
        """The measures as plain data; see the fields' names."""
        asked = [one for one in self.outcomes if one.question.evidence]
        others = [one for one in self.outcomes if not one.question.evidence]
        by_type: dict[str, list[Outcome]] = defaultdict(list)
        for one in asked:
            by_type[one.question.type].append(one)
        refused = sum(not one.answered for one in others)
        wrongly = sum(not one.answered for one in asked)
        precision, recall = _share(refused, refused + wrongly), _share(refused, len(others))
        seconds = [one.seconds for one in self.outcomes]
        return {
            "questions": len(self.outcomes),
            "answerable": len(asked),
            "evidence_in_answer": _share(sum(one.met for one in asked), len(asked)),
            "median_length": median([one.length for one in asked if one.answered] or [0]),
            "refusal": {
                "precision": precision,
                "recall": recall,
                "f1": _share(2 * precision * recall, precision + recall),
                "wrongly_refused": wrongly,
                "wrongly_answered": len(others) - refused,
            },
            "citations_exact": _share(sum(one.exact for one in self.outcomes), len(self.outcomes)),
            "by_type": {
                name: {"questions": len(ones), "met": _share(sum(o.met for o in ones), len(ones))}
                for name, ones in sorted(by_type.items())
            },
            "seconds_p50": round(median(seconds or [0.0]), 5),
        }


def read_questions(path: Path, half: str = "") -> tuple[list[str], list[Question]]:
    """The documents a file names (none: whatever is held) and its questions.

    Raises NotFound for a missing file, BadQuery for a row that is no question.
    """
    documents: list[str] = []
    questions: list[Question] = []
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{path}：读不出（{error}）；应为 UTF-8 的 JSON Lines") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if "documents" in row:
                documents = [str(name) for name in row["documents"]]
                continue
            questions.append(_question(row))
        except (ValueError, KeyError, TypeError) as error:
            raise BadQuery(f"{path} 第 {number} 行不是带 question 的 JSON（{error}）") from error
    questions = [one for one in questions if not half or one.half == half]
    if not questions:
        raise BadQuery(f"{path} 里没有{half}问题；每行应有 question 和 evidence")
    return documents, questions


def measure(library: Library, questions: Sequence[Question], progress: Progress = silent) -> Report:
    """Put every question to the library and look at what it says."""
    outcomes = []
    for done, question in enumerate(questions, start=1):
        began = time.perf_counter()
        answer = library.answer(question.text)
        seconds = time.perf_counter() - began
        outcomes.append(
            Outcome(
                question,
                answer.answered,
                answer.answered and met(question.evidence, answer.text),
                len(answer.text),
                _exact(library, answer),
                seconds,
                answer.text if answer.answered else answer.declined or "",
            )
        )
        progress("提问", done, len(questions))
    return Report(outcomes)


def met(evidence: Sequence[Sequence[str]], text: str) -> bool:
    """Whether a text holds, of every piece of evidence, one wording."""
    solid = squeeze(text)
    return bool(evidence) and all(any(_holds(solid, one) for one in ones) for ones in evidence)


def key_of(wording: str) -> str:
    """A wording as ``digest:length``."""
    solid = squeeze(wording)
    return f"{_digest(solid)}:{len(solid)}"


def _holds(solid: str, wording: str) -> bool:
    match = _KEY.fullmatch(wording)
    if match is None:
        return squeeze(wording) in solid
    length = int(match[2])
    starts = range(len(solid) - length + 1)
    return any(_digest(solid[at : at + length]) == match[1] for at in starts)


def _digest(solid: str) -> str:
    return hashlib.sha256(solid.encode()).hexdigest()[:16]


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        str(row["question"]),
        tuple(tuple(str(one) for one in ones) for ones in row.get("evidence", ())),
        str(row.get("type", "")),
        str(row.get("half", "")),
        str(row.get("about", "")),
    )


def _exact(library: Library, answer: Answer) -> bool:
    """Whether every quotation is its document's text, and every point part of its quotation."""
    quotes = {}
    for citation in answer.citations:
        quotes[citation.number] = citation.quote
        text = library.document(citation.card.description.id).text
        if text[slice(*citation.span)] != citation.quote:
            return False
    return all(
        point.citations and all(point.text in quotes.get(number, "") for number in point.citations)
        for point in answer.points
    )


def _share(part: float, whole: float) -> float:
    return round(part / whole, 4) if whole else 0.0
