"""Where a text names concepts: longest match, whatever the quotes, blanks and width.

All forms stand in one Aho-Corasick automaton (Aho and Corasick 1975) over the text as it
compares (:mod:`graph.lexicon.forms`). Of what matches, a match falls out when

- it stands inside a longer word its concept names in ``not_in``;
- it begins with a numeral that only ends a longer one: 四史 in 二十四史, 三会 in 第三会场;
- it is a law's name and the word goes on: 公司法 in 公司法人, but not in 公司法规定;
- its last 人 begins a word: 申请人 in 申请人民法院强制执行;
- it is the tail of a local work's title: 优化营商环境条例 in 云南省优化营商环境条例;
- it is cut through by more than a quotation mark and blanks;
- its form is ambiguous, and no context word of its concept stands near.

What is left competes: the leftmost wins, of those the longest; none overlap. A form that
still means two concepts is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

import ahocorasick

from corpus.model import Span
from corpus.text import fold
from graph.lexicon.forms import MARKS, key_of, keys_of
from graph.model import Concept, ConceptId

#: Characters before and after an ambiguous form in which a context word is looked for.
REACH = 80
#: Longest run of marks inside a name, and the shortest name a line break may run through.
WIDEST_GAP, WRAPPED = 3, 4
_NUMERAL = frozenset("〇零一二三四五六七八九十百千万两第")
_PLACES = frozenset("省市区州县")
_LATIN = re.compile(r"[a-z0-9]")
_NO_LAW = re.compile(r"[治律院典庭官务]|规(?!定)|人(?![员民])|学(?!习)|制(?!定)|则(?!是)|定(?!期)")
#: What is done with law is no law: 执法 in 联合执法制度.
_DOING = re.compile(r"[执普]法$")
#: What goes on behind a 人 that ends no word: 申请人民法院强制执行, 使用人民币.
_NO_PERSON = re.compile(
    r"民(?:[法检调陪]|政府|币|警察|代表|群众|团体|武装|解放|银行)|体(?:器官|损伤)|身(?:安全|自由|权|保护|损)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """One mention: the concept, where it stands in the text given, the form it matched."""

    concept_id: ConceptId
    span: Span
    form: str


class _Sense(NamedTuple):
    """What one form may mean."""

    concept_id: ConceptId
    form: str
    work: bool
    context: tuple[str, ...]
    blockers: frozenset[str]


class _Match(NamedTuple):
    start: int
    end: int
    key: str


_NONE: frozenset[str] = frozenset()


class Finder:
    """Finds mentions of the concepts it was made with. Safe to share between threads."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._senses: dict[str, list[_Sense]] = defaultdict(list)
        words: set[str] = set()
        ordered = sorted(concepts, key=attrgetter("id"))
        keys = iter(keys_of([form for concept in ordered for form in concept.forms]))
        for concept in ordered:
            longer, near, ambiguous = _conditions(concept)
            words.update(longer)
            work = concept.kind == "work"
            for form in concept.forms:
                key = next(keys)
                context = near if not ambiguous or key in ambiguous else ()
                inside = frozenset(word for word in longer if key in word) if longer else _NONE
                self._senses[key].append(_Sense(concept.id, form, work, context, inside))
        self._longest = max(map(len, words), default=0)
        self._automaton = ahocorasick.Automaton()
        for word in words.union(self._senses):
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def find(self, text: str) -> list[Found]:
        """Every mention in ``text``, in order; spans count its own code points."""
        if not self._senses:
            return []
        plain = _Plain(text)
        matches = [
            _Match(end + 1 - len(key), end + 1, key)
            for end, key in self._automaton.iter(plain.solid)
        ]
        matches.sort(key=lambda match: (match.start, -match.end))
        found: list[Found] = []
        free = 0
        for at, match in enumerate(matches):
            if match.start < free or match.key not in self._senses:
                continue
            sense = self._sense(at, matches, plain)
            if sense is not None:
                found.append(Found(sense.concept_id, plain.span(match), sense.form))
                free = match.end
        return found

    def _sense(self, at: int, matches: Sequence[_Match], plain: _Plain) -> _Sense | None:
        """The one thing the match at this place means where it stands, or None."""
        match = matches[at]
        if _runs_on(plain.solid, match) or not plain.whole(match):
            return None
        local = plain.solid[match.start - 1 : match.start] in _PLACES and match.start > 0
        around = plain.solid[max(0, match.start - REACH) : match.end + REACH]
        meant = [
            sense
            for sense in self._senses[match.key]
            if not (sense.work and local)
            and (not sense.context or any(word in around for word in sense.context))
            and not (sense.blockers and self._inside(at, matches, sense.blockers))
        ]
        return meant[0] if len(meant) == 1 else None

    def _inside(self, at: int, matches: Sequence[_Match], blockers: frozenset[str]) -> bool:
        """Whether the match at this place is part of a longer word that takes it away. What
        holds it stands before it in order: it begins earlier, or there as well and is longer.
        """
        start, end, _ = matches[at]
        for before in range(at - 1, -1, -1):
            other = matches[before]
            if other.start < start - self._longest:
                return False
            if end <= other.end and other.key in blockers:
                return True
        return False


class _Plain:
    """A text as it compares, and the way back to where its characters stood."""

    def __init__(self, text: str) -> None:
        folded = fold(text)
        self._text = text
        runs = [match.span() for match in MARKS.finditer(folded)]
        self.solid = MARKS.sub("", folded)
        lengths = [end - start for start, end in runs]
        self._runs = runs
        self._removed = list(accumulate(lengths, initial=0))
        # The place in the solid text that each run stands before.
        self._places = [
            start - removed for (start, _), removed in zip(runs, self._removed, strict=False)
        ]

    def span(self, match: _Match) -> Span:
        """Where a match stood in the text."""
        return Span(self._back(match.start), self._back(match.end - 1) + 1)

    def whole(self, match: _Match) -> bool:
        """Whether a match is cut by nothing a name may not be cut by."""
        first = bisect_right(self._places, match.start)
        last = bisect_right(self._places, match.end - 1)
        for start, end in self._runs[first:last]:
            breaks = self._text.count("\n", start, end)
            if end - start > WIDEST_GAP or breaks > 1:
                return False
            if breaks and match.end - match.start < WRAPPED:
                return False
        return True

    def _back(self, at: int) -> int:
        return at + self._removed[bisect_right(self._places, at)]


def _conditions(concept: Concept) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    """As they compare: the longer words that take a form away, the words that must stand near,
    and the forms that need them (none: every form does). Few concepts have any.
    """
    if not concept.not_in and not concept.context:
        return _NONE, (), _NONE
    longer, near, ambiguous = (
        map(key_of, words) for words in (concept.not_in, concept.context, concept.ambiguous)
    )
    return frozenset(longer), tuple(near), frozenset(ambiguous)


def _runs_on(solid: str, match: _Match) -> bool:
    """Whether a word goes on before or after a match: a number, a Latin word, a 法 that is 法律,
    a 人 that is 人民.
    """
    before = solid[match.start - 1 : match.start] if match.start else ""
    first, last = match.key[0], match.key[-1]
    if first in _NUMERAL and before in _NUMERAL:
        return True
    if _LATIN.match(first) and before and _LATIN.match(before):
        return True
    if last == "法" and not _DOING.search(match.key) and _NO_LAW.match(solid, match.end):
        return True
    if last == "人" and _NO_PERSON.match(solid, match.end):
        return True
    return bool(_LATIN.match(last) and _LATIN.match(solid, match.end))
