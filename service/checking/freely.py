"""What a draft tells of a source in its own words: a table's line, an amount, a number, an organ.

Far from the source's wording as a whole, it is held against it where one thing is plain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.model import Span
from service.checking.amounts import amounts, right_amount
from service.checking.context import misnumbered
from service.checking.model import Finding, overlap
from service.checking.roles import other_organs
from service.checking.skeleton import skeleton
from service.checking.tables import Table, said_of, tables_in
from service.checking.wording import replacement, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.sources import Attribution
    from service.checking.witness import Witnesses

#: Documents whose tables are kept.
TABLES_KEPT = 64


#: Rows of members; letters of the shortest that can be another's slip, and how alike they are.
_ROW = re.compile("[\u4e00-\u9fff]{2,14}(?:、[\u4e00-\u9fff]{3,12}){2,}")
MEMBER, LIKE = 5, 0.7


#: Clauses of a sentence in which one may be another; letters that two neighbours have at least;
#: how alike the one is to the source's, and its letters at most.
AMONG, NEIGHBOURS, ALIKE, CLAUSE = 3, 14, 0.4, 30
_MARK = re.compile("[，；。：\n]")


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
                where = self._places.named(document_id, lines[0][2])
                own = "，".join(
                    f"“{thing}”为{amount}{unit}"
                    for thing, (amount, unit, _) in zip(one.wrong, lines, strict=True)
                )
                written = draft.text[slice(*one.span)]
                amount = f"{lines[0][0]}{lines[0][1]}"
                only = len(one.things) == 1
                right = f"{written[: one.amount.start - one.span.start]}{amount}" if only else None
                cited = self._places.cite(document_id, lines[0][2])
                yield Finding(
                    kind="quote_altered",
                    span=one.span,
                    text=written,
                    message=f"与{where}不一致：{own}。",
                    suggestion=right,
                    citations=(cited,) if cited else (),
                    reason="statement",
                    certainty=0.85,
                )

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
            cited = self._places.cite(document_id, right.span)
            yield Finding(
                kind="quote_altered",
                span=said.span,
                text=said.written,
                message=f"与{self._places.named(document_id, right.span)}不一致："
                f"{right.before}{right.written}{right.after}。",
                suggestion=right.written,
                citations=(cited,) if cited else (),
                reason="statement",
                certainty=0.75,
            )

    def numbers(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """A number that the source has otherwise in the same words, in a clause told freely."""
        document_id = said_by.documents[0]
        whole = Span(clauses[0].start, clauses[-1].end)
        bones = skeleton(draft.text[slice(*whole)], whole.start)
        text = self._places.shelf.document(document_id).text
        for span, there in misnumbered(bones, self._witnesses.skeleton(document_id), said_by.part):
            written, source = draft.text[slice(*span)], text[slice(*there)]
            told = "，".join(
                slip.told for slip in slips(written, skeleton(written), source, skeleton(source))
            )
            cited = self._places.cite(document_id, there)
            yield Finding(
                kind="quote_altered",
                span=span,
                text=written,
                message=f"与{self._places.named(document_id, there)}的原文不一致：{told}。",
                suggestion=replacement(written, source, nested=False),
                citations=(cited,) if cited else (),
                reason="statement",
                certainty=0.8,
            )

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
            yield Finding(
                kind="quote_altered",
                span=Span(at, at + len(member)),
                text=member,
                message=f"与{self._places.named(document_id, there.span)}的原文不一致："
                f"“{member}”应为“{right}”。",
                suggestion=right,
                citations=self._places.cited(there),
                reason="statement",
                certainty=0.75,
            )

    def between(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """The one clause of a sentence that is another, where its neighbours are the source's."""
        if len(clauses) < AMONG:
            return
        document_id = said_by.documents[0]
        text = self._places.shelf.document(document_id).text
        there = []
        for clause in clauses:
            found = self._witnesses.within(
                skeleton(draft.text[slice(*clause)]), document_id, said_by.part
            )
            there.append(found.span if found is not None and found.is_exact else None)
        for place, clause in enumerate(clauses):
            right = _missing(text, there, place)
            written = draft.text[slice(*clause)]
            if right is None or not _is_like(written, text[slice(*right)]):
                continue
            cited = self._places.cite(document_id, right)
            yield Finding(
                kind="quote_altered",
                span=clause,
                text=written,
                message=f"与{self._places.named(document_id, right)}的原文不一致："
                f"“{written}”应为“{text[slice(*right)]}”。",
                suggestion=text[slice(*right)],
                citations=(cited,) if cited else (),
                reason="statement",
                certainty=0.7,
            )

    def organs(
        self, draft: Draft, clauses: Sequence[Span], said_by: Attribution
    ) -> Iterator[Finding]:
        """Another organ than the source's, in a clause told freely."""
        document_id, part = said_by.documents[0], said_by.part
        text = self._places.shelf.document(document_id).text
        start, end = part or (0, len(text))
        span = Span(clauses[0].start, clauses[-1].end)
        for role in other_organs(draft.text, span, text[start:end], start, named=part is not None):
            cited = self._places.cite(document_id, role.at)
            yield Finding(
                kind="quote_altered",
                span=role.span,
                text=role.written,
                message=f"与{self._places.named(document_id, role.at)}的原文不一致："
                f"“{role.written}”应为“{role.right}”。",
                suggestion=role.right,
                citations=(cited,) if cited else (),
                reason="statement",
                certainty=0.75,
            )

    def _tables_of(self, document_id: DocumentId, part: Span) -> list[Table]:
        text = self._places.shelf.document(document_id).text
        return tables_in(text[slice(*part)], part.start)


def _missing(text: str, there: Sequence[Span | None], place: int) -> Span | None:
    """What the source has in the place of a clause whose two neighbours stand there in a row."""
    if there[place] is not None:
        return None
    before, after = there[max(0, place - 1)] if place else None, _at(there, place + 1)
    if before is not None and after is not None:
        first, last = before.end, after.start
    elif place == 0 and after is not None and _follows(text, after, _at(there, 2)):
        last = after.start
        marks = [one.end() for one in _MARK.finditer(text, max(0, last - 2 * CLAUSE), last - 1)]
        first = marks[-1] if marks else last
    else:
        return None
    words = text[first:last].strip("，；、。：\n ")
    start = text.find(words, first) if words else -1
    inside = 0 < len(words) <= CLAUSE and start >= 0 and not _MARK.search(words)
    return Span(start, start + len(words)) if inside else None


def _at(there: Sequence[Span | None], place: int) -> Span | None:
    return there[place] if place < len(there) else None


def _follows(text: str, one: Span, other: Span | None) -> bool:
    """Whether two clauses stand in a row and are long enough to say which place it is."""
    if other is None or not 0 < other.start - one.end <= len("，"):
        return False
    return len(skeleton(text[one.start : other.end])) >= NEIGHBOURS


def _is_like(written: str, right: str) -> bool:
    one, other = skeleton(written).letters, skeleton(right).letters
    same = one[:2] == other[:2] or one[-2:] == other[-2:]
    return one != other and same and Levenshtein.normalized_similarity(one, other) >= ALIKE


def _ends(member: str, text: str) -> bool:
    """Whether the first of a row ends as it stands in the text, after words of the draft's own."""
    return any(member[at:] in text for at in range(1, len(member) - MEMBER + 2))
