"""Works everybody knows, held or not: their official titles, former ones and common slips.

They come from the lexicon (concepts of kind ``work``). A title the corpus does not hold is
no error if it is one of these; one that is nearly one of these is.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from corpus.citing.catalogue import Replacement
from corpus.citing.known import Name
from corpus.titles import head_noun, title_key, trial_mark, work_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graph.lexicon.loader import Lexicon
    from graph.model import Concept, Succession

#: What rules are called; one is easily put for another.
NOUNS = ("条例", "办法", "规定", "细则", "规则", "制度", "准则", "决定", "意见", "方案", "法")

#: What a title may have before the noun that a draft leaves out.
_TRIAL = ("", "暂行", "试行")

#: What a title may say before the noun or leave out: 管理办法 for 条例.
_HOW = "管理"

#: What makes another work of a title: a place, a number, being about another work.
_TELLING = (
    re.compile("[\u4e00-\u9fff]{2,3}?(?:省|市|自治区|自治州|县|(?<!地)区)"),
    re.compile(r"\d+|[一二三四五六七八九十]{1,3}(?=[）)次届个五年])"),
    re.compile("实施|修正案|解释|组织法|议定书|暂行"),
)

#: Names by which speeches and reports are quoted.
_SPOKEN = re.compile("大报告$|讲话$|决议$|决定$|建议$")


class Works:
    """The lexicon's works by any of their titles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._right: dict[str, Concept] = {}
        self._cores: dict[str, Concept] = {}
        self._wrong: dict[str, Concept] = {}
        self._lexicon = lexicon
        self._all = [one for one in lexicon.concepts.values() if one.kind == "work"]
        self._reports: list[tuple[str, Concept]] = []
        for concept in lexicon.concepts.values():
            if concept.kind == "work":
                for form in (concept.label, *concept.aliases):
                    self._right.setdefault(title_key(form), concept)
                    self._cores.setdefault(work_key(form), concept)
                self._reports += [
                    (form, concept) for form in concept.aliases if _SPOKEN.search(form)
                ]
                for form in concept.hidden:
                    self._wrong.setdefault(title_key(form), concept)

    @property
    def titles(self) -> list[str]:
        """Every title that a work has or had."""
        return [form for one in self._all for form in (one.label, *one.aliases)]

    def named(self, title: str) -> Concept | None:
        """The work that bears just this title; None where none does."""
        return self._right.get(title_key(title))

    def misnamed(self, title: str) -> Concept | None:
        """The work that is often called so by mistake."""
        return self._wrong.get(title_key(title))

    def tried(self, title: str) -> Concept | None:
        """The work that a title would be but for its （试行）, which no name of it has."""
        mark = trial_mark(title)
        known = self.named(title.replace(mark, "")) if mark else None
        return None if known is None or trial_mark(known.label) else known

    def names_in(self, text: str) -> list[Concept]:
        """The works a text names without 《》 by a name of their own: 党的十九大报告."""
        return [work for name, work in self._reports if name in text]

    def near(self, title: str, cutoff: float) -> Concept | None:
        """The work a title is most likely a slip for."""
        key = nearest(work_key(title), self._cores, cutoff)
        return self._cores[key] if key else None

    def replacements(self) -> Iterator[Replacement]:
        """The works known to have given way, under each of their names."""
        for concept in self._all:
            succession = concept.replaced_by
            if succession is None or not succession.since:
                continue
            new = self._lexicon.concepts[succession.concept_id]
            day, is_exact = over_by(succession.since)
            for form in (concept.label, *concept.aliases):
                yield Replacement(form, f"{new.label}{succession.part}", day, is_exact)

    def names(self) -> Iterator[Name]:
        """What each work is called, and what must be spoken of where it is called so."""
        for concept in self._all:
            several = concept.ambiguous or (concept.context and concept.forms)
            for form in (concept.label, *concept.aliases):
                yield Name(form, concept.label, concept.context if form in several else ())

    def successor(self, concept: Concept) -> tuple[Concept, Succession] | None:
        """The work that took another's place, at the end of the chain, and how it did."""
        found = None
        while (succession := concept.replaced_by) is not None:
            concept = self._lexicon.concepts[succession.concept_id]
            found = concept, succession
        return found


def over_by(since: str) -> tuple[date, bool]:
    """The day by which what changed in ``YYYY``, ``YYYY-MM`` or on ``YYYY-MM-DD`` surely has, and
    whether it did on just that day.
    """
    year, month, day = (*map(int, since.split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), True
    return (date(year, month + 1, 1) if 0 < month < 12 else date(year + 1, 1, 1)), False


def nearest(key: str, known: Collection[str], cutoff: float) -> str:
    """The title nearest to one, as keys: the same by another noun first; ``""``: none is near."""
    noun = head_noun(key)
    stem = key.removesuffix(noun)
    if noun and len(stem) >= 4:
        stems = dict.fromkeys((stem, stem.removesuffix(_HOW), f"{stem}{_HOW}"))
        others = (f"{one}{trial}{noun}" for one in stems for trial in _TRIAL for noun in NOUNS)
        if other := next((one for one in others if one != key and one in known), ""):
            return other
    found = process.extract(key, list(known), scorer=fuzz.ratio, score_cutoff=cutoff, limit=3)
    return next((title for title, _, _ in found if may_be_meant(key, title)), "")


def _slips_allowed(length: int) -> int:
    """How many letters a title may be off: one word, of a long one two."""
    return 2 if length < 12 else 3 if length < 24 else 6


def may_be_meant(written: str, other: str) -> bool:
    """Whether one title may be a slip for another: no place, number or part differs.

    小企业会计准则 is narrower than 企业会计准则, and another work.
    """
    if other.endswith(written):
        return False
    turned = sorted(written) == sorted(other)  # 仲裁调解法 for 调解仲裁法
    if not turned and Levenshtein.distance(written, other) > _slips_allowed(len(written)):
        return False
    return all(pattern.findall(written) == pattern.findall(other) for pattern in _TELLING)
