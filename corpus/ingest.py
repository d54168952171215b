"""Files become documents in the store; one bad file never stops the others."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from corpus.description.metadata import describe, doubts
from corpus.errors import EmptyDocument, NotFound, UnreadableDocument, WenmaiError
from corpus.loaders.bounded import load_bounded
from corpus.loaders.decoding import path_name
from corpus.loaders.limits import Failure, Limits, failure_of
from corpus.model import Description, Document, Line, Passage, RawDocument, Source
from corpus.progress import Progress, silent
from corpus.storage.store import Store
from corpus.structure.outline import PARSER_VERSION, parse_outline
from corpus.structure.passages import split_passages
from corpus.text import fold

Load = Callable[[Path, Limits], Iterator[RawDocument | Failure]]

STEP = "导入"
# A batch is one transaction: as much as a crash may cost, and no more memory than this.
_BATCH_DOCUMENTS = 200
_BATCH_CHARACTERS = 4_000_000
_COUNTED_CHUNK, _COUNTED_CHUNKS = 1 << 20, 512


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader of the report should know about one document."""

    name: str
    message: str


@dataclass(slots=True)
class IngestReport:
    """What became of everything that was given.

    ``added`` counts documents taken in, ``held`` those the store had already,
    ``withdrawn`` those once taken back and therefore left out; ``formats`` counts what was
    added by format.
    """

    files: int = 0
    added: int = 0
    held: int = 0
    withdrawn: int = 0
    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    formats: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The report as plain data."""
        return asdict(self) | {"seconds": round(self.seconds, 2), "formats": dict(self.formats)}


def ingest_folder(
    paths: Sequence[Path],
    store: Store,
    *,
    overrides: Mapping[str, str] | None = None,
    restore: bool = False,
    limits: Limits | None = None,
    progress: Progress = silent,
    load: Load = load_bounded,
) -> IngestReport:
    """Take in files, and folders with all they hold, in the order of their names.

    A document held already, read by the same parser from the same bytes, is not read
    again, unless ``overrides`` (as :func:`corpus.description.metadata.describe` takes them) say
    something new about it; one that was withdrawn stays out, unless ``restore``.

    Raises ``NotFound`` for a path that does not exist and ``UnreadableDocument`` for an
    override that cannot be understood; nothing else that is wrong with a file is raised:
    the report names it.
    """
    files = find_files(paths)
    _try(overrides)
    started = time.monotonic()
    job = _Job(store, dict(overrides or {}), limits or Limits(), progress, load)
    if restore:
        job.restore()
    job.expected = sum(expected_documents(path) for path in files)
    for path in files:
        job.take_file(path)
    job.commit()
    progress(STEP, job.done, job.done)
    job.report.seconds = time.monotonic() - started
    return job.report


def find_files(paths: Sequence[Path]) -> list[Path]:
    """The files meant by these paths, each once; hidden ones in folders are passed over."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            for folder, below, names in os.walk(path):
                below[:] = sorted(name for name in below if not name.startswith("."))
                # ~$ marks the lock Word keeps beside an open file.
                kept = sorted(name for name in names if not name.startswith((".", "~$")))
                found.extend(Path(folder) / name for name in kept)
        elif path.exists():
            found.append(path)
        else:
            raise NotFound(f"没有这个文件或文件夹：{path_name(path)}；请检查路径")
    return list(dict.fromkeys(found))


def expected_documents(path: Path) -> int:
    """About how many documents a file will give; only for telling the time that remains."""
    name = path.name.lower()
    try:
        if not path.is_file():
            return 1  # a pipe or a device would never end
        if name.endswith(".jsonl"):
            with path.open("rb") as stream:
                return _count_rows(stream)
        if name.endswith(".jsonl.gz"):
            with gzip.open(path) as packed:
                return _count_rows(packed)
        if name.endswith(".zip"):
            with zipfile.ZipFile(path) as archive:
                return len(archive.infolist())
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile):
        pass
    return 1


def _count_rows(stream: IO[bytes] | gzip.GzipFile) -> int:
    """The rows of a collection, in chunks and up to a bound: a bomb may be one line."""
    count, last = 0, b"\n"
    for _ in range(_COUNTED_CHUNKS):
        if not (chunk := stream.read(_COUNTED_CHUNK)):
            break
        count, last = count + chunk.count(b"\n"), chunk[-1:]
    return count + (last != b"\n")


class _Job:
    """One ingest under way."""

    def __init__(
        self,
        store: Store,
        overrides: dict[str, str],
        limits: Limits,
        progress: Progress,
        load: Load,
    ) -> None:
        self.store = store
        self.overrides = overrides
        self.limits = limits
        self.progress = progress
        self.load = load
        self.report = IngestReport()
        self.expected = 0
        self.done = 0
        self.restoring = False
        self._withdrawn = set(store.withdrawn().values())
        self._batch: list[tuple[Document, list[Passage]]] = []
        self._waiting: set[str] = set()
        self._names: dict[str, str] = {}  # what this job took in, by its bytes
        self._characters = 0
        self._finished: list[tuple[str, int]] = []

    def restore(self) -> None:
        """Take in again what was once withdrawn."""
        self.restoring = True
        self._withdrawn.clear()

    def take_file(self, path: Path) -> None:
        self.report.files += 1
        failures = len(self.report.failures)
        count = 0
        try:
            _plain(path)
            sha256 = _sha256(path)
            held = self.store.has_file(sha256, PARSER_VERSION)
            known = sha256 not in self._withdrawn and not self.overrides and not self.restoring
            if held is not None and known:
                self.report.held += held
                self._note_twin(sha256, path_name(path))
                self._step(held)
                return
            for found in self.load(path, self.limits):
                count += 1
                self._take(found)
        except (OSError, WenmaiError) as error:
            if not isinstance(error, OSError) and error.code == "operation_failed":
                raise  # the store itself: no file will do better
            self.report.failures.append(failure_of(path_name(path), error))
            return
        if len(self.report.failures) == failures:
            self._finished.append((sha256, count))

    def commit(self) -> None:
        """Write what has gathered."""
        self.store.add_many(self._batch, parser=PARSER_VERSION)
        # A file counts as read only once all of it is held.
        for sha256, count in self._finished:
            self.store.mark_file(sha256, PARSER_VERSION, count)
        self._batch, self._finished, self._characters = [], [], 0
        self._waiting.clear()

    def _take(self, found: RawDocument | Failure) -> None:
        self._step(1)
        if isinstance(found, Failure):
            self.report.failures.append(found)
            return
        sha256 = found.source.sha256
        if sha256 in self._withdrawn:
            self.report.withdrawn += 1
        elif not self.overrides and (
            sha256 in self._waiting or self.store.has(sha256, PARSER_VERSION)
        ):
            self.report.held += 1
            self._note_twin(sha256, found.source.name)
        else:
            try:
                document, passages = read(found, self.overrides)
            except Exception as error:
                self.report.failures.append(failure_of(found.source.name, error))
                return
            if self._says_nothing_new(document.description):
                self.report.held += 1
            else:
                self._hold(found, document, passages)

    def _says_nothing_new(self, description: Description) -> bool:
        """Whether the very document is held, described as the command line would have it."""
        source = description.source
        if source.sha256 in self._waiting or not self.store.has(source.sha256, PARSER_VERSION):
            return False
        return replace(self.store.description(description.id), source=source) == description

    def _hold(self, raw: RawDocument, document: Document, passages: list[Passage]) -> None:
        self._batch.append((document, passages))
        self._waiting.add(raw.source.sha256)
        self._names[raw.source.sha256] = raw.source.name
        self._characters += len(document.text)
        self.report.added += 1
        self.report.passages += sum(passage.role == "body" for passage in passages)
        self.report.characters += len(document.text)
        self.report.formats[raw.source.format] += 1
        for message in (*raw.notes, *doubts(raw)):
            self.report.notes.append(Note(raw.source.name, message))
        if len(self._batch) >= _BATCH_DOCUMENTS or self._characters >= _BATCH_CHARACTERS:
            self.commit()

    def _note_twin(self, sha256: str, name: str) -> None:
        """Say which file of this job a second one only repeats."""
        first = self._names.get(sha256, name)
        if first != name:
            self.report.notes.append(Note(name, f"与 {first} 内容完全相同，只留一份。"))

    def _step(self, count: int) -> None:
        self.done += count
        self.progress(STEP, self.done, max(self.expected, self.done))


def read(raw: RawDocument, overrides: Mapping[str, str]) -> tuple[Document, list[Passage]]:
    """A document and its passages, made of what a loader found; lawful, or an error."""
    description = describe(raw, overrides=overrides)
    document = Document(
        description=description,
        text=raw.text,
        pages=pages(raw.lines),
        sections=parse_outline(_titled(raw.lines, description.title)),
    )
    if not document.text.strip():
        raise EmptyDocument("没有文字")
    passages = split_passages(document)
    _check(document, passages)
    return document, passages


def _titled(lines: Sequence[Line], title: str) -> list[Line]:
    """The lines, with what only repeats the document's title marked as the title.

    A file may call its title a heading; as a section it would hold the whole document.
    """
    name = fold(title)
    return [
        replace(line, style="title", level=0)
        if line.style == "heading" and fold(line.text).strip("《》") == name
        else line
        for line in lines
    ]


def pages(lines: Sequence[Line]) -> tuple[int, ...]:
    """The offset each page starts at, page 1 first; a page without a line starts with the next.

    Empty where the lines know of no pages.
    """
    starts: list[int] = []
    offset = 0
    for line in lines:
        while line.page and len(starts) < line.page:
            starts.append(offset)
        offset += len(line.text) + 1
    return tuple(starts)


def _check(document: Document, passages: Sequence[Passage]) -> None:
    """The laws everything above relies on; a parser that breaks one must not be believed."""
    at = 0
    for passage in passages:
        start, end = passage.span
        if document.text[start:end] != passage.text or start < at:
            raise ValueError(f"段落 {passage.id} 与原文不符（内部错误，请报告）")
        if document.text[at:start].strip():
            raise ValueError(f"段落 {passage.id} 之前有文字遗漏（内部错误，请报告）")
        at = end
    if document.text[at:].strip():
        raise ValueError("文末有文字遗漏（内部错误，请报告）")
    if len({passage.id for passage in passages}) != len(passages):
        raise ValueError("段落编号重复（内部错误，请报告）")


def _try(overrides: Mapping[str, str] | None) -> None:
    """Refuse an override that no document could take, before any file is opened."""
    describe(RawDocument((Line("试"),), Source("试", "0" * 64, "plain")), overrides=overrides)


def _plain(path: Path) -> None:
    """Refuse what is no file: reading a pipe waits for ever, reading a device never ends."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise UnreadableDocument("不是普通文件（管道、设备或套接字），已跳过。")


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
