"""One opened generation, and the change to the next."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from corpus.errors import ModelUnavailable, NoGeneration, NotFound
from corpus.model import DocumentId
from corpus.storage.store import Store
from corpus.structure.outline import PARSER_VERSION
from embeddings.encoder import load_encoder
from graph.build import Here
from graph.reader import lexicon_reader
from service.building import build, withdraw
from service.librarian import THESAURUS, Librarian
from service.model import Filters
from tests.corpora import rule
from tests.embeddings.test_sentence import tiny_bert

if TYPE_CHECKING:
    from pathlib import Path

    from service.model import Answer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    add(tmp_path, "a", "车辆")
    return tmp_path


def add(data: Path, name: str, subject: str) -> None:
    with Store(data / "corpus.sqlite") as store:
        store.add(*rule(name, subject), parser=PARSER_VERSION)
    build(data, encoder=load_encoder())


def found(librarian: Librarian, query: str) -> set[str]:
    return {result.passage.document_id for result in librarian.current().search(query).results}


def test_nothing_built_is_said_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        Librarian(tmp_path).current()


def test_a_published_generation_is_opened_without_a_restart(data: Path) -> None:
    told: list[str] = []
    librarian = Librarian(data, replaced=lambda: told.append("replaced"))
    assert found(librarian, "“印章工作”") == set()
    assert told == []  # the first takes nobody's place
    old = librarian.current()
    add(data, "b", "印章")
    assert found(librarian, "“印章工作”") == {"b"}
    assert told == ["replaced"]
    # Who still holds the old library goes on reading it.
    assert old.search("车辆").results
    librarian.close()


def test_where_publications_are_watched_for_no_request_opens_one(data: Path) -> None:
    told = threading.Event()
    librarian = Librarian(data, replaced=told.set)
    old = librarian.current()
    librarian.watch(every=3600)  # never, while this test runs
    add(data, "b", "印章")
    assert librarian.current() is old
    librarian.close()

    librarian = Librarian(data, replaced=told.set)
    assert found(librarian, "“考勤工作”") == set()
    librarian.watch(every=0.01)
    add(data, "c", "考勤")
    assert told.wait(60)
    assert found(librarian, "“考勤工作”") == {"c"}
    withdraw(data, [DocumentId("c")], encoder=load_encoder())
    # Not a moment longer, whether or not it was seen already.
    assert found(librarian, "“考勤工作”") == set()
    librarian.close()


def test_a_withdrawn_document_is_gone_from_everything(data: Path) -> None:
    add(data, "b", "印章")
    librarian = Librarian(data)
    assert found(librarian, "“印章工作”") == {"b"}
    withdraw(data, [DocumentId("b")], encoder=load_encoder())
    library = librarian.current()
    assert found(librarian, "印章工作") == {"a"}
    assert [card.description.id for card in library.cards()] == ["a"]
    with pytest.raises(NotFound, match="b"):
        library.document(DocumentId("b"))
    assert "印章" not in library.answer("印章工作怎么报送？").text
    librarian.close()


def test_a_damaged_new_generation_leaves_the_old_one_answering(
    data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    librarian = Librarian(data)
    before = librarian.current().generation
    add(data, "b", "印章")
    newest = max((data / "generations").iterdir())
    (newest / "corpus.sqlite").write_bytes(b"not a database")
    for _ in range(3):
        assert librarian.current().generation == before
        assert librarian.current().search("车辆").results
    assert len(caplog.records) == 1  # said once, not at every request
    librarian.close()


@pytest.mark.parametrize("written", [b"abc", b"\xff", b"999999", b""])
def test_a_spoilt_current_leaves_the_open_one_answering(data: Path, written: bytes) -> None:
    librarian = Librarian(data)
    before = librarian.current()
    (data / "CURRENT").write_bytes(written)
    assert librarian.current() is before
    librarian.close()
    with pytest.raises(NoGeneration, match=r"scripts\.build"):
        Librarian(data).current()


def test_many_threads_read_one_library(data: Path) -> None:
    librarian = Librarian(data)
    expected = librarian.current().search("车辆管理")
    wrong: list[object] = []

    def ask() -> None:
        answers = [librarian.current().search("车辆管理") for _ in range(20)]
        wrong.extend(answer for answer in answers if answer != expected)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    librarian.close()


def test_what_cannot_be_made_ready_stops_nothing(
    data: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*_: object, **__: object) -> Answer:
        raise ModelUnavailable("回答模型缺失")

    librarian = Librarian(data)
    library = librarian.current()
    library.warm_rest()
    assert not caplog.records
    assert {"_checker", "_suggester"} <= vars(library).keys()  # nobody waits for them
    monkeypatch.setattr(library, "answer", spoilt)
    library.warm_rest()
    assert "回答模型缺失" in caplog.text
    assert found(librarian, "车辆") == {"a"}
    librarian.close()


def test_generations_with_one_lexicon_share_what_finds_its_concepts(data: Path) -> None:
    librarian = Librarian(data)
    before = librarian.current().atlas.finder
    add(data, "b", "印章")
    assert librarian.current().atlas.finder is before
    librarian.close()


def test_counts_and_lists_agree(data: Path) -> None:
    add(data, "b", "印章")
    librarian = Librarian(data)
    library = librarian.current()
    assert library.counts()["documents"] == len(library.cards()) == 2
    assert [facet.count for facet in library.kinds()] == [2]
    assert library.cards(filters=Filters(kinds=("speech",))) == []
    librarian.close()


def test_an_administrators_concepts_are_known_by_what_was_built_with_them(
    data: Path, tmp_path: Path
) -> None:
    own = tmp_path / "lexicon"
    own.mkdir()
    (own / "own.yaml").write_text(
        "own/三清单: {label: 三张清单, kind: shorthand, expansion: [甲清单, 乙清单, 丙清单]}",
        "utf-8",
    )
    librarian = Librarian(data)
    assert not librarian.current().suggest("三张清")
    build(data, encoder=load_encoder(), maker=Here(lexicon_reader([own])))
    library = librarian.current()
    assert [item.entry.text for item in library.suggest("三张清")] == ["三张清单"]
    findings = library.check("落实三张清单：甲表、乙表。").findings
    assert [item.kind.partition("_")[0] for item in findings] == ["shorthand"]
    librarian.close()


def test_a_cross_encoder_puts_the_first_results_in_its_order(data: Path, tmp_path: Path) -> None:
    add(data, "b", "车辆进出")
    add(data, "c", "车辆停放")
    model = str(tiny_bert(tmp_path / "reranker", labels=1))
    plain, read = Librarian(data), Librarian(data, reader=model)
    question = "车辆要怎样管理"
    before, after, again = (
        [
            [each.passage.id, *(other.id for other in each.similar)]
            for each in one.current().search(question, limit=50).results
        ]
        for one in (plain, read, read)
    )
    assert before != after == again
    assert sorted(sum(before, [])) == sorted(sum(after, []))  # noqa: RUF017 (a few)
    missing = Librarian(data, reader=str(tmp_path / "nowhere"))
    with pytest.raises(ModelUnavailable, match="重排模型"):
        missing.current()


def test_ones_own_wordings_are_read_again_where_they_changed(data: Path) -> None:
    own = data / THESAURUS
    librarian = Librarian(data)

    def synonyms() -> list[tuple[str, list[str]]]:
        reranker = librarian.current().measured[0]._reranker
        assert reranker
        return reranker._parts.translator.synonyms("坐骑")

    assert synonyms() == []
    own.write_text('{"from": "坐骑", "to": ["公务用车"]}\n', "utf-8")
    add(data, "b", "档案")
    assert synonyms() == [("坐骑", ["公务用车"])]
    own.unlink()
    add(data, "c", "会议")
    assert synonyms() == []
