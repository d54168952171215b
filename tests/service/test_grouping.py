"""What falls together on a page, who leads, and how one document does not fill it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.model import DocumentId, Passage, PassageId, SectionId, Span, document_of
from service.fusion import Fused
from service.grouping import Versions, grouped, spread
from service.ranking.rerank import BEST

LONG = "各级党组织要把安全生产摆在突出位置，层层压实责任，定期研究解决突出问题"


def passage(name: str, text: str) -> Passage:
    pid = PassageId(name)
    return Passage(pid, document_of(pid), SectionId(name), Span(0, len(text)), text)


def pages(
    texts: dict[str, str],
    *,
    wanted: int = 10,
    ended: Sequence[str] = (),
    named: str = "",
    work: dict[str, str] | None = None,
) -> list[list[str]]:
    """The groups' passages by name; earlier ones are ranked higher, each of its own work."""
    works = work or {}
    held = {name: passage(name, text) for name, text in texts.items()}
    ranked = [Fused(PassageId(name), 1 - place / 100) for place, name in enumerate(texts)]
    groups = grouped(
        ranked,
        wanted,
        lambda some: [held[item.passage_id] for item in some],
        Versions(frozenset(map(DocumentId, ended)), lambda one: works.get(one, one)),
        {PassageId(named)},
    )
    return [[member.passage.id for member in group] for group in groups]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        (LONG + "。", LONG + "！", True),  # equal but for its marks
        (LONG + "。", LONG.replace("层层", "逐级") + "。", True),  # one word another
        (LONG + "。", "食堂每日公示菜品和价格，接受职工监督。", False),
        ("第三条规定罚款一万元，由主管部门决定。", "第三条规定罚款三万元，由主管部门决定。", False),
        ("2023年完成投资120亿元，同比增长。", "2024年完成投资120亿元，同比增长。", False),
    ],
)
def test_what_says_the_same_in_two_documents_is_one_result(
    first: str, second: str, together: bool
) -> None:
    found = pages({"a/p_1": first, "b/p_1": second})
    assert found == ([["a/p_1", "b/p_1"]] if together else [["a/p_1"], ["b/p_1"]])


def test_two_articles_of_one_document_that_differ_by_a_word_are_two() -> None:
    near = {"a/art_1": LONG + "。", "a/art_2": LONG.replace("层层", "逐级") + "。"}
    assert pages(near) == [["a/art_1"], ["a/art_2"]]


def test_an_article_says_the_same_under_another_number() -> None:
    texts = {"a/art_40": "第四十条 " + LONG + "。", "b/art_3": "第三条 " + LONG + "。"}
    assert pages(texts) == [["a/art_40", "b/art_3"]]
    assert pages({name.replace("b/", "a/"): text for name, text in texts.items()}) == [
        ["a/art_40"],
        ["a/art_3"],
    ]


@pytest.mark.parametrize(
    ("ended", "found"),
    [
        (["old"], [["new/art_31", "old/art_30"], ["old/art_5"], ["new/art_6"]]),
        (["old", "new"], [["old/art_30", "new/art_31"], ["old/art_5"], ["new/art_6"]]),
        ([], [["old/art_30"], ["new/art_31"], ["old/art_5"], ["new/art_6"]]),
    ],
)
def test_an_amended_article_falls_to_what_the_version_in_force_makes_of_it(
    ended: list[str], found: list[list[str]]
) -> None:
    texts = {
        "old/art_30": "第三十条 拒不改正的，处一千元以上一万元以下的罚款，并责令停产停业整顿。",
        "new/art_31": "第三十一条 拒不改正的，处五千元以上五万元以下罚款，责令停产停业整顿。",
        "old/art_5": "第五条 " + LONG + "。",
        "new/art_6": "第六条 食堂每日公示菜品和价格，接受职工监督。",
    }
    assert pages(texts, ended=ended, work={"old": "某条例", "new": "某条例"}) == found
    apart = [[name] for name in texts]
    assert pages(texts, ended=ended) == apart


def test_what_holds_leads_a_group_unless_the_other_was_named() -> None:
    texts = {"old/art_1": LONG + "。", "new/art_1": LONG + "。"}
    assert pages(texts) == [["old/art_1", "new/art_1"]]
    assert pages(texts, ended=["old"]) == [["new/art_1", "old/art_1"]]
    assert pages(texts, ended=["old"], named="old/art_1") == [["old/art_1", "new/art_1"]]
    assert pages(texts, ended=["old", "new"]) == [["old/art_1", "new/art_1"]]


def test_no_more_is_read_than_a_page_needs() -> None:
    texts = {f"d{place}/p_1": f"{place}号文件讲的是第{place}件事" for place in range(40)}
    assert len(pages(texts, wanted=3)) == 7


def ranked(**scores: float) -> list[Fused]:
    return [Fused(PassageId(name.replace("_", "/")), score) for name, score in scores.items()]


def test_a_third_passage_of_a_document_gives_way_to_a_close_other() -> None:
    found = spread(ranked(a_1=0.9, a_2=0.89, a_3=0.88, b_1=0.87, a_4=0.6, c_1=0.2))
    assert [item.passage_id for item in found] == ["a/1", "a/2", "b/1", "a/3", "a/4", "c/1"]


def test_the_very_words_asked_for_do_not_give_way() -> None:
    said = {f"a_{place}": BEST + 1 - place / 1000 for place in range(5)}
    found = spread(ranked(**said, b_1=BEST))
    assert [item.passage_id for item in found][-1] == "b/1"


def test_a_long_document_keeps_its_order() -> None:
    only = ranked(**{f"a_{place}": 1 - place / 50 for place in range(30)})
    assert [item.passage_id for item in spread(only)] == [item.passage_id for item in only]
