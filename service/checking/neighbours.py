"""A clause that is another than the source's, where the clauses beside it are the source's own.

By itself it is too far from the source to be judged (适当延长工作时间 for 合理调整工作时间); what
the source has beside the same neighbours tells what it should be.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from corpus.model import Span
from service.checking.places import wrong_statement
from service.checking.skeleton import skeleton
from service.checking.wording import is_change, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.checking.attribution import Attribution
    from service.checking.draft import Draft
    from service.checking.model import Finding
    from service.checking.places import Places
    from service.checking.witness import Witnesses

#: Clauses of a sentence in which one may be another; letters two neighbours have at least, and
#: one alone; how alike the one is to the source's, and its letters at most.
AMONG, NEIGHBOURS, ANCHOR, ALIKE, CLAUSE = 2, 14, 14, 0.4, 30
#: The same with one neighbour only, and letters at either end that are the source's too.
ALONE, SAME, LONGER = 0.5, 3, 2
#: Letters of a word before a clause, and of what tells by itself where it is from.
LED, TELLING = 2, 8
_MARK = re.compile("[，；。：\n]")


def between(
    witnesses: Witnesses,
    places: Places,
    draft: Draft,
    clauses: Sequence[Span],
    said_by: Attribution,
) -> Iterator[Finding]:
    """A finding for each clause that is another between, or after, clauses of the source."""
    if len(clauses) < AMONG:
        return
    document_id, part = said_by.documents[0], said_by.part
    text = places.shelf.document(document_id).text
    there, tails = [], []
    for clause in clauses:
        bones = skeleton(draft.text[slice(*clause)])
        there.append(witnesses.exactly(bones, document_id, part))
        tail = bones.slice(max(0, len(bones) - ANCHOR), len(bones))
        is_known = len(tail) == ANCHOR
        tails.append(witnesses.exactly(tail, document_id, part) if is_known else None)
    for place, clause in enumerate(clauses):
        if there[place] is not None or _is_led(witnesses, draft, clause, said_by):
            continue
        written = draft.text[slice(*clause)]
        right = _missing(text, there, place)
        if right is None or not _is_like(written, text[slice(*right)]):
            right = _next(text, tails[place - 1]) if place else None
            if right is None or not _is_nearly(written, text[slice(*right)]):
                continue
        own = text[slice(*right)]
        if not any(map(is_change, slips(written, skeleton(written), own, skeleton(own)))):
            continue
        yield wrong_statement(
            places, draft, clause, document_id, right,
            told=f"“{written}”应为“{own}”", right=own, certainty=0.7,
        )  # fmt: skip


def _is_led(witnesses: Witnesses, draft: Draft, clause: Span, said_by: Attribution) -> bool:
    """Whether a clause is the source's but for a word of the draft's before it: 今年…."""
    bones = skeleton(draft.text[slice(*clause)])
    rests = (bones.slice(at, len(bones)) for at in range(1, LED + 1))
    where = said_by.documents[0], said_by.part
    return any(len(one) >= TELLING and witnesses.exactly(one, *where) for one in rests)


def _missing(text: str, there: Sequence[Span | None], place: int) -> Span | None:
    """What the source has in the place of a clause whose two neighbours stand there in a row."""
    before, after = there[max(0, place - 1)] if place else None, _at(there, place + 1)
    if before is not None and after is not None:
        first, last = before.end, after.start
    elif (
        place == 0
        and after is not None
        and (after.end - after.start >= ANCHOR or _follows(text, after, _at(there, 2)))
    ):
        last = after.start
        marks = [one.end() for one in _MARK.finditer(text, max(0, last - 2 * CLAUSE), last - 1)]
        first = marks[-1] if marks else last
    else:
        return None
    words = text[first:last].strip("，；、。：\n ")
    start = text.find(words, first) if words else -1
    inside = 0 < len(words) <= CLAUSE and start >= 0 and not _MARK.search(words)
    return Span(start, start + len(words)) if inside else None


def _next(text: str, before: Span | None) -> Span | None:
    """The clause of the source that follows the one before, up to its own mark."""
    if before is None or text[before.end : before.end + 1] not in ("，", "；"):
        return None
    start = before.end + 1
    end = _MARK.search(text, start)
    return Span(start, end.start()) if end and 0 < end.start() - start <= CLAUSE else None


def _at(there: Sequence[Span | None], place: int) -> Span | None:
    return there[place] if place < len(there) else None


def _follows(text: str, one: Span, other: Span | None) -> bool:
    """Whether two clauses stand in a row and are long enough to say which place it is."""
    if other is None or not 0 < other.start - one.end <= len("，"):
        return False
    return len(skeleton(text[one.start : other.end])) >= NEIGHBOURS


def _is_like(written: str, right: str) -> bool:
    one, other = skeleton(written).letters.removeprefix("要"), skeleton(right).letters
    same = one[:2] == other[:2] or one[-2:] == other[-2:]
    within = one in other or other in one  # 相关单位应当…: by whom, added
    return not within and same and Levenshtein.normalized_similarity(one, other) >= ALIKE


def _is_nearly(written: str, right: str) -> bool:
    """Whether a clause with one known neighbour is the other but for a word as long."""
    one, other = skeleton(written).letters, skeleton(right).letters
    if one in other or other in one or abs(len(one) - len(other)) > LONGER:
        return False
    same = one[:SAME] == other[:SAME] or one[-SAME:] == other[-SAME:]
    return same and Levenshtein.normalized_similarity(one, other) >= ALONE
