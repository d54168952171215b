"""Retellings: what a draft tells of a held text in words of its own, with one thing told wrong.

Every slot of a draft (a number with its unit, a day, a duty, an organ) is held against the slots of
the same kind in the works it names and in the passages most like its sentence. The one with the
likeliest words around it is what it retells; another value there is an error, unless a slot with
the draft's own value is nearly as like.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import PassageId, Span, document_of
from corpus.text import fold
from corpus.titles import title_key
from service.answering.places import places_in
from service.checking.alike import AWAY, Likeness, Reading, likeness
from service.checking.disowned import is_disowned
from service.checking.occasions import pairs
from service.checking.places import wrong_statement
from service.checking.readings import WORDED, Readings
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.slots import Slot
    from service.checking.witness import Exact, Witnesses

#: Letters of the shortest sentence; sentences and slots of one draft that are looked up.
SHORTEST, LOOKED_UP, MOST = 8, 500, 2000
#: Works named before and after a sentence that it may tell of.
BEFORE, AFTER = 4, 2
#: Least strength, weight of rare words and likeness the other way round, by how plainly the
#: document is told of: not at all, alluded to, named.
LEAST = ((0.8, 7.0, 0.4), (0.53, 5.0, 0.2), (0.52, 4.0, 0.2))
#: Least strength where duties differ, which clauses of one law have in like words.
DUTY = 0.7
#: How much weaker a slot with the draft's value may be and still be meant: in the same document;
#: in another, by how plainly the first is told of; where a document gives each year's figures;
#: where, within so many letters, figures stand in a row.
SAME_WORK, OTHER_WORK, TWICE = 0.1, (0.15, 0.05, -0.05), 0.6
ROW, IN_ROW = 45, 0.35
#: How much weaker a slot may be than the one that it is retold by already.
CLAIM = 0.25
#: How plainly a document is told of that is named.
NAMED = 2
#: Share of a title's rare pairs that alludes to it.
ALLUDED = 0.5
#: Likeness and weight of a number told right by which a document is told of.
FOLLOWED, ENOUGH = 0.5, 5.0
#: Strength from which a value tells of another place of the source.
ELSEWHERE = 0.3
#: What a title has about the work it is on.
_CORE = re.compile("^.*关于(?:印发|批转|转发)|^.*关于|的(?:通知|公告|批复|通报)$|^中华人民共和国")
#: Kinds that give their own figures of what others have as well.
_FIGURED = frozenset({"report", "news", "essay", "case", "speech"})
#: What a draft says of itself, or holds against a rule.
_OWN = re.compile(
    "(?<![按照据])[我本][省市县区州旗镇乡街村校院局厅委司厂队部馆所单项]|全[市省县区镇乡村校院局厂]|我们|今年"
    "|本(?:规定|办法|细则|制度|方案|通知|意见|预案|规则|章程)|自定|高于|严于|更严|更高"
)


_MARK = re.compile("[，。；：]")
#: Clauses up to a slot in which a draft says whose it is; after it, which may deny it.
CLAUSES, DENIED = 2, 4


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
    """A slot of a draft, the sentence it stands in, what was met for it, and the documents that
    the sentence has by their titles; None for one that is not held.
    """

    slot: Slot
    sentence: Span
    met: list[Met]
    titled: frozenset[DocumentId | None]

    def may_tell_of(self, met: Met) -> bool:
        """Whether the sentence may tell of a document: of none but the titles it has, if any."""
        return not self.titled or met.document_id in self.titled


class Retold:
    """Judges retellings; safe to share between threads."""

    def __init__(self, exact: Exact, witnesses: Witnesses, places: Places) -> None:
        self._places = places
        self._readings = Readings(exact, witnesses, places.shelf)

    def check(self, draft: Draft, found: Iterable[Finding]) -> list[Finding]:
        """A finding for each slot that a held text told of has otherwise; ``found`` is told
        already.
        """
        if draft.is_rule:
            return []
        found = list(found)
        quoted = (one.citations[0] for one in found if one.kind == "quote_verbatim")
        follows = {document_of(PassageId(one.passage_id)) for one in quoted}
        retelling = _Retelling(self._places, self._readings, draft, follows)
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
        return [retelling.finding(slot, right) for slot, right in rights.values()]


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
        return self._draft.quotation_at(span.start) is not None


class _Retelling:
    """One draft's slots, what they may retell, and which of it is wrong."""

    def __init__(
        self, places: Places, readings: Readings, draft: Draft, follows: Iterable[DocumentId]
    ) -> None:
        self._places = places
        self._readings = readings
        self._draft = draft
        self._ours = Reading(skeleton(draft.text))
        self._pairs = pairs(fold(draft.text))
        named = [(one.span.start, one.target.document_id) for one in draft.references if one.target]
        self._named = sorted({*named, *draft.told})
        self._names = frozenset(document_id for _, document_id in self._named)
        self._titled = [one for one in draft.references if one.title]
        self.told = list(self._all())
        self._claimed: dict[tuple[DocumentId, int], float] = {}
        self._followed = set(follows)
        self._beside: dict[tuple[Span, str], list[_Told]] = defaultdict(list)
        for one in self.told:
            self._beside[one.sentence, one.slot.kind].append(one)
            self._claim(one)
        self._level = lru_cache(maxsize=None)(self._told_of)

    def span(self, slot: Slot) -> Span:
        """Where a slot stands in the draft."""
        return self._ours.bones.span(slot.start, slot.end)

    def right(self, one: _Told) -> Met | None:
        """The source's slot where a draft's is told wrong; None where it may be right."""
        others = [
            met for met in one.met
            if not met.slot.agrees(one.slot)
            and one.may_tell_of(met)
            and self._claimed.get(met.place, 0.0) < met.alike.strength - CLAIM
            and self._is_enough(one, met)
        ]  # fmt: skip
        best = max(others, key=lambda met: met.alike.strength, default=None)
        if best is None or any(self._may_be(one, met, best, others) for met in one.met):
            return None
        return None if self._is_own(one, best) or self._is_beside(one, best) else best

    def finding(self, slot: Slot, right: Met) -> Finding:
        """What is said of a slot told wrong: it and the words on both sides that are the same."""
        alike, theirs = right.alike, right.reading.bones
        at = self.span(slot)
        span = self._ours.bones.span(slot.start - alike.before, slot.end + alike.after)
        there = theirs.span(right.slot.start - alike.before, right.slot.end + alike.after)
        text = self._places.shelf.document(right.document_id).text
        own = text[slice(*theirs.span(right.slot.start, right.slot.end))]
        words = self._draft.text
        return wrong_statement(
            self._places, self._draft, span, right.document_id, there,
            told=f"“{words[slice(*at)]}”应为“{own}”",
            right=f"{words[span.start : at.start]}{own}{words[at.end : span.end]}",
            certainty=round(min(0.95, alike.near), 3),
        )  # fmt: skip

    # ---- inside

    def _all(self) -> Iterator[_Told]:
        """The slots of the draft, each with the slots of held texts that it may retell."""
        ours, draft, looked_up, most = self._ours, self._draft, 0, MOST
        starts = [one.start for one in ours.slots]
        for sentence in draft.sentences:
            low, high = ours.bones.inside(sentence)
            slots = ours.slots[bisect_left(starts, low) : bisect_left(starts, high)]
            if not slots or high - low < SHORTEST:
                continue
            if looked_up == LOOKED_UP or len(slots) > most:
                draft.is_whole = False
                return
            looked_up += 1
            most -= len(slots)
            named = self._named_by(sentence)
            read = [(one, self._readings.whole(one)) for one in named]
            ranked = self._readings.ranked(draft.text[slice(*sentence)])
            read += [one for one in ranked if one[0] not in named]
            titled = self._titled_in(sentence)
            for slot in slots:
                if met := list(self._met(slot, (low, high), read)):
                    yield _Told(slot, sentence, met, titled)

    def _met(
        self, slot: Slot, bounds: tuple[int, int], read: Iterable[tuple[DocumentId, Reading]]
    ) -> Iterator[Met]:
        for document_id, theirs in read:
            for other in self._readings.near(self._ours, slot, bounds, theirs):
                alike = likeness(self._ours, slot, bounds, theirs, other, self._readings.rarity)
                yield Met(document_id, theirs, other, alike)

    def _named_by(self, sentence: Span) -> list[DocumentId]:
        """The held documents that a sentence names, and those named nearest around it."""
        first = bisect_left(self._named, sentence.start, key=lambda one: one[0])
        last = bisect_right(self._named, sentence.end, key=lambda one: one[0])
        near = self._named[max(0, first - BEFORE) : max(last, first) + AFTER]
        return list(dict.fromkeys(document_id for _, document_id in near))

    def _titled_in(self, sentence: Span) -> frozenset[DocumentId | None]:
        first = bisect_left(self._titled, sentence.start, key=lambda one: one.span.start)
        last = bisect_left(self._titled, sentence.end, key=lambda one: one.span.start)
        targets = (one.target for one in self._titled[first:last])
        return frozenset(one.document_id if one else None for one in targets)

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
            if one.slot.kind not in WORDED and alike.near >= FOLLOWED and alike.weight >= ENOUGH:
                self._followed.add(met.document_id)

    def _may_be(self, one: _Told, met: Met, best: Met, others: list[Met]) -> bool:
        """Whether a slot other than the best may as well be what is retold."""
        if met.slot.agrees(best.slot):
            return False
        equal = met.slot.agrees(one.slot)
        if equal and self._claimed.get(met.place, 0.0) > met.alike.strength + CLAIM:
            return False  # told already, by a slot more like it
        if met.document_id != best.document_id:
            margin = OTHER_WORK[self._level(best.document_id)]
        elif equal and self._is_figured(met.document_id):
            margin = TWICE
        elif equal and abs(met.slot.start - best.slot.start) <= ROW:
            margin = IN_ROW
        else:
            margin = SAME_WORK if equal else 0.0
        near = met.alike.strength >= best.alike.strength - margin
        return near and (equal or met in others)

    def _is_enough(self, one: _Told, met: Met) -> bool:
        """Whether what is around two slots is alike enough that one retells the other."""
        alike, level = met.alike, self._level(met.document_id)
        strength, weight, back = LEAST[level]
        if alike.strength < strength or alike.weight < weight or alike.back < back:
            return False
        if one.slot.kind == "duty" and alike.strength < DUTY:
            return False
        if one.slot.kind == "organ" and (level < NAMED or not alike.before):
            return False
        if level < NAMED and self._is_figured(met.document_id):
            return False
        return bool(level) or met.document_id not in self._places.shelf.ended()

    def _is_figured(self, document_id: DocumentId) -> bool:
        return self._places.shelf.description(document_id).kind in _FIGURED

    def _told_of(self, document_id: DocumentId) -> int:
        """How plainly the draft tells of a document: 2 named in it, 1 alluded to, 0 not at all."""
        if document_id in self._names:
            return NAMED
        if document_id in self._followed:
            return 1
        title = self._places.shelf.description(document_id).title
        own = pairs(title_key(_CORE.sub("", title)))
        rarity = self._readings.rarity
        told = sum(map(rarity, own & self._pairs)) >= ALLUDED * sum(map(rarity, own))
        return int(told and all(place in self._draft.text for place in places_in(title)))

    def _is_own(self, one: _Told, right: Met) -> bool:
        """Whether a draft says its own there: 我局要求, 高于…的下限; not in the source's words."""
        at = right.reading.bones.starts[right.slot.start]
        text = self._places.shelf.document(right.document_id).text
        around = text[max(0, at - AWAY) : at + AWAY]
        span = self.span(one.slot)
        marks = _MARK.finditer(self._draft.text, one.sentence.start, span.start)
        begun = [one.sentence.start, *(mark.end() for mark in marks)]
        clauses = self._draft.text[begun[-CLAUSES:][0] : one.sentence.end]
        around += "今年" if self._level(right.document_id) == NAMED else ""  # in a report's words
        own = any(found[0] not in around for found in _OWN.finditer(clauses))
        ends = islice(_MARK.finditer(self._draft.text, span.end, one.sentence.end), DENIED)
        return own or any(is_disowned(self._draft, Span(span.start, mark.start())) for mark in ends)

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
