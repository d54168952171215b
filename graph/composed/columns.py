"""Names as columns: ``names.i4`` beside the graph, as its mentions are, and their table.

A name's number takes the place of the concept's, its rule's number that of the form.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corpus.model import PassageId
from graph.composed.model import METHODS, Named
from graph.composed.words import words
from graph.mentions import CONCEPT, FORM, PASSAGE, Columns, Mentions, MentionWriter

if TYPE_CHECKING:
    from graph.arrays import Mask, Numbers
    from graph.store import GraphStore

FILE = "names.i4"
#: Copies a run of names that stand one after the other in both graphs.
CARRY = (
    "INSERT INTO composed SELECT n + ?, label, kind, methods FROM before.composed"
    " WHERE n BETWEEN ? AND ? ORDER BY n"
)
#: What :data:`CARRY` is to be given: how much further on the run stands now, and the numbers
#: before of its first and its last.
Carried = tuple[int, int, int]

_NUMBERS = {method: n for n, method in enumerate(METHODS)}


class Name(NamedTuple):
    """A name that rules found: its number, label, kind of concept, and the rules."""

    n: int
    label: str
    kind: str
    methods: str


class Names:
    """The names of one finished graph; one made before there were any has none."""

    def __init__(self, store: GraphStore) -> None:
        self._store = store
        self._held = (store.path.parent / FILE).is_file()

    @cached_property
    def mentions(self) -> Mentions | None:
        """Where each stands."""
        return Mentions(self._store.path.parent, FILE) if self._held else None

    def labels(self) -> list[str]:
        """Every label, in the order of numbers."""
        rows = self._rows("SELECT label FROM composed ORDER BY n")
        return [label for (label,) in rows]

    def named(self, label: str) -> Name | None:
        """The name written so, or None."""
        rows = self._rows("SELECT n, label, kind, methods FROM composed WHERE label = ?", label)
        return Name(*rows[0]) if rows else None

    def numbered(self, numbers: Iterable[int]) -> list[Name]:
        """The names of these numbers."""
        query = "SELECT n, label, kind, methods FROM composed WHERE n = ?"
        return [Name(*row) for n in numbers for row in self._rows(query, n)]

    def holding(self, text: str, kinds: Collection[str] = ()) -> Sequence[int]:
        """The numbers of those that hold a text, of some kinds or of all; the shortest first."""
        marks = ",".join("?" * len(kinds))
        of_kinds = f" AND kind IN ({marks})" if kinds else ""
        query = (
            f"SELECT n FROM composed WHERE instr(label, ?){of_kinds}"  # noqa: S608
            " ORDER BY length(label), label"
        )
        return [n for (n,) in self._rows(query, text, *kinds)]

    def standing(self, passages: Mask) -> Mask:
        """Which names stand in some of the passages, by number."""
        if self.mentions is None:
            return np.zeros(0, np.bool_)
        columns = self.mentions.columns
        standing = np.zeros(int(columns[CONCEPT].max(initial=-1)) + 1, np.bool_)
        standing[columns[CONCEPT][passages[columns[PASSAGE]]]] = True
        return standing

    def passages(self, name: int) -> Columns:
        """The passages that name one, in order, each once."""
        if self.mentions is None:
            return np.zeros(0, np.int32)
        return np.unique(self.mentions.of(name)[0])

    def _rows(self, query: str, *values: object) -> Sequence[Any]:
        return self._store.rows(query, values) if self._held else []


class NameWriter(MentionWriter):
    """The names of a graph being written, in order of passages; ``before`` are those of the
    graph that documents are carried over from.
    """

    def __init__(self, before: Names | None) -> None:
        self._labels = before.labels() if before else []
        super().__init__(before.mentions if before else None, self._labels)

    def write(self, names: Iterable[Named], numbers: Mapping[PassageId, int]) -> None:
        """Those of one document, whose passages have these numbers."""
        rows = {
            (numbers[one.passage_id], *one.span): (_NUMBERS[one.method], one.label) for one in names
        }
        self.add([(*place, *said) for place, said in sorted(rows.items())])

    def carry(self, first: int, last: int, shift: int) -> None:
        """See :class:`MentionWriter`."""
        super().carry(first, last, shift)
        self._parts[-1] = _turned(self._parts[-1])

    def finish(self) -> tuple[Columns, list[str]]:
        """All of them, and the labels under their numbers."""
        columns, labels = super().finish()
        return _turned(columns), labels

    def table(
        self, columns: Columns, labels: Sequence[str]
    ) -> Iterator[tuple[Carried | None, Sequence[Name]]]:
        """The rows of the table of names, in order: either a run of them to be carried over
        from the graph before, or some made anew.
        """
        rules = _rules(columns, len(labels))
        there = self._carried(rules, labels)
        shift, fresh = np.arange(len(labels)) - there, there < 0
        parts = np.flatnonzero((np.diff(fresh) != 0) | (~fresh[1:] & (np.diff(shift) != 0))) + 1
        for first, behind in pairwise([0, *parts.tolist(), len(labels)]):
            if first < behind and fresh[first]:
                yield None, [_name(n, labels[n], rules[n]) for n in range(first, behind)]
            elif first < behind:
                yield (int(shift[first]), int(there[first]), int(there[behind - 1])), ()

    def _carried(self, rules: Mask, labels: Sequence[str]) -> Numbers:
        """The number each name has in the graph before; -1 where its row is not as it was."""
        numbers = {label: n for n, label in enumerate(self._labels)}
        there = np.array([numbers.get(label, -1) for label in labels], np.int32)
        if self._before is not None:
            held = np.flatnonzero(there >= 0)
            before = _rules(self._before.columns, len(self._labels))[there[held]]
            there[held[np.any(before != rules[held], axis=1)]] = -1
        return there


def _rules(columns: Columns, count: int) -> Mask:
    """Which of the rules found each of ``count`` names, a row each."""
    found = np.zeros((count, len(METHODS)), np.bool_)
    found[columns[CONCEPT], columns[FORM]] = True
    return found


def _name(n: int, label: str, rules: Mask) -> Name:
    methods = [name for name, here in zip(METHODS, rules.tolist(), strict=True) if here]
    return Name(n, label, words().kind_of(label), ",".join(methods))


def _turned(columns: Columns) -> Columns:
    """With the columns of concept and form changed for each other."""
    turned = columns.copy()
    turned[[CONCEPT, FORM]] = columns[[FORM, CONCEPT]]
    return turned
