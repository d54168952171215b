"""The graph's retriever: what a question names, and what stands near it."""

from __future__ import annotations

import pytest

from corpus.model import DocumentId, Hit, PassageId, Within, document_of
from graph.arrays import read_arrays
from graph.lexicon.finder import Finder
from graph.retriever import GraphRetriever
from graph.view import Views
from tests.graph.making import CONCEPTS, Shelf, shelf


@pytest.fixture(scope="module")
def retriever(tmp_path_factory: pytest.TempPathFactory) -> GraphRetriever:
    made_one: Shelf = shelf(tmp_path_factory.mktemp("retriever"))
    assert made_one.latest
    graph, arrays = made_one.graph, read_arrays(made_one.latest)
    titles = {"档案管理规定": DocumentId("d3")}
    return GraphRetriever(
        graph, arrays, Views(graph, arrays), Finder(CONCEPTS),
        lambda text: [one for name, one in titles.items() if name in text],
    )  # fmt: skip


def test_passages_that_name_what_is_asked_come_first(retriever: GraphRetriever) -> None:
    hits = retriever.search("怎样做到两个维护？", 10)
    assert {hit.passage_id for hit in hits[:2]} == {"d2/art_2", "d4/p_2"}
    assert hits[0].trail == ("两个维护",)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_title_named_is_a_seed(retriever: GraphRetriever) -> None:
    hits = retriever.search("档案管理规定说了什么", 10)
    assert document_of(hits[0].passage_id) == "d3"


def test_a_question_that_names_nothing_is_not_answered(retriever: GraphRetriever) -> None:
    assert retriever.search("今天天气好吗", 10) == []
    assert retriever.spread("今天天气好吗", [Hit(PassageId("d3/art_1"), 1.0, "x")], 10) == []


def test_the_first_passages_found_are_seeds_too(retriever: GraphRetriever) -> None:
    alone = [hit.passage_id for hit in retriever.search("两个维护", 20)]
    found = [Hit(PassageId("d3/art_2"), 1.0, "lexical"), Hit(PassageId("d9/none"), 1.0, "lexical")]
    spread = [hit.passage_id for hit in retriever.spread("两个维护", found, 20)]
    seed = PassageId("d3/art_2")
    assert spread.index(seed) < alone.index(seed)


@pytest.mark.parametrize("names", [("d1", "d2", "d5"), ("d4",), ()])
def test_only_what_is_allowed_is_found(retriever: GraphRetriever, names: tuple[str, ...]) -> None:
    within = Within(frozenset(map(DocumentId, names)))
    hits = retriever.search("第一责任人的安全生产责任和两个维护", 20, within)
    assert {document_of(hit.passage_id) for hit in hits} <= set(names)
    only = Within(frozenset({DocumentId("d2")}), frozenset({PassageId("d2/art_2")}))
    assert [one.passage_id for one in retriever.search("两个维护", 20, only)] == ["d2/art_2"]
