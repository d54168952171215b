"""Inside: which passages are the words of which section that an edge joins."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from graph.arrays import Numbers
from graph.carrying import Carrier
from graph.joining import Nodes

#: A body passage: its path inside the document, and its number.
Step = tuple[str, int]


def inside(nodes: Nodes, before: Carrier | None, steps: Callable[[int], Sequence[Step]]) -> Numbers:
    """Passage and node, a row each, in order. ``steps`` gives the body passages of a document.

    What stands inside a section depends on its own document alone, so a section carried over
    keeps its passages.
    """
    sections: dict[int, dict[str, int]] = defaultdict(dict)
    for n, (name, kind, _, document) in zip(nodes.fresh_at.tolist(), nodes.fresh, strict=True):
        if kind == "section" and document is not None:
            sections[document][name.partition("/")[2]] = n
    fresh = [
        pair for document, wanted in sections.items() for pair in _pairs(wanted, steps(document))
    ]
    pairs = np.array(fresh, np.int32).reshape(-1, 2)
    if before is not None:
        arrays = before.arrays
        there = np.column_stack([before.passages[arrays.inside_passage],
                                 nodes.now[arrays.inside_node]])  # fmt: skip
        pairs = np.concatenate([pairs, there[(there >= 0).all(axis=1)]])
    return pairs[np.lexsort(pairs.T[::-1])]


def _pairs(sections: Mapping[str, int], steps: Sequence[Step]) -> set[tuple[int, int]]:
    """The same for one document, its sections by their paths inside it.

    Where a section is only a part of a passage (an item quoted with its lead), that passage.
    """
    pairs = set()
    found = set()
    by_step = dict(steps)
    for step, n in steps:
        for above in _prefixes(step):
            if above in sections:
                pairs.add((n, sections[above]))
                found.add(above)
    for name in sections.keys() - found:
        within = next((by_step[above] for above in _prefixes(name) if above in by_step), None)
        if within is not None:
            pairs.add((within, sections[name]))
    return pairs


def _prefixes(step: str) -> Iterator[str]:
    """``a/b/c``, ``a/b``, ``a``: the deepest first."""
    while step:
        yield step
        step = step.rpartition("/")[0]
