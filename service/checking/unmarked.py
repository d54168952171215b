"""Unmarked quotations: another's words in a draft that says nothing of it.

Long runs that stand in few passages of the corpus are told where they stand. A whole
sentence that keeps to one work's wording but for a slip that changes its meaning is a
quotation gone wrong; a formula that many documents have is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from corpus.model import Span
from corpus.numerals import NUMBER
from service.checking.alignment import edits
from service.checking.beyond import Beyond
from service.checking.disowned import is_disowned
from service.checking.model import Finding, overlap, sureness
from service.checking.skeleton import Skeleton, skeleton
from service.checking.slipped import FIGURED, LEAST, TOLD, Slipped, Slips, is_another, says_whose
from service.checking.witness import WINDOW, windows
from service.checking.wording import Slip, replacement, slips

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import PassageId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses

#: Letters of the shortest run that is worth saying so.
RUN = 18
#: Letters of the shortest that may be told by the one beside it, and characters between the two.
BESIDE, GAP = 10, 4
#: Letters of the shortest sentence that may be a quotation gone wrong, and least likeness.
SENTENCE, NEAR = 24, 0.88
#: Windows that must lie in one passage before it is looked at.
SHARED = 2
#: Passages a window may be held by; what more hold is a formula.
RARE = 60
#: Characters of a sentence that is looked up by short windows, and of those.
BRIEF, SHORT = 45, 6
#: Slips of a sentence that is still somebody's.
SLIPS = 2
LOOKED_AT = 3
#: Letters at either end that must be the same: a draft may begin and end as it likes.
SAME = 4
#: Characters in which so many letters stand.
NEXT = 12
#: Letters of the longest word that is put for another, and how much of a sentence is somebody's.
WORD, CORE = 4, 0.8
#: Least likeness of a clause that has the same word for another twice, and characters beyond it
#: in which a source has it.
PARTLY, BY = 0.6, 40
#: Letters of the longest last word of a run.
LAST = 5
#: How alike, of 100, a title is to the one it is meant for: 地方封锁 for 地区封锁.
MISNAMED = 90
SPOKEN = frozenset({"speech", "report"})
#: Letters before a word that must stand nowhere with it.
AROUND = 8
_CLAUSE = re.compile("[^，。；：！？\n]+")
#: What parts two short sentences that are said as one.
_APART = re.compile("[；。！]")
#: A number or a label (讲话稿：) that a sentence begins with is the draft's own.
_LABEL = re.compile(
    rf"\s*(?:第\s?{NUMBER}\s?[条款项]|[（(]?{NUMBER}[）)、.．])?\s*(?:[^，。；：“”《》\n]{{2,24}}：\s*)?"
)
#: What makes another rule of a sentence; a report says each year's numbers anew.
_GRAVE = frozenset({"duty", "bound", "number"})


@dataclass(slots=True)
class _Read:
    """A sentence; ``there`` is where it stands to the letter; what is found of it."""

    bones: Skeleton
    there: Standing | None = None
    finding: Finding | None = None


class Unmarked:
    """Finds another's words outside quotation marks."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places
        self._slips = Slips(witnesses, places)
        self._beyond = Beyond(witnesses, places)

    def check(self, draft: Draft, taken: Iterable[Span]) -> list[Finding]:
        """A finding for each sentence that is somewhere's; ``taken`` are judged already."""
        judged = sorted(taken)
        read: list[_Read] = []
        bounded: list[Finding] = []
        for sentence in draft.sentences:
            label = _LABEL.match(draft.text, *sentence)
            start = label.end() if label else sentence.start
            bones = skeleton(draft.text[start : sentence.end], start)
            if len(bones) < BESIDE:
                continue
            if within := [one for one in judged if overlap(one, sentence)]:
                bounded += self._around(draft, bones, within)
                continue
            read.append(self._judge(draft, bones))
        for place, one in enumerate(read):
            if one.finding is None or not one.finding.is_alarm:
                beside = [read[at] for at in (place - 1, place + 1) if 0 <= at < len(read)]
                one.finding = self._beside(draft, one, beside) or one.finding
        for one, after in pairwise(read):
            if one.finding is None and after.finding is None:
                after.finding = self._joined(draft, one.bones, after.bones)
        return [*bounded, *(one.finding for one in read if one.finding is not None)]

    def _around(self, draft: Draft, bones: Skeleton, judged: Iterable[Span]) -> list[Finding]:
        """What is wrong beside a run of a sentence of which a part is judged already."""
        written = draft.text[slice(*bones.span(0, len(bones)))]
        standings = self._witnesses.at(self._passages(written), bones)
        if not standings or self._run(bones, standings[0]) is None:
            return []
        found = self._bounded(draft, bones, standings[0])
        is_new = found is not None and not any(overlap(found.span, one) for one in judged)
        return [found] if found is not None and is_new else []

    def _judge(self, draft: Draft, bones: Skeleton) -> _Read:
        """What a sentence is in itself, and the place it is from."""
        span = bones.span(0, len(bones))
        written = draft.text[slice(*span)]
        read = _Read(bones)
        if len(bones) < LEAST:
            return read
        standings = self._witnesses.at(self._passages(written), bones)
        if not standings:
            return read
        best = standings[0]
        read.there = best if best.is_exact else None
        if not best.is_exact and not draft.is_rule:
            read.finding = self._slipped(draft, bones, standings)
        read.finding = read.finding or self._ended_otherwise(draft, bones, best)
        if read.finding is not None and is_disowned(draft, read.finding.span):
            read.finding = None
        if read.finding is None and (run := self._run(bones, best)) is not None:
            amid = self._amid(draft, bones, best, run) or self._bounded(draft, bones, best)
            read.finding = amid or self._verbatim(draft, run, best)
        return read

    def _joined(self, draft: Draft, one: Skeleton, after: Skeleton) -> Finding | None:
        """What is wrong of a sentence too short to be anybody's and the one before it as one:
        现在，…；将来，….
        """
        whole = Span(one.starts[0], after.ends[-1])
        apart = _APART.fullmatch(draft.text, one.ends[-1], after.starts[0])
        if not apart or draft.is_rule or len(after) >= LEAST:
            return None
        bones = skeleton(draft.text[slice(*whole)], whole.start)
        standings = self._witnesses.at(self._passages(draft.text[slice(*whole)]), bones)
        kinds = {one: self._places.shelf.description(one.document_id).kind for one in standings}
        own = [one for one in standings if kinds[one] not in TOLD]
        if not own or standings[0].is_exact:
            return None
        found = self._slipped(draft, bones, own)
        return None if found and is_disowned(draft, found.span) else found

    def _beside(self, draft: Draft, read: _Read, others: Iterable[_Read]) -> Finding | None:
        """A short sentence with one word for another, where the one before or after it is the
        source's and stands beside it there as well.
        """
        for other in others:
            there = other.there
            if there is None or read.there is not None or self._is_formal(there):
                continue
            before = other.bones.starts[0] < read.bones.starts[0]
            many = len(read.bones) + 2 * GAP
            around = (
                Span(there.span.end, there.span.end + many)
                if before
                else Span(max(0, there.span.start - many), there.span.start)
            )
            found = self._witnesses.within(read.bones, there.document_id, around)
            if found is None or found.likeness < CORE or found.is_exact:
                continue
            away = found.span.start - around.start if before else around.end - found.span.end
            source = self._places.text(found)
            span = read.bones.span(0, len(read.bones))
            written = draft.text[slice(*span)]
            slip = slips(written, skeleton(written), source, skeleton(source))
            if away > GAP or len(slip) != 1 or not is_another(slip[0]):
                continue
            if not self._witnesses.is_said(written):
                return self._altered(written, span, source, found, slip)
        return None

    def _amid(self, draft: Draft, bones: Skeleton, best: Standing, run: Span) -> Finding | None:
        """A clause with one word for another, beside a long run that is the source's own and
        stands beside it there as well.
        """
        document_id = best.document_id
        kind = self._places.shelf.description(document_id).kind
        if kind in FIGURED or kind in SPOKEN or draft.is_rule:
            return None  # who speaks says it otherwise again
        whole = bones.span(0, len(bones))
        for match in _CLAUSE.finditer(draft.text, *whole):
            written, span = match[0], Span(*match.span())
            clause = bones.part(span)
            if (run.start <= span.start and span.end <= run.end) or len(clause) < BESIDE:
                continue
            reach = len(written) + BY
            around = Span(max(0, best.span.start - reach), best.span.end + reach)
            found = self._witnesses.within(clause, document_id, around)
            if found is None or found.likeness < PARTLY or found.is_exact:
                continue
            source = self._places.text(found)
            slip = _by_letter(clause.letters, skeleton(source).letters)
            slip = slip or slips(written, skeleton(written), source, skeleton(source))
            if len(slip) != 1 or not is_another(slip[0]) or is_disowned(draft, span):
                continue
            long = len(slip[0].right) > (1 - CORE) * len(clause)
            begins = written.lstrip().startswith(slip[0].written)  # as the draft likes
            after = Span(found.span.end, found.span.end + BY)  # 并检举 for 并向部门检举: left out
            out = slip[0].written in self._places.shelf.excerpt(document_id, after)
            if long or begins or out or self._witnesses.is_said(written):
                continue
            return self._altered(written, span, source, found, slip)
        return None

    def _bounded(self, draft: Draft, bones: Skeleton, best: Standing) -> Finding | None:
        """A figure or word that bounds a run which is the source's own, and is another there."""
        found = self._beyond.of(draft, bones, best)
        if found is None or is_disowned(draft, found.span):
            return None
        is_report = self._is_formal(best)  # which the draft names
        if (self._is_of_another(draft, found) and not is_report) or _is_in_lead(draft, found):
            return None
        return self._altered(found.written, found.span, found.source, found.there, found.slips)

    def _passages(self, written: str) -> list[PassageId]:
        """The few passages that share several rare windows with a sentence."""
        votes: dict[PassageId, int] = defaultdict(int)
        for window in windows(written, len(written), SHORT if len(written) <= BRIEF else WINDOW):
            for passage in self._witnesses.holders(window, RARE):
                votes[passage] += 1
        shared = [passage for passage, count in votes.items() if count >= SHARED]
        return sorted(shared, key=lambda passage: (-votes[passage], passage))[:LOOKED_AT]

    def _slipped(self, draft: Draft, bones: Skeleton, standings: list[Standing]) -> Finding | None:
        """One work's sentence but for one thing, of which nobody held says it so.

        What the draft says of another work by its title is that one's own.
        """
        found = self._slips.of(draft.text, bones, standings)
        if found is None:
            return None
        if self._is_of_another(draft, found) or _is_in_lead(draft, found):
            return None
        return self._altered(found.written, found.span, found.source, found.there, found.slips)

    def _is_of_another(self, draft: Draft, found: Slipped) -> bool:
        """Whether the sentence cites another work by its title, which the one found does not."""
        works = self._places.shelf.catalogue
        own = self._places.shelf.description(found.there.document_id)
        whole = Span(draft.sentence_at(found.span.start), found.span.end)
        return any(
            cited.target is None
            or not works.is_same_work(self._places.shelf.description(cited.target.document_id), own)
            for cited in draft.references_in(whole)
            if cited.title
            and draft.text[slice(*cited.span)] not in found.source
            and fuzz.ratio(cited.title, own.title) < MISNAMED
        )

    def _ended_otherwise(self, draft: Draft, bones: Skeleton, best: Standing) -> Finding | None:
        """A long run whose last word before a mark is another, in a sentence that goes on as it
        likes: …作为自觉行动，在岗位上….

        Of a longer word, the next words must be the same again, in the next sentence too, or the
        sentence begin as the source's does. Reports are too much alike.
        """
        kind = self._places.shelf.description(best.document_id).kind
        source = self._places.text(best)
        other = skeleton(source)
        blocks = Levenshtein.editops(bones.letters, other.letters).as_matching_blocks()
        block = max(blocks, key=lambda one: one.size)
        end, there = block.a + block.size, block.b + block.size
        if kind != "speech" or block.size < RUN or end >= len(bones) or there >= len(other):
            return None
        word = _to_mark(bones, end)
        if not 0 < word == _to_mark(other, there) <= LAST:
            return None
        span, held = bones.span(block.a, end + word), other.span(block.b, there + word)
        begins = not block.a and self._begins(best, best.span.start + held.start)
        if word > 1 and not begins and not self._goes_on(draft, span.end, best, held.end):
            return None
        written, right = draft.text[slice(*span)], source[slice(*held)]
        found = slips(written, skeleton(written), right, skeleton(right))
        slip = Slip("word", written[-word:], right[-word:])
        if any(one.kind != "word" for one in found) or says_whose(slip):
            return None
        if self._witnesses.is_said(written[-AROUND:]):
            return None
        return self._altered(written, span, right, best, [slip])

    def _begins(self, there: Standing, start: int) -> bool:
        """Whether a sentence of what a draft is from begins with a place."""
        before = self._places.shelf.excerpt(there.document_id, Span(max(0, start - 1), start))
        return not before or before in "。；！？\n"

    def _goes_on(self, draft: Draft, at: int, best: Standing, end: int) -> bool:
        """Whether the same letters follow on a place of a draft and one of what it is from."""
        after = Span(best.span.start + end, best.span.start + end + NEXT)
        there = self._places.shelf.excerpt(best.document_id, after)
        ours, theirs = (skeleton(text).letters[:SAME] for text in (draft.text[at:][:NEXT], there))
        return len(ours) == SAME and ours == theirs

    def _altered(
        self, written: str, span: Span, source: str, best: Standing, found: list[Slip]
    ) -> Finding:
        where = self._places.named(best.document_id, best.span)
        said = "，".join(slip.told for slip in found)
        sure = round(0.8 * best.likeness, 3)
        return Finding(
            kind="quote_altered",
            span=span,
            text=written,
            message=f"与{where}的原文只差{len(found)}处：{said}。{sureness(sure)}",
            suggestion=replacement(written, source, nested=False),
            citations=self._places.cited(best),
            reason="unmarked",
            certainty=sure,
        )

    def _verbatim(self, draft: Draft, run: Span, best: Standing) -> Finding:
        where = self._places.named(best.document_id, best.span)
        told = self._places.told(best.document_id)
        return Finding(
            kind="quote_verbatim",
            span=run,
            text=draft.text[slice(*run)],
            message=f"与{where}{told}原文相同，没有加引号。",
            citations=self._places.cited(best),
            reason="unmarked",
        )

    def _is_formal(self, there: Standing) -> bool:
        """Whether a place is of a kind of paper whose sentences many others have as well."""
        return self._places.shelf.description(there.document_id).kind == "report"

    def _run(self, bones: Skeleton, best: Standing) -> Span | None:
        """The longest run of a sentence that stands there to the letter, where it is long."""
        source = skeleton(self._places.text(best))
        blocks = Levenshtein.editops(bones.letters, source.letters).as_matching_blocks()
        block = max(blocks, key=lambda one: one.size)
        if block.size < RUN:
            return None
        return bones.span(block.a, block.a + block.size)


def _by_letter(written: str, source: str) -> list[Slip]:
    """The one word that stands for another in wordings as long, however often: 一个环节一个环节."""
    if len(written) != len(source):
        return []
    found: list[list[str]] = []
    at = -1
    for place, (one, other) in enumerate(zip(written, source, strict=True)):
        if one == other:
            continue
        if place != at + 1 or not found:
            found.append(["", ""])
        found[-1][0] += one
        found[-1][1] += other
        at = place
    pairs = dict.fromkeys((one, other) for one, other in found)
    return [Slip("word", *pair) for pair in pairs] if len(pairs) == 1 < len(found) else []


def _is_in_lead(draft: Draft, found: Slipped) -> bool:
    """Whether what differs is the draft's citation, or how it goes on from there: 《…》指出，."""
    bones = skeleton(found.written, found.span.start)
    wrong = edits(bones.letters, skeleton(found.source).letters)
    for cited in draft.references_in(found.span):
        told = (one.span.start for one in draft.told_of.get(cited.span, ()))
        lead = Span(cited.span.start, max(cited.span.end, *told, 0))
        if any(overlap(bones.span(one.start, one.end), lead) for one in wrong):
            return True
    return False


def _to_mark(bones: Skeleton, at: int) -> int:
    """How many letters follow without a mark between, the one at a place included."""
    many = 1
    while at + many < len(bones) and bones.ends[at + many - 1] == bones.starts[at + many]:
        many += 1
    return many
