"""What is suggested while one types, and which wrong characters are put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from service.suggest import Entry, Suggester

if TYPE_CHECKING:
    from flask.testing import FlaskClient

CONCEPTS = "两个维护 两个确立 对标一流 第一责任人 三会一课 “两个一以贯之” 重庆市 长江大保护".split()
TITLES = ["安全生产责任制规定", "对标一流管理办法（试行）"]
SUGGESTER = Suggester(
    [*(Entry(text, "concept") for text in CONCEPTS), *(Entry(text, "title") for text in TITLES)]
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # the beginning, concepts before titles
        ("两个", ["两个确立", "两个维护", "“两个一以贯之”"]),
        ("对标", ["对标一流", "对标一流管理办法（试行）"]),
        # initials, also when the keyboard writes full-width capitals
        ("lgwh", ["两个维护"]),
        ("ＬＧＷ", ["两个维护"]),
        # characters and initials mixed, as an input method leaves them
        ("两个w", ["两个维护"]),
        ("第一zr", ["第一责任人"]),
        # whole pinyin, half typed
        ("lianggewei", ["两个维护"]),
        ("两个weih", ["两个维护"]),
        ("liang'ge", ["两个确立", "两个维护", "“两个一以贯之”"]),
        # a character of several readings is read by its word
        ("cq", ["重庆市"]),
        ("chongq", ["重庆市"]),
        ("cjdbh", ["长江大保护"]),
        # inside
        ("责任", ["第一责任人", "安全生产责任制规定"]),
        ("一以贯之", ["“两个一以贯之”"]),
        # wrong characters of the same sound, and of one many confuse
        ("两个唯护", ["两个维护"]),
        ("兑标", ["对标一流", "对标一流管理办法（试行）"]),
        ("三会一棵", ["三会一课"]),
        ("暗全", ["安全生产责任制规定"]),
        ("长江大堡护", ["长江大保护"]),
        ("重庆士", ["重庆市"]),
        ("虫庆", ["重庆市"]),
        # nothing
        ("", []),
        ("  ", []),
        ("不存在的", []),
        ("zzzz", []),
        ("？？", []),
    ],
)
def test_what_is_suggested(typed: str, expected: list[str]) -> None:
    assert [each.entry.text for each in SUGGESTER.suggest(typed)] == expected


def test_no_more_than_asked_for_and_never_twice() -> None:
    doubled = Suggester([Entry("两个维护", "concept")] * 3 + [Entry("“ ”", "title")])
    assert len(doubled.suggest("l")) == 1
    assert len(SUGGESTER.suggest("l", limit=1)) == 1


@pytest.mark.parametrize(
    ("query", "corrected"),
    [
        ("两个唯护是什么", "两个维护是什么"),
        ("第一责任任要做什么？", "第一责任人要做什么？"),
        ("兑标一流 动员大会", "对标一流 动员大会"),
        ("安全声产责任制规定第五条", "安全生产责任制规定第五条"),
        # right already
        ("两个维护是什么", None),
        # the same sound, but nothing like it otherwise
        ("亮歌卫护", None),
        # letters and figures in between do not shift places
        ("2024年两个唯护", "2024年两个维护"),
        ("", None),
    ],
)
def test_what_is_put_right(query: str, corrected: str | None) -> None:
    assert SUGGESTER.correct(query, lambda _: False) == corrected


def test_what_stands_in_the_corpus_is_never_put_right() -> None:
    assert SUGGESTER.correct("两个唯护是什么", lambda wording: wording == "两个唯护") is None


def test_suggestions_over_http(client: FlaskClient) -> None:
    reply = client.get("/api/v1/suggest", query_string={"q": "dyzr"})
    assert reply.json == {
        "query": "dyzr",
        "suggestions": [{"text": "第一责任人", "kind": "concept", "note": "岗位职务"}],
    }
    assert client.get("/api/v1/suggest").json == {"query": "", "suggestions": []}
    assert client.get("/api/v1/suggest", query_string={"q": "x" * 201}).status_code == 400


def test_suggestions_as_browsers_want_them(client: FlaskClient) -> None:
    reply = client.get("/suggest", query_string={"q": "dyzr"})
    assert reply.content_type == "application/x-suggestions+json"
    typed, texts, notes, addresses = reply.get_json(force=True)
    assert (typed, texts, notes) == ("dyzr", ["第一责任人"], ["岗位职务"])
    assert addresses[0].startswith("http://localhost/search?q=%E7%AC%AC")


def test_a_browser_can_add_the_search_box(client: FlaskClient) -> None:
    page = client.get("/").text
    assert 'type="application/opensearchdescription+xml"' in page
    assert 'href="/opensearch.xml"' in page
    reply = client.get("/opensearch.xml")
    assert reply.content_type.startswith("application/opensearchdescription+xml")
    tree = etree.fromstring(reply.data)
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    templates = tree.xpath("o:Url/@template", namespaces=space)
    assert isinstance(templates, list)
    assert len(templates) == 3
    for template in map(str, templates):
        filled = template.replace("{searchTerms}", "安全").replace("{count?}", "5")
        address = filled.replace("{startIndex?}", "0").removeprefix("http://localhost")
        assert client.get(address).status_code == 200, address
