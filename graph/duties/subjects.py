"""Subjects: whom a mark binds, where its own clause does not say.

From sure to doubtful: the clause's subject · the clause before, if it is a name and nothing
else · the subject of a condition before (经营者发现隐患的，应当…) · the last subject of the
paragraph · that of the section around · in a speech, everybody who hears it. A subject that is
a thing (申请书应当载明…) binds nobody, and ends what was carried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.model import SectionId, Span
from graph.duties import actors
from graph.duties.clauses import Piece, Unit
from graph.duties.marks import Mark

#: Before a modal inside a noun phrase: 对依法应当公开的信息.
_INSIDE = re.compile(
    r"(?:[对将把为向不与和及或有给按于的]|(?<![易理出务究守待管])所|关于|属于|以及|含有|提供|其[他它])(?:依法)?$"
)
#: What is done *to* the subject of a condition; or for it: not its duty.
_PENALTY = re.compile(
    r"^(?:依法|从重|从轻|减轻|可以|并|同时)*"
    r"(?:予以|给予|处|并处|责令|吊销|没收|罚|追究|撤销|取消|视为|认定|免除|免予|不予|按照?|依照|受到|暂停|通报"
    r"|约谈|警告|移送|纳入|列入|[为对向给将由]其|撤职|免去|免职|评为|评先|评优|提拔|晋升|重用|降级|开除|解除|停止"
    r"|收回|扣|追回|注销|中止|终止|驳回|判|推定|酌)"
)
BY = re.compile(r"^(?:依法|分别|统一)?由(?!于|此)")
#: What stands where a subject would and only says when: 发现隐患可以…, 遇险时必须….
_WHEN = re.compile(
    r"^(?:在.{1,30}(?:时|下|中|内|后|前|期间)|(?:因|遇|发现|发生|接到|收到).{1,20}|.{1,20}[时后])$"
)
#: 「部门按照管业务必须管安全的要求履行…」: the modal is a principle's.
_OF_A_RULE = re.compile(
    r"(?:按照?|根据|依照|坚持|本着|遵循|落实)[^，。]{0,20}(?:的要求|的规定|的原则|的理念|的责任)"
)
#: What is done is the subject, not who does it: 外国银行在境内分行之间进行的交易必须….
_THING = re.compile(r"在[^，]*?(?:进行|开展|设立|发生|取得|签订|使用)的[^的，时后前]{1,8}$")
#: Who has agreed is not who the sentence before spoke of.
_AGREED = re.compile(r"经[^，]{0,8}协商一致")
#: A demand that needs no subject: said to all who hear it.
_TO_ALL = frozenset("要 必须 务必 一定要 不得 不要 不准 不许 须".split())
_FORBIDS = ("禁止", "严禁")
_ALSO = re.compile(r"^(?:特别是|尤其是|包括)")


class Subject(NamedTuple):
    """Whom a mark binds: ``span`` in the document, None for everyone or for whom 由 names;
    ``piece`` it stands in (-1: elsewhere) and where it ends there; the rule, and how sure.
    """

    span: Span | None
    piece: int
    end: int
    method: str
    confidence: float


class Subjects:
    """The subjects one document has named so far."""

    def __init__(self, *, spoken: bool) -> None:
        self._spoken = spoken
        self._carried: Span | None = None
        self._line = -1
        self._blocked = -1
        self._named: dict[SectionId, Span] = {}

    def enter(self, unit: Unit) -> None:
        """Go on to the next unit: a new paragraph or section starts from the one around it."""
        if unit.begins_section or unit.line != self._line:
            self._carried = self.above(unit)
            self._line = unit.line

    def above(self, unit: Unit) -> Span | None:
        """The subject of the section around the section a unit begins, or None."""
        parent = unit.section.parent if unit.section and unit.begins_section else None
        return self._named.get(parent) if parent else None

    def name(self, unit: Unit, span: Span) -> None:
        """Take note of a subject: what follows may leave it out."""
        self._carried = span
        if unit.section is not None:
            self._named.setdefault(unit.section.id, span)

    def announce(self, unit: Unit, span: Span | None) -> None:
        """Take note of the subject of a list's lead, its own or the one carried on."""
        span = span or self._carried
        if span is not None and unit.section is not None:
            self._named[unit.section.id] = span

    def of(self, unit: Unit, pieces: Sequence[Piece], mark: Mark, before: int) -> Subject | None:
        """Whom a mark binds; None where the subject is a thing, or cannot be told.

        ``before`` is the piece of the mark before it in its segment, or -1.
        """
        plain, piece = unit.plain, pieces[mark.piece]
        if mark.actor is not None:
            return Subject(unit.span(*mark.actor), mark.piece, mark.start, "responsible", 0.93)
        if before == mark.piece:
            return self._carry("same", 0.92)
        if _INSIDE.search(plain[piece.start : mark.start]):
            self._block(unit)
            return None
        if BY.match(plain[mark.end : piece.end]):
            return Subject(None, mark.piece, mark.start, "agent", 0.92)
        if not actors.is_elided(plain, piece.start, mark.start):
            actor = actors.actor_before(plain, piece.start, mark.start)
            if actor is not None:
                if _OF_A_RULE.match(plain[actor.end :]):
                    return None
                if _THING.match(plain[actor.end : mark.start]):
                    self._block(unit)
                    return None
                return Subject(unit.span(*actor), mark.piece, actor.end, "subject", 0.95)
            if not _WHEN.match(plain[piece.start : mark.start]):
                self._block(unit)
        if self._blocked == unit.start:
            return None
        return self._elided(unit, pieces, mark, before)

    def _block(self, unit: Unit) -> None:
        """A thing is the subject: nobody before it is meant any more."""
        self._carried = None
        self._blocked = unit.start

    def _elided(
        self, unit: Unit, pieces: Sequence[Piece], mark: Mark, before: int
    ) -> Subject | None:
        """The subject of a mark that has none in its own piece."""
        plain = unit.plain
        modal = plain[mark.start : mark.end]
        told = all(piece.condition for piece in pieces[before + 1 : mark.piece])
        after_case = mark.piece > 0 and pieces[mark.piece - 1].text.endswith("的")
        to_all = Subject(None, -1, 0, "unstated", 0.8) if told and not after_case else None
        if modal in _FORBIDS:
            return to_all  # everybody, not whom the clause before speaks of
        penal = bool(_PENALTY.match(plain[mark.end :]))
        for number in range(mark.piece - 1, before, -1):
            piece = pieces[number]
            if number == mark.piece - 1:
                first = number - 1 if _ALSO.match(piece.text) and number - 1 > before else number
                actor = actors.whole_actor(plain, pieces[first].start, pieces[first].end)
                if actor is not None:
                    end = actor.end if first == number else piece.end
                    return Subject(unit.span(actor.start, end), number, end, "subject", 0.93)
            by = BY.match(piece.text)
            named = actors.agent if by else actors.leading_actor
            actor = named(plain, piece.start + (by.end() if by else 0), piece.end)
            if actor is not None:
                subject = Subject(unit.span(*actor), number, actor.end, "condition", 0.88)
                return None if penal and not by else subject
        if penal and after_case:
            return None
        if any(_AGREED.match(piece.text) for piece in pieces[before + 1 : mark.piece]):
            return None
        if self._carried is not None:
            return self._carry("carried", 0.88)
        return to_all if self._spoken and modal in _TO_ALL else None

    def _carry(self, method: str, confidence: float) -> Subject | None:
        return Subject(self._carried, -1, 0, method, confidence) if self._carried else None
