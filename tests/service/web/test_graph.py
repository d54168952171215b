"""Concepts, the graph and duties over HTTP, on the sample corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from service.app import create_app
from service.settings import load_settings

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.conftest import Built


@pytest.fixture(scope="module")
def client(built: Built) -> FlaskClient:
    return create_app(load_settings(environ={}), built.librarian).test_client()


def got(client: FlaskClient, address: str, status: int = 200) -> dict[str, Any]:
    response = client.get(f"/api/v1{address}")
    assert response.status_code == status, response.text
    assert response.json is not None
    return dict(response.json)


def test_a_concept_is_found_opened_and_walked(client: FlaskClient) -> None:
    found = got(client, "/concepts?q=第一责任人")
    assert found["concepts"][0]["id"] == "first-responsible-person"
    page = got(client, f"/concepts/{found['concepts'][0]['id']}")
    assert page["label"] == "第一责任人"
    assert page["passages"] > 0
    assert sum(one["passages"] for one in page["years"]) + page["undated"] == page["passages"]
    document = page["naming"][0]
    whole = got(client, f"/documents/{document['id']}")
    named = [one for one in whole["mentions"] if one["concept"] == page["id"]]
    assert named
    assert whole["text"][named[0]["start"] : named[0]["end"]]
    graph = got(client, f"/graph?concept={page['id']}&depth=2&limit=40")
    assert graph["center"] == page["id"]
    names = {one["data"]["id"] for one in graph["elements"]["nodes"]}
    assert len(names) <= 40
    for edge in graph["elements"]["edges"]:
        data = edge["data"]
        assert {data["source"], data["target"]} <= names
        assert bool(data["evidence"]) != bool(data["listed"])
        for cited in (one["citation"] for one in data["evidence"]):
            text = got(client, f"/documents/{cited['document']['id']}")["text"]
            assert text[cited["start"] : cited["end"]] == cited["quote"]
        more = got(
            client,
            f"/graph/evidence?subject={data['source']}&predicate={data['predicate']}"
            f"&object={data['target']}",
        )
        assert more["id"] == data["id"]
        assert more["total"] == data["places"]


def test_an_id_with_a_slash_is_an_id(client: FlaskClient) -> None:
    works = got(client, "/concepts?q=安全生产责任制规定&concept_kind=work")["concepts"]
    assert works
    assert got(client, f"/concepts/{works[0]['id']}")["kind_label"] == "法规文件"


def test_a_concept_and_its_neighbours_by_any_of_its_names(client: FlaskClient) -> None:
    for name in ("第一责任人", "“第一责任人”", " 第一责任人", "first-responsible-person"):
        assert got(client, f"/concepts/{name}")["id"] == "first-responsible-person"
        around = got(client, f"/graph?concept={name}")
        assert around["elements"]["nodes"][0]["data"]["id"] == "first-responsible-person"
    # a part of a name, or more than one, is no name
    assert "图谱中没有" in got(client, "/concepts/一责任人", 404)["detail"]
    assert "图谱中没有" in got(client, "/concepts/第一责任人和两个维护", 404)["detail"]


def test_duties_by_who(client: FlaskClient) -> None:
    found = got(client, "/duties?who=党委书记&limit=2")
    assert found["total"] >= len(found["duties"]) > 0
    must_not = got(client, "/duties?modality=不得&limit=500")
    assert {one["modality_label"] for one in must_not["duties"]} == {"不得"}
    for one in found["duties"]:
        assert one["action"]


def test_a_search_kept_to_a_concept_by_its_id(client: FlaskClient) -> None:
    everything = got(client, "/search?q=安全生产责任")
    some = got(client, "/search?q=安全生产责任&concept=first-responsible-person")
    assert 0 < some["total"] < everything["total"]
    assert all("第一责任" in hit["passage"]["text"] for hit in some["hits"])
    named = {one["id"] for one in got(client, "/search?q=第一责任人的职责")["concepts"]}
    assert "first-responsible-person" in named
    assert got(client, "/search?q=安全&concept=no-such", 404)["code"] == "not_found"


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/concepts/no-such", 404, "图谱中没有 no-such"),
        ("/graph?concept=no-such", 404, "图谱中没有"),
        ("/graph", 400, "缺少参数 concept"),
        ("/graph?concept=x&depth=9", 400, "depth 不能大于 3"),
        ("/graph?concept=x&predicate=爱", 400, "没有名为“爱”的关系"),
        ("/concepts?concept_kind=无", 400, "没有名为“无”的概念类别"),
        ("/duties?modality=will", 400, "没有名为“will”的责任类别"),
        ("/duties?whom=谁", 400, "不认识的参数 whom"),
        ("/graph/evidence?subject=a&predicate=cites&object=b", 404, "图谱中没有"),
    ],
)
def test_what_cannot_be_answered_is_said(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    problem = got(client, address, status)
    assert said in problem["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "/concepts",
        "/concepts?q=安全",
        "/concepts/first-responsible-person",
        "/concepts/two-safeguards?as_of=2023-06-01",
        "/graph?concept=two-safeguards&depth=2&places=3",
        "/graph?concept=two-safeguards&predicate=共现,提及",
        "/duties?who=总经理",
        "/search?q=两个维护&concept=two-safeguards",
    ],
)
def test_answers_are_as_declared(client: FlaskClient, address: str) -> None:
    spec: Any = client.get("/openapi.json").json
    path = f"/api/v1{address.partition('?')[0]}"
    for name in ("first-responsible-person", "two-safeguards"):
        path = path.replace(f"/concepts/{name}", "/concepts/{concept_id}")
    declared = spec["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]
    validator = Draft202012Validator({**declared["schema"], "components": spec["components"]})
    errors = validator.iter_errors(got(client, address))
    assert [error.message for error in errors] == []


def test_a_generation_without_a_graph_says_so(built: Built, client: FlaskClient) -> None:
    library = built.librarian.current()
    kept, library._atlas = library._atlas, None
    try:
        problem = got(client, "/concepts?q=缺", 503)
        assert problem["code"] == "no_generation"
        assert "重建" in problem["detail"]
        assert got(client, "/search?q=安全生产第一责任人是谁呢")["concepts"] == []
    finally:
        library._atlas = kept
