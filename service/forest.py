"""Boosted trees as arrays, asked without the library that grew them.

For every node the feature it looks at, its threshold, and where it leads; for every leaf a value.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from corpus.compiled import compiled, held, made

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int32]
#: Rows that go down a tree together: each waits less for the others' memory.
_ABREAST: Final = 8


class Nodes(NamedTuple):
    """The nodes of many trees, numbered through.

    ``feature`` is -1 at a leaf; a number at most ``threshold`` goes ``left``, another ``right``;
    ``value`` is of leaves. ``roots`` are the nodes trees begin at.
    """

    feature: Places
    threshold: npt.NDArray[np.float64]
    left: Places
    right: Places
    value: npt.NDArray[np.float64]
    roots: Places


class Forest:
    """The sum of trees; safe to share between threads.

    ``width`` is how many features a row must have at least. Raises ValueError for nodes that
    lead nowhere, or in a circle.
    """

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes = _sound(nodes)
        self.width = int(nodes.feature.max(initial=-1)) + 1
        leaf = nodes.feature < 0
        # A leaf leads to itself, so that all rows may go as many steps as the deepest needs.
        own = np.arange(len(leaf), dtype=np.int32)
        ways = np.where(leaf, own, nodes.left), np.where(leaf, own, nodes.right)
        self._ways = np.stack(ways, axis=1).astype(np.int32)
        self._looks = np.where(leaf, 0, nodes.feature).astype(np.int32)
        # Rounded down, so that numbers of 32 bits fall on the same side as beside 64.
        near = nodes.threshold.astype(np.float32)
        lower = np.nextafter(near, np.float32(-np.inf))
        self._threshold = np.where(near > nodes.threshold, lower, near).astype(np.float32)
        self._depths = _depths(nodes)

    def sums(self, rows: Floats) -> npt.NDArray[np.float64]:
        """What the leaves each row (n, f) comes to add up to, float64 (n,).

        Raises ValueError for rows of too few features.
        """
        if rows.shape[1] < self.width:
            raise ValueError(f"{rows.shape[1]} features a row; the trees look at {self.width}")
        found = np.empty(len(rows), np.float64)
        walk(
            np.ascontiguousarray(rows, np.float32), self._looks, self._threshold, self._ways,
            self.nodes.value, self.nodes.roots, self._depths, found,
        )  # fmt: skip
        return found


def read_lightgbm(text: str) -> Nodes:
    """The nodes of a model in LightGBM's text form (``Booster.model_to_string``).

    Raises ValueError for what is none, or has categories, missing values or linear leaves.
    """
    held_trees, end, _ = text.partition("end of trees")
    trees = [
        dict(line.split("=", 1) for line in block.splitlines() if "=" in line)
        for block in held_trees.split("\nTree=")[1:]
    ]
    if not trees or not end or not text.startswith("tree\n") or "\naverage_output" in text:
        raise ValueError("没有可加的树")
    columns: list[list[npt.NDArray[np.float64]]] = [[], [], [], [], []]
    roots, first = [], 0
    for tree in trees:
        if tree.get("num_cat") != "0" or tree.get("is_linear", "0") != "0":
            raise ValueError("有不认识的树")
        values = _numbers(tree.get("leaf_value", ""))
        inner = len(values) - 1
        if set(tree.get("decision_type", "").split()) - {"0", "2"}:
            raise ValueError("有不认识的判断")
        nothing, leaves = np.zeros(inner), np.zeros(len(values))
        own = (
            (_numbers(tree.get("split_feature", "")), leaves - 1),
            (_numbers(tree.get("threshold", "")), leaves),
            (_places(tree.get("left_child", ""), inner) + first, leaves),
            (_places(tree.get("right_child", ""), inner) + first, leaves),
            (nothing, values),
        )
        for column, (inside, ends) in zip(columns, own, strict=True):
            if len(inside) != inner or not len(values):
                raise ValueError("树不完整")
            column += [inside, ends]
        roots.append(first)
        first += inner + len(values)
    feature, threshold, left, right, value = map(np.concatenate, columns)
    whole = [each.astype(np.int32) for each in (feature, left, right)]
    return Nodes(whole[0], threshold, whole[1], whole[2], value, np.array(roots, np.int32))


def _numbers(text: str) -> npt.NDArray[np.float64]:
    return np.array(text.split(), np.float64)


def _places(text: str, inner: int) -> npt.NDArray[np.float64]:
    """Children by number: nodes as they are, leaves (-1, -2, …) behind the last of these."""
    children = _numbers(text)
    return np.where(children < 0, inner - 1 - children, children)


def _sound(nodes: Nodes) -> Nodes:
    """The same as whole arrays of the types they are walked by."""
    given = (np.int32, np.float64, np.int32, np.int32, np.float64, np.int32)
    arrays = [np.ascontiguousarray(each, kind) for each, kind in zip(nodes, given, strict=True)]
    sound = Nodes(*arrays)
    size = len(sound.feature)
    inner = sound.feature >= 0
    ways = np.concatenate([sound.left[inner], sound.right[inner], sound.roots])
    if {len(each) for each in sound[:5]} != {size} or ((ways < 0) | (ways >= size)).any():
        raise ValueError("树的节点指向不存在的地方")
    return sound


def _depths(nodes: Nodes) -> Places:
    """The steps from the root of each tree to its deepest leaf."""
    depths = np.zeros(len(nodes.roots), np.int32)
    at, tree = nodes.roots, np.arange(len(nodes.roots))
    size = len(nodes.feature)  # no level has more nodes, and no way is longer
    while len(at) <= size and depths.max(initial=0) <= size:
        inner = nodes.feature[at] >= 0
        at, tree = at[inner], tree[inner]
        if not len(at):
            return depths
        depths[np.unique(tree)] += 1
        at, tree = np.concatenate([nodes.left[at], nodes.right[at]]), np.concatenate([tree, tree])
    raise ValueError("树的节点绕成了圈")


@compiled(
    "void", held("float32", 2), held("int32"), held("float32"), held("int32", 2),
    held("float64"), held("int32"), held("int32"), made("float64"),
)  # fmt: skip
def walk(rows, looks, threshold, ways, value, roots, depths, found):  # type: ignore[no-untyped-def]
    """Lead each row down every tree, and add up the leaves' values."""
    at = np.empty(_ABREAST, np.int32)
    own = np.empty(_ABREAST, np.int64)
    total = np.empty(_ABREAST, np.float64)
    for begin in range(0, len(rows), _ABREAST):
        total[:] = 0
        for each in range(_ABREAST):  # behind the last, the last again
            own[each] = min(begin + each, len(rows) - 1)
        for tree in range(len(roots)):
            at[:] = roots[tree]
            for _ in range(depths[tree]):
                for each in range(_ABREAST):
                    node = at[each]
                    right = not rows[own[each], looks[node]] <= threshold[node]
                    at[each] = ways[node, np.int32(right)]
            for each in range(_ABREAST):
                total[each] += value[at[each]]
        for each in range(min(_ABREAST, len(rows) - begin)):
            found[begin + each] = total[each]
