"""Whom a draft says it quotes: a cited work, a speech named by its occasion, a speaker.

A work in 《》 or by its name comes from :mod:`corpus.citing`. A speech, report or minutes is
often called by its occasion only (在2024年工作会议上的讲话中指出): the held title that shares
the most with the clause before the verb, where one clearly does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, DocumentId, Span
from corpus.numerals import to_int
from corpus.text import fold
from corpus.titles import bare, head_noun, title_key
from service.answering.places import lies_in, places_in
from service.checking.persons import person_in
from service.checking.sayings import GROUND
from service.checking.skeleton import letter_pairs

if TYPE_CHECKING:
    from corpus.model import Description, Reference
    from service.checking.draft import Draft, Quotation
    from service.checking.works import Works
    from service.shelf import Shelf

#: Kinds that are quoted by occasion or speaker.
_SPOKEN = frozenset({"speech", "report", "minutes", "notice", "policy", "other"})
_OCCASION = re.compile(
    r"讲话|报告|致辞|演讲|发言|会上|会议|大会|纪要|通知|意见|贺信|贺词|批示|公报|决定"
    r"|开幕|闭幕|仪式|论坛|座谈|研讨班|全会|方案|规划|纲要|规则|办法|计划|会见|考察|调研|时$"
)
_HELD_AT = re.compile(
    r"[^。：]{0,24}?(?:召开|举行)(?:这次|这个|一个|一次|了)?"
    r"(?P<occasion>[\u4e00-\u9fff]{2,20}(?:座谈会|大会|会议|峰会|论坛))[，。]"
)
#: 该省, 其2026年… is the place named last, this far back at most.
_THAT_PLACE, _BACK = re.compile(r"该(省|市|自治区|区|县|州)|其(?=(?:20\d\d年)?政府工作报告)"), 150
#: A rule sent out with a notice is called without the notice.
_SENT_OUT = re.compile(r"(?:印发|转发|批转|发布)《?(.{6,}?)》?的(?:通知|公告|意见)$")
#: Least pairs a paper shares with what is called by its issuer, its year and what it is.
_FEW = 3
_YEAR = re.compile(r"(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2}")
#: Days within which two texts of one speech are published.
_SAME_EVENT = 3
#: This year's of a row of reports is the latest held, where that is no older than this many years
#: before the newest paper held of any kind.
_NOW, _RECENT = re.compile("今年"), 1
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
#: Characters of a speech's head, and the line there that says where it was given.
_HEAD = 400
_GIVEN_AT = re.compile(
    r"(?:^|\n|——|[—-])\s*在(?P<occasion>[^\n，。]{4,40}?)上?的(?:重要)?(?:讲话|致辞|演讲|发言)"
)
#: … or what was gathered for: 在这里隆重集会，庆祝…建立40周年.
_GATHERED = re.compile(r"集会，(?:隆重)?(?P<occasion>(?:庆祝|纪念)[^，。\n]{4,30})[，。]")
#: Which of a row of such occasions: another number is another one.
_NUMBERED = re.compile(r"(\d+|[一二三四五六七八九十]+)(?=周年|届|次|个五年)")
_SPOKEN_AT = re.compile("(?<=[会式班典上])的?(?:重要)?(?:讲话|致辞|演讲|发言)")
_SPEAKER_LINE = re.compile(
    r"^[\u4e00-\u9fff、（） ]{0,40}"
    r"(?:书记|主席|总理|省长|市长|区长|县长|州长|部长|董事长|总经理|主任|局长|院长|校长|"
    r"秘书长|行长|会长|组长)[ \u3000]*"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]|"
    r"[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8})$"
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ORGAN = re.compile(r"[会府厅室委部局院署处司厂公司]$")
#: Least shared pairs of characters, and least share of the clause's own, for an occasion.
_PAIRS, _SHARE = 5, 0.5
#: How much more the likeliest must have than the next.
CLEAR = 0.08


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom some words are said to be by.

    ``span`` is where the draft says so. ``documents`` are the held documents meant, the
    likeliest first; ``part`` the provision named in the first of them. ``title`` and
    ``number`` are as cited; ``speaker`` is a person named. Empty fields: not stated.
    ``is_missing``: the first document has no such provision.
    """

    span: Span
    documents: tuple[DocumentId, ...] = ()
    part: Span | None = None
    title: str = ""
    number: str = ""
    speaker: str = ""
    reference: Reference | None = None
    is_missing: bool = False

    @property
    def is_held(self) -> bool:
        """Whether something held is meant."""
        return bool(self.documents)


class Sources:
    """Finds whom a quotation is attributed to, among what one generation holds."""

    def __init__(self, shelf: Shelf, works: Works) -> None:
        self._shelf = shelf
        self._works = works

    def of(self, draft: Draft, quotation: Quotation) -> Attribution | None:
        """Whom a quotation is attributed to; None where the draft does not say."""
        reference = draft.cited_by(quotation)
        if reference is not None and reference.target is not None:
            return self.by_reference(reference)
        cited = self.by_reference(reference) if reference is not None else None
        span = self._clause(draft, quotation)
        clause = draft.text[span.start : span.end]
        if not quotation.lead:
            based = GROUND.match(clause) and not cited
            return self._by_occasion(clause, span) if based else cited
        # 云南省2026年《政府工作报告》 is no title, but says well enough which is meant.
        return self._by_occasion(clause, span) or cited or self._by_speaker(clause, span)

    def words(self, draft: Draft, who: Span) -> str:
        """The words a source is described by, with the place that 该省 stands for."""
        clause = draft.text[who.start : who.end]
        before = draft.text[max(0, who.start - _BACK) : who.start]
        if _THAT_PLACE.search(clause) and (named := places_in(before)):
            clause = _THAT_PLACE.sub(lambda found: f"{named[-1]}{found[1] or ''}", clause)
        return clause

    def by_speaker(self, words: str, span: Span) -> Attribution | None:
        """The attribution to a person who speaks in something held, and says not where."""
        said = self._by_speaker(words, span)
        return said if said is not None and said.speaker in self._speakers else None

    def by_words(self, words: str, span: Span) -> Attribution | None:
        """The attribution to a source only described, where one held is clearly meant."""
        return self._by_occasion(words, span) or self._by_issuer(words, span)

    def by_reference(self, reference: Reference) -> Attribution:
        """The attribution a citation makes."""
        target = reference.target
        if target is None:
            return Attribution(
                reference.span, title=reference.title, number=reference.number, reference=reference
            )
        missing = bool(reference.number) and target.section_id is None
        part = target.span if reference.number and target.section_id else None
        return Attribution(
            reference.span,
            (target.document_id,),
            part,
            reference.title,
            reference.number,
            reference=reference,
            is_missing=missing,
        )

    def speaker(self, document_id: DocumentId) -> str:
        """The person a document is by, where it says so: a speech's speaker, a report's reader."""
        issuer = self._shelf.description(document_id).issuer or ""
        if _NAME.fullmatch(issuer) and not _ORGAN.search(issuer):
            return issuer
        for line in self._shelf.document(document_id).text[:400].split("\n")[:8]:
            if found := _SPEAKER_LINE.match(line.strip()):
                return found["name"].replace(" ", "")
        return ""

    # ---- inside

    def _clause(self, draft: Draft, quotation: Quotation) -> Span:
        """From the sentence's beginning to the verb before a quotation."""
        start, end = quotation.sentence, quotation.outer.start
        words = draft.text[start:end].rstrip("，,：: ")
        end = start + len(words) - (len(quotation.lead) if quotation.lead != "：" else 0)
        lead = len(words) - len(words.lstrip())
        return Span(min(start + lead, end), end)

    def _by_occasion(self, clause: str, span: Span) -> Attribution | None:
        if known := self._known(clause):
            return Attribution(span, (known,), speaker=person_in(clause, self._speakers))
        if not _OCCASION.search(clause):
            return None
        said = fold(clause)
        years = _years(said)
        ours = _pairs(said)
        best: list[tuple[float, DocumentId]] = []
        where = _whereof(said)
        for document_id, title, pairs, held_years in self._occasions:
            shared = len(ours & pairs)
            if where and shared >= _PAIRS and _is_elsewhere(title, where):
                continue
            if shared < _PAIRS or (years and held_years and not years & held_years):
                continue
            if _is_another(said, title):
                continue
            if shared >= _SHARE * len(pairs) or title in said:
                best.append((shared / len(pairs) + shared / max(1, len(ours)), document_id))
        scores = {document_id: score for score, document_id in sorted(best)}
        ranked = sorted(scores, key=lambda one: (scores[one], one), reverse=True)
        alike = [one for one in ranked if scores[ranked[0]] - scores[one] < CLEAR]
        if _NOW.search(said) and not years:
            alike = self._of_this_year(alike, one=bool(where) or "国务院" in said)
        if not alike or not self._are_one(alike):
            return None
        return Attribution(span, tuple(alike), speaker=person_in(clause, self._speakers))

    def _of_this_year(self, documents: list[DocumentId], *, one: bool) -> list[DocumentId]:
        """Of documents those that may be this year's; ``one``: of a yearly row, the latest."""
        about = {each: self._shelf.description(each) for each in documents}
        recent = [each for each in documents if _year_of(about[each]) >= self._newest - _RECENT]
        if not one or not recent:
            return recent
        return [max(recent, key=lambda each: (_year_of(about[each]), str(about[each].day or "")))]

    @cached_property
    def _newest(self) -> int:
        """The year of the newest paper held, of any kind; this year, where one is of a later."""
        today = date.today().year
        return min(today, max(map(_year_of, self._shelf.descriptions()), default=today))

    def _are_one(self, documents: list[DocumentId]) -> bool:
        """Whether documents are one speech held more than once: one's, on the same days."""
        about = [self._shelf.description(one) for one in documents]
        days = [one.day for one in about if one.day is not None and one.kind == "speech"]
        same = len(days) == len(about) and len({one.issuer for one in about}) == 1
        return len(about) == 1 or (same and (max(days) - min(days)).days <= _SAME_EVENT)

    def _by_issuer(self, clause: str, span: Span) -> Attribution | None:
        """A paper called by who gave it out, when, and what about: 国务院2018年促进就业的意见."""
        said = fold(clause)
        years, noun = _years(said), head_noun(said)
        if not noun or not years:
            return None
        shared: dict[DocumentId, int] = {}
        issued = (one for year in years for one in self._issued.get((year, noun), ()))
        for document_id, issuer, pairs in issued:
            if issuer in said:
                rest = said.replace(issuer, "").removesuffix(noun)
                shared[document_id] = len(_pairs(rest) & pairs)
        ranked = sorted(shared, key=lambda one: (-shared[one], one))[:2]
        if not ranked or shared[ranked[0]] < _FEW:
            return None
        if len(ranked) > 1 and shared[ranked[1]] >= _FEW:
            return None
        return Attribution(span, (ranked[0],))

    def _known(self, clause: str) -> DocumentId | None:
        """The held document everybody knows by another name: 党的十九大报告."""
        for known in self._works.names_in(clause):
            key = title_key(known.label)
            for document_id, title in self._titles:
                if key in title:
                    return document_id
        return None

    @cached_property
    def _titles(self) -> list[tuple[DocumentId, str]]:
        """The titles of what is quoted by occasion, as they compare."""
        spoken = (one for one in self._shelf.descriptions() if one.kind in _SPOKEN)
        return [(one.id, title_key(one.title)) for one in spoken]

    def _by_speaker(self, clause: str, span: Span) -> Attribution | None:
        name = person_in(clause, self._speakers)
        return Attribution(span, speaker=name) if name else None

    @cached_property
    def _speakers(self) -> tuple[str, ...]:
        spoken = (one for one in self._shelf.descriptions() if one.kind in _SPOKEN)
        names = {self.speaker(one.id) for one in spoken if one.kind in ("speech", "report")}
        return tuple(sorted(names - {""}, key=lambda name: (-len(name), name)))

    @cached_property
    def _issued(self) -> dict[tuple[str, str], list[tuple[DocumentId, str, frozenset[str]]]]:
        """Papers by their year and what they are: each with its issuer and its title's pairs."""
        found = defaultdict(list)
        for one in self._shelf.descriptions():
            if one.kind not in _SPOKEN or not one.issuer or one.day is None:
                continue
            title = fold(one.title)
            noun = head_noun(_SENT_OUT.sub(r"\1", title))
            pairs = _pairs(title.replace(one.issuer, ""))
            found[str(one.day.year), noun].append((one.id, one.issuer, pairs))
        return found

    @cached_property
    def _occasions(self) -> list[tuple[DocumentId, str, frozenset[str], frozenset[str]]]:
        found = []
        for one in self._shelf.descriptions():
            title = fold(_placed(one))
            if one.kind in NORMATIVE_KINDS or one.kind not in _SPOKEN or len(title) < 6:
                continue
            years = _years(title) or ({str(one.day.year)} if one.day else frozenset())
            found += [
                (one.id, name, _pairs(name), frozenset(years))
                for name in dict.fromkeys((title, *_carried(title), *self._said_at(one)))
            ]
        return found

    def _said_at(self, about: Description) -> list[str]:
        """Where a speech was given, by its head, which a title of its own does not say."""
        if about.kind != "speech":
            return []
        head = self._shelf.document(about.id).text[:_HEAD]
        given = list(_GIVEN_AT.finditer(head)) or list(_GATHERED.finditer(head))
        return [fold(one["occasion"]) for one in given][:1]


def _carried(title: str) -> list[str]:
    """What a notice sends out: 国家…实施方案 of 关于印发国家…实施方案的通知."""
    found = _SENT_OUT.search(title)
    return [found[1]] if found else []


def _whereof(text: str) -> frozenset[str]:
    return frozenset(lies_in(place) or place for place in places_in(text))


def _is_elsewhere(title: str, where: frozenset[str]) -> bool:
    """Whether a title is of another place; a government reports on its own place only."""
    own = _whereof(title)
    return not where & own if own else "政府工作报告" in title


def _placed(about: Description) -> str:
    """A title without what every such title has; a report's that names no place with its own."""
    core = _core(about)
    if "政府工作报告" in core and about.issuer and not places_in(core):
        return about.issuer.removesuffix("人民政府") + core
    return core


def _is_another(said: str, title: str) -> bool:
    """Whether two occasions are of one row, and two of it: 30周年, 40周年."""
    one, other = _NUMBERED.findall(said), _NUMBERED.findall(title)
    return bool(one and other) and not {to_int(each) for each in one} & {
        to_int(each) for each in other
    }


def _core(about: Description) -> str:
    """A title without the organ it begins with and the words every such title has.

    A page's title may run on into the speech: …大会上的讲话（2020年9月8日）同志们….
    """
    title = _SPOKEN_AT.split(bare(about.title), maxsplit=1)[0]
    title = re.sub(r"^在|^关于|（全文）|\(全文\)", "", title)
    # A speech without a title is called by its first words, which may say where it was given.
    held_at = _HELD_AT.match(title)
    title = held_at["occasion"] if held_at else title
    return title.replace(about.issuer or "\0", "")


def _pairs(text: str) -> frozenset[str]:
    return letter_pairs(re.sub(r"[\W_]+", "", text))


def _year_of(about: Description) -> int:
    """The year a paper is of: its day's, or a report's by its title; 0 where neither says."""
    if about.day is not None:
        return about.day.year
    named = _years(about.title) if about.kind == "report" else ()
    return max(map(int, named), default=0)


def _years(text: str) -> frozenset[str]:
    return frozenset(year.translate(_HAN_DIGITS) for year in _YEAR.findall(text))
