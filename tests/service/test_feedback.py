"""Judgements: kept on the disk, read back, refused where they are no judgement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.errors import OperationError
from service import feedback
from service.feedback import FeedbackLog, Judgement
from tests.fakes_library import RULE_ID

if TYPE_CHECKING:
    from flask.testing import FlaskClient

SAID = Judgement("谁负责安全", f"{RULE_ID}/art_3", True, "g1", "2026-05-06", "正是这条")


def test_what_is_added_is_read_back_in_order(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path)
    assert list(log.read()) == []
    other = Judgement("“引号”\n换行", "d/p_1", False, "g1", "2026-05-07")
    log.add(SAID)
    log.add(other)
    assert list(FeedbackLog(tmp_path).read()) == [SAID, other]


def test_a_line_cut_short_loses_only_itself(tmp_path: Path) -> None:
    log = FeedbackLog(tmp_path)
    log.add(SAID)
    with (tmp_path / feedback.NAME).open("ab") as file:
        file.write(b'{"query": "\xe8\xb0\n')
    log.add(SAID)
    assert list(log.read()) == [SAID, SAID]


def test_a_full_log_and_an_absent_folder_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feedback, "MOST_BYTES", 250)
    log = FeedbackLog(tmp_path)
    log.add(SAID)
    with pytest.raises(OperationError, match="已满"):
        log.add(SAID)
    with pytest.raises(OperationError, match="写不进去"):
        FeedbackLog(tmp_path / "absent").add(SAID)


def post(client: FlaskClient, **body: Any) -> Any:
    return client.post("/api/v1/feedback", json=body)


def a_passage(client: FlaskClient) -> str:
    hits = client.get("/api/v1/search", query_string={"q": "安全"}).json["hits"]  # type: ignore[index]
    return str(hits[0]["passage"]["id"])


def log_of(client: FlaskClient) -> FeedbackLog:
    return client.application.extensions["wenmai.feedback"]  # type: ignore[no-any-return]


def test_a_judgement_is_accepted_and_kept(client: FlaskClient) -> None:
    passage = a_passage(client)
    reply = post(client, query="谁负责安全", passage=passage, useful=True)
    assert (reply.status_code, reply.json) == (201, {"accepted": True})
    kept = list(log_of(client).read())
    assert [(each.query, each.passage, each.useful, each.generation) for each in kept] == [
        ("谁负责安全", passage, True, "g1")
    ]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"query": "安全", "passage": "d000/p_1", "useful": True}, 404, "d000"),
        ({"query": "安全", "passage": f"{RULE_ID}/p_999", "useful": True}, 404, "p_999"),
        ({"query": "", "passage": "x", "useful": True}, 400, "query"),
        ({"passage": "x", "useful": True}, 400, "query"),
        ({"query": "安", "passage": "x", "useful": "也许"}, 400, "useful"),
        ({"query": "安", "passage": "x", "useful": True, "who": "张三"}, 400, "who"),
        ({"query": "安" * 3000, "passage": "A", "useful": True}, 400, "2000"),
    ],
)
def test_what_is_no_judgement_is_refused(
    client: FlaskClient, body: dict[str, Any], status: int, said: str
) -> None:
    if body.get("passage") == "A":
        body["passage"] = a_passage(client)
    reply = post(client, **body)
    assert reply.status_code == status
    assert reply.content_type == "application/problem+json"
    assert said in reply.json["detail"]
    assert list(log_of(client).read()) == []


def test_a_form_leads_back_to_the_results(client: FlaskClient) -> None:
    passage = a_passage(client)
    form = {"query": "安全", "passage": passage, "useful": "false", "kind": "rule", "offset": "0"}
    reply = client.post("/feedback", data=form)
    assert reply.status_code == 303
    assert reply.headers["Location"] == "/search?q=%E5%AE%89%E5%85%A8&kind=rule#results"
    assert [each.useful for each in log_of(client).read()] == [False]


def test_another_site_cannot_judge_in_a_readers_name(client: FlaskClient) -> None:
    form = {"query": "安全", "passage": a_passage(client), "useful": "true"}
    reply = client.post("/feedback", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 400
    assert list(log_of(client).read()) == []
