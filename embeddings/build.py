"""From passages to vectors in an index, encoding only what no earlier build has encoded."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corpus.errors import NoGeneration
from corpus.model import PassageId
from embeddings.encoder import Encoder
from embeddings.index import VectorIndex, create_index, open_index

Row = tuple[PassageId, bytes, str]

#: Passages encoded and added together.
BATCH = 4096


@dataclass(frozen=True, slots=True)
class VectorStats:
    """What a build did: vectors held now, encoded anew, reused, removed; seconds taken."""

    total: int
    encoded: int
    reused: int
    removed: int
    seconds: float


class Layout(NamedTuple):
    """The files a build keeps beside those of the index."""

    folder: Path

    @property
    def made_by(self) -> Path:
        """The encoder and the engine."""
        return self.folder / "vectors.json"

    @property
    def contents(self) -> Path:
        """``digest TAB passage id`` for each vector: what it was made from."""
        return self.folder / "contents.tsv"


def build_vectors(
    folder: Path,
    rows: Iterable[Row],
    encoder: Encoder,
    previous: Path | None = None,
    progress: Callable[[int], None] | None = None,
    backend: str = "faiss",
    gone: Collection[PassageId] | None = None,
    kept: int = 0,
) -> VectorStats:
    """Write an index of these rows (id, digest of the text, text) into ``folder``.

    Vectors of ``previous`` are taken over where digest and encoder are the same, whatever
    the passage is called now. With ``gone``, all that ``previous`` holds but those stays
    beside the rows given, and must be ``kept`` in number: NoGeneration is raised where it is
    not. ``progress`` hears how many rows are done.
    """
    started = time.monotonic()
    index, before = _begin(folder, encoder, previous, backend)
    work = _Work(index, encoder, before)
    if gone is None:
        work.compare_all()
    else:
        work.keep(gone, kept)
    done = len(work.kept)
    for row in rows:
        work.take(row)
        done += 1
        if progress and done % BATCH == 0:
            progress(done)
    work.flush()
    lost = work.held.keys() - work.seen.keys()
    index.remove(sorted(lost))
    index.save()
    _write(Layout(folder), encoder, backend, work)
    if progress:
        progress(done)
    seconds = time.monotonic() - started
    return VectorStats(len(index), work.encoded, done - work.encoded, len(lost), seconds)


def open_vectors(folder: Path, encoder: Encoder) -> VectorIndex:
    """The index in ``folder``, to be searched with this encoder.

    Raises NoGeneration where another encoder made it: their vectors do not compare.
    """
    made_by = _made_by(Layout(folder))
    if made_by.get("fingerprint") != encoder.fingerprint:
        raise NoGeneration(
            f"{folder}：向量由编码器 {made_by.get('encoder')}（{made_by.get('fingerprint')}）生成，"
            f"不能用 {encoder.name}（{encoder.fingerprint}）检索；"
            "请重新构建：python -m scripts.build"
        )
    return open_index(folder, made_by["backend"])


@dataclass(slots=True)
class _Work:
    """Rows on their way into the index, a batch at a time.

    ``before`` is what the index was made from, line by line; ``kept`` are the lines that stay
    and are not said again; ``held`` what is told of the others, digests by passage.
    """

    index: VectorIndex
    encoder: Encoder
    before: list[str]
    kept: list[str] = field(default_factory=list)
    held: dict[PassageId, str] = field(default_factory=dict)
    seen: dict[PassageId, str] = field(default_factory=dict)
    encoded: int = 0
    _sources: dict[str, PassageId] | None = None
    _waiting: list[tuple[PassageId, str, str]] = field(default_factory=list)
    _replaced: set[PassageId] = field(default_factory=set)

    def compare_all(self) -> None:
        """Each row that is to stay will be said again."""
        self.held = dict(map(_parts, self.before))

    def keep(self, gone: Collection[PassageId], kept: int) -> None:
        """Take all that is held but ``gone`` as it is."""
        self.kept = self.before
        if names := frozenset(gone):
            parts = list(map(_parts, self.before))
            pairs = list(zip(parts, self.before, strict=True))
            self.held = {name: digest for (name, digest), _ in pairs if name in names}
            self.kept = [line for (name, _), line in pairs if name not in names]
        if len(self.kept) != kept:
            raise NoGeneration(
                f"向量索引里有 {len(self.kept)} 个未变的段落，应为 {kept} 个；"
                "请重新构建：python -m scripts.build"
            )

    def take(self, row: Row) -> None:
        """Decide whether one row is kept as it is; if not, it waits."""
        passage_id, digest, text = row[0], row[1].hex(), row[2]
        self.seen[passage_id] = digest
        if self.held.get(passage_id) != digest:
            self._waiting.append((passage_id, digest, text))
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Add what waits, moved from another id where that has the same digest, or encoded.
        Moved vectors are fetched before anything is replaced.
        """
        sources = self._find({digest for _, digest, _ in self._waiting})
        moved: list[PassageId] = []
        found: list[PassageId] = []
        fresh: list[tuple[PassageId, str]] = []
        for passage_id, digest, text in self._waiting:
            source = sources.get(digest)
            if source is None or source in self._replaced:
                fresh.append((passage_id, text))
            else:
                moved.append(passage_id)
                found.append(source)
        vectors = self.index.vectors(found)
        new = [passage_id for passage_id, _ in fresh]
        if moved:
            self.index.add(moved, vectors)
        if fresh:
            self.index.add(new, self.encoder.encode_passages([text for _, text in fresh]))
        self.encoded += len(fresh)
        self._replaced.update(moved, new)
        self._waiting = []

    def _find(self, wanted: Collection[str]) -> dict[str, PassageId]:
        """The passages held before that have these digests."""
        if not wanted:
            return {}
        if self._sources is None and len(wanted) < BATCH:  # and no more will be asked for
            long = len(next(iter(wanted)))  # as every digest is
            some = (line for line in self.before if line[:long] in wanted)
            return {digest: name for name, digest in map(_parts, some)}
        if self._sources is None:
            self._sources = {digest: name for name, digest in map(_parts, self.before)}
        return self._sources


def _parts(line: str) -> tuple[PassageId, str]:
    digest, _, name = line.partition("\t")
    return PassageId(name), digest


def _made_by(layout: Layout) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(layout.made_by.read_text("utf-8"))
    except (OSError, ValueError):
        raise NoGeneration(
            f"{layout.folder}：没有向量；请先构建：python -m scripts.build"
        ) from None
    return found


def _begin(
    folder: Path, encoder: Encoder, previous: Path | None, backend: str
) -> tuple[VectorIndex, list[str]]:
    """The index of ``previous``, to be saved in ``folder``, and the lines of what it was made
    from; an empty one where it cannot be built upon.
    """
    if previous:
        layout = Layout(previous)
        try:
            made_by = _made_by(layout)
            if (made_by["fingerprint"], made_by["backend"]) == (encoder.fingerprint, backend):
                lines = layout.contents.read_text("utf-8").split("\n")[:-1]
                anchors = encoder.anchors
                index = open_index(previous, backend, writable=True, anchors=anchors, into=folder)
                return index, lines
        except (NoGeneration, KeyError, OSError, ValueError):
            pass
    return create_index(folder, encoder.dimension, encoder.anchors, backend), []


def _write(layout: Layout, encoder: Encoder, backend: str, work: _Work) -> None:
    new = map("%s\t%s".__mod__, zip(work.seen.values(), work.seen, strict=True))
    layout.contents.write_text("\n".join([*work.kept, *new, ""]), "utf-8")
    made_by = {"encoder": encoder.name, "fingerprint": encoder.fingerprint, "backend": backend}
    layout.made_by.write_text(json.dumps(made_by, ensure_ascii=False), "utf-8")
