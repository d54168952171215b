"""Build: what the store holds becomes a generation that can be asked, and is published."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import NoGeneration, OperationError, UserError
from corpus.forward import FORWARD_VERSION, build_forward, forward_version
from corpus.lexical import LEXICAL_VERSION, build_lexical, read_about
from corpus.model import DocumentId, PassageId
from corpus.progress import Progress, silent
from corpus.reuse.index import build_reuse, reuse_version
from corpus.reuse.signatures import SIGNATURE_VERSION
from corpus.storage.store import Counts, Store
from corpus.structure.outline import PARSER_VERSION
from embeddings.build import build_vectors
from embeddings.encoder import Encoder
from graph.discovery.filing import FILE
from graph.store import making_of
from service.beginning import Beginning, beginning
from service.generation import (
    STORE,
    Draft,
    Generation,
    discard,
    prune,
    prune_withdrawn,
    publish,
    seal,
)
from service.linking import link_lexical
from service.manifest import FileMark, files_in, mark_files
from service.rows import forward_rows, lexical_rows, vector_rows
from service.settings import REVIEW
from service.steps import BESIDE

if TYPE_CHECKING:
    from graph.build import GraphMaker

#: What a generation's counts say of its graph.
_JOINED = ("nodes", "edges")


#: Documents to be read up to which the parts of a generation are made side by side, where all
#: of it is done in this process.
FEW = 500


#: How much the snapshot holds.
Counted = Callable[[], Counts]


@dataclass(frozen=True, slots=True)
class Change:
    """How the store differs from the generation before: documents come and documents gone.

    A document whose content changed is in both. ``documents`` are held now.
    """

    added: frozenset[DocumentId]
    removed: frozenset[DocumentId]
    documents: int

    def __bool__(self) -> bool:
        return bool(self.added or self.removed)


@dataclass(slots=True)
class BuildReport:
    """What a build did. ``built`` is false where nothing had changed; ``read`` documents were
    read anew for the graph. ``seconds`` are those of each step, and steps may have been done
    side by side; ``took`` is all of it.
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
    took: float = 0.0


def working_store(data: Path) -> Store:
    """The store of ``DATA``; ``UserError`` where nothing was ever ingested."""
    if not (data / STORE).exists():
        raise _nothing_in(data)
    return Store(data / STORE)


def build(
    data: Path,
    *,
    encoder: Encoder,
    maker: GraphMaker | None = None,
    terms: Sequence[str] | None = None,
    keep: int = 3,
    progress: Progress = silent,
    begun: Beginning | None = None,
) -> BuildReport:
    """Make what ``DATA/corpus.sqlite`` holds searchable, redoing only what changed.

    ``maker`` makes the graph; without one it is made here, and holds no concepts of a lexicon.
    ``terms`` are kept whole by the segmenter; the maker's, if none are given.
    ``begun`` is this build, where it was begun before; ``progress`` is then its own.
    Where nothing changed, nothing is built. Older generations beyond ``keep``, and all
    that hold a withdrawn document, are removed. ``UserError`` where nothing was ingested.
    """
    started = time.monotonic()
    if maker is None:
        from graph.build import Here  # the rules of reading: only where it is done here
        from graph.reader import bare_reader

        maker = Here(bare_reader())
    with nullcontext(begun) if begun else beginning(data, progress) as under_way:
        report = _Job(under_way, encoder, maker, terms).run()
        report.pruned = [*prune_withdrawn(data), *prune(data, keep)]
        report.took = round(time.monotonic() - started, 2)
    return report


def withdraw(
    data: Path,
    ids: Sequence[DocumentId],
    *,
    encoder: Encoder,
    maker: GraphMaker | None = None,
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
    return build(data, encoder=encoder, maker=maker, terms=terms, keep=keep, progress=progress)


class _Damaged(Exception):
    """The generation a new one is made of is not what it was."""


class _Job:
    """One build under way."""

    def __init__(
        self,
        begun: Beginning,
        encoder: Encoder,
        maker: GraphMaker,
        terms: Sequence[str] | None,
    ) -> None:
        self.begun = begun
        self.data = begun.data
        self.steps = begun.steps
        self.encoder = encoder
        self.maker = maker
        self.previous = begun.soundness.generation()
        self._terms = terms
        self.encoded = self.read = 0
        self.joined: dict[str, int] = {}
        #: Size and hash of every file of the steps that are over.
        self.marks: dict[str, FileMark] = {}

    def run(self) -> BuildReport:
        """Make a generation of what changed; of everything, where what was there before turns
        out to be damaged: its bytes are compared while the new one is made of them.
        """
        try:
            return self._run()
        except Exception:
            if self.previous is None or self.begun.soundness.sound(self.previous):
                raise
        self.begun.fail()
        self.previous = None
        self.encoded = self.read = 0
        self.joined, self.marks = {}, {}
        return self._run()

    def _run(self) -> BuildReport:
        with working_store(self.data) as store:
            change = self._change(store)
        if self.previous and not change and self._same_making():
            self._compare(self.previous)
            counts = self.previous.manifest.counts
            return BuildReport(self.previous.id, False, counts["documents"], counts["body"])
        try:
            draft = self.begun.draft()
            try:
                generation = self._make(draft)
            except BaseException:
                discard(draft)
                raise
        except OSError as error:
            raise _no_room(self.data, error) from error
        with self.steps.timed("发布"):
            publish(self.data, generation.id)
        return BuildReport(
            generation.id,
            True,
            generation.manifest.counts["documents"],
            generation.manifest.counts["body"],
            added=len(change.added),
            removed=len(change.removed),
            encoded=self.encoded,
            read=self.read,
            seconds=self.steps.seconds,
        )

    def _make(self, draft: Draft) -> Generation:
        corpus = draft.folder / STORE
        with Store(corpus, readonly=True) as snapshot:
            # Asked again of the snapshot: the store may have grown in between.
            change = self._change(snapshot)
            # Counted when first needed: the longest, which goes first, does without.
            counts = cache(snapshot.counts)
            work: dict[str, tuple[str, Callable[[Path], None]]] = {
                "概念图谱": ("graph", lambda to: self._graph(corpus, to, change.documents)),
                "词语索引": ("lexical", lambda to: self._lexical(snapshot, to, change, counts)),
                "快照落盘": (STORE, lambda _: None),
                "向量索引": ("vectors", lambda to: self._vectors(snapshot, to, change, counts)),
                "正排索引": ("forward", lambda to: self._forward(snapshot, to, change, counts)),
                "传达索引": ("reuse", lambda to: self._reuse(snapshot, to, counts)),
            }
            parts: dict[str, Callable[[], None]] = {
                step: partial(self._part, draft.folder, *part) for step, part in work.items()
            }
            if self.previous:
                parts["核对上一代"] = partial(self._compare, self.previous)
            self.steps.beside(
                parts,
                BESIDE if not self.maker.apart and len(change.added) <= FEW else 1,
                apart=["概念图谱"] if self.maker.apart else (),
            )
        with self.steps.timed("封存"):
            return seal(
                draft,
                parent=self.previous,
                parser=PARSER_VERSION,
                encoder=self.encoder.name,
                fingerprint=self.encoder.fingerprint,
                counts=asdict(counts()) | self.joined,
                marked=self.marks,
            )

    def _compare(self, previous: Generation) -> None:
        if not self.begun.soundness.sound(previous):
            raise _Damaged(previous.id)

    def _part(self, folder: Path, name: str, make: Callable[[Path], None]) -> None:
        """Make one part of a generation; its files are then on the disk, and marked."""
        make(folder / name)
        parent = self.previous.folder if self.previous else None
        known = self.previous.manifest.files if self.previous else {}
        self.marks |= mark_files(folder, parent, known, files_in(folder / name))

    @property
    def terms(self) -> tuple[str, ...]:
        """What the segmenter keeps whole."""
        return self.maker.terms if self._terms is None else tuple(self._terms)

    def _told(self, step: str, total: int | None) -> Callable[[int], None]:
        return lambda done: self.steps.told(step, done, total)

    def _lexical(self, snapshot: Store, folder: Path, change: Change, counts: Counted) -> None:
        documents, total = None, counts().body
        if self.previous and not change.removed and self._same_words():
            link_lexical(self.previous.lexical, folder)
            documents, total = change.added, 0
        build_lexical(
            folder,
            lexical_rows(snapshot, documents),
            terms=self.terms,
            progress=self._told("词语索引", total or None),
        )

    def _vectors(self, snapshot: Store, folder: Path, change: Change, counts: Counted) -> None:
        shown = self._told("向量索引", counts().body)
        if self.previous and self.previous.manifest.fingerprint == self.encoder.fingerprint:
            rows, held = vector_rows(snapshot, change.added), self.previous.vectors
            gone, kept = self._gone(snapshot, change, counts)
            try:
                stats = build_vectors(folder, rows, self.encoder, held, shown, gone=gone, kept=kept)
            except NoGeneration:
                # Something is missing there after all.
                shutil.rmtree(folder, ignore_errors=True)
            else:
                self.encoded = stats.encoded
                return
        stats = build_vectors(folder, vector_rows(snapshot), self.encoder, None, shown)
        self.encoded = stats.encoded

    def _forward(self, snapshot: Store, folder: Path, change: Change, counts: Counted) -> None:
        shown = self._told("正排索引", counts().body)
        if self.previous and self._same_letters():
            rows, held = forward_rows(snapshot, change.added), self.previous.forward
            try:
                build_forward(folder, rows, held, *self._gone(snapshot, change, counts), shown)
            except NoGeneration:
                # Something is missing there after all.
                shutil.rmtree(folder, ignore_errors=True)
            else:
                return
        build_forward(folder, forward_rows(snapshot), progress=shown)

    def _gone(
        self, snapshot: Store, change: Change, counts: Counted
    ) -> tuple[list[PassageId], int]:
        """The body passages of the generation before whose documents are gone or have
        changed, and how many the others are.
        """
        assert self.previous is not None
        with Store(self.previous.corpus, readonly=True) as old:
            gone = old.body_ids(change.removed)
        return gone, counts().body - len(snapshot.body_ids(change.added))

    def _graph(self, corpus: Path, folder: Path, documents: int) -> None:
        previous = self.previous.graph if self.previous else None
        shown = self._told("概念图谱", documents)
        made = self.maker.make(folder, corpus, previous, shown, self.begun.lock)
        self.read, self.joined = made.read, {name: made.counts[name] for name in _JOINED}

    def _reuse(self, snapshot: Store, folder: Path, counts: Counted) -> None:
        previous = self.previous.reuse if self.previous else None
        build_reuse(folder, snapshot, previous, self._told("传达索引", counts().documents))

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
            len(now),
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
            and making_of(self.previous.graph) == self.maker.making
            and reuse_version(self.previous.reuse) == SIGNATURE_VERSION
        )


def _nothing_in(data: Path) -> UserError:
    return UserError(f"{data} 里还没有文件；请先导入：python -m scripts.ingest 路径")


def _no_room(data: Path, error: OSError) -> OperationError:
    # A copied folder's error is a list of (from, to, why).
    why = error.args[0][0][2] if isinstance(error, shutil.Error) else error.strerror or error
    return OperationError(
        f"{data}：构建没有写完（{why}）；原有索引照常可用，请检查磁盘空间和权限后重试"
    )
