"""Drafts over HTTP: findings as declared, and clear refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from tests.conftest import Built

TEXT = "按照《安全生产管理办法》第四条，各单位可以设置专职人员。"


def test_findings_are_as_declared(client: FlaskClient) -> None:
    reply = client.post("/api/v1/check", json={"text": TEXT})
    assert reply.status_code == 200
    assert reply.json is not None
    found, summary = reply.json["findings"], reply.json["summary"]
    assert [one["kind"] for one in found] == ["title_ok", "quote_altered"]
    assert TEXT[found[1]["start"] : found[1]["end"]] == found[1]["text"] == "可以"
    assert found[1]["suggestion"] == "应当"
    assert {"change": "new", "text": "应当"} in found[1]["changes"]
    assert found[1]["citations"][0]["url"].endswith("#quote")
    assert summary == {
        "characters": len(TEXT),
        "documents": 4,
        "alarms": 1,
        "kinds": {"quote_altered": 1, "title_ok": 1},
    }
    spec = client.get("/openapi.json").json
    assert spec is not None
    schema = spec["paths"]["/api/v1/check"]["post"]["responses"]["200"]["content"]
    validator = Draft202012Validator(
        {**schema["application/json"]["schema"], "components": spec["components"]}
    )
    assert [error.message for error in validator.iter_errors(reply.json)] == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"json": {}}, 400),
        ({"json": {"text": ""}}, 400),
        ({"json": {"text": "甲", "stray": 1}}, 400),
        ({"json": ["甲"]}, 400),
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"json": {"text": "“" * 1_100_000}}, 413),
    ],
)
def test_what_is_no_draft_is_refused(client: FlaskClient, body: dict[str, Any], code: int) -> None:
    reply = client.post("/api/v1/check", **body)
    assert reply.status_code == code
    assert reply.content_type == "application/problem+json"


def test_a_draft_too_long_is_a_problem(built: Built) -> None:
    from service.app import create_app
    from service.settings import load_settings

    app = create_app(load_settings(environ={}), built.librarian)
    reply = app.test_client().post("/api/v1/check", json={"text": "长" * 100_001})
    assert reply.status_code == 400
    assert reply.json is not None
    assert "上限" in reply.json["detail"]
