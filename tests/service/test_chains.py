"""Chains of one generation: whose sentence it is, what was changed, and who may see it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

import pytest

from corpus.errors import NotFound
from corpus.model import DocumentId, Span
from corpus.storage.store import Store
from corpus.structure.outline import PARSER_VERSION
from service.app import create_app
from service.building import build, withdraw
from service.generation import current
from service.library import Library
from service.model import Filters
from service.soundness import check
from tests.corpora import Held, made
from tests.fakes import HashEncoder
from tests.fakes_library import librarian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask.testing import FlaskClient

    from service.settings import Settings
    from tests.fakes_library import FakeLibrary

FIRST = "各级党组织要坚决扛起管党治党的政治责任，推动全面从严治党向纵深发展。"
LATER = "各级党组织必须坚决扛起管党治党的政治责任，推动全面从严治党向基层发展。"
OWN = "本次会议安排了三项议程，请各单位负责同志认真准备发言材料。"


def speech(name: str, day: int, *sentences: str) -> Held:
    title = f"在{name}会议上的讲话"
    return made(name, title, *sentences, kind="speech", issued=date(2024, 1, day))


def add(data: Path, *held: Held) -> None:
    with Store(data / "corpus.sqlite") as store:
        store.add_many(list(held), parser=PARSER_VERSION)
    build(data, encoder=HashEncoder())


def opened(data: Path) -> Library:
    return Library(current(data), HashEncoder())


def two() -> tuple[Held, Held]:
    return speech("d1", 9, "同志们：", LATER, OWN), speech("d2", 3, "同志们：", FIRST)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = tmp_path_factory.mktemp("chains")
    add(data, *two())
    library = opened(data)
    yield library
    library.close()


@pytest.fixture
def client(settings: Settings, library: Library) -> FlaskClient:
    return create_app(settings, librarian(cast("FakeLibrary", library))).test_client()


def test_a_sentence_is_shown_beside_its_first_wording(library: Library) -> None:
    (one,) = library.chains.of_document(DocumentId("d1")).sentences
    assert not one.is_first
    assert (one.own.quote, one.first.quote) == (LATER, FIRST)
    assert [(edit.old, edit.new) for edit in one.own.edits] == [("要", "必须"), ("纵深", "基层")]
    assert one.documents == 2


def test_who_said_it_first_is_told_who_said_it_again(library: Library) -> None:
    (one,) = library.chains.of_document(DocumentId("d2")).sentences
    assert one.is_first
    assert [other.card.description.id for other in one.others] == ["d1"]


def test_a_page_of_what_is_shared_knows_how_much_there_is(library: Library) -> None:
    none = library.chains.of_document(DocumentId("d1"), limit=0)
    assert (none.sentences, none.total) == ((), 1)
    behind = library.chains.of_document(DocumentId("d1"), offset=1, limit=5)
    assert (behind.sentences, behind.total) == ((), 1)


def test_only_the_sentences_of_a_part_are_told(library: Library) -> None:
    whole = library.document(DocumentId("d1"))
    start = whole.text.index(OWN)
    part = Span(start, start + len(OWN))
    assert library.chains.of_document(whole.id, part=part).sentences == ()


def test_a_passage_comes_from_the_document_that_has_most_of_it(library: Library) -> None:
    passage = next(one for one in library.passages(DocumentId("d1")) if LATER in one.text)
    source = library.chains.source_of(passage)
    assert source is not None
    assert source.card.description.id == "d2"


def test_what_the_filters_hide_is_not_told(library: Library) -> None:
    hidden = Filters(documents=(DocumentId("d1"),))
    assert library.chains.of_document(DocumentId("d1"), filters=hidden).sentences == ()


def test_a_document_not_held_is_said(library: Library) -> None:
    with pytest.raises(NotFound):
        library.chains.of_document(DocumentId("x"))


def test_built_step_by_step_the_index_has_the_same_bytes_and_forgets(tmp_path: Path) -> None:
    steps, at_once = tmp_path / "steps", tmp_path / "once"
    steps.mkdir()
    at_once.mkdir()
    third = speech("d3", 5, "同志们：", f"会议强调，{FIRST}")
    add(steps, *two())
    add(steps, third)
    add(at_once, *two(), third)
    files = [
        {path.name: path.read_bytes() for path in current(folder).reuse.iterdir()}
        for folder in (steps, at_once)
    ]
    assert files[0] == files[1]
    assert check(current(steps)) == []
    withdraw(steps, [DocumentId("d2"), DocumentId("d3")], encoder=HashEncoder())
    library = opened(steps)
    assert library.chains.of_document(DocumentId("d1")).sentences == ()
    library.close()


def test_the_api_tells_places_and_changes(client: FlaskClient) -> None:
    reply = client.get("/api/v1/documents/d1/reuse").get_json()
    assert (reply["total"], reply["formulas"], reply["origin"]) == (1, 0, None)
    (one,) = reply["sentences"]
    assert one["text"] == LATER
    assert one["first"]["document"]["id"] == "d2"
    assert one["changes"][0]["before"]["text"] == "要"
    text = client.get("/api/v1/documents/d2").get_json()["text"]
    assert text[one["first"]["start"] : one["first"]["end"]] == one["first"]["text"] == FIRST


def test_the_api_tells_where_a_passage_comes_from(client: FlaskClient, library: Library) -> None:
    passage = next(one for one in library.passages(DocumentId("d1")) if LATER in one.text)
    reply = client.get(f"/api/v1/documents/d1/reuse?passage={passage.id}").get_json()
    assert reply["origin"]["document"]["id"] == "d2"
    missing = client.get("/api/v1/documents/d1/reuse?passage=d1/none")
    assert missing.status_code == 404


def test_a_document_page_shows_its_chains(client: FlaskClient) -> None:
    page = client.get("/documents/d1").get_data(as_text=True)
    assert "本文件有 1 句也见于馆藏其他文件" in page
    assert "最早见于" in page
    assert "<del>要</del><ins>必须</ins>" in page


def test_a_cited_sentence_shows_where_else_it_stands(client: FlaskClient, library: Library) -> None:
    start = library.document(DocumentId("d2")).text.index(FIRST)
    page = client.get(f"/documents/d2?start={start}&end={start + len(FIRST)}")
    text = page.get_data(as_text=True)
    assert "馆藏中本文件最早有此句" in text
    assert text.index("也见于") < text.index("传达链：")
