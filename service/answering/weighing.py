"""What a sentence is worth as an answer beside how likely it is: what binds, and whom.

The selector reads wording. That a law holds everywhere and a city's rule in the city, that a
regulation binds and a news item does not, it cannot see.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from service.answering.contesting import is_contesting
from service.answering.demands import NATIONAL
from service.answering.places import is_abroad, places_in
from service.answering.signs import SIGNS
from service.answering.writer import FACTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from corpus.model import Description, DocumentId, PassageId
    from corpus.words import Segmenter
    from service.answering.features import Asked
    from service.answering.validity import Titles
    from service.answering.wording import Term
    from service.answering.writer import Scored
    from service.model import Citation, Result
    from service.query import Query
    from service.shelf import Shelf

ENDINGS = ("superseded", "repealed")
#: What a sentence counts around which a main word of the question stands nowhere, where around
#: others all do; so much of the heaviest word's weight is a main word's.
OFF, MAIN = 0.3, 0.6
#: Main words that tell, all together, which figure is meant.
MAINS = 2
#: What lays down rules, and the share of a question's weight its sentence says to be plain.
BINDING, PLAINLY = NORMATIVE_KINDS | {"policy"}, 0.75
#: What text that no longer binds, or binds nobody where a fact is asked for, counts.
ENDED, UNBINDING = 0.4, 0.75
#: So much of the best result's score, and a binding text is found about as high.
ABOUT_AS_HIGH = 0.9
#: What is aimed at counts this much where it is asked what was done.
AIMED = 0.7
#: What was done counts this much where it is asked what is aimed at.
DONE = 0.1
#: What a rule of a place counts where no place is named, and where the whole country is.
LOCAL, NOT_OF_ALL = 0.4, 0.01
#: What others count where a thing has a law of its own, and forms of question for which it does.
OF_OTHERS = 0.1
_OF_LAWS = frozenset({"definition", "person", "list", "whether", "procedure"})
#: So likely beside an essay, a paper is quoted in its place.
BESIDE_ESSAYS = 0.04
#: So likely beside what holds no more, what does is quoted in its place that gives the figure.
BESIDE_ENDED = 0.02
#: So likely beside news, what binds is quoted in its place where it is asked how a thing is done.
BESIDE_NEWS = 0.1
_LAID_DOWN = frozenset({"procedure", "whether"})
#: What binds nobody and is nobody's own word counts beside laws, reports and speeches.
RETOLD = {"news": 0.6, "essay": 0.3}
#: Places whose rules are held from which it is said where one holds.
SEVERAL = 3
#: What news of another country counts where the question names none.
ABROAD = 0.05
#: How fast a sentence counts for less the later its passage was found.
LATER = 0.3
#: What a term for contesting something counts where it is asked how long the thing itself takes.
CONTESTING = 0.002
#: What a sentence counts that says what must not be done with the thing, where it is asked what is
#: done and another sentence says so.
FORBIDS = 0.002
#: And one that says what may be, where it is asked what must not.
ALLOWS = 0.0002
_FORBIDS = r"(?:不得|不予|不能|不应当?|不准|不可以?|禁止|严禁|无须|无需|免予|免于)(?:被|再)?"
#: Letters between what forbids and what is forbidden; forms that ask for cases.
FURTHER = 30
_OF_CASES = frozenset({"list", "scope"})
_OF_LIMITS = re.compile("不|禁|没|无|未|免|限制|规定|要求|行为|处罚|怎么罚|能否|可否|[吗么][？?]?$")
#: What a figure of a part of the year, or of several, counts where the year's is asked for.
PARTLY = 0.1
_PARTLY = re.compile(
    r"[一二三四1-4]季度|[上下]半年|(?<![\d年])[1一][至到—~-]+(?:\d+|[二三四五六七八九十]+)月"
    r"|前(?:\d+|[一二三四五六七八九十]+)个?月|(?:\d+|[一二三四五六七八九十]+)月份"
)
#: What a sentence that asks itself counts.
ASKING = 0.002
#: What one counts that looks back on the one before (前款规定的折算方法为…).
BACKWARD = 0.3
_BACKWARD = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[）)])?(?:前[款项条]|上款|上述)")
#: What is told of several years, each alike.
_YEARLY = re.compile("年均(?:增|下降|减少|提高)")
_YEARS = re.compile("年均|[三五十]年|十[二三四五]五")
_AIM = re.compile(r"目标|预期|力争|计划|任务")
_AIMED = re.compile(r"目标|预期|力争|计划|任务|打算|要|应当?|安排|将|拟")
_WHOLE = re.compile(r"全国|我国|国家层面")
_ASKS = re.compile(r"[？?][”’」』）)]*$")


class Weigher:
    """Weighs sentences by what they are worth; safe to share between threads."""

    def __init__(self, shelf: Shelf, segmenter: Segmenter, titles: Callable[[], Titles]) -> None:
        self._titles = titles
        self._shelf = shelf
        self._segmenter = segmenter

    def weighed(self, asked: Asked, scored: Sequence[Scored], on: date | None) -> Sequence[Scored]:
        """The sentences by what they are worth: what binds before what did or does not, and what
        is about the thing asked before what is about another.

        Beside what holds everywhere stands nothing that holds in a place nobody named; beside
        what is in force, nothing that was; beside papers, no essay.
        """
        query = asked.query
        placed = bool(places_in(query.text))
        about_it = _about_it(asked, scored)
        of_places = many_reports(query, [one.unit.result for one in scored])
        allows = _allowing(asked, scored)
        factors = [fits * may for fits, may in zip(about_it, allows, strict=True)]
        worth = [
            replace(one, chance=one.chance * self._worth(query, one, on, placed=placed) * factor)
            for one, factor in zip(scored, factors, strict=True)
        ]
        if own := own_law(query, self._titles()):
            worth = [
                one if one.about.id in own else replace(one, chance=one.chance * OF_OTHERS)
                for one in worth
            ]
        if of_places:
            worth = [
                replace(one, chance=one.chance * LOCAL) if is_of_place(one.about) else one
                for one in worth
            ]
        ranked = self._binding_first(query, sorted(worth, key=lambda one: -one.chance), on)
        if not ranked:
            return ranked
        best = ranked[0].about
        if not placed and _holds_everywhere(best):
            ranked = [one for one in ranked if not is_local(one.about)]
        if self._in_force(ranked[0], on) or self._gives_way(asked, ranked, on):
            ranked = [one for one in ranked if not self._ended(one, on)]
        if query.form in _LAID_DOWN and ranked[0].about.kind == "news":
            laws = [one for one in ranked if self._in_force(one, on)]
            if laws and laws[0].chance >= BESIDE_NEWS * ranked[0].chance:
                return laws
        papers = [one for one in ranked if one.about.kind != "essay"]
        least = BESIDE_ESSAYS * ranked[0].chance
        return papers if papers and papers[0].chance >= least else ranked

    def _gives_way(self, asked: Asked, ranked: Sequence[Scored], on: date | None) -> bool:
        """Whether the best holds no more, and what does gives the figure asked for too."""
        least, figure = BESIDE_ENDED * ranked[0].chance, asked.figure
        return (
            figure is not None
            and self._ended(ranked[0], on)
            and any(
                one.chance >= least
                and self._in_force(one, on)
                and figure.search(fold(one.unit.text))
                for one in ranked
            )
        )

    @staticmethod
    def told_whole(asked: Asked, scored: Sequence[Scored]) -> list[Scored]:
        """The sentences that give the figure asked for beside all the main words themselves."""
        main, figure = _main(asked), asked.figure
        if figure is None or len(main) < MAINS:
            return []
        told = ((one, fold(one.unit.text)) for one in scored)
        return [
            one
            for one, text in told
            if figure.search(text) and all(stands(term, text) for term in main)
        ]

    def told_plainly(self, asked: Asked, scored: Sequence[Scored], on: date | None) -> list[Scored]:
        """Of what binds on a day, the sentences that give the figure asked for beside nearly all
        words of the question: an answer, whatever else was found.
        """
        total = sum(term.weight for term in asked.terms)
        return [
            one
            for one in self.told_whole(asked, scored)
            if one.about.kind in BINDING
            and not self._ended(one, on)
            and sum(term.weight for term in asked.terms if stands(term, fold(one.unit.text)))
            >= PLAINLY * total
        ]

    def _ended(self, one: Scored, on: date | None) -> bool:
        return self._shelf.status(one.unit.passage.document_id, on).code in ENDINGS

    def _binding_first(
        self, query: Query, weighed: list[Scored], on: date | None
    ) -> Sequence[Scored]:
        """Where a fact is asked for, what binds, was found about as high as the best and says
        as much of the question goes before what binds nobody, however well that is worded.
        """
        sign = SIGNS.get(query.form) if query.form in FACTS else None
        placed = bool(places_in(query.text))
        if sign is None or not weighed or self._in_force(weighed[0], on):
            return weighed
        best = weighed[0]
        least = ABOUT_AS_HIGH * best.unit.result.score
        letters = set(self._segmenter.content(query.text))
        said = len(letters & set(best.unit.text))
        for one in weighed[1:]:
            if (
                one.unit.result.score >= least
                and len(letters & set(one.unit.text)) >= said
                and sign.search(one.unit.text)
                and not is_contesting(query, one.unit.text)
                and (placed or not is_local(one.about))
                and self._in_force(one, on)
            ):
                first = replace(one, chance=best.chance)
                return [first, *(each for each in weighed if each is not one)]
        return weighed

    def note(self, query: Query, citations: Iterable[Citation]) -> str:
        """That what is quoted holds only where it does, where no place was named and rules, or
        reports, of several places are held; else empty.
        """
        found = [one.card.description for one in citations]
        if not found or places_in(query.text):
            return ""
        if all(map(is_of_place, found)) and self._reported >= SEVERAL:
            named = "、".join(dict.fromkeys(place for one in found for place in _places(one)[:1]))
            return f"问题没有指明地方；所引是{named}的报告，不是全国的数字。"
        if not all(map(is_local, found)):
            return ""
        if self._places_held < SEVERAL:
            return ""
        named = "、".join(dict.fromkeys(place for about in found for place in _places(about)[:1]))
        return f"所引是{named}的地方规定，没有找到全国适用的规定；其他地方以当地规定为准。"

    @cached_property
    def _reported(self) -> int:
        """On how many places reports are held."""
        reports = filter(is_of_place, self._shelf.descriptions())
        return len({place for about in reports for place in _places(about)[:1]})

    @cached_property
    def _places_held(self) -> int:
        """Of how many places rules are held: of one's own alone, a reader knows where they hold."""
        local = filter(is_local, self._shelf.descriptions())
        return len({place for about in local for place in _places(about)[:1]})

    def _in_force(self, one: Scored, on: date | None) -> bool:
        return self._shelf.status(one.unit.passage.document_id, on).code == "in_force"

    def _worth(self, query: Query, one: Scored, on: date | None, *, placed: bool) -> float:
        about = one.about
        code = self._shelf.status(about.id, on).code
        told = " ".join((*one.unit.result.section, one.unit.text))
        contests = CONTESTING if is_contesting(query, told) else 1.0
        if code in ENDINGS:
            return ENDED * contests
        worth = UNBINDING if code != "in_force" and query.form in FACTS else 1.0
        worth *= contests
        worth /= 1 + LATER * (one.unit.result.rank - 1)
        worth *= RETOLD.get(about.kind, 1.0)
        if about.kind == "news" and is_abroad(query.text, one.unit.text):
            worth *= ABROAD
        if not placed and is_local(about):
            worth *= LOCAL
        if not placed and _WHOLE.search(query.text) and places_in(about.title):
            worth *= NOT_OF_ALL
        if _ASKS.search(one.unit.text):
            worth *= ASKING
        if _BACKWARD.search(one.unit.text):
            worth *= BACKWARD
        if query.years and _PARTLY.search(told) and not _PARTLY.search(query.text):
            worth *= PARTLY
        if len(query.years) == 1 and _YEARLY.search(told) and not _YEARS.search(query.text):
            worth *= PARTLY
        amount, aims = query.form == "amount", bool(_AIM.search(told))
        if amount and aims and not _AIMED.search(query.text):
            return worth * AIMED
        return worth * (DONE if amount and not aims and _AIM.search(query.text) else 1.0)


def own_law(query: Query, titles: Titles) -> frozenset[DocumentId]:
    """The law that is called by the very thing asked about, in all its versions, where what is
    asked is what a law lays down of its thing: who, which, what it is, whether one may.
    """
    if query.form not in _OF_LAWS or query.titles or places_in(query.text):
        return frozenset()
    return frozenset(item.id for item in titles.own_law(query.text))


def _about_it(asked: Asked, scored: Sequence[Scored]) -> list[float]:
    """What each sentence counts by whether it stands where all the main words do: a licence for
    food is none for medicine. Where they stand together nowhere, by whether its document is one of
    those in which most of them were found: what is said of fairs stands where fairs are named.
    """
    main = _main(asked)
    around: dict[PassageId, frozenset[str]] = {}
    within: dict[DocumentId, set[str]] = {}
    for one in scored:
        unit = one.unit
        if unit.passage.id not in around:
            text = fold(" ".join((one.about.title, *unit.result.section, unit.passage.text)))
            held = frozenset(term.word for term in main if stands(term, text))
            around[unit.passage.id] = held
            within.setdefault(unit.passage.document_id, set()).update(held)
    if any(len(held) == len(main) for held in around.values()):
        return [1.0 if len(around[one.unit.passage.id]) == len(main) else OFF for one in scored]
    most = max(map(len, within.values()), default=0)
    return [1.0 if len(within[one.unit.passage.document_id]) == most else OFF for one in scored]


def _allowing(asked: Asked, scored: Sequence[Scored]) -> list[float]:
    """What each sentence counts by whether it allows or forbids what is asked about, beside one
    that does the other: who asks when somebody is dismissed is not told when nobody may be, nor
    who asks when nobody may be when he can. A number may be told by what it takes not to be
    forbidden: 不足三分之二的，不得决策.
    """
    words = "|".join(re.escape(term.word) for term in asked.terms if term.word[1:])
    told = [fold(one.unit.text) for one in scored]
    if not words or asked.figure is not None:
        return [1.0] * len(scored)
    if asked.query.form in _OF_CASES and (
        wanted := re.findall(f"{_FORBIDS}({words})", fold(asked.query.text))
    ):
        # 不得依照本法第四十条的规定解除: what is forbidden may stand further on.
        deeds = "|".join(map(re.escape, wanted))
        forbids = re.compile(f"{_FORBIDS}[^，,。；;]{{0,{FURTHER}}}(?:{deeds})")
        others = [
            any(word in text for word in wanted) and not forbids.search(text) for text in told
        ]
        beside = any(map(forbids.search, told))
        return [ALLOWS if other and beside else 1.0 for other in others]
    if _OF_LIMITS.search(asked.query.text):
        return [1.0] * len(scored)
    forbidden = re.compile(f"{_FORBIDS}({words})")
    found = [forbidden.findall(text) for text in told]
    said = {word for each in found for word in each}
    # Only beside a sentence that says the same and forbids nothing.
    allowed = {
        word
        for text, forbids in zip(told, found, strict=True)
        for word in said
        if not forbids and word in text
    }
    return [FORBIDS if allowed & set(forbids) else 1.0 for forbids in found]


def _main(asked: Asked) -> list[Term]:
    """The heaviest words of a question, as far as any text has them."""
    least = MAIN * max((term.weight for term in asked.terms), default=0.0)
    return [term for term in asked.terms if term.weight >= least and term.held and term.word[1:]]


def stands(term: Term, folded: str) -> bool:
    """Whether a word stands in a text, or one that may stand for it or makes one ask with it."""
    others = (*term.others, *(word for word, _ in term.likely))
    return term.word in folded or any(other in folded for other in others)


def many_rules(query: Query, results: Sequence[Result]) -> bool:
    """Whether no place is named, and what was found are the rules of many."""
    if places_in(query.text):
        return False
    local = [one.card.description for one in results if is_local(one.card.description)]
    return len({place for about in local for place in _places(about)[:1]}) >= SEVERAL


def many_reports(query: Query, results: Sequence[Result]) -> bool:
    """Whether no place is named, and the reports of many were found: the country's is meant."""
    if places_in(query.text):
        return False
    reports = [one.card.description for one in results if is_of_place(one.card.description)]
    return len({_places(about)[0] for about in reports}) >= SEVERAL


def is_of_place(about: Description) -> bool:
    """Whether a text is a report on a place its title or issuer names."""
    return about.kind == "report" and bool(_places(about))


def is_local(about: Description) -> bool:
    """Whether a text binds, and only in a place its title or issuer names."""
    return about.kind in NORMATIVE_KINDS and bool(_places(about))


def _places(about: Description) -> tuple[str, ...]:
    return places_in(f"{about.title}{about.issuer or ''}")


def _holds_everywhere(about: Description) -> bool:
    return about.kind in NATIONAL and not _places(about)
