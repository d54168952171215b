"""The basis of a paragraph: for each of its clauses the passages that support it, and how far.

A clause is supported by the sentence that meets most of it: its words by their rarity, its
wording by alignment, its sense by the encoder. What nothing held supports is said to be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.errors import BadQuery
from corpus.model import Span
from corpus.text import clauses, trim
from service.checking.alignment import locate
from service.checking.skeleton import skeleton
from service.evidence import Weights
from service.model import Filters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.model import Passage
    from corpus.words import Segmenter
    from embeddings.encoder import Encoder
    from service.model import Citation, Result
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
_PART = re.compile(r"[^，,]+[，,]?")


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
        numbers: dict[tuple[str, Span], int] = {}
        citations: list[Citation] = []
        found = []
        for span in spans:
            words = text[slice(*span)]
            support = []
            for passage, place, share in self._support(words, filters):
                key = (passage.document_id, place)
                if key not in numbers:
                    numbers[key] = len(citations) + 1
                    citations.append(self._shelf.cite(numbers[key], passage, place))
                support.append(Support(citations[numbers[key] - 1], round(share, 3)))
            found.append(Clause(span, words, tuple(support)))
        return Basis(text, self._generation, tuple(found), tuple(citations))

    def _support(self, words: str, filters: Filters) -> list[tuple[Passage, Span, float]]:
        """The sentences that support a clause enough, best first."""
        results = self._searcher.find(words, limit=LOOKED_AT, filters=filters).results
        asked = self._segmenter.query_words(words)
        weights = Weights(asked, self._count, self._total)
        scored = [best for result in results if (best := self._best(words, result, weights))]
        scored.sort(key=lambda one: (-one[2], one[0].id))
        enough = max(SUPPORTED, BESIDE * scored[0][2]) if scored else 1.0
        return [one for one in scored if one[2] >= enough][:KEPT]

    def _best(
        self, words: str, result: Result, weights: Weights
    ) -> tuple[Passage, Span, float] | None:
        """The sentence of a passage that supports a clause most, and how far."""
        passage = result.passage
        text, first = passage.text, passage.span.start
        spans = clauses(text)
        if not spans:
            return None
        above = f"{result.card.description.title} {' '.join(result.section)}"
        asked = self._encoder.encode_queries([words])[0]
        sense = self._encoder.encode_passages([text[slice(*span)] for span in spans]) @ asked
        bones = skeleton(words).letters
        scored = []
        for span, near in zip(spans, sense, strict=True):
            said = text[slice(*span)]
            met = weights.coverage(f"{above} {said}")
            aligned = locate(bones, skeleton(said).letters)
            alike = aligned.likeness if aligned is not None else 0.0
            scored.append((max(alike, WORDS * met + SENSE * max(0.0, float(near))), span))
        share, span = max(scored, key=lambda one: (one[0], -one[1].start))
        return passage, Span(first + span.start, first + span.end), min(1.0, share)


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
