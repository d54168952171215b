"""Which words of a source a clause of a draft keeps to: the nearest, and how near they are.

A draft says the source's words with its own before and after them, or leaves out by whom
something is owed; several clauses of a sentence may be nearer as one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.model import Span
from corpus.text import clauses as clauses_of
from service.checking.alignment import edits
from service.checking.differing import ALONE, FAST, LONG, NEAR, NEARER, SURE
from service.checking.skeleton import NUMBERS, Skeleton, is_number, letter_pairs, skeleton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.model import DocumentId
    from service.checking.attribution import Attribution
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses

#: What a draft says before it keeps to the source: whose year, whose province; that it is to be.
_OWN = re.compile(
    r"(?:(?:[今去上当]年|全年|年内|\d{4}年|预计|力争|[全我本该][省市县区国州])[的，,]?)+"
    "|[还也就更]?要(?!求)|的"
)
#: Least letters of a clause that can be told from another.
SHORTEST = 7
#: Likeness of a sentence that is judged as a whole, and of a clause that may be part of one.
WHOLE, PART = 0.86, 0.6
#: Runs of the source's words, on both sides of what is another; letters at a clause's very
#: end or beginning that are the source's too.
BOTH, TIP = 2, 2
#: What is owed begins so; least letters before it and of it; share of pairs that names who.
_MODAL = re.compile("应当|必须|不得|可以")
NAMED, OWED, NAMING = 3, 10, 0.6
#: Letters of a sentence within which a draft may go on with a later clause.
FAR = 160
#: A year, and the places of one in a source that are looked at.
_YEAR, MOST_YEARS = re.compile(f"({NUMBERS.pattern})年"), 12
#: Letters before a number that are taken along with it.
BEFORE = 2


@dataclass(frozen=True, slots=True)
class Said:
    """A clause, or several in a row, and the nearest words of the source."""

    span: Span
    bones: Skeleton
    there: Standing


class Nearby:
    """Finds what of a source is meant by what a draft says; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def said(self, draft: Draft, span: Span, said_by: Attribution) -> Said | None:
        """The nearest words to a part of a draft; None where it is too short to tell."""
        own = _OWN.match(draft.text, *span)
        start = own.end() if own else span.start
        bones = skeleton(draft.text[start : span.end], start)
        if len(bones) < SHORTEST:
            return None
        there = self.nearest(bones, said_by)
        if there is not None and there.likeness < PART and (owed := self._owed(bones, said_by)):
            bones, there = owed
        elif there is not None and not there.is_exact:
            bones, there = self._dated(bones, there, said_by) or self._core(
                *self._further(bones, there, said_by), said_by
            )
        return Said(bones.span(0, len(bones)), bones, there) if there else None

    def whole(
        self, draft: Draft, clauses: Sequence[Span], said: Sequence[Said], said_by: Attribution
    ) -> Said | None:
        """The clauses of one sentence as one, where together they keep to the source."""
        near = [one.span for one in said if one.there.likeness >= PART]
        if not near or len(clauses) < 2:
            return None
        for last in dict.fromkeys((clauses[-1], near[-1])):
            whole = self.said(draft, Span(near[0].start, last.end), said_by)
            if whole is None:
                continue
            alike = whole.there.likeness
            if alike >= WHOLE or (alike >= ALONE and self.is_alone(draft, whole)):
                return whole
        return None

    def is_alone(self, draft: Draft, said: Said) -> bool:
        """Whether one thing alone differs from the source."""
        letters = skeleton(draft.text[slice(*said.span)]).letters
        return len(edits(letters, self._letters(said.there))) == 1

    def nearest(self, bones: Skeleton, said_by: Attribution) -> Standing | None:
        """The nearest words: in the provision named, or exactly anywhere in the work."""
        document_id, part = said_by.documents[0], said_by.part
        if part is None:
            return self._witnesses.within(bones, document_id)
        inside = self._witnesses.within(bones, document_id, part)
        if inside is not None and inside.likeness >= WHOLE:
            return inside
        whole = self._witnesses.within(bones, document_id)
        return whole if whole is not None and whole.is_exact else inside

    def skips(self, said: Said) -> bool:
        """Whether a draft says a sentence's beginning and goes on with a later clause of it, and
        not a letter of its own: …单位不得要求…，不得违约拖欠… without the first.
        """
        source = self._witnesses.skeleton(said.there.document_id)
        text = self._places.shelf.document(said.there.document_id).text
        first, _ = source.inside(said.there.span)
        ours, own = said.bones.letters, source.letters[first : first + FAR]
        both = zip(ours, own, strict=False)
        same = next((at for at, (one, other) in enumerate(both) if one != other), len(ours))
        for cut in range(same, FAST, -1):
            rest = ours[cut:]
            at = own.find(rest, cut) if len(rest) >= SHORTEST else -1
            if at < 0 or not _MODAL.match(rest):
                continue
            skipped = text[source.ends[first + cut - 1] : source.starts[first + at]]
            return skipped.endswith("，") and "。" not in skipped
        return False

    # ---- inside

    def _owed(self, bones: Skeleton, said_by: Attribution) -> tuple[Skeleton, Standing] | None:
        """What is owed, where the draft says by whom in fewer words: 各镇应当…for a long list.

        Looked for only in the sentences that name those who owe it.
        """
        modal = _MODAL.search(bones.letters)
        if modal is None or modal.start() < NAMED or len(bones) - modal.start() < OWED:
            return None
        whose = letter_pairs(bones.letters[: modal.start()])
        rest = bones.slice(modal.start(), len(bones))
        best: Standing | None = None
        document_id = said_by.documents[0]
        for sentence in self._sentences_of(document_id, said_by.part):
            text = self._places.shelf.excerpt(document_id, sentence)
            named = letter_pairs(skeleton(text).letters)
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
        rest = bones.slice(max(0, first - BEFORE), len(bones))
        if wrong < 2 or len(rest) < SHORTEST:
            return bones, there
        other = self.nearest(rest, said_by)
        if other is None or other.likeness < NEAR or self._numbers_off(rest, other) >= wrong:
            return bones, there
        return rest, other

    def _core(
        self, bones: Skeleton, there: Standing, said_by: Attribution
    ) -> tuple[Skeleton, Standing]:
        """A clause without the draft's own words before and after the source's.

        Words at the very end of both are the source's, be they few.
        """
        if there.likeness >= SURE:
            return bones, there
        source = self._letters(there)
        blocks = Levenshtein.editops(bones.letters, source).as_matching_blocks()
        long = [block for block in blocks if block.size > FAST]
        if len(long) < BOTH:
            return bones, there
        start, end = long[0].a, long[-1].a + long[-1].size
        if end - start < max(LONG, len(bones) // 2):
            return bones, there
        same = bones.letters[-TIP:] == source[-TIP:]
        for last in (len(bones), end) if same and end < len(bones) else (end,):
            core = bones.slice(start, last)
            nearer = self.nearest(core, said_by)
            if nearer is not None and nearer.likeness >= (NEAR if last > end else PART):
                return core, nearer
        return bones, there

    def _dated(
        self, bones: Skeleton, there: Standing, said_by: Attribution
    ) -> tuple[Skeleton, Standing] | None:
        """What is said of a year, in the source's words on that year: 到2025年，…。…达到75%.

        They go to the next year named, or to the end of the paragraph. The same words may stand
        nearer with another year, and its number.
        """
        year = _YEAR.search(bones.letters)
        if year is None or year[1] in self._letters(there):
            return None
        rest = bones.slice(year.end(), len(bones))
        if len(rest) < SHORTEST:
            return None
        document_id = said_by.documents[0]
        source = self._witnesses.skeleton(document_id)
        if said_by.part is not None:
            source = source.part(said_by.part)
        best: Standing | None = None
        text = self._places.shelf.document(document_id).text
        for found in islice(re.finditer(f"{year[1]}年", source.letters), MOST_YEARS):
            start = source.starts[found.start()]
            end = text.find("\n", start)
            after = _YEAR.search(source.letters, found.end())
            end = min(end if end > 0 else len(text), source.starts[after.start()] if after else end)
            one = self._witnesses.within(rest, document_id, Span(start, max(start, end)))
            if one is not None and (best is None or one.likeness > best.likeness):
                best = one
        return (rest, best) if best is not None and best.likeness >= ALONE else None

    def _numbers_off(self, bones: Skeleton, there: Standing) -> int:
        """How many numbers are not the source's."""
        if not NUMBERS.search(bones.letters):
            return 0
        return sum(
            any(map(is_number, bones.letters[edit.start : edit.end]))
            for edit in edits(bones.letters, self._letters(there))
        )

    def _letters(self, there: Standing) -> str:
        """The letters of a place."""
        return self._witnesses.skeleton(there.document_id).part(there.span).letters
