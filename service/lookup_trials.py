"""Are exact things found? Look-ups made of what is held, each asked as a reader would.

A title; a provision in three spellings (公司法 第二十条, 公司法20条, 第二十条 公司法); some letters
of a text, in quotation marks and without. The documents are drawn at random with a seed, each
kind of document as often as another, of those that still hold. Such a look-up is met where what
was asked for is among the first ten results or grouped under one of them: the document; the
provision, in a version that holds; a passage with these very letters.

Two more ask whether what stands in many places is told once: a passage of several documents,
met where one of the first ten results is or groups it and no two do; the name of a work and
letters that a version in force shares with one that no longer holds, met where the first result
that says so in a version of the work is one in force.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, NamedTuple

from corpus.errors import BadQuery
from corpus.model import Description, DocumentId, Passage, PassageId, Section
from corpus.progress import Progress, silent
from corpus.text import squeeze
from service.library import Library
from service.model import Result

#: Results a look-up has to be among.
FIRST = 10
#: Letters of a text that are asked for, at least and at most.
FEWEST, MOST = 6, 14
#: A sentence shorter than this is in many documents by chance.
SENTENCE = 20
_NUMBER = re.compile(r"^第\S{1,7}条\s+")
_LETTERS = re.compile(r"[\u4e00-\u9fff]{6,}")
#: Draws for each look-up that is wanted: many documents have no articles, or no other version.
_TRIES = 50

#: The rank what was asked for has among the results, None where it is not met.
Met = Callable[[Sequence[Result]], int | None]


class Sought(NamedTuple):
    """One look-up: its kind, what is typed, and where it is met."""

    kind: str
    text: str
    met: Met


@dataclass(frozen=True, slots=True)
class Trial:
    """Every look-up and the rank it was met at; :meth:`as_json` counts them by kind."""

    outcomes: Sequence[tuple[Sought, int | None]]

    def as_json(self) -> dict[str, Any]:
        """Counts in all and by kind, and what was not met."""
        kinds: dict[str, list[int | None]] = defaultdict(list)
        for sought, rank in self.outcomes:
            kinds[sought.kind].append(rank)
        return {
            **_counts([rank for _, rank in self.outcomes]),
            "by_kind": {kind: _counts(ranks) for kind, ranks in kinds.items()},
            "missed": [
                {"kind": sought.kind, "text": sought.text}
                for sought, rank in self.outcomes
                if rank is None
            ],
        }


def sample(library: Library, count: int, seed: int) -> list[Sought]:
    """About ``count`` look-ups of what a library holds, the kinds in turn.

    Raises BadQuery where it holds nothing that could be looked up.
    """
    chance = random.Random(seed)  # noqa: S311 (no secret)
    drawn = _Drawn(library, chance)
    made: dict[tuple[str, str], Sought] = {}
    for turn in range(_TRIES * count):
        if len(made) == count:
            break
        kind, make = list(_KINDS.items())[turn % len(_KINDS)]
        if asked := make(drawn):
            made.setdefault((kind, asked[0]), Sought(kind, *asked))
    return list(made.values())


def look_up(library: Library, asked: Sequence[Sought], progress: Progress = silent) -> Trial:
    """Every look-up through the search, as a reader would type it."""
    outcomes = []
    for done, sought in enumerate(asked, start=1):
        results = library.search(sought.text, limit=FIRST).results
        outcomes.append((sought, sought.met(results)))
        progress("查询", done, len(asked))
    return Trial(outcomes)


class _Drawn:
    """What is held, drawn from."""

    def __init__(self, library: Library, chance: random.Random) -> None:
        self.library = library
        self.chance = chance
        self.shelf = library.measured[1]
        self.ended = self.shelf.ended()
        self._kinds: dict[str, list[Description]] = defaultdict(list)
        for one in self.shelf.descriptions():
            if one.id not in self.ended:
                self._kinds[one.kind].append(one)
        if not self._kinds:
            raise BadQuery("馆藏里没有现行的文件可查；请先导入并建索引")

    def document(self) -> Description:
        """One that holds, of any kind."""
        return self.chance.choice(self._kinds[self.chance.choice(sorted(self._kinds))])

    def body(self, document: DocumentId) -> list[Passage]:
        """The passages of a document that a search finds."""
        return [one for one in self.library.passages(document) if one.role == "body"]

    def letters(self, document: DocumentId, fewest: int = FEWEST) -> str:
        """Some letters of one sentence of a document; empty where there are none in a row."""
        body = self.body(document)
        runs = _LETTERS.findall(self.chance.choice(body).text) if body else ()
        runs = [run for run in runs if len(run) >= fewest]
        if not runs:
            return ""
        run = self.chance.choice(runs)
        size = self.chance.randint(fewest, min(MOST, len(run)))
        start = self.chance.randint(0, len(run) - size)
        return str(run[start : start + size])

    @cached_property
    def repeated(self) -> list[str]:
        """What passages of several documents say word for word, one that holds among them.

        The number of an article is no part of it.
        """
        holding: dict[str, set[DocumentId]] = defaultdict(set)
        for one in self.shelf.descriptions():
            for passage in self.body(one.id):
                text = _NUMBER.sub("", passage.text)
                if SENTENCE <= len(text) <= 3 * SENTENCE:
                    holding[text].add(one.id)
        return sorted(text for text, held in holding.items() if len(held) > 1 and held - self.ended)

    @cached_property
    def amended(self) -> list[tuple[Description, list[Description]]]:
        """Versions that no longer hold, each with those of its work that do."""
        return [
            (old, [one for one in versions if one.id not in self.ended])
            for versions in self.shelf.catalogue.works()
            for old in versions
            if old.id in self.ended and any(one.id not in self.ended for one in versions)
        ]


Asked = tuple[str, Met] | None


def _first(meant: Callable[[Passage], bool], results: Sequence[Result]) -> int | None:
    """The rank of the first result that is meant, or under which one is grouped that is."""
    return next((one.rank for one in results if any(map(meant, (one.passage, *one.similar)))), None)


def _title(drawn: _Drawn) -> Asked:
    """A document by its title; another of the same title is as good."""
    about = drawn.document()
    same = {one.id for one in drawn.shelf.catalogue.titled(about.title)}
    return about.title, partial(_first, lambda passage: passage.document_id in same)


def _provision(spelling: str, drawn: _Drawn) -> Asked:
    """An article by its number and the name of its document."""
    about = drawn.document()
    sections = [one for one in drawn.library.document(about.id).sections if _is_article(one)]
    if not sections:
        return None
    section = drawn.chance.choice(sections)
    meant = frozenset(_inside(drawn, about, section))
    text = spelling.format(
        name=about.work or about.title, label=section.label, number=section.number
    )
    return text, partial(_first, lambda passage: passage.id in meant)


def _is_article(section: Section) -> bool:
    """Whether it is an article of the document itself: 第十七条, not 第十七条之一."""
    return section.kind == "article" and "/" not in section.id and section.number.isdecimal()


def _inside(drawn: _Drawn, about: Description, section: Section) -> Iterator[PassageId]:
    """The passages of an article in every version of a work that holds, or copy of one."""
    catalogue = drawn.shelf.catalogue
    versions = [one for one in catalogue.versions(about.work) if one.id not in drawn.ended]
    same = {one.id: catalogue.provision(one.id, section.id) for one in versions}
    for document, own in {**same, about.id: section}.items():
        if own is None:
            continue
        for passage in drawn.library.passages(document):
            if passage.span.start < own.span.end and own.span.start < passage.span.end:
                yield passage.id


def _wording(form: str, drawn: _Drawn) -> Asked:
    """Some letters of one sentence of a document."""
    letters = drawn.letters(drawn.document().id)
    if not letters:
        return None
    return form.format(letters), partial(_first, partial(_says, squeeze(letters)))


def _says(letters: str, passage: Passage) -> bool:
    return letters in squeeze(passage.text)


def _once(drawn: _Drawn) -> Asked:
    """A passage that stands in several documents."""
    if not drawn.repeated:
        return None
    text = drawn.chance.choice(drawn.repeated)

    def same(passage: Passage) -> bool:
        return squeeze(_NUMBER.sub("", passage.text)) == squeeze(text)

    def met(results: Sequence[Result]) -> int | None:
        ranks = [one.rank for one in results if any(map(same, (one.passage, *one.similar)))]
        return ranks[0] if len(ranks) == 1 else None

    return text, met


def _in_force(drawn: _Drawn) -> Asked:
    """Letters that a version in force shares with one that no longer holds, and the work's name;
    many letters, for few stand in many places.
    """
    if not drawn.amended:
        return None
    old, new = drawn.chance.choice(drawn.amended)
    letters = drawn.letters(old.id, MOST)
    says = partial(_says, squeeze(letters))
    if not letters or not any(says(one) for held in new for one in drawn.body(held.id)):
        return None
    work = {one.id for one in drawn.shelf.catalogue.versions(old.work)}

    def of_it(passage: Passage) -> bool:
        return passage.document_id in work and says(passage)

    def met(results: Sequence[Result]) -> int | None:
        first = next((one for one in results if any(map(of_it, (one.passage, *one.similar)))), None)
        return first.rank if first and first.passage.document_id not in drawn.ended else None

    return f"{old.work} {letters}", met


#: What is asked, by the kind it is told under.
_KINDS: Mapping[str, Callable[[_Drawn], Asked]] = {
    "文件名": _title,
    "名称 第N条": partial(_provision, "{name} {label}"),
    "名称N条": partial(_provision, "{name}{number}条"),
    "第N条 名称": partial(_provision, "{label} {name}"),
    "“原文”": partial(_wording, "“{}”"),
    "原文": partial(_wording, "{}"),
    "多处同文，只列一条": _once,
    "新旧版本同文，现行在前": _in_force,
}


def _counts(ranks: Sequence[int | None]) -> dict[str, int]:
    met = [rank for rank in ranks if rank is not None]
    return {"asked": len(ranks), "met": len(met), "first": met.count(1)}
