"""Facts about works: the day one came into force or was issued, how many articles it has."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.dates import DAY, narrow, parse_date
from corpus.model import Span
from corpus.numerals import NUMBER, to_int
from corpus.titles import in_marks
from service.checking.model import Finding
from service.checking.places import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from corpus.model import Description, Reference
    from service.checking.draft import Draft
    from service.checking.places import Places

_FORCE = r"(?:正式|开始)?(?:施行|实施|执行|生效|试行)"
_ISSUE = r"(?:印发|发布|公布|颁布|出台|下发|通过|修订|修正|制定)"
#: 《…》自2024年5月1日起施行; 《…》于2024年4月12日印发
_AFTER = re.compile(
    rf"(?:[（(][^（）()\n]{{0,30}}[）)])?(?:已|将|也)?(?:自|于|从)?(?P<day>{DAY})(?:起)?(?P<verb>{_FORCE}|{_ISSUE})"
)
#: 2024年5月1日起施行的《…》
_BEFORE = re.compile(rf"(?P<day>{DAY})(?:起)?(?P<verb>{_FORCE}|{_ISSUE})的?(?:新?修订的)?$")
_COUNT = re.compile(
    rf"(?:全文)?(?:共有?|一共有?|总共有?)(?:[^，。；]{{0,6}}?章)?[、，]?(?P<count>{NUMBER})条(?![款例线件])"
)
_REACH = 40


class Facts:
    """Judges what is said about a held work itself, where its own dates are known."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each day or count that is not the work's own."""
        text = narrow(draft.text)
        found: list[Finding] = []
        for reference in draft.references:
            if reference.target is None or reference.number:
                continue
            found += self._days(text, draft, reference)
            found += self._count(text, draft, reference)
        return found

    def _days(self, text: str, draft: Draft, reference: Reference) -> Iterator[Finding]:
        assert reference.target is not None
        held = self._places.shelf.description(reference.target.document_id)
        start, end = reference.span
        before = text[max(0, start - _REACH) : start]
        matches = [(_AFTER.match(text, end), 0), (_BEFORE.search(before), start - len(before))]
        for match, shift in matches:
            said = parse_date(match["day"]) if match else None
            if match is None or said is None:
                continue
            forced = re.fullmatch(_FORCE, match["verb"]) is not None
            right = self._right(held, said, forced=forced)
            if right is None:
                continue
            done = "起施行" if forced else "印发"
            span = Span(shift + match.start("day"), shift + match.end("day"))
            yield Finding(
                kind="quote_altered",
                span=span,
                text=draft.text[slice(*span)],
                message=f"日期有误：{in_marks(held.title)}{day_of(right)}{done}。",
                suggestion=day_of(right),
                citations=self._places.cited_date(held.id, right),
                reason="wrong_date",
                certainty=0.95,
            )

    def _right(self, held: Description, said: date, *, forced: bool) -> date | None:
        """The day it should be; None where it is right, or nothing is known."""
        versions = self._places.shelf.catalogue.versions(held.title) or [held]
        if forced:
            days = {one.effective for one in versions}
            return held.effective if None not in days and said not in days else None
        known = {day for one in versions for day in (one.issued, one.passed, one.effective)}
        return held.issued if held.issued and None not in known and said not in known else None

    def _count(self, text: str, draft: Draft, reference: Reference) -> Iterator[Finding]:
        assert reference.target is not None
        match = _COUNT.match(text, reference.span.end)
        if match is None:
            return
        held = self._places.shelf.document(reference.target.document_id)
        articles = sum(section.kind == "article" for section in held.sections)
        if not articles or to_int(match["count"]) == articles:
            return
        span = Span(match.start("count"), match.end("count") + 1)
        yield Finding(
            kind="quote_altered",
            span=span,
            text=draft.text[slice(*span)],
            message=f"条数有误：{in_marks(held.description.title)}共{articles}条。",
            suggestion=f"{articles}条",
            reason="wrong_count",
            certainty=0.9,
        )
