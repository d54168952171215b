"""Whom a draft says it quotes: a cited work, a speech named by its occasion, a speaker.

A work in 《》 or by its name comes from :mod:`corpus.citing`. A speech, report or minutes is
often called by its occasion only (在2024年工作会议上的讲话中指出): the held title that shares
the most with the clause before the verb, where one clearly does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.dates import first_date
from corpus.model import DocumentId, Span
from corpus.text import fold
from corpus.titles import head_noun, title_key
from service.answering.places import places_in
from service.checking.attribution import Attribution
from service.checking.called import (
    MET,
    SHARE,
    Called,
    is_another_meeting,
    is_cut_short,
    met_at,
    numbers_in,
    told_on,
)
from service.checking.delivered import Delivered
from service.checking.draft import VERBS
from service.checking.occasions import (
    is_another,
    is_elsewhere,
    is_nameless,
    pairs,
    uncarried,
    whereof,
    year_of,
    years,
)
from service.checking.persons import LEADERS, person_in
from service.checking.sayings import GROUND

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
#: 该省, 其2026年… is the place named last, this far back at most.
_THAT_PLACE, _BACK = re.compile(r"该(省|市|自治区|区|县|州)|其(?=(?:20\d\d年)?政府工作报告)"), 150
#: …报告…，其中“…”一句.
_AMONG = re.compile("其中(?:的|有)?[，,]?$")
#: “…”，…大会上的这一论断: the source after the words.
_PRAISED = re.compile(
    r"(?:[，。]|(?<=[。！？]”))(?:这是|出自)?(?P<who>[^，。；：“”\n]{6,50}?)[中里上]?"
    "(?:的(?:这|重要)[一些句段番个]{0,2}(?:重要)?|(?:讲|说|提到|提出|引用|强调)过?的[一两几]?[句段番个点]?(?:重要)?)"
    "(?:论述|论断|指示|讲话|要求|话|教导|嘱托|名言|希望|号召|期望|寄语)"
)
#: A verb of saying anywhere in a clause.
_SPEAKS = re.compile(VERBS)
#: Least pairs a paper shares with what is called by its issuer, its year and what it is.
_FEW = 3
#: A month without its day, and the days of one.
_MONTH, _DAYS = re.compile(r"(?P<year>20\d\d)年(?P<month>\d{1,2})月(?!\d)"), 31
#: Letters in pairs that a piece of news shares with the words for an event.
_EVENT = 4
#: Days within which two texts of one speech are published.
_SAME_EVENT = 3
#: This year's of a row of reports is the latest held, where that is no older than this many years
#: before the newest paper held of any kind.
_NOW, _RECENT = re.compile("今年"), 1
_SPEAKER_LINE = re.compile(
    r"^[\u4e00-\u9fff、（） ]{0,40}"
    r"(?:书记|主席|总理|省长|市长|区长|县长|州长|部长|董事长|总经理|主任|局长|院长|校长|"
    r"秘书长|行长|会长|组长)[ \u3000]*"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff] [\u4e00-\u9fff]|"
    r"[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8})$"
)
_LEADER = re.compile(LEADERS)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_ORGAN = re.compile(r"[会府厅室委部局院署处司厂公司]$")
#: Least shared pairs of characters for an occasion.
_PAIRS = 5
#: How much more the likeliest must have than the next.
CLEAR = 0.08


class Sources:
    """Finds whom a quotation is attributed to, among what one generation holds."""

    def __init__(self, shelf: Shelf, works: Works) -> None:
        self._shelf = shelf
        self._works = works
        self.delivered = Delivered(shelf)

    def of(self, draft: Draft, quotation: Quotation) -> Attribution | None:
        """Whom a quotation is attributed to; None where the draft does not say."""
        reference = draft.cited_by(quotation)
        if reference is not None and reference.target is not None:
            return self.by_reference(reference)
        cited = self.by_reference(reference) if reference is not None else None
        span = self.clause(draft, quotation)
        clause = draft.text[span.start : span.end]
        after = span.start > quotation.outer.start
        if quotation.lead and not after:
            # 云南省2026年《政府工作报告》 is no title, but says well enough which is meant.
            return self._by_occasion(clause, span) or cited or self._by_speaker(clause, span)
        if cited is None and (after or _AMONG.search(clause) or GROUND.match(clause)):
            return self._by_occasion(clause, span)
        return cited or self._loosely(clause, span) or self._told_of(draft, quotation)

    def _told_of(self, draft: Draft, quotation: Quotation) -> Attribution | None:
        """The work that words are quoted in the telling of: 条例要求…，“…”."""
        told = (one for one in draft.told_at(quotation.outer.start) if one.is_told)
        named = (self.by_reference(one.reference) for one in told if one.reference.target)
        return next((replace(one, is_loose=True) for one in named), None)

    def _loosely(self, clause: str, span: Span) -> Attribution | None:
        """Whom words are by that no verb leads in: 他在大会上肯定干部“…”; 学了讲话，“…”."""
        found = self._by_occasion(clause, span)
        if found is None and _SPEAKS.search(clause):
            found = self._by_speaker(clause, span)
        return replace(found, is_loose=True) if found is not None else None

    def is_like(self, clause: str, document_id: DocumentId) -> bool:
        """Whether a clause names a paper of the same row as a held one, and another of it: of
        another year, place or number.
        """
        said = fold(clause)
        ours, named, where = pairs(said), years(said), whereof(said)
        for one in self._called.of(document_id):
            if len(ours & one.pairs) < max(_PAIRS, SHARE * len(one.pairs)):
                continue
            other_year = bool(named and one.years) and not named & one.years
            return (
                other_year
                or is_another(said, one.name)
                or bool(where and is_elsewhere(one.name, where))
            )
        return False

    def is_another(self, clause: str, document_id: DocumentId) -> bool:
        """Whether a clause names a meeting, and the speech was given at one of another name."""
        is_speech = self._shelf.description(document_id).kind == "speech"
        return is_speech and is_another_meeting(clause, self._called.of(document_id))

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
        return (
            self._by_number(words, span)
            or self._by_occasion(words, span)
            or self._by_issuer(words, span)
            or self._by_event(words, span)
        )

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
            if _LEADER.fullmatch(line.strip()):
                return line.strip()
        return ""

    def clause(self, draft: Draft, quotation: Quotation) -> Span:
        """From the sentence's beginning to the verb before a quotation; or what is named as its
        source right after it.
        """
        if quotation.lead in ("", "：") and (
            after := _PRAISED.match(draft.text, quotation.outer.end)
        ):
            return Span(*after.span("who"))
        start, end = quotation.sentence, quotation.outer.start
        words = draft.text[start:end].rstrip("，,：: ")
        end = start + len(words) - (len(quotation.lead) if quotation.lead != "：" else 0)
        lead = len(words) - len(words.lstrip())
        return Span(min(start + lead, end), end)

    def occasion(self, document_id: DocumentId) -> str:
        """Where a speech was given, in brackets, where its title does not say: （科学家座谈会）."""
        title = self._shelf.description(document_id).title
        names = (one for one in self._called.of(document_id) if one.is_where or is_nameless(title))
        return next((f"（{one.name}）" for one in names if one.name not in fold(title)), "")

    def met_at(self, document_id: DocumentId) -> str:
        """When a speech was given as a sentence says it, where a name of it does: 在…会上."""
        return met_at(self._called.of(document_id))

    def are_one(self, documents: list[DocumentId]) -> bool:
        """Whether documents are one speech held more than once: one's, on the same days, or of
        one year and one name.
        """
        about = [self._shelf.description(one) for one in documents]
        days = [one.day for one in about if one.day is not None and one.kind == "speech"]
        if len(about) == 1 or len(days) < len(about) or len({one.issuer for one in about}) > 1:
            return len(about) == 1
        names = [{each.name for each in self._called.of(one)} for one in documents]
        same = min(days).year == max(days).year and bool(set.intersection(*names))
        return same or (max(days) - min(days)).days <= _SAME_EVENT

    # ---- inside

    def _by_occasion(self, clause: str, span: Span) -> Attribution | None:
        if known := self._known(clause):
            return Attribution(span, (known,), speaker=person_in(clause, self._speakers))
        if given := self.delivered.of(clause):
            return Attribution(span, (given,), speaker=person_in(clause, self._speakers))
        if not _OCCASION.search(clause):
            return None
        said = fold(clause)
        named = years(said)
        ours = pairs(said)
        best: list[tuple[float, DocumentId]] = []
        where = whereof(said)
        met = MET.search(said)
        for one, shared in self._called.sharing(ours, _PAIRS):
            if where and is_elsewhere(one.name, where):
                continue
            if (named and one.years and not named & one.years) or is_another(said, one.name):
                continue
            if shared >= SHARE * len(one.pairs) or one.name in said:
                score = shared / len(one.pairs) + shared / max(1, len(ours))
                best.append((score, one.document_id))
            elif met is not None and is_cut_short(met["name"], one.name):
                best.append((shared / max(1, len(ours)), one.document_id))
        scores = {document_id: score for score, document_id in sorted(best)}
        ranked = sorted(scores, key=lambda one: (scores[one], one), reverse=True)
        alike = [one for one in ranked if scores[ranked[0]] - scores[one] < CLEAR]
        if _NOW.search(said) and not named:
            alike = self._of_this_year(alike, one=bool(where) or "国务院" in said)
        if not alike or not self.are_one(alike):
            return None
        return Attribution(span, tuple(alike), speaker=person_in(clause, self._speakers))

    def _of_this_year(self, documents: list[DocumentId], *, one: bool) -> list[DocumentId]:
        """Of documents those that may be this year's; ``one``: of a yearly row, the latest."""
        about = {each: self._shelf.description(each) for each in documents}
        recent = [each for each in documents if year_of(about[each]) >= self._newest - _RECENT]
        if not one or not recent:
            return recent
        return [max(recent, key=lambda each: (year_of(about[each]), str(about[each].day or "")))]

    @cached_property
    def _newest(self) -> int:
        """The year of the newest paper held, of any kind; this year, where one is of a later."""
        today = date.today().year
        return min(today, max(map(year_of, self._shelf.descriptions()), default=today))

    def _by_number(self, clause: str, span: Span) -> Attribution | None:
        """A paper called by its number in few words: 国办2018年126号文."""
        for number in numbers_in(fold(clause)):
            if (held := self._shelf.catalogue.numbered(number)) is not None:
                return Attribution(span, (held.id,))
        return None

    def _by_issuer(self, clause: str, span: Span) -> Attribution | None:
        """A paper called by who gave it out, when, and what about: 国务院2018年促进就业的意见."""
        said = fold(clause)
        named, noun = years(said), head_noun(said)
        if not noun or not named:
            return None
        shared: dict[DocumentId, int] = {}
        issued = (one for year in named for one in self._issued.get((year, noun), ()))
        for document_id, issuer, theirs in issued:
            if issuer in said:
                rest = said.replace(issuer, "").removesuffix(noun)
                shared[document_id] = len(pairs(rest) & theirs)
        ranked = sorted(shared, key=lambda one: (-shared[one], one))[:2]
        if not ranked or shared[ranked[0]] < _FEW:
            return None
        if len(ranked) > 1 and shared[ranked[1]] >= _FEW:
            return None
        return Attribution(span, (ranked[0],))

    def _by_event(self, clause: str, span: Span) -> Attribution | None:
        """The news of what happened on a day that the clause names: 2024年11月15日，…会见….

        The news of an evening may be told of the day before.
        """
        day, month = first_date(clause), _MONTH.search(clause)
        first = day
        if first is None and month is not None:
            first = date(int(month["year"]), min(12, int(month["month"]) or 1), 1)
        if first is None:
            return None
        ours = pairs(fold(clause))
        news = (
            (len(ours & theirs), len(theirs), one)
            for after in range(_SAME_EVENT if day else _DAYS)
            for one, theirs in self._news_of(first + timedelta(days=after))
        )
        near = sorted(
            (shared / many, one) for shared, many, one in news if shared >= _EVENT and many
        )
        near = [one for one in near if one[0] >= SHARE]
        if not near or (len(near) > 1 and near[-1][0] - near[-2][0] < CLEAR):
            return None
        return Attribution(span, (near[-1][1],))

    def _news_of(self, day: date) -> list[tuple[DocumentId, frozenset[str]]]:
        return [(one.id, pairs(fold(one.title))) for one in self._news.get(day, ())]

    @cached_property
    def _news(self) -> dict[date, list[Description]]:
        found = defaultdict(list)
        for one in self._shelf.descriptions():
            if one.kind == "news" and one.day is not None:
                found[one.day].append(one)
        return found

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
        """The titles and other names of what is quoted by occasion, as they compare."""
        spoken = (one for one in self._shelf.descriptions() if one.kind in _SPOKEN)
        called = ((one.document_id, one.name) for one in self._called)
        return [(one, title_key(name)) for one, name in
                (*((one.id, one.title) for one in spoken), *called)]  # fmt: skip

    def _by_speaker(self, clause: str, span: Span) -> Attribution | None:
        told = clause[told_on(clause) :]
        name = person_in(told, self._speakers) or person_in(clause, self._speakers)
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
            noun = head_noun(uncarried(title))
            own = pairs(title.replace(one.issuer, ""))
            found[str(one.day.year), noun].append((one.id, one.issuer, own))
        return found

    @cached_property
    def _called(self) -> Called:
        return Called(self._shelf, _SPOKEN)
