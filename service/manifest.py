"""What a generation vouches for: every file's size and hash, written last and synced."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.errors import NoGeneration

NAME = "manifest.json"
FORMAT = 1
#: Bytes hashed at once: between two pieces a thread may have to wait for its turn.
_AT_ONCE = 4 << 20
REBUILD = "请重新构建：python -m scripts.build"


@dataclass(frozen=True, slots=True)
class FileMark:
    """What a file must be: its size in bytes and its sha256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A generation's birth certificate. ``files`` is by path inside its folder."""

    id: str
    created: str
    parent: str | None
    parser: int
    encoder: str
    fingerprint: str
    counts: Mapping[str, int]
    files: Mapping[str, FileMark]
    format: int = FORMAT


def read_manifest(folder: Path) -> Manifest:
    """The manifest in a folder; ``NoGeneration`` where it cannot be read."""
    path = folder / NAME
    try:
        fields: dict[str, Any] = json.loads(path.read_text("utf-8"))
        files = {name: FileMark(**mark) for name, mark in fields.pop("files").items()}
        manifest = Manifest(**fields, files=files)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoGeneration(f"{path}：读不出（{error}）；{REBUILD}") from error
    if manifest.format != FORMAT:
        raise NoGeneration(f"{path}：版本 {manifest.format}，应为 {FORMAT}；{REBUILD}")
    return manifest


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and make it, and every folder below, durable."""
    write_durably(folder / NAME, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    for below in {path.parent for path in files_in(folder)}:
        sync(below)


def mark_files(
    folder: Path, parent: Path | None, known: Mapping[str, FileMark], files: Iterable[Path]
) -> dict[str, FileMark]:
    """Sync and mark files of a folder, by their paths in it; what is linked from ``parent``
    keeps its ``known`` mark.
    """
    marks = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        old = parent / name if parent and name in known else None
        linked = old is not None and old.exists() and path.samefile(old)
        marks[name] = known[name] if linked else _mark(path)
        sync(path)
    return marks


def size_complaint(folder: Path, manifest: Manifest) -> str | None:
    """The first file that is absent or not of its size: quick enough for every opening."""
    for name, mark in manifest.files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size != mark.size:
            found = "缺失" if size is None else f"{size} 字节，应为 {mark.size} 字节"
            return f"{path}：{found}"
    return None


def complaints(folder: Path, manifest: Manifest) -> list[str]:
    """Every file that is not what the manifest vouches for; empty where all are."""
    present = {path.relative_to(folder).as_posix() for path in files_in(folder)}
    strange = sorted(present - manifest.files.keys() - {NAME})
    found = [f"{folder / name}：清单里没有这个文件" for name in strange]
    for name, mark in manifest.files.items():
        if name not in present:
            found.append(f"{folder / name}：缺失")
        elif _mark(folder / name) != mark:
            found.append(f"{folder / name}：内容与清单不符")
    return found


def files_in(folder: Path) -> list[Path]:
    """Every file in a folder and below, in order; of a file, itself."""
    if folder.is_file():
        return [folder]
    return sorted(path for path in folder.rglob("*") if path.is_file())


def write_durably(path: Path, text: str) -> None:
    """Write a file so that it survives the power going off."""
    with path.open("w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's names, durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _mark(path: Path) -> FileMark:
    digest, room = hashlib.sha256(), memoryview(bytearray(_AT_ONCE))
    with path.open("rb", buffering=0) as handle:
        while size := handle.readinto(room):
            digest.update(room[:size])
    return FileMark(path.stat().st_size, digest.hexdigest())
