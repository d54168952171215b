"""One contract, every index: memory, and FAISS flat, in cells, and read back from its folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from corpus.errors import BackendUnavailable, NoGeneration
from corpus.model import DocumentId, PassageId, Within
from embeddings import faiss_index
from embeddings.index import VectorIndex, create_index, open_index
from tests.fakes import MemoryIndex

Vectors = npt.NDArray[np.float32]

DIMENSION = 64
COUNT = 300
IDS = [PassageId(f"d{number % 7}/p_{number}") for number in range(COUNT)]
#: A score kept in eight bits a number may be off by this much.
TOLERANCE = 0.01


def unit(count: int, seed: int) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSION), np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


VECTORS = unit(COUNT, 1)
ANCHORS = unit(8, 2)


@pytest.fixture(params=["memory", "flat", "cells", "own cells", "read back", "mapped"])
def make(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], VectorIndex]:
    """Makes an index that holds the vectors, in small batches, after two changes of mind."""
    form = request.param
    monkeypatch.setattr(faiss_index, "FLAT_ROWS", COUNT if form == "flat" else 50)
    monkeypatch.setattr(faiss_index, "PROBES", 8)
    monkeypatch.setattr(faiss_index, "CELLS", 8)

    def made() -> VectorIndex:
        if form == "memory":
            return filled(MemoryIndex())
        anchors = None if form == "own cells" else ANCHORS
        index = filled(create_index(tmp_path / "index", DIMENSION, anchors))
        if form in {"read back", "mapped"}:
            index.save()
            index.close()
            return open_index(tmp_path / "index", writable=form == "read back")
        return index

    return made


def filled(index: VectorIndex) -> VectorIndex:
    for start in range(0, COUNT, 40):
        index.add(IDS[start : start + 40], VECTORS[start : start + 40])
    index.add(IDS[:10], VECTORS[10:20])  # replaced …
    index.add(IDS[:10], VECTORS[:10])  # … and back
    index.remove([*IDS[100:120], PassageId("nowhere/p_1")])
    return index


def exact(query: Vectors, within: Within | None) -> dict[PassageId, float]:
    """The right answer: the score of every passage that may be returned."""
    return {
        passage_id: float(query @ vector)
        for place, (passage_id, vector) in enumerate(zip(IDS, VECTORS, strict=True))
        if not 100 <= place < 120 and (within is None or within.allows(passage_id))
    }


@pytest.mark.parametrize(
    "within",
    [
        None,
        Within(frozenset({DocumentId("d1"), DocumentId("d4")})),
        # a document nobody holds is passed over
        Within(frozenset({DocumentId("d1"), DocumentId("d99")})),
        # passages narrow further
        Within(frozenset({DocumentId("d1")}), frozenset(IDS[20:30])),
        # removed passages stay removed, whatever the filter says
        Within(frozenset({DocumentId("d1")}), frozenset(IDS[95:125])),
        Within(frozenset()),
    ],
)
def test_the_nearest_allowed_come_first(
    make: Callable[[], VectorIndex], within: Within | None
) -> None:
    index = make()
    for query in unit(5, 9):
        right = exact(query, within)
        found = index.search(query, 10, within)
        assert len(found) == min(10, len(right))
        best = sorted(right.values(), reverse=True)
        for rank, (passage_id, score) in enumerate(found):
            assert score == pytest.approx(right[passage_id], abs=TOLERANCE)
            assert score == pytest.approx(best[rank], abs=TOLERANCE)
        assert [pair[1] for pair in found] == sorted((pair[1] for pair in found), reverse=True)


def test_counts_and_vectors(make: Callable[[], VectorIndex]) -> None:
    index = make()
    assert len(index) == COUNT - 20
    assert index.search(VECTORS[0], 0, None) == []
    assert len(index.search(VECTORS[0], 10_000, None)) == COUNT - 20
    assert index.search(VECTORS[5], 1, None)[0][0] == IDS[5]


def test_vectors_come_back_and_can_be_added_again_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_index, "FLAT_ROWS", 50)
    index = filled(create_index(tmp_path, DIMENSION, ANCHORS))
    held = index.vectors(IDS[:30])
    assert np.abs(held - VECTORS[:30]).max() < TOLERANCE
    index.add(IDS[:30], held)
    assert np.array_equal(index.vectors(IDS[:30]), held)


@pytest.mark.parametrize("steps", [(300,), (40, 260), (10,) * 30, (60, 1, 239)])
def test_step_by_step_equals_from_scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: tuple[int, ...]
) -> None:
    monkeypatch.setattr(faiss_index, "FLAT_ROWS", 50)
    monkeypatch.setattr(faiss_index, "PROBES", 2)
    scratch = create_index(tmp_path / "scratch", DIMENSION, ANCHORS)
    scratch.add(IDS, VECTORS)
    grown = create_index(tmp_path / "grown", DIMENSION, ANCHORS)
    grown.add([PassageId("gone/p_1")], unit(1, 4))
    start = 0
    for step in steps:
        grown.add(IDS[start : start + step], VECTORS[start : start + step])
        start += step
        grown.save()
        grown = open_index(tmp_path / "grown", writable=True, anchors=ANCHORS)
    grown.remove([PassageId("gone/p_1")])
    for query in unit(20, 9):
        assert grown.search(query, 20, None) == scratch.search(query, 20, None)


def test_own_cells_are_cut_again_once_the_index_has_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faiss_index, "FLAT_ROWS", 50)
    index = create_index(tmp_path, DIMENSION)
    index.add(IDS[:80], VECTORS[:80])
    index.save()
    first = (tmp_path / "index.json").read_text()
    index.add(IDS[80:], VECTORS[80:])
    index.save()
    assert first != (tmp_path / "index.json").read_text()
    assert len(open_index(tmp_path)) == COUNT


def test_equal_scores_stand_in_order_of_their_ids(tmp_path: Path) -> None:
    index = create_index(tmp_path, DIMENSION)
    index.add([PassageId("d/b"), PassageId("d/c"), PassageId("d/a")], VECTORS[[1, 1, 1]])
    assert [each for each, _ in index.search(VECTORS[1], 2, None)] == ["d/a", "d/b"]


def test_vectors_of_another_shape_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="2 ids of 64 numbers"):
        create_index(tmp_path, DIMENSION).add(IDS[:2], VECTORS[:3])


@pytest.mark.parametrize("spoil", ["index.faiss", "ids.txt", "index.json"])
def test_a_damaged_index_is_refused_with_a_way_out(tmp_path: Path, spoil: str) -> None:
    filled(create_index(tmp_path, DIMENSION)).save()
    content = (tmp_path / spoil).read_bytes()
    (tmp_path / spoil).write_bytes(content[: len(content) // 2])
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        open_index(tmp_path)


def test_an_unknown_engine_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackendUnavailable, match="faiss"):
        create_index(tmp_path, DIMENSION, backend="abacus")


def test_a_disk_that_takes_no_more_is_named(tmp_path: Path) -> None:
    index = create_index(tmp_path, DIMENSION)
    (tmp_path / "index.faiss").mkdir()
    with pytest.raises(BackendUnavailable, match="磁盘"):
        index.save()
