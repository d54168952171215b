"""Build: what the store holds becomes a generation that can be asked, and is published."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from corpus.errors import NoGeneration, OperationError, UserError
from corpus.forward import FORWARD_VERSION, ForwardIndex, build_forward, forward_version
from corpus.lexical import LEXICAL_VERSION, LexicalRetriever, build_lexical, read_about
from corpus.model import DocumentId, document_of
from corpus.progress import Progress, silent
from corpus.reuse.index import ReuseIndex, build_reuse, reuse_version
from corpus.reuse.signatures import SIGNATURE_VERSION
from corpus.storage.store import Store
from corpus.structure.outline import PARSER_VERSION
from embeddings.build import VectorStats, build_vectors
from embeddings.encoder import Encoder
from embeddings.index import open_index
from graph.build import GraphStats, Reader, build_graph, making_of
from graph.discovery.filing import FILE
from graph.lexicon.loader import terms_of
from graph.reader import bare_reader
from graph.store import open_graph
from service.generation import (
    STORE,
    Draft,
    Generation,
    begin,
    build_lock,
    current,
    discard,
    prune,
    prune_withdrawn,
    publish,
    seal,
)
from service.manifest import complaints
from service.rows import changed_vector_rows, forward_rows, lexical_rows, vector_rows
from service.settings import REVIEW


@dataclass(frozen=True, slots=True)
class Change:
    """How the store differs from the generation before: documents come and documents gone.

    A document whose content changed is in both.
    """

    added: frozenset[DocumentId]
    removed: frozenset[DocumentId]

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``built`` is false where nothing had changed; ``read`` documents were
    read anew for the graph.
    """

    generation: str
    built: bool
    documents: int
    passages: int
    added: int = 0
    removed: int = 0
    encoded: int = 0
    read: int = 0
    pruned: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)


def working_store(data: Path) -> Store:
    """The store of ``DATA``; ``UserError`` where nothing was ever ingested."""
    if not (data / STORE).exists():
        raise _nothing_in(data)
    return Store(data / STORE)


def build(
    data: Path,
    *,
    encoder: Encoder,
    reader: Reader | None = None,
    terms: Sequence[str] | None = None,
    keep: int = 3,
    progress: Progress = silent,
) -> BuildReport:
    """Make what ``DATA/corpus.sqlite`` holds searchable, redoing only what changed.

    ``reader`` reads documents for the graph; without one it holds no concepts of a lexicon.
    Where nothing changed, nothing is built. Older generations beyond ``keep``, and all
    that hold a withdrawn document, are removed. ``UserError`` where nothing was ingested.
    """
    waiting = "等待另一个构建结束"
    with build_lock(data, lambda: progress(waiting, 0, None)):
        reading = reader or bare_reader()
        words = terms_of(reading.concepts) if terms is None else tuple(terms)
        job = _Job(data, encoder, reading, words, progress)
        report = job.run()
        report.pruned = [*prune_withdrawn(data), *prune(data, keep)]
    return report


def withdraw(
    data: Path,
    ids: Sequence[DocumentId],
    *,
    encoder: Encoder,
    reader: Reader | None = None,
    terms: Sequence[str] | None = None,
    keep: int = 3,
    progress: Progress = silent,
) -> BuildReport:
    """Take documents out of the store, out of what answers, and out of every older build."""
    with working_store(data) as store:
        for document_id in ids:
            store.description(document_id)  # NotFound before anything is erased
        for document_id in ids:
            store.withdraw(document_id)
    # Labels found in a withdrawn document only must not outlive it.
    (data / REVIEW / FILE).unlink(missing_ok=True)
    return build(data, encoder=encoder, reader=reader, terms=terms, keep=keep, progress=progress)


def check(generation: Generation) -> list[str]:
    """What is wrong with a generation: files, and counts that do not agree. Empty: sound."""
    if damaged := complaints(generation.folder, generation.manifest):
        return damaged
    with Store(generation.corpus, readonly=True) as store:
        counts = store.counts()
    lexical = LexicalRetriever(generation.lexical)
    vectors = open_index(generation.vectors)
    held = {
        "清单": generation.manifest.counts["body"],
        "词语索引": len(lexical),
        "向量索引": len(vectors),
        "正排索引": len(ForwardIndex(generation.forward)),
    }
    lexical.close()
    vectors.close()
    graph = open_graph(generation.graph)
    read = len(graph.documents)
    graph.close()
    documents = {"概念图谱": read, "传达索引": len(ReuseIndex(generation.reuse).documents)}
    for name, count in documents.items():
        if count != counts.documents:
            return [f"{generation.folder}：{name}有 {count} 份文件，库里有 {counts.documents} 份"]
    return [
        f"{generation.folder}：{name}有 {count} 个段落，库里有 {counts.body} 个"
        for name, count in held.items()
        if count != counts.body
    ]


class _Job:
    """One build under way."""

    def __init__(
        self,
        data: Path,
        encoder: Encoder,
        reader: Reader,
        terms: tuple[str, ...],
        progress: Progress,
    ) -> None:
        self.data = data
        self.encoder = encoder
        self.reader = reader
        self.terms = terms
        self.progress = progress
        self.previous = self._previous()
        self.seconds: dict[str, float] = {}

    def run(self) -> BuildReport:
        with working_store(self.data) as store:
            change = self._change(store)
            if self.previous and not change and self._same_making():
                counts = self.previous.manifest.counts
                return BuildReport(self.previous.id, False, counts["documents"], counts["body"])
            draft = begin(self.data)
            try:
                generation, vectors, graph = self._make(store, draft)
            except (OSError, OperationError) as error:
                discard(draft)
                if isinstance(error, OperationError):
                    raise
                raise _no_room(self.data, error) from error
            except BaseException:
                discard(draft)
                raise
        with self._timed("发布"):
            publish(self.data, generation.id)
        return BuildReport(
            generation.id,
            True,
            generation.manifest.counts["documents"],
            generation.manifest.counts["body"],
            added=len(change.added),
            removed=len(change.removed),
            encoded=vectors.encoded,
            read=graph.read,
            seconds=self.seconds,
        )

    def _make(self, store: Store, draft: Draft) -> tuple[Generation, VectorStats, GraphStats]:
        corpus = draft.folder / STORE
        with self._timed("快照"):
            store.snapshot(corpus)
        with Store(corpus, readonly=True) as snapshot:
            # Asked again of the snapshot: the store may have grown since.
            change = self._change(snapshot)
            counts = snapshot.counts()
            with self._timed("词语索引"):
                self._lexical(snapshot, draft.folder / "lexical", change, counts.body)
            with self._timed("向量索引"):
                vectors = self._vectors(snapshot, draft.folder / "vectors", change, counts.body)
            with self._timed("正排索引"):
                self._forward(snapshot, draft.folder / "forward", change, counts.body)
            with self._timed("概念图谱"):
                graph = self._graph(snapshot, draft.folder / "graph", counts.documents)
            with self._timed("传达索引"):
                self._reuse(snapshot, draft.folder / "reuse", counts.documents)
        with self._timed("封存"):
            generation = seal(
                draft,
                parent=self.previous,
                parser=PARSER_VERSION,
                encoder=self.encoder.name,
                fingerprint=self.encoder.fingerprint,
                counts=asdict(counts) | {name: graph.counts[name] for name in ("nodes", "edges")},
            )
        return generation, vectors, graph

    def _lexical(self, snapshot: Store, folder: Path, change: Change, total: int) -> None:
        documents = None
        if self.previous and not change.removed and self._same_words():
            _link(self.previous.lexical, folder)
            documents, total = change.added, 0
        build_lexical(
            folder,
            lexical_rows(snapshot, documents),
            terms=self.terms,
            progress=lambda done: self.progress("词语索引", done, total or None),
        )

    def _vectors(self, snapshot: Store, folder: Path, change: Change, total: int) -> VectorStats:
        def shown(done: int) -> None:
            self.progress("向量索引", done, total)

        same = self.previous and self.previous.manifest.fingerprint == self.encoder.fingerprint
        if self.previous and same:
            try:
                held = self.previous.vectors
                return build_vectors(
                    folder, changed_vector_rows(snapshot, change.added), self.encoder, held, shown
                )
            except NoGeneration:
                # Something is missing there after all.
                shutil.rmtree(folder, ignore_errors=True)
        return build_vectors(folder, vector_rows(snapshot), self.encoder, None, shown)

    def _forward(self, snapshot: Store, folder: Path, change: Change, total: int) -> None:
        def shown(done: int) -> None:
            self.progress("正排索引", done, total)

        if self.previous and self._same_letters():
            kept = [each for each, _ in snapshot.digests() if document_of(each) not in change.added]
            rows = forward_rows(snapshot, change.added)
            try:
                build_forward(folder, rows, self.previous.forward, kept, shown)
            except NoGeneration:
                # Something is missing there after all.
                shutil.rmtree(folder, ignore_errors=True)
            else:
                return
        build_forward(folder, forward_rows(snapshot), progress=shown)

    def _graph(self, snapshot: Store, folder: Path, total: int) -> GraphStats:
        def shown(done: int) -> None:
            self.progress("概念图谱", done, total)

        previous = self.previous.graph if self.previous else None
        return build_graph(folder, snapshot, self.reader, previous, shown)

    def _reuse(self, snapshot: Store, folder: Path, total: int) -> None:
        def shown(done: int) -> None:
            self.progress("传达索引", done, total)

        previous = self.previous.reuse if self.previous else None
        build_reuse(folder, snapshot, previous, shown)

    def _previous(self) -> Generation | None:
        try:
            found = current(self.data)
        except NoGeneration:
            # Nothing there, or damaged: everything is built anew.
            return None
        # Every byte is checked: what is linked or copied on must not carry rot along.
        return None if complaints(found.folder, found.manifest) else found

    def _change(self, store: Store) -> Change:
        now = store.revisions()
        before: dict[DocumentId, bytes] = {}
        if self.previous:
            with Store(self.previous.corpus, readonly=True) as old:
                before = old.revisions()
        # A store emptied otherwise than by withdrawing is a lost one: what answers, stays.
        if not now and not (before and store.withdrawn()):
            raise _nothing_in(self.data)
        return Change(
            frozenset(name for name, mark in now.items() if before.get(name) != mark),
            frozenset(name for name, mark in before.items() if now.get(name) != mark),
        )

    def _same_words(self) -> bool:
        assert self.previous is not None
        try:
            about = read_about(self.previous.lexical)
        except NoGeneration:
            return False
        return (about.version, about.terms) == (LEXICAL_VERSION, self.terms)

    def _same_letters(self) -> bool:
        assert self.previous is not None
        return forward_version(self.previous.forward) == FORWARD_VERSION

    def _same_making(self) -> bool:
        assert self.previous is not None
        return (
            self.previous.manifest.fingerprint == self.encoder.fingerprint
            and self._same_words()
            and self._same_letters()
            and making_of(self.previous.graph) == self.reader.making
            and reuse_version(self.previous.reuse) == SIGNATURE_VERSION
        )

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        self.progress(step, 0, None)
        started = time.monotonic()
        yield
        self.seconds[step] = round(time.monotonic() - started, 2)


def _link(source: Path, target: Path) -> None:
    """The same files under another folder, without their bytes twice where possible."""

    # tantivy never changes a segment it has written; what it does rewrite it replaces.
    def place(old: str, new: str) -> str:
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)
        return new

    shutil.copytree(
        source, target, copy_function=place, ignore=shutil.ignore_patterns(".tantivy-*.lock")
    )
    # Written in place, so it must not be shared.
    about = target / "about.json"
    shutil.copy2(source / about.name, target / "about.new")
    (target / "about.new").replace(about)


def _nothing_in(data: Path) -> UserError:
    return UserError(f"{data} 里还没有文件；请先导入：python -m scripts.ingest 路径")


def _no_room(data: Path, error: OSError) -> OperationError:
    # A copied folder's error is a list of (from, to, why).
    why = error.args[0][0][2] if isinstance(error, shutil.Error) else error.strerror or error
    return OperationError(
        f"{data}：构建没有写完（{why}）；原有索引照常可用，请检查磁盘空间和权限后重试"
    )
