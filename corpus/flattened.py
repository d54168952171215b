"""Documents whose lines are joined, and how much of their outlines is found again.

What a page loses that is copied into one field, or saved without its paragraphs, is where its
lines end. The outline of a held document is what its flattened text must give: each numbered
section at the same character, as deep. Nothing is marked by hand; what the lined text was
read wrong in counts as right here.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.model import SECTION_KINDS, Document, Line, Section
from corpus.storage.store import Store
from corpus.structure.outline import parse_outline

#: How lines are joined: as a copy without any sign of them, and as one with a blank for each.
JOINTS: Mapping[str, str] = {"连写": "", "空格": " "}
#: A document with fewer numbered sections says little; one longer than this is a code.
_FEWEST, _LONGEST = 4, 60_000


@dataclass(slots=True)
class Tally:
    """Sections of the lined texts, those found again, of these as deep; and others found."""

    wanted: int = 0
    found: int = 0
    deep: int = 0
    false: int = 0

    def add(self, other: Tally) -> None:
        """Count another tally's in."""
        self.wanted += other.wanted
        self.found += other.found
        self.deep += other.deep
        self.false += other.false


@dataclass(slots=True)
class Flattened:
    """Tallies by joint, and within each by kind of document and by level of section."""

    documents: dict[str, int] = field(default_factory=dict)
    by_kind: dict[str, dict[str, Tally]] = field(default_factory=dict)
    by_level: dict[str, dict[str, Tally]] = field(default_factory=dict)
    failures: list[tuple[str, str, str]] = field(default_factory=list)  # (document, what, words)


def measure_flattened(store: Store, count: int, seed: int) -> Flattened:
    """Flatten up to ``count`` held documents of each kind, drawn by ``seed``, and read them."""
    measured = Flattened()
    for joint in JOINTS:
        measured.by_kind[joint], measured.by_level[joint] = {}, {}
    for document in _drawn(store, count, seed):
        kind = document.description.kind
        measured.documents[kind] = measured.documents.get(kind, 0) + 1
        for joint, between in JOINTS.items():
            _measure(document, joint, between, measured)
    return measured


def _drawn(store: Store, count: int, seed: int) -> Iterator[Document]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for description in store.descriptions():
        kinds[description.kind].append(description.id)
    for kind in sorted(kinds):
        ids = sorted(kinds[kind])
        random.Random(f"{seed} {kind}").shuffle(ids)  # noqa: S311  # a sample, no secret
        taken = 0
        for name in ids:
            if taken >= count:
                break
            document = store.document(name)  # type: ignore[arg-type]  # ids of this very store
            numbered = sum(bool(one.label) for one in document.sections)
            if numbered >= _FEWEST and len(document.text) <= _LONGEST:
                taken += 1
                yield document


def _measure(document: Document, joint: str, between: str, measured: Flattened) -> None:
    lines = document.text.split("\n")
    flat = between.join(lines)
    step = 1 - len(between)
    wanted = dict(_numbered(document.sections))
    got = {start: depth for start, (depth, _) in _numbered(parse_outline([Line(flat)]))}
    name, kind = document.description.title, document.description.kind
    by_kind, by_level = measured.by_kind[joint], measured.by_level[joint]
    for start, (depth, level) in wanted.items():
        place = start - step * document.text.count("\n", 0, start)
        found = place in got
        deep = found and got.pop(place) == depth
        tally = Tally(1, found, deep)
        by_level.setdefault(level, Tally()).add(tally)
        by_kind.setdefault(kind, Tally()).add(tally)
        if not deep:
            what = "层级不对" if found else "未识别"
            words = f"{flat[max(place - 12, 0) : place]}|{flat[place : place + 20]}"
            measured.failures.append((name, f"{joint} {what} {level}", words))
    for place in got:
        by_kind.setdefault(kind, Tally()).add(Tally(false=1))
        words = f"{flat[max(place - 12, 0) : place]}|{flat[place : place + 20]}"
        measured.failures.append((name, f"{joint} 多识别", words))


def _numbered(sections: Sequence[Section]) -> Iterator[tuple[int, tuple[int, str]]]:
    """Where each numbered section begins, how deep among numbered ones, and its level."""
    depth: dict[str | None, int] = {None: 0}
    for section in sections:
        depth[section.id] = depth[section.parent] + bool(section.label)
        if section.label:
            level = SECTION_KINDS[section.kind]
            if section.kind == "point":
                level += str(depth[section.id])
            yield section.span.start, (depth[section.id], level)
