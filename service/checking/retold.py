"""Retellings: what a draft tells of a held text in words of its own, with one thing told wrong.

Every slot of a draft (a number with its unit, a day, a duty, an organ) is held against the slots of
the same kind in the works it names and in the passages most like its sentence. The one with the
likeliest words around it is what it retells; another value there is an error, unless a slot with
the draft's own value is nearly as like.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Span
from service.checking.alike import Likeness, Reading, led, likeness
from service.checking.amounts import range_ends
from service.checking.places import wrong_statement
from service.checking.readings import WORDED, Readings
from service.checking.swapped import Swapped
from service.checking.telling import ALLUDED_TO, NAMED, RULED, Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.slots import Slot
    from service.checking.witness import Exact, Witnesses

#: Slots of one draft that are looked up: no draft has more.
MOST = 2000
#: Least strength, weight of rare words and likeness the other way round, by how plainly the
#: document is told of: not at all, as some rule, alluded to, named.
LEAST = ((0.8, 7.0, 0.4), (0.62, 8.0, 0.42), (0.53, 5.0, 0.2), (0.52, 4.0, 0.2))
#: Least strength and weight of the one place that a work named may be told by, where it has a
#: value nowhere; how much stronger that place is than the next.
ALONE = (0.3, 4.5, 0.1)
#: Least strength where duties differ, which clauses of one law have in like words.
DUTY = 0.7
#: How much weaker a slot with the draft's value may be and still be meant: in the same document;
#: in another, by how plainly the first is told of; where a document gives each year's figures;
#: where, within so many letters, figures stand in a row.
SAME_WORK, OTHER_WORK, TWICE = 0.1, (0.15, 0.1, 0.05, -0.05), 0.6
ROW, IN_ROW = 45, 0.35
#: How much more of what a draft has before a figure a place of a row must have before its own.
LED = 0.1
#: Letters beside a place, numbers and all, by which it is meant rather than one with fewer.
RUN, RATHER = 16, 8
#: How much weaker a slot may be than the one that it is retold by already.
CLAIM = 0.25
#: Likeness and weight of a number told right by which a document is told of.
FOLLOWED, ENOUGH = 0.5, 5.0
#: Strength from which a figure of a source is told right; letters of the source in which others
#: stand beside it; digits of one that is not so by chance.
TOLD_RIGHT, AMONG, DIGITS = 0.7, 80, 3
_DIGIT = re.compile(r"\d")
#: Strength from which a value tells of another place of the source.
ELSEWHERE = 0.3


#: That one thing of those named is meant: …“甲的”一项; what a draft holds up to a rule as wrong.
_ONE_OF = re.compile("[”’》]一[项条点种类款]")
_AGAINST = re.compile("(?:不符合?|不合|超出|低于|高于)(?:规定|要求|标准|条例)|与规定不符")


class Met(NamedTuple):
    """A slot of a held text beside a draft's: where, and how alike what is around them."""

    document_id: DocumentId
    reading: Reading
    slot: Slot
    alike: Likeness

    @property
    def place(self) -> tuple[DocumentId, int]:
        """Which slot of which document it is."""
        return self.document_id, self.slot.start


class _Told(NamedTuple):
    """A slot of a draft, the sentence it stands in, and what was met for it."""

    slot: Slot
    sentence: Span
    bounds: tuple[int, int]
    met: list[Met]


class Retold:
    """Judges retellings; safe to share between threads."""

    def __init__(self, exact: Exact, witnesses: Witnesses, places: Places) -> None:
        self._places = places
        self._readings = Readings(exact, witnesses, places.shelf)
        self._swapped = Swapped(witnesses, places, self._readings)

    def check(self, draft: Draft, found: Iterable[Finding]) -> list[Finding]:
        """A finding for each slot that a held text told of has otherwise; ``found`` is told
        already.
        """
        if draft.is_rule:
            return []
        found = list(found)
        telling = Telling(self._places, self._readings, draft, found)
        retelling = _Retelling(self._places, self._readings, telling)
        judged = _Judged(draft, found)
        rights: dict[tuple[DocumentId, int], tuple[Slot, Met]] = {}
        for one in retelling.told:
            if judged.has(retelling.span(one.slot)):
                continue
            right = retelling.right(one)
            if right is not None:
                other = rights.get(right.place)
                if other is None or other[1].alike.strength < right.alike.strength:
                    rights[right.place] = one.slot, right
        told = [retelling.finding(slot, right) for slot, right in rights.values()]
        judged = _Judged(draft, [*found, *told])
        return told + list(self._swapped.check(telling, judged.has))


class _Judged:
    """What of a draft is judged already: alarmed of, told to be the source's own, or quoted."""

    def __init__(self, draft: Draft, found: Iterable[Finding]) -> None:
        self._draft = draft
        self._alarmed = bytearray(len(draft.text))
        self._exact = bytearray(len(draft.text))
        for one in found:
            if one.is_alarm or one.kind == "quote_verbatim":
                marked = self._alarmed if one.is_alarm else self._exact
                start, end = one.span
                marked[start:end] = b"\1" * (end - start)

    def has(self, span: Span) -> bool:
        """Whether there is nothing more to say of a slot."""
        if any(self._alarmed[slice(*span)]) or all(self._exact[slice(*span)]):
            return True
        if _ONE_OF.match(self._draft.text, max(0, span.start - 1)):
            return True
        return self._draft.quotation_at(span.start) is not None


class _Retelling:
    """One draft's slots, what they may retell, and which of it is wrong."""

    def __init__(self, places: Places, readings: Readings, telling: Telling) -> None:
        self._places = places
        self._readings = readings
        self._telling = telling
        self._draft = telling.draft
        self._ours = telling.ours
        self.told = list(self._all())
        self._claimed: dict[tuple[DocumentId, int], float] = {}
        self._beside: dict[tuple[Span, str], list[_Told]] = defaultdict(list)
        for one in self.told:
            self._beside[one.sentence, one.slot.kind].append(one)
            self._claim(one)

    def span(self, slot: Slot) -> Span:
        """Where a slot stands in the draft."""
        return self._ours.bones.span(slot.start, slot.end)

    def right(self, one: _Told) -> Met | None:
        """The source's slot where a draft's is told wrong; None where it may be right."""
        others = [
            met for met in one.met
            if not met.slot.agrees(one.slot)
            and self._telling.may_tell_of(met.document_id, one.sentence, self._place(met))
            and self._claimed.get(met.place, 0.0) < met.alike.strength - CLAIM
            and self._is_enough(one, met)
        ]  # fmt: skip
        best = max(others, key=lambda met: met.alike.strength, default=None)
        if _AGAINST.search(self._draft.text, *one.sentence):
            return None
        if best is None or any(self._may_be(one, met, best, others) for met in one.met):
            return None
        at = self._place(best)
        if self._telling.is_own(self.span(one.slot), one.sentence, best.document_id, at):
            return None
        return None if self._is_beside(one, best) else best

    def finding(self, slot: Slot, right: Met) -> Finding:
        """What is said of a slot told wrong: it and the words on both sides that are the same."""
        alike, theirs = right.alike, right.reading.bones
        text = self._places.shelf.document(right.document_id).text
        words = self._draft.text
        at, own_at = self.span(slot), theirs.span(right.slot.start, right.slot.end)
        span = self._ours.bones.span(slot.start - alike.before, slot.end + alike.after)
        there = theirs.span(right.slot.start - alike.before, right.slot.end + alike.after)
        end, own_end = range_ends(words, at.end, text, own_at.end)
        at, own_at = Span(at.start, end), Span(own_at.start, own_end)
        span = Span(span.start, max(span.end, end))
        there = Span(there.start, max(there.end, own_end))
        own = text[slice(*own_at)]
        return wrong_statement(
            self._places, self._draft, span, right.document_id, there,
            told=f"“{words[slice(*at)]}”应为“{own}”",
            right=f"{words[span.start : at.start]}{own}{words[at.end : span.end]}",
            certainty=round(min(0.95, alike.near), 3),
        )  # fmt: skip

    # ---- inside

    def _all(self) -> Iterator[_Told]:
        """The slots of the draft, each with the slots of held texts that it may retell."""
        ours, most = self._ours, MOST
        starts = [one.start for one in ours.slots]
        for sentence, read in self._telling.sources.items():
            low, high = ours.bones.inside(sentence)
            slots = ours.slots[bisect_left(starts, low) : bisect_left(starts, high)]
            if len(slots) > most:
                self._draft.is_whole = False
                return
            most -= len(slots)
            for slot in slots:
                if met := list(self._met(slot, (low, high), read)):
                    yield _Told(slot, sentence, (low, high), met)

    def _met(
        self, slot: Slot, bounds: tuple[int, int], read: Iterable[tuple[DocumentId, Reading]]
    ) -> Iterator[Met]:
        for document_id, theirs in read:
            for other in self._readings.near(self._ours, slot, bounds, theirs):
                alike = likeness(self._ours, slot, bounds, theirs, other, self._readings.rarity)
                yield Met(document_id, theirs, other, alike)

    def _place(self, met: Met) -> int:
        """Where a slot stands in the held text."""
        return met.reading.bones.starts[met.slot.start]

    def _claim(self, one: _Told) -> None:
        """Note which slots of the sources are told right, and so which sources are told of."""
        best: dict[DocumentId, Met] = {}
        for met in one.met:
            other = best.get(met.document_id)
            if met.slot.agrees(one.slot) and (
                other is None or other.alike.strength < met.alike.strength
            ):
                best[met.document_id] = met
        for met in best.values():
            alike = met.alike
            self._claimed[met.place] = max(self._claimed.get(met.place, 0.0), alike.strength)
            if one.slot.kind not in WORDED and alike.strength >= TOLD_RIGHT:
                digits = len(_DIGIT.findall(self._draft.text, *self.span(one.slot)))
                sure = 1.0 if digits >= DIGITS else 0.5
                self._telling.rights[one.sentence, met.document_id].append((met.slot.start, sure))
            if one.slot.kind not in WORDED and alike.near >= FOLLOWED and alike.weight >= ENOUGH:
                self._telling.followed.add(met.document_id)

    def _may_be(self, one: _Told, met: Met, best: Met, others: list[Met]) -> bool:
        """Whether a slot other than the best may as well be what is retold."""
        if met.slot.agrees(best.slot):
            return False
        equal = met.slot.agrees(one.slot)
        if equal and self._claimed.get(met.place, 0.0) > met.alike.strength + CLAIM:
            return False  # told already, by a slot more like it
        if best.alike.held >= max(RUN, met.alike.held + RATHER):
            return False  # word for word up to the best, and not to this one
        if met.document_id != best.document_id:
            margin = OTHER_WORK[self._telling.level(best.document_id, one.sentence)]
        elif equal and self._telling.is_figured(met.document_id):
            margin = TWICE
        elif equal and abs(met.slot.start - best.slot.start) <= ROW:
            by = [self._led(one, other) for other in (best, met)]
            told = self._telling.level(best.document_id, one.sentence) >= RULED
            margin = 0.0 if told and by[0] >= by[1] + LED else IN_ROW
        else:
            margin = SAME_WORK if equal else 0.0
        near = met.alike.strength >= best.alike.strength - margin
        return near and (equal or met in others)

    def _is_enough(self, one: _Told, met: Met) -> bool:
        """Whether what is around two slots is alike enough that one retells the other."""
        alike, level = met.alike, self._telling.level(met.document_id, one.sentence)
        if self._telling.is_figured(met.document_id) and level < NAMED:
            return level == ALLUDED_TO and self._is_among_right(one, met)
        if level == NAMED and self._is_only(one, met):
            return True
        measured = alike.strength, alike.weight, alike.back
        if not any(_reaches(measured, least) for least in (LEAST[0], LEAST[level])):
            return False
        if one.slot.kind == "duty" and alike.strength < DUTY:
            return False
        if one.slot.kind == "organ" and (level < NAMED or not alike.before):
            return False
        return level > RULED or met.document_id not in self._places.shelf.ended()

    def _is_only(self, one: _Told, met: Met) -> bool:
        """Whether a work has nowhere what a draft says, and one place alone that it may tell of."""
        alike, kind = met.alike, one.slot.kind
        if kind in WORDED or alike.strength < ALONE[0] or alike.weight < ALONE[1]:
            return False
        same = (each for each in met.reading.slots if each.kind == kind)
        others = (
            each.alike.strength
            for each in one.met
            if each.document_id == met.document_id and not each.slot.agrees(met.slot)
        )
        said = any(each.agrees(one.slot) for each in same)
        return not said and max(others, default=0.0) < alike.strength - ALONE[2]

    def _is_among_right(self, one: _Told, met: Met) -> bool:
        """Whether figures beside a source's own, in one sentence of the draft, are told right.

        One of a few digits may be so by chance.
        """
        beside = self._telling.rights.get((one.sentence, met.document_id), ())
        near = (sure for at, sure in beside if 0 < abs(at - met.slot.start) <= AMONG)
        strength, weight, _ = LEAST[0]
        alike = met.alike
        if alike.strength < strength or alike.weight < weight / 2 or sum(near) < 1:
            return False
        return self._telling.is_of_report(met.document_id, one.sentence)

    def _led(self, one: _Told, met: Met) -> float:
        return led(self._ours, one.slot, one.bounds, met.reading, met.slot, self._readings.rarity)

    def _is_beside(self, one: _Told, right: Met) -> bool:
        """Whether the sentence has the source's value too, which tells nothing else: 比…的75%高.

        What the draft has for itself is held against it.
        """
        for other in self._beside[one.sentence, one.slot.kind]:
            if other is one or not other.slot.agrees(right.slot):
                continue
            elsewhere = (
                met.alike.strength
                for met in other.met
                if met.slot.agrees(other.slot) and met.slot != right.slot
            )
            if max(elsewhere, default=0.0) < ELSEWHERE:
                return True
        return False


def _reaches(measured: tuple[float, float, float], least: tuple[float, float, float]) -> bool:
    return all(one >= other for one, other in zip(measured, least, strict=True))
