"""A graph built step by step is, byte for byte, the one built at once."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from corpus.model import DocumentId, PassageId
from graph.build import build_graph
from graph.store import FILE, GraphStore
from graph.witness import Witness
from tests.corpora import Held, made
from tests.graph.making import CONCEPTS, Shelf, corpus, day, reader, shelf


def edges(made_one: Shelf) -> set[str]:
    rows = made_one.graph.rows(
        "SELECT one.id, predicate, other.id FROM edges JOIN nodes one ON one.n = subject"
        " JOIN nodes other ON other.n = object"
    )
    return {" ".join(row) for row in rows}


def test_what_stands_in_the_documents_stands_in_the_graph(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    assert {
        "d2 supersedes d1",
        "d2/art_1 cites d5",
        "d3/art_2 cites d1/art_2",  # in force on its own day
        "d4 cites d1/art_2",
        "d4 cites d3",
        "d5 part_of work/safety-law",  # the lexicon's concept
        "d1 part_of work/安全生产管理办法",
    } <= edges(made_one)
    graph = made_one.graph
    named = [(one.concept_id, one.form) for one in graph.mentions_of(DocumentId("d3"))]
    assert named == [("safety", "安全工作"), ("safety", "安全生产")]


def places(graph: GraphStore, table: str, *others: str) -> list[tuple[Any, ...]]:
    """Document, step and span of each row of a table that has them, and other columns."""
    more = "".join(f", {one}" for one in others)
    return graph.rows(
        f'SELECT documents.id, step, start, "end"{more} FROM {table}'
        " JOIN passages ON passages.n = passage JOIN documents ON documents.n = document"
    )


def test_every_edge_has_evidence_that_is_in_its_document(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    graph = made_one.graph
    assert not graph.rows("SELECT n FROM edges WHERE n NOT IN (SELECT edge FROM evidence)")
    found = places(graph, "evidence")
    assert len(found) > 8
    for document, step, start, end in found:
        text = made_one.store.text(document)
        passage = made_one.store.passage(PassageId(f"{document}/{step}"))
        assert passage.span.start <= start < end <= passage.span.end
        assert text[start:end].strip()
    for document in graph.documents:
        text = made_one.store.text(document)
        for mention in graph.mentions_of(document):
            assert text[slice(*mention.span)] == mention.form


def test_what_a_document_gives_is_what_is_written(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    by, held = reader(), corpus()["d2"]
    catalogue = Witness(made_one.store.descriptions(), made_one.store.sections)
    read = by.read(*held, b"r", catalogue)
    graph = made_one.graph
    assert graph.mentions_of(DocumentId("d2")) == list(read.mentions)
    duties = [row[4:] for row in places(graph, "duties", "actor", "action") if row[0] == "d2"]
    assert duties == [(one.actor, one.action) for one in read.duties]
    assert duties
    given = {
        (f"{document}/{step}", start, end, method)
        for document, step, start, end, method in places(graph, "evidence", "method")
        if document == "d2" and method != "succession"
    }
    assert given == {
        (one.passage_id, *one.span, one.method)
        for relation in read.relations
        for one in relation.evidence
    }


@pytest.mark.parametrize("seed", range(12))
def test_any_way_to_the_same_documents_gives_the_same_bytes(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    stepwise = Shelf(tmp_path / "stepwise")
    waiting = list(corpus().values())
    waiting.append(
        made("d3", "档案管理规定", "第二条 两个维护。", issued=day(2025))
    )  # in place of d3
    waiting.append(made("d6", "关于档案管理规定的解释", "档案管理规定第一条是指安全生产。"))
    held: set[DocumentId] = set()
    for _ in range(9):
        if waiting and (not held or chance.random() < 0.65):
            one = waiting.pop(chance.randrange(len(waiting)))
            stepwise.hold(one)
            held.add(one[0].id)
        else:
            gone = chance.choice(sorted(held))
            stepwise.store.withdraw(gone)
            held.remove(gone)
        if held:
            stepwise.build()
    if not held:
        return
    assert stepwise.latest
    build_graph(tmp_path / "at-once", stepwise.store, reader())
    files = sorted(path.name for path in stepwise.latest.iterdir())
    assert files == ["arrays.npz", FILE, "mentions.i4", "names.i4"]
    for name in files:
        once = (tmp_path / "at-once" / name).read_bytes()
        assert (stepwise.latest / name).read_bytes() == once, name


def long_rule(number: int) -> Held:
    articles = [
        f"第{n}条 第一责任人应当按照《档案管理规定{number % 7}》第一条，每{n}日检查安全工作。"
        for n in "一二三四五六七八九"
    ]
    return made(f"r{number:02}", f"档案管理规定{number}", *articles)


def test_which_page_a_row_is_on_does_not_tell_the_road(tmp_path: Path) -> None:
    stepwise = Shelf(tmp_path / "stepwise")
    stepwise.hold(*(long_rule(n) for n in range(60)))
    stepwise.build()
    stepwise.hold(made("r20a", "在座谈会上的讲话", "要做到两个维护。", kind="speech"))
    assert stepwise.build().read == 1
    assert stepwise.latest
    build_graph(tmp_path / "at-once", stepwise.store, reader())
    assert (tmp_path / "at-once" / FILE).stat().st_size > 30 * 4096
    for path in (tmp_path / "at-once").iterdir():
        assert path.read_bytes() == (stepwise.latest / path.name).read_bytes(), path.name


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    assert made_one.build().read == 0
    # A document nobody names and that names nobody.
    made_one.hold(made("d7", "在座谈会上的讲话", "要做到两个维护。", kind="speech"))
    assert made_one.build().read == 1


def test_a_document_is_read_again_when_what_it_cites_changes(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    assert "d3/art_2 cites d1/art_2" in edges(made_one)
    made_one.store.withdraw(DocumentId("d1"))
    made_one.build()
    assert "d3/art_2 cites d2/art_2" in edges(made_one)
    assert not [edge for edge in edges(made_one) if "d1" in edge.replace("/", " ").split()]


def test_a_title_that_comes_is_seen_in_documents_that_name_it_without_brackets(
    tmp_path: Path,
) -> None:
    held = corpus()
    del held["d3"]
    made_one = shelf(tmp_path, held)
    assert "d4 cites d3" not in edges(made_one)
    made_one.hold(corpus()["d3"])
    made_one.build()
    assert "d4 cites d3" in edges(made_one)


def test_another_lexicon_reads_everything_again(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    stats = made_one.build(reader(CONCEPTS[:1], "two"))
    assert stats.read == 5
    assert made_one.graph.about["making"].endswith("two")


def test_a_withdrawn_document_is_in_no_byte_of_the_graph(tmp_path: Path) -> None:
    made_one = shelf(tmp_path)
    assert made_one.latest
    assert "会议".encode() in (made_one.latest / FILE).read_bytes()
    made_one.store.withdraw(DocumentId("d4"))
    made_one.build()
    for path in made_one.latest.iterdir():
        assert "会议".encode() not in path.read_bytes()
    assert DocumentId("d4") not in made_one.graph.documents
