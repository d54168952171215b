"""The store: what goes in comes out, whole; what is withdrawn is gone."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import NoGeneration, NotFound, OperationError
from corpus.model import DocumentId, PassageId
from corpus.storage.store import Store
from tests.corpora import Held, made, rule


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "corpus.sqlite")


def whole() -> Held:
    """A document in which nothing is left at its default; 𠮷 lies beyond 16 bits."""
    return made(
        "dwhole",
        "𠮷祥厂用章办法",
        "第一章　总则",
        "第一条 为了规范用章，制定本办法。",
        "第二条 用章应当登记，" + "写明用途、份数和经手人，" * 15 + "不得遗漏。",
        "登记簿由办公室保管，" + "保管期限不少于十年，期满后按照档案规定移交，" * 9 + "不得销毁。",
        page=1,
        kind="regulation",
        work="用章办法",
        issuer="办公室",
        number="办发〔2024〕3号",
        passed=date(2024, 1, 2),
        issued=date(2024, 1, 3),
        effective=date(2024, 2, 1),
        repealed=date(2025, 1, 1),
        supersedes=("旧用章办法", "用章细则"),
        trial=True,
        audience="office",
    )


def test_a_document_comes_back_as_it_went_in(store: Store) -> None:
    document, passages = whole()
    store.add(document, passages, parser=3)
    assert store.document(document.id) == document
    assert store.description(document.id) == document.description
    assert store.descriptions() == [document.description]
    assert store.text(document.id) == document.text
    assert store.sections(document.id) == document.sections
    assert store.passages_of(document.id) == passages
    assert list(store.iter_passages(None)) == passages
    assert list(store.iter_passages()) == [p for p in passages if p.role == "body"]
    assert store.passage(passages[-1].id) == passages[-1]


def test_all_texts_are_read_and_measured_whole(store: Store) -> None:
    long = made("dlong", "关于长短的通知", "𠮷长" * 700, "第二段。")
    held = [whole(), rule("da", "采购"), long, made("dnone", "空白通知")]
    store.add_many([*held, rule("dgone", "值班")], parser=1)
    store.withdraw(DocumentId("dgone"))
    assert dict(store.texts()) == {each.id: each.text for each, _ in held if each.text}
    assert store.counts().characters == sum(len(each.text) for each, _ in held)


def test_passages_come_in_the_order_asked_for(store: Store) -> None:
    items = [rule(f"d{n}", f"事项{n}") for n in range(3)]
    store.add_many(items, parser=1)
    ids = [p.id for _, passages in items for p in passages][::-1]
    assert [p.id for p in store.passages(ids * 60)] == ids * 60  # more than one statement's worth
    with pytest.raises(NotFound, match="d1/none"):
        store.passages([ids[0], PassageId("d1/none")])


def test_a_row_names_the_sections_that_begin_before_its_passage(store: Store) -> None:
    document, passages = whole()
    store.add(document, passages, parser=1)
    rows = {row.passage.text[:5]: row for row in store.rows()}
    assert rows["第一条 为"].path == ("第一章 总则",)
    assert rows["登记簿由办"].path == ("第一章 总则", "第二条")  # its second 款 does not say so
    assert {row.title for row in rows.values()} == {"𠮷祥厂用章办法"}


def test_equal_content_has_equal_marks_and_different_content_different_ones(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "one"), Store(tmp_path / "two")
    one.add_many([rule("da", "采购"), rule("db", "考勤")], parser=1)
    two.add_many([rule("db", "考勤"), rule("dx", "会议"), rule("da", "保密")], parser=1)
    two.withdraw(DocumentId("dx"))
    two.add(*rule("da", "采购"), parser=1)
    assert one.revisions() == two.revisions()
    assert list(one.rows()) == list(two.rows())
    two.add(*rule("da", "保密"), parser=1)
    assert one.revisions()[DocumentId("da")] != two.revisions()[DocumentId("da")]
    assert one.counts().documents == two.counts().documents == 2


def test_has_asks_for_the_bytes_and_for_the_parser(store: Store) -> None:
    document, passages = rule("da", "采购")
    store.add(document, passages, parser=2)
    assert store.has(document.description.source.sha256, 2)
    assert not store.has(document.description.source.sha256, 3)
    assert store.has_file("f", 2) is None
    store.mark_file("f", 2, 7)
    assert store.has_file("f", 2) == 7


def test_what_is_withdrawn_is_gone_from_the_file(store: Store, tmp_path: Path) -> None:
    secret = "绝密事项乙丙丁"
    store.add_many([rule("da", "采购"), rule("dsecret", secret)], parser=1)
    store.withdraw(DocumentId("dsecret"))
    with pytest.raises(NotFound, match="dsecret"):
        store.document(DocumentId("dsecret"))
    assert [str(item.id) for item in store.descriptions()] == ["da"]
    assert set(store.withdrawn()) == {"dsecret"}
    store.snapshot(tmp_path / "copy.sqlite")
    files = [path for path in tmp_path.iterdir() if secret.encode() in path.read_bytes()]
    assert files == []


def test_a_batch_is_taken_whole_or_not_at_all(store: Store) -> None:
    good, (document, passages) = rule("da", "采购"), rule("db", "考勤")
    with pytest.raises(OperationError):
        store.add_many([good, (document, [*passages, passages[0]])], parser=1)  # an id twice
    assert store.counts().documents == 0


def test_many_threads_read_one_snapshot(store: Store, tmp_path: Path) -> None:
    document, passages = whole()
    store.add(document, passages, parser=1)
    store.snapshot(tmp_path / "copy.sqlite")
    seen = []
    with Store(tmp_path / "copy.sqlite", readonly=True) as copy:
        threads = [
            threading.Thread(target=lambda: seen.append(copy.passages_of(document.id)))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [passages] * 6


def test_a_snapshot_is_taken_while_another_process_writes(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "corpus.sqlite"), Store(tmp_path / "corpus.sqlite")
    store.add(*rule("da", "采购"), parser=1)
    with other._database.transaction() as connection:
        connection.execute("DELETE FROM documents")
        store.snapshot(tmp_path / "copy.sqlite")
    with Store(tmp_path / "copy.sqlite", readonly=True) as copy:
        assert copy.counts().documents == 1


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400, None])
def test_a_damaged_snapshot_says_how_to_rebuild(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "corpus.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        Store(path, readonly=True)


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corpus.sqlite"
    Store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(OperationError, match="版本是 99"):
        Store(path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OperationError, match="file/data"):
        Store(tmp_path / "file" / "data" / "corpus.sqlite")


def test_passages_are_whole_wherever_the_text_is_cut_for_keeping(store: Store) -> None:
    paragraphs = [f"第{n}条 𠮷" + "用章应当登记，写明用途和份数。" * (n % 23) for n in range(1, 60)]
    document, passages = made("dlong", "用章办法", *paragraphs)
    store.add(document, passages, parser=1)
    assert len(document.text) > 5_000
    assert store.text(document.id) == document.text
    assert store.passages([p.id for p in passages]) == passages == store.passages_of(document.id)
    store.withdraw(document.id)
    assert store.counts().characters == 0
