"""What is quoted by its occasion, looked up by document and by the letters of its names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.model import NORMATIVE_KINDS
from corpus.text import fold
from service.checking.draft import VERBS
from service.checking.occasions import (
    given_at,
    head_of,
    is_another,
    names_of,
    pairs,
    placed,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from corpus.model import DocumentId
    from service.shelf import Shelf

#: Letters at either end of a name that one cut short has too, and of the shortest such.
ENDS, SHORT = 2, 8
#: Least share of a name's pairs of letters that calls by it.
SHARE = 0.5
_MEETING = (
    "座谈会|大会|会议|峰会|论坛|研讨班|全会|仪式|[开闭]幕式|年会|茶话会|招待会|[晚午]宴|报告会|开班式"
    "|典礼|推进会|会晤"
)
#: A meeting by its name.
MET = re.compile(rf"(?:^|在)(?P<name>[^，。：在]{{4,40}}?(?:{_MEETING}))(?:上|(?={VERBS}))")
#: The same, or when somebody was met, or whose guest a speech was given as:
#: 同各界优秀青年代表座谈时, 在某国议会的演讲.
_WHERE = re.compile(
    rf"{MET.pattern}|(?:^|在)(?P<meeting>[^，。：在]{{4,40}}?(?:座谈|会见|考察|调研|视察)[^，。：在]{{0,12}}?)时"
    rf"|(?:^|在)(?P<house>[^，。：在]{{2,40}}?(?:{_MEETING}|大学|学院|议会|国会|议院|中心|总部|大呼拉尔))"
    "(?:发表)?的?(?:重要|主旨)?(?:讲话|演讲|致辞|发言)"
)
#: A meeting that is not said to be any one: 中央有关会议.
_ANY = re.compile(
    f"(?:有关|相关|重要|[一这此那上某该]次|多次|不同|系列|各类|多个)(?:的|重要)?(?:{_MEETING})"
)
#: What somebody says ends before another speaks in it: 他在…会上说，某某在….
_TOLD_ON = re.compile(f"(?:{VERBS})(?:过|道|了)?[，：]")


#: A paper by its number, told in few words: 国办2018年126号文.
_SERIAL = re.compile(
    r"(?P<organ>[\u4e00-\u9fff]{1,3}?)(?P<year>20\d\d)年?第?(?P<serial>\d{1,4})号文"
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One name a document is called by, its pairs of letters, and the years it may be of;
    ``is_where``: it says where a speech was given.
    """

    document_id: DocumentId
    name: str
    pairs: frozenset[str]
    years: frozenset[str]
    is_where: bool = False


class Called:
    """The occasions of one generation; of ``kinds``, what does not bind."""

    def __init__(self, shelf: Shelf, kinds: Collection[str]) -> None:
        self._all: list[Occasion] = []
        self._of: dict[DocumentId, list[Occasion]] = defaultdict(list)
        self._having: dict[str, list[int]] = defaultdict(list)
        for one in shelf.descriptions():
            if one.kind in NORMATIVE_KINDS or one.kind not in kinds:
                continue
            head = head_of(shelf.document(one.id).text) if one.kind == "speech" else ""
            named = years(fold(placed(one))) or ({str(one.day.year)} if one.day else frozenset())
            where = given_at(head)
            for name in names_of(one, head):
                is_where = name == where or fold(one.title).startswith("在")
                self._add(Occasion(one.id, name, pairs(name), frozenset(named), is_where))

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


def is_another_meeting(clause: str, names: Sequence[Occasion]) -> bool:
    """Whether a clause names a meeting, and a speech was given at one of another name."""
    met = list(_WHERE.finditer(clause, told_on(clause)))
    named = [
        one for one in names if one.is_where or "周年" in one.name or _WHERE.search(f"{one.name}上")
    ]
    if not met or not named:
        return False
    said = fold(met[-1]["name"] or met[-1]["meeting"] or met[-1]["house"])
    if _ANY.search(said):
        return False
    ours = pairs(said)
    like = [
        one
        for one in named
        if len(ours & one.pairs) >= SHARE * min(len(ours), len(one.pairs))
        or is_cut_short(said, one.name)
    ]
    return all(is_another(said, one.name) for one in like)


def told_on(clause: str) -> int:
    """Where what somebody says of another begins in a clause: 他在会上说，某某在….

    >>> told_on("他在会上说，某某同志在座谈会上")
    6
    """
    return max((one.end() for one in _TOLD_ON.finditer(clause)), default=0)


def met_at(names: Sequence[Occasion]) -> str:
    """When a speech was given as a sentence says it, where a name of it does: 在…会上."""
    for one in names:
        name = one.name.removeprefix("在").removesuffix("的讲话").removesuffix("上")
        if MET.fullmatch(f"{name}上"):
            return f"在{name}上"
        if name.endswith("时"):
            return f"在{name}"
    return next((f"在{one.name}" for one in names if one.is_where), "")
