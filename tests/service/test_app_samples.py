"""Every page and every API route over the sample corpus, with nothing faked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from service.app import create_app
from service.settings import load_settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.conftest import Built


@pytest.fixture(scope="module")
def samples(built: Built) -> FlaskClient:
    return create_app(load_settings(environ={}), built.librarian).test_client()


def documents(client: FlaskClient) -> list[dict[str, Any]]:
    held = client.get("/api/v1/documents").json
    assert held is not None
    assert held["total"] == len(held["documents"]) >= 24
    return list(held["documents"])


def test_every_document_is_shown_whole(samples: FlaskClient) -> None:
    for about in documents(samples):
        whole = samples.get(f"/api/v1/documents/{about['id']}").json
        assert whole is not None
        page = BeautifulSoup(samples.get(about["url"]).text, "html.parser")
        for notice in page.select(".page-start"):
            notice.decompose()
        shown = page.select_one(".text")
        assert shown is not None
        assert "".join(shown.get_text().split()) == "".join(whole["text"].split())


def test_every_link_in_every_document_arrives(samples: FlaskClient) -> None:
    pages = {about["url"]: samples.get(about["url"]).text for about in documents(samples)}
    for address, text in pages.items():
        for link in BeautifulSoup(text, "html.parser").select(".text a, .contents a, .meta a"):
            target, _, fragment = str(link["href"]).partition("#")
            where = pages[target or address]
            assert not fragment or f'id="{fragment}"' in where, (address, link["href"])


def test_every_outline_node_is_where_it_says(samples: FlaskClient) -> None:
    for about in documents(samples):
        text = samples.get(f"/api/v1/documents/{about['id']}").json["text"]  # type: ignore[index]
        tree = samples.get(f"/api/v1/documents/{about['id']}/outline").json
        assert tree is not None
        nodes = list(tree["sections"])
        while nodes:
            node = nodes.pop()
            assert text[node["start"] : node["end"]].startswith(node["label"])
            assert all(
                node["start"] <= child["start"] < child["end"] <= node["end"]
                for child in node["children"]
            )
            nodes += node["children"]


@pytest.mark.parametrize("question", ["安全生产第一责任人是谁", "采购方式有哪些", "请假由谁批准"])
def test_every_citation_is_exact(samples: FlaskClient, question: str) -> None:
    found = samples.get("/api/v1/search", query_string={"q": question}).json
    given = samples.get("/api/v1/ask", query_string={"q": question}).json
    assert found is not None
    assert given is not None
    cited = [hit["citation"] for hit in found["hits"]] + given["citations"]
    assert cited
    for citation in cited:
        whole = samples.get(f"/api/v1/documents/{citation['document']['id']}").json
        assert whole is not None
        assert citation["quote"] == whole["text"][citation["start"] : citation["end"]]
        page = BeautifulSoup(samples.get(citation["url"]).text, "html.parser")
        marked = "".join(one.get_text() for one in page.select("mark.quote"))
        assert "".join(marked.split()) == "".join(citation["quote"].split())
    for point in given["points"]:
        quotes = "".join(given["citations"][number - 1]["quote"] for number in point["citations"])
        assert "".join(point["text"].split()) in "".join(quotes.split())


ASKED = "安全生产第一责任人要做什么？"


def test_an_answer_comes_with_its_receipt_and_the_same_bytes(samples: FlaskClient) -> None:
    given = [samples.get("/api/v1/ask", query_string={"q": ASKED}).json for _ in range(2)]
    first, again = ({**one, "took_ms": 0} for one in given if one)
    assert first == again
    made = first["receipt"]
    held = {one["id"]: one["source"]["sha256"] for one in documents(samples)}
    assert made["documents"]
    assert all(held[one["id"]] == one["sha256"] for one in made["documents"])
    assert {one["id"] for one in made["documents"]} == {
        cited["document"]["id"] for cited in first["citations"]
    }
    assert made["generation"] == first["generation"]
    assert set(made["models"]) == {"answering", "encoder"}
    # the address asks the same again
    repeated = samples.get(made["url"]).json
    assert repeated is not None
    assert {**repeated, "took_ms": 0} == first


def test_follow_ups_are_answered_when_they_are_asked(samples: FlaskClient) -> None:
    given = samples.get("/api/v1/ask", query_string={"q": ASKED, "follow_ups": "true"}).json
    assert given is not None
    assert given["follow_ups"]
    for question in given["follow_ups"]:
        reply = samples.get("/api/v1/ask", query_string={"q": question}).json
        assert reply is not None
        assert reply["answered"], question


def test_the_page_offers_what_to_do_beside_an_answer(samples: FlaskClient) -> None:
    asked = {"q": ASKED, "follow_ups": "true"}
    page = BeautifulSoup(samples.get("/search", query_string=asked).text, "html.parser")
    assert page.select(".answer .follow a")
    assert page.select_one(".answer .receipt time")
    concepts = page.select(".answer .related a")
    assert "安全生产第一责任人" in [link.get_text() for link in concepts] or concepts
    for link in concepts:
        assert samples.get(str(link["href"])).status_code == 200
    instead = page.select_one(".answer .instead a")
    assert instead is not None
    assert page.select_one(str(instead["href"]))
