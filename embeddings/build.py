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
    index, held = _begin(folder, encoder, previous, backend)
    work = _Work(index, encoder, held)
    if gone is not None:
        work.keep(gone, kept)
    done = len(work.seen)
    for row in rows:
        work.take(row)
        done += 1
        if progress and done % BATCH == 0:
            progress(done)
    work.flush()
    lost = held.keys() - work.seen.keys()
    index.remove(sorted(lost))
    index.save()
    _write(Layout(folder), encoder, backend, work.seen)
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
    """Rows on their way into the index, a batch at a time."""

    index: VectorIndex
    encoder: Encoder
    held: dict[PassageId, bytes]
    seen: dict[PassageId, bytes] = field(default_factory=dict)
    encoded: int = 0
    _sources: dict[bytes, PassageId] | None = None
    _fresh: list[tuple[PassageId, str]] = field(default_factory=list)
    _moved: list[tuple[PassageId, PassageId]] = field(default_factory=list)
    _replaced: set[PassageId] = field(default_factory=set)

    def keep(self, gone: Collection[PassageId], kept: int) -> None:
        """Take all that is held but ``gone`` as it is."""
        self.seen.update(self.held)
        for passage_id in gone:
            self.seen.pop(passage_id, None)
        if len(self.seen) != kept:
            raise NoGeneration(
                f"向量索引里有 {len(self.seen)} 个未变的段落，应为 {kept} 个；"
                "请重新构建：python -m scripts.build"
            )

    def take(self, row: Row) -> None:
        """Decide what becomes of one row: kept as it is, moved from another id, or encoded."""
        passage_id, digest, text = row
        self.seen[passage_id] = digest
        if self.held.get(passage_id) == digest:
            return
        if self._sources is None:
            self._sources = dict(zip(self.held.values(), self.held.keys(), strict=True))
        source = self._sources.get(digest)
        if source is not None and source not in self._replaced:
            self._moved.append((passage_id, source))
        else:
            self._fresh.append((passage_id, text))
        if len(self._fresh) + len(self._moved) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Add what has gathered. Moved vectors are fetched before anything is replaced."""
        moved = [passage_id for passage_id, _ in self._moved]
        vectors = self.index.vectors([source for _, source in self._moved])
        fresh = [passage_id for passage_id, _ in self._fresh]
        if moved:
            self.index.add(moved, vectors)
        if fresh:
            self.index.add(fresh, self.encoder.encode_passages([text for _, text in self._fresh]))
        self.encoded += len(fresh)
        self._replaced.update(moved, fresh)
        self._moved, self._fresh = [], []


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
) -> tuple[VectorIndex, dict[PassageId, bytes]]:
    """The index of ``previous``, to be saved in ``folder``, and what it was made from; an
    empty one where it cannot be built upon.
    """
    if previous:
        layout = Layout(previous)
        try:
            made_by = _made_by(layout)
            if (made_by["fingerprint"], made_by["backend"]) == (encoder.fingerprint, backend):
                words = layout.contents.read_text("utf-8").replace("\n", "\t").split("\t")
                ids, digests = map(PassageId, words[1::2]), map(bytes.fromhex, words[:-1:2])
                held = dict(zip(ids, digests, strict=True))
                anchors = encoder.anchors
                index = open_index(previous, backend, writable=True, anchors=anchors, into=folder)
                return index, held
        except (NoGeneration, KeyError, OSError, ValueError):
            pass
    return create_index(folder, encoder.dimension, encoder.anchors, backend), {}


def _write(layout: Layout, encoder: Encoder, backend: str, seen: dict[PassageId, bytes]) -> None:
    layout.contents.write_text(
        "".join(map("%s\t%s\n".__mod__, zip(map(bytes.hex, seen.values()), seen, strict=True))),
        "utf-8",
    )
    made_by = {"encoder": encoder.name, "fingerprint": encoder.fingerprint, "backend": backend}
    layout.made_by.write_text(json.dumps(made_by, ensure_ascii=False), "utf-8")
