"""Building: only what changed is redone, and the result does not depend on the road there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import NoGeneration
from corpus.lexical import LexicalRetriever
from corpus.model import DocumentId
from corpus.storage.store import Store
from embeddings.build import build_vectors
from embeddings.index import open_index
from graph.apart import GraphProcess
from service import generation as generations
from service.beginning import Soundness, beginning
from service.building import build, withdraw
from service.soundness import check
from tests.corpora import rule
from tests.fakes import HashEncoder

ROOT = Path(__file__).parents[2]
SUBJECTS = {"da": "采购", "db": "考勤", "dc": "保密", "dd": "档案", "de": "会议", "df": "值班"}
QUERIES = ["采购情况", "怎样报送", "自印发之日起施行", "会议管理", "为了规范"]


def hold(data: Path, *names: str) -> None:
    with Store(data / "corpus.sqlite") as store:
        store.add_many([rule(name, SUBJECTS[name]) for name in names], parser=1)


def answers(data: Path) -> list[object]:
    """What the published indexes say to some questions."""
    generation = generations.current(data)
    assert check(generation) == []
    words, vectors = LexicalRetriever(generation.lexical), open_index(generation.vectors)
    found: list[object] = [generation.manifest.counts]
    for query in QUERIES:
        vector = HashEncoder().encode_queries([query])[0]
        nearest = vectors.search(vector, 5, None)
        found += [
            [(hit.passage_id, round(hit.score, 2)) for hit in words.search(query, 5)],
            [name for name, _ in nearest],
            np.round([score for _, score in nearest], 3).tolist(),
        ]
    words.close()
    vectors.close()
    return found


def test_the_road_does_not_matter(tmp_path: Path) -> None:
    once, steps = tmp_path / "once", tmp_path / "steps"
    hold(once, "da", "db", "dc", "de")
    build(once, encoder=HashEncoder())
    for step in (["dd", "da"], ["db"], ["dc", "df"], ["de"]):
        hold(steps, *step)
        build(steps, encoder=HashEncoder())
    withdraw(steps, [DocumentId("dd"), DocumentId("df")], encoder=HashEncoder())
    assert answers(steps) == answers(once)


def test_only_what_is_new_is_encoded(tmp_path: Path) -> None:
    hold(tmp_path, "da", "db")
    build(tmp_path, encoder=HashEncoder())
    hold(tmp_path, "dc")
    encoder = HashEncoder()
    report = build(tmp_path, encoder=encoder)
    assert (report.added, report.removed, report.documents) == (1, 0, 3)
    with Store(tmp_path / "corpus.sqlite") as store:
        assert encoder.encoded == report.encoded == len(list(store.rows([DocumentId("dc")])))


def test_segments_are_shared_with_the_generation_before(tmp_path: Path) -> None:
    hold(tmp_path, "da", "db")
    build(tmp_path, encoder=HashEncoder())
    before = {
        path.name: path.stat().st_ino for path in (generations.current(tmp_path)).lexical.iterdir()
    }
    hold(tmp_path, "dc")
    build(tmp_path, encoder=HashEncoder())
    after = {
        path.name: path.stat().st_ino for path in (generations.current(tmp_path)).lexical.iterdir()
    }
    shared = {name for name in before if after.get(name) == before[name]}
    assert shared
    # What a build rewrites is never shared.
    assert not shared & {"about.json", "meta.json", ".managed.json"}
    assert check(generations.load_generation(tmp_path, "000001")) == []


def test_nothing_changed_builds_nothing(tmp_path: Path) -> None:
    hold(tmp_path, "da")
    build(tmp_path, encoder=HashEncoder())
    hold(tmp_path, "da")  # the same again
    report = build(tmp_path, encoder=HashEncoder())
    assert (report.built, report.generation) == (False, "000001")


@pytest.mark.parametrize(
    ("dimension", "terms"),
    [(16, ()), (32, ("报送情况",))],  # another encoder; another vocabulary
)
def test_another_making_is_another_generation(
    tmp_path: Path, dimension: int, terms: tuple[str, ...]
) -> None:
    hold(tmp_path, "da")
    build(tmp_path, encoder=HashEncoder())
    report = build(tmp_path, encoder=HashEncoder(dimension), terms=terms)
    assert (report.built, report.generation) == (True, "000002")
    assert check(generations.current(tmp_path)) == []


def test_two_builds_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    hold(tmp_path, "da", "db")
    reports = []
    threads = [
        threading.Thread(target=lambda: reports.append(build(tmp_path, encoder=HashEncoder())))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.built for report in reports) == [False, True]
    assert [item.id for item in generations.generations(tmp_path)] == ["000001"]


def test_what_was_compared_counts_only_while_it_is_published(tmp_path: Path) -> None:
    hold(tmp_path, "da")
    build(tmp_path, encoder=HashEncoder())
    soundness = Soundness(tmp_path)
    first = soundness.generation()
    assert first == generations.current(tmp_path)
    assert soundness.sound(first)
    hold(tmp_path, "db")
    build(tmp_path, encoder=HashEncoder())
    latest = soundness.generation()
    assert latest == generations.current(tmp_path) != first
    damage(latest.forward / "letters.bin")
    assert not soundness.sound(latest)


def damage(file: Path) -> None:
    """Leave a file its size, and nothing of what was in it."""
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize(
    "part",
    [
        "forward/letters.bin",  # copied from as it is: nothing else would be noticed
        "lexical/about.json",  # not even read
        "corpus.sqlite",
        "graph/graph.sqlite",  # fails in another process, while others are at work
        "vectors/ids.txt",
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_of_a_damaged_generation_nothing_is_taken_over(
    tmp_path: Path, part: str, apart: bool
) -> None:
    hold(tmp_path, "da", "db")
    build(tmp_path, encoder=HashEncoder())
    damage(generations.current(tmp_path).folder / part)
    hold(tmp_path, "dc")
    with GraphProcess() if apart else nullcontext() as maker:
        report = build(tmp_path, encoder=HashEncoder(), maker=maker)
    assert (report.built, report.documents, report.added) == (True, 3, 3)
    assert check(generations.current(tmp_path)) == []
    assert [one.id for one in generations.generations(tmp_path)] == ["000001", "000002"]
    assert not list((tmp_path / "generations").glob("*.building"))


def test_what_did_not_change_is_made_anew_where_it_is_damaged(tmp_path: Path) -> None:
    hold(tmp_path, "da")
    build(tmp_path, encoder=HashEncoder())
    damage(generations.current(tmp_path).forward / "letters.bin")
    assert build(tmp_path, encoder=HashEncoder()).built
    assert check(generations.current(tmp_path)) == []


def test_a_build_begun_early_holds_what_was_held_then(tmp_path: Path) -> None:
    hold(tmp_path, "da")
    with beginning(tmp_path) as begun:
        draft = begun.draft()
        hold(tmp_path, "db")
        assert build(tmp_path, encoder=HashEncoder(), begun=begun).documents == 1
        assert draft.id == generations.current(tmp_path).id
    assert build(tmp_path, encoder=HashEncoder()).documents == 2
    hold(tmp_path, "dc")
    with beginning(tmp_path):  # and not built: nothing of it is left
        pass
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == [
        "000001",
        "000002",
    ]


CHILD = """
import os, resource, signal, sys
from pathlib import Path
import corpus.storage.store, corpus.lexical, embeddings.build, graph.build, graph.writer
import service.building, service.generation
import service.manifest
import graph.apart
from tests.fakes import HashEncoder

data, kind, where = Path(sys.argv[1]), sys.argv[2], sys.argv[3]

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

if kind == "disk":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(where),) * 2)
else:
    *path, name = where.split(".")
    owner = sys.modules[".".join(path)] if ".".join(path) in sys.modules else None
    if owner is None:
        owner = getattr(sys.modules[".".join(path[:-1])], path[-1])
    real = getattr(owner, name)
    def after(*args, **kwargs):
        real(*args, **kwargs)
        die()
    setattr(owner, name, die if kind == "before" else after)
maker = graph.apart.GraphProcess() if where.startswith("graph.apart") else None
try:
    service.building.build(data, encoder=HashEncoder(), maker=maker)
except corpus.errors.OperationError as error:
    print(error)
    sys.exit(1)
"""


def build_in_child(data: Path, kind: str, where: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHILD, str(data), kind, where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.parametrize(
    ("kind", "where"),
    [
        ("after", "corpus.storage.store.Store.snapshot"),
        ("before", "corpus.lexical._document"),  # the index is open for writing
        ("after", "service.building.build_lexical"),
        ("after", "service.building.build_vectors"),
        ("before", "graph.writer.GraphWriter.finish"),  # a graph half written
        ("after", "graph.build.build_graph"),
        # The process that makes the graph is left alone, at work in the draft.
        ("after", "graph.apart.send_handle"),
        ("after", "service.building.build_reuse"),
        ("before", "service.building.mark_files"),  # a part made, and not yet on the disk
        ("before", "service.generation.write_manifest"),
        ("after", "service.generation.write_manifest"),
        ("before", "service.building.publish"),  # finished, but not published
        ("after", "service.generation.write_durably"),  # CURRENT.new is there, CURRENT is old
    ],
)
def test_killed_at_any_moment_the_old_one_answers(tmp_path: Path, kind: str, where: str) -> None:
    hold(tmp_path, "da", "db")
    build(tmp_path, encoder=HashEncoder())
    before = answers(tmp_path)
    hold(tmp_path, "dc")
    child = build_in_child(tmp_path, kind, where)
    assert child.returncode == -signal.SIGKILL, child.stderr
    assert answers(tmp_path) == before
    report = build(tmp_path, encoder=HashEncoder())
    assert report.built
    assert report.documents == 3
    assert not list((tmp_path / "generations").glob("*.building"))
    assert check(generations.current(tmp_path)) == []


@pytest.mark.parametrize("room", [100, 6_000, 30_000])
def test_a_full_disk_is_said_and_the_old_one_answers(tmp_path: Path, room: int) -> None:
    hold(tmp_path, "da", "db")
    build(tmp_path, encoder=HashEncoder())
    before = answers(tmp_path)
    hold(tmp_path, "dc")
    child = build_in_child(tmp_path, "disk", str(room))
    assert child.returncode == 1, child.stderr
    assert "磁盘" in child.stdout
    assert answers(tmp_path) == before
    assert build(tmp_path, encoder=HashEncoder()).built


def test_a_vector_taken_for_held_must_be_held(tmp_path: Path) -> None:
    with pytest.raises(NoGeneration, match="0 个未变的段落，应为 1 个"):
        build_vectors(tmp_path, [], HashEncoder(), gone=(), kept=1)
