"""The words names are put together of, read from ``words.yaml`` once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("words.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """``heads`` gives the kind of concept each head makes; the rest are as the file says."""

    heads: Mapping[str, str]
    objects: frozenset[str]
    deeds: frozenset[str]
    modifying: frozenset[str]
    naming: frozenset[str]
    describing: frozenset[str]
    never: frozenset[str]
    owners: frozenset[str]
    endings: frozenset[str]
    giving: frozenset[str]
    acting: frozenset[str]
    breaking: frozenset[str]
    acts: frozenset[str]
    founding: frozenset[str]
    verbal: frozenset[str]
    light: frozenset[str]
    aims: frozenset[str]
    nowhere: frozenset[str]
    functions: frozenset[str]
    caring: frozenset[str]
    fields: frozenset[str]

    def kind_of(self, name: str) -> str:
        """The kind of what a name names, by its longest head; ``term`` where it has none."""
        if _SESSION.search(name):
            return "meeting"
        if any(mark in name for mark in "、,;"):
            return "principle"  # a slogan in a row
        for length in range(min(_LONGEST, len(name)), 1, -1):
            if (kind := self.heads.get(name[-length:])) is not None:
                return kind
        if name[-2:] in self.deeds:
            return "task"
        return _ENDING_KINDS.get(name[-1:], "term")


#: Letters of the longest head.
_LONGEST = 6
_ENDING_KINDS = {
    **dict.fromkeys("部站室科局委组队行署府厅院会办", "organ"),
    **dict.fromkeys("员长记席", "role"),
}
#: What a numbered session is called: 省委十二届八次全会, 市第十八届人民代表大会第一次会议.
_SESSION = re.compile("[届次](?:全体)?(?:会议|全会)(?:精神)?$|次.{0,6}(?:大会|代会)$")


@cache
def words() -> Words:
    """The lists of the file shipped."""
    read = yaml.safe_load(_FILE.read_text("utf-8"))
    heads = {word: kind for kind, some in read.pop("heads").items() for word in some.split()}
    return Words(heads, **{name: frozenset(some.split()) for name, some in read.items()})
