"""The checker: one draft in, everything worth knowing about it out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.errors import BadQuery
from service.checking.ascribed import Ascribed
from service.checking.draft import Draft
from service.checking.facts import Facts
from service.checking.formulas import Formulas
from service.checking.model import Finding, Report, overlap
from service.checking.places import Places
from service.checking.quotations import JUDGED, Quotations
from service.checking.reported import Reported
from service.checking.retold import Retold
from service.checking.rowed import Rowed
from service.checking.shorthand import Shorthand
from service.checking.skeleton import skeleton
from service.checking.sources import Sources
from service.checking.statements import Statements
from service.checking.superseded import Superseded
from service.checking.titles import Titles
from service.checking.unmarked import Unmarked
from service.checking.witness import Witnesses
from service.checking.works import Works

if TYPE_CHECKING:
    from corpus.model import Span
    from graph.lexicon.finder import Finder
    from graph.lexicon.loader import Lexicon
    from service.checking.witness import Exact
    from service.shelf import Shelf

#: Characters of the longest draft: a book is checked chapter by chapter.
LONGEST_DRAFT = 100_000
#: Characters of another's words from which a draft repeats them.
REPEATED = 40

#: Reasons of what is told of a row of members.
_ROWED = frozenset({"members", "order", "formula"})
#: Reasons of alarms, by how well they tell why: what is quoted in marks, what an expression or a
#: day is, what a source says; a set wording is anybody's.
_TELLING = (
    frozenset({"altered", "older_version"}),
    frozenset({"wrong_date", "count", "members", "order", "mixed_up", "superseded"}),
    frozenset({"statement", "unmarked"}),
    frozenset({"formula"}),
)

_Key = tuple[str, "Span", str]


class Checker:
    """Checks drafts against one generation; safe to share between threads."""

    def __init__(
        self,
        exact: Exact,
        shelf: Shelf,
        lexicon: Lexicon,
        finder: Finder,
        generation: str,
    ) -> None:
        self._shelf = shelf
        self._generation = generation
        witnesses, places = Witnesses(exact, shelf), Places(shelf)
        held = len(shelf.descriptions())
        self._works = works = Works(lexicon)
        sources = Sources(shelf, works)
        self._unmarked = Unmarked(witnesses, places)
        self._reported = Reported(witnesses, sources, Ascribed(places, sources))
        self._rowed = Rowed(witnesses, places)
        self._retold = Retold(exact, witnesses, places)
        self._titles = Titles(witnesses, places, works)
        self._checks = (
            Quotations(witnesses, places, sources, held),
            Statements(witnesses, places, sources),
            Facts(places),
            Shorthand(lexicon, finder, witnesses, places),
            Formulas(lexicon, witnesses),
            Superseded(lambda document_id: shelf.document(document_id).text),
        )

    def check(self, text: str) -> Report:
        """Every finding on a draft, in the order of their places.

        Raises:
            BadQuery: the draft is longer than :data:`LONGEST_DRAFT`.
        """
        if len(text) > LONGEST_DRAFT:
            raise BadQuery(
                f"文稿有 {len(text):,} 个字，超过 {LONGEST_DRAFT:,} 个字的上限；请分几次核查。"
            )
        draft = Draft(text, self._shelf.catalogue)
        found = self._titles.check(draft)
        called = ((one.span.start, self._works.named(one.title)) for one in draft.references)
        wrong = (one for one in found if one.reason == "wrong_title" and one.suggestion)
        draft.read_as(
            {at: work.label for at, work in called if work}
            | {one.span.start: one.suggestion or "" for one in wrong}
        )
        found += [finding for check in self._checks for finding in check.check(draft)]
        judged = [one.span for one in found if one.kind.startswith("quote_")]
        found += self._unmarked.check(draft, judged)
        found += self._reported.check(draft, found)
        found += self._rowed.check(draft, [one.span for one in found if one.is_alarm])
        found += self._retold.check(draft, found)
        return Report(
            text=text,
            generation=self._generation,
            findings=tuple(_settled(found)),
            documents=len(self._shelf.descriptions()),
            whole=draft.is_whole and max(len(draft.quotations), len(draft.statements)) <= JUDGED,
        )


def _settled(found: list[Finding]) -> list[Finding]:
    """In the order of their places, each once; what is quoted in a source's own words is left be.

    What a draft takes over without saying so is its own: a wording replaced since is told,
    but where it repeats whole sentences.
    """
    unique = {(one.kind, one.span, one.reason): one for one in found}
    quoted = [
        one.span
        for one in found
        if one.kind == "quote_verbatim" and (one.reason != "unmarked" or len(one.text) >= REPEATED)
    ]
    unique = _joined(_listed_once(unique))
    members = [
        one.span
        for one in unique.values()
        if one.kind == "shorthand_wrong" and one.reason != "formula"
    ]
    wrong = {one.span for one in unique.values() if one.is_alarm}
    replaced = [one.span for one in unique.values() if one.kind == "wording_superseded"]
    alarms = [one for one in unique.values() if one.is_alarm]
    told = [one.span for one in unique.values() if one.kind in ("quote_altered", "title_ok")]
    kept = [
        one
        for one in unique.values()
        if not (one.is_alarm and _inside(one.span, quoted))
        and not (one.reason == "unmarked" and not one.is_alarm and _inside(one.span, told))
        and not (one.kind == "title_ok" and one.span in wrong)
        and not (one.reason == "formula" and _inside(one.span, replaced))
        and not (one.kind == "wording_superseded" and _holds(one.span, members))
        and not any(_says_as_much(other, one) for other in alarms if one.is_alarm)
    ]
    return sorted(kept, key=lambda one: (one.span.start, one.span.end, one.kind))


def _joined(found: dict[_Key, Finding]) -> dict[_Key, Finding]:
    """An article that is not there, and the one that has what is said of it: told as one."""
    joined = dict(found)
    for (kind, span, reason), one in found.items():
        other = found.get((kind, span, "no_such_provision"))
        if reason == "wrong_article" and other is not None:
            message = f"{other.message}{one.message.removeprefix('条款有误：')}"
            joined[kind, span, reason] = replace(one, message=message)
            del joined[kind, span, "no_such_provision"]
    return joined


def _listed_once(found: dict[_Key, Finding]) -> dict[_Key, Finding]:
    """A row of members is told of once, by who is surest: an expression may be named twice."""
    rows = [one for one in found.values() if one.reason in _ROWED]
    less = {
        id(one)
        for one in rows
        for other in rows
        if one is not other and overlap(one.span, other.span) and one.certainty < other.certainty
    }
    return {key: one for key, one in found.items() if id(one) not in less}


def _says_as_much(other: Finding, one: Finding) -> bool:
    """Whether what an alarm puts right is put right by another, which tells better why."""
    if other is one or not overlap(other.span, one.span) or not one.suggestion:
        return False
    more, less = _rank(other), _rank(one)
    mine, theirs = _changes(one), _changes(other)
    if not mine or not mine <= theirs or more > less:
        return False
    if mine == theirs:
        return (more, other.span.end - other.span.start) < (less, one.span.end - one.span.start)
    return more == 0 or one.reason == "formula"


def _rank(one: Finding) -> int:
    """How well the reason of an alarm tells why: a quotation in marks first, a formula last."""
    return next((at for at, some in enumerate(_TELLING) if one.reason in some), 2)


def _changes(one: Finding) -> frozenset[tuple[str, int, str]]:
    """The letters of a draft that a suggestion changes, each by its place and what is put there."""
    ours, theirs = skeleton(one.text, one.span.start), skeleton(one.suggestion or "")
    if not one.suggestion:
        return frozenset()
    edits = Levenshtein.opcodes(ours.letters, theirs.letters)
    return frozenset(
        (
            edit.tag,
            ours.starts[edit.src_start] if edit.src_start < len(ours) else one.span.end,
            theirs.letters[edit.dest_start : edit.dest_end],
        )
        for edit in edits
        if edit.tag != "equal"
    )


def _holds(span: Span, others: list[Span]) -> bool:
    return any(span.start <= one.start and one.end <= span.end for one in others)


def _inside(span: Span, others: list[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end and one != span for one in others)
