"""What a rule finds: a name, where it stands, and the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from corpus.model import PassageId, Span

#: The rules, in the order of their numbers in a graph, and what each is called.
METHODS = {"composed": "由已知词语组成", "coined": "引号标明", "defined": "文件自行定义"}


class FoundName(NamedTuple):
    """A name at one place of a text."""

    label: str
    method: str
    span: Span


@dataclass(frozen=True, slots=True)
class Named:
    """One place of a document where a name stands that no lexicon has. ``label`` is the name
    as texts compare, ``method`` the rule of :data:`METHODS`.
    """

    label: str
    method: str
    passage_id: PassageId
    span: Span
