"""Ingest: everything readable is taken in, everything else is named, nothing twice."""

from __future__ import annotations

import gzip
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.errors import NotFound, OperationError, UnreadableDocument
from corpus.ingest import expected_documents, find_files, ingest_folder, pages
from corpus.loaders.limits import Failure, Limits
from corpus.model import Document, Line, Passage, RawDocument, Source
from corpus.storage.store import Store
from corpus.structure.passages import split_passages

NOTICE = """关于开展{0}检查的通知
各单位：
一、检查内容。重点检查{0}台账。
二、检查时间。本月底前完成。
"""


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "data" / "corpus.sqlite")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(NOTICE.format("消防"), "utf-8")
    (folder / "b" / "c.md").write_text(f"# {NOTICE.format('用电')}", "utf-8")
    (folder / "b" / "broken.docx").write_bytes(b"PK\x03\x04 cut short")
    (folder / "b" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / ".hidden.txt").write_text("不读", "utf-8")
    (folder / "~$c.docx").write_text("不读", "utf-8")
    rows = [
        {
            "id": f"r{n}",
            "title": f"第{n}号通报",
            "kind": "notice",
            "text": NOTICE.format(f"第{n}号"),
        }
        for n in range(3)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    (folder / "d.jsonl").write_text("\n".join([*lines[:2], "{broken", lines[2]]), "utf-8")
    with zipfile.ZipFile(folder / "e.zip", "w") as archive:
        archive.writestr("in/one.txt", NOTICE.format("值班"))
        archive.writestr("in/two.txt", NOTICE.format("保密"))
    return folder


def test_everything_readable_is_taken_in_and_the_rest_named(store: Store, files: Path) -> None:
    report = ingest_folder([files], store)
    assert (report.files, report.added, report.held) == (6, 7, 0)
    names = [failure.name.removeprefix(str(files)).lstrip("/") for failure in report.failures]
    assert [name.partition("!")[0] for name in names] == [
        "d.jsonl",
        "b/broken.docx",
        "b/picture.png",
    ]
    assert store.counts().documents == 7
    assert report.passages == store.counts().body
    assert json.loads(json.dumps(report.as_json()))["formats"] == dict(report.formats)


def test_nothing_is_taken_in_twice(store: Store, files: Path) -> None:
    first = ingest_folder([files], store)
    before = store.revisions()
    again = ingest_folder([files, files / "a.txt"], store)
    assert (again.added, again.held) == (0, first.added)
    (files / "copy.txt").write_bytes((files / "a.txt").read_bytes())
    assert ingest_folder([files / "copy.txt"], store).added == 0
    assert store.revisions() == before


def test_what_was_withdrawn_stays_out(store: Store, files: Path) -> None:
    ingest_folder([files], store)
    gone = store.descriptions()[0].id
    store.withdraw(gone)
    for path in files.rglob("*"):
        if path.is_file():
            path.touch()
    report = ingest_folder([files], store)
    assert gone not in store.revisions()
    assert report.added == 0
    restored = ingest_folder([files], store, restore=True)
    assert restored.added == 1
    assert gone in store.revisions()
    assert store.withdrawn() == {}


def test_a_second_file_of_the_same_bytes_is_named(store: Store, tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(NOTICE.format("消防"), "utf-8")
    report = ingest_folder([tmp_path / "甲.txt", tmp_path / "乙.txt"], store)
    assert (report.added, report.held) == (1, 1)
    (note,) = report.notes
    assert note.name.endswith("乙.txt")
    assert "甲.txt 内容完全相同" in note.message
    assert not ingest_folder([tmp_path / "甲.txt"], store).notes


def test_overrides_describe_anew_what_is_held(store: Store, files: Path) -> None:
    ingest_folder([files / "a.txt"], store)
    report = ingest_folder([files / "a.txt"], store, overrides={"issuer": "安全部"})
    assert report.added == 1
    (only,) = store.descriptions()
    assert only.issuer == "安全部"
    again = ingest_folder([files / "a.txt"], store, overrides={"issuer": "安全部"})
    assert (again.added, again.held) == (0, 1)


@pytest.mark.parametrize("overrides", [{"kind": "诗歌"}, {"issued": "去年"}])
def test_an_override_nobody_can_read_is_refused_at_once(
    store: Store, files: Path, overrides: dict[str, str]
) -> None:
    with pytest.raises(UnreadableDocument, match="--"):
        ingest_folder([files], store, overrides=overrides)
    assert store.counts().documents == 0


def test_a_path_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        ingest_folder([tmp_path / "nowhere"], store)


def test_an_unforeseen_failure_stops_one_document_only(
    store: Store, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(document: Document) -> list[Passage]:
        if "消防" in document.text:
            raise IndexError("oops")
        return real(document)

    real = split_passages
    monkeypatch.setattr("corpus.ingest.split_passages", broken)
    report = ingest_folder([files / "a.txt", files / "e.zip"], store)
    assert report.added == 2
    assert [Path(failure.name).name for failure in report.failures] == ["a.txt"]


def test_a_store_that_cannot_be_written_stops_everything(store: Store, files: Path) -> None:
    def closing(path: Path, limits: Limits) -> Iterator[RawDocument | Failure]:
        lines = (Line("第一条 一句话。"),)
        yield RawDocument(lines, Source(str(path), path.name, "plain"))
        raise OperationError("磁盘已满")

    with pytest.raises(OperationError, match="磁盘已满"):
        ingest_folder([files], store, load=closing)


def test_files_are_found_in_order_each_once(files: Path) -> None:
    names = ["a.txt", "d.jsonl", "e.zip", "b/broken.docx", "b/c.md", "b/picture.png"]
    assert [str(path.relative_to(files)) for path in find_files([files, files / "a.txt"])] == names


@pytest.mark.parametrize(("name", "count"), [("a.txt", 1), ("d.jsonl", 4), ("e.zip", 2)])
def test_expected_documents(files: Path, name: str, count: int) -> None:
    assert expected_documents(files / name) == count


@pytest.mark.parametrize(
    ("on_pages", "expected"),
    [
        ([1, 1, 2], (0, 0 + 3 + 3)),  # each line below is two characters and its break
        ([1, 3], (0, 3, 3)),  # page 2 holds no line: it starts where page 3 does
        ([2, 2], (0, 0)),
        ([0, 0], ()),  # nobody knows
    ],
)
def test_pages(on_pages: list[int], expected: tuple[int, ...]) -> None:
    assert pages([Line("两字", page=page) for page in on_pages]) == expected


def test_what_is_no_file_is_named_and_not_waited_for(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    os.mkfifo(folder / "pipe.jsonl")
    os.mkfifo(folder / "pipe.txt")
    (folder / "endless.jsonl").symlink_to("/dev/zero")
    (folder / "again").symlink_to(folder)
    (folder / "itself").symlink_to("itself")
    (folder / "nowhere.txt").symlink_to("gone")
    (folder / "ok.txt").write_text(NOTICE.format("值班"), "utf-8")
    report = ingest_folder([folder], store)
    assert (report.files, report.added, len(report.failures)) == (6, 1, 5)
    assert all(
        "不是普通文件" in each.message or "打不开" in each.message for each in report.failures
    )


def test_a_collection_of_one_endless_line_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(bytes(5_000_000)))
    assert expected_documents(path) == 1


def test_a_file_named_in_gbk_is_read_and_named(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "named"
    folder.mkdir()
    for name, content in (
        ("值班.txt", NOTICE.format("值班").encode()),
        ("坏.docx", b"PK\x03\x04 cut"),
    ):
        (folder / os.fsdecode(name.encode("gbk"))).write_bytes(content)
    report = ingest_folder([folder], store)
    assert [each.source.name for each in store.descriptions()] == [str(folder / "值班.txt")]
    assert [each.name for each in report.failures] == [str(folder / "坏.docx")]
