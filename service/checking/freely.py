"""What a draft tells of a source in its own words: a table's line, an amount, a number, an organ.

Far from the source's wording as a whole, it is held against it where one thing is plain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.amounts import amounts, range_ends, right_amount
from service.checking.context import misnumbered
from service.checking.model import overlap
from service.checking.places import wrong_statement
from service.checking.roles import other_organs
from service.checking.skeleton import skeleton
from service.checking.tables import Table, said_of, tables_in
from service.checking.wording import replacement, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import DocumentId
    from service.checking.attribution import Attribution
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.witness import Witnesses

#: Documents whose tables are kept.
TABLES_KEPT = 64


#: Rows of members; letters of the shortest that can be another's slip, and how alike they are.
_ROW = re.compile("[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{3,12}){2,}")
MEMBER, LIKE = 5, 0.7
#: Rows whose order may be another.
_LIST = re.compile("[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{2,14}){2,}")


#: Where and when a news agency sent it out.
_DATELINE = re.compile("日电|人民日报")


class Freely:
    """Judges what is told freely; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places
        self._tables = lru_cache(TABLES_KEPT)(self._tables_of)

    def tables(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """A line of a rule's table told with another amount."""
        document_id = said_by.documents[0]
        part = said_by.part or Span(0, len(self._places.shelf.document(document_id).text))
        span = Span(clauses[0].start, clauses[-1].end)
        for table in self._tables(document_id, part):
            for one in said_of(table, draft.text, span, named=said_by.part is not None):
                if not one.wrong:
                    continue
                lines = [table.lines[thing] for thing in one.wrong]
                own = "，".join(
                    f"“{thing}”为{amount}{unit}"
                    for thing, (amount, unit, _) in zip(one.wrong, lines, strict=True)
                )
                amount = f"{lines[0][0]}{lines[0][1]}"
                head = draft.text[one.span.start : one.amount.start]
                yield wrong_statement(
                    self._places, draft, one.span, document_id, lines[0][2],
                    told=own, right=f"{head}{amount}" if len(one.things) == 1 else None,
                    certainty=0.85,
                )  # fmt: skip

    def amounts(
        self, draft: Draft, span: Span, said_by: Attribution, told: Sequence[Finding]
    ) -> Iterator[Finding]:
        """An amount of the provision named, told with other words and another number."""
        if said_by.part is None or not said_by.is_held:
            return
        document_id = said_by.documents[0]
        own = amounts(self._places.shelf.document(document_id).text, said_by.part)
        for said in amounts(draft.text, span):
            right = right_amount(said, own)
            if right is None or any(overlap(said.span, one.span) for one in told):
                continue
            yield wrong_statement(
                self._places, draft, said.span, document_id, right.span,
                told=f"{right.before}{right.written}{right.after}", right=right.written,
                certainty=0.75,
            )  # fmt: skip

    def numbers(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """A number that the source has otherwise in the same words, in a clause told freely."""
        document_id = said_by.documents[0]
        whole = Span(clauses[0].start, clauses[-1].end)
        bones = skeleton(draft.text[slice(*whole)], whole.start)
        text = self._places.shelf.document(document_id).text
        for span, there in misnumbered(bones, self._witnesses.skeleton(document_id), said_by.part):
            end, own_end = range_ends(draft.text, span.end, text, there.end)
            span, there = Span(span.start, end), Span(there.start, own_end)
            written, source = draft.text[slice(*span)], text[slice(*there)]
            if _DATELINE.search(written):
                continue
            told = "，".join(
                slip.told for slip in slips(written, skeleton(written), source, skeleton(source))
            )
            yield wrong_statement(
                self._places, draft, span, document_id, there,
                told=told, right=replacement(written, source, nested=False), certainty=0.8,
            )  # fmt: skip

    def members(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """One of a row that is another in the source, which has all the others: 做政治的明白人、
        发展的开路人、….
        """
        document_id, part = said_by.documents[0], said_by.part
        text = self._places.shelf.document(document_id).text
        held = text[slice(*part)] if part is not None else text
        whole = Span(clauses[0].start, clauses[-1].end)
        for row in _ROW.finditer(draft.text, *whole):
            members = row[0].split("、")
            off = [place for place, one in enumerate(members) if one not in held]
            wrong = [place for place in off if place or not _ends(members[0], held)]
            if len(wrong) != 1 or len(members[wrong[0]]) < MEMBER:
                continue
            member = members[wrong[0]]
            there = self._witnesses.within(skeleton(member), document_id, part)
            if there is None or there.likeness < LIKE:
                continue
            right = self._places.text(there)
            if len(right) != len(member) or right in members:
                continue
            at = row.start() + len("、".join([*members[: wrong[0]], ""]))
            yield wrong_statement(
                self._places, draft, Span(at, at + len(member)), document_id, there.span,
                told=f"“{member}”应为“{right}”", right=right, certainty=0.75,
            )  # fmt: skip

    def order(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """A row of just the source's members in another order: 实用、安全、美观、科学."""
        document_id = said_by.documents[0]
        text = self._places.shelf.document(document_id).text
        part = said_by.part or Span(0, len(text))
        own = [(row.start(), row[0].split("、")) for row in _LIST.finditer(text, *part)]
        for row in _LIST.finditer(draft.text, clauses[0].start, clauses[-1].end):
            members = row[0].split("、")
            meant = {start: order for start, one in own if (order := _alike(members, one))}
            if len(meant) != 1 or any(order == sorted(order) for order in meant.values()):
                continue
            start, order = meant.popitem()
            head = members[0].rfind(order[0][1])
            last = len(members[-1]) - len(order[-1][1])
            span = Span(row.start() + head, row.end() - last)
            right = "、".join(word for _, word in sorted(order))
            at = text.find(right, start)
            if at >= 0:
                yield wrong_statement(
                    self._places, draft, span, document_id, Span(at, at + len(right)),
                    told=f"次序应为“{right}”", right=right, certainty=0.75,
                )  # fmt: skip

    def organs(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """Another organ than the source's, in a clause told freely."""
        document_id, part = said_by.documents[0], said_by.part
        text = self._places.shelf.document(document_id).text
        start, end = part or (0, len(text))
        span = Span(clauses[0].start, clauses[-1].end)
        for role in other_organs(draft.text, span, text[start:end], start, named=part is not None):
            yield wrong_statement(
                self._places, draft, role.span, document_id, role.at,
                told=f"“{role.written}”应为“{role.right}”", right=role.right, certainty=0.75,
            )  # fmt: skip

    def _tables_of(self, document_id: DocumentId, part: Span) -> list[Table]:
        text = self._places.shelf.document(document_id).text
        return tables_in(text[slice(*part)], part.start)


def _alike(members: list[str], own: list[str]) -> list[tuple[int, str]] | None:
    """For each member its place in a row of the same ones, and what of it both have; None: they
    are others. Words may stand before the first of either row and after the last.
    """
    if len(members) != len(own):
        return None
    theirs = [_parts(one, at, len(own)) for at, one in enumerate(own)]
    found: list[tuple[int, str]] = []
    for place, member in enumerate(members):
        parts = _parts(member, place, len(members))
        both = [(at, max(same, key=len)) for at, one in enumerate(theirs) if (same := parts & one)]
        if len(both) != 1:
            return None
        found += both
    return found if len({at for at, _ in found}) == len(own) else None


def _parts(member: str, place: int, many: int) -> set[str]:
    """A member of a row, and what of it may be one: a first one's end, a last one's beginning."""
    ends = {member[at:] for at in range(len(member) - 1)} if place == 0 else set()
    heads = {member[: at + 2] for at in range(len(member) - 1)} if place == many - 1 else set()
    return {member, *ends, *heads}


def _ends(member: str, text: str) -> bool:
    """Whether the first of a row ends as it stands in the text, after words of the draft's own."""
    return any(member[at:] in text for at in range(1, len(member) - MEMBER + 2))
