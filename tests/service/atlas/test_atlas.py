"""The graph as readers ask for it, over a real generation of a few documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import NotFound
from corpus.model import DocumentId
from corpus.storage.store import Store
from graph.build import Here
from graph.store import Node
from service.atlas.atlas import Atlas
from service.building import build
from service.generation import current
from service.library import Library
from service.model import Filters
from tests.corpora import made
from tests.fakes import HashEncoder
from tests.graph.making import corpus, day, reader

ALL = Filters()
PUBLIC = Filters(audiences=())


#: For leaders; alone it coins a name, and it names none of the lexicon's concepts.
SPEECH = made(
    "d6", "在座谈会上的讲话", "同志们：", "我们推行“一改两为”，清单在此。",
    kind="speech", issued=day(2023), audience="leaders",
)  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    data = tmp_path_factory.mktemp("atlas")
    with Store(data / "corpus.sqlite") as store:
        store.add_many([*corpus().values(), SPEECH], parser=1)
    build(data, encoder=HashEncoder(), maker=Here(reader()))
    opened = Library(current(data), HashEncoder())
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def atlas(library: Library) -> Atlas:
    return library.atlas


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("两个维护", "two-safeguards"),
        ("“两个维护”", "two-safeguards"),
        ("兩個維護", "two-safeguards"),
        ("two safeguards", "two-safeguards"),
        ("safety", "safety"),
        ("责任人", "first-responsible-person"),  # a part of the name
        ("第一责任人要做什么", "first-responsible-person"),  # a question
        ("安全工作", "safety"),  # another name
        ("中华人民共和国安全生产法", "work/safety-law"),
    ],
)
def test_a_concept_is_found_by_any_of_its_names(atlas: Atlas, text: str, first: str) -> None:
    assert atlas.concepts(text, ALL)[0].concept.id == first


def test_without_a_question_all_concepts_come_the_most_named_first(atlas: Atlas) -> None:
    counts = [(card.concept.id, card.passages, card.documents) for card in atlas.concepts("", ALL)]
    assert counts == [
        ("safety", 7, 5),
        ("first-responsible-person", 4, 4),
        ("two-safeguards", 2, 2),
        ("work/safety-law", 1, 1),
    ]


def test_works_and_terms_outside_the_lexicon_are_found_after_it(atlas: Atlas) -> None:
    found = [(card.concept.id, card.concept.status) for card in atlas.concepts("档案", ALL)]
    assert found == [("term/安全工作档案", "composed"), ("work/档案管理规定", "candidate")]
    assert atlas.concepts("没有这个词", ALL) == []
    works = [card.concept.id for card in atlas.concepts("安全", ALL, ["work"])]
    assert works == ["work/safety-law", "work/安全生产管理办法"]


def test_a_page_tells_all_of_a_concept_with_its_sentences(atlas: Atlas) -> None:
    page = atlas.page("two-safeguards", ALL)
    assert (page.card.passages, page.card.documents, page.first) == (2, 2, date(2023, 1, 1))
    assert [(one.year, one.passages) for one in page.years] == [(2023, 1), (2024, 1)]
    assert page.names["safety"] == "安全生产"
    assert [card.description.id for card, _ in page.documents] == ["d2", "d4"]
    assert [one.id for one in atlas.page("safety", ALL).narrower] == ["two-safeguards"]


def test_each_form_is_counted_by_year_where_it_may_be_read(atlas: Atlas) -> None:
    forms = {one.form: one for one in atlas.page("safety", ALL).forms}
    assert set(forms) == {"安全生产", "安全工作"}
    total = sum(one.passages for one in forms.values())
    assert total >= atlas.page("safety", ALL).card.passages  # one passage may write it two ways
    for one in forms.values():
        assert sum(year.passages for year in one.years) + one.undated == one.passages
    public = atlas.page("two-safeguards", PUBLIC)
    assert [(one.form, one.passages) for one in public.forms] == [("两个维护", 1)]


def test_ties_are_quoted_to_the_letter(atlas: Atlas, library: Library) -> None:
    page = atlas.page("work/safety-law", ALL)
    ties = {(tie.predicate, tie.other.id, tie.outward) for tie in page.ties}
    assert ties == {("part_of", "d5", False)}
    for tie in page.ties:
        for one in tie.evidence:
            cited = one.citation
            text = library.document(cited.card.description.id).text
            assert text[slice(*cited.span)] == cited.quote


def test_the_map_grows_by_steps_and_keeps_to_its_limit(atlas: Atlas) -> None:
    near = atlas.map("d5", ALL, depth=1, limit=50)
    assert near.nodes[0].node.id == "d5"
    far = atlas.map("d5", ALL, depth=3, limit=50)
    assert {one.node.id for one in near.nodes} < {one.node.id for one in far.nodes}
    assert {one.depth for one in near.nodes} == {0, 1}
    assert all(bool(edge.evidence) != bool(edge.listed) for edge in far.edges)
    few = atlas.map("d5", ALL, depth=3, limit=3)
    assert len(few.nodes) == 3
    shown = {one.node.id for one in few.nodes}
    assert all({edge.source, edge.target} <= shown for edge in few.edges)
    only = atlas.map("d5", ALL, depth=2, limit=50, predicates=["cites"])
    assert {edge.predicate for edge in only.edges} == {"cites"}


def test_a_mention_is_quoted_with_its_sentence(atlas: Atlas) -> None:
    found = atlas.map("two-safeguards", ALL, depth=1, limit=50, predicates=["mentions"])
    quotes = {edge.source: edge.evidence[0].citation.quote for edge in found.edges}
    assert quotes == {
        "d2": "第二条 第一责任人应当坚决做到两个维护。",
        "d4": "要坚决做到两个维护，抓好安全生产。",
    }


def test_what_only_the_lexicon_lists_is_shown_as_that(atlas: Atlas) -> None:
    (edge,) = atlas.map("safety", PUBLIC, depth=1, limit=9, predicates=["broader"]).edges
    assert (edge.source, edge.target) == ("two-safeguards", "safety")
    assert (edge.places, edge.evidence) == (0, ())
    assert edge.listed
    assert atlas.evidence("two-safeguards", "broader", "safety", PUBLIC, 5, 0) == (0, ())


def test_every_place_of_an_edge_can_be_read(atlas: Atlas) -> None:
    total, found = atlas.evidence("d4", "mentions", "two-safeguards", ALL, 5, 0)
    assert (total, len(found)) == (1, 1)
    assert atlas.evidence("d4", "mentions", "two-safeguards", ALL, 5, 1)[1] == ()
    with pytest.raises(NotFound, match="没有这条关系"):
        atlas.evidence("d4", "defines", "two-safeguards", ALL, 5, 0)


def test_duties_are_found_by_who_bears_them(atlas: Atlas) -> None:
    found = atlas.duties("第一责任人", ALL)
    assert found.total == len(found.lines) > 0
    assert all("第一责任人" in line.duty.actor or line.duty.concept_id for line in found.lines)
    days = [line.citation.card.description.day for line in found.lines]
    in_force = [line.citation.card.status.code != "superseded" for line in found.lines]
    assert sorted(in_force, reverse=True) == in_force
    assert days
    assert atlas.duties("无此岗位", ALL).total == 0
    assert atlas.duties("", ALL).total >= found.total


@pytest.mark.parametrize("name", ["no-such", "d9", "d4/art_9", "term/没有"])
def test_what_is_not_there_is_said(atlas: Atlas, name: str) -> None:
    for ask in (lambda: atlas.map(name, ALL, depth=1, limit=5), lambda: atlas.page(name, ALL)):
        with pytest.raises(NotFound, match="图谱中没有"):
            ask()


def test_what_one_may_not_read_shows_nowhere(atlas: Atlas) -> None:
    # The speech, d4, is for leaders only.
    page = atlas.page("two-safeguards", PUBLIC)
    assert (page.card.passages, page.card.documents, page.first) == (1, 1, date(2024, 1, 1))
    assert [one.year for one in page.years] == [2024]
    assert "d4" not in repr(page)
    for name in ("two-safeguards", "safety", "work/safety-law", "d3"):
        assert "d4" not in repr(atlas.map(name, PUBLIC, depth=3, limit=100, places=5))
    assert all(line.citation.card.description.id != "d4" for line in atlas.duties("", PUBLIC).lines)
    for ask in ("d4",):
        with pytest.raises(NotFound) as hidden:
            atlas.map(ask, PUBLIC, depth=1, limit=5)
        with pytest.raises(NotFound) as absent:
            atlas.map("d8", PUBLIC, depth=1, limit=5)
        # Hidden and absent are told in the same words.
        assert str(hidden.value).replace("d4", "d8") == str(absent.value)


def test_on_a_day_only_what_held_then_speaks(atlas: Atlas) -> None:
    then = Filters(as_of=date(2022, 6, 1))
    assert atlas.page("safety", then).card.documents == 3  # d1, d3, d5
    assert all(one.year <= 2022 for one in atlas.page("safety", then).years)


def test_a_search_can_be_kept_to_a_concept(library: Library) -> None:
    found = library.search("安全生产", filters=Filters(concepts=("two-safeguards",)))
    assert found.results
    assert {one.card.description.id for one in found.results} <= {"d2", "d4"}
    both = Filters(concepts=("two-safeguards", "first-responsible-person"))
    found = library.search("安全", filters=both)
    assert {one.passage.id for one in found.results} == {"d2/art_2", "d4/p_2"}
    with pytest.raises(NotFound, match="没有概念"):
        library.search("安全", filters=Filters(concepts=("no-such",)))


def test_what_a_question_names_is_told_with_the_results(library: Library) -> None:
    assert [one.id for one in library.search("两个维护与安全工作").concepts] == [
        "two-safeguards", "safety",
    ]  # fmt: skip
    assert [one.id for one in library.answer("什么是两个维护？").concepts] == ["two-safeguards"]


def test_the_mentions_of_a_document_have_labels(library: Library) -> None:
    text = library.document(DocumentId("d3")).text
    told = [(text[slice(*one.span)], label) for one, label in library.mentions(DocumentId("d3"))]
    assert told == [
        ("安全工作", "安全生产"),
        ("安全工作档案", "安全工作档案"),  # by a rule, around the first
        ("安全生产", "安全生产"),
    ]


NAME = "term/安全工作档案"
#: A name that stands in a speech alone, which is for leaders.
#: What is managed, and what is kept of it: names a rule puts together.
MANAGED = ("采购", "合同", "档案", "资产", "财务", "人事", "工程", "质量", "项目", "设备")
KEPT = ("制度", "台账", "清单", "办法")
HIDDEN = "term/一改两为"


def test_a_name_a_rule_found_has_a_page_and_a_map_of_what_it_is_made_of(atlas: Atlas) -> None:
    page = atlas.page(NAME, ALL)
    about = page.card.concept
    assert (about.label, about.status, about.related) == ("安全工作档案", "composed", ("safety",))
    assert (page.card.passages, page.card.documents, page.ties) == (1, 1, ())
    assert [card.description.id for card, _ in page.documents] == ["d3"]
    assert page.names == {"safety": "安全生产"}
    found = atlas.map(NAME, ALL, depth=1, limit=9)
    assert [node.node.id for node in found.nodes] == [NAME, "safety"]
    assert [(edge.predicate, edge.places, bool(edge.listed)) for edge in found.edges] == [
        ("related", 0, True)
    ]
    few = atlas.map(NAME, ALL, depth=1, limit=1)
    assert ([node.node.id for node in few.nodes], few.edges) == ([NAME], ())
    assert atlas.map(NAME, ALL, depth=1, limit=9, predicates=["defines"]) == few
    assert atlas.map(NAME, ALL, depth=1, limit=9, predicates=["defines", "related"]) == found
    assert atlas.shows(NAME, ALL)
    assert {passage.partition("/")[0] for passage in atlas.naming(NAME)} == {"d3"}


def test_a_question_is_told_the_names_it_holds_behind_the_concepts(library: Library) -> None:
    found = library.search("安全工作档案怎样归档")
    assert [one.id for one in found.concepts] == ["safety", NAME]
    hidden = library.search("安全工作档案怎样归档", filters=Filters(kinds=("law",)))
    assert [one.id for one in hidden.concepts] == ["safety"]


def test_a_name_in_no_document_that_may_be_read_is_absent(atlas: Atlas) -> None:
    laws = Filters(kinds=("law",))
    assert NAME not in [card.concept.id for card in atlas.concepts("安全工作档案", laws)]
    for ask in (atlas.page, lambda name, filters: atlas.map(name, filters, depth=1, limit=5)):
        with pytest.raises(NotFound, match="图谱中没有 term/安全工作档案"):
            ask(NAME, laws)
    assert not atlas.shows(NAME, laws)
    assert not atlas.shows("term/安全工作账本", ALL)


def test_the_shortest_names_are_of_those_asked_for_that_may_be_read_of(tmp_path: Path) -> None:
    # More names in a law than are shown, and in a notice two that are longer than all of them.
    listed = "、".join(f"{one}管理{what}" for one in MANAGED for what in KEPT)
    named = [made("e1", "工作法", f"第一条 建立{listed}。", kind="law", issued=day(2020)),
             made("e2", "通知", "成立公共资源交易管理局，建立公共资源交易管理制度。", kind="notice",
                  issued=day(2021))]  # fmt: skip
    with Store(tmp_path / "corpus.sqlite") as store:
        store.add_many(named, parser=1)
    build(tmp_path, encoder=HashEncoder(), maker=Here(reader()))
    with closing(Library(current(tmp_path), HashEncoder())) as library:

        def found(filters: Filters, kinds: Sequence[str] = ()) -> list[str]:
            cards = library.atlas.concepts("管理", filters, kinds)
            return [one.concept.label for one in cards if one.concept.status == "composed"]

        assert len(found(ALL)) == 30 == len(found(ALL, ["system"]))
        assert not any(label.startswith("公共") for label in found(ALL))
        assert found(ALL, ["organ"]) == ["公共资源交易管理局"]
        assert found(Filters(kinds=("notice",))) == ["公共资源交易管理局", "公共资源交易管理制度"]


def test_whether_a_document_one_may_not_read_holds_a_name_cannot_be_asked(library: Library) -> None:
    atlas, absent = library.atlas, "term/三先四后"
    assert atlas.page(HIDDEN, ALL).card.documents == 1  # d6, the speech
    for ask in (
        lambda name: atlas.page(name, PUBLIC),
        lambda name: atlas.map(name, PUBLIC, depth=1, limit=5),
        lambda name: atlas.shows(name, PUBLIC),
        lambda name: atlas.concepts(name.removeprefix("term/"), PUBLIC),
        lambda name: library.search("安全", filters=replace(PUBLIC, concepts=(name,))).results,
        lambda name: atlas.duties(name, PUBLIC).total,
        lambda name: library.search(name.removeprefix("term/"), filters=PUBLIC).concepts,
    ):
        assert _told(ask, HIDDEN) == _told(ask, absent).replace(absent, HIDDEN)
    assert library.search("清单", filters=Filters(concepts=(HIDDEN,))).results
    assert not library.search("清单", filters=Filters(concepts=(absent,))).results


def _told(ask: Callable[[str], object], name: str) -> str:
    """What is answered, or refused, in words."""
    try:
        return repr(ask(name))
    except NotFound as refusal:
        return str(refusal)


def test_a_node_is_a_record(atlas: Atlas) -> None:
    node = atlas.map("d5", ALL, depth=1, limit=2).nodes[0].node
    assert node == Node(node.n, "d5", "document", "安全生产法", node.document)
