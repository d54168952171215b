"""Answers put into words, over HTTP: a real service, a real endpoint, every way it can go."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from corpus.errors import BadSettings
from service.app import create_app
from service.phrasing.model import FAILED
from service.server import listen
from service.settings import load_settings
from service.web.present import answer as presented
from tests.fakes_library import FakeLibrary, librarian
from tests.service.phrasing.stub import Reply, Stub, listening, piece, raw, silent, streamed, whole
from tests.serving import answering

QUESTION = "安全生产第一责任人是谁"
GOOD = "各单位主要负责人是本单位安全生产第一责任人[1]。"
QUOTED = "他对安全生产工作“全面负责”[1]。"
INVENTED = "主要负责人“可以辞职”[1]。"
Told = list[tuple[str, dict[str, Any]]]
Serving = Callable[..., AbstractContextManager[int]]


@pytest.fixture
def stub() -> Iterator[Stub]:
    with listening() as stub:
        yield stub


@pytest.fixture
def serving(tmp_path: Path) -> Serving:
    @contextmanager
    def serve(url: str = "off", **more: str) -> Iterator[int]:
        environ = {"WENMAI_DATA": str(tmp_path), "WENMAI_MODEL_URL": url, **more}
        app = create_app(load_settings(tmp_path / "none.toml", environ), librarian(FakeLibrary()))
        bound = socket.create_server(("127.0.0.1", 0))
        with answering(listen(app, bound, 4)):
            yield int(bound.getsockname()[1])

    return serve


def open_stream(port: int, question: str = QUESTION, **headers: str) -> http.client.HTTPResponse:
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    address = f"/api/v1/ask/stream?q={quote(question)}"
    there.request("GET", address, headers={"Connection": "close", **headers})
    return there.getresponse()


def events(reply: http.client.HTTPResponse) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events as they come."""
    while line := reply.readline():
        name = line.decode().removeprefix("event: ").strip()
        data = reply.readline().decode().removeprefix("data: ")
        assert reply.readline() == b"\n"
        yield name, json.loads(data)


def told(port: int, question: str = QUESTION) -> Told:
    reply = open_stream(port, question)
    assert reply.status == 200
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    assert reply.headers["ETag"] is None
    found = list(events(reply))
    assert [name for name, _ in found[:2]] == ["answer", "sources"]
    assert [name for name, _ in found].count("done") == 1
    assert found[-1][0] == "done"
    return found


def done(found: Told) -> dict[str, Any]:
    return found[-1][1]


def sentences(found: Told) -> list[str]:
    return [data["text"] for name, data in found if name == "sentence"]


def test_a_good_reply_is_told_in_verified_sentences(stub: Stub, serving: Serving) -> None:
    stub.says(streamed(GOOD[:9], GOOD[9:], QUOTED, INVENTED))
    with serving(stub.url, WENMAI_MODEL_NAME="qwen", WENMAI_MODEL_KEY="sk-1") as port:
        found = told(port)
    # The exact wording first, as /ask gives it.
    expected = presented(FakeLibrary().answer(QUESTION), 0.0)
    assert found[0][1] | {"took_ms": 0.0} == json.loads(json.dumps(expected))
    numbers = {one["number"] for one in found[1][1]["citations"]}
    assert [data["citations"] for name, data in found if name == "sentence"] == [[1], [1]]
    assert 1 in numbers
    assert sentences(found) == [GOOD.replace("[1]", ""), QUOTED.replace("[1]", "")]
    # What was struck out is told of, never told.
    assert [data["code"] for name, data in found if name == "struck"] == ["quotation"]
    assert "辞职" not in json.dumps(found, ensure_ascii=False)
    end = done(found)
    assert (end["phrased"], end["code"], end["reason"], end["model"]) == (True, None, None, "qwen")
    assert (end["sentences"], end["struck"]) == (2, 1)
    assert end["text"] == "".join(sentences(found))
    (asked,) = stub.asked
    assert (asked.headers["Authorization"], asked.body["model"]) == ("Bearer sk-1", "qwen")


def test_nothing_but_passages_and_question_is_sent(stub: Stub, serving: Serving) -> None:
    stub.says(whole(GOOD))
    with serving(stub.url, WENMAI_MODEL_KEY="sk-1") as port:
        found = told(port)
    assert done(found)["phrased"] is True
    sent = json.dumps(stub.asked[0].body, ensure_ascii=False)
    assert QUESTION in sent
    assert "sk-1" not in sent
    assert str(port) not in sent
    assert "制度/安全.docx" not in sent  # nor whence a document came
    assert set(stub.asked[0].body) == {"model", "messages", "temperature", "max_tokens", "stream"}


def test_a_sentence_is_told_before_the_next_is_written(stub: Stub, serving: Serving) -> None:
    until = threading.Event()

    def slowly(handler: Any) -> None:
        handler.head(200, "text/event-stream")
        handler.say(piece(GOOD + "他对"))
        assert until.wait(20)
        handler.say(piece(QUOTED.removeprefix("他对"), "stop"))

    stub.says(slowly)
    with serving(stub.url) as port:
        stream = events(open_stream(port))
        assert [next(stream)[0] for _ in range(3)] == ["answer", "sources", "sentence"]
        until.set()
        assert [name for name, _ in stream] == ["sentence", "done"]


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (raw(500, "text/html", b"oops"), "refused"),
        (raw(429, "application/json", b"{}"), "busy"),
        (raw(200, "text/html", b"<html>"), "malformed"),
        (raw(200, "text/event-stream", piece(GOOD) + b"data: {broken\n\n"), "malformed"),
        (raw(302, "text/plain", b"", Location="http://127.0.0.1:1/"), "redirected"),
        (streamed(GOOD, "主要负责人", finish=None, done=False), "cut"),
        (streamed(GOOD, finish="length"), "cut"),
        (streamed("资料不足"), "unwilling"),
        (streamed("抱歉，我无法回答这个问题。"), "unverified"),
        (streamed(INVENTED), "unverified"),
        (streamed(GOOD, INVENTED, INVENTED), "unverified"),
        (streamed("董事长已经辞职[1]。", "详见 http://evil.example [1]。"), "unverified"),
        (streamed(GOOD.replace("[1]", "[99]")), "unverified"),
        (streamed(GOOD.replace("[1]", "")), "unverified"),
        (streamed("长" * 900), "malformed"),
        (streamed(*[GOOD] * 300), "too_long"),
        (whole(""), "malformed"),
    ],
)
def test_where_a_reply_does_not_stand_the_answer_does(
    stub: Stub, serving: Serving, reply: Reply, code: str
) -> None:
    stub.says(reply)
    with serving(stub.url) as port:
        found = told(port)
        assert done(found)["phrased"] is False
        assert (done(found)["code"], done(found)["reason"]) == (code, FAILED[code])
        assert done(found)["text"] == ""
        assert found[0][1]["answered"] is True
        assert found[0][1]["answer"]
        # And the service is none the worse for it.
        stub.says(whole(GOOD))
        assert done(told(port))["phrased"] is True


def test_silence_ends(stub: Stub, serving: Serving) -> None:
    until = threading.Event()
    stub.says(silent(until, piece(GOOD)))
    try:
        with serving(stub.url, WENMAI_MODEL_SECONDS="1") as port:
            assert done(told(port))["code"] == "timeout"
    finally:
        until.set()


def test_nobody_there(serving: Serving) -> None:
    with serving("http://127.0.0.1:1/v1") as port:
        assert done(told(port))["code"] == "unreachable"


def test_without_a_basis_no_model_is_asked(stub: Stub, serving: Serving) -> None:
    stub.says(whole(GOOD))
    with serving(stub.url) as port:
        found = told(port, "食堂")
    assert found[0][1]["answered"] is False
    assert done(found)["code"] == "declined"
    assert stub.asked == []


def test_without_a_model_there_is_the_answer_alone(serving: Serving) -> None:
    with serving() as port:
        found = told(port)
    assert found[0][1]["answered"] is True
    assert (done(found)["code"], done(found)["model"]) == ("off", None)
    assert found[1][1] == {"citations": []}


def test_a_reader_who_leaves_frees_the_model(stub: Stub, serving: Serving) -> None:
    until = threading.Event()

    def forever(handler: Any) -> None:
        handler.head(200, "text/event-stream")
        while not until.wait(0.02):
            handler.say(piece(GOOD))

    stub.says(forever)
    with serving(stub.url, WENMAI_THREADS="2") as port:
        reply = open_stream(port)
        stream = events(reply)
        assert [next(stream)[0] for _ in range(3)] == ["answer", "sources", "sentence"]
        # One at a time where there are two threads: the other is for readers.
        assert done(told(port))["code"] == "busy"
        reply.close()
        assert stub.left.wait(20)
    until.set()


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_sites_page_cannot_spend_the_models_time(serving: Serving, site: str) -> None:
    with serving() as port:
        reply = open_stream(port, **{"Sec-Fetch-Site": site})
        assert reply.status == 400
        assert json.loads(reply.read())["code"] == "bad_query"


def test_a_bad_question_is_a_problem_not_a_stream(serving: Serving) -> None:
    with serving() as port:
        reply = open_stream(port, "长" * 2001)
        assert (reply.status, reply.headers["Content-Type"]) == (400, "application/problem+json")
        reply.read()


def test_a_model_is_not_given_the_only_thread(serving: Serving, stub: Stub) -> None:
    with pytest.raises(BadSettings, match="threads"), serving(stub.url, WENMAI_THREADS="1"):
        pass
    with serving(WENMAI_THREADS="1"):
        pass


def test_the_page_offers_it_only_with_a_model(serving: Serving, stub: Stub) -> None:
    pages = []
    for url in ("off", stub.url):
        with serving(url) as port:
            there = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            there.request("GET", f"/search?q={quote(QUESTION)}", headers={"Connection": "close"})
            pages.append(there.getresponse().read().decode())
    without, offered = pages
    assert "data-phrase" not in without
    assert "data-phrase" in offered
    assert "不是原文" in offered
    # Hidden until a script can fill it: without JavaScript the page is as it was.
    assert "hidden>\n      <h3>语言模型改写" in offered
    assert stub.asked == []
