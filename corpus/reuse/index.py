"""The index of reuse: the signatures of every sentence held, ordered by each band.

Raw little-endian columns beside a list of documents; read through memory maps, so opening
costs nothing and a search touches a few pages. A document's rows are taken over from the
index before while its content is the same, and stay sorted; new ones are put between.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import NoGeneration
from corpus.model import DocumentId, Passage, Span
from corpus.reuse.signatures import BANDS, SIGNATURE_VERSION, Bands, Signatures, sign

Rows = npt.NDArray[np.int64]

ABOUT, SPANS, SIGNED, KEYS, ROWS = "about.json", "spans.i4", "bands.u4", "keys.u4", "rows.u4"
#: Documents between two words of progress.
_STEP = 256


class Source(Protocol):
    """What is signed: a :class:`corpus.storage.store.Store`."""

    def revisions(self) -> Mapping[DocumentId, bytes]:
        """Every document held and the hash of its content."""
        ...

    def text(self, document_id: DocumentId) -> str:
        """A document's text."""
        ...

    def passages_of(self, document_id: DocumentId) -> Sequence[Passage]:
        """All passages of a document, in reading order."""
        ...


@dataclass(frozen=True, slots=True)
class ReuseStats:
    """What a build did: documents signed anew, and the sentences held."""

    signed: int
    sentences: int


def build_reuse(
    folder: Path,
    source: Source,
    previous: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> ReuseStats:
    """Write the index of all that ``source`` holds into ``folder``, which must not be there.

    ``previous`` is the folder of an index to take over what has not changed from. The same
    documents give the same bytes, whatever was taken over.
    """
    folder.mkdir(parents=True)
    before = _opened(previous)
    held: list[tuple[str, str, int]] = []
    signed = 0
    with (folder / SPANS).open("wb") as spans, (folder / SIGNED).open("wb") as bands:
        writing = _Writing(spans, bands, before)
        for done, (document_id, revision) in enumerate(sorted(source.revisions().items()), 1):
            held.append((document_id, revision.hex(), writing.sentences))
            rows = before.unchanged(document_id, revision.hex()) if before is not None else None
            if rows is None:
                writing.add(sign(source.text(document_id), source.passages_of(document_id)))
                signed += 1
            else:
                writing.keep(rows)
            if progress and done % _STEP == 0:
                progress(done)
        writing.flush()
    _sort(folder, writing.sentences, before, writing.moved)
    about = {"version": SIGNATURE_VERSION, "sentences": writing.sentences, "documents": held}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    return ReuseStats(signed, writing.sentences)


class _Writing:
    """Signatures on their way into two files. ``moved`` says where each row of the index
    before stands now; -1 for one that is gone.
    """

    def __init__(self, spans: BinaryIO, bands: BinaryIO, before: ReuseIndex | None) -> None:
        self._spans, self._bands, self._before = spans, bands, before
        self.moved: Rows = np.full(len(before) if before is not None else 0, -1, np.int64)
        self.sentences = 0
        #: Neighbouring rows that stay neighbours: written at once.
        self._waiting = range(0)

    def add(self, found: Signatures) -> None:
        self.flush()
        self._write(found)
        self.sentences += len(found.spans)

    def keep(self, rows: range) -> None:
        if not self._waiting or rows.start != self._waiting.stop:
            self.flush()
            self._waiting = rows
        self._waiting = range(self._waiting.start, rows.stop)
        self.sentences += len(rows)

    def flush(self) -> None:
        rows, self._waiting = self._waiting, range(0)
        if self._before is not None and rows:
            self._write(self._before.between(rows))
            now = np.arange(self.sentences - len(rows), self.sentences)
            self.moved[rows.start : rows.stop] = now

    def _write(self, found: Signatures) -> None:
        self._spans.write(found.spans.astype("<i4", copy=False).tobytes())
        self._bands.write(found.bands.astype("<u4", copy=False).tobytes())


def _sort(folder: Path, count: int, before: ReuseIndex | None, moved: Rows) -> None:
    """Order the sentences by each band: one column in memory at a time. Rows of ``before``
    are in order already, and keep it.
    """
    signed = _column(folder / SIGNED, "<u4", (count, BANDS))
    fresh = np.ones(count, np.bool_)
    fresh[moved[moved >= 0]] = False
    new = np.flatnonzero(fresh)
    with (folder / KEYS).open("wb") as keys, (folder / ROWS).open("wb") as rows:
        for band in range(BANDS):
            # A key above its row, in one number: sorted so, equal keys keep the order of rows.
            placed = signed[new, band].astype(np.uint64) << np.uint64(32) | new.astype(np.uint64)
            placed.sort()
            if before is not None:
                kept = before.sorted_by(band, moved)
                placed = np.insert(kept, np.searchsorted(kept, placed), placed)
            keys.write((placed >> np.uint64(32)).astype("<u4").tobytes())
            rows.write((placed & np.uint64(0xFFFFFFFF)).astype("<u4").tobytes())


def reuse_version(folder: Path) -> int | None:
    """The version an index was signed with; None where there is none."""
    try:
        version: int = json.loads((folder / ABOUT).read_text("utf-8"))["version"]
    except (OSError, ValueError, KeyError):
        return None
    return version


class ReuseIndex:
    """One finished index. Raises ``NoGeneration`` where it is absent, damaged or of another
    version. Safe to share between threads.
    """

    def __init__(self, folder: Path) -> None:
        try:
            about = json.loads((folder / ABOUT).read_text("utf-8"))
            if about["version"] != SIGNATURE_VERSION:
                raise ValueError(about["version"])
            count = int(about["sentences"])
            self._spans = _column(folder / SPANS, "<i4", (count, 2))
            self._signed = _column(folder / SIGNED, "<u4", (count, BANDS))
            self._keys = _column(folder / KEYS, "<u4", (BANDS, count))
            self._rows = _column(folder / ROWS, "<u4", (BANDS, count))
        except (OSError, ValueError, KeyError) as error:
            raise NoGeneration(
                f"{folder} 里没有可用的传达索引；请运行 python -m scripts.build 重建。"
            ) from error
        self.documents = [DocumentId(one[0]) for one in about["documents"]]
        self._starts = np.array([*(one[2] for one in about["documents"]), count], np.int64)
        self._places = {one[0]: place for place, one in enumerate(about["documents"])}
        self._revisions = {one[0]: one[1] for one in about["documents"]}

    def __len__(self) -> int:
        """How many sentences are held."""
        return len(self._spans)

    def rows_of(self, document_id: DocumentId) -> range:
        """The rows of one document's sentences; empty where it is not held."""
        place = self._places.get(document_id)
        if place is None:
            return range(0)
        return range(int(self._starts[place]), int(self._starts[place + 1]))

    def span(self, row: int) -> Span:
        """Where a sentence stands in its document."""
        start, end = self._spans[row]
        return Span(int(start), int(end))

    def document(self, row: int) -> DocumentId:
        """The document a sentence stands in."""
        return self.documents[int(np.searchsorted(self._starts, row, "right")) - 1]

    def alike(self, row: int) -> Iterator[tuple[int, int]]:
        """The other sentences that share a band, and how many they share; in order of row."""
        found = []
        for band, key in enumerate(self._signed[row]):
            column = self._keys[band]
            first, last = (
                np.searchsorted(column, key, "left"),
                np.searchsorted(column, key, "right"),
            )
            found.append(self._rows[band, first:last])
        rows, shared = np.unique(np.concatenate(found), return_counts=True)
        for other, bands in zip(rows.tolist(), shared.tolist(), strict=True):
            if other != row:
                yield other, bands

    def unchanged(self, document_id: DocumentId, revision: str) -> range | None:
        """The rows of a document, if it was the same then."""
        same = self._revisions.get(document_id) == revision
        return self.rows_of(document_id) if same else None

    def between(self, rows: range) -> Signatures:
        """What was signed in these rows."""
        part = slice(rows.start, rows.stop)
        return Signatures(np.asarray(self._spans[part]), np.asarray(self._signed[part]))

    def sorted_by(self, band: int, moved: Rows) -> npt.NDArray[np.uint64]:
        """Every row that is still there in the order of one band: its key above its number
        now, which ``moved`` gives for each row, in one number.
        """
        rows = moved[self._rows[band]]
        there = rows >= 0
        keys = self._keys[band][there].astype(np.uint64) << np.uint64(32)
        return np.asarray(keys | rows[there].astype(np.uint64))


def _opened(folder: Path | None) -> ReuseIndex | None:
    if folder is None:
        return None
    try:
        return ReuseIndex(folder)
    except NoGeneration:
        return None


def _column(path: Path, kind: str, shape: tuple[int, int]) -> Bands | npt.NDArray[np.int32]:
    if path.stat().st_size != 4 * shape[0] * shape[1]:
        raise ValueError(path.name)
    if not shape[0] * shape[1]:
        return np.empty(shape, kind)  # an empty file cannot be mapped
    return np.memmap(path, kind, "r", shape=shape)
