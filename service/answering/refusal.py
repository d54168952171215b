"""Whether the best of what was found is an answer; and if not, what is missing, in words.

A logistic model over what the best sentences show, learned from questions written to be
answered or not. Nothing here depends on a ranker's scores. Above it stand the demands of
:mod:`service.answering.demands`, which no likeness outweighs.
"""

from __future__ import annotations

import json
import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.errors import ModelUnavailable
from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from corpus.titles import in_marks
from service.answering.asides import is_aside
from service.answering.features import NAMES
from service.answering.showing import (
    another_named,
    lacks_charge,
    lacks_duties,
    lacks_figure,
    lacks_items,
    leaves_open,
)
from service.answering.wording import MODEL
from service.answering.years import year_of, years_told
from service.query import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from corpus.model import Description
    from service.answering.demands import Demands
    from service.answering.features import Matrix
    from service.answering.selecting import Selection
    from service.answering.units import Unit
    from service.answering.wording import Term
    from service.answering.writer import Scored
    from service.query import Query
    from service.shelf import Shelf

CONFIG = MODEL / "config.json"
#: The same for a library of everything, where something near is found for any question.
VAST_CONFIG = MODEL / "vast.json"
#: Papers that are no essays, from which on a library is one.
VAST = 1000
#: Sentences that would be quoted, of which one must show the kind of figure asked for.
SHOWN = 3
#: What of the best sentence is weighed; of the next two, the best of any.
WEIGHED = (
    "doubt_told", "doubt_context", "worst_told", "worst_context",
    "attribute_exact", "attribute_told", "attribute_context", "attribute_near",
    "soft_context", "exact_context", "least_context", "least_told", "joined_told",
    "joined_context", "soft_told", "exact_told", "dense_told", "dense_passage", "unheld",
    "subject_told", "subject_context", "figure", "sign_told", "grams_told", "run", "held_by",
    "asked_terms", "in_order",
    "likely_told", "likely_context", "doubt_likely_told", "doubt_likely_context",
    "soft_rank", "dense_rank", "rank", "elsewhere", "sign_unit", "number", "item", "opens",
    "phrase", "named_heading", "named_title", "heading",
)  # fmt: skip
_WEIGHED = tuple(NAMES.index(name) for name in WEIGHED)
_FIGURE, _SOFT, _DOUBT = (NAMES.index(name) for name in ("figure", "soft_told", "doubt_told"))
#: Forms of question, each a sign of its own: some are answered by more than words.
ASKED = ("person", "amount", "time", "list", "open", "whether", "definition")
#: Best sentences among which the first one's document has its share.
AMONG = 8
#: What a refusal lacks where a figure is asked for, by the form of the question.
_FIGURES = {"time": "期限", "amount": "数字"}
_WHEN = re.compile("时候|何时|哪[一]?[年月天日]|几[年月号]|日期")
#: Characters of a question that a refusal repeats; what is said four times and more.
REPEATED = 40
_OVER_AND_OVER = re.compile(r"(.{1,4}?)\1{3,}")
#: What who asks for nothing is told to do.
NAME_IT = "请写明事项，如“信访多久答复”。"
#: What is weighed, in order.
SIGNS = (
    "best", "second", "margin", "together", *WEIGHED,
    "fact", "outdone", "no_figure", "soft_any", "doubt_any", "own_chance", "own_count", *ASKED,
    "missing_names", "missing_others", "names", "rival",
    "set_apart", "behind", "left_out", "verbs", "deed",
)  # fmt: skip


@lru_cache(maxsize=2)
def config(path: Path = CONFIG) -> Mapping[str, Any]:
    """What a decision was calibrated to: weights, the threshold, and with what.

    Raises ModelUnavailable where it is missing or of other signs than these.
    """
    try:
        found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
        if len(found["weights"]) == len(SIGNS):
            return found
        why = "与程序不是同一版"
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = str(error)
    way = "--vast 数据目录" if path == VAST_CONFIG else "--texts 文集目录"
    raise ModelUnavailable(
        f"{path}：拒答模型不能用（{why}）；"
        f"请重新检出仓库，或自行校准：python -m scripts.calibrate {way}"
    )


def is_vast(held: Iterable[Description]) -> bool:
    """Whether so many papers are held that something near is found for any question."""
    return sum(one.kind != "essay" for one in held) >= VAST


def seen(selection: Selection) -> Matrix:
    """The :data:`SIGNS` of a selection that holds at least one sentence."""
    chances = [one.chance for one in selection.scored[:5]] + [0.0, 0.0]
    rows = selection.rows
    barred = selection.barred[0][0].chance if selection.barred else 0.0
    among = [chances[0], chances[1], chances[0] - chances[1], sum(chances)]
    rest = [
        selection.asked.query.form in ("amount", "time"),
        max(0.0, barred - chances[0]),
        rows[:SHOWN, _FIGURE].max() == 0 and not selection.shows,
        rows[:, _SOFT].max(),
        rows[:, _DOUBT].min(),
        *_own_share(selection.scored[:AMONG]),
        *(selection.asked.query.form == form for form in ASKED),
        *selection.missing.signs,
        selection.behind > 0,
        selection.behind,
        *selection.spoken,
    ]
    found: Matrix = np.array([*among, *rows[0, list(_WEIGHED)], *rest], np.float32)
    return found


def _own_share(best: Sequence[Scored]) -> tuple[float, float]:
    """The share the first one's document has of the best sentences, by chance and by number."""
    own = [one for one in best if one.unit.passage.document_id == best[0].unit.passage.document_id]
    total = sum(one.chance for one in best)
    return sum(one.chance for one in own) / max(total, 1e-6), len(own) / len(best)


def chance_of(row: Matrix, word: Mapping[str, Any]) -> float:
    """The chance that what shows these signs is an answer, by a decision's weights."""
    scaled = (row - np.array(word["means"])) / np.array(word["scales"])
    return float(1 / (1 + np.exp(-(float(scaled @ np.array(word["weights"])) + word["base"]))))


class Judge:
    """Decides whether a selection holds an answer."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    @cached_property
    def is_vast(self) -> bool:
        """Whether the library decides by the weights of a large one."""
        return is_vast(self._shelf.descriptions())

    def _is_likely(self, selection: Selection) -> bool:
        """Whether the best sentences are likely enough to be an answer."""
        word = config(VAST_CONFIG if self.is_vast else CONFIG)
        return bool(selection.scored) and chance_of(seen(selection), word) >= word["threshold"]

    def refusal(
        self, query: Query, selection: Selection, texts: Sequence[str], *, narrowed: bool = False
    ) -> str | None:
        """Why what would be quoted is no answer, in Chinese; ``None`` where it is one.
        ``narrowed``: the reader asked only some of the documents.
        """
        held = f"馆藏 {len(self._shelf.descriptions())} 份文件"
        if narrowed:
            held = "所选范围的文件"  # what the others say was not looked at
        if is_aside(query.text):
            return f"这里只用馆藏文件的原文作答，答不了寒暄和眼前的事；{NAME_IT}"
        if says_nothing(query.text):
            return f"问题只有问法，没有说要找什么；{NAME_IT}"
        if not selection.scored and not selection.barred:
            return f"{held}中没有找到与“{called(query.topic)}”有关的内容。"
        barred = selection.barred[0] if selection.barred else None
        if self._is_likely(selection):
            return unshown(selection, texts, held)
        demands = selection.demands
        if demands.absent:
            named = "、".join(f"“{name}”" for name in demands.absent)
            return f"{held}中没有提到{named}；最接近的内容见下，请勿引用。"
        if barred and outdone(selection):
            return self._barred(query, held, demands, *barred)
        return self._general(held, selection, texts)

    def unspelled(self, query: Query) -> str:
        """That shorthand is mentioned, and nowhere said what it stands for."""
        held = f"馆藏 {len(self._shelf.descriptions())} 份文件"
        term = query.topic.strip(" 的")
        said = f"{held}中只有提到“{called(term)}”的原文，没有写明它指什么、包括哪些"
        return f"{said}；最接近的内容见下。"

    def _barred(self, query: Query, held: str, demands: Demands, best: Scored, lack: str) -> str:
        """What was found is of another year or place."""
        title = best.unit.result.card.description.title
        near = f"最接近的内容在{in_marks(title)}"
        if lack == "year":
            years = (*demands.years, *demands.editions)
            plans = (f"{plan[0]}—{plan[-1]}年" for plan in sorted(demands.plans, key=min))
            asked = "、".join([*(f"{year}年" for year in years), *plans])
            topic = re.sub(rf"(?:{'|'.join(map(str, years))})年?度?的?", "", query.topic)
            told = [year for year in _told(best.unit) if year not in years]
            other = "，说的不是这一年"
            if told:
                other = f"，说的是{'、'.join(map(str, told))}年，年份不同"
            return f"{held}中没有找到{asked}的“{called(topic)}”；{near}{other}，请勿引用。"
        if lack == "part":
            asked = "、".join(f"{year}年" for year in demands.years) + "、".join(demands.parts)
            return f"{held}中没有找到{asked}的有关内容；{near}，说的不是这段时间，请勿引用。"
        if lack == "place":
            asked = "、".join(demands.districts or demands.places)
            return f"{held}中没有找到{asked}的有关内容；{near}，地方不同，请勿引用。"
        if demands.names:
            named = "、".join(f"“{name}”" for name in demands.names)
            return f"{held}中没有找到{named}的有关内容；{near}，单位不同，请勿引用。"
        if lack == "subject":
            asked = "、".join(f"“{one}”" for one in demands.subjects)
            return (
                f"{held}中没有找到能够回答“{called(query.text)}”、说的正是{asked}的原文；"
                f"{near}，说的是别的对象，请勿引用。"
            )
        if lack == "speaker":
            named = f"“{called(demands.speaker)}”"
            return f"{held}中没有找到{named}讲这件事的原文；{near}，是别人讲的，请勿引用。"
        if lack == "grade":
            asked = "、".join(f"“{one}”" for one in demands.grades)
            return f"{held}中没有找到{asked}的有关内容；{near}，级别或类别不同，请勿引用。"
        if lack == "ordinal":
            asked = "、".join(f"“{forms[0]}”" for forms in demands.ordinals)
            return f"{held}中没有找到{asked}的有关内容；{near}，不是同一届次，请勿引用。"
        return f"{held}中没有这份文件的有关内容；{near}，不是所问的文件，请勿引用。"

    @staticmethod
    def _general(held: str, selection: Selection, texts: Sequence[str]) -> str:
        """What was found says too little of what is asked."""
        rival = selection.missing.rival
        if rival and rival.is_plain:
            near = f"最接近的内容说的是“{rival.told}”"
            return f"{held}中没有找到“{rival.asked}”的有关内容；{near}，可能不是一回事，请核对。"
        if lacks_figure(selection.asked, texts):
            return _without_figure(selection, held)
        return _unanswered(selection, held)


def called(text: str) -> str:
    """A question's words as a refusal repeats them: what is said over and over once, and what is
    long cut.

    >>> called("的的的的的的怎么办")
    '的…怎么办'
    """
    brief = _OVER_AND_OVER.sub(r"\1…", text)
    return brief if len(brief) <= REPEATED else f"{brief[:REPEATED]}…"


def unshown(selection: Selection, texts: Sequence[str], held: str) -> str | None:
    """Why what would be quoted cannot be an answer, in Chinese; None where it can."""
    asked = selection.asked
    if lacks_figure(asked, texts):
        return _without_figure(selection, held)
    best = selection.scored[0].unit if selection.scored else None
    near = (best.result.card.description.title, *best.result.section) if best else ()
    if lacks_duties(asked, texts, near):
        return f"{held}中没有找到写明这些职责的原文；最接近的内容见下。"
    if lacks_charge(asked, texts):
        return f"{held}中没有找到写明由谁负责的原文；最接近的内容见下。"
    passages = {one.unit.passage.id: one.unit.passage.text for one in selection.scored}
    if another_named(asked, texts, passages.values()):
        return _unanswered(selection, held, "写明正是它的数字、")
    if leaves_open(asked, texts):
        return f"{held}中只说由谁另行规定、没有列出这些的原文；最接近的内容见下。"
    if lacks_items(asked, texts):
        return f"{held}中没有找到逐项写明的原文；最接近的内容见下。"
    binds = best is not None and best.result.card.description.kind in NORMATIVE_KINDS
    if lacking := asked.focus.lacking(texts, binds=binds):
        return _unanswered(selection, held, f"写明{lacking}、")
    return None


def outdone(selection: Selection) -> bool:
    """Whether a sentence that does not meet the demands fits better than all that do."""
    if not selection.barred or not selection.scored:
        return bool(selection.barred)
    return selection.barred[0][0].chance > selection.scored[0].chance


def _without_figure(selection: Selection, held: str) -> str:
    query = selection.asked.query
    lacking = _FIGURES.get(query.form, "数字")
    if query.form == "time" and _WHEN.search(query.text):
        lacking = "日期"
    return _unanswered(selection, held, f"写明{lacking}、")


def _unanswered(selection: Selection, held: str, shown: str = "") -> str:
    """That nothing, or nothing ``shown``, answers; which words stand nowhere, what is near, and
    which of the others are not said there.
    """
    asked = called(selection.asked.query.text.rstrip("？?。 "))
    missing = _missing(selection)
    nowhere = _quoted(term for term in missing if not term.held)
    elsewhere = _quoted(term for term in missing if term.held)
    lacking = f"，没有提到{nowhere}" if nowhere else ""
    lacking += f"，最接近的一段没有提到{elsewhere}" if elsewhere else ""
    return f"{held}中没有{shown}能够回答“{asked}”的原文{lacking}；{_nearest(selection)}。"


def _quoted(terms: Iterable[Term]) -> str:
    return "、".join(f"“{called(term.word)}”" for term in terms)


def _nearest(selection: Selection) -> str:
    """Where the best of what was found stands."""
    title = selection.scored[0].unit.result.card.description.title if selection.scored else ""
    return f"最接近的内容在{in_marks(called(title))}，见下" if title else "最接近的内容见下"


def _told(unit: Unit) -> Sequence[int]:
    """Up to three of the years a sentence speaks of."""
    description = unit.result.card.description
    before = unit.passage.text[: unit.span.start - unit.passage.span.start]
    years = years_told(unit.told, before, unit.result.section, description)
    year = year_of(description)
    return sorted(years or ({year} if year else set()))[:3]


def _missing(selection: Selection) -> list[Term]:
    """Up to three of the question's words that the best sentence's surroundings do not say."""
    if not selection.scored:
        return []
    unit = selection.scored[0].unit
    title = unit.result.card.description.title
    around = fold(" ".join((title, *unit.result.section, unit.passage.text)))
    absent = [
        term
        for term in selection.asked.terms
        if len(term.word) > 1
        and term.word not in around
        and not any(other in around for other in term.others)
        and not term.word.isdigit()
    ]
    absent.sort(key=lambda term: -term.weight)
    heavy = max((term.weight for term in selection.asked.terms), default=0.0)
    return [term for term in absent[:3] if term.weight >= 0.3 * heavy]
