"""Vectors are made once for each content, and an index grown equals one built anew."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

import pytest

from corpus.errors import NoGeneration
from corpus.model import DocumentId, Hit, PassageId, Within
from embeddings.build import Row, build_vectors, open_vectors
from embeddings.retriever import DenseRetriever
from tests.fakes import HashEncoder

TEXTS = {
    "d1/art_1": "为了加强合同管理，制定本办法。",
    "d1/art_2": "合同签订前应当进行法律审核。",
    "d2/art_1": "年度预算由财务部门汇总编制。",
    "d2/art_2": "预算调整应当报董事会批准。",
}


def rows(texts: dict[str, str]) -> list[Row]:
    return [
        (PassageId(each), blake2b(text.encode(), digest_size=16).digest(), text)
        for each, text in texts.items()
    ]


@pytest.mark.parametrize(
    ("after", "encoded", "reused", "removed"),
    [
        # nothing changed
        (TEXTS, 0, 4, 0),
        # one more
        ({**TEXTS, "d3/art_1": "会议纪要由办公室起草。"}, 1, 4, 0),
        # one changed in place
        ({**TEXTS, "d1/art_2": "合同签订后应当归档。"}, 1, 3, 0),
        # one withdrawn
        ({each: text for each, text in TEXTS.items() if each != "d1/art_1"}, 0, 3, 1),
        # the same file saved again under another id: moved, not encoded
        ({each.replace("d1", "d9"): text for each, text in TEXTS.items()}, 0, 4, 2),
        # two passages that trade places
        ({**TEXTS, "d1/art_1": TEXTS["d1/art_2"], "d1/art_2": TEXTS["d1/art_1"]}, 0, 4, 0),
        # all gone
        ({}, 0, 0, 4),
    ],
)
def test_only_new_content_is_encoded(
    tmp_path: Path, after: dict[str, str], encoded: int, reused: int, removed: int
) -> None:
    build_vectors(tmp_path / "one", rows(TEXTS), HashEncoder())
    encoder = HashEncoder()
    stats = build_vectors(tmp_path / "two", rows(after), encoder, tmp_path / "one")
    assert (stats.encoded, stats.reused, stats.removed) == (encoded, reused, removed)
    assert (stats.total, encoder.encoded) == (len(after), encoded)
    build_vectors(tmp_path / "scratch", rows(after), HashEncoder())
    assert everything(tmp_path / "two") == everything(tmp_path / "scratch")


def test_what_stays_need_not_be_said(tmp_path: Path) -> None:
    build_vectors(tmp_path / "one", rows(TEXTS), HashEncoder())
    new = {"d7/art_1": "新的一条。", "d8/art_1": TEXTS["d1/art_1"]}
    gone = [PassageId("d1/art_1")]
    stats = build_vectors(
        tmp_path / "two", rows(new), HashEncoder(), tmp_path / "one", gone=gone, kept=3
    )
    assert (stats.total, stats.encoded, stats.reused, stats.removed) == (5, 1, 4, 1)
    left = {each: text for each, text in TEXTS.items() if each != "d1/art_1"}
    build_vectors(tmp_path / "scratch", rows(left | new), HashEncoder())
    assert everything(tmp_path / "two") == everything(tmp_path / "scratch")


def everything(folder: Path) -> list[Hit]:
    encoder = HashEncoder()
    retriever = DenseRetriever(open_vectors(folder, encoder), encoder)
    return [
        Hit(hit.passage_id, round(hit.score, 5), hit.retriever)
        for hit in retriever.search("合同的法律审核", 10)
    ]


def test_another_encoder_starts_anew(tmp_path: Path) -> None:
    build_vectors(tmp_path / "one", rows(TEXTS), HashEncoder(32))
    stats = build_vectors(tmp_path / "two", rows(TEXTS), HashEncoder(64), tmp_path / "one")
    assert (stats.encoded, stats.reused) == (4, 0)
    with pytest.raises(NoGeneration, match="hash000000000032"):
        open_vectors(tmp_path / "two", HashEncoder(32))


def test_a_previous_build_that_is_damaged_is_not_built_upon(tmp_path: Path) -> None:
    build_vectors(tmp_path / "one", rows(TEXTS), HashEncoder())
    (tmp_path / "one" / "index.faiss").write_bytes(b"")
    stats = build_vectors(tmp_path / "two", rows(TEXTS), HashEncoder(), tmp_path / "one")
    assert stats.encoded == 4


def test_no_vectors_at_all_says_how_to_build(tmp_path: Path) -> None:
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        open_vectors(tmp_path, HashEncoder())


def test_progress_ends_with_the_last_row(tmp_path: Path) -> None:
    heard: list[int] = []
    build_vectors(tmp_path, rows(TEXTS), HashEncoder(), progress=heard.append)
    assert heard[-1] == 4


def test_a_retriever_ranks_within_what_is_allowed(tmp_path: Path) -> None:
    encoder = HashEncoder()
    build_vectors(tmp_path, rows(TEXTS), encoder)
    retriever = DenseRetriever(open_vectors(tmp_path, encoder), encoder)
    assert retriever.search(TEXTS["d2/art_1"], 1)[0].passage_id == "d2/art_1"
    inside = retriever.search(TEXTS["d2/art_1"], 9, Within(frozenset({DocumentId("d1")})))
    assert {hit.passage_id for hit in inside} == {"d1/art_1", "d1/art_2"}
    assert retriever.search("", 5) == []
