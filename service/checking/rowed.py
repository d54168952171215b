"""Rows of short members that others coined, with one member changed: 来去自愿 among 支持留学、….

Nobody need be named: the other members, in their order, say whose row it is. A row that any text
held has as the draft does is right.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from corpus.model import Span
from service.checking.model import Finding
from service.checking.witness import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus.model import DocumentId
    from service.checking.draft import Draft
    from service.checking.places import Places
    from service.checking.witness import Witnesses

_ROW = re.compile("[\u4e00-\u9fff]{3,14}(?:、[\u4e00-\u9fff]{3,14}){2,}")
#: Members of a row, and letters of the shortest of one that has no more than three.
FEW, LETTERS = 3, 4
#: Letters of the longest member that another stands for, and least share that both have.
LONGEST, SHARED = 8, 0.5
#: Passages that may hold two members side by side, and those that are read.
HOLDERS, READ = 20, 4
#: Members of a row that is known by the others, whatever stands for one of them.
MANY = 5
#: Members of the longest row that anyone coined.
MOST = 12
#: Rows of one draft that are read, and pairs that are looked up: no draft has more.
ROWS, LOOKED_UP = 300, 600
#: Whose, where and how many is the draft's own.
_OWN = re.compile(
    r"[我你他其本该各全省市县区乡镇村州旗国厂]|[年月日\d一二三四五六七八九十百千万亿]"
)


class Rowed:
    """Finds rows of the library's that a draft gives with a member changed."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def check(self, draft: Draft, taken: Iterable[Span]) -> Iterator[Finding]:
        """A finding for each changed member; ``taken`` is judged already."""
        judged = list(taken)
        looked_up = read = 0
        for row in _ROW.finditer(draft.text):
            members = row[0].split("、")
            if len(members) > MOST or (len(members) <= FEW and min(map(len, members)) < LETTERS):
                continue
            if read == ROWS or looked_up >= LOOKED_UP:
                draft.is_whole = False
                return
            read += 1
            if any(one.start < row.end() and row.start() < one.end for one in judged):
                continue
            rows = _Alike(self._witnesses, self._places)
            yield from self._changed(row.start(), members, rows)
            looked_up += len(rows.found)

    def _changed(self, start: int, members: list[str], rows: _Alike) -> Iterator[Finding]:
        # The first may have words before it, the last words after it.
        short = [members[0][-LETTERS:], *members[1:-1], members[-1][:LETTERS]]
        pairs = ["、".join(pair) for pair in pairwise(short)]
        for place, member in enumerate(members):
            own = member[-LONGEST:] if place == 0 else member[:LONGEST]
            # The last pair that the member is none of.
            beside = [at for at in range(len(pairs)) if place not in (at, at + 1)]
            if len(member) > LONGEST or not beside:
                continue
            right = _meant(rows.of(pairs[beside[-1]]), members, place)
            if right is None or _OWN.search(own) or self._is_said(members, place):
                continue
            there, text = right
            at = start + len("、".join([*members[:place], ""]))
            written = member[: len(text)]
            yield Finding(
                kind="quote_altered",
                span=Span(at, at + len(written)),
                text=written,
                message=f"与{self._places.named(there.document_id, there.span)}的原文只差一处："
                f"“{written}”应为“{text}”。",
                suggestion=text,
                citations=self._places.cited(there),
                reason="unmarked",
                certainty=0.7,
            )
            return

    def _is_said(self, members: list[str], place: int) -> bool:
        """Whether any text held has the member beside its neighbour."""
        if place:
            return self._witnesses.is_said(f"、{members[place]}") and self._witnesses.is_said(
                f"{members[place - 1]}、{members[place]}"
            )
        return self._witnesses.is_said(f"{members[0]}、{members[1]}")


class _Alike:
    """The rows held that have two members side by side, each pair looked up once."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places
        self.found: dict[str, list[tuple[DocumentId, int, list[str]]]] = {}

    def of(self, beside: str) -> list[tuple[DocumentId, int, list[str]]]:
        """The document, the place and the members of each."""
        if beside not in self.found:
            passages = self._witnesses.holders(beside, HOLDERS)[:READ]
            self.found[beside] = [
                (passage.document_id, passage.span.start + row.start(), row[0].split("、"))
                for passage in self._places.shelf.passages(passages)
                for row in _ROW.finditer(passage.text)
            ]
        return self.found[beside]


def _meant(
    rows: list[tuple[DocumentId, int, list[str]]], members: list[str], place: int
) -> tuple[Standing, str] | None:
    """The member of a held row in that place, all the others being the same."""
    for document_id, start, own in rows:
        if len(own) != len(members):
            continue
        same = [_is_same(members, own, at) for at in range(len(own))]
        right, last = own[place], place == len(own) - 1
        whole = len(own) >= MANY and len(members[place]) <= LONGEST >= len(right)
        right = right[: len(members[place])] if last and not whole else right
        if same.count(False) != 1 or same[place]:
            continue
        if not _is_like(members[place], right) and not whole:
            continue
        at = start + len("、".join([*own[:place], ""]))
        span = Span(at, at + len(right))
        return Standing(document_id, span, likeness=1.0, distance=0), right
    return None


def _is_same(members: list[str], own: list[str], at: int) -> bool:
    """Whether two rows have the same member in a place, a first one ending and a last one
    beginning alike.
    """
    one, other = members[at], own[at]
    if at == 0:
        return one[-LETTERS:] == other[-LETTERS:]
    if at == len(own) - 1:
        return one[:LETTERS] == other[:LETTERS]
    return one == other


def _is_like(written: str, right: str) -> bool:
    """Whether one word of a member is another, the member being as long."""
    if len(written) != len(right) or written == right or _OWN.search(right):
        return False
    same = sum(one == other for one, other in zip(written, right, strict=True))
    return same >= SHARED * len(right)
