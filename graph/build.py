"""Build: the documents of a store become one graph, read anew only where something changed.

A document is read again when its content, the lexicon, the rules or the program that reads
changed, or when a question it asked of the catalogue of titles gets another answer now.
The rows of all others are carried over from the graph before. What spans documents is worked
out every time, so a graph built step by step is, byte for byte, the one built at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import ahocorasick

from corpus.citing.catalogue import Catalogue, valid_from
from corpus.model import NORMATIVE_KINDS, Document, DocumentId, Passage
from corpus.storage.store import Store
from graph.carrying import Carrier
from graph.lexicon.loader import terms_of
from graph.model import Concept
from graph.records import Record
from graph.store import GRAPH_VERSION, GraphStore, making_of, open_graph
from graph.witness import Witness, outdated
from graph.writer import writing

#: Documents between two words of progress.
_STEP = 256
#: Names up to which a text is looked through for each: quicker than an automaton.
_FEW = 24


class Reader(Protocol):
    """Reads one document. ``making`` changes when the same document would be read otherwise."""

    making: str
    concepts: Sequence[Concept]

    def read(
        self, document: Document, passages: Sequence[Passage], revision: bytes, catalogue: Catalogue
    ) -> Record:
        """All that a document gives, but for the questions it asked of the catalogue."""
        ...


@dataclass(frozen=True, slots=True)
class GraphStats:
    """What a build did: documents read anew, and how much the graph holds."""

    read: int
    counts: Mapping[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class GraphMaker(Protocol):
    """Makes one graph: here (:class:`Here`) or in a process of its own
    (:class:`graph.apart.GraphProcess`).
    """

    @property
    def apart(self) -> bool:
        """Whether it is made in another process."""

    @property
    def making(self) -> str:
        """See :class:`Reader`."""

    @property
    def terms(self) -> tuple[str, ...]:
        """See :func:`graph.lexicon.loader.terms_of`."""

    def make(
        self,
        folder: Path,
        corpus: Path,
        previous: Path | None,
        progress: Callable[[int], None],
        lock: int,
    ) -> GraphStats:
        """The graph of the store at ``corpus``; otherwise as :func:`build_graph`. Where
        another process makes it, that one holds the descriptor ``lock`` as well.
        """
        ...


class Here:
    """Makes a graph in the process and the thread that asks."""

    apart = False

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @property
    def making(self) -> str:
        """See :class:`Reader`."""
        return self._reader.making

    @property
    def terms(self) -> tuple[str, ...]:
        """See :func:`graph.lexicon.loader.terms_of`."""
        return terms_of(self._reader.concepts)

    def make(
        self,
        folder: Path,
        corpus: Path,
        previous: Path | None,
        progress: Callable[[int], None],
        lock: int,  # noqa: ARG002
    ) -> GraphStats:
        """See :class:`GraphMaker`."""
        with Store(corpus, readonly=True) as source:
            return build_graph(folder, source, self._reader, previous, progress)


def build_graph(
    folder: Path,
    source: Store,
    reader: Reader,
    previous: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> GraphStats:
    """Write the graph of all that ``source`` holds into ``folder``, which must not be there.

    ``previous`` is the folder of a graph to take over what is still true from.
    """
    started = time.monotonic()
    folder.mkdir(parents=True)
    work = _Work(source, reader, _before(previous, reader))
    with (
        closing(work),
        writing(folder, reader.concepts, work.titles, work.carrier) as writer,
    ):
        for done, (document_id, revision) in enumerate(sorted(work.revisions.items()), start=1):
            if document_id in work.kept:
                writer.carry(document_id)
            else:
                writer.add(work.read(document_id, revision))
            if progress and done % _STEP == 0:
                progress(done)
        about = {"making": reader.making, "version": str(GRAPH_VERSION)}
        writer.finish(work.successions, work.catalogue.names(), about)
    if progress:
        progress(len(work.titles))
    read = len(work.revisions) - len(work.kept)
    return GraphStats(read, writer.counts, time.monotonic() - started)


def _before(previous: Path | None, reader: Reader) -> GraphStore | None:
    if previous is None or making_of(previous) != reader.making:
        return None
    return open_graph(previous)


class _Work:
    """One build under way: what is held, what is known of it, what need not be read again."""

    def __init__(self, source: Store, reader: Reader, before: GraphStore | None) -> None:
        self.source = source
        self.reader = reader
        self.catalogue = Witness(source.descriptions(), source.sections)
        self.titles = {item.id: item.title for item in self.catalogue}
        self.revisions = source.revisions()
        self._before = before
        #: The documents whose rows in the graph before are what reading them would give.
        self.kept = self._find_kept(before) if before is not None else set()
        self.carrier = Carrier(before, self.kept) if before is not None else None

    def close(self) -> None:
        """Let go of the graph before."""
        if self._before is not None:
            self._before.close()

    def read(self, document_id: DocumentId, revision: bytes) -> Record:
        """One document read anew, with the questions it asked."""
        document = self.source.document(document_id)
        passages = self.source.passages_of(document_id)
        self.catalogue.begin()
        record = self.reader.read(document, passages, revision, self.catalogue)
        return replace(record, questions=self.catalogue.questions())

    def _find_kept(self, before: GraphStore) -> set[DocumentId]:
        held = before.revisions()
        same = {one for one, revision in self.revisions.items() if held.get(one) == revision}
        same -= before.who_asked(outdated(before.questions(), self.catalogue, same))
        changed = before.names() ^ self.catalogue.names()
        if changed:
            # A title that came or went may be named in running text anywhere.
            seen = _sight_of(changed)
            same -= {one for one, text in self.source.texts() if seen(text)}
        return same

    def successions(self, named: Collection[DocumentId]) -> Iterator[tuple[DocumentId, DocumentId]]:
        """Each held version of a work, of those ``named`` one, and the one it takes the place
        of.
        """
        for versions in self.catalogue.works():
            binding = [one for one in versions if one.kind in NORMATIVE_KINDS and one.id in named]
            dated = [one for one in binding if valid_from(one) is not None]
            for older, newer in pairwise(dated):
                if valid_from(older) == valid_from(newer):
                    continue  # two copies of one version
                yield newer.id, older.id


def _sight_of(names: frozenset[str]) -> Callable[[str], bool]:
    """Whether a text holds any of these names."""
    if len(names) <= _FEW:
        # Where 中华人民共和国公司法 stands, 公司法 does.
        short = [one for one in names if not any(two in one for two in names if two != one)]
        return lambda text: any(name in text for name in short)
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, True)
    automaton.make_automaton()
    return lambda text: any(automaton.iter(text))
