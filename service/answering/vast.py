"""The decision to answer from a library of everything, learned from one.

Where thousands of papers are held, something near is found for any question, and a decision
learned over a few dozen answers four of five whose paper is not there. So the tuned questions are
put to the whole: what holds their evidence is an answer, all else is none, and no more is
what is found once the works that hold it are taken away.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import UserError
from corpus.progress import silent
from service.answering import refusal
from service.answering.calibrate import DEALS, FOLDS, Seen, weights_of
from service.answering.measure import met, read_questions
from service.answering.teaching import SEED
from service.query import understand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.progress import Progress
    from service.answering.measure import Question
    from service.library import Library

#: Questions that are put to the whole: file and half. Their papers must be held.
ASKED = (("official.jsonl", "tuned"), ("fresh.jsonl", ""), ("second.jsonl", "tuned"))
#: Forms that are decided otherwise.
_OTHERWISE = frozenset({"comparison", "validity"})
#: The share of right answers that is still given; the pull of the weights to nought; results
#: that must be left for a question to be asked again.
KEPT, PULL, LEFT = 0.96, 0.03, 3


def calibrate_vast(root: Path, library: Library, progress: Progress = silent) -> dict[str, Any]:
    """Ask, learn, set the threshold and write the decision beside the code; what was found.

    Raises UserError for a library that is none of everything.
    """
    held = [card.description for card in library.cards()]
    if not refusal.is_vast(held):
        papers = sum(one.kind != "essay" for one in held)
        raise UserError(
            f"只有 {papers} 份文件（范文不计）；大馆藏的拒答点要在 {refusal.VAST} 份以上的馆藏里定"
        )
    questions = [
        question
        for file, half in ASKED
        for question in read_questions(root / "tests" / "questions" / file, half)[1]
    ]
    seen = list(_seen(library, questions, progress))
    chances = _tried(seen)
    right = np.array([one.answerable for one in seen])
    threshold = float(np.quantile(chances[right], 1 - KEPT))
    found = {
        "threshold": round(threshold, 4),
        "asked": len(seen),
        "right_given": round(float((chances[right] >= threshold).mean()), 4),
        "others_given": round(float((chances[~right] >= threshold).mean()), 4),
        **weights_of(seen, PULL),
    }
    refusal.VAST_CONFIG.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    refusal.config.cache_clear()
    return found


def _seen(library: Library, questions: Sequence[Question], progress: Progress) -> Iterator[Seen]:
    answerer = library.answerer
    for done, question in enumerate(questions, start=1):
        progress("问全馆", done, len(questions))
        query = understand(question.text, library.segmenter)
        if query.form in _OTHERWISE or query.provision:
            continue
        whole = answerer.examined(question.text)
        if whole.row is not None:
            yield Seen(whole.row, met(question.evidence, whole.told), 1.0)
        holding = frozenset(
            one.card.description.work
            for one in whole.results
            if any(met([piece], one.passage.text) for piece in question.evidence)
        )
        rest = [one for one in whole.results if one.card.description.work not in holding]
        if holding and len(rest) >= LEFT:
            less = answerer.examined(question.text, holding)
            if less.row is not None:
                yield Seen(less.row, answerable=False, weight=1.0)


def _tried(seen: Sequence[Seen]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """The chance of each by weights learned without it, a mean over :data:`DEALS` of folds."""
    chances = np.zeros(len(seen))
    for deal in range(DEALS):
        fold_of = np.random.default_rng(SEED + deal).integers(0, FOLDS, len(seen))
        for fold in range(FOLDS):
            word = weights_of([one for at, one in enumerate(seen) if fold_of[at] != fold], PULL)
            for at in np.flatnonzero(fold_of == fold).tolist():
                row = seen[at].row
                assert row is not None
                chances[at] += refusal.chance_of(row, word) / DEALS
    return chances
