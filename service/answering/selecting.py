"""Which sentence is what is asked: every sentence found, with its chance."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from service.answering.defining import says_what, wants_meaning
from service.answering.demands import demands_of, is_district, lacking
from service.answering.features import NAMES
from service.answering.missing import NOTHING, UNREAD, Missing, Sought, missing_of, sought_in
from service.answering.places import places_in
from service.answering.shapes import headed, is_shape_alone, shaped, told_of
from service.answering.showing import lacks_figure
from service.answering.speakers import is_told_of, speaker_asked
from service.answering.spoken import UNSPOKEN, Spoken, spoken_of
from service.answering.trees import load_trees
from service.answering.units import units_of
from service.answering.validity import Titles
from service.answering.weighing import is_local, stands
from service.answering.wording import MODEL
from service.answering.writer import Scored

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from service.answering.demands import Demands
    from service.answering.features import Asked, Features, Matrix
    from service.answering.units import Unit
    from service.answering.wording import Term
    from service.model import Result
    from service.query import Query
    from service.shelf import Shelf

#: What a sentence counts that lacks the kind of figure asked for, and what one that says what
#: the term asked for is.
NO_FIGURE, DEFINES = 0.3, 4.0
#: What a sentence counts that says to whom a rule applies, where that is asked.
SCOPES = 3.0
SCOPE = re.compile(
    "下列(?:机构|单位|人员|企业|组织|主体)|适用(?:于)?(?:本|以下|下列)|(?:本|该)[^，。]{1,6}适用于|适用本"
)
#: How likely beside the likeliest a sentence must be that says what a term is, and how long, to
#: be quoted without what only speaks of it.
TELLING, TOLD = 0.1, 25
#: So likely must a sentence be that announces a list in the question's words, and so much of
#: their weight must it say.
ANNOUNCED, ALL_BUT = 0.05, 0.8
#: Where so much of it is said in the last clause, it may be far less likely.
AT_LAST, BARELY = 0.6, 0.0005
#: What a question calls the list it asks for, and how much of the question must be said with it.
_LIST_NAME = re.compile(
    "(?:什么|啥|哪些|哪(?:几|[一两二三四五六七八九十]+)[个项条点种类方面大]*)(?P<name>[一-鿿]{2,6})[？?]?$"
)
MOST = 0.7
_HOW = re.compile("怎么|怎样|如何|咋")
_CLAUSE = re.compile("[,，;；。]")
#: What any list is called.
_OF_LISTS = frozenset("情况 情形 方面 内容 事项 哪些".split())
#: What asks for a penalty, what lays one down, and how likely that must be beside the likeliest.
_ASKS_PENALTY = re.compile(
    "怎么(?:处?罚|处分|追责|处置)|如何(?:处罚|处分)|什么(?:处罚|处分|后果)|罚多少|罚款多少"
)
_PENALTY = re.compile(
    "罚款|没收|吊销|警告|处分|拘留|停产整顿|停业整顿|取缔|追究|加收|撤销|降级|开除|通报批评"
)
PENAL = 0.02
#: How likely one must be that says all words of what is to be defined.
WHOLLY = 0.1
#: The least likelihood beside the best of one of the plainest shape, and what it counts then: its
#: shape says more than its words.
SHAPED, PLAIN = 0.00005, 0.02
#: Questions of which it is kept whose words they ask for: each is looked at more than once.
SPEAKERS = 64
SELECTOR = MODEL / "selector.safetensors"


@dataclass(frozen=True, slots=True)
class Selection:
    """The sentences of the passages found. ``scored`` meet every demand, best first;
    ``barred`` do not, each with what it lacks. ``rows`` are the features of ``scored``;
    ``missing`` is what the best of them stands without, of what is ``sought``, and ``spoken`` how
    it speaks of that. Where only those
    that give a figure were left, ``behind`` says how far they were, in powers of e. ``shows``: what
    would be quoted gives the figure asked for, wherever it was found.
    """

    asked: Asked
    demands: Demands
    scored: Sequence[Scored]
    rows: Matrix
    barred: Sequence[tuple[Scored, str]]
    missing: Missing = NOTHING
    sought: Sought = UNREAD
    spoken: Spoken = UNSPOKEN
    behind: float = 0.0
    shows: bool = False


class Examined(NamedTuple):
    """What the decision to answer looks at (None where a demand is not met), what would be
    quoted, and what was found; whether it is answered whatever the decision is, if that is sure.
    """

    row: Matrix | None
    told: str
    results: Sequence[Result]
    sure: bool | None = None


class Selector:
    """Scores sentences with the learned model; safe to share between threads."""

    def __init__(
        self,
        features: Features,
        shelf: Shelf,
        count: Callable[[str], int],
        tagged: Callable[[str], Sequence[tuple[str, str]]],
        has_word: Callable[[str], bool] = lambda _: True,
    ) -> None:
        self._has_word = has_word
        self.features = features
        self._tagged = tagged
        #: Whose words a question asks for; empty where nobody's.
        self.speaker = lru_cache(SPEAKERS)(self._speaker)
        self._shelf = shelf
        self._count = count

    def select(self, query: Query, results: Sequence[Result], on: date | None) -> Selection:
        """Score the sentences of some results; ``on`` is the day asked about, if any."""
        asked, demands = self.asked(query)
        kept, barred = self.parted(demands, results, on)
        scored, rows = self._scored(asked, kept)
        others, _ = self._scored(asked, list(barred))
        aside = [(one, barred[one.unit]) for one in others]
        if not scored:
            return Selection(asked, demands, scored, rows, aside)
        sought = sought_in(query.text, self._tagged, self._has_word)
        return self._with_best(Selection(asked, demands, scored, rows, aside, sought=sought))

    def _speaker(self, question: str) -> str:
        return speaker_asked(question, self._tagged, self._has_spoken)

    @cached_property
    def _speakers(self) -> frozenset[str]:
        """Those whose own speeches are held."""
        held = self._shelf.descriptions()
        return frozenset(one.issuer for one in held if one.kind == "speech" and one.issuer)

    def _has_spoken(self, name: str) -> bool:
        return name in self._speakers or is_told_of(name, self._count)

    def asked(self, query: Query) -> tuple[Asked, Demands]:
        """The question as the features need it, and what it demands of any answer."""
        demands = demands_of(
            query, self._count, lambda core: self.titles.may_mean(core), self.speaker(query.text)
        )
        districts = tuple(
            name for name, kind in self._tagged(query.text) if is_district(name, kind)
        )
        demands = replace(demands, districts=districts)
        return self.features.asked(query), demands

    @cached_property
    def titles(self) -> Titles:
        """The titles held."""
        return Titles(self._shelf.descriptions())

    def showing(self, selection: Selection) -> Selection | None:
        """Of a selection the sentences that show the figure asked for, as if there were no
        others; None where none does.
        """
        asked = selection.asked
        places = [
            at
            for at, one in enumerate(selection.scored)
            if not lacks_figure(asked, [one.unit.told])
        ]
        if not places:
            return None
        scored = [selection.scored[at] for at in places]
        behind = math.log(selection.scored[0].chance / scored[0].chance)
        rows = selection.rows[places]
        return self._with_best(replace(selection, scored=scored, rows=rows, behind=behind))

    def _with_best(self, selection: Selection) -> Selection:
        """A selection with what is seen of the best of its sentences."""
        asked, sought, best = selection.asked, selection.sought, selection.scored[0].unit
        missing = missing_of(asked, sought, best, self._tagged)
        return replace(selection, missing=missing, spoken=spoken_of(asked, sought, best))

    def parted(
        self, demands: Demands, results: Sequence[Result], on: date | None
    ) -> tuple[list[Unit], dict[Unit, str]]:
        """The sentences that meet every demand, and the others with what they lack."""
        kept: list[Unit] = []
        barred: dict[Unit, str] = {}
        for unit in units_of(results):
            lack = lacking(unit, demands, self._shelf, on)
            if lack:
                barred[unit] = lack
            else:
                kept.append(unit)
        return kept, barred

    def _scored(self, asked: Asked, units: Sequence[Unit]) -> tuple[list[Scored], Matrix]:
        """The sentences with their chances, best first, and their features."""
        if not units:
            return [], np.zeros((0, len(NAMES)), np.float32)
        rows = self.features.matrix(asked, units)
        learned = load_trees(SELECTOR).chances(rows).tolist()
        chances = [fitting(asked, unit) * one for unit, one in zip(units, learned, strict=True)]
        if asked.focus.kinds:
            chances = [
                asked.focus.worth(unit) * one for unit, one in zip(units, chances, strict=True)
            ]
        order = sorted(
            range(len(units)),
            key=lambda at: (-chances[at], units[at].result.rank, units[at].span),
        )
        return [Scored(units[at], min(0.99, chances[at])) for at in order], rows[order]


def fitting(asked: Asked, unit: Unit) -> float:
    """What a sentence counts by what it shows of the thing asked for, else 1.

    The selector learned which passage answers; which of its sentences shows the figure, or
    says what the term is, is plain to see.
    """
    if asked.figure is not None and not asked.figure.search(fold(unit.told)):
        return NO_FIGURE
    if asked.query.form == "scope" and SCOPE.search(fold(unit.text)):
        return SCOPES
    if _says_what(asked, unit):
        return DEFINES
    return 1.0


def _says_what(asked: Asked, unit: Unit) -> bool:
    title = unit.result.card.description.title
    return bool(asked.defines) and says_what(asked.defines, fold(unit.text), fold(title))


def foremost(asked: Asked, scored: Sequence[Scored]) -> Sequence[Scored]:
    """Where a term is asked for, the sentences that say what it is, if one does that is likely;
    where it is asked whom a rule is for, first those that say so; so what says a length of time,
    kinds or who is in charge in so many words. What stands under a heading that asks the same
    stands alone.
    """
    if asked.query.form == "scope":
        return sorted(scored, key=lambda one: not SCOPE.search(fold(one.unit.text)))
    asking = headed(asked, scored)
    if asking:
        return asking
    if told := told_of(asked, scored):
        return [replace(one, chance=max(one.chance, PLAIN)) for one in told]
    least = SHAPED * scored[0].chance if scored else 0.0
    plain = [one for one in shaped(asked, scored) if one.chance >= least]
    if plain:
        taken = set(map(id, plain))
        rest = [one for one in scored if id(one) not in taken]
        return _by_rank(plain) if is_shape_alone(asked) else [*plain, *rest]
    if _ASKS_PENALTY.search(asked.query.text):
        return _penal_first(scored)
    telling = [one for one in scored if _says_what(asked, one.unit)]
    if asked.query.form == "list" and not _HOW.search(asked.query.text):
        called = _laid_down(asked, telling) if wants_meaning(asked.query) else []
        return called or _announcing(asked, scored)
    if asked.query.form != "definition" or asked.defines is None or not scored:
        return scored
    if called := _laid_down(asked, telling):
        return [replace(one, chance=max(one.chance, PLAIN)) for one in called]
    likely = telling and telling[0].chance >= TELLING * scored[0].chance
    return telling if likely and len(telling[0].unit.text) >= TOLD else _whole_first(asked, scored)


def _laid_down(asked: Asked, telling: Sequence[Scored]) -> Sequence[Scored]:
    """The sentences that bind; beside what holds everywhere none that holds in a place nobody
    named.
    """
    binding = [one for one in telling if one.about.kind in NORMATIVE_KINDS]
    everywhere = [one for one in binding if not is_local(one.about)]
    return binding if places_in(asked.query.text) else everywhere or binding


def _penal_first(scored: Sequence[Scored]) -> Sequence[Scored]:
    """First the sentences that lay down a penalty, where one does that is not unlikely."""
    least = PENAL * scored[0].chance if scored else 0.0
    penal = [one for one in scored if one.chance >= least and _PENALTY.search(one.unit.text)]
    if not penal or penal[0] is scored[0]:
        return scored
    taken = set(map(id, penal))
    rest = [one for one in scored if id(one) not in taken]
    return [*(replace(one, chance=max(one.chance, PLAIN)) for one in penal), *rest]


def _by_rank(plain: Sequence[Scored]) -> list[Scored]:
    """Sentences whose shape is the answer: laws first, and each about as sure as the other."""
    ranked = sorted(plain, key=lambda one: one.unit.result.card.description.kind != "law")
    return [replace(one, chance=max(one.chance, PLAIN)) for one in ranked]


def _whole_first(asked: Asked, scored: Sequence[Scored]) -> Sequence[Scored]:
    """First a likely sentence that says all words of the question, where the likeliest does not."""
    terms = [term for term in asked.terms if term.held]
    for one in scored:
        if one.chance < WHOLLY * scored[0].chance:
            break
        text = fold(one.unit.text)
        if len(terms) > 1 and all(stands(term, text) for term in terms):
            return [one, *(other for other in scored if other is not one)]
    return scored


def _announced_by_name(
    asked: Asked, terms: Sequence[Term], scored: Sequence[Scored]
) -> Scored | None:
    """The sentence whose last words announce what the question calls its list (享有下列权利： of
    有什么权利), and which with its title and headings says most of the rest.
    """
    called = _LIST_NAME.search(asked.query.text)
    names = [term for term in terms if called and term.word[1:] and term.word in called["name"]]
    if not names:
        return None
    total = sum(term.weight for term in terms)
    for one in scored:
        if one.chance < BARELY * scored[0].chance:
            break
        if not one.unit.opens:
            continue
        text = fold(one.unit.text)
        last = _CLAUSE.split(text.rstrip(":：。 "))[-1]
        about = fold(" ".join((one.unit.result.card.description.title, *one.unit.result.section)))
        said = sum(term.weight for term in terms if stands(term, f"{about} {text}"))
        if stands(names[-1], last) and said >= MOST * total:
            return one
    return None


def _announcing(asked: Asked, scored: Sequence[Scored]) -> Sequence[Scored]:
    """Where a list is asked for, first the sentence that announces one with nearly all words of
    the question, most of them in its last words: 下列项目，必须进行招标：.
    """
    terms = [term for term in asked.terms if term.word not in _OF_LISTS]
    total = sum(term.weight for term in terms)
    if first := _announced_by_name(asked, terms, scored):
        return [first, *(other for other in scored if other is not first)]
    for most, least in ((AT_LAST, BARELY), (0.0, ANNOUNCED)):
        for one in scored:
            if one.chance < least * scored[0].chance:
                break
            if not one.unit.opens or len(one.unit.told) <= len(one.unit.text):
                continue
            text = fold(one.unit.text)
            last = _CLAUSE.split(text.rstrip("：: "))[-1]
            said, in_last = (
                sum(term.weight for term in terms if stands(term, part)) for part in (text, last)
            )
            if said >= ALL_BUT * total and in_last >= most * total:
                return [one, *(other for other in scored if other is not one)]
    return scored
