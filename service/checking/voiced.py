"""Words that a held text quotes itself: who said them there, in which work and year, and where
the speech was given that has them.

A draft that takes such words over may put another's name to them: 尼赫鲁 for 圣雄甘地,
《矛盾论》 for 《实践论》.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.numerals import to_int
from corpus.titles import in_marks, work_key
from corpus.words import Segmenter
from service.answering.places import places_in
from service.checking.abroad import ABROAD
from service.checking.delivered import GAVE, SESSION
from service.checking.draft import VERBS
from service.checking.model import Finding
from service.checking.nobodys import QUOTES
from service.checking.occasions import HEAD
from service.checking.persons import LEADERS, TITLE
from service.checking.witness import Standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.quoted import Quoted
    from service.checking.sources import Sources

#: A name with its title, but 同志, which anybody is.
_CALLED_BY = f"{{}}(?:(?!同志){TITLE})?"
_LEADER = re.compile(LEADERS)
_SAID = re.compile(VERBS)
#: Who goes on to speak: 他谆谆告诫大家，….
_HE = re.compile("[他她](?!们)")
_COURTESY, _AND_COURTESY = re.compile("同志|先生|女士"), "(?:同志|先生|女士)?"
#: The clause before a quotation, with whose words follow: …，圣雄甘地说：.
_WHO = re.compile(
    rf"(?:^|[，。；：”\n])(?:正如|诚如|就像|如同|像|如)?(?P<who>[^，。；：“”\n]{{2,40}}?)(?:{VERBS})(?:过|道|了)?[^，。；“”\n]{{0,6}}?[，：:]?\s?“?$"
)
#: What is taken over: 某某的话, 某某同志的诗句.
_OF = re.compile(
    "(?:过|了|的)?(?P<who>[^，。；：“”《》\n]{2,20}?)的?(?:一句|名|原)?(?:话|言|诗|论述)"
)
_WORK = re.compile("《(?P<title>[^《》]{2,30})》")
_YEAR = re.compile(r"(?P<year>(?:1[89]|20)\d\d)年(?:\d{1,2}月)?")
#: What ends the words by which somebody is called: 对我说, 曾说.
_ON = frozenset("pdvrcu")
_NAMED = frozenset(("nr", "nrt", "nrfg"))
#: Who is named by the words after: 法国作家雨果.
_CALLING = frozenset(
    "总理 总统 主席 国王 女王 诗人 作家 文学家 思想家 哲学家 科学家 物理学家 经济学家 历史学家"
    " 政治家 革命家 教育家 艺术家 剧作家 秘书长 首相 将军 先生 女士 学者 领袖".split()
)
#: Letters of the shortest name that is tagged as a place: 圣雄甘地.
_LONG = 3
#: More of what many cities lie in.
_LAND = re.compile("印度$|洲$|省$")


@dataclass(frozen=True, slots=True)
class _Voice:
    """What stands before quoted words, and in it the name of whose they are."""

    words: str
    name: str
    at: int


class Voiced:
    """Holds whose words a draft says they are against whose the source does."""

    def __init__(self, places: Places, sources: Sources) -> None:
        self._places = places
        self._sources = sources

    def check(self, draft: Draft, piece: Quoted, standings: Sequence[Standing]) -> list[Finding]:
        """A finding where every place that has the words puts another's name to them."""
        if not piece.quotation.lead:
            return []
        found = self._another_leader(draft, piece, standings)
        return found or self._another(draft, piece, standings)

    def given_elsewhere(
        self, draft: Draft, piece: Quoted, document_id: DocumentId
    ) -> Iterator[Finding]:
        """The speech was given in another city than the draft says, or at another session of the
        congress: its head tells where.
        """
        yield from self._at_another_session(draft, piece, document_id)
        document = self._places.shelf.document(document_id)
        given = self._sources.delivered.place(document_id)
        clause = self._sources.clause(draft, piece.quotation)
        gave = GAVE.search(draft.text, *clause)
        if not given or not gave or gave["place"] in document.text[:HEAD]:
            return
        if given["place"] in gave["place"]:
            return
        if not (_is_city(given["place"]) and _is_city(gave["place"])):
            return
        span = Span(*gave.span("place"))
        there = Standing(document_id, Span(*given.span()), likeness=1.0, distance=0)
        yield self._finding(
            draft, span,
            f"讲话地点有误：{in_marks(document.description.title)}在{given['place']}发表，不是{gave['place']}。",
            given["place"], there,
        )  # fmt: skip

    # ---- inside

    def _at_another_session(
        self, draft: Draft, piece: Quoted, document_id: DocumentId
    ) -> Iterator[Finding]:
        """A report read at another session of one congress of a place: 三次会议 for 四次会议."""
        text = self._places.shelf.document(document_id).text[:HEAD]
        clause = self._sources.clause(draft, piece.quotation)
        said, held = (SESSION.search(one, *span) for one, span in
                      ((draft.text, clause), (text, (0, HEAD))))  # fmt: skip
        if not said or not held or said["place"] not in (held["place"], None):
            return
        (first, ours), (second, theirs) = (
            (to_int(one["congress"]), to_int(one["session"])) for one in (said, held)
        )
        if first != second or ours == theirs:
            return
        number = held["session"] if not said["session"].isdigit() else str(theirs)
        start, end = (at - said.start() for at in said.span("session"))
        there = Standing(document_id, Span(*held.span()), likeness=1.0, distance=0)
        title = in_marks(self._places.shelf.description(document_id).title)
        yield self._finding(
            draft, Span(*said.span()),
            f"会议有误：{title}作于{held[0]}，不是{said[0]}。",
            f"{said[0][:start]}{number}{said[0][end:]}", there,
        )  # fmt: skip

    def _another_leader(
        self, draft: Draft, piece: Quoted, standings: Sequence[Standing]
    ) -> list[Finding]:
        """The text itself says by name who said the words, and the draft names another."""
        clause = self._sources.clause(draft, piece.quotation)
        named = list(_LEADER.finditer(draft.text, *clause))
        if not named:
            return []
        said = {self._said_by(one, named[-1][0]) for one in standings}
        speaker, courtesy = said.pop() if len(said) == 1 else ("", "")
        if not speaker:
            return []
        span = Span(named[-1].start(), piece.quotation.outer.end)
        called = named[-1][0] + (_AND_COURTESY if courtesy else "")
        return [self._finding(
            draft, span,
            f"引文是{speaker}的话（{self._where(standings[0])}），不是{named[-1][0]}的。",
            re.sub(
                _CALLED_BY.format(called), speaker + courtesy, draft.text[slice(*span)], count=1
            ),
            standings[0],
        )]  # fmt: skip

    def _said_by(self, standing: Standing, other: str) -> tuple[str, str]:
        """Who is named as saying it in the sentence that has the words, or in the ones before it
        where that says 他, and how he is called there; ``""`` where it may be the other.
        """
        text = self._places.shelf.document(standing.document_id).text
        at = standing.span.start
        start = max(text.rfind(mark, 0, at) for mark in "。\n") + 1
        while start and text[start - 1] == "。" and _HE.match(text, start):
            start = max(text.rfind(mark, 0, start - 1) for mark in "。\n") + 1
        named = list(_LEADER.finditer(text, start, at))
        saying = [one for one in named if _SAID.search(text, one.end(), at)]
        if not saying or any(one[0] == other for one in named):
            return "", ""
        courtesy = _COURTESY.match(text, saying[-1].end())
        return saying[-1][0], courtesy[0] if courtesy else ""

    def _another(self, draft: Draft, piece: Quoted, standings: Sequence[Standing]) -> list[Finding]:
        """The name, the work or the year that the source has, where the draft has another."""
        clause = self._sources.clause(draft, piece.quotation)
        ours = draft.text[clause.start : piece.quotation.outer.start]
        theirs = [self._before(one) for one in standings]
        if not all(theirs):
            return []
        standing, source = standings[0], theirs[0]
        if quotes := QUOTES.search(ours):  # 引用《…》的话, not who takes it over
            clause = Span(clause.start + quotes.end(), clause.end)
            ours = ours[quotes.end() :]
        whose = _quoted(ours) if quotes else _voice(ours), _voice(source)
        if any(_voice(one).name != whose[1].name for one in theirs):
            return []
        if self._is_another_person(whose[0], whose[1], standing):
            span = Span(clause.start + whose[0].at, clause.start + whose[0].at + len(whose[0].name))
            return [self._finding(
                draft, span,
                f"引文是{whose[1].name}的话（{self._where(standing)}），不是{whose[0].name}的。",
                whose[1].name, standing,
            )]  # fmt: skip
        works = [list(_WORK.finditer(words)) for words in (ours, source)]
        if [len(one) for one in works] == [1, 1] and self._is_another_work(
            works[0][0]["title"], source, standing
        ):
            span = Span(*(clause.start + at for at in works[0][0].span()))
            right = works[1][0][0]
            return [self._finding(
                draft, span, f"引文出自{right}（{self._where(standing)}），不是{works[0][0][0]}。",
                right, standing,
            )]  # fmt: skip
        return self._of_another_year(draft, clause, whose, standing)

    def _of_another_year(
        self, draft: Draft, clause: Span, whose: tuple[_Voice, _Voice], standing: Standing
    ) -> list[Finding]:
        """The one year that the source says the same person said it in, for another."""
        own, right = (list(_YEAR.finditer(one.words)) for one in whose)
        same = whose[0].name and whose[0].name == whose[1].name
        if not same or len(own) != 1 or len(right) != 1 or own[0]["year"] == right[0]["year"]:
            return []
        about = self._places.shelf.description(standing.document_id)
        if about.day is None or own[0]["year"] == str(about.day.year):
            return []
        span = Span(*(clause.start + at for at in own[0].span()))
        written = right[0][0] if "月" in own[0][0] else f"{right[0]['year']}年"
        return [self._finding(
            draft, span, f"时间有误：{self._where(standing)}说是{right[0][0]}，不是{own[0][0]}。",
            written, standing,
        )]  # fmt: skip

    def _before(self, standing: Standing) -> str:
        """What stands in a text before the words it quotes, from the sentence's beginning."""
        text = self._places.shelf.document(standing.document_id).text
        line = text.rfind("\n", 0, standing.span.start) + 1
        opened = text.rfind("“", line, standing.span.start + 1)
        if opened < 0 or text.rfind("”", opened, standing.span.start) >= 0:
            return ""
        start = max(text.rfind(mark, line, opened) for mark in "。！？") + 1
        return text[max(start, line) : opened]

    def _is_another_person(self, ours: _Voice, theirs: _Voice, standing: Standing) -> bool:
        """Whether two names are of two people, of whom the draft's is not the one who speaks."""
        if not ours.name or not theirs.name or _alike(ours.name, theirs.words):
            return False
        if _alike(theirs.name, ours.words):
            return False
        return ours.name not in self._sources.speaker(standing.document_id)

    def _is_another_work(self, title: str, source: str, standing: Standing) -> bool:
        """Whether a work is another than the one that the source takes the words from."""
        shelf = self._places.shelf
        if title in source or work_key(title) == work_key(
            shelf.description(standing.document_id).title
        ):
            return False
        return shelf.catalogue.resolve(title).description is None

    def _where(self, standing: Standing) -> str:
        return self._places.named(standing.document_id, standing.span)

    def _finding(
        self, draft: Draft, span: Span, message: str, right: str, standing: Standing
    ) -> Finding:
        return Finding(
            kind="title_wrong",
            span=span,
            text=draft.text[slice(*span)],
            message=message,
            suggestion=right,
            citations=self._places.cited(standing),
            reason="wrong_speaker",
            certainty=0.8,
        )


def _voice(words: str) -> _Voice:
    """Whose words follow some: the person whom the last clause begins with, if anybody."""
    found = _WHO.search(words)
    if found is None:
        return _Voice(words, "", 0)
    name = _name(found["who"])
    return _Voice(words, name, found.start("who") + found["who"].find(name) if name else 0)


def _quoted(words: str) -> _Voice:
    """Whose words some say to be taken over: 引用某某的话."""
    found = _OF.match(words)
    name = _name(found["who"]) if found else ""
    return _Voice(words, name, words.find(name) if name else 0)


def _name(who: str) -> str:
    """The name in the words that somebody is called by; ``""``: they have none.

    >>> _name("印度总理莫迪对我"), _name("法国作家雨果"), _name("会议")
    ('莫迪', '雨果', '')
    """
    called: list[tuple[str, str]] = []
    for word, kind in _words().tagged(who):
        if (kind[:1] in _ON and kind[:2] != "nr") or (kind == "x" and word != "·"):
            break
        called.append((word, kind))
    run: list[str] = []
    for word, kind in called:
        joined = word == "·" or (run and run[-1] == "·")
        if joined or (kind in _NAMED and not places_in(word)):
            run = [*run, word] if joined or not run or run[-1] == "·" else [word]
    if run:
        return "".join(run).strip("·")
    if len(called) > 1 and called[-2][0] in _CALLING and called[-1][0] not in _CALLING:
        return called[-1][0]
    lone = len(called) == 1 and called[0][1] == "ns" and len(called[0][0]) > _LONG
    return called[0][0] if lone and not places_in(called[0][0]) else ""


def _alike(name: str, words: str) -> bool:
    """Whether a name, or two letters of it in a row, stands in some words."""
    return any(name[at : at + 2] in words for at in range(max(1, len(name) - 1)))


def _is_city(name: str) -> bool:
    """Whether one word names a place, its country before it or not, and no country itself, in
    which many cities lie.
    """
    *lands, (city, kind) = _words().tagged(name)
    is_place = kind in ("ns", "nrt") or (lands and kind == "nr")
    within = all(tag == "ns" for _, tag in lands)
    return bool(is_place and within) and not (ABROAD.search(city) or _LAND.search(city))


@cache
def _words() -> Segmenter:
    return Segmenter()
