"""Find duties: each modal with who it binds, what to, when, by when and under whom.

A document is read unit by unit (:mod:`graph.duties.clauses`); a unit is either the lead of a
list, an item of one, or sentences with marks (:mod:`graph.duties.marks`), each of which binds a
subject (:mod:`graph.duties.subjects`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from corpus.model import SectionId, Span
from graph.duties import actors, limits
from graph.duties.clauses import Piece, Unit, segments, units
from graph.duties.leads import Lead, is_lead, lead_of
from graph.duties.marks import Mark, end_of_action, marks_of
from graph.duties.modals import MASK, SPOKEN, modals
from graph.duties.people import people
from graph.duties.subjects import BY, Subject, Subjects
from graph.extraction.reading import Reading
from graph.model import Duty, Evidence

#: Kinds whose demands are somebody else's, told or invented.
_SILENT = frozenset({"news", "essay", "case"})
#: 要和平不要战争; 也要“有为的政府”.
_A_WISH = re.compile(r"^[^，。]{1,8}不要|^＊+(?:，|$)")
_NOT_A_DUTY = re.compile(
    r"^(?:说|看到|承认|指出|认识到|明白|怎么|如何|如此|是(?!要))|而(?:未|不|拒|没有)"
)
#: Between a subject and its modal: what says when or to whom is kept, the rest is not.
_SAYS_WHEN = re.compile(
    r"^\s*(?:也|还|都|均)?"
    r"((?:在|对|因|遇|经|未经|自|于|发现|发生|收到|接到|为|除|将|把|向|与"
    r"|接受|办理|从事|举办|申请|参加)[^\n]{2,}?)"
    r"(?:也|还|都|均|一律|则)?$"
)
#: What a speaker says on the way to a demand is a condition only if it reads like one.
_IF_SPOKEN = re.compile(
    r"(?:在|对|遇|如|凡|若|申请|办理|当(?!前)|面对|针对|围绕|按|根据)|.*(?:[时后前中下]|期间|之际|以来)$|(?!.*是[^，]*的$).*的$"
)
#: 除减免税必须由国家批准外.
_EXCEPT = re.compile(r"除[^，；。]*外$")
_ANNOUNCES = re.compile(r"，(?:主要)?包括$|，现(?:就|将)?[^，]{0,20}(?:通知|公告|规定)如下$")
#: 「（八）法律、法规规定的其他职责。」
_ALL_OTHERS = re.compile(r"^.{0,22}其[他它].{0,14}$")
#: A sentence with none of these binds nobody.
_SIGNS = re.compile("[应须禁权必负由要准许每责]|不得|可以|承担|不可|不能")
_TRAILING = " 。；;，,！!：:"


def find_duties(reading: Reading) -> Iterator[Duty]:
    """Every duty a document states, in reading order."""
    if reading.document.description.kind not in _SILENT:
        yield from _Finder(reading).duties()


class _Finder:
    """One pass over one document; the subjects named and the lists opened are its state."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.spoken = reading.document.description.kind in SPOKEN
        self.subjects = Subjects(spoken=self.spoken)
        self.leads: dict[SectionId, Lead] = {}

    def duties(self) -> Iterator[Duty]:
        todo = list(units(self.reading))
        for unit, following in zip_longest(todo, todo[1:]):
            self.subjects.enter(unit)
            if following and _announces(unit, following):
                yield from self._lead(unit)
            else:
                yield from self._unit(unit)

    def _lead(self, unit: Unit) -> Iterator[Duty]:
        assert unit.section is not None
        lead = lead_of(unit, spoken=self.spoken)
        self.leads[unit.section.id] = lead
        self.subjects.announce(unit, unit.span(*lead.actor) if lead.actor else None)
        if lead.kind != "deeds":
            yield from self._sentence(unit)

    def _unit(self, unit: Unit) -> Iterator[Duty]:
        parent = unit.section.parent if unit.section and unit.begins_section else None
        lead = self.leads.get(parent) if parent else None
        if lead is not None and lead.kind == "cases":
            return
        if lead is None or lead.kind == "open" or any(modals(unit.plain, spoken=self.spoken)):
            yield from self._sentence(unit)
        else:
            yield from self._item(unit, lead)

    def _item(self, unit: Unit, lead: Lead) -> Iterator[Duty]:
        """The duty an item of a list is."""
        who = self.subjects.above(unit)
        action = unit.text.rstrip(_TRAILING)
        if (who is None and lead.modality != "must_not") or _ALL_OTHERS.match(action):
            return
        when = _SAYS_WHEN.match(lead.unit.text[slice(*lead.condition)])
        modal = lead.unit.text[slice(*lead.modal)]
        evidence = self._evidence(unit, "item", 0.92)
        condition = when[1] if when else ""
        yield from self._each(who, lead.modality, modal, action, condition, evidence)

    def _sentence(self, unit: Unit) -> Iterator[Duty]:
        if not _SIGNS.search(unit.plain):
            return
        found = list(modals(unit.plain, spoken=self.spoken))
        for pieces in segments(unit):
            marks = list(marks_of(unit, pieces, found))
            for place, mark in enumerate(marks):
                before = marks[place - 1].piece if place else -1
                following = marks[place + 1] if place + 1 < len(marks) else None
                end = end_of_action(unit, pieces, mark, following)
                yield from self._duty(unit, pieces, mark, before, end)

    def _duty(
        self, unit: Unit, pieces: Sequence[Piece], mark: Mark, before: int, end: int
    ) -> Iterator[Duty]:
        start, topic = mark.action, mark.topic
        plain = unit.plain[start:end]
        first = plain.partition("，")[0].rstrip(MASK + " ")
        if first.endswith("的") or (mark.actor is None and _NOT_A_DUTY.match(first)):
            return
        if mark.modality == "must" and _A_WISH.match(plain):
            return
        subject = self.subjects.of(unit, pieces, mark, before)
        if subject is None:
            return
        who = subject.span
        if subject.method == "agent":
            by = BY.match(plain)
            agent = actors.agent(unit.plain, start + (by.end() if by else 0), end)
            if agent is None:
                return
            who, start = unit.span(*agent), agent.end
            topic = (pieces[mark.piece].start, mark.start)
        elif who is not None:
            self.subjects.name(unit, who)
        action = _ANNOUNCES.sub("", unit.text[start:end].strip(_TRAILING))
        if len(action) < 2 or action[0] == "、" or _EXCEPT.search(unit.text[: mark.end] + action):
            return
        phrases = [
            phrase
            for phrase in _conditions(unit, pieces, mark, before, subject)
            if not self.spoken or _IF_SPOKEN.match(unit.text[phrase].strip())
        ]
        if topic is not None:
            alone = topic[0] >= topic[1] and mark.piece - 1 > before and not phrases
            phrases.append(slice(*pieces[mark.piece - 1][:2]) if alone else slice(*topic))
        said = (unit.text[phrase].strip() for phrase in phrases)
        condition = "，".join(filter(None, said))
        evidence = self._evidence(unit, subject.method, subject.confidence)
        modal = unit.text[mark.start : mark.end]
        yield from self._each(who, mark.modality, modal, action, condition, evidence)

    def _evidence(self, unit: Unit, method: str, confidence: float) -> Evidence:
        span = unit.span(0, len(unit.text))
        return Evidence(unit.sentence.passage.id, span, method, confidence)

    def _each(
        self,
        who: Span | None,
        modality: str,
        modal: str,
        action: str,
        condition: str,
        evidence: Evidence,
    ) -> Iterator[Duty]:
        """One duty for each person or organ the subject names."""
        by = limits.deadline(action) or limits.deadline(condition)
        whom = limits.under(action) or limits.under(condition)
        for actor, concept in people(self.reading, who) if who else [(None, None)]:
            yield Duty(
                actor=self.reading.text[slice(*actor)] if actor else "",
                modality=modality,
                modal=modal,
                action=action,
                condition=condition,
                deadline=by,
                under=whom,
                concept_id=concept,
                evidence=evidence,
            )


def _announces(unit: Unit, following: Unit) -> bool:
    """Whether a unit is the lead of the list that follows."""
    below, here = following.section, unit.section
    if below is None or here is None or not following.begins_section:
        return False
    return below.parent == here.id and is_lead(unit)


def _conditions(
    unit: Unit, pieces: Sequence[Piece], mark: Mark, before: int, subject: Subject
) -> Iterator[slice]:
    """The phrases that say when or on what a duty holds, the subject itself left out."""
    stated = subject.piece if subject.method == "condition" else mark.piece
    first = mark.piece
    while first - 1 > before and (
        pieces[first - 1].condition or first - 1 == subject.piece or first - 1 >= stated
    ):
        first -= 1
    for number in range(first, mark.piece):
        if number != subject.piece:
            yield slice(pieces[number].start, pieces[number].end)
        elif subject.method == "condition":
            yield slice(subject.end, pieces[number].end)
    start = subject.end if subject.piece == mark.piece else pieces[mark.piece].start
    if when := _SAYS_WHEN.match(unit.text[start : mark.start]):
        yield slice(start + when.start(1), start + when.end(1))
