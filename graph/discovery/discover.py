"""Discovery: a corpus in, the concepts no lexicon has out, each family's best first.

The score of a candidate is the weighted mean of its parts (``WEIGHTS``), each in [0, 1]:

- ``spread``: documents that name it, those that tell news counting a quarter, over the same
  and ``_HALF``: half reached at 4;
- ``formal``: documents that fix wording (speeches, reports, rules …), likewise;
- ``fixed``: the share of its occurrences in quotation marks, full at a half;
- what a family measures itself: ``members``, ``held``, ``stated``, ``cohesion``, ``freedom``.

The same corpus, lexicon and version give the same candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import DocumentId
from corpus.progress import Progress, silent
from graph.discovery import counting, holders, shorthand, titles, words
from graph.discovery.counting import Tally, count, examples
from graph.discovery.model import FAMILIES, TELLING, Candidate, CandidateId, Found, Piece, Place
from graph.lexicon.forms import key_of
from graph.lexicon.loader import Lexicon

#: Candidates kept of each family, and examples of each candidate.
MOST, EXAMPLES = 300, 5
#: Documents at which a part of the score that counts them is a half.
_HALF = 4.0
#: What a document that only tells counts of one that fixes wording.
_TOLD = 0.25
#: The share of occurrences in quotation marks below which a coinage is an ordinary word:
#: of several words, and of one the dictionary has.
_FIXED, _FIXED_WORD = 0.3, 0.7
#: Documents from which on a corpus is large, and from which on what is often said and hardly
#: ever put in quotation marks is an ordinary word.
_LARGE, _OFTEN = 1000, 10
#: The share of quotations that only cite from which on a coinage is none.
_CITED = 0.5
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "numeric": {"spread": 2, "formal": 3, "fixed": 3, "members": 2},
    "title": {"spread": 3, "formal": 3, "held": 2},
    "quoted": {"spread": 2, "formal": 4, "fixed": 2},
    "organ": {"spread": 2, "formal": 3, "stated": 2},
    "holder": {"spread": 3, "formal": 3},
    "word": {"spread": 2, "formal": 2, "cohesion": 3, "freedom": 3},
}


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is looked through: body passages, what is known of their documents, and the
    subjects of duties with their places.
    """

    pieces: Sequence[Piece]
    kinds: Mapping[DocumentId, str]
    works: Mapping[DocumentId, str]
    issuers: Mapping[DocumentId, str | None]
    duties: Sequence[tuple[str, Place]]


def discover(corpus: Corpus, lexicon: Lexicon, progress: Progress = silent) -> list[Candidate]:
    """The candidates, family by family in the order of ``FAMILIES``, the best first."""
    return _Search(corpus, lexicon, progress).run()


class _Search:
    """One discovery under way."""

    def __init__(self, corpus: Corpus, lexicon: Lexicon, progress: Progress) -> None:
        self._corpus = corpus
        self._progress = progress
        self._known = {form for one in lexicon.concepts.values() for form in one.forms}
        self._keys = frozenset(lexicon.forms)
        self._least = 2 if len(corpus.kinds) < _LARGE else 3
        self._taken: set[CandidateId] = set()

    def run(self) -> list[Candidate]:
        corpus = self._corpus
        total = len(FAMILIES)
        self._progress("通读语料", 0, total)
        pieces = counting.unique(corpus.pieces)
        coined = [one for one in shorthand.coinages(pieces) if self._is_told(one)]
        self._progress("通读语料", 1, total)
        named = titles.titles(corpus.pieces, self._known, corpus.works)
        organs = holders.organs(pieces, corpus.issuers, self._known)
        acting = holders.holders(corpus.duties, self._known)
        self._progress("统计字串", 2, total)
        runs = words.statistics(pieces, self._keys)
        labels = [one.found.label for one in coined] + [one.label for one in [*organs, *runs]]
        self._progress("核对出处", 4, total)
        tallies = count(corpus.pieces, labels)
        self._progress("核对出处", total, total)
        by_family = {
            "numeric": self._coined(coined, tallies, numeric=True),
            "title": self._placed("title", named),
            "quoted": self._coined(coined, tallies, numeric=False),
            "organ": self._counted("organ", organs, tallies),
            "holder": self._placed("holder", acting),
            "word": self._words(runs, tallies),
        }
        return [one for family in FAMILIES for one in self._best(by_family[family])]

    def _best(self, found: Iterable[Candidate]) -> list[Candidate]:
        """The best of a family that no earlier family has."""
        fresh = [one for one in found if one.id not in self._taken and one.id not in self._keys]
        fresh.sort(key=lambda one: (-one.score, one.id))
        best: dict[CandidateId, Candidate] = {}
        for one in fresh:
            best.setdefault(one.id, one)
        kept = list(best.values())[:MOST]
        self._taken |= {one.id for one in kept}
        return kept

    def _coined(
        self, coined: Iterable[shorthand.Coinage], tallies: Mapping[str, Tally], *, numeric: bool
    ) -> Iterable[Candidate]:
        for one in coined:
            if one.numeric != numeric:
                continue
            tally = tallies[one.found.label]
            share = tally.wrapped * (1 - one.cited) / max(1, tally.occurrences)
            least = _FIXED_WORD if words.is_word(one.found.label) else _FIXED
            packs = bool(one.found.members) and self._is_repeated(one, tally)
            often = len(tally.documents) >= self._least or packs
            if (share >= least or packs) and often and self._formal_enough(tally, packs):
                fixed = {"fixed": min(1.0, 2 * share)}
                family = "numeric" if numeric else "quoted"
                yield self._candidate(family, one.found, fixed, tally)

    def _is_told(self, one: shorthand.Coinage) -> bool:
        return (one.quoted >= self._least and one.cited < _CITED) or bool(one.found.members)

    def _is_repeated(self, one: shorthand.Coinage, tally: Tally) -> bool:
        """Whether a list makes a name of what it explains: a small corpus says it but once."""
        if len(tally.documents) > _OFTEN and 10 * tally.wrapped < tally.occurrences:
            return False
        return len(tally.documents) > 1 or (one.quoted > 0 and len(self._corpus.kinds) < _LARGE)

    def _formal_enough(self, tally: Tally, packs: bool) -> bool:
        return packs or bool(tally.formal) or len(tally.documents) >= 3 * self._least

    def _counted(
        self, family: str, found: Iterable[Found], tallies: Mapping[str, Tally]
    ) -> Iterable[Candidate]:
        for one in found:
            tally = tallies[one.label]
            if len(tally.documents) >= self._least and holders.stands_free(tally):
                yield self._candidate(family, one, {}, tally)

    def _words(self, found: Iterable[Found], tallies: Mapping[str, Tally]) -> Iterable[Candidate]:
        for one in found:
            tally = tallies[one.label]
            if len(tally.documents) < self._least or not tally.formal:
                continue
            if not words.is_word(one.label) and words.ends_meet(one.label, tally):
                yield self._candidate("word", one, {}, tally)

    def _placed(self, family: str, found: Iterable[Found]) -> Iterable[Candidate]:
        """Candidates counted by the places their family gave."""
        for one in found:
            documents: dict[DocumentId, Place] = {}
            for place in one.places or ():
                documents.setdefault(DocumentId(place.passage_id.partition("/")[0]), place)
            if len(documents) < self._least:
                continue
            told = {each for each in documents if self._corpus.kinds[each] in TELLING}
            order = sorted(documents, key=lambda each: (each in told, each))
            yield self._made(
                family,
                one,
                {**one.own, **_spread(len(documents), len(documents) - len(told))},
                (len(documents), len(one.places or ())),
                tuple(documents[each] for each in order[:EXAMPLES]),
            )

    def _candidate(
        self, family: str, found: Found, more: Mapping[str, float], tally: Tally
    ) -> Candidate:
        return self._made(
            family,
            found,
            {**found.own, **more, **_spread(len(tally.documents), len(tally.formal))},
            (len(tally.documents), tally.occurrences),
            examples(tally, len(found.label), EXAMPLES),
        )

    def _made(
        self,
        family: str,
        found: Found,
        parts: Mapping[str, float],
        counted: tuple[int, int],
        places: tuple[Place, ...],
    ) -> Candidate:
        weights = WEIGHTS[family]
        kept = {name: round(parts.get(name, 0.0), 4) for name in weights}
        score = sum(weights[name] * value for name, value in kept.items()) / sum(weights.values())
        return Candidate(
            id=CandidateId(key_of(found.label)),
            label=found.label,
            family=family,
            kind=found.kind,
            score=round(score, 4),
            parts=kept,
            documents=counted[0],
            occurrences=counted[1],
            members=found.members,
            members_at=found.members_at,
            examples=places,
        )


def _spread(documents: int, formal: int) -> dict[str, float]:
    weighed = formal + _TOLD * (documents - formal)
    return {"spread": weighed / (weighed + _HALF), "formal": formal / (formal + _HALF)}
