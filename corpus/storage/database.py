"""Connections to the corpus database: one per thread, opened, checked and closed here."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import NoGeneration, OperationError

#: Raised with every change of ``schema.sql``.
SCHEMA_VERSION = 2
_SCHEMA = Path(__file__).with_name("schema.sql")
_WAIT_SECONDS = 60.0


class Database:
    """One SQLite file. Each thread that asks gets its own connection.

    ``readonly`` opens a file that no one writes any more (``immutable=1``: no locks, no
    journal), of the corpus or, by its ``version``, of another kind. Raises
    ``NoGeneration`` where such a file is absent or damaged, and ``OperationError`` where
    the working store cannot be opened.
    """

    def __init__(
        self, path: Path, *, readonly: bool = False, version: int = SCHEMA_VERSION
    ) -> None:
        self.path = path
        self.readonly = readonly
        self._version = version
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        with self.guarded():
            if not readonly:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._check()

    def connection(self) -> sqlite3.Connection:
        """The connection of the thread that asks."""
        held: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if held is None:
            held = self._local.connection = self._open()
            with self._lock:
                self._opened.append(held)
        return held

    def close(self) -> None:
        """Close every thread's connection."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; a crash at any moment leaves what was there before."""
        with self.guarded():
            connection = self.connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """SQLite's and the disk's complaints, said with the file and the way out."""
        try:
            yield
        except (sqlite3.OperationalError, sqlite3.DatabaseError, OSError) as error:
            raise self._explain(error) from error

    def _open(self) -> sqlite3.Connection:
        mode = "mode=ro&immutable=1" if self.readonly else "mode=rwc"
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?{mode}",
            uri=True,
            timeout=_WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=64,
        )
        connection.execute("PRAGMA foreign_keys = ON")
        if self.readonly:
            connection.execute("PRAGMA mmap_size = 1073741824")
        else:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            # What is deleted is overwritten: withdrawn means gone from the file.
            connection.execute("PRAGMA secure_delete = ON")
        return connection

    def _check(self) -> None:
        connection = self.connection()
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0 and not self.readonly:
            version = self._create(connection)
        if version != self._version:
            what = f"{self.path}：库的版本是 {version}，本程序要的是 {self._version}；"
            if self.readonly:
                raise NoGeneration(f"{what}请重新构建：python -m scripts.build")
            raise OperationError(f"{what}请换一个数据目录，重新导入：python -m scripts.ingest 路径")

    def _create(self, connection: sqlite3.Connection) -> int:
        with self.transaction():
            # Asked again under the lock: another process may have been faster.
            if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
                for statement in _SCHEMA.read_text("utf-8").split(";\n"):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        return SCHEMA_VERSION

    def _explain(self, error: Exception) -> OperationError:
        text = str(error)
        if self.readonly:
            return NoGeneration(
                f"{self.path}：打不开或已损坏（{text}）；请重新构建：python -m scripts.build"
            )
        if "full" in text or "No space" in text or "File too large" in text:
            return OperationError(f"{self.path}：磁盘已满，未写入；请腾出空间后重试")
        if "readonly" in text or "Permission" in text or "Read-only" in text:
            return OperationError(f"{self.path}：没有写入权限；请换目录或改权限后重试")
        return OperationError(f"{self.path}：读写失败（{text}）；请检查磁盘和权限后重试")
