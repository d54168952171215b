"""The basis of a paragraph: for each of its clauses the passages that support it, and how far.

A clause is supported by the sentence that meets most of it: its words by their rarity, its
wording by alignment, its sense by the encoder. The provision a sentence cites comes before what
search finds; a sentence without its numbers is no basis. What nothing held supports is said to
be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.errors import BadQuery
from corpus.model import Span
from corpus.text import clauses, trim
from service.checking.alignment import locate
from service.checking.draft import Draft
from service.checking.skeleton import NUMBERS, skeleton
from service.evidence import Weights
from service.model import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from corpus.model import Passage, PassageId, Reference
    from corpus.words import Segmenter
    from embeddings.encoder import Encoder
    from service.model import Citation
    from service.search import Searcher
    from service.shelf import Shelf

#: Characters of the longest paragraph, and clauses of it that are looked up.
LONGEST, CLAUSES = 5000, 60
#: Characters of the longest clause: what goes on longer without a stop or a comma is no prose,
#: and finding its like takes seconds.
LONGEST_CLAUSE = 500
#: Letters of the shortest clause that says something, and of one that is cut at its commas.
SHORTEST, LONG = 6, 48
#: Results looked at for a clause, and passages kept as its support.
LOOKED_AT, KEPT = 6, 3
#: Least support that counts as a basis; a share of the best, for a second passage.
SUPPORTED, BESIDE = 0.5, 0.85
#: How much of a support is words met and how much is sense.
WORDS, SENSE = 0.65, 0.35
#: Sentences of a passage that are aligned: those that meet most of the clause.
ALIGNED = 3
#: Passages of a provision cited that are looked at.
CITED = 4
#: Wordings whose letters are kept.
KEPT_LETTERS = 8192
_PART = re.compile(r"[^，,]+[，,]?")
_AMOUNT = re.compile(
    r"(?<![第（(\d.])(?<!\d,)\d+(?:,\d{3})*(?:\.\d+)?(?:[万亿]+|(?![万亿、.）)]|,?\d))"
    "|[零一二两三四五六七八九十百千万亿点]+(?=个|年|月|日|天|小时|分钟|倍|次|项|家|名|人(?![民员])|元|周岁|分之)"
)
#: 10 万元
_SET_APART = re.compile(r"(?<=\d)\s+(?=[万亿])")
#: What leads in a citation and says nothing by itself.
_LEADS = re.compile(
    "根据|依据|按照|依照|遵照|参照|严格|认真|贯彻|落实|执行|规定|明确|要求|提出|指出|以及|等|的|和|及|与"
)


@dataclass(frozen=True, slots=True)
class Support:
    """One sentence that supports a clause, and how far: in [0, 1]."""

    citation: Citation
    share: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the paragraph with its support, best first; none: it has no basis."""

    span: Span
    text: str
    support: tuple[Support, ...]

    @property
    def share(self) -> float:
        """How far it is supported, in [0, 1]."""
        return self.support[0].share if self.support else 0.0


@dataclass(frozen=True, slots=True)
class Basis:
    """The basis of a paragraph. ``citations`` are numbered from 1, each once."""

    text: str
    generation: str
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]

    @property
    def covered(self) -> float:
        """The share of the paragraph's letters that stand in supported clauses."""
        letters = [len(clause.text) for clause in self.clauses]
        met = [len(clause.text) for clause in self.clauses if clause.support]
        return sum(met) / sum(letters) if letters else 0.0

    @property
    def unsupported(self) -> tuple[Clause, ...]:
        """What nothing held supports."""
        return tuple(clause for clause in self.clauses if not clause.support)


class Grounds:
    """Finds the basis of paragraphs in one generation; safe to share between threads."""

    def __init__(
        self,
        searcher: Searcher,
        shelf: Shelf,
        encoder: Encoder,
        segmenter: Segmenter,
        count: Callable[[str], int],
        total: int,
        generation: str,
    ) -> None:
        self._searcher = searcher
        self._shelf = shelf
        self._encoder = encoder
        self._segmenter = segmenter
        self._count = count
        self._total = total
        self._generation = generation

    def basis(self, text: str, filters: Filters) -> Basis:
        """What supports a paragraph, clause by clause.

        Raises:
            BadQuery: it is longer than :data:`LONGEST`, has too many clauses, or one of them
                is longer than :data:`LONGEST_CLAUSE`.
        """
        if len(text) > LONGEST:
            raise BadQuery(
                f"段落有 {len(text):,} 个字，超过 {LONGEST:,} 个字的上限；请分段查找依据。"
            )
        spans = list(_clauses(text))
        if len(spans) > CLAUSES:
            raise BadQuery(f"段落有 {len(spans)} 个分句，超过 {CLAUSES} 个的上限；请分段查找依据。")
        for number, (start, end) in enumerate(spans, start=1):
            if end - start > LONGEST_CLAUSE:
                raise BadQuery(
                    f"第 {number} 个分句（“{text[start : start + 12]}…”）有 {end - start:,} 个字，"
                    f"超过 {LONGEST_CLAUSE} 个字的上限；请加上标点断句。"
                )
        draft = Draft(text, self._shelf.catalogue)
        numbers: dict[tuple[str, Span], int] = {}
        citations: list[Citation] = []
        found = []
        for span in spans:
            support = []
            for passage, place, share in self._support(draft, span, filters):
                key = (passage.document_id, place)
                if key not in numbers:
                    numbers[key] = len(citations) + 1
                    citations.append(self._shelf.cite(numbers[key], passage, place))
                support.append(Support(citations[numbers[key] - 1], round(share, 3)))
            found.append(Clause(span, text[slice(*span)], tuple(support)))
        return Basis(text, self._generation, tuple(found), tuple(citations))

    # ---- inside

    def _support(
        self, draft: Draft, span: Span, filters: Filters
    ) -> list[tuple[Passage, Span, float]]:
        """The sentences that support a clause enough: of what is cited, then best first."""
        words = draft.text[slice(*span)]
        cited, own = _cited(draft, span)
        named = [passage for one in cited for passage in self._passages_of(one, filters)]
        if len(skeleton(_LEADS.sub("", own))) < SHORTEST and named:  # 按照《…》第九条规定，
            first = named[0]
            return [(first, _first(first), 1.0)]
        results = self._searcher.find(words, limit=LOOKED_AT, filters=filters).results
        above = {
            one.passage.id: f"{one.card.description.title} {' '.join(one.section)}"
            for one in results
        }
        scored = self._scored(words, own, [*named, *(one.passage for one in results)], above)
        at = {passage.id for passage in named}
        scored.sort(key=lambda one: (one[0].id not in at, -one[2], one[0].id))
        best = max((one[2] for one in scored), default=1.0)
        enough = max(SUPPORTED, BESIDE * best)
        least = [one for one in scored if one[2] >= (SUPPORTED if one[0].id in at else enough)]
        return least[:KEPT]

    def _passages_of(self, reference: Reference, filters: Filters) -> list[Passage]:
        """The passages of the provision cited, of those the filters leave."""
        target = reference.target
        if target is None or target.section_id is None:
            return []
        whole = self._shelf.passages_of(target.document_id)
        scope = self._shelf.scope(filters)
        allowed = (one for one in whole if scope is None or scope.allows(one.id))
        inside = (one for one in allowed if one.span.start < target.span.end)
        return [one for one in inside if target.span.start < one.span.end][:CITED]

    def _scored(
        self, words: str, own: str, passages: Sequence[Passage], above: Mapping[PassageId, str]
    ) -> list[tuple[Passage, Span, float]]:
        """The sentence of each passage that supports a clause most, and how far."""
        once = list({passage.id: passage for passage in passages}.values())
        spans = [(passage, span) for passage in once for span in clauses(passage.text)]
        if not spans:
            return []
        said = [passage.text[slice(*span)] for passage, span in spans]
        asked = self._encoder.encode_queries([words])[0]
        sense = self._encoder.encode_passages(said) @ asked
        weights = Weights(self._segmenter.query_words(words), self._count, self._total)
        met: dict[str, list[tuple[float, int]]] = {}
        for place, ((passage, _), near) in enumerate(zip(spans, sense, strict=True)):
            share = weights.coverage(f"{above.get(passage.id, '')} {said[place]}")
            score = WORDS * share + SENSE * max(0.0, float(near))
            met.setdefault(passage.id, []).append((score, place))
        bones, counted = _letters(words), _amounts(own)
        found = []
        for scores in met.values():
            best = (0.0, 0)
            for score, place in sorted(scores, key=lambda one: (-one[0], one[1]))[:ALIGNED]:
                aligned = locate(bones, _letters(said[place]))
                alike = max(score, aligned.likeness if aligned is not None else 0.0)
                if alike > best[0] and counted <= _numbers(said[place]):
                    best = (alike, place)
            passage, span = spans[best[1]]
            first = passage.span.start
            if best[0]:
                there = Span(first + span.start, first + span.end)
                found.append((passage, there, min(1.0, best[0])))
        return found


@lru_cache(KEPT_LETTERS)
def _letters(words: str) -> str:
    return skeleton(words).letters


def _numbers(words: str) -> frozenset[str]:
    """The numbers of a wording, as they compare."""
    return frozenset(NUMBERS.findall(_letters(_SET_APART.sub("", words))))


def _amounts(words: str) -> frozenset[str]:
    """The numbers of a wording that count or measure something: not 进一步, nor （二）."""
    return frozenset(one for found in _AMOUNT.finditer(words) for one in _numbers(found[0]))


def _first(passage: Passage) -> Span:
    """The first sentence of a passage, in its document."""
    start, end = (clauses(passage.text) or [Span(0, len(passage.text))])[0]
    return Span(passage.span.start + start, passage.span.start + end)


def _cited(draft: Draft, span: Span) -> tuple[list[Reference], str]:
    """What the sentence of a clause cites up to its end, and the clause without citations."""
    begin = draft.sentence_at(span.start)
    near = [one for one in draft.references if begin <= one.span.start < span.end]
    own, at = [], span.start
    for one in near:
        if span.start < one.span.end:
            own.append(draft.text[at : max(at, one.span.start)])
            at = max(at, min(one.span.end, span.end))
    return near[-1:], "".join([*own, draft.text[at : span.end]])


def _clauses(text: str) -> Iterator[Span]:
    """The clauses of a paragraph that say something; long ones cut at their commas."""
    for span in clauses(text):
        parts = [span]
        if span.end - span.start > LONG:
            parts = list(_joined([Span(*m.span()) for m in _PART.finditer(text, *span)]))
        for part in parts:
            part = trim(text, part)
            if len(skeleton(text[slice(*part)])) >= SHORTEST:
                yield part


def _joined(parts: Sequence[Span]) -> Iterator[Span]:
    """Parts between commas, short ones joined to the next."""
    start = None
    for part in parts:
        start = part.start if start is None else start
        if part.end - start >= LONG // 3 or part is parts[-1]:
            yield Span(start, part.end)
            start = None
