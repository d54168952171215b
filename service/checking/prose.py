"""Papers as they stand, checked from their beginning: every alarm they give, counted by kind.

Nobody altered them, so most alarms are false; not all: a paper may say what was right in its day
(``wording_superseded``), and err by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any

from corpus.model import document_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from corpus.lexical import LexicalRetriever
    from corpus.model import Description, Document, DocumentId, Hit
    from service.checking.model import Finding, Report

#: Characters of a piece, which ends with a line where it can, and of a paper that are taken.
PIECE, PAPER = 4000, 40_000
#: More hits that are asked for where some are left out.
MORE = 40


class LeftOut:
    """An index of wordings as it is without some documents, which can be others each time."""

    def __init__(self, exact: LexicalRetriever) -> None:
        self._exact = exact
        self.documents: frozenset[DocumentId] = frozenset()

    def phrase(self, phrase: str, limit: int) -> list[Hit]:
        """The passages of other documents that hold a wording."""
        return self._others(self._exact.phrase(phrase, limit + MORE))[:limit]

    def search(self, query: str, limit: int) -> list[Hit]:
        """The nearest passages of other documents."""
        return self._others(self._exact.search(query, limit + MORE))[:limit]

    def frequencies(self, field: str, terms: Sequence[str]) -> list[int]:
        """In how many passages each term stands, of all."""
        return self._exact.frequencies(field, terms)

    def __len__(self) -> int:
        return len(self._exact)

    def _others(self, hits: list[Hit]) -> list[Hit]:
        return [one for one in hits if document_of(one.passage_id) not in self.documents]


@dataclass(slots=True)
class Prose:
    """What papers gave: how many, the characters checked, and the alarms with the paper's title."""

    papers: int = 0
    characters: int = 0
    alarms: list[tuple[str, Finding]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Plain data: counts, and every alarm."""
        return {
            "papers": self.papers,
            "characters": self.characters,
            "alarms": len(self.alarms),
            "by_kind": dict(Counter(one.kind for _, one in self.alarms)),
            "told": [
                {"paper": title, "kind": one.kind, "text": one.text, "message": one.message}
                for title, one in self.alarms
            ],
        }


def check_prose(
    check: Callable[[str], Report],
    held: Iterable[Description],
    document: Callable[[DocumentId], Document],
    characters: int,
    leave_out: Callable[[Description], object] = id,
) -> Prose:
    """Check papers, one of each kind in turn, until at least that many characters are read.

    Of a paper the first ``PAPER`` characters are, in pieces that are checked one by one;
    ``leave_out`` is told of each paper before.
    """
    found = Prose()
    for about in _in_turn(held):
        if found.characters >= characters:
            break
        text = document(about.id).text[:PAPER]
        leave_out(about)
        found.papers += 1
        found.characters += len(text)
        for piece in _pieces(text):
            found.alarms += [(about.title, one) for one in check(piece).alarms]
    return found


def _in_turn(held: Iterable[Description]) -> Iterator[Description]:
    kinds: dict[str, list[Description]] = defaultdict(list)
    for about in sorted(held, key=lambda one: one.id):
        kinds[about.kind].append(about)
    rounds = chain.from_iterable(zip_longest(*(kinds[kind] for kind in sorted(kinds))))
    return (about for about in rounds if about is not None)


def _pieces(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        end = min(len(text), at + PIECE)
        line = text.rfind("\n", at, end) + 1
        end = line if at < line and end < len(text) else end
        yield text[at:end]
        at = end
