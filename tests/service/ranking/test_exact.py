"""What a question says to the letter, and what is only like it."""

from __future__ import annotations

import pytest

from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import PassageId
from corpus.words import Segmenter
from service.query import understand
from service.ranking.exact import wording

TEXTS = {
    "a/p_1": "江山就是人民、人民就是江山。",
    "a/p_2": "江山就是人民和人民就是江山。",
    "a/p_3": "江山就是人民，人民就是江山！",
    "b/p_1": "全年增长3.5个百分点。",
    "b/p_2": "全年增长325个百分点。",
    "b/p_3": "增长5个以上单位。",
    "c/p_1": "做到稳、准；狠打击。",
    "c/p_2": "做到稳不准又狠打击。",
    "c/p_3": "做到稳，准，狠打击。",
    "d/p_1": "共1，000元。",
    "d/p_2": "共1、000元。",
}


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> LexicalRetriever:
    folder = tmp_path_factory.mktemp("exact")
    build_lexical(folder, [LexicalRow(PassageId(n), text, "讲话") for n, text in TEXTS.items()])
    return LexicalRetriever(folder)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        # another mark at a pause is the same saying; another letter is not
        ("江山就是人民，人民就是江山", ["a/p_3", "a/p_1"]),
        ("江山就是人民人民就是江山", []),
        # two pauses, each with a mark of its own
        ("稳、准、狠打击", ["c/p_3", "c/p_1"]),
        # what belongs to a number is no pause
        ("增长3.5个百分点", ["b/p_1"]),
        ("增长5%以上单位", []),
        ("共1,000元", ["d/p_1"]),
    ],
)
def test_to_the_letter(exact: LexicalRetriever, asked: str, found: list[str]) -> None:
    hits = wording(exact, understand(asked, Segmenter()), 50)
    assert [hit.passage_id for hit in hits] == found
    assert all(hit.score == 1 for hit in hits)
