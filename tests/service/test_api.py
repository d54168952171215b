"""The API: what each route returns, what each parameter does, how each error looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.fakes_library import ARCHIVES_ID, DOCUMENTS, RULE, RULE_ID, SPEECH_ID, TRIAL_ID

if TYPE_CHECKING:
    from flask.testing import FlaskClient

QUESTION = "安全生产第一责任人是谁"


def get(client: FlaskClient, path: str, **query: Any) -> Any:
    response = client.get(f"/api/v1{path}", query_string=query)
    assert response.status_code == 200, response.text
    assert response.content_type == "application/json"
    return response.json


def test_search(client: FlaskClient) -> None:
    found = get(client, "/search", q=QUESTION, limit=3)
    assert list(found) == [
        "query", "generation", "took_ms", "total", "hits", "concepts", "facets",
        "interpretation", "suggestion",
    ]  # fmt: skip
    assert (found["query"], found["generation"], found["concepts"]) == (QUESTION, "g1", [])
    assert found["took_ms"] >= 0
    assert found["total"] > len(found["hits"]) == 3
    assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
    assert found["facets"]["kind"][0] == {"value": "rule", "label": "规章制度", "count": 13}
    first = found["hits"][0]
    assert first["document"] == {
        "id": RULE_ID, "title": "安全生产管理办法", "kind": "rule", "kind_label": "规章制度",
        "issuer": "江岭集团", "number": "江集发〔2024〕12号", "issued": "2024-06-05",
        "effective": "2024-07-01", "status": "in_force", "status_label": "现行有效",
    }  # fmt: skip
    assert first["section"] == ["第二章 责任", "第三条"]
    passage = first["passage"]
    assert RULE[passage["start"] : passage["end"]] == passage["text"]
    for start, end in first["highlights"]:
        assert passage["start"] <= start < end <= passage["end"]
    assert [one["document"] for one in first["similar"]] == [TRIAL_ID]
    assert "why" not in first


def test_explain_says_why(client: FlaskClient) -> None:
    why = get(client, "/search", q="责任", explain="true")["hits"][0]["why"]
    assert why == {"hits": [{"retriever": "pairs", "score": 1.0, "trail": ["责任"]}]}


def test_a_citation_can_be_found_again(client: FlaskClient) -> None:
    cited = get(client, "/ask", q=QUESTION)["citations"][0]
    start, end = cited["start"], cited["end"]
    assert cited["quote"] == RULE[start:end]
    assert cited["url"] == f"/documents/{RULE_ID}?start={start}&end={end}#quote"
    assert cited["document_sha256"] == DOCUMENTS[0].description.source.sha256
    assert cited["page"] == 2
    quote, position = cited["target"]["selector"]
    assert cited["target"]["source"] == f"/documents/{RULE_ID}"
    assert quote["type"] == "TextQuoteSelector"
    assert RULE.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
    assert position == {"type": "TextPositionSelector", "start": start, "end": end}
    facts = "江集发〔2024〕12号，2024年6月5日"
    assert cited["text"].startswith(
        f"《安全生产管理办法》（{facts}）第二章第三条（第2页）：“第三条"
    )


def test_ask_answers_in_the_documents_words(client: FlaskClient) -> None:
    given = get(client, "/ask", q=QUESTION)
    assert list(given) == [
        "question", "generation", "took_ms", "answered", "form", "reason", "answer", "points",
        "citations", "concepts", "follow_ups", "nearest", "notes", "receipt",
    ]  # fmt: skip
    assert (given["answered"], given["reason"], given["nearest"]) == (True, None, [])
    assert given["answer"] == given["points"][0]["text"] == given["citations"][0]["quote"]
    assert given["points"][0]["citations"] == [1]


def test_ask_declines_and_shows_the_nearest(client: FlaskClient) -> None:
    given = get(client, "/ask", q="档案室的钥匙由谁保管")
    assert (given["answered"], given["points"], given["citations"]) == (False, [], [])
    assert "档案室的钥匙" in given["reason"]
    assert given["nearest"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        # everything, newest first
        ({}, [SPEECH_ID, RULE_ID, ARCHIVES_ID, TRIAL_ID]),
        # a kind; two kinds, repeated or in one value; by its Chinese name
        ({"kind": "speech"}, [SPEECH_ID]),
        ({"kind": ["speech", "rule"]}, [SPEECH_ID, RULE_ID, ARCHIVES_ID, TRIAL_ID]),
        ({"kind": "speech,rule", "limit": 1}, [SPEECH_ID]),
        ({"kind": "讲话"}, [SPEECH_ID]),
        # an issuer, days, the day it was in force
        ({"issuer": "江岭集团办公室"}, [ARCHIVES_ID]),
        ({"from": "2022-09-09", "to": "2024-06-05"}, [RULE_ID, ARCHIVES_ID]),
        ({"as_of": "2024-06-30", "kind": "rule"}, [ARCHIVES_ID, TRIAL_ID]),
        # given empty is not given
        ({"kind": "", "issuer": "", "from": "", "as_of": "", "limit": 1}, [SPEECH_ID]),
        # a page
        ({"limit": 2, "offset": 1}, [RULE_ID, ARCHIVES_ID]),
    ],
)  # fmt: skip
def test_documents(client: FlaskClient, query: dict[str, Any], ids: list[str]) -> None:
    held = get(client, "/documents", **query)
    assert [one["id"] for one in held["documents"]] == ids
    assert held["total"] >= len(ids)


def test_search_is_filtered(client: FlaskClient) -> None:
    hits = get(client, "/search", q="责任", document=[SPEECH_ID, ARCHIVES_ID])["hits"]
    assert {hit["document"]["id"] for hit in hits} == {SPEECH_ID}
    assert get(client, "/ask", q=QUESTION, kind="speech")["answered"] is False


def test_a_document_whole(client: FlaskClient) -> None:
    whole = get(client, f"/documents/{RULE_ID}")
    assert whole["text"] == RULE
    [mention] = whole["mentions"]
    assert (mention["concept"], mention["label"]) == ("first-responsible-person", "第一责任人")
    assert RULE[mention["start"] : mention["end"]] == "第一责任人"
    assert whole["source"] == {
        "name": "制度/安全.docx", "format": "markdown",
        "sha256": DOCUMENTS[0].description.source.sha256,
    }  # fmt: skip
    held, near, unknown = whole["references"]
    assert RULE[held["start"] : held["end"]] == "《档案管理规定》第三条"
    assert (held["title"], held["number"]) == ("档案管理规定", "art_3")
    assert held["target"]["document"] == ARCHIVES_ID
    assert held["target"]["section"] == "art_3"
    assert near["difference"] == "原文作“规则”，应为“规定”"
    assert unknown["target"] is None


def test_status_is_of_the_day(client: FlaskClient) -> None:
    today = get(client, f"/documents/{TRIAL_ID}")
    assert (today["status"], today["successor"]) == ("repealed", RULE_ID)
    assert get(client, f"/documents/{TRIAL_ID}", as_of="2023-01-01")["status"] == "in_force"


def test_outline(client: FlaskClient) -> None:
    sections = get(client, f"/documents/{RULE_ID}/outline")["sections"]
    assert [one["path"] for one in sections] == [["第一章 总则"], ["第二章 责任"], ["第三章 附则"]]
    third, fourth = sections[1]["children"][:2]
    assert third["path"] == ["第二章 责任", "第三条"]
    assert [(one["kind"], one["path"][-1]) for one in third["children"]] == [
        ("paragraph", "第一款"), ("paragraph", "第二款"),
    ]  # fmt: skip
    items = [one for one in _below(fourth) if one["kind"] == "item"]
    assert [RULE[one["start"] : one["end"]][:3] for one in items] == ["（一）", "（二）"]


def _below(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for child in node["children"] for each in (child, *_below(child))]


def test_health(client: FlaskClient, unbuilt: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}
    assert unbuilt.get("/healthz").status_code == 200
    ready = client.get("/readyz").json
    assert ready is not None
    assert (ready["status"], ready["counts"]["documents"]) == ("ready", 4)
