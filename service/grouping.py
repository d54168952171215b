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

#: From this share of common letters in order on, passages of two documents say the same; and of
#: two versions of one work, of which the earlier no longer holds: amended, and renumbered.
ALIKE, AMENDED = 0.9, 0.7
#: So many passages of one document are not put lower; the next ones by a step more each, up to
#: so many steps.
_UNTOUCHED, _STEP, _STEPS = 2, 0.03, 3
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百千万亿]+")
#: An article's own number: the same rule has another in every document.
_ARTICLE = re.compile(r"第[\d一二三四五六七八九十百千零〇]+条(之[一二三四五六七八九十]+)?")


class Member(NamedTuple):
    """A passage and how it was ranked."""

    item: Fused
    passage: Passage


Group = list[Member]


class Versions(NamedTuple):
    """What is known of documents on a day: those that no longer hold, and whose work each is."""

    ended: frozenset[DocumentId]
    work: Callable[[DocumentId], str]


def grouped(
    ranked: Sequence[Fused],
    wanted: int,
    passages: Callable[[Sequence[Fused]], list[Passage]],
    versions: Versions,
    named: Collection[PassageId] = (),
) -> list[Group]:
    """The first ``wanted`` groups of passages that say the same, best first.

    Equal wording always falls together; nearly equal wording where it stands in different
    documents and names the same numbers, for in one document two articles that differ by a
    word are two articles. A passage of a version that no longer holds falls to what the version
    in force makes of it. A group is led by what still holds, if anything in it does; a
    passage that was ``named`` in the question stays where it is.
    """
    groups: list[Group] = []
    wordings: list[str] = []  # of the first of each group
    step = wanted + 4  # a few may fall together
    for at in range(0, len(ranked), step):
        block = ranked[at : at + step]
        for member in map(Member, block, passages(block)):
            wording = _wording(member.passage)
            place = _place(wording, member.passage, groups, wordings, versions)
            if place is None:
                groups.append([member])
                wordings.append(wording)
            else:
                groups[place].append(member)
        if len(groups) >= wanted:
            break
    return [
        group if group[0].passage.id in named else _led(group, versions.ended) for group in groups
    ]


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


def _wording(passage: Passage) -> str:
    """Its letters, folded, without the number of its article."""
    text = passage.text
    number = _ARTICLE.match(text)
    return _NOT_WORD.sub("", fold(text[number.end() :] if number else text)) or passage.id


def _place(
    wording: str,
    passage: Passage,
    groups: Sequence[Group],
    wordings: Sequence[str],
    versions: Versions,
) -> int | None:
    """The group that says the same, if there is one."""
    found = extract(
        wording, wordings, scorer=Indel.normalized_similarity, score_cutoff=AMENDED, limit=3
    )
    for other, likeness, place in found:
        group = groups[place]
        first = group[0].passage
        if passage.document_id == first.document_id:
            same = likeness == 1 and _number(passage) == _number(first)
        else:
            same = likeness >= ALIKE and _NUMBERS.findall(wording) == _NUMBERS.findall(other)
            same = same or _succeeds(passage, group, versions)
        if same:
            return int(place)
    return None


def _number(passage: Passage) -> str:
    number = _ARTICLE.match(passage.text)
    return number[0] if number else ""


def _succeeds(passage: Passage, group: Group, versions: Versions) -> bool:
    """Whether a passage is of another version of a group's work, and one of the two has ended."""
    one = versions.work(passage.document_id) == versions.work(group[0].passage.document_id)
    return one and (
        passage.document_id in versions.ended
        or all(each.passage.document_id in versions.ended for each in group)
    )


def _led(group: Group, ended: frozenset[DocumentId]) -> Group:
    """The group with what holds first, at its best member's score."""
    best = group[0]
    first = next((each for each in group if each.passage.document_id not in ended), best)
    if first is best:
        return group
    led = Member(first.item._replace(score=best.item.score), first.passage)
    return [led, *(each for each in group if each is not first)]
