"""What a reader should not meet twice on a page: near-identical wording, one document's all."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import extract

from corpus.model import DocumentId, Passage, PassageId, document_of
from corpus.text import fold
from service.fusion import Fused, best_first
from service.ranking.rerank import BEST

#: From this share of common letters in order on, passages of two documents say the same.
ALIKE = 0.9
#: So many passages of one document are not put lower; the next ones by a step more each, up to
#: so many steps.
_UNTOUCHED, _STEP, _STEPS = 2, 0.03, 3
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百千万亿]+")


class Member(NamedTuple):
    """A passage and how it was ranked."""

    item: Fused
    passage: Passage


Group = list[Member]


def grouped(
    ranked: Sequence[Fused],
    wanted: int,
    passages: Callable[[Sequence[Fused]], list[Passage]],
    ended: frozenset[DocumentId],
    named: Collection[PassageId] = (),
) -> list[Group]:
    """The first ``wanted`` groups of passages that say the same, best first.

    Equal wording always falls together; nearly equal wording where it stands in different
    documents and names the same numbers, for in one document two articles that differ by a
    word are two articles. A group is led by what still holds, if anything in it does; a
    passage that was ``named`` in the question stays where it is.
    """
    groups: list[Group] = []
    wordings: list[str] = []  # of the first of each group
    step = wanted + 4  # a few may fall together
    for at in range(0, len(ranked), step):
        block = ranked[at : at + step]
        for member in map(Member, block, passages(block)):
            wording = _NOT_WORD.sub("", fold(member.passage.text)) or member.passage.id
            place = _place(wording, member.passage, groups, wordings)
            if place is None:
                groups.append([member])
                wordings.append(wording)
            else:
                groups[place].append(member)
        if len(groups) >= wanted:
            break
    return [group if group[0].passage.id in named else _led(group, ended) for group in groups]


def spread(ranked: list[Fused]) -> list[Fused]:
    """``ranked`` with the third and later passages of a document put a little lower.

    Only among candidates that are close to each other does it change anything, and never
    what holds a question's very words.
    """
    held: dict[DocumentId, int] = {}
    spread_out = list(ranked)
    lowered = False
    for place, (passage_id, score) in enumerate(ranked):
        document_id = document_of(passage_id)
        held[document_id] = before = held.get(document_id, -1) + 1
        if before >= _UNTOUCHED and score <= BEST:
            over = min(_STEPS, before - _UNTOUCHED + 1)
            spread_out[place] = Fused(passage_id, score - _STEP * over)
            lowered = True
    return best_first(spread_out) if lowered else spread_out


def _place(
    wording: str, passage: Passage, groups: Sequence[Group], wordings: Sequence[str]
) -> int | None:
    """The group that says the same, if there is one."""
    found = extract(
        wording, wordings, scorer=Indel.normalized_similarity, score_cutoff=ALIKE, limit=3
    )
    for other, likeness, place in found:
        if likeness == 1 or _same(wording, passage, groups[place][0].passage, other):
            return int(place)
    return None


def _same(wording: str, passage: Passage, first: Passage, other: str) -> bool:
    """Whether nearly equal wordings may be taken for one."""
    if passage.document_id == first.document_id:
        return False
    return _NUMBERS.findall(wording) == _NUMBERS.findall(other)


def _led(group: Group, ended: frozenset[DocumentId]) -> Group:
    """The group with what holds first, at its best member's score."""
    best = group[0]
    first = next((each for each in group if each.passage.document_id not in ended), best)
    if first is best:
        return group
    led = Member(first.item._replace(score=best.item.score), first.passage)
    return [led, *(each for each in group if each is not first)]
