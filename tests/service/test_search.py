"""Search over the sample corpus, every part real."""

from __future__ import annotations

from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest

from corpus.model import DocumentId, PassageId, document_of
from corpus.numerals import to_chinese
from corpus.text import fold
from embeddings.encoder import load_encoder
from service.answering.pool import library_of
from service.fusion import Fused
from service.model import Filters
from service.search import _BESIDE

if TYPE_CHECKING:
    from pathlib import Path

    from service.library import Library
    from service.model import Results
    from tests.conftest import Built


@pytest.fixture(scope="module")
def library(built: Built) -> Library:
    return built.librarian.current()


def document(library: Library, title: str) -> DocumentId:
    """The one document whose title holds ``title``."""
    (card,) = [card for card in library.cards() if title in card.description.title]
    return card.description.id


def first(results: Results) -> tuple[str, str]:
    result = results.results[0]
    return result.card.description.title, result.section[-1] if result.section else ""


@pytest.mark.parametrize(
    ("query", "title", "place"),
    [
        # an article by number goes straight there, whatever the spelling
        ("安全生产责任制规定 第二十二条", "安全生产责任制规定（2025年修订）", "第二十二条"),
        ("安全生产责任制规定第22条", "安全生产责任制规定（2025年修订）", "第二十二条"),
        ("《采购与招标管理办法》第九条", "采购与招标管理办法", "第九条"),
        # … even where the title is slightly wrong
        ("采购和招标管理办法第九条", "采购与招标管理办法", "第九条"),
    ],
)
def test_an_article_asked_for_by_number_comes_first(
    library: Library, query: str, title: str, place: str
) -> None:
    found = library.search(query)
    assert found.results[0].card.description.title.endswith(title)
    assert found.results[0].section[-1].startswith(place)
    assert "直接定位" in found.interpretation


def test_a_slightly_wrong_title_is_said_to_be_wrong(library: Library) -> None:
    note = library.search("《采购和招标管理办法》第九条").interpretation
    assert "采购与招标管理办法" in note


def test_an_article_that_does_not_exist_is_said_not_to(library: Library) -> None:
    found = library.search("安全生产责任制规定 第九十九条")
    assert "没有这一条" in found.interpretation


@pytest.mark.parametrize(
    ("query", "unheld"),
    [
        ("《没有这部办法》怎么规定", True),
        ("“一句谁也没有说过的话”", True),
        ("《采购与招标管理办法》第九条", False),
        ("馆藏中没有什么", False),  # the words of the note, but the reader's own
        ("“首报责任人”", False),
    ],
)
def test_what_is_named_and_not_held_is_marked(library: Library, query: str, unheld: bool) -> None:
    assert library.search(query).unheld == unheld


def test_a_title_brings_its_document_first_and_the_version_that_holds(library: Library) -> None:
    found = library.search("云岭重工集团有限公司安全生产责任制规定")
    titles = [result.card.description.title for result in found.results[:3]]
    assert "2025年修订" in titles[0]
    assert found.results[0].card.status.code == "in_force"


def test_a_quoted_phrase_filters_to_the_letter(library: Library) -> None:
    found = library.search("“首报责任人”")
    assert found.results
    for result in found.results:
        assert "首报责任人" in fold(result.passage.text)
        assert any(
            result.passage.text[a - result.passage.span.start : b - result.passage.span.start]
            == "首报责任人"
            for a, b in result.highlights
        )


def test_two_quoted_phrases_must_both_stand(library: Library) -> None:
    for result in library.search("“红色预警” “橙色预警”").results:
        assert "红色预警" in result.passage.text
        assert "橙色预警" in result.passage.text


def test_a_common_word_beside_a_rare_phrase_loses_nothing(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.search.PHRASE_LIMIT", 3)  # 安全 stands in many more
    found = library.search("“安全”、“首报”责任人")
    assert found.results
    assert all("首报" in one.passage.text for one in found.results)


def test_a_title_beside_a_phrase_brings_nothing_without_the_phrase(library: Library) -> None:
    found = library.search("安全生产责任制规定 “首报责任人”", limit=50)
    assert found.results
    assert all("首报责任人" in fold(result.passage.text) for result in found.results)


def test_a_phrase_nobody_wrote_gives_nothing_and_says_so(library: Library) -> None:
    found = library.search("“从来没有人这样写过”")
    assert not found.results
    assert "没有含" in found.interpretation
    assert found.suggestion == "从来没有人这样写过"


@pytest.mark.parametrize("name", ["四色预警", "两晒一评", "三必到", "四不采", "首报责任人"])
def test_shorthand_is_found_to_the_letter_before_what_is_similar(
    library: Library, name: str
) -> None:
    results = library.search(name).results
    held = [name in fold(result.passage.text) for result in results]
    assert held[0]
    assert held == sorted(held, reverse=True)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(kinds=("speech",)),
        Filters(issued_from=date(2024, 1, 1), issued_to=date(2024, 12, 31)),
        Filters(issuer="安全生产委员会"),
        Filters(as_of=date(2023, 1, 1)),
    ],
)
def test_every_result_passes_the_filters(library: Library, filters: Filters) -> None:
    found = library.search("安全生产第一责任人", limit=50, filters=filters)
    assert found.results
    for result in found.results:
        about = result.card.description
        if filters.kinds:
            assert about.kind == "speech"
        if filters.issued_from:
            assert about.day
            assert about.day.year == 2024
        if filters.issuer:
            assert filters.issuer in (about.issuer or "")
        if filters.as_of:
            assert about.day
            assert about.day <= filters.as_of
            assert result.card.status.code != "not_yet"


def test_a_filter_for_one_document_reads_that_one_only(library: Library) -> None:
    wanted = document(library, "工伤与职业健康")
    found = library.search("怎么处理", filters=Filters(documents=(wanted,)))
    assert {result.passage.document_id for result in found.results} == {wanted}


def test_an_audience_sees_what_is_public_only(library: Library) -> None:
    assert library.search("安全", filters=Filters(audiences=())).results


def test_pages_of_results_do_not_overlap_and_ranks_go_on(library: Library) -> None:
    one = library.search("安全生产", limit=5)
    two = library.search("安全生产", limit=5, offset=5)
    assert [result.rank for result in (*one.results, *two.results)] == list(range(1, 11))
    ids = [result.passage.id for result in (*one.results, *two.results)]
    assert len(set(ids)) == 10


@pytest.mark.parametrize("query", ["检查多久一次", "合同由谁审批", "怎么请假"])
def test_who_leafs_on_meets_nothing_twice(library: Library, query: str) -> None:
    pages = [library.search(query, limit=10, offset=start).results for start in range(0, 80, 10)]
    shown = [each.passage.id for page in pages for each in page]
    assert len(shown) > 50
    assert len(set(shown)) == len(shown)
    at_once = library.search(query, limit=80).results
    assert shown == [each.passage.id for each in at_once]


def test_the_same_wording_is_one_result(library: Library) -> None:
    results = library.search("一般事故隐患整改", limit=50).results
    wordings = [fold(result.passage.text) for result in results]
    assert len(set(wordings)) == len(wordings)


def test_spans_cut_the_document_where_they_say(library: Library) -> None:
    for result in library.search("党委会前置研究讨论", limit=20).results:
        text = library.document(result.passage.document_id).text
        assert text[slice(*result.passage.span)] == result.passage.text
        assert text[slice(*result.citation.span)] == result.citation.quote
        selector = result.citation.selector
        around = selector.prefix + selector.exact + selector.suffix
        assert around in text
        for start, end in result.highlights:
            assert result.passage.span.start <= start < end <= result.passage.span.end


ODD = ["", "　", "？", "的", "“”", "\x00", "𠀀𠀁", "a" * 3000, "OR AND", "[*:*]^2"]


@pytest.mark.parametrize("query", ODD)
def test_no_query_is_too_odd(library: Library, query: str) -> None:
    library.search(query)


def test_the_same_question_gives_the_same_results(library: Library) -> None:
    assert library.search("对标一流") == library.search("对标一流")


def test_a_page_and_the_next_come_from_one_ranking(library: Library) -> None:
    ranked = library._searcher._ranked
    before = ranked.cache_info().misses
    first = library.search("安全生产责任", limit=3)
    second = library.search(" 安全生产责任 ", limit=3, offset=3)
    whole = library.search("安全生产责任", limit=6)
    assert ranked.cache_info().misses == before + 1
    shown = [each.passage.id for each in (*first.results, *second.results)]
    assert shown == [each.passage.id for each in whole.results]
    library.search("安全生产责任", limit=3, filters=Filters(kinds=("speech",)))
    assert ranked.cache_info().misses == before + 2


def test_an_article_one_copy_of_a_work_lacks_is_found_in_another(tmp_path: Path) -> None:
    head = "---\ntitle: 试验田管理条例\nkind: regulation\nissued: 2020-05-01\n---\n"
    articles = "\n\n".join(
        f"第{to_chinese(number)}条 {number}号试验田由农场看管。" for number in range(1, 13)
    )
    # Of two as new the later id is meant, and ids come from contents: here the part's.
    (tmp_path / "part.md").write_text(f"{head}第一条 试验田由农场看管。\n", "utf-8")
    (tmp_path / "whole.md").write_text(f"{head}{articles}\n", "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        whole, part = sorted(small.cards(), key=lambda card: card.description.id)
        assert len(small.document(part.description.id).text) < 20
        assert len(small.document(whole.description.id).text) > 100
        found = small.search("试验田管理条例 第12条")
        assert found.results[0].passage.text.startswith("第十二条")
        assert "第十二条" in found.interpretation
        none = small.search("试验田管理条例 第99条")
        assert "没有这一条" in none.interpretation


def test_an_article_is_found_in_the_amendment_that_counts_so_far(tmp_path: Path) -> None:
    """Amendments count on: the newest begins where the last of those before it ended."""
    for year, numbers in ((2001, (1, 2, 3)), (2011, (4, 5)), (2021, (6, 7))):
        articles = "\n".join(f"第{to_chinese(n)}条 章程原第{n}款删去。" for n in numbers)
        text = f"# 灯塔章程修正案（{year}年）\n\n（{year}年3月1日通过）\n\n{articles}\n"
        (tmp_path / f"{year}.md").write_text(text, "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        for query, title in (("灯塔章程修正案第二条", "2001"), ("灯塔章程修正案 第七条", "2021")):
            found = small.search(query)
            assert title in found.results[0].card.description.title
            assert f"直接定位《灯塔章程修正案（{title}年）》" in found.interpretation


def test_where_nobody_is_free_who_asks_looks_by_itself(library: Library) -> None:
    asked = "隐患排查由谁牵头"
    over = Event()
    busy = [_BESIDE.submit(over.wait, 60) for _ in range(_BESIDE._max_workers)]
    try:
        found = library.search(asked)
    finally:
        over.set()
    assert all(one.result() for one in busy)  # they were, all the while
    library._searcher._ranked.cache_clear()
    assert found.results
    assert found == library.search(asked)


@pytest.mark.parametrize(
    "query",
    [
        "甲市实施《试验田法》若干规定第二条",
        "《甲市实施〈试验田法〉若干规定》第二条",
        "第二条 甲市实施《试验田法》若干规定",
        "第2条 甲市实施试验田法若干规定",
    ],
)
def test_rules_that_name_a_law_in_their_title_are_asked_for_themselves(
    tmp_path: Path, query: str
) -> None:
    for title in ("试验田法", "甲市实施《试验田法》若干规定"):
        head = f"---\ntitle: {title}\nkind: regulation\n---\n第一条 试验田由农场看管。\n"
        text = f"{head}第二条 {title}自公布起施行。\n"
        (tmp_path / f"{title}.md").write_text(text, "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        assert first(small.search(query)) == ("甲市实施《试验田法》若干规定", "第二条")
        assert first(small.search("第二条 试验田法")) == ("试验田法", "第二条")
        assert first(small.search("《试验田法》第二条")) == ("试验田法", "第二条")


def test_of_what_answers_as_well_the_greater_authority_comes_first(tmp_path: Path) -> None:
    kinds = ("regulation", "speech", "local_regulation", "news", "essay")
    for kind in kinds:
        front = f"---\ntitle: 试验田{kind}\nkind: {kind}\nissued: 2020-05-01\n---\n"
        (tmp_path / f"{kind}.md").write_text(f"{front}第一条 试验田由农场看管。\n", "utf-8")
    with library_of(tmp_path, (), load_encoder("default")) as small:
        held = {card.description.kind: card.description.id for card in small.cards()}
        of = {held[kind]: kind for kind in kinds}

        def weighed(**scores: float) -> list[str]:
            found = [
                Fused(PassageId(f"{held[kind]}/art_1"), score) for kind, score in scores.items()
            ]
            about = small._shelf.described(found)
            ranked = small._searcher._weigh(found, about, date(2026, 1, 1))
            return [of[document_of(item.passage_id)] for item in ranked]

        assert weighed(essay=1.0, news=0.99, local_regulation=0.985, regulation=0.98) == [
            "regulation", "news", "local_regulation", "essay",
        ]  # fmt: skip
        assert weighed(essay=1.0, speech=0.9) == ["essay", "speech"]  # what answers better stays
