"""Are exact things found? Look-ups made of what is held, each asked as a reader would.

A title; a provision in three spellings (公司法 第二十条, 公司法20条, 第二十条 公司法); some letters
of a text, in quotation marks and without. The documents are drawn at random with a seed, each
kind of document as often as another, of those that still hold. A look-up is met where what was
asked for is among the first ten results or grouped under one of them: the document; the
provision, in a version that holds; a passage with these very letters.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from corpus.errors import BadQuery
from corpus.model import Description, DocumentId, Passage, PassageId, Section
from corpus.progress import Progress, silent
from corpus.text import squeeze
from service.library import Library

#: Results a look-up has to be among.
FIRST = 10
#: Letters of a text that are asked for, at least and at most.
FEWEST, MOST = 6, 14
_LETTERS = re.compile(r"[\u4e00-\u9fff]{6,}")
#: Draws for each look-up that is wanted: many documents have no articles.
_TRIES = 50


class Sought(NamedTuple):
    """One look-up: its kind, what is typed, and which passages are meant."""

    kind: str
    text: str
    meant: Callable[[Passage], bool]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A look-up and the rank it was met at, None where it was not among the first ten."""

    sought: Sought
    rank: int | None


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of the look-ups; :meth:`as_json` counts them by kind."""

    outcomes: Sequence[Outcome]

    def as_json(self) -> dict[str, Any]:
        """Counts in all and by kind, and what was not found."""
        kinds: dict[str, list[Outcome]] = defaultdict(list)
        for one in self.outcomes:
            kinds[one.sought.kind].append(one)
        return {
            **_counts(self.outcomes),
            "by_kind": {kind: _counts(held) for kind, held in kinds.items()},
            "missed": [
                {"kind": one.sought.kind, "text": one.sought.text}
                for one in self.outcomes
                if one.rank is None
            ],
        }


def sample(library: Library, count: int, seed: int) -> list[Sought]:
    """About ``count`` look-ups of what a library holds, the kinds in turn.

    Raises BadQuery where it holds nothing that could be looked up.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    shelf = library.measured[1]
    kinds: dict[str, list[Description]] = defaultdict(list)
    for one in shelf.descriptions():
        if one.id not in shelf.ended():
            kinds[one.kind].append(one)
    if not kinds:
        raise BadQuery("馆藏里没有现行的文件可查；请先导入并建索引")
    made: dict[tuple[str, str], Sought] = {}
    for turn in range(_TRIES * count):
        if len(made) == count:
            break
        kind, make = list(_KINDS.items())[turn % len(_KINDS)]
        about = chance.choice(kinds[chance.choice(sorted(kinds))])
        if asked := make(library, about, chance):
            made.setdefault((kind, asked[0]), Sought(kind, *asked))
    return list(made.values())


def look_up(library: Library, asked: Sequence[Sought], progress: Progress = silent) -> Trial:
    """Every look-up through the search, as a reader would type it."""
    outcomes = []
    for done, sought in enumerate(asked, start=1):
        results = library.search(sought.text, limit=FIRST).results
        met = (one.rank for one in results if any(map(sought.meant, (one.passage, *one.similar))))
        outcomes.append(Outcome(sought, next(met, None)))
        progress("查询", done, len(asked))
    return Trial(outcomes)


Made = tuple[str, Callable[[Passage], bool]] | None


def _title(library: Library, about: Description, chance: random.Random) -> Made:  # noqa: ARG001
    """A document by its title; another of the same title is as good."""
    same = {one.id for one in library.measured[1].catalogue.titled(about.title)}
    return about.title, lambda passage: passage.document_id in same


def _provision(spelling: str) -> Callable[[Library, Description, random.Random], Made]:
    """An article by its number and the name of its document."""

    def make(library: Library, about: Description, chance: random.Random) -> Made:
        sections = [one for one in library.document(about.id).sections if _is_article(one)]
        if not sections:
            return None
        section = chance.choice(sections)
        meant = frozenset(_inside(library, about, section))
        name = about.work or about.title
        text = spelling.format(name=name, label=section.label, number=section.number)
        return text, lambda passage: passage.id in meant

    return make


def _is_article(section: Section) -> bool:
    """Whether it is an article of the document itself: 第十七条, not 第十七条之一."""
    return section.kind == "article" and "/" not in section.id and section.number.isdecimal()


def _inside(library: Library, about: Description, section: Section) -> Iterator[PassageId]:
    """The passages of an article in every version of a work that holds, or copy of one."""
    shelf = library.measured[1]
    versions = [one for one in shelf.catalogue.versions(about.work) if one.id not in shelf.ended()]
    held: dict[DocumentId, Section | None] = {
        one.id: shelf.catalogue.provision(one.id, section.id) for one in versions
    }
    for document, own in {**held, about.id: section}.items():
        for passage in library.passages(document) if own else ():
            if passage.span.start < own.span.end and own.span.start < passage.span.end:
                yield passage.id


def _letters(quoted: bool) -> Callable[[Library, Description, random.Random], Made]:
    """Some letters of one sentence of a document."""

    def make(library: Library, about: Description, chance: random.Random) -> Made:
        body = [one for one in library.passages(about.id) if one.role == "body"]
        runs = _LETTERS.findall(chance.choice(body).text) if body else ()
        if not runs:
            return None
        run = chance.choice(runs)
        size = chance.randint(FEWEST, min(MOST, len(run)))
        start = chance.randint(0, len(run) - size)
        letters = run[start : start + size]
        text = f"“{letters}”" if quoted else letters
        return text, lambda passage: squeeze(letters) in squeeze(passage.text)

    return make


#: What is asked, by the kind it is told under.
_KINDS: Mapping[str, Callable[[Library, Description, random.Random], Made]] = {
    "文件名": _title,
    "名称 第N条": _provision("{name} {label}"),
    "名称N条": _provision("{name}{number}条"),
    "第N条 名称": _provision("{label} {name}"),
    "“原文”": _letters(quoted=True),
    "原文": _letters(quoted=False),
}


def _counts(outcomes: Sequence[Outcome]) -> dict[str, int]:
    ranks = [one.rank for one in outcomes if one.rank is not None]
    return {"asked": len(outcomes), "first_ten": len(ranks), "first": ranks.count(1)}
