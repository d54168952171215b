"""Teaching, growing and the point of refusal in one go; what ``scripts.calibrate`` runs."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from corpus.progress import silent
from embeddings.own import is_kept
from service.answering import refusal, trees
from service.answering.calibration import grown, threshold
from service.answering.measure import Question, read_questions
from service.answering.pool import library_of
from service.answering.selecting import SELECTOR
from service.answering.teaching import SEED, lessons, places_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from corpus.progress import Progress
    from embeddings.encoder import Encoder
    from service.answering.features import Matrix
    from service.answering.teaching import Lesson
    from service.library import Library

#: Questions the decision is learned from: file, half, and where their documents are.
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
#: What is told of the selector.
LEARNED = ("lessons", "kept_first")
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


def calibrate(
    root: Path,
    texts: Path,
    encoder: Encoder,
    progress: Progress = silent,
    limit: int = 0,
    *,
    decision_only: bool = False,
) -> dict[str, Any]:
    """Ask, learn, set the threshold, and write all of it beside the code.

    ``root`` is the repository, ``texts`` the folder of collections; ``limit`` pools are
    learned from, all where it is 0; with ``decision_only`` the selector stays as it is.
    Returns what was found.
    """
    documents, absent = read_questions(root / "tests" / "questions" / ABSENT)
    learned: dict[str, Any] = {}
    with library_of(texts, documents, encoder) as library:
        present = _present(root, library)
        if decision_only:
            told = json.loads(refusal.CONFIG.read_text("utf-8"))
            learned = {name: told[name] for name in LEARNED}
        else:
            spared = frozenset(present)
            pools = lessons(root / OWN, texts, encoder, spared, limit, progress)
            learned = _selector([lesson for pool in pools for lesson in pool], progress)
        own = [Question(question, _ANY) for question in present]
        seen = list(_seen(library, [*own, *absent], ABSENT_WEIGHT, progress))
    for file, half, place in TUNED:
        documents, questions = read_questions(root / "tests" / "questions" / file, half)
        with library_of(root / place if place else texts, documents, encoder) as library:
            seen += _seen(library, questions, 1.0, progress)
    found = _decision(seen)
    found |= {**learned, "encoder": encoder.fingerprint}
    refusal.CONFIG.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    refusal.config.cache_clear()
    return found


def _selector(taught: Sequence[Lesson], progress: Progress) -> dict[str, Any]:
    """Grow the selector and save it; how many lessons it had, and how good it is."""
    progress("学选句", 0, None)
    selector = grown([one for one in taught if not one.kept])
    selector.save(SELECTOR)
    trees.load_trees.cache_clear()
    return dict(zip(LEARNED, (len(taught), round(_kept_first(taught, selector), 4)), strict=True))


def _present(root: Path, library: Library) -> list[str]:
    """Questions of our own that the library answers; they are not taught."""
    rows = [json.loads(line) for line in (root / OWN).read_text("utf-8").splitlines()]
    held = places_of(library)
    own = [row for row in rows if row["digest"] in held and not is_kept(row["digest"])]
    random.Random(SEED).shuffle(own)  # noqa: S311 (no secret)
    return [row["question"] for row in own[:PRESENT]]


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


def _kept_first(taught: Sequence[Lesson], selector: trees.Trees) -> float:
    """Of the kept questions whose passage was found: the share with a sentence of it first."""
    kept = [one for one in taught if one.kept]
    first = [one.right[int(selector.chances(one.rows).argmax())] > 0 for one in kept]
    return float(sum(first) / len(first)) if first else 0.0
