"""Quoted words that stand elsewhere than the draft says: another article, document or speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, Span
from corpus.text import fold
from corpus.titles import head_noun, work_name
from service.answering.places import places_in
from service.checking.attribution import named_in, report_as, source_in
from service.checking.given import Given
from service.checking.model import Finding, overlap
from service.checking.occasions import DAY
from service.checking.persons import SURNAMES, TITLE, is_name, titled
from service.checking.places import provision
from service.checking.quoted import BARE
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.checking.attribution import Attribution
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.quoted import Quoted
    from service.checking.sources import Sources
    from service.checking.witness import Standing

#: Letters of a title in a row that say what it is about.
SUBJECT = 3
#: Letters of what nobody says in two speeches alike; of what only one held speech has, and no news.
MUCH, OWN = 20, 12
_TOLD = frozenset({"news", "essay"})
#: What lays something down in its own words.
_LAID_DOWN = NORMATIVE_KINDS | {"policy", "notice"}
#: 某某表示，: the name before a verb of saying, at a sentence's beginning.
_SAYS = re.compile(
    "(?:^|(?<=[。；”\n]))(?P<name>[\u4e00-\u9fff·]{2,8}?)(?:表示|指出|强调|说|介绍|认为|要求)(?=[，：])",
    re.MULTILINE,
)
_TITLED = re.compile(
    rf"(?P<before>(?:.*{TITLE})?)(?P<name>{SURNAMES}[\u4e00-\u9fff]{{1,2}})(?P<after>{TITLE}?)"
)
#: A meeting with the day named before it, a comma and who speaks there between.
_MET_AT = re.compile(
    rf"(?P<when>{DAY})?(?P<who>，?(?:(?:{SURNAMES}[\u4e00-\u9fff]{{1,2}})?{TITLE})?)在?(?:[^，。：在]{{4,40}}(?:(?:会议?|[坛班式])(?P<on>上?)|时|(?=的(?:演讲|讲话|致辞))))"
)
_HELD_IN = re.compile("(?:举行|召开|举办)的")
#: What is no part of the name of an occasion.
_OCCASION = re.compile("^(?:正如|诚如|如同|就像)?在?|(?:所|明确|深刻|曾)$")


class Ascribed:
    """Holds whom words are ascribed to against where they stand; safe to share between threads."""

    def __init__(self, places: Places, sources: Sources) -> None:
        self._places = places
        self._sources = sources
        self._given = Given(places)

    def misplaced(self, draft: Draft, piece: Quoted, standing: Standing) -> list[Finding]:
        """The words stand in another article or document than the draft says; [] where not."""
        said_by = piece.said_by
        if said_by is None or not said_by.is_held or said_by.is_loose:
            return []
        other = standing.document_id not in said_by.documents
        there = said_by.part is not None and overlap(said_by.part, standing.span)
        if not other and (there or (said_by.part is None and not said_by.is_missing)):
            return []
        if other and (self.is_told(standing) or self.is_held_by(said_by, standing)):
            return []
        where = self._where(standing)
        named = said_by.span if said_by.reference else source_in(draft.text, said_by.span)
        written = draft.text[slice(*named)]
        dated = other and self._is_namesake(said_by, standing)
        if dated and (said := self._given.other_day(draft, said_by.span, standing)):
            named, right = said
            written = draft.text[slice(*named)]
        else:
            right = self._right_place(written, said_by, standing, other=other)
        span = Span(min(named.start, piece.span.start), max(named.end, piece.span.end))
        text = draft.text[span.start : span.end]
        what = "文件" if other else "条款"
        return [
            Finding(
                kind="title_wrong",
                span=span,
                text=text,
                message=f"引文所属{what}有误：原文见{where}，不在{_OCCASION.sub('', written)}。",
                suggestion=text.replace(written, right, 1),
                citations=self._places.cited(standing),
                reason="wrong_document" if other else "wrong_article",
                certainty=round(standing.likeness, 3),
            )
        ]

    def is_told(self, standing: Standing) -> bool:
        """Whether words stand where others' are told over: news and essays quote by heart."""
        return self._places.shelf.description(standing.document_id).kind in _TOLD

    def is_held_by(self, said_by: Attribution, standing: Standing) -> bool:
        """Whether another version of the work named holds the words; a speech of the same title on
        another day is none.
        """
        if not said_by.is_held:
            return False
        shelf = self._places.shelf
        named = shelf.description(said_by.documents[0])
        if named.kind == "speech":
            return self._sources.are_one([named.id, standing.document_id])
        return shelf.catalogue.is_same_work(named, shelf.description(standing.document_id))

    def other_speaker(
        self, draft: Draft, piece: Quoted, standings: Sequence[Standing]
    ) -> list[Finding]:
        """The words are another person's than the one the draft names, where all that has them is
        that person's, news apart. What several say is nobody's own, and what a report says that
        others have as well is not the report's.
        """
        said_by, standing = piece.said_by, standings[0]
        if said_by is None or not said_by.speaker or len(piece.bones) < BARE:
            return []
        if said_by.is_loose and standing.document_id not in said_by.documents:
            return []
        spoken = ((self._speaker(one), self.is_told(one)) for one in standings)
        saying = {speaker for speaker, is_told in spoken if speaker or not is_told}
        speaker = saying.pop() if len(saying) == 1 else ""
        held = self._places.shelf.description(standing.document_id)
        if held.kind == "report" and len({one.document_id for one in standings}) > 1:
            return []
        text = self._places.shelf.document(standing.document_id).text
        around = text[max(0, standing.span.start - 80) : standing.span.start]
        if not speaker or speaker in said_by.speaker or said_by.speaker in around:
            return []
        if _is_quoted(text, standing.span.start) and said_by.speaker in text:
            return []  # 他说：“…”, of the one spoken of
        named = draft.text.find(said_by.speaker, said_by.span.start, piece.span.start)
        span = Span(max(named, said_by.span.start), piece.quotation.outer.end)
        written = draft.text[span.start : span.end]
        where = self._places.named(standing.document_id, standing.span)
        with_title = re.match(f"{said_by.speaker}{TITLE}", written)
        right = titled(speaker, text[: standing.span.start]) if with_title else speaker
        return [
            Finding(
                kind="title_wrong",
                span=span,
                text=written,
                message=f"引文出自{speaker}（{where}），不是{said_by.speaker}。",
                suggestion=re.sub(f"{said_by.speaker}{TITLE}?", right, written, count=1),
                citations=self._places.cited(standing),
                reason="wrong_speaker",
            )
        ]

    def unheld(self, draft: Draft, piece: Quoted, exact: list[Standing]) -> list[Finding]:
        """The words are ascribed to what is not held, and stand in what is: in another of the
        same row (last year's report, another province's), or in the rule of their own subject.
        """
        said_by = piece.said_by
        if said_by is not None and (said_by.is_held or said_by.is_loose):
            return []
        shelf = self._places.shelf
        about = [shelf.description(one.document_id) for one in exact]
        heard = any(one.kind in _TOLD for one in about)
        if heard and not all(one.kind in _TOLD for one in about):
            exact = [one for one in exact if shelf.description(one.document_id).kind not in _TOLD]
            about = [one for one in about if one.kind not in _TOLD]
        held = [one.id for one in about]
        one_work = len({one.work for one in about}) == 1 or self._sources.are_one(held)
        if not one_work or len(piece.bones) < BARE:
            return []
        if said_by is not None and said_by.title:
            is_its = self._is_its_subject(piece, said_by.title, exact[0])
            if not (is_its or self._is_rather(piece, said_by, exact[0])):
                return []
            span = said_by.span
        else:
            span = self._sources.clause(draft, piece.quotation)
            is_led = piece.quotation.lead or span.start > piece.span.start
            clause, there = draft.text[slice(*span)] if is_led else "", exact[0].document_id
            met_elsewhere = self._sources.is_another(clause, there)
            if not self._sources.is_like(clause, there):
                least = MUCH if len(exact) > 1 else OWN
                if heard or len(piece.bones) < least or not met_elsewhere:
                    return []
            elif not met_elsewhere and (said := self._given.other_day(draft, span, exact[0])):
                return [self._on_another_day(draft, *said, exact[0])]
            span = source_in(draft.text, span)
        number = said_by.number if said_by is not None else ""
        return [self._of_another(draft, span, exact[0], number)]

    def dated(self, draft: Draft, piece: Quoted, exact: Sequence[Standing]) -> list[Finding]:
        """The words were said on another day than the draft says, where one speech alone has them,
        or the one that is named.
        """
        said_by, named = piece.said_by, exact[0].document_id
        if said_by is None or named not in said_by.documents:
            held = list(dict.fromkeys(one.document_id for one in exact))
            least = OWN if exact[0].is_exact else MUCH
            if len(piece.bones) < least or not self._sources.are_one(held):
                return []
        clause = self._sources.clause(draft, piece.quotation)
        return self.said_on(draft, clause, exact[0])

    def said_on(self, draft: Draft, clause: Span, standing: Standing) -> list[Finding]:
        """When a clause says that words were said, where their speech was given on another day."""
        said = self._given.other_day(draft, clause, standing)
        if said is None or not self._given.is_of_saying(draft, said[0]):
            return []
        return [self._on_another_day(draft, *said, standing)]

    def said_in(self, draft: Draft, clause: Span, standing: Standing) -> list[Finding]:
        """The report that a clause names where words are another's of its row."""
        return [self._of_another(draft, named_in(draft.text, clause), standing)]

    def said_at(self, draft: Draft, clause: Span, standing: Standing) -> list[Finding]:
        """The meeting at which a clause says words were said that are a speech's at another."""
        if not self._sources.is_another(draft.text[slice(*clause)], standing.document_id):
            return []
        return [self._of_another(draft, named_in(draft.text, clause), standing)]

    # ---- inside

    def _of_another(
        self, draft: Draft, span: Span, standing: Standing, number: str = ""
    ) -> Finding:
        """What is said of words ascribed to what is not held, which stand in what is."""
        written, where = draft.text[slice(*span)], self._where(standing)
        title = self._places.labelled(standing.document_id, self._label(standing, number))
        title = report_as(written, title) or title
        return Finding(
            kind="title_wrong",
            span=span,
            text=written,
            message=f"引文所属文件有误：原文见{where}，不在“{written}”。",
            suggestion=self._met(written, standing) or title,
            citations=self._places.cited(standing),
            reason="wrong_document",
            certainty=0.8,
        )

    def _on_another_day(self, draft: Draft, span: Span, right: str, standing: Standing) -> Finding:
        written = draft.text[slice(*span)]
        return Finding(
            kind="title_wrong",
            span=span,
            text=written,
            message=f"时间有误：原文见{self._where(standing)}，是{right}，不是{written}。",
            suggestion=right,
            citations=self._places.cited(standing),
            reason="wrong_document",
            certainty=0.8,
        )

    def _is_namesake(self, said_by: Attribution, standing: Standing) -> bool:
        """Whether words stand in another speech of the title named."""
        named, held = map(
            self._places.shelf.description, (said_by.documents[0], standing.document_id)
        )
        return held.kind == "speech" and named.title == held.title

    def _is_rather(self, piece: Quoted, said_by: Attribution, standing: Standing) -> bool:
        """Whether words of a rule or a paper are its own rather than those of a title not held:
        long ones it has in the very article that is cited, or without naming that one; shorter
        ones, both.
        """
        held = self._places.shelf.document(standing.document_id)
        # A place's own rule repeats others' words.
        if held.description.kind not in _LAID_DOWN or places_in(said_by.title):
            return False
        article = self._places.article(standing.document_id, standing.span)
        same = article is not None and article.label == provision(said_by.number)
        unnamed = work_name(said_by.title) not in held.text
        return (same or unnamed) if len(piece.bones) >= MUCH else (same and unnamed)

    def _speaker(self, standing: Standing) -> str:
        """Whose words those of a document are; empty where it does not say."""
        person = self._person(self._sources.speaker(standing.document_id), standing.span)
        return person or self._spoken_by(standing)

    def _spoken_by(self, standing: Standing) -> str:
        """Who says in the news what is quoted there: the last one that a verb goes with."""
        if self._places.shelf.description(standing.document_id).kind != "news":
            return ""
        text = self._places.shelf.document(standing.document_id).text
        start = text.rfind("\n", 0, standing.span.start) + 1
        said = list(_SAYS.finditer(text, start, standing.span.start))
        return self._person(said[-1]["name"], standing.span, text) if said else ""

    def _person(self, named: str, span: Span, told: str = "") -> str:
        """The person named, without his titles: one who speaks in something held, or one with a
        title, here or elsewhere in what is ``told``; ``""`` for 会议, 大家, 他.
        """
        found = _TITLED.fullmatch(named)
        bare = found["name"] if found else named
        known = self._sources.by_speaker(bare, span)
        if known is not None and bare.endswith(known.speaker):
            return known.speaker
        if found is None or not is_name(bare):
            return ""
        titled = found["before"] or found["after"]
        titled = titled or re.search(f"{TITLE}{bare}|{bare}{TITLE}", told)
        return bare if titled else ""

    def _is_its_subject(self, piece: Quoted, named: str, standing: Standing) -> bool:
        """Whether words of a rule speak of what its title is about, and the title named is not,
        nor does the rule name that one as its ground.
        """
        held = self._places.shelf.document(standing.document_id)
        if held.description.kind not in NORMATIVE_KINDS or work_name(named) in held.text:
            return False
        own = work_name(held.description.title)
        core = skeleton(own.removesuffix(head_noun(own))).letters
        words = (core[at : at + SUBJECT] for at in range(len(core) - SUBJECT + 1))
        return any(word in piece.bones.letters and word not in fold(named) for word in words)

    def _where(self, standing: Standing) -> str:
        """Where words stand, with the occasion of a speech whose title does not say it."""
        named = self._places.named(standing.document_id, standing.span)
        return named + self._sources.occasion(standing.document_id)

    def _label(self, standing: Standing, number: str) -> str:
        """The article that has the words, where the draft cites one."""
        article = self._places.article(standing.document_id, standing.span)
        return article.label if article is not None and provision(number) else ""

    def _right_place(
        self, written: str, said_by: Attribution, standing: Standing, *, other: bool
    ) -> str:
        """The attribution as it should read: 《…》第十二条; only the number where that is wrong."""
        article = self._places.article(standing.document_id, standing.span)
        cited = provision(said_by.number)
        if not other and article is not None:
            place = written.find("第", written.rfind("》") + 1)
            return written[:place] + article.label if place > 0 and cited else article.label
        if not said_by.reference and (at := self._met(written, standing)):
            return at
        label = self._label(standing, said_by.number)
        title = self._places.labelled(standing.document_id, label)
        return report_as(written, title) or title

    def _met(self, written: str, standing: Standing) -> str:
        """An attribution to a meeting with the right one; ``""``: it names none."""
        met, right = _MET_AT.search(written), self._sources.met_at(standing.document_id)
        if not met or not right:
            return ""
        when = self._given.day_for(met["when"], standing) if met["when"] else ""
        right = right.removesuffix("上") if met["on"] == "" else right
        held, given = _HELD_IN.search(met[0]), self._sources.delivered.place(standing.document_id)
        if held and given:
            right = f"在{given['place']}{held[0]}{right.removeprefix('在')}"
        return f"{written[: met.start()]}{when}{met['who']}{right}{written[met.end() :]}"


def _is_quoted(text: str, at: int) -> bool:
    """Whether a place lies in quotation marks that its paragraph opens."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count("“") > before.count("”")
