"""Words put for others: what stands in a draft between the same letters as another's in a source.

No source need be named; how much must be the same depends on how plainly one is told of, and on
what is told otherwise: of whom a rule binds or what it bounds less, of a word that is only another
more. A verb for a verb is how a draft tells things.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import rjieba

from corpus.model import Span
from service.answering.places import places_in
from service.checking.alike import Likeness, Reading, likeness
from service.checking.gaps import Gap, gaps
from service.checking.places import wrong_statement
from service.checking.skeleton import skeleton
from service.checking.slots import Slot
from service.checking.telling import NAMED
from service.checking.wording import Slip, slips

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from corpus.model import DocumentId
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.readings import Readings
    from service.checking.telling import Telling
    from service.checking.witness import Witnesses

#: Least strength by how plainly a document is told of, for a word and for what matters more;
#: least share of words alike.
WORDS, GRAVE, NEAR = (1.0, 0.98, 0.96, 0.94), (1.0, 0.9, 0.85, 0.8), 0.62
#: Letters that are the same on each side, and on both, for a word and for what matters more.
EACH, BOTH = (4, 2), (12, 8)
#: Letters of the longest word, and how much longer one may be than the other.
LONGEST, LONGER = 8, 1
#: Letters before a word, and on both sides, that must stand nowhere with it.
BEFORE, BESIDE = 8, 4
_HAN, _LETTERS = re.compile("[\u4e00-\u9fff]+"), re.compile("[\u4e00-\u9fff#]+")
_NO_ORGAN = re.compile("可以|应当|不得|[对由将其该本向报和会]")
#: What has not been done, no bound.
_STATES = frozenset("未无非")
_GRAVE = frozenset({"organ", "duty", "bound", "period"})
#: Letters that join words and say whose; no word of a source has them.
_JOINING = re.compile(
    "[的或者和与及以等之于则即且并而自在从对将为被把了着过按依照据由向其该此各这那我你他请须应要可也都均已后前时即]"
    "|[一二三四五六七八九十百千万亿年月日]"
)


class _Met(NamedTuple):
    """A gap, whose words the source's are, and how alike what is around both is."""

    document_id: DocumentId
    theirs: Reading
    gap: Gap
    alike: Likeness


class Swapped:
    """Judges words put for others; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places, readings: Readings) -> None:
        self._witnesses = witnesses
        self._places = places
        self._readings = readings

    def check(self, telling: Telling, is_judged: Callable[[Span], bool]) -> Iterator[Finding]:
        """A finding for each word that a held text told of has otherwise."""
        for sentence, sources in telling.sources.items():
            best: dict[int, tuple[float, Finding]] = {}
            for document_id, theirs in sources:
                for met in self._met(telling, sentence, document_id, theirs):
                    span = telling.ours.bones.span(met.gap.start, met.gap.end)
                    at = theirs.bones.starts[met.gap.there]
                    if is_judged(span) or not telling.may_tell_of(document_id, sentence, at):
                        continue
                    if not self._matters(telling, sentence, met):
                        continue
                    sure = met.alike.strength
                    if met.gap.start not in best or best[met.gap.start][0] < sure:
                        best[met.gap.start] = sure, self._finding(telling, met)
            yield from (finding for _, finding in best.values())

    # ---- inside

    def _met(
        self, telling: Telling, sentence: Span, document_id: DocumentId, theirs: Reading
    ) -> Iterator[_Met]:
        bounds = low, high = telling.ours.bones.inside(sentence)
        for gap in gaps(telling.ours, low, high, theirs):
            if gap.before + gap.after < BOTH[1] or min(gap.before, gap.after) < EACH[1]:
                continue
            words = telling.ours.letters[gap.start : gap.end], theirs.letters[gap.there : gap.until]
            if (
                words[0] in words[1]
                or words[1] in words[0]
                or not all(map(_LETTERS.fullmatch, words))
            ):
                continue
            ours, other = (Slot("", "", *at) for at in (gap[:2], gap[2:4]))
            rarity = self._readings.rarity
            alike = likeness(telling.ours, ours, bounds, theirs, other, rarity)
            if alike.near >= NEAR:
                yield _Met(document_id, theirs, gap, alike)

    def _matters(self, telling: Telling, sentence: Span, met: _Met) -> bool:
        """Whether what differs is an error, and nobody held says it so."""
        gap = met.gap
        at, there = self._spans(telling, met)
        draft = telling.draft.text
        text = self._places.shelf.document(met.document_id).text
        old, new = draft[slice(*at)], text[slice(*there)]
        if not (_HAN.fullmatch(old) and _HAN.fullmatch(new)):
            return False
        span, where = self._spans(telling, met, beside=True)
        written, source = draft[slice(*span)], text[slice(*where)]
        found = slips(written, skeleton(written), source, skeleton(source))
        level = telling.level(met.document_id, sentence)
        if len(found) != 1:
            return False
        grave = found[0].kind in _GRAVE
        if not (_is_other_rule(found[0]) if grave else _is_other_word(found[0])):
            return False
        same = gap.before + gap.after
        of_one = not grave and telling.may_say_alone(met.document_id, sentence, same)
        if telling.is_figured(met.document_id) and level < NAMED and not of_one:
            return False
        if min(gap.before, gap.after) < EACH[grave] or same < BOTH[grave]:
            return False
        if met.alike.strength < (GRAVE if grave else WORDS)[level]:
            return False
        ended = met.document_id in self._places.shelf.ended()
        if (ended and level < NAMED) or telling.is_own(at, sentence, met.document_id, there.start):
            return False
        before = draft[max(0, at.start - BEFORE) : at.end]
        around = draft[max(0, at.start - BESIDE) : at.end + BESIDE]
        return not any(map(self._witnesses.is_said, (before, around)))

    def _finding(self, telling: Telling, met: _Met) -> Finding:
        at, there = self._spans(telling, met)
        span, where = self._spans(telling, met, beside=True)
        text = self._places.shelf.document(met.document_id).text
        words, own = telling.draft.text, text[slice(*there)]
        return wrong_statement(
            self._places, telling.draft, span, met.document_id, where,
            told=f"“{words[slice(*at)]}”应为“{own}”",
            right=f"{words[span.start : at.start]}{own}{words[at.end : span.end]}",
            certainty=round(min(0.9, met.alike.near), 3),
        )  # fmt: skip

    def _spans(self, telling: Telling, met: _Met, *, beside: bool = False) -> tuple[Span, Span]:
        """Where a gap is in the draft and in the source; with what is the same beside it."""
        gap = met.gap
        before, after = (gap.before, gap.after) if beside else (0, 0)
        ours, theirs = telling.ours.bones, met.theirs.bones
        return (
            ours.span(gap.start - before, gap.end + after),
            theirs.span(gap.there - before, gap.until + after),
        )


def _is_other_rule(slip: Slip) -> bool:
    """Whether an organ, a duty or a bound stands for another."""
    if slip.kind == "organ":
        return not _NO_ORGAN.search(slip.written + slip.right)
    return abs(len(slip.written) - len(slip.right)) <= LONGER and slip.written not in _STATES


def _is_other_word(slip: Slip) -> bool:
    """Whether one word stands for another about as long, and not a verb for a verb."""
    old, new = slip.written, slip.right
    if (
        slip.kind != "word"
        or abs(len(old) - len(new)) > LONGER
        or max(len(old), len(new)) > LONGEST
    ):
        return False
    if _JOINING.search(old + new) or old in new or new in old or places_in(old + new):
        return False
    return not (_is_verb(old) and _is_verb(new))


def _is_verb(words: str) -> bool:
    return all(tag in ("v", "d", "p", "c") for _, tag in rjieba.tag(words))
