"""What stands right before or behind a run of a draft that is a source's to the letter.

A sentence of the draft's own may take over half of another's: 其中有89份报告是他亲自主持搞的, where
the source has 98份. As a whole it is like nothing; but a figure or a phrase between two runs that
stand there just so is the source's too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Span
from service.answering.places import places_in
from service.checking.alignment import Edit, edits
from service.checking.skeleton import Skeleton, is_number, skeleton
from service.checking.slipped import FIGURED, TOLD, Slipped, common, is_parted
from service.checking.wording import Slip, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from corpus.model import Description
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses

#: Characters of the source around the place that a sentence is nearest to.
AROUND = 60
#: Letters that must be the same on the one side of a figure or word, and on the other; of a word.
LONG, SHORT, BOTH = 6, 2, 4
#: Letters of the longest word, and equal letters within one: 水城相融 for 城淀相映.
WORD, WITHIN = 5, 1
#: Letters before what differs, and around it, that must stand nowhere with it.
BEFORE, BESIDE = 8, 4
#: Letters of a phrase.
PHRASE = 4
#: A year, and a report of one.
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEAR = re.compile(r"((?:19|20)\d\d)年(?:[^，。；\n0-9]{0,12})报告")
_MARKS = re.compile("[，。；：、！？]")
#: Kinds whose speaker says the same again in other words.
_SPOKEN = frozenset({"speech", "report"})


class _Gap(NamedTuple):
    """What differs, and the letters that are the same before and behind."""

    edit: Edit
    before: int
    behind: int


class Beyond:
    """Holds what bounds a run that is a source's against it; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def of(self, draft: Draft, bones: Skeleton, best: Standing) -> Slipped | None:
        """The first figure or word of a sentence that is another than at the place it is from."""
        about = self._places.shelf.description(best.document_id)
        if about.kind in TOLD or draft.is_rule:
            return None
        whole = self._witnesses.skeleton(best.document_id)
        near = Span(max(0, best.span.start - AROUND), best.span.end + AROUND)
        there = whole.part(near)
        found = edits(bones.letters, there.letters)
        run = _longest(found, bones, there)
        for gap in _gaps(found, bones.letters, there.letters):
            slipped = self._differs(draft, bones, there, best, gap)
            if slipped is None or not self._is_wrong(slipped, about.kind):
                continue
            if self._is_of_line(slipped.there, run):
                told = about.kind not in FIGURED or self._is_of(draft.text, about)
                return slipped if told else None
        return None

    # ---- inside

    def _is_of_line(self, there: Standing, run: Span) -> bool:
        """Whether a place stands in one paragraph with a run, and is no title of what has it."""
        between = Span(min(there.span.start, run.start), max(there.span.end, run.end))
        return "\n" not in self._places.shelf.excerpt(there.document_id, between)

    def _is_of(self, text: str, about: Description) -> bool:
        """Whether a draft says whose report it tells of, and of which year, if not of the last."""
        named = places_in(about.title)
        if not named or not all(place in text for place in named):
            return False
        years = set(_YEAR.findall(about.title))
        said = set(_OF_YEAR.findall(text))
        return bool(said & years) if said or not self._is_last(about) else True

    def _is_last(self, about: Description) -> bool:
        """Whether no later report of the same place is held."""
        rows = (one for one in self._places.shelf.descriptions() if one.kind == about.kind)
        later = (one for one in rows if str(one.day or "") > str(about.day or ""))
        return all(places_in(one.title) != places_in(about.title) for one in later)

    def _differs(
        self, draft: Draft, bones: Skeleton, there: Skeleton, best: Standing, gap: _Gap
    ) -> Slipped | None:
        """The words around a gap, as the draft and as the source has them."""
        edit = gap.edit
        before, behind = min(gap.before, BEFORE), min(gap.behind, BEFORE)
        span = bones.span(edit.start - before, edit.end + behind)
        held = there.span(edit.to_start - before, edit.to_end + behind)
        written = draft.text[slice(*span)]
        source = self._places.shelf.excerpt(best.document_id, held)
        old, new = skeleton(written), skeleton(source)
        if len(old) != before + behind + edit.end - edit.start:
            return None  # cut through a number
        if _is_figure(edit, bones.letters, there.letters):
            ends = is_parted(bones, edit.end + gap.behind) and is_parted(
                there, edit.to_end + gap.behind
            )
            begins = is_parted(bones, edit.start - gap.before) and is_parted(
                there, edit.to_start - gap.before
            )
            if (gap.behind < SHORT and not ends) or (gap.before < SHORT and not begins):
                return None
            kind = "number"
        elif min(gap.before, gap.behind) >= BOTH:
            told = slips(written, old, source, new)
            kind = told[0].kind if len(told) == 1 else "word"
        else:
            return None
        wrong = written[slice(*old.span(before, len(old) - behind))]
        right = source[slice(*new.span(before, len(new) - behind))]
        slip = Slip(kind, wrong, right)
        return Slipped(span, written, source, replace(best, span=held), [slip], is_whole=False)

    def _is_wrong(self, found: Slipped, kind: str) -> bool:
        """Whether what differs is an error, and nobody held says it so."""
        slip = found.slips[0]
        bones = skeleton(found.written)
        edit = edits(bones.letters, skeleton(found.source).letters)[0]
        at = bones.span(edit.start, edit.end)
        if slip.kind == "number":
            if _YEAR.fullmatch(slip.written) or _YEAR.fullmatch(slip.right):
                return False
        elif kind in _SPOKEN or not _is_other(slip):
            return False
        elif _MARKS.findall(found.written) != _MARKS.findall(found.source):
            return False  # other clauses, and no word for another
        before = found.written[max(0, at.start - BEFORE) : at.end]
        around = found.written[max(0, at.start - BESIDE) : at.end + BESIDE]
        return not (self._witnesses.is_said(before) or self._witnesses.is_said(around))


def _longest(found: Sequence[Edit], bones: Skeleton, there: Skeleton) -> Span:
    """Where the longest run that two texts have in common stands in the second."""
    ends = [Edit(0, 0, 0, 0), *found, Edit(len(bones), len(bones), len(there), len(there))]
    last, after = max(pairwise(ends), key=lambda pair: pair[1].start - pair[0].end)
    return there.span(last.to_end, after.to_start)


def _gaps(found: Sequence[Edit], ours: str, theirs: str) -> Iterator[_Gap]:
    """What differs right beside a long run of the same letters, with what is the same beyond it."""
    joined = list(_joined(found))
    ends = [Edit(0, 0, 0, 0), *joined, Edit(len(ours), len(ours), len(theirs), len(theirs))]
    for last, edit in pairwise(ends):
        same = edit.start - last.end
        if same >= LONG:
            yield from _figures(ours, theirs, last, edit)
    for last, edit, after in zip(ends, joined, ends[2:], strict=False):
        before, behind = edit.start - last.end, after.start - edit.end
        replaced = edit.start < edit.end and edit.to_start < edit.to_end
        if replaced and max(before, behind) >= LONG and before >= SHORT:
            yield _Gap(edit, before, behind)


def _figures(ours: str, theirs: str, last: Edit, edit: Edit) -> Iterator[_Gap]:
    """A figure that is another right behind or before the run between two edits: aligned as a
    whole, what is left out of a row may take its place.
    """
    same = edit.start - last.end
    at, there = edit.start, edit.to_start
    if _are_figures(ours[at : at + 1], theirs[there : there + 1]):
        behind = common(ours[at + 1 :], theirs[there + 1 :])
        yield _Gap(Edit(at, at + 1, there, there + 1), same, behind)
    at, there = last.end - 1, last.to_end - 1
    if at >= 0 and there >= 0 and _are_figures(ours[at], theirs[there]):
        before = common(ours[:at][::-1], theirs[:there][::-1])
        yield _Gap(Edit(at, at + 1, there, there + 1), before, same)


def _are_figures(one: str, other: str) -> bool:
    """Whether two letters are numbers, and two."""
    return bool(one and other) and one != other and is_number(one) and is_number(other)


def _is_figure(edit: Edit, ours: str, theirs: str) -> bool:
    """Whether one number stands for another, and nothing else."""
    single = edit.end - edit.start == 1 == edit.to_end - edit.to_start
    return single and _are_figures(ours[edit.start], theirs[edit.to_start])


def _joined(found: Sequence[Edit]) -> Iterator[Edit]:
    """Edits with hardly a letter between them as one, where they make one short word."""
    held: Edit | None = None
    for edit in found:
        if held is None:
            held = edit
            continue
        near = edit.start - held.end <= WITHIN and edit.to_start - held.to_end <= WITHIN
        if near and max(edit.end - held.start, edit.to_end - held.to_start) <= WORD:
            held = Edit(held.start, edit.end, held.to_start, edit.to_end)
            continue
        yield held
        held = edit
    if held is not None:
        yield held


def _is_other(slip: Slip) -> bool:
    """Whether a duty, a phrase or a place stands for another: 水城相融 for 城淀相映."""
    words = slip.written, slip.right
    phrases = all(len(word) == PHRASE and word.isalpha() for word in words)
    return slip.kind in ("duty", "bound") or phrases or all(map(places_in, words))
