"""The forward index: every passage's letters at hand, for what ranks a hundred of them.

The lexical index leads from words to passages. This one leads back: from a passage to its
text and to what stands above it (title, headings), as folded UTF-16 letters in one mapped
file. A hundred passages are read in a fraction of a millisecond, without the store.
"""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from corpus.errors import NoGeneration, OperationError
from corpus.model import PassageId
from corpus.text import fold

#: Raised with every change of what is written; an index of another version is built anew.
FORWARD_VERSION = 1

#: Rows between two words on progress.
_TOLD = 4096

Codes = npt.NDArray[np.uint16]
Rows = npt.NDArray[np.int64]


class ForwardRow(NamedTuple):
    """One passage to be written: its id, its text, and what stands above it."""

    id: PassageId
    text: str
    head: str = ""


class Letters(NamedTuple):
    """Texts one after another: text ``i`` is ``codes[starts[i]:starts[i + 1]]``.

    A 0 stands after each, so that no pair of letters reaches from one into the next.
    """

    codes: Codes
    starts: Rows


class Layout(NamedTuple):
    """The files of a forward index."""

    folder: Path

    @property
    def about(self) -> Path:
        """Version, and how many passages and letters it holds; written last."""
        return self.folder / "about.json"

    @property
    def letters(self) -> Path:
        """The letters of all passages."""
        return self.folder / "letters.bin"

    @property
    def heads(self) -> Path:
        """The letters of all distinct heads."""
        return self.folder / "heads.bin"

    @property
    def places(self) -> Path:
        """Where each passage and head begins, whose head is whose, and the ids' keys."""
        return self.folder / "places.npz"


def forward_head(title: str, path: Sequence[str]) -> str:
    """What stands above a passage: its document's title, then its headings."""
    return "\n".join((title, *path))


def forward_version(folder: Path) -> int | None:
    """The version of the index in ``folder``; None where there is none to read."""
    try:
        return int(json.loads(Layout(folder).about.read_text("utf-8"))["version"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def build_forward(
    folder: Path,
    rows: Iterable[ForwardRow],
    previous: Path | None = None,
    gone: Sequence[PassageId] = (),
    kept: int = 0,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write an index of these rows, and return how many passages it holds.

    All passages of ``previous`` but those ``gone`` are taken over as they are, and stand
    first; they must be ``kept`` in number. Raises NoGeneration where they are not,
    OperationError where writing fails.
    """
    layout = Layout(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with layout.letters.open("wb") as letters, layout.heads.open("wb") as heads:
            writing = _Writing(letters, heads)
            if previous:
                writing.take_over(ForwardIndex(previous), gone, kept)
            for done, row in enumerate(rows, start=len(writing.keys) + 1):
                writing.add(row)
                if progress and done % _TOLD == 0:
                    progress(done)
        writing.finish(layout)
    except OSError as error:
        raise OperationError(
            f"{folder}：正排索引写不进去（{error}）；请检查磁盘空间和权限"
        ) from error
    return len(writing.keys)


class _Writing:
    """An index under way: two files growing, and where things are in them."""

    def __init__(self, letters: BinaryIO, heads: BinaryIO) -> None:
        self.keys = array("Q")
        self._letters, self._heads = letters, heads
        self._starts, self._head_starts = array("q", [0]), array("q", [0])
        self._head_of = array("i")
        self._known: dict[str, int] = {}

    def add(self, row: ForwardRow) -> None:
        if row.head not in self._known:
            self._known[row.head] = len(self._head_starts) - 1
            self._head_starts.append(self._head_starts[-1] + _written(self._heads, row.head))
        self.keys.append(_key(row.id))
        self._starts.append(self._starts[-1] + _written(self._letters, row.text))
        self._head_of.append(self._known[row.head])

    def take_over(self, before: ForwardIndex, gone: Sequence[PassageId], kept: int) -> None:
        """Copy rows from another index, each unbroken stretch of it at once."""
        there = np.ones(len(before), np.bool_)
        lost = before.rows(gone)
        there[lost[lost >= 0]] = False
        rows = np.flatnonzero(there)
        if len(rows) != kept:
            raise NoGeneration(
                f"正排索引里有 {len(rows)} 个未变的段落，应为 {kept} 个；"
                "请重新构建：python -m scripts.build"
            )
        used, head_of = np.unique(before.head_of[rows].astype(np.int64), return_inverse=True)
        _copy(before.heads, used, self._heads, self._head_starts)
        _copy(before.texts, rows, self._letters, self._starts)
        self._head_of.frombytes(head_of.astype(np.int32).tobytes())
        self.keys.frombytes(before.keys()[rows].tobytes())

    def finish(self, layout: Layout) -> None:
        """Write where things are; the note that all is there comes last."""
        keys = np.array(self.keys, np.uint64)
        order = np.argsort(keys)
        with layout.places.open("wb") as places:
            np.savez(
                places,
                starts=np.array(self._starts, np.int64),
                head_of=np.array(self._head_of, np.int32),
                head_starts=np.array(self._head_starts, np.int64),
                keys=keys[order],
                order=order.astype(np.int32),
            )
        about = {"version": FORWARD_VERSION, "passages": len(keys)}
        layout.about.write_text(json.dumps(about), "utf-8")


class ForwardIndex:
    """Reads the letters of passages. Safe to share between threads. Raises NoGeneration.

    ``texts`` are those of all passages, ``heads`` all distinct ones; ``head_of`` is the head
    of each passage.
    """

    def __init__(self, folder: Path) -> None:
        layout = Layout(folder)
        version = forward_version(folder)
        if version != FORWARD_VERSION:
            raise _damaged(folder, f"版本 {version}，应为 {FORWARD_VERSION}")
        try:
            with layout.places.open("rb") as file, np.load(file) as places:
                starts: Rows = places["starts"]
                head_starts: Rows = places["head_starts"]
                self.head_of: npt.NDArray[np.int32] = places["head_of"]
                self._keys: npt.NDArray[np.uint64] = places["keys"]
                self._order: npt.NDArray[np.int32] = places["order"]
            self.texts = Letters(_mapped(layout.letters), starts)
            self.heads = Letters(_mapped(layout.heads), head_starts)
        except (OSError, ValueError, KeyError, BadZipFile) as error:
            raise _damaged(folder, error) from error
        if any(len(each.codes) != each.starts[-1] for each in (self.texts, self.heads)):
            raise _damaged(folder, "文件长短与目录不符")
        # Without the 0 behind each.
        self.mean_length = float(starts[-1]) / max(1, len(self)) - 1
        sizes = np.diff(head_starts)[self.head_of]
        self.mean_head = float(sizes.mean()) - 1 if len(self) else 0.0

    def __len__(self) -> int:
        return len(self.head_of)

    def rows(self, ids: Sequence[PassageId]) -> Rows:
        """The row of each passage; -1 for one that is not held."""
        if not len(self):
            return np.full(len(ids), -1, np.int64)
        wanted = np.fromiter(map(_key, ids), np.uint64, len(ids))
        places = np.minimum(np.searchsorted(self._keys, wanted), len(self) - 1)
        return np.where(self._keys[places] == wanted, self._order[places], -1).astype(np.int64)

    def keys(self) -> npt.NDArray[np.uint64]:
        """What each row's passage is known by."""
        keys = np.empty_like(self._keys)
        keys[self._order] = self._keys
        return keys

    def heads_of(self, rows: Rows) -> Rows:
        """Which head stands above each of these rows; -1 for -1."""
        return np.where(rows < 0, -1, self.head_of[rows]).astype(np.int64)


def _copy(letters: Letters, rows: Rows, file: BinaryIO, written: array[int]) -> None:
    codes, starts = letters
    breaks = np.flatnonzero(np.diff(rows) != 1) + 1
    for part in np.split(rows, breaks):
        if len(part):
            file.write(codes[starts[part[0]] : starts[part[-1] + 1]].tobytes())
    ends = written[-1] + np.cumsum(starts[rows + 1] - starts[rows])
    written.frombytes(ends.astype(np.int64).tobytes())


def _written(file: BinaryIO, text: str) -> int:
    """Write a text's folded letters with a 0 behind; any 0 inside becomes a blank."""
    plain = fold(text).replace("\0", " ")
    return file.write(plain.encode("utf-16-le", "surrogatepass") + b"\0\0") // 2


def _mapped(path: Path) -> Codes:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return np.zeros(0, np.uint16)
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint16)


def _key(passage_id: str) -> int:
    return int.from_bytes(blake2b(passage_id.encode(), digest_size=8).digest())


def _damaged(folder: Path, error: object) -> NoGeneration:
    return NoGeneration(
        f"{folder}：正排索引打不开或已损坏（{error}）；请重新构建：python -m scripts.build"
    )
