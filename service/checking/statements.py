"""Statements: what a draft says a cited work says, without quotation marks.

A paraphrase is no error, so only a clause that follows the source's wording closely is
judged, and only by what changes its meaning: a number, a duty (应当 for 可以), a bound (以上
for 以下); one word for another only where all else is the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Span
from corpus.text import trim
from service.checking.model import Finding
from service.checking.skeleton import Skeleton, is_number, skeleton
from service.checking.wording import Slip, replacement, slips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.checking.draft import Draft, Statement
    from service.checking.places import Places
    from service.checking.sources import Attribution, Sources
    from service.checking.witness import Standing, Witnesses

_CLAUSE = re.compile(r"[^，,；;。：:！？\n]+")
#: Least letters of a clause that can be told from another, and least likeness to the source.
SHORTEST, NEAR = 7, 0.72
#: Letters and likeness of a clause that differs by a word alone.
LONG, NEARER = 11, 0.85
#: Letters of a clause whose place is told from it alone.
TELLING = 14
_GRAVE = frozenset({"number", "duty", "bound"})


class Statements:
    """Judges what cited works are said to say."""

    def __init__(self, witnesses: Witnesses, places: Places, sources: Sources) -> None:
        self._witnesses = witnesses
        self._places = places
        self._sources = sources

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each clause that departs from the source it is ascribed to."""
        found: list[Finding] = []
        for statement in draft.statements:
            said_by = self._sources.by_reference(statement.reference)
            if said_by.is_held:
                found += self._judge(draft, statement, said_by)
        return found

    def _judge(self, draft: Draft, statement: Statement, said_by: Attribution) -> Iterator[Finding]:
        for span in _clauses(draft, statement):
            bones = skeleton(draft.text[slice(*span)], span.start)
            if len(bones) < SHORTEST:
                continue
            there = self._nearest(bones, said_by)
            if there is not None and not there.is_exact:
                finding = self._differs(draft, bones, there)
                if finding is not None:
                    yield finding
            elif there is not None and (wrong := self._misplaced(draft, bones, there, said_by)):
                yield wrong

    def _nearest(self, bones: Skeleton, said_by: Attribution) -> Standing | None:
        """The nearest words: in the provision named, or exactly anywhere in the work."""
        document_id, part = said_by.documents[0], said_by.part
        whole = self._witnesses.within(bones, document_id)
        if part is None or (whole is not None and whole.is_exact):
            inside = self._witnesses.within(bones, document_id, part) if part else None
            return inside if inside is not None and inside.is_exact else whole
        return self._witnesses.within(bones, document_id, part)

    def _differs(self, draft: Draft, bones: Skeleton, there: Standing) -> Finding | None:
        source = self._places.text(there)
        span = bones.span(0, len(bones))
        written = draft.text[slice(*span)]
        found = slips(written, skeleton(written), source, skeleton(source))
        grave = [slip for slip in found if _is_grave(slip)]
        worded = [slip for slip in found if slip.kind == "word"]
        if there.likeness < NEAR or not found:
            return None
        if not grave and not (
            worded and len(found) == 1 and len(bones) >= LONG and there.likeness >= NEARER
        ):
            return None
        where = self._places.named(there.document_id, there.span)
        said = "，".join(slip.told for slip in (grave or worded)[:4])
        return Finding(
            kind="quote_altered",
            span=span,
            text=written,
            message=f"与{where}的规定不一致：{said}。",
            suggestion=replacement(written, source, nested=False),
            citations=self._places.cited(there),
            reason="statement",
            certainty=round(there.likeness * (1.0 if grave else 0.8), 3),
        )

    def _misplaced(
        self, draft: Draft, bones: Skeleton, there: Standing, said_by: Attribution
    ) -> Finding | None:
        """The clause is the work's own wording, but of another article than the one named."""
        part = said_by.part
        if part is None or len(bones) < TELLING or not said_by.number.startswith("art_"):
            return None
        if part.start < there.span.end and there.span.start < part.end:
            return None
        article = self._places.article(there.document_id, there.span)
        written = draft.text[slice(*said_by.span)]
        place = written.rfind("第")
        if article is None or place < 0 or there.span.start < article.span.start:
            return None
        place = written.find("第", written.rfind("》") + 1)
        return Finding(
            kind="title_wrong",
            span=said_by.span,
            text=written,
            message=f"条款有误：所述内容见{self._places.named(there.document_id, there.span)}。",
            suggestion=written[: max(place, 0)] + article.label,
            citations=self._places.cited(there),
            reason="wrong_article",
            certainty=0.9,
        )


def _clauses(draft: Draft, statement: Statement) -> Iterator[Span]:
    """The clauses of a statement, outside quotation marks."""
    for match in _CLAUSE.finditer(draft.masked, *statement.span):
        if "□" not in match[0]:
            yield trim(draft.text, Span(*match.span()))


def _is_grave(slip: Slip) -> bool:
    """Whether a slip changes the meaning: a number for another, a duty, a bound."""
    if slip.kind not in _GRAVE:
        return False
    if slip.kind == "number":
        old, new = skeleton(slip.written).letters, skeleton(slip.right).letters
        return sum(map(is_number, old)) == 1 == sum(map(is_number, new))
    return True
