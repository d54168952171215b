"""Generations: published whole, refused when damaged, rolled back, pruned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.errors import NoGeneration, NotFound, OperationError, UserError
from corpus.model import DocumentId
from corpus.storage.store import Store
from service import generation as generations
from service.building import build, withdraw
from service.generation import Generation
from service.soundness import check
from tests.corpora import rule
from tests.fakes import HashEncoder

ENCODER = HashEncoder()


def add(data: Path, *names: str) -> None:
    with Store(data / "corpus.sqlite") as store:
        store.add_many([rule(name, f"{name}事项") for name in names], parser=1)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A corpus built three times, each with one document more."""
    for name in ("da", "db", "dc"):
        add(tmp_path, name)
        build(tmp_path, encoder=ENCODER)
    return tmp_path


def ids(data: Path) -> list[str]:
    return [item.id for item in generations.generations(data)]


def test_the_newest_is_published_and_the_older_kept(three: Path) -> None:
    assert ids(three) == ["000001", "000002", "000003"]
    newest = generations.current(three)
    assert (newest.id, newest.manifest.parent) == ("000003", "000002")
    assert newest.manifest.counts["documents"] == 3
    assert (newest.manifest.encoder, newest.manifest.fingerprint) == ("hash", ENCODER.fingerprint)
    assert check(newest) == []


def test_rolling_back_is_publishing_an_older_one(three: Path) -> None:
    generations.publish(three, "000001")
    assert generations.current(three).manifest.counts["documents"] == 1
    # The next build starts from there and still has a number of its own.
    assert build(three, encoder=ENCODER).generation == "000004"
    assert generations.current(three).manifest.counts["documents"] == 3


@pytest.mark.parametrize("name", ["000009", "../000001", "", "x", "000001.building"])
def test_there_is_no_such_generation(three: Path, name: str) -> None:
    with pytest.raises(NotFound):
        generations.publish(three, name)
    assert generations.current_id(three) == "000003"


def test_prune_keeps_the_newest_and_the_published(three: Path) -> None:
    generations.publish(three, "000001")
    assert generations.prune(three, keep=2) == ["000002"]
    assert ids(three) == ["000001", "000003"]
    assert generations.prune(three, keep=0) == ["000003"]
    assert generations.current(three).id == "000001"


def test_nothing_built_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoGeneration, match=r"scripts\.ingest"):
        generations.current(tmp_path)
    with pytest.raises(UserError, match=r"scripts\.ingest"):
        build(tmp_path, encoder=ENCODER)
    Store(tmp_path / "corpus.sqlite").close()
    with pytest.raises(UserError, match=r"scripts\.ingest"):
        build(tmp_path, encoder=ENCODER)


def every_file(generation: Generation) -> list[Path]:
    return [path for path in generation.folder.rglob("*") if path.is_file()]


def test_no_file_can_be_cut_short_unnoticed(three: Path) -> None:
    whole = generations.current(three)
    for path in every_file(whole):
        if not (content := path.read_bytes()):
            continue  # a lock
        path.unlink()  # a link may share its bytes with the generation before
        path.write_bytes(content[:-1])
        with pytest.raises(NoGeneration, match=r"scripts\.build"):
            generations.current(three)
        path.write_bytes(content)
    assert generations.current(three) == whole


def test_check_finds_what_only_a_hash_can_tell(three: Path) -> None:
    generation = generations.current(three)
    path = generation.corpus
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    (generation.folder / "stray").touch()
    assert [line.split("：")[1] for line in check(generation)] == [
        "清单里没有这个文件",
        "内容与清单不符",
    ]


def test_check_compares_the_counts(three: Path) -> None:
    generation = generations.current(three)
    counts = dict(generation.manifest.counts) | {"body": 99}
    other = json.loads((generation.folder / "manifest.json").read_text("utf-8"))
    (generation.folder / "manifest.json").write_text(json.dumps(other | {"counts": counts}))
    (complaint,) = check(generations.current(three))
    assert "清单有 99 个段落" in complaint


def test_a_damaged_generation_is_built_anew(three: Path) -> None:
    generations.current(three).corpus.write_bytes(b"")
    report = build(three, encoder=ENCODER)
    assert report.built
    assert report.added == 3
    assert report.pruned == ["000003"]
    assert check(generations.current(three)) == []


def test_no_rollback_brings_back_what_was_withdrawn(three: Path) -> None:
    report = withdraw(three, [DocumentId("db")], encoder=ENCODER)
    assert report.pruned == ["000002", "000003"]  # the first never held it
    assert ids(three) == ["000001", "000004"]
    generations.publish(three, "000001")
    generations.publish(three, "000004")
    assert "db事项" not in str(
        [path.read_bytes() for path in every_file(generations.current(three))]
    )
    for path in three.rglob("*"):
        assert not path.is_file() or "db事项".encode() not in path.read_bytes(), path


def test_publishing_refuses_what_still_holds_a_withdrawn_document(three: Path) -> None:
    with Store(three / "corpus.sqlite") as store:
        store.withdraw(DocumentId("dc"))  # by hand, without the build that follows
    generations.publish(three, "000002")
    with pytest.raises(UserError, match="dc"):
        generations.publish(three, "000003")
    assert generations.current_id(three) == "000002"


def test_the_last_document_can_be_withdrawn(tmp_path: Path) -> None:
    add(tmp_path, "da")
    build(tmp_path, encoder=ENCODER)
    report = withdraw(tmp_path, [DocumentId("da")], encoder=ENCODER)
    assert (report.documents, report.passages, report.pruned) == (0, 0, ["000001"])
    assert check(generations.current(tmp_path)) == []


def test_withdrawing_what_is_not_held_changes_nothing(three: Path) -> None:
    with pytest.raises(NotFound, match="dz"):
        withdraw(three, [DocumentId("da"), DocumentId("dz")], encoder=ENCODER)
    with Store(three / "corpus.sqlite") as store:
        assert store.counts().documents == 3


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperationError, match="file"):
        build(tmp_path / "file", encoder=ENCODER)


@pytest.mark.parametrize("written", [b"abc", b"../../x", "²".encode(), b"-1", b"000009", b""])
def test_a_spoilt_current_is_said_and_mended_by_a_build(three: Path, written: bytes) -> None:
    (three / "CURRENT").write_bytes(written)
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        generations.current(three)
    report = build(three, encoder=ENCODER)
    assert (report.built, report.documents) == (True, 3)
    assert generations.current(three).id == report.generation


def test_strange_names_among_the_generations_are_passed_over(three: Path) -> None:
    home = three / "generations"
    for name in ("²", "notes", "５"):
        (home / name).mkdir()
    (home / "000050").write_text("a file")
    assert ids(three) == ["000001", "000002", "000003"]
    add(three, "dd")
    assert build(three, encoder=ENCODER).generation == "000004"


@pytest.mark.parametrize("part", ["corpus.sqlite", "lexical/meta.json", "vectors/index.faiss"])
def test_rot_that_keeps_the_size_is_not_built_upon(three: Path, part: str) -> None:
    path = generations.current(three).folder / part
    if not path.exists():
        path = next(found for found in path.parent.iterdir() if found.is_file())
    path.write_bytes(bytes(len(path.read_bytes())))
    report = build(three, encoder=ENCODER)
    assert (report.built, report.added) == (True, 3)
    assert check(generations.current(three)) == []


def test_a_lost_store_empties_nothing(three: Path) -> None:
    for path in three.glob("corpus.sqlite*"):
        path.unlink()
    Store(three / "corpus.sqlite").close()
    with pytest.raises(UserError, match=r"scripts\.ingest"):
        build(three, encoder=ENCODER)
    assert generations.current(three).manifest.counts["documents"] == 3


def test_a_current_that_cannot_be_replaced_is_named(three: Path) -> None:
    (three / "CURRENT").unlink()
    (three / "CURRENT").mkdir()
    with pytest.raises(OperationError, match="CURRENT"):
        generations.publish(three, "000001")
