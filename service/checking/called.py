"""What is quoted by its occasion, looked up by document and by the letters of its names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from service.checking.occasions import HEAD, names_of, pairs, placed, years

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from corpus.model import DocumentId
    from service.shelf import Shelf

#: Letters at either end of a name that one cut short has too, and of the shortest such.
ENDS, SHORT = 2, 8


#: A paper by its number, told in few words: 国办2018年126号文.
_SERIAL = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,3}?)(?P<year>20\d\d)年?第?(?P<serial>\d{1,4})号文"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One name a document is called by, its pairs of letters, and the years it may be of."""

    document_id: DocumentId
    name: str
    pairs: frozenset[str]
    years: frozenset[str]


class Called:
    """The occasions of one generation; of ``kinds``, what does not bind."""

    def __init__(self, shelf: Shelf, kinds: Collection[str]) -> None:
        self._all: list[Occasion] = []
        self._of: dict[DocumentId, list[Occasion]] = defaultdict(list)
        self._having: dict[str, list[int]] = defaultdict(list)
        for one in shelf.descriptions():
            if one.kind in NORMATIVE_KINDS or one.kind not in kinds:
                continue
            head = shelf.document(one.id).text[:HEAD] if one.kind == "speech" else ""
            named = years(fold(placed(one))) or ({str(one.day.year)} if one.day else frozenset())
            for name in names_of(one, head):
                self._add(Occasion(one.id, name, pairs(name), frozenset(named)))

    def __iter__(self) -> Iterator[Occasion]:
        return iter(self._all)

    def of(self, document_id: DocumentId) -> Sequence[Occasion]:
        """The names one document is called by."""
        return self._of.get(document_id, ())

    def sharing(self, letters: Collection[str], least: int) -> list[tuple[Occasion, int]]:
        """The occasions that have at least so many pairs of letters of some, and how many."""
        shared: Counter[int] = Counter()
        for pair in letters:
            shared.update(self._having.get(pair, ()))
        return [(self._all[at], many) for at, many in sorted(shared.items()) if many >= least]

    def _add(self, one: Occasion) -> None:
        for pair in one.pairs:
            self._having[pair].append(len(self._all))
        self._of[one.document_id].append(one)
        self._all.append(one)


def numbers_in(clause: str) -> list[str]:
    """The 发文字号 that a paper called by its number may have.

    >>> numbers_in("国办2018年126号文部署推广")
    ['国办发〔2018〕126号', '国办〔2018〕126号']
    """
    return [
        f"{code}〔{one['year']}〕{one['serial']}号"
        for one in _SERIAL.finditer(clause)
        for code in (f"{one['organ'].removesuffix('发')}发", one["organ"])
    ]


def is_cut_short(name: str, whole: str) -> bool:
    """Whether a name is another with words left out: 抗战胜利70周年大会.

    >>> is_cut_short("纪念抗战胜利70周年大会", "纪念中国人民抗日战争胜利70周年大会")
    True
    """
    if len(name) < SHORT or name[:ENDS] != whole[:ENDS] or name[-ENDS:] != whole[-ENDS:]:
        return False
    rest = iter(whole)
    return all(letter in rest for letter in name)
