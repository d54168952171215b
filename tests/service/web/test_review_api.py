"""Review as JSON: the same door as the pages, the same ledger, one decision a request."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from service.app import create_app
from service.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.conftest import Built

NAME = "四不采"
CANDIDATES, DECISIONS = "/api/v1/review/candidates", "/api/v1/review/decisions"


def opened(built: Built, data: Path, review: str = "local") -> FlaskClient:
    environ = {"WENMAI_DATA": str(data), "WENMAI_REVIEW": review}
    (data / "review" / "ledger.jsonl").unlink(missing_ok=True)
    return create_app(load_settings(data / "none", environ), built.librarian).test_client()


@pytest.fixture
def client(built: Built, discovered: Path) -> FlaskClient:
    return opened(built, discovered)


def decide(client: FlaskClient, **said: Any) -> TestResponse:
    body = json.dumps({"by": "李编", **said})
    return client.post(DECISIONS, data=body, content_type="application/json")


def declared(client: FlaskClient, path: str, method: str, reply: TestResponse) -> list[str]:
    """What of a reply is not as ``/openapi.json`` says."""
    spec: Any = client.get("/openapi.json").json
    replies = spec["paths"][path][method]["responses"][str(reply.status_code)]
    schema = replies["content"][reply.content_type]["schema"]
    validator = Draft202012Validator({**schema, "components": spec["components"]})
    return [error.message for error in validator.iter_errors(reply.json)]


def got(client: FlaskClient, address: str) -> Any:
    reply = client.get(address)
    assert reply.status_code == 200, reply.text
    assert declared(client, address.partition("?")[0], "get", reply) == []
    assert "ETag" not in reply.headers
    return reply.json


def test_closed_unless_opened_and_only_for_who_sits_here(built: Built, discovered: Path) -> None:
    closed = opened(built, discovered, "off")
    for reply in (closed.get(CANDIDATES), closed.get(DECISIONS), decide(closed, action="undo")):
        assert reply.status_code == 403
        assert reply.json is not None
        assert reply.json["code"] == "not_allowed"
        assert "review = " in reply.json["detail"]
    client = opened(built, discovered)
    for headers, address in (({}, "192.168.1.7"), ({"X-Forwarded-For": "10.0.0.1"}, "127.0.0.1")):
        reply = client.get(CANDIDATES, headers=headers, environ_base={"REMOTE_ADDR": address})
        assert reply.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_elsewhere_decides_nothing(client: FlaskClient, headers: dict[str, str]) -> None:
    said = {"action": "reject", "candidate": NAME, "by": "王"}
    assert client.post(DECISIONS, json=said, headers=headers).status_code == 403
    # What a form of elsewhere can send is no JSON.
    assert client.post(DECISIONS, data='{"action":"reject"}').status_code == 400
    assert client.post(DECISIONS, data=said).status_code == 400
    assert got(client, DECISIONS)["total"] == 0


def test_what_waits_is_listed_with_its_sentences(client: FlaskClient) -> None:
    found = got(client, f"{CANDIDATES}?family=numeric&limit=1&examples=2")
    assert found["total"] > 1
    first = found["candidates"][0]
    assert (first["label"], first["kind"], first["documents"]) == (NAME, "shorthand", 6)
    assert first["members"][0] == "无计划不采"
    assert len(first["examples"]) == 2
    for example in first["examples"]:
        start, end = example["highlight"]
        assert example["sentence"][start:end] == NAME
        whole = client.get(f"/api/v1/documents/{example['document']}").json
        assert whole is not None
        assert whole["text"][example["start"] : example["end"]] == NAME
    found = got(client, f"{CANDIDATES}?q=不采")
    assert found["candidates"][0]["label"] == NAME


def test_every_decision_says_who_and_when_and_is_undone(client: FlaskClient) -> None:
    before = got(client, f"{CANDIDATES}?limit=100&examples=0")
    reply = decide(client, action="approve", candidate=NAME, note="常用")
    assert reply.status_code == 201
    assert declared(client, DECISIONS, "post", reply) == []
    made: Any = reply.json
    assert (made["n"], made["by"], made["note"], made["stands"]) == (1, "李编", "常用", True)
    assert datetime.fromisoformat(made["at"]).tzinfo is not None
    assert made["wordings"][0]["expansion"][0] == "无计划不采"
    wording = {"label": "两晒", "kind": "shorthand", "aliases": ["两晒法"]}
    parts = [wording, {"label": "一评法"}]
    assert decide(client, action="split", candidate="两晒一评", wordings=parts).status_code == 201
    merged: Any = decide(client, action="merge", candidate="三必到", into="两个维护").json
    assert (merged["into"], merged["forms"]) == ("two-safeguards", ["三必到"])
    assert decide(client, action="reject", candidate="对标提升年").status_code == 201
    left = got(client, f"{CANDIDATES}?limit=100&examples=0")
    gone = {one["label"] for one in before["candidates"]} - {
        one["label"] for one in left["candidates"]
    }
    assert gone >= {NAME, "两晒一评", "三必到", "对标提升年"}
    for n in (4, 3, 2, 1):
        undone: Any = decide(client, action="undo", undoes=n, by="王").json
        assert undone["told"] == f"撤销第 {n} 条"
    assert got(client, f"{CANDIDATES}?limit=100&examples=0") == before
    log = got(client, f"{DECISIONS}?limit=5")
    assert log["total"] == 8
    assert [(one["n"], one["stands"]) for one in log["decisions"]] == [
        (8, True), (7, True), (6, True), (5, True), (4, False)
    ]  # fmt: skip
    assert {one["by"] for one in log["decisions"]} == {"李编", "王"}


@pytest.mark.parametrize(
    ("said", "status", "told"),
    [
        ({"action": "burn"}, 400, "action"),
        ({"action": "reject", "candidate": NAME, "by": ""}, 400, "by 不能为空"),
        ({"action": "reject", "candidate": NAME, "why": "x"}, 400, "不认识的参数 why"),
        ({"action": "reject", "candidate": "\ud800四"}, 400, "应为一个 JSON 对象"),
        ({"action": "reject", "candidate": "四\x07不"}, 409, "候选概念.*不可见"),
        ({"action": "reject"}, 409, "没有写明是哪个候选概念"),
        ({"action": "approve", "candidate": "无此"}, 404, "没有候选概念“无此”"),
        ({"action": "approve", "candidate": NAME, "wordings": [{"label": "甲乙", "kind": "x"}]},
         400, r"wordings\.0\.kind：没有名为“x”的类别"),
        ({"action": "approve", "candidate": NAME, "wordings": [{"label": "甲乙", "hue": "x"}]},
         400, r"不认识的参数 wordings\.0\.hue"),
        ({"action": "approve", "candidate": NAME, "wordings": [{"label": "两个维护"}]}, 409,
         "已是“两个维护”"),
        ({"action": "approve", "candidate": NAME,
          "wordings": [{"label": "甲乙"}, {"label": "丙丁"}]}, 409, "请用 split"),
        ({"action": "merge", "candidate": NAME}, 409, "没有写明并入哪个概念"),
        ({"action": "merge", "candidate": NAME, "into": "无此概念"}, 404, "没有概念“无此概念”"),
        ({"action": "split", "candidate": NAME, "wordings": [{"label": "四不"}]}, 409, "至少两个"),
        ({"action": "undo", "undoes": 7}, 409, "没有第 7 条"),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_explained(
    client: FlaskClient, said: dict[str, Any], status: int, told: str
) -> None:
    reply = decide(client, **said)
    assert reply.status_code == status, reply.text
    problem: Any = reply.json
    assert declared(client, DECISIONS, "post", reply) == []
    assert re.search(told, problem["detail"]), problem["detail"]
    assert got(client, DECISIONS)["total"] == 0


def test_before_the_first_discovery_nothing_waits(built: Built, tmp_path: Path) -> None:
    client = opened(built, tmp_path)
    assert got(client, CANDIDATES) == {"generation": None, "total": 0, "candidates": []}
    assert got(client, DECISIONS) == {"total": 0, "decisions": []}
