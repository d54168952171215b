"""Tree: candidates and the accepted ones among them, while an outline is being made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from corpus.structure.markers import Marker

#: The level of a heading between articles that has lost its number or never had one (附则,
#: 供热管理): a chapter's, below all that a file declares.
BARE_LEVEL = 10


@dataclass(slots=True)
class Candidate:
    """A marker in its place: ``line`` number, ``at_start`` of that line or inside it,
    ``start`` and ``body`` as offsets into the whole text; ``level`` of a heading that
    the file declares, 0 for none; ``names``: the line holds a heading and nothing else;
    ``leads``: the line ends with a colon, and what it announces stands below it; ``says``:
    it ends as a sentence or an item does.
    """

    marker: Marker
    line: int
    at_start: bool
    start: int
    body: int
    level: int = 0
    names: bool = False
    leads: bool = False
    says: bool = False

    @property
    def family(self) -> str:
        """The marker's family; ``heading`` for a declared heading without a number."""
        return self.marker.family


@dataclass(slots=True)
class Node:
    """An accepted marker (or a declared heading) and what stands under it.

    ``series`` tells siblings of one series from siblings of another.
    """

    candidate: Candidate
    number: tuple[int, ...]
    series: int = 0
    children: list[Node] = field(default_factory=list)


def deepest_line(node: Node) -> int:
    """The line the last descendant begins on."""
    while node.children:
        node = node.children[-1]
    return node.candidate.line


def dissolve(root: Node, dropped: Collection[int]) -> None:
    """Take out the members of dropped series; their children take their place."""
    todo = [root]
    while todo:
        node = todo.pop()
        kept: list[Node] = []
        waiting = node.children[::-1]
        while waiting:
            child = waiting.pop()
            if child.series in dropped:
                waiting.extend(reversed(child.children))
            else:
                kept.append(child)
        node.children = kept
        todo.extend(kept)
