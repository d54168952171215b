"""Build: the documents of a store become one graph, read anew only where something changed.

A document is read again when its content, the lexicon, the rules or the program that reads
changed, or when a question it asked of the catalogue of titles gets another answer now.
All other records come from the graph before. What spans documents is worked out from the
records every time, so a graph built step by step is, byte for byte, the one built at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import ahocorasick

from corpus.citing.catalogue import Catalogue, valid_from
from corpus.errors import NoGeneration
from corpus.model import NORMATIVE_KINDS, Document, DocumentId, Passage
from corpus.storage.store import Store
from graph.arrays import write_arrays
from graph.model import Concept, Evidence, Relation
from graph.records import Record
from graph.store import FILE, GRAPH_VERSION, GraphStore, open_graph
from graph.witness import Witness, outdated
from graph.writer import writing

#: Documents between two words of progress.
_STEP = 256


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
    with writing(folder / FILE, reader.concepts, work.titles) as writer:
        for done, record in enumerate(work.records(), start=1):
            writer.add(record)
            if progress and done % _STEP == 0:
                progress(done)
        about = {"making": reader.making, "version": str(GRAPH_VERSION)}
        writer.finish(work.successions(), work.catalogue.names(), about)
    work.close()
    with closing(open_graph(folder)) as made:
        write_arrays(folder, made)
    if progress:
        progress(len(work.titles))
    return GraphStats(work.read, writer.counts, time.monotonic() - started)


def making_of(folder: Path) -> str | None:
    """What the graph in a folder was made with; ``None`` where there is none to read."""
    try:
        store = open_graph(folder)
        making = store.about.get("making")
        store.close()
    except NoGeneration:
        return None
    return making


def _before(previous: Path | None, reader: Reader) -> GraphStore | None:
    if previous is None or making_of(previous) != reader.making:
        return None
    return open_graph(previous)


class _Work:
    """One build under way: what is held, what is known of it, what has been read."""

    def __init__(self, source: Store, reader: Reader, before: GraphStore | None) -> None:
        self.source = source
        self.reader = reader
        self.before = before
        self.catalogue = Witness(source.descriptions(), source.sections)
        self.titles = {item.id: item.title for item in self.catalogue}
        self.revisions = source.revisions()
        self.read = 0
        #: Where each document that is a version of a work says so.
        self.named: dict[DocumentId, tuple[str, Evidence]] = {}

    def close(self) -> None:
        """Let go of the graph before."""
        if self.before is not None:
            self.before.close()

    def records(self) -> Iterator[Record]:
        """Each document's record in the order of ids, taken over where it still holds."""
        kept = self._kept()
        for document_id, revision in sorted(self.revisions.items()):
            if document_id in kept and self.before is not None:
                record = self.before.record(document_id, revision)
            else:
                record = self._read(document_id, revision)
                self.read += 1
            self._note(record)
            yield record

    def _read(self, document_id: DocumentId, revision: bytes) -> Record:
        document = self.source.document(document_id)
        passages = self.source.passages_of(document_id)
        self.catalogue.begin()
        record = self.reader.read(document, passages, revision, self.catalogue)
        return Record(
            document_id=document_id,
            revision=revision,
            passages=record.passages,
            mentions=record.mentions,
            relations=record.relations,
            duties=record.duties,
            questions=self.catalogue.questions(),
        )

    def _kept(self) -> set[DocumentId]:
        """The documents whose record of the graph before is what reading them would give."""
        if self.before is None:
            return set()
        held = self.before.revisions()
        same = {one for one, revision in self.revisions.items() if held.get(one) == revision}
        same -= self.before.who_asked(outdated(self.before.questions(), self.catalogue))
        changed = self.before.names() ^ self.catalogue.names()
        if changed:
            # A title that came or went may be named in running text anywhere.
            seen = _finder_of(changed)
            same = {one for one in same if not any(seen.iter(self.source.text(one)))}
        return same

    def _note(self, record: Record) -> None:
        for relation in record.relations:
            if relation.predicate == "part_of" and relation.subject == record.document_id:
                self.named[record.document_id] = relation.object, relation.evidence[0]

    def successions(self) -> Iterator[Relation]:
        """Each held version of a work supersedes the one before it, by the title it bears."""
        for versions in self.catalogue.works():
            binding = [
                one for one in versions if one.kind in NORMATIVE_KINDS and one.id in self.named
            ]
            dated = [one for one in binding if valid_from(one) is not None]
            for older, newer in pairwise(dated):
                if valid_from(older) == valid_from(newer):
                    continue  # two copies of one version
                said = self.named[newer.id][1]
                evidence = Evidence(said.passage_id, said.span, "succession", 0.9)
                yield Relation(newer.id, "supersedes", older.id, (evidence,))


def _finder_of(names: frozenset[str]) -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, True)
    automaton.make_automaton()
    return automaton
