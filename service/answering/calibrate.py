"""Teaching, growing and the point of refusal in one go; what ``scripts.calibrate`` runs.

The decision looks at what the selector says of a question, and must not learn from how well that
knows the questions it was taught: each file is asked with a selector grown from the others.
"""

from __future__ import annotations

import json
import random
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.progress import silent
from embeddings.own import is_kept
from service.answering import refusal, trees
from service.answering.calibration import first_right, grown, threshold
from service.answering.measure import Question, read_questions
from service.answering.pool import library_of
from service.answering.selecting import SELECTOR
from service.answering.teaching import SEED, lessons, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from corpus.progress import Progress
    from embeddings.encoder import Encoder
    from service.answering.features import Matrix
    from service.answering.teaching import Lesson
    from service.library import Library

#: Questions that all is learned from: file, half, and where their documents are.
TUNED = (
    ("official.jsonl", "tuned", ""),
    ("fresh.jsonl", "", ""),
    ("second.jsonl", "tuned", ""),
    ("fourth.jsonl", "", ""),
    ("fifth.jsonl", "", ""),
    ("sixth.jsonl", "tuned", ""),
    ("seventh.jsonl", "tuned", ""),
    ("samples.jsonl", "", "corpus/samples"),
)
#: Questions that cannot be answered, what one of them counts, and how many of our own are
#: asked beside them, which can.
ABSENT, ABSENT_WEIGHT, PRESENT = "absent.jsonl", 0.6, 230
OWN = "embeddings/own/questions.jsonl"
#: The evidence of a question of our own: that there is some.
_ANY = (("",),)
#: Strength of the pull of the weights to nought (less is stronger), folds of the trial, and
#: how often they are dealt.
PULL, FOLDS, DEALS = 0.1, 8, 5


class Seen(NamedTuple):
    """A question written to be answered or not, as the decision sees it; no row where
    nothing found meets its demands. ``about`` is the document it stands near; ``sure`` is whether
    it is answered whatever the decision is.
    """

    row: Matrix | None
    answerable: bool
    weight: float
    about: str = ""
    sure: bool | None = None


class Learned(NamedTuple):
    """What was found, and for each file the selector grown from the others."""

    report: dict[str, Any]
    without: Mapping[str, trees.Trees]


def calibrate(root: Path, texts: Path, encoder: Encoder, progress: Progress = silent) -> Learned:
    """Ask, learn, set the threshold, and write all of it beside the code.

    ``root`` is the repository, ``texts`` the folder of collections.
    """
    folder = root / "tests" / "questions"
    asked: dict[str, tuple[Library, list[Question]]] = {}
    with ExitStack() as held:
        for file, half, place in (*TUNED, (ABSENT, "", "")):
            documents, questions = read_questions(folder / file, half)
            where = root / place if place else texts
            asked[file] = held.enter_context(library_of(where, documents, encoder)), questions
        taught = {file: list(lessons(*both, progress)) for file, both in asked.items()}
        selector, without, learned = _selectors(taught, progress)
        seen: list[Seen] = []
        for file, (library, questions) in asked.items():
            library.answerer.selector.trees = without[file]
            own = _present(root, library) if file == ABSENT else []
            weight = ABSENT_WEIGHT if file == ABSENT else 1.0
            seen += _seen(library, [*questions, *own], weight, progress)
    found = {**_decision(seen), **learned, "encoder": encoder.fingerprint}
    refusal.CONFIG.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    refusal.config.cache_clear()
    selector.save(SELECTOR)
    trees.load_trees.cache_clear()
    return Learned(found, without)


def _selectors(
    taught: Mapping[str, Sequence[Lesson]], progress: Progress
) -> tuple[trees.Trees, dict[str, trees.Trees], dict[str, Any]]:
    """The selector; for each file one grown from the others; how many lessons there were, and for
    what share of them such a one has the evidence first.
    """
    without = {}
    for done, file in enumerate(taught, start=1):
        without[file] = grown(
            [one for other, ones in taught.items() if other != file for one in ones]
        )
        progress("学选句", done, len(taught) + 1)
    every = [one for ones in taught.values() for one in ones]
    first = sum(first_right(ones, without[file]) for file, ones in taught.items())
    learned = {"lessons": len(every), "evidence_first": round(float(first / len(every)), 4)}
    return grown(every), without, learned


def _present(root: Path, library: Library) -> list[Question]:
    """Questions of our own that the library answers."""
    rows = [json.loads(line) for line in (root / OWN).read_text("utf-8").splitlines()]
    held = places_of(library)
    own = [row for row in rows if row["digest"] in held and not is_kept(row["digest"])]
    random.Random(SEED).shuffle(own)  # noqa: S311 (no secret)
    return [Question(row["question"], _ANY) for row in own[:PRESENT]]


def _seen(
    library: Library, asked: Sequence[Question], weight: float, progress: Progress
) -> Iterator[Seen]:
    for done, question in enumerate(asked, start=1):
        found = library.answerer.examined(question.text)
        about = question.about or question.text
        yield Seen(found.row, bool(question.evidence), weight, about, found.sure)
        progress("定拒答点", done, len(asked))


def _decision(seen: Sequence[Seen]) -> dict[str, Any]:
    """The weights, and the threshold that is best where each question is judged by weights
    learned without any about its document: a mean over :data:`DEALS` of folds.

    The threshold is that of questions written to be answered or not over the same documents;
    beside our own, which can all be answered, another would be best.
    """
    judged = {at: one.row for at, one in enumerate(seen) if one.row is not None}
    chances = [0.0] * len(seen)
    documents = sorted({one.about for one in seen})
    for deal in range(DEALS):
        folds = np.random.default_rng(SEED + deal).permutation(len(documents)) % FOLDS
        fold_of = dict(zip(documents, folds.tolist(), strict=True))
        for fold in range(FOLDS):
            word = weights_of([seen[at] for at in judged if fold_of[seen[at].about] != fold])
            for at, row in judged.items():
                if fold_of[seen[at].about] == fold:
                    chances[at] += refusal.chance_of(row, word) / DEALS
    for at, one in enumerate(seen):
        chances[at] = chances[at] if one.sure is None else float(one.sure)
    whole = [at for at, one in enumerate(seen) if one.weight == 1]
    best, f1 = threshold([chances[at] for at in whole], [seen[at].answerable for at in whole])
    trial = {"threshold": round(best, 4), "refusal_f1": round(f1, 4), "asked": len(seen)}
    return {**trial, **weights_of([seen[at] for at in judged])}


def weights_of(seen: Sequence[Seen], pull: float = PULL) -> dict[str, Any]:
    """The decision learned from these; each of them has a row."""
    rows = np.array([one.row for one in seen], np.float64)
    means, scales = rows.mean(axis=0), np.maximum(rows.std(axis=0), 1e-6)
    model = LogisticRegression(C=pull, max_iter=3000)
    model.fit(
        (rows - means) / scales,
        [one.answerable for one in seen],
        sample_weight=[one.weight for one in seen],
    )
    return {
        "means": [round(float(x), 6) for x in means],
        "scales": [round(float(x), 6) for x in scales],
        "weights": [round(float(x), 6) for x in model.coef_[0]],
        "base": round(float(model.intercept_[0]), 6),
    }
