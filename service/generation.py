"""Generations: complete, unchanging builds of a corpus, and the one that is published.

::

    DATA/corpus.sqlite                 the store, which ingesting fills
    DATA/CURRENT                       the id of the published generation
    DATA/generations/000007/           corpus.sqlite  lexical/  vectors/  forward/  graph/
                                       reuse/  manifest.json
    DATA/generations/000008.building/  being made; never read, removed by the next build

A generation is made in a folder of its own, its manifest written last, everything synced,
the folder renamed, then ``CURRENT`` replaced. Each of these happens whole or not at all:
killed at any instant, the last good generation is still the one that answers.
"""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import NoGeneration, NotFound, OperationError, UserError
from corpus.storage.store import Store
from service.manifest import (
    REBUILD,
    FileMark,
    Manifest,
    files_in,
    mark_files,
    read_manifest,
    size_complaint,
    sync,
    write_durably,
    write_manifest,
)

#: The store files are taken into, under DATA; and its snapshot, under each generation.
STORE = "corpus.sqlite"
CURRENT = "CURRENT"
_BUILDING = ".building"


@dataclass(frozen=True, slots=True)
class Generation:
    """One finished generation and where its parts lie."""

    id: str
    folder: Path
    manifest: Manifest

    @property
    def corpus(self) -> Path:
        """The snapshot of the store."""
        return self.folder / STORE

    @property
    def lexical(self) -> Path:
        """The lexical index."""
        return self.folder / "lexical"

    @property
    def vectors(self) -> Path:
        """The vector index."""
        return self.folder / "vectors"

    @property
    def forward(self) -> Path:
        """The letters of every passage, for the ranker."""
        return self.folder / "forward"

    @property
    def graph(self) -> Path:
        """The graph of concepts, works and provisions."""
        return self.folder / "graph"

    @property
    def reuse(self) -> Path:
        """The signatures of every sentence, for chains."""
        return self.folder / "reuse"


@dataclass(frozen=True, slots=True)
class Draft:
    """A generation being made: its id to be, and the folder to write into."""

    id: str
    folder: Path


def current_id(data: Path) -> str | None:
    """The id of the published generation; ``None`` where nothing is. One small read.

    ``NoGeneration`` where something is, but no id.
    """
    try:
        published = (data / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise NoGeneration(f"{data / CURRENT}：读不出（{error}）；{REBUILD}") from error
    if published and not published.isdigit():
        raise NoGeneration(f"{data / CURRENT}：写的不是代号（{published[:40]}）；{REBUILD}")
    return published or None


def current(data: Path) -> Generation:
    """The published generation; ``NoGeneration`` where there is none or it is damaged."""
    published = current_id(data)
    if published is None:
        raise NoGeneration(
            f"{data} 里还没有构建好的索引；请先导入（python -m scripts.ingest 路径），"
            "再构建（python -m scripts.build）"
        )
    try:
        return load_generation(data, published)
    except NotFound as error:
        raise NoGeneration(f"{data / CURRENT} 指向的 {published} 不存在；{REBUILD}") from error


def load_generation(data: Path, generation_id: str) -> Generation:
    """One generation by id, its manifest read and the size of every file compared.

    ``NotFound`` where there is no such generation, ``NoGeneration`` where it is damaged.
    """
    if generation_id not in _ids(data):
        raise NotFound(
            f"没有这一代索引：{generation_id}；现有的用 python -m scripts.generations list 查看"
        )
    folder = _home(data) / generation_id
    manifest = read_manifest(folder)
    if complaint := size_complaint(folder, manifest):
        raise NoGeneration(f"{complaint}；这一代索引已损坏，{REBUILD}")
    return Generation(generation_id, folder, manifest)


def is_there(data: Path, generation_id: str) -> bool:
    """Whether a generation has not been removed."""
    return (_home(data) / generation_id).is_dir()


def generations(data: Path) -> list[Generation]:
    """Every sound generation, oldest first."""
    found = []
    for generation_id in _ids(data):
        try:
            found.append(load_generation(data, generation_id))
        except NoGeneration:
            continue
    return found


def begin(data: Path) -> Draft:
    """Start a generation, clearing away what an interrupted build left. Needs the lock."""
    home = _home(data)
    home.mkdir(parents=True, exist_ok=True)
    for leftover in home.glob(f"*{_BUILDING}"):
        shutil.rmtree(leftover)
    generation_id = f"{max(map(int, [*_ids(data), _last_id(data)])) + 1:06d}"
    folder = home / f"{generation_id}{_BUILDING}"
    folder.mkdir()
    return Draft(generation_id, folder)


def seal(
    draft: Draft,
    *,
    parent: Generation | None,
    parser: int,
    encoder: str,
    fingerprint: str,
    counts: Mapping[str, int],
    marked: Mapping[str, FileMark] | None = None,
) -> Generation:
    """Finish a draft: hash and sync every file that is not ``marked`` already, write the
    manifest, give it its name.
    """
    files = dict(marked or {})
    rest = [
        one
        for one in files_in(draft.folder)
        if one.relative_to(draft.folder).as_posix() not in files
    ]
    known = parent.manifest.files if parent else {}
    files |= mark_files(draft.folder, parent.folder if parent else None, known, rest)
    manifest = Manifest(
        id=draft.id,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        parent=parent.id if parent else None,
        parser=parser,
        encoder=encoder,
        fingerprint=fingerprint,
        counts=dict(counts),
        files=dict(sorted(files.items())),
    )
    write_manifest(draft.folder, manifest)
    folder = draft.folder.with_name(draft.id)
    draft.folder.rename(folder)
    sync(folder.parent)
    return Generation(draft.id, folder, manifest)


def discard(draft: Draft) -> None:
    """Remove a draft that will not be finished."""
    shutil.rmtree(draft.folder, ignore_errors=True)


def publish(data: Path, generation_id: str) -> Generation:
    """Make a generation the one that answers; rolling back is publishing an older one.

    Raises ``UserError`` for a generation that still holds a withdrawn document.
    """
    generation = load_generation(data, generation_id)
    if held := withdrawn_in(data, generation):
        raise UserError(
            f"{generation_id} 还含有已撤下的文件（{'、'.join(held)}），不能发布；"
            "请重新构建：python -m scripts.build"
        )
    waiting = data / f"{CURRENT}.new"
    try:
        write_durably(waiting, generation_id + "\n")
        waiting.replace(data / CURRENT)
        sync(data)
    except OSError as error:
        raise OperationError(
            f"{data / CURRENT}：不能写入（{error.strerror}）；请检查磁盘空间和权限后重试"
        ) from error
    return generation


def prune(data: Path, keep: int = 3) -> list[str]:
    """Remove all but the newest ``keep``, never the published one; the ids removed."""
    published = current_id(data)
    others = [found for found in _ids(data) if found != published]
    doomed = others[: max(0, len(others) - max(0, keep - 1))]
    return _remove(data, doomed)


def prune_withdrawn(data: Path) -> list[str]:
    """Remove every unpublished generation that holds a withdrawn document, or is damaged."""
    doomed = []
    for generation_id in _ids(data):
        if generation_id == current_id(data):
            continue
        try:
            if withdrawn_in(data, load_generation(data, generation_id)):
                doomed.append(generation_id)
        except NoGeneration:
            doomed.append(generation_id)
    return _remove(data, doomed)


def withdrawn_in(data: Path, generation: Generation) -> list[str]:
    """The ids of withdrawn documents a generation still holds."""
    working = data / STORE
    if not working.exists():
        return []
    with Store(working) as store:
        withdrawn = store.withdrawn()
    if not withdrawn:
        return []
    with Store(generation.corpus, readonly=True) as snapshot:
        return sorted(withdrawn.keys() & snapshot.revisions().keys())


@contextmanager
def build_lock(data: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[int]:
    """One build at a time; a second one waits. A killed build's lock is free at once, or when
    the last process ends that was given the descriptor this yields.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        handle = (data / "build.lock").open("a")
    except OSError as error:
        raise OperationError(f"{data}：不能写入（{error.strerror}）；请换目录或改权限") from error
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield handle.fileno()


def _home(data: Path) -> Path:
    return data / "generations"


def _ids(data: Path) -> list[str]:
    home = _home(data)
    if not home.is_dir():
        return []
    held = (path.name for path in home.iterdir() if path.is_dir())
    return sorted(name for name in held if name.isascii() and name.isdigit())


def _last_id(data: Path) -> str:
    """The published id, so that it is not given twice; where it is lost, any may be given."""
    try:
        return current_id(data) or "0"
    except NoGeneration:
        return "0"


def _remove(data: Path, doomed: list[str]) -> list[str]:
    for generation_id in doomed:
        # Renamed first: half removed, it must not look like a generation.
        going = _home(data) / f"{generation_id}{_BUILDING}"
        (_home(data) / generation_id).rename(going)
        shutil.rmtree(going)
    return doomed
