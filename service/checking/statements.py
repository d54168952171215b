"""Statements: what a draft says a source says, without quotation marks.

A paraphrase is no error, so only what follows the source's wording closely is judged, and
only by what changes its meaning: a number, a duty (应当 for 可以), a bound (以上 for 以下);
one word for another only where all else is the same. A sentence that keeps to the source
as a whole is judged as a whole, else clause by clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.model import Span
from corpus.text import clauses as clauses_of
from corpus.text import trim
from service.checking.alignment import edits
from service.checking.differing import ALONE, FAST, LONG, NEAR, NEARER, SURE, telling
from service.checking.freely import Freely
from service.checking.model import Finding, overlap
from service.checking.sayings import sayings
from service.checking.skeleton import Skeleton, is_number, skeleton
from service.checking.wording import mended, replacement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.sayings import Saying
    from service.checking.sources import Attribution, Sources
    from service.checking.witness import Standing, Witnesses

_CLAUSE = re.compile(r"[^，,；;。：:！？\n]+")
#: What a draft says before it keeps to the source: whose year, whose province.
_OWN = re.compile(
    r"(?:(?:[今去上当]年|全年|年内|\d{4}年|预计|力争|[全我本该][省市县区国州])[的，,]?)+"
)
#: Least letters of a clause that can be told from another.
SHORTEST = 7
#: What is put right where it stands, the rest of a statement left as it is.
MENDED = frozenset({"number", "period", "duty", "bound"})
#: Likeness of a sentence that is judged as a whole, and of a clause that may be part of one.
WHOLE, PART = 0.86, 0.6
_ENDING = frozenset("。，；！")
#: The rest of a longer last word than the draft's.
_REST = re.compile("[\u4e00-\u9fff]{1,4}(?=[。，；])")
#: Runs of the source's words, on both sides of what is another.
BOTH = 2
#: Words that make a sentence the draft's own.
_OURS = re.compile(
    "[我本该][省市县区州旗镇乡街村校院局厅委司厂队]|全[县区镇乡村校院局厂]|我们|今年"
)
#: Letters of a clause whose place is told from it alone.
TELLING = 14
#: Letters from which quoted words are judged as a quotation, not as a term in a statement.
QUOTED = 10
#: Statements of one draft that are judged, and descriptions looked up: no draft has more.
JUDGED = 1500
#: What is said after a colon may be said again: letters that are, beside the draft's own.
SPARE = 20_000
#: What is owed begins so; least letters before it and of it; share of pairs that names who.
_MODAL = re.compile("应当|必须|不得|可以")
NAMED, OWED, NAMING = 3, 10, 0.6
#: Letters before a number that are taken along with it.
BEFORE = 2


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause, or several in a row, and the nearest words of the source."""

    span: Span
    bones: Skeleton
    there: Standing


class Statements:
    """Judges what sources are said to say."""

    def __init__(self, witnesses: Witnesses, places: Places, sources: Sources) -> None:
        self._witnesses = witnesses
        self._places = places
        self._sources = sources
        self._freely = Freely(witnesses, places)

    def check(self, draft: Draft) -> list[Finding]:
        """A finding for each statement, or clause of one, that departs from its source."""
        found: list[Finding] = []
        for statement in draft.statements[:JUDGED]:
            said_by = self._sources.by_reference(statement.reference)
            span = statement.span
            told = list(self._judge(draft, span, said_by, is_told=statement.is_told))
            if statement.is_told:
                told += self._freely.amounts(draft, span, said_by, told)
            found += told
        left = len(draft.text) + SPARE
        for saying, described in self._described(draft):
            left -= saying.span.end - saying.span.start
            if left < 0:
                draft.is_whole = False
                break
            found += self._judge(draft, saying.span, described, is_told=saying.is_told)
        return _each_once(found)

    def _described(self, draft: Draft) -> Iterator[tuple[Saying, Attribution]]:
        """What sources only described are said to say; each description is looked up once."""
        looked_up: dict[str, Attribution | None] = {}
        for candidates in sayings(draft):
            for saying in candidates:
                words = self._sources.words(draft, saying.who)
                if words not in looked_up:
                    if len(looked_up) == JUDGED:
                        draft.is_whole = False
                        return
                    looked_up[words] = self._sources.by_words(words, saying.who)
                if meant := looked_up[words]:
                    yield saying, replace(meant, span=saying.who)
                    break

    def _judge(
        self, draft: Draft, span: Span, said_by: Attribution, *, is_told: bool
    ) -> Iterator[Finding]:
        """What departs from the source; where the draft may say its own (not ``is_told``),
        only what it takes over but for a number.
        """
        if not said_by.is_held:
            return
        for clauses in _sentences(draft, span):
            if not is_told and _OURS.search(draft.text[clauses[0].start : clauses[-1].end]):
                continue
            said = [one for clause in clauses if (one := self._said(draft, clause, said_by))]
            if not said and len(clauses) > 1:  # 脱贫攻坚，精准是要义: too short each
                together = self._said(draft, Span(clauses[0].start, clauses[-1].end), said_by)
                said = [together] if together else []
            whole = self._whole(draft, clauses, said, said_by)
            if told := list(self._freely.tables(draft, clauses, said_by)):
                yield from told
                continue
            for one in [whole] if whole else said:
                finding = self._differs(draft, one, is_told=is_told)
                if finding is None and is_told:
                    finding = self._misplaced(draft, one, said_by)
                told += [finding] if finding else []
            yield from told
            if not told:
                yield from self._freely.numbers(draft, clauses, said_by)
            if is_told and not told:
                yield from self._freely.organs(draft, clauses, said_by)
                yield from self._freely.members(draft, clauses, said_by)
                yield from self._freely.between(draft, clauses, said_by)

    # ---- where

    def _said(self, draft: Draft, span: Span, said_by: Attribution) -> _Said | None:
        own = _OWN.match(draft.text, *span)
        start = own.end() if own else span.start
        bones = skeleton(draft.text[start : span.end], start)
        if len(bones) < SHORTEST:
            return None
        there = self._nearest(bones, said_by)
        if there is not None and there.likeness < PART and (owed := self._owed(bones, said_by)):
            bones, there = owed
        elif there is not None and not there.is_exact:
            bones, there = self._further(bones, there, said_by)
            bones, there = self._core(bones, there, said_by)
        return _Said(bones.span(0, len(bones)), bones, there) if there else None

    def _owed(self, bones: Skeleton, said_by: Attribution) -> tuple[Skeleton, Standing] | None:
        """What is owed, where the draft says by whom in fewer words: 各镇应当…for a long list.

        Looked for only in the sentences that name those who owe it.
        """
        modal = _MODAL.search(bones.letters)
        if modal is None or modal.start() < NAMED or len(bones) - modal.start() < OWED:
            return None
        start = modal.start()
        whose = _pairs(bones.letters[:start])
        rest = Skeleton(bones.letters[start:], bones.starts[start:], bones.ends[start:])
        best: Standing | None = None
        document_id = said_by.documents[0]
        for sentence in self._sentences_of(document_id, said_by.part):
            text = self._places.shelf.excerpt(document_id, sentence)
            named = _pairs(skeleton(text).letters)
            if len(whose & named) < NAMING * len(whose):
                continue
            there = self._witnesses.within(rest, document_id, sentence)
            if there is not None and (best is None or there.likeness > best.likeness):
                best = there
        return (rest, best) if best is not None and best.likeness >= NEARER else None

    def _sentences_of(self, document_id: DocumentId, part: Span | None) -> list[Span]:
        text = self._places.shelf.document(document_id).text
        start, end = part or (0, len(text))
        return clauses_of(text, start, end)

    def _further(
        self, bones: Skeleton, there: Standing, said_by: Attribution
    ) -> tuple[Skeleton, Standing]:
        """The words from their first number on, where those keep to a later part of the rule.

        已满1年不满10年的，…；已满10年不满20年的，…: what goes before is said once for all parts.
        """
        wrong = self._numbers_off(bones, there)
        first = next((at for at, letter in enumerate(bones.letters) if is_number(letter)), 0)
        start = max(0, first - BEFORE)
        rest = Skeleton(bones.letters[start:], bones.starts[start:], bones.ends[start:])
        if wrong < 2 or len(rest) < SHORTEST:
            return bones, there
        other = self._nearest(rest, said_by)
        if other is None or other.likeness < NEAR or self._numbers_off(rest, other) >= wrong:
            return bones, there
        return rest, other

    def _core(
        self, bones: Skeleton, there: Standing, said_by: Attribution
    ) -> tuple[Skeleton, Standing]:
        """A clause without the draft's own words before and after the source's."""
        if there.likeness >= SURE:
            return bones, there
        source = skeleton(self._places.text(there)).letters
        blocks = Levenshtein.editops(bones.letters, source).as_matching_blocks()
        long = [block for block in blocks if block.size > FAST]
        if len(long) < BOTH:
            return bones, there
        start, end = long[0].a, long[-1].a + long[-1].size
        if end - start < max(LONG, len(bones) // 2):
            return bones, there
        core = Skeleton(bones.letters[start:end], bones.starts[start:end], bones.ends[start:end])
        nearer = self._nearest(core, said_by)
        return (core, nearer) if nearer is not None and nearer.likeness >= PART else (bones, there)

    def _numbers_off(self, bones: Skeleton, there: Standing) -> int:
        """How many numbers are not the source's."""
        source = skeleton(self._places.text(there))
        return sum(
            any(map(is_number, bones.letters[edit.start : edit.end]))
            for edit in edits(bones.letters, source.letters)
        )

    def _whole(
        self, draft: Draft, clauses: Sequence[Span], said: Sequence[_Said], said_by: Attribution
    ) -> _Said | None:
        """The clauses of one sentence as one, where together they keep to the source."""
        near = [one.span for one in said if one.there.likeness >= PART]
        if not near or len(clauses) < 2:
            return None
        for last in dict.fromkeys((clauses[-1], near[-1])):
            whole = self._said(draft, Span(near[0].start, last.end), said_by)
            if whole is None:
                continue
            alike = whole.there.likeness
            if alike >= WHOLE or (alike >= ALONE and self._is_alone(draft, whole)):
                return whole
        return None

    def _is_alone(self, draft: Draft, said: _Said) -> bool:
        """Whether one thing alone differs from the source."""
        letters = skeleton(draft.text[slice(*said.span)]).letters
        return len(edits(letters, skeleton(self._places.text(said.there)).letters)) == 1

    def _nearest(self, bones: Skeleton, said_by: Attribution) -> Standing | None:
        """The nearest words: in the provision named, or exactly anywhere in the work."""
        document_id, part = said_by.documents[0], said_by.part
        if part is None:
            return self._witnesses.within(bones, document_id)
        inside = self._witnesses.within(bones, document_id, part)
        if inside is not None and inside.likeness >= WHOLE:
            return inside
        whole = self._witnesses.within(bones, document_id)
        return whole if whole is not None and whole.is_exact else inside

    # ---- what is said of it

    def _differs(self, draft: Draft, said: _Said, *, is_told: bool) -> Finding | None:
        there = said.there
        if there.is_exact or there.likeness < PART:
            return None
        source = self._places.text(there)
        written = draft.text[slice(*said.span)]
        text = self._places.shelf.document(there.document_id).text
        if source[-1:] != written[-1:] and (rest := _REST.match(text, there.span.end)):
            there = replace(there, span=Span(there.span.start, rest.end()))
            source = self._places.text(there)
        at_end = text[there.span.end : there.span.end + 4].lstrip("”’」』）")[:1] in _ENDING
        found = telling(written, source, there.likeness, is_told=is_told, at_end=at_end)
        if not found:
            return None
        told = "，".join(slip.told for slip in found[:4])
        kinds = {slip.kind for slip in found} & MENDED
        return Finding(
            kind="quote_altered",
            span=said.span,
            text=written,
            message=f"与{self._places.named(there.document_id, there.span)}的原文不一致：{told}。",
            suggestion=(
                mended(written, source, kinds)
                if kinds and not self._is_alone(draft, said)
                else replacement(written, source, nested=False)
            ),
            citations=self._places.cited(there),
            reason="statement",
            certainty=round(there.likeness * (1.0 if kinds else 0.8), 3),
        )

    def _misplaced(self, draft: Draft, said: _Said, said_by: Attribution) -> Finding | None:
        """The words are the work's own, but of another article than the one named."""
        part = said_by.part
        if (part is None and not said_by.is_missing) or len(said.bones) < TELLING:
            return None
        if not said.there.is_exact or (part is not None and overlap(part, said.there.span)):
            return None
        article = self._places.article(said.there.document_id, said.there.span)
        written = draft.text[slice(*said_by.span)]
        place = written.find("第", written.rfind("》") + 1)
        if article is None or place < 0 or not said_by.number.startswith("art_"):
            return None
        where = self._places.named(said.there.document_id, said.there.span)
        return Finding(
            kind="title_wrong",
            span=said_by.span,
            text=written,
            message=f"条款有误：所述内容见{where}。",
            suggestion=written[:place] + article.label,
            citations=self._places.cited(said.there),
            reason="wrong_article",
            certainty=0.9,
        )


def _sentences(draft: Draft, span: Span) -> Iterator[list[Span]]:
    """The clauses of a statement, sentence by sentence; judged quotations cut it apart."""
    at = span.start
    quoted = [
        one.outer
        for one in draft.quotations_in(span)
        if len(skeleton(draft.text[slice(*one.span)])) >= QUOTED
    ]
    for gap in [*quoted, Span(span.end, span.end)]:
        while at < gap.start:
            end = min(draft.sentence_end(at), gap.start)
            clauses = _CLAUSE.finditer(draft.text, at, end)
            if found := [trim(draft.text, Span(*clause.span())) for clause in clauses]:
                yield found
            at = end
        at = max(at, gap.end)


def _each_once(found: list[Finding]) -> list[Finding]:
    """Each place said once: what the draft is surer to say of its source comes first."""
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: -(one.certainty or 0)):
        if not any(one.kind == other.kind and overlap(one.span, other.span) for other in kept):
            kept.append(one)
    return kept


def _pairs(letters: str) -> frozenset[str]:
    return frozenset(map(str.__add__, letters, letters[1:]))
