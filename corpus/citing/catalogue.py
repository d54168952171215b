"""The catalogue: every held title, and which document a title as written means.

One :class:`Catalogue` per generation. Looking a title up goes from sure to doubtful and
stops at the first answer: the title itself · the work, whatever version (公司法 for
中华人民共和国公司法（2023年修订）) · what a notice carries (关于印发《…办法》的通知) · the title
without its organ · a near title, with the difference said.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

import ahocorasick
import numpy as np
from rapidfuzz import fuzz, process

from corpus.citing.differences import (
    RULES,
    WEAK_CUTOFF,
    abbreviates,
    difference,
    has_letters,
    may_be_same,
    omits_trial,
)
from corpus.citing.known import Known, Name
from corpus.citing.names import name_automaton, short_names, stands_alone
from corpus.description.document_numbers import normal_number
from corpus.model import Description, DocumentId, Section, Span
from corpus.structure.places import Outline
from corpus.titles import (
    bare,
    carried_title,
    head_noun,
    in_marks,
    title_key,
    version_mark,
    work_key,
)

#: How alike keys are that are looked at closely, and how many at most.
_ALIKE, _LOOKED_AT = WEAK_CUTOFF - 12, 8
#: Keys compared with all others at once: a table of a megabyte or two.
_AT_ONCE = 128
#: Least likeness for a name that running text does not mark as one.
_TAIL_CUTOFF = 84.0
#: Kinds nobody cites by title; they are found by their exact title only.
_UNCITED = frozenset({"news", "essay", "case"})
#: Kinds whose titles are abbreviated letter by letter.
_NATIONAL = frozenset({"law", "judicial_interpretation"})
#: A code held in volumes: 某某法典 合同编.
_VOLUME = re.compile(r"(.{2,20}法典?)[\s·\-—]+(\S{1,8}编)")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The held document a title means, or None; and how the title differs from its own.

    It is near where no more than likeness tells.
    """

    description: Description | None
    difference: str = ""
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Known from elsewhere than the held papers: the work called ``title`` gave way to the one
    called ``by``, and no longer holds on ``day``: since then if that is ``exact``, else for less
    than a month or a year.
    """

    title: str
    by: str
    day: date
    exact: bool = True


class _Meant(NamedTuple):
    """The documents a title may mean, the day decides which; and how it was found."""

    versions: Sequence[Description] = ()
    way: str = ""


#: What is said of a title that leads to another, by how it was found.
_SAID: Mapping[str, Callable[[str, str], str]] = {
    "": lambda _title, _held: "",
    "work": lambda title, held: difference(title, held) if omits_trial(title, held) else "",
    "volumes": lambda title, _: f"{in_marks(title)}在馆藏中分编收录",
    "near": lru_cache(maxsize=20_000)(difference),
}


def valid_from(description: Description) -> date | None:
    """The day a version begins to count: in force, else published, else adopted."""
    return description.effective or description.issued or description.passed


class Catalogue:
    """What is held, by id, title, work and number.

    ``sections`` gives a document's outline and is called only when a provision is looked up;
    ``replacements`` what is known of works that gave way, where no held paper may say so: called
    once, when a status is first asked for; ``known`` what works are called, held or not: called
    once, when a text is first read for references.
    """

    def __init__(
        self,
        descriptions: Iterable[Description],
        sections: Callable[[DocumentId], Sequence[Section]],
        replacements: Callable[[], Iterable[Replacement]] = tuple,
        known: Callable[[], Iterable[Name]] = tuple,
    ) -> None:
        self.replacements = replacements
        self._known_names = known
        self._by_id: dict[DocumentId, Description] = {}
        self._titles: dict[str, list[Description]] = defaultdict(list)
        self._works: dict[str, list[Description]] = defaultdict(list)
        self._numbers: dict[str, Description] = {}
        self._carried: dict[str, set[str]] = defaultdict(set)
        self._volumes: dict[str, list[str]] = defaultdict(list)
        self._keys: dict[DocumentId, str] = {}
        for description in descriptions:
            self._add(description)
        for versions in self._works.values():
            versions.sort(
                key=lambda one: (valid_from(one) or date.min, one.day or date.min, one.id)
            )
        self._short, names = short_names(self._works)
        self._by_noun = _grouped_by_noun((*self._works, *self._short))
        self._names = name_automaton(self._works, (*self._volumes, *names))
        self._near = lru_cache(maxsize=None)(self._with_noun)
        self._foreseen: dict[tuple[str, str], list[str]] = {}
        self._meant = lru_cache(maxsize=20_000)(self._find)
        self._outline = lru_cache(maxsize=256)(lambda document_id: Outline(sections(document_id)))

    def _add(self, description: Description) -> None:
        self._by_id[description.id] = description
        self._titles[title_key(description.title)].append(description)
        if description.kind in _UNCITED:
            return
        key = work_key(description.work or description.title)
        self._keys[description.id] = key
        self._works[key].append(description)
        if description.number:
            self._numbers.setdefault(normal_number(description.number), description)
        if volume := _VOLUME.fullmatch(bare(description.title)):
            self._volumes.setdefault(work_key(volume[1]), []).append(key)
        if carried := carried_title(description.title):
            self._carried[work_key(carried)].add(key)

    def __iter__(self) -> Iterator[Description]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, document_id: DocumentId) -> Description | None:
        """The description held under an id, or None."""
        return self._by_id.get(document_id)

    def versions(self, work: str) -> list[Description]:
        """All held versions of a work, by any of its titles, the oldest first."""
        return list(self._works.get(work_key(work), ()))

    def titled(self, title: str) -> list[Description]:
        """The held documents of any kind with just this title, or versions of just this work."""
        held = [*self._titles.get(title_key(title), ()), *self.versions(title)]
        return list({item.id: item for item in held}.values())

    def works(self) -> Iterator[list[Description]]:
        """The versions of each held work that can be cited, the oldest first."""
        return iter(self._works.values())

    def is_same_work(self, one: Description, other: Description) -> bool:
        """Whether two held documents are versions of one work."""
        key = self._keys.get(one.id)
        return key is not None and key == self._keys.get(other.id)

    def numbered(self, number: str) -> Description | None:
        """The document of a 发文字号, however its brackets are written; or None."""
        return self._numbers.get(normal_number(number))

    def resolve(self, title: str, day: date | None = None) -> Resolution:
        """The held document ``title`` means, in the version in force on ``day``.

        Without a day, or where no version was in force yet: the latest, or the earliest.
        A title that names its version (（2018年修正）) means that one where it is held.
        """
        title = bare(title)
        meant = self._meant(title)
        if not meant.versions:
            return Resolution(None)
        held = pick(meant.versions, day)
        return Resolution(held, _SAID[meant.way](title, held.title), meant.way == "near")

    def official(self, name: str, text: str = "", at: int = 0) -> str:
        """The title of the work known elsewhere that ``name`` means at an offset of ``text``;
        ``""`` where it is known to none, or a title of what is held.
        """
        meant = self._meant(bare(name))
        if meant.versions and meant.way != "near":
            return ""
        return self._known.title(name, text, at)

    def _find(self, title: str) -> _Meant:
        """What a title means, whatever the day."""
        key = work_key(title)
        if len(key) < 2:
            return _Meant()
        if mark := version_mark(title):
            marked = self._titles.get(title_key(title)) or self._of_year(key, mark)
            if marked:
                return _Meant(marked)
        if versions := self._works.get(key):
            return _Meant(versions, "work")
        if exact := self._titles.get(title_key(title)):
            return _Meant(exact)
        if len(carriers := self._carried.get(key, ())) == 1:
            return _Meant(self._works[next(iter(carriers))])
        if key in self._volumes:
            return _Meant(self._works[self._volumes[key][0]], "volumes")
        return self._find_near(title, key)

    def _of_year(self, key: str, mark: str) -> list[Description]:
        """The versions of a work dated in the year a mark like （2018年修正） names."""
        year = re.search(r"\d{4}", mark)
        days = [(one, one.day) for one in self._works.get(key, ())]
        return [one for one, day in days if year and day and day.year == int(year[0])]

    def _find_near(self, title: str, key: str) -> _Meant:
        noun = head_noun(title)
        near = self._short.get(key)
        if not near and (not noun or len(key) < len(noun) + 2):
            return _Meant()
        near = near or self._nearest(key, noun)[1] or self._spelt_out(key, noun)
        return _Meant(self._works[near], "near") if near else _Meant()

    def foresee(self, titles: Iterable[str]) -> None:
        """Find what is near many titles at once, in a quarter of the time of one by one; they
        are looked up as before.
        """
        wanted: dict[str, set[str]] = defaultdict(set)
        for title in map(bare, titles):
            key, noun = work_key(title), head_noun(title)
            if noun and key not in self._works and key not in self._short:
                wanted[noun].add(key)
        for noun, keys in wanted.items():
            others = self._near(noun)
            for some in _batches(sorted(keys)) if others else ():
                alike = process.cdist(
                    some, others, scorer=fuzz.ratio, score_cutoff=_ALIKE, dtype=np.float64
                )
                for key, scores in zip(some, alike, strict=True):
                    found = np.flatnonzero(scores)
                    order = np.argsort(-scores[found], kind="stable")[:_LOOKED_AT]
                    self._foreseen[key, noun] = [others[n] for n in found[order].tolist()]

    def _nearest(self, key: str, noun: str) -> tuple[float, str]:
        """The one work whose key, whole or without its organ, is clearly nearest; or ``""``."""
        found = self._foreseen.get((key, noun))
        if found is None:
            alike = process.extract(
                key, self._near(noun), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_LOOKED_AT
            )
            found = [other for other, _, _ in alike]
        best: dict[str, float] = {}
        for other in found:
            work = self._short.get(other, other)
            best[work] = max(best.get(work, 0.0), may_be_same(key, other))
        ranked = sorted(((score, work) for work, score in best.items() if score), reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < 2.0):
            return 0.0, ""
        return ranked[0]

    def _spelt_out(self, key: str, noun: str) -> str:
        """The one national law, or interpretation of one, that a key abbreviates; or ``""``."""
        if not noun.endswith(("法", "解释")):
            return ""
        found = {
            self._short.get(other, other)
            for other in self._by_noun.get(noun, ())
            if abbreviates(key, other)
        }
        laws = (one for one in found if any(v.kind in _NATIONAL for v in self._works[one]))
        least, *others = sorted(laws, key=lambda one: (len(one), one)) or [""]
        return least if all(has_letters(one, least) for one in others) else ""

    def _with_noun(self, noun: str) -> list[str]:
        """The keys of works that end with a noun, or with any noun that may stand for it."""
        nouns = RULES if noun in RULES else {noun}
        return [one for each in sorted(nouns) for one in self._by_noun.get(each, ())]

    def resolve_tail(self, run: str, day: date | None = None) -> tuple[str, Resolution] | None:
        """The end of ``run`` that names a held work, and that work; None if no end does.

        ``run`` is running text that stops where the name does: 按照对标一流管理办法. The
        longest exact end wins, else the nearest of those long enough to be told apart.
        """
        noun = head_noun(run)
        ends = [run[cut:] for cut in range(len(run) - len(noun) - 1)] if noun else []
        for end in ends:
            if (key := work_key(end)) in self._works or key in self._short:
                return end, self.resolve(end, day)
        scored = [(self._nearest(work_key(end), noun)[0], end) for end in ends if len(end) >= 6]
        score, end = max(scored, default=(0.0, ""))
        return (end, self.resolve(end, day)) if score >= _TAIL_CUTOFF else None

    def is_in_volumes(self, title: str) -> bool:
        """Whether a title is that of a code held in volumes, or of one of its volumes."""
        return _code(title) in self._volumes and work_key(_code(title)) not in self._works

    def volume(self, title: str, number: str, day: date | None = None) -> Description | None:
        """The volume of a code held in volumes that has a provision; None where none does.

        民法典第五百条 is in the volume 合同编; a chapter or a part is not looked for.
        """
        keys = dict.fromkeys(self._volumes.get(_code(title), ()))
        if not number.startswith("art_"):
            return None
        article = number.partition("/")[0]
        for held in (pick(self._works[key], day) for key in keys):
            if self.provision(held.id, article) is not None:
                return held
        return None

    def provision(self, document_id: DocumentId, number: str) -> Section | None:
        """The section of a held document that ``art_10/para_2/item_3`` names, or None."""
        if document_id not in self._by_id:
            return None
        return self._outline(document_id).find(number)

    def names(self) -> frozenset[str]:
        """Every name :meth:`mentions` looks for."""
        return frozenset(self._names or ())

    def mentions(self, text: str) -> list[tuple[Span, str]]:
        """Held works of a binding kind that ``text`` names without 《》: span and name, in order.

        The longest name wins; a name inside a longer word (刑法学, 教育法规) does not count.
        """
        return _standing(self._names, text)

    def named(self, text: str) -> list[tuple[Span, str]]:
        """As :meth:`mentions`; and of works that need not be held, what is known to be a name."""
        held = self._names or ()
        return [
            (span, name)
            for span, name in _standing(self._all_names, text)
            if name in held or self._known.title(name, text, span.start)
        ]

    @cached_property
    def _known(self) -> Known:
        return Known(self._known_names())

    @cached_property
    def _all_names(self) -> ahocorasick.Automaton | None:
        known = list(self._known.unmarked())
        return name_automaton({}, (*self.names(), *known)) if known else self._names


def _standing(names: ahocorasick.Automaton | None, text: str) -> list[tuple[Span, str]]:
    found = [] if names is None else names.iter_long(text)
    spans = ((Span(end + 1 - len(name), end + 1), name) for end, name in found)
    return [(span, name) for span, name in spans if stands_alone(text, *span)]


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[start : start + _AT_ONCE] for start in range(0, len(keys), _AT_ONCE))


def _code(title: str) -> str:
    """The key of the code a title or a volume's title names: 民法典 of 民法典 合同编."""
    volume = _VOLUME.fullmatch(bare(title))
    return work_key(volume[1] if volume else title)


def pick(versions: Sequence[Description], day: date | None) -> Description:
    """The version in force on ``day``; the latest without one, the earliest where none was yet."""
    if day is None:
        return versions[-1]
    begun = [one for one in versions if (valid_from(one) or date.min) <= day]
    return begun[-1] if begun else versions[0]


def _grouped_by_noun(works: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for key in works:
        groups[head_noun(key)].append(key)
    return groups
