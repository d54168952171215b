"""A graph made in another process is the one made here; nothing of it is left where that fails."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import BadLexicon, NoGeneration, OperationError
from corpus.storage.store import Store
from graph.apart import GraphProcess
from graph.build import Here
from graph.reader import lexicon_reader
from tests.graph.making import corpus

WRONG = "x:\n  label: 甲\n  kind: nonsense\n"


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A store that is not written any more."""
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many(corpus().values(), parser=1)
        store.snapshot(tmp_path / "snapshot.sqlite")
    return tmp_path / "snapshot.sqlite"


@pytest.fixture
def lock(tmp_path: Path) -> Iterator[int]:
    """A lock that is held, as a build holds its own."""
    with (tmp_path / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


def is_free(path: Path) -> bool:
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_the_same_graph_is_made_here_and_there(tmp_path: Path, held: Path, lock: int) -> None:
    told: list[int] = []
    with GraphProcess() as there:
        here = Here(lexicon_reader())
        assert (there.making, there.terms) == (here.making, here.terms)
        one = there.make(tmp_path / "there", held, None, told.append, lock)
    two = here.make(tmp_path / "here", held, None, told.append, lock)
    assert (one.read, one.counts) == (two.read, two.counts) == (5, one.counts)
    assert {5} <= set(told) <= {0, 5}
    for path in (tmp_path / "here").iterdir():
        assert (tmp_path / "there" / path.name).read_bytes() == path.read_bytes(), path.name
    with GraphProcess() as there:
        assert there.make(tmp_path / "next", held, tmp_path / "there", told.append, lock).read == 0


def test_what_is_wrong_over_there_is_raised_here(tmp_path: Path, held: Path, lock: int) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(WRONG, "utf-8")
    with GraphProcess([tmp_path / "own"]) as there, pytest.raises(BadLexicon, match="nonsense"):
        there.terms  # noqa: B018
    (tmp_path / "graph").mkdir()
    with GraphProcess() as there, pytest.raises(FileExistsError):
        there.make(tmp_path / "graph", held, None, lambda _: None, lock)
    with GraphProcess() as there, pytest.raises(NoGeneration, match="absent"):
        there.make(tmp_path / "new", tmp_path / "absent", None, lambda _: None, lock)


def test_work_no_longer_wanted_is_ended(tmp_path: Path, held: Path) -> None:
    def stop(_: int) -> None:
        raise InterruptedError

    with GraphProcess() as there:
        with (tmp_path / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with pytest.raises(InterruptedError):
                there.make(tmp_path / "graph", held, None, stop, lock.fileno())
        # Whoever else had it would hold it still.
        assert is_free(tmp_path / "lock")


def test_a_process_that_dies_is_said_to_have(tmp_path: Path, held: Path, lock: int) -> None:
    with GraphProcess() as there:
        assert there.making
        os.kill(there.pid, signal.SIGKILL)
        with pytest.raises(OperationError, match="内存"):
            there.make(tmp_path / "graph", held, None, lambda _: None, lock)
