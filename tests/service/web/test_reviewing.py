"""The pages of review: closed by default, local when opened, decisions from our forms only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from service.app import create_app
from service.review import Desk
from service.settings import load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.conftest import Built

NAME = "四不采"


@pytest.fixture
def data(discovered: Path) -> Path:
    return discovered


@pytest.fixture
def desk(data: Path) -> Desk:
    return Desk(load_settings(data / "none", {"WENMAI_DATA": str(data)}))


def opened(built: Built, data: Path, review: str = "local") -> FlaskClient:
    environ = {"WENMAI_DATA": str(data), "WENMAI_REVIEW": review}
    (data / "review" / "ledger.jsonl").unlink(missing_ok=True)
    return create_app(load_settings(data / "none", environ), built.librarian).test_client()


@pytest.fixture
def client(built: Built, data: Path) -> FlaskClient:
    return opened(built, data)


def secret(client: FlaskClient) -> str:
    found = re.search(r'name="secret" value="([^"]+)"', client.get("/concepts/review").text)
    assert found
    return found[1]


def decide(client: FlaskClient, **fields: str) -> TestResponse:
    given = {"secret": secret(client), "by": "李编", "candidate": NAME, "label": NAME,
             "kind": "shorthand", **fields}  # fmt: skip
    return client.post("/concepts/review", data=given)


def test_closed_unless_opened(built: Built, data: Path) -> None:
    client = opened(built, data, "off")
    for reply in (
        client.get("/concepts/review"),
        client.get("/concepts/review/log"),
        client.post("/concepts/review", data={"action": "reject", "candidate": NAME, "by": "王"}),
    ):
        assert reply.status_code == 403
        assert "review = &#34;local&#34;" in reply.text
    assert not (data / "review" / "ledger.jsonl").exists()
    assert "/concepts/review" not in client.get("/concepts").text


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ({}, "192.168.1.7"),
        ({"Host": "evil.example"}, "127.0.0.1"),  # a name that was made to mean this machine
        ({"X-Forwarded-For": "10.0.0.1"}, "127.0.0.1"),
        ({"Forwarded": "for=10.0.0.1"}, "127.0.0.1"),
        ({"X-Real-IP": "10.0.0.1"}, "127.0.0.1"),
    ],
)
def test_only_for_who_sits_here(client: FlaskClient, headers: dict[str, str], address: str) -> None:
    reply = client.get("/concepts/review", headers=headers, environ_base={"REMOTE_ADDR": address})
    assert reply.status_code == 403
    assert "只对本机" in reply.text


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_by_any_name_of_this_machine(client: FlaskClient, host: str) -> None:
    assert client.get("/concepts/review", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"secret": ""}, {}),
        ({"secret": "wrong"}, {}),
        ({}, {"Origin": "http://evil.example"}),
        ({}, {"Origin": "null"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
        ({}, {"Sec-Fetch-Site": "same-site"}),
    ],
)
def test_the_forms_of_others_decide_nothing(
    client: FlaskClient, desk: Desk, fields: dict[str, str], headers: dict[str, str]
) -> None:
    given = {"secret": secret(client), "action": "reject", "candidate": NAME, "by": "王", **fields}
    reply = client.post("/concepts/review", data=given, headers=headers)
    assert reply.status_code == 403
    assert "刷新审核页面" in reply.text
    assert desk.log() == []


def test_the_queue_shows_what_one_needs_to_decide(client: FlaskClient) -> None:
    soup = BeautifulSoup(client.get("/concepts/review?family=numeric").text, "lxml")
    first = soup.select(".waiting > li")[0]
    assert first.h2 is not None
    assert first.h2.get_text() == NAME
    assert {mark.get_text() for mark in first.select("mark")} == {NAME}
    link = first.select_one("blockquote a")
    assert link is not None
    assert client.get(str(link["href"])).status_code == 200
    members = first.select_one("textarea[name=members]")
    assert members is not None
    assert members.get_text().split() == ["无计划不采", "无预算不采", "无标准不采", "无评审不采"]
    assert "no-cache" in client.get("/concepts/review").headers["Cache-Control"]
    assert "ETag" not in client.get("/concepts/review").headers


def test_a_decision_and_its_undoing(client: FlaskClient, desk: Desk) -> None:
    members = "无计划不采\r\n无预算不采\r\n"
    reply = decide(client, action="approve", members=members, aliases="采购四不采",
                   family="numeric", note="常用")  # fmt: skip
    assert reply.status_code == 303
    asked = parse_qs(urlsplit(reply.location).query)
    assert asked == {"family": ["numeric"], "by": ["李编"], "done": ["1"]}
    page = client.get(reply.location).text
    assert "第 1 条：采纳“四不采”" in page
    assert f"<h2>{NAME}</h2>" not in page
    wording = desk.log()[0].decision.wordings[0]
    assert wording.expansion == ("无计划不采", "无预算不采")
    assert wording.aliases == ("采购四不采",)
    reply = client.post(
        "/concepts/review",
        data={"secret": secret(client), "action": "undo", "n": "1", "by": "王", "back": "log"},
    )
    log = client.get(reply.location).text
    assert "采纳“四不采”：四不采（数字缩略语）（已撤销）" in log
    assert f"<h2>{NAME}</h2>" in client.get("/concepts/review").text


def test_merging_splitting_rejecting(client: FlaskClient, desk: Desk) -> None:
    assert decide(client, action="merge", into="两个维护").status_code == 303
    assert (
        decide(client, action="split", candidate="两晒一评", parts="两晒\n一评法").status_code
        == 303
    )
    assert decide(client, action="reject", candidate="三必到").status_code == 303
    made = [one.decision for one in desk.log()]
    assert [one.action for one in made] == ["reject", "split", "merge"]
    assert made[2].into == "two-safeguards"
    assert [one.label for one in made[1].wordings] == ["两晒", "一评法"]


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"action": "burn"}, 400, "action"),
        ({"action": "approve", "kind": "colour"}, 400, "没有名为“colour”的类别"),
        ({"action": "approve", "by": " "}, 409, "请写明审核人"),
        ({"action": "approve", "label": "两个维护"}, 409, "已是“两个维护”"),
        ({"action": "merge"}, 409, "没有写明并入哪个概念"),
        ({"action": "merge", "into": "无此概念"}, 404, "没有概念“无此概念”"),
        ({"action": "split", "parts": "四不"}, 409, "至少两个概念"),
        ({"action": "undo", "n": "7"}, 409, "没有第 7 条"),
    ],
)
def test_what_cannot_be_decided_is_explained(
    client: FlaskClient, desk: Desk, fields: dict[str, str], status: int, said: str
) -> None:
    reply = decide(client, **fields)
    assert reply.status_code == status
    assert said in reply.text
    assert desk.log() == []


def test_before_the_first_discovery_the_page_says_how(built: Built, tmp_path: Path) -> None:
    client = opened(built, tmp_path)
    assert "concepts discover" in client.get("/concepts/review").text
    assert "还没有审核记录" in client.get("/concepts/review/log").text
    assert client.get("/concepts/review?family=colour").status_code == 400
