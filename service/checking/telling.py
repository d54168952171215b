"""Which held texts the sentences of a draft may tell of, and how plainly each is told of."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS, PassageId, Span, document_of
from corpus.text import fold
from corpus.titles import title_key
from service.answering.places import places_in
from service.checking.alike import AWAY, Reading
from service.checking.disowned import is_disowned
from service.checking.occasions import pairs
from service.checking.skeleton import skeleton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.readings import Readings

#: Letters of the shortest sentence, and sentences of one draft that are looked up: no draft has
#: more.
SHORTEST, LOOKED_UP = 8, 500
#: Works named before and after a sentence that it may tell of.
BEFORE, AFTER = 4, 2
#: How plainly a document is told of: as some rule, alluded to, named.
RULED, ALLUDED_TO, NAMED = 1, 2, 3
#: Share of a title's rare pairs that alludes to it.
ALLUDED = 0.5
#: What tells of some rule.
_RULE = re.compile("法律|法规|条例|办法|立法|规定|依法|法(?:第|明确|要求)")
_NATION = re.compile("全国|我国|国务院|中国")
#: Letters in a row that no two reports have.
MANY = 20
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
#: Clauses up to a place in which a draft says whose it is, and after it, that may deny it.
CLAUSES, DENIED = 2, 4
#: …，值得我市借鉴。
_LEARNT = re.compile("[，。][^，。；：]*(?:借鉴|参考|启示|启发)[^，。；：]*")


class Telling:
    """One draft, and the held texts that it may tell of."""

    def __init__(
        self, places: Places, readings: Readings, draft: Draft, found: Iterable[Finding]
    ) -> None:
        self._places = places
        self._readings = readings
        self.draft = draft
        self.ours = Reading(skeleton(draft.text))
        self._pairs = pairs(fold(draft.text))
        named = [(one.span.start, one.target.document_id) for one in draft.references if one.target]
        self._named = sorted({*named, *draft.told})
        self._names = frozenset(document_id for _, document_id in self._named)
        self._titled = [one for one in draft.references if one.title]
        quoted = (one.citations[0] for one in found if one.kind == "quote_verbatim")
        #: Documents of which something is told right.
        self.followed = {document_of(PassageId(one.passage_id)) for one in quoted}
        #: Figures told right, by sentence and document: where there, and how sure it is.
        self.rights: dict[tuple[Span, DocumentId], list[tuple[int, float]]] = defaultdict(list)
        self._is_alluded_to = lru_cache(maxsize=None)(self._has_title_of)

    @cached_property
    def sources(self) -> dict[Span, list[tuple[DocumentId, Reading]]]:
        """The texts that each sentence may tell of: those named, and the passages most like it."""
        found: dict[Span, list[tuple[DocumentId, Reading]]] = {}
        for sentence in self.draft.sentences:
            low, high = self.ours.bones.inside(sentence)
            if high - low < SHORTEST:
                continue
            if len(found) == LOOKED_UP:
                self.draft.is_whole = False
                break
            named = self._named_by(sentence)
            read = [(one, self._readings.whole(one)) for one in named]
            ranked = self._readings.ranked(self.draft.text[slice(*sentence)])
            found[sentence] = read + [one for one in ranked if one[0] not in named]
        return found

    def level(self, document_id: DocumentId, sentence: Span) -> int:
        """How plainly a sentence tells of a document: 0 not at all."""
        if document_id in self._names:
            return NAMED
        if document_id in self.followed or self._is_alluded_to(document_id):
            return ALLUDED_TO
        about = self._places.shelf.description(document_id)
        if about.kind not in NORMATIVE_KINDS or not _RULE.search(self.draft.text, *sentence):
            return 0
        return RULED if self._is_here(about.title) else 0

    def is_figured(self, document_id: DocumentId) -> bool:
        """Whether a document gives its own figures of what others have as well."""
        return self._places.shelf.description(document_id).kind in _FIGURED

    def is_of_report(self, document_id: DocumentId, sentence: Span) -> bool:
        """Whether a report is told of by its place or as the whole country's."""
        about = self._places.shelf.description(document_id)
        if about.kind != "report" or not self._is_here(about.title):
            return False
        nation = _NATION.search(self.draft.text, *sentence)
        return bool(places_in(about.title) or nation)

    def may_say_alone(self, document_id: DocumentId, sentence: Span, alike: int) -> bool:
        """Whether so many letters alike are of a paper whose figures others have too: a leader's
        own words; those of a report among figures of it told right.
        """
        if self._places.shelf.description(document_id).kind == "speech":
            return True
        of_it = alike >= MANY or self.is_of_report(document_id, sentence)
        return of_it and (sentence, document_id) in self.rights

    def may_tell_of(self, document_id: DocumentId, sentence: Span, at: int) -> bool:
        """Whether a sentence may tell of a place of a document: of no work but those whose titles
        it has, if any; a form or a rule that stands beside the place as well is the source's own.
        """
        first = bisect_left(self._titled, sentence.start, key=lambda one: one.span.start)
        last = bisect_left(self._titled, sentence.end, key=lambda one: one.span.start)
        titled = self._titled[first:last]
        if any(one.target and one.target.document_id == document_id for one in titled):
            return True
        around = self._around(document_id, at) if titled else ""
        return all(self.draft.text[slice(*one.span)] in around for one in titled)

    def is_own(self, span: Span, sentence: Span, document_id: DocumentId, at: int) -> bool:
        """Whether a draft says its own in a place: 我局要求, 高于…的下限; not where the source has
        the same words beside ``at``.
        """
        words = self.draft.text
        around = self._around(document_id, at)
        begun = [
            sentence.start,
            *(one.end() for one in _MARK.finditer(words, sentence.start, span.start)),
        ]
        ends = [
            one.start() for one in islice(_MARK.finditer(words, span.end, sentence.end), DENIED)
        ]
        around += "今年" if document_id in self._names else ""  # in a report's words
        clauses = _LEARNT.sub("", words[begun[-CLAUSES:][0] : sentence.end])
        if any(one[0] not in around for one in _OWN.finditer(clauses)):
            return True
        return any(is_disowned(self.draft, Span(span.start, end)) for end in ends)

    # ---- inside

    def _around(self, document_id: DocumentId, at: int) -> str:
        return self._places.shelf.excerpt(document_id, Span(max(0, at - AWAY), at + AWAY))

    def _named_by(self, sentence: Span) -> list[DocumentId]:
        """The held documents that a sentence names, and those named nearest around it."""
        first = bisect_left(self._named, sentence.start, key=lambda one: one[0])
        last = bisect_right(self._named, sentence.end, key=lambda one: one[0])
        near = self._named[max(0, first - BEFORE) : max(last, first) + AFTER]
        return list(dict.fromkeys(document_id for _, document_id in near))

    def _has_title_of(self, document_id: DocumentId) -> bool:
        """Whether the draft has most of a document's title, whatever it calls it."""
        title = self._places.shelf.description(document_id).title
        own = pairs(title_key(_CORE.sub("", title)))
        rarity = self._readings.rarity
        told = sum(map(rarity, own & self._pairs)) >= ALLUDED * sum(map(rarity, own))
        return told and self._is_here(title)

    def _is_here(self, title: str) -> bool:
        """Whether the draft speaks of the place that a title names, if any."""
        return all(place in self.draft.text for place in places_in(title))
