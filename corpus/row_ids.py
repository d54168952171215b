"""The passage id of each row of an index: a file of lines, grown by replacing it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from corpus.model import PassageId


class RowIds:
    """Row number to passage id. Held as the file's bytes: a list of strings takes four times that.

    Raises ``OSError`` where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._bytes = path.read_bytes()
        lengths = map(len, self._bytes.splitlines(keepends=True))
        self._starts = array("I", accumulate(lengths, initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, row: int) -> PassageId:
        end = self._starts[row + 1] - 1
        return PassageId(self._bytes[self._starts[row] : end].decode())


def add_row_ids(path: Path, ids: Sequence[PassageId]) -> None:
    """Add rows behind those in the file, if there is one; whoever reads that reads on."""
    held = path.read_bytes() if path.exists() else b""
    # An older index may share the file: it is replaced, never written into.
    new = path.with_suffix(".new")
    new.write_bytes(held + "".join(f"{each}\n" for each in ids).encode())
    new.replace(path)
