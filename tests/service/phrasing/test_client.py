"""A chat endpoint spoken with: what it says, and all the ways it can fail to."""

from __future__ import annotations

import gzip
import threading

import pytest

from service.phrasing.client import ChatModel, Endpoint
from service.phrasing.model import FAILED, ModelFailed
from tests.service.phrasing.stub import (
    Reply,
    Stub,
    endless,
    listening,
    piece,
    raw,
    silent,
    streamed,
    whole,
)

ASKED = [{"role": "user", "content": "问"}]
STREAM = "text/event-stream"
WIRE = piece("各单位应当落实[1]。")
END = b"event: x\r\nid: 3\r\ndata:[DONE]\r\n\r\n"


def read(stub: Stub, *, seconds: float = 10.0, key: str = "") -> list[str]:
    model = ChatModel(Endpoint(url=stub.url, model="m", key=key, seconds=seconds))
    try:
        return list(model.reply(ASKED))
    finally:
        model.close()


def failing(stub: Stub, reply: Reply, *, seconds: float = 10.0) -> str:
    stub.says(reply)
    with pytest.raises(ModelFailed) as failed:
        read(stub, seconds=seconds)
    assert str(failed.value) == FAILED[failed.value.code]
    return failed.value.code


def test_what_is_asked(stub: Stub) -> None:
    stub.says(whole("好[1]。"))
    assert read(stub, key="sk-secret") == ["好[1]。"]
    (asked,) = stub.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == "Bearer sk-secret"
    assert asked.headers["Accept-Encoding"] == "identity"
    assert (asked.body["model"], asked.body["messages"]) == ("m", ASKED)
    assert (asked.body["stream"], asked.body["temperature"]) == (True, 0)


def test_without_a_key_none_is_sent(stub: Stub) -> None:
    stub.says(whole("好"))
    read(stub)
    assert "Authorization" not in stub.asked[0].headers


def test_the_key_is_never_shown() -> None:
    assert "sk-secret" not in repr(Endpoint(url="http://a", model="m", key="sk-secret"))


@pytest.mark.parametrize(
    "reply",
    [
        streamed("各单位", "应当", "落实[1]。"),
        streamed("各单位", "应当", "落实[1]。", finish=None),  # [DONE] alone says so
        streamed("各单位", "应当", "落实[1]。", done=False),  # and so does its reason
        whole("各单位应当落实[1]。"),
        raw(200, STREAM, b": ping\r\n\r\n" + WIRE.replace(b"\n", b"\r\n") + END),
        # pieces cut anywhere, inside a character too
        raw(200, STREAM, [WIRE[at : at + 1] for at in range(len(WIRE))] + [END]),
    ],
    ids=["streamed", "done", "reason", "whole", "crlf", "bytes"],
)
def test_a_reply_is_read(stub: Stub, reply: Reply) -> None:
    stub.says(reply)
    assert "".join(read(stub)) == "各单位应当落实[1]。"


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (raw(500, "text/html", b"oops"), "refused"),
        (raw(401, "application/json", b'{"error":{}}'), "refused"),
        (raw(404, "text/plain", b""), "refused"),
        (raw(429, "application/json", b"{}"), "busy"),
        (raw(204, "text/plain", b""), "refused"),
        (raw(200, "text/html", b"<h1>log in</h1>"), "malformed"),
        (raw(200, "application/octet-stream", piece("好", "stop")), "malformed"),
        (raw(200, "application/json", b'{"choices": ['), "malformed"),
        (raw(200, "application/json", b"[" * 100_000), "malformed"),
        (raw(200, "application/json", b'"a string"'), "malformed"),
        (raw(200, "application/json", b'{"choices": "none"}'), "malformed"),
        (raw(200, "application/json", b'{"choices": []}'), "malformed"),
        (raw(200, "application/json", b'{"choices": [7]}'), "malformed"),
        (raw(200, "application/json", b'{"choices": [{"message": "x"}]}'), "malformed"),
        (raw(200, "application/json", b'{"choices": [{"message": {"content": 7}}]}'), "malformed"),
        (raw(200, "application/json", b'{"error": {"message": "no such model"}}'), "refused"),
        (raw(200, "application/json", b'{"choices": [{"message": {"refusal": "no"}}]}'),
         "unwilling"),
        (whole(""), "malformed"),
        (whole("好", "length"), "cut"),
        (whole("好", "content_filter"), "unwilling"),
        (raw(200, STREAM, b"data: {broken\n\n"), "malformed"),
        (raw(200, STREAM, piece("好") + b'data: {"error": {"message": "crashed"}}\n\n'), "refused"),
        (raw(200, STREAM, piece("好")), "cut"),
        (raw(200, STREAM, piece("好")[:-20]), "malformed"),
        (raw(200, STREAM, b""), "cut"),
        (raw(200, STREAM, piece("好"), Content_Length="9999"), "cut"),
        (streamed("好", finish="length"), "cut"),
        (raw(200, "application/json", gzip.compress(b"{}"), Content_Encoding="gzip"), "malformed"),
        (endless("好"), "too_long"),
        (endless(""), "too_long"),
        (raw(200, STREAM, [b":" + b"x" * 65_536] * 64), "too_long"),
        (raw(200, "application/json", [b" " * 65_536] * 64), "too_long"),
    ],
)  # fmt: skip
def test_a_reply_that_is_none(stub: Stub, reply: Reply, code: str) -> None:
    assert failing(stub, reply) == code


def test_a_redirect_is_not_followed(stub: Stub) -> None:
    with listening() as elsewhere:
        elsewhere.says(whole("这里是别处[1]。"))
        for status in (301, 302, 303, 307, 308):
            away = raw(status, "text/plain", b"", Location=f"{elsewhere.url}/chat/completions")
            assert failing(stub, away) == "redirected"
        assert elsewhere.asked == []


@pytest.mark.parametrize("first", [b"", b": ping\n\n", piece("各单位应当")])
def test_silence_ends_with_the_time_it_has(stub: Stub, first: bytes) -> None:
    until = threading.Event()
    try:
        assert failing(stub, silent(until, first), seconds=0.3) == "timeout"
    finally:
        until.set()


def test_a_slow_drip_ends_with_the_time_it_has(stub: Stub) -> None:
    def drip(handler: object) -> None:
        handler.head(200, STREAM)  # type: ignore[attr-defined]
        for _ in range(100):
            handler.say(b": still there\n\n")  # type: ignore[attr-defined]
            stub.left.wait(0.05)

    assert failing(stub, drip, seconds=0.4) == "timeout"


def test_headers_that_drip_end_with_the_time_they_have(stub: Stub) -> None:
    def drip(handler: object) -> None:
        handler.say(b"HTTP/1.0 200 OK\r\nX-Slow: ")  # type: ignore[attr-defined]
        for _ in range(400):  # each byte in time, all of them not
            handler.say(b"x")  # type: ignore[attr-defined]
            if stub.left.wait(0.05):
                break

    assert failing(stub, drip, seconds=0.4) == "timeout"


def test_a_connection_is_not_kept_for_another_reply(stub: Stub) -> None:
    stub.says(whole("好"))
    model = ChatModel(Endpoint(url=stub.url, model="m", seconds=5.0))
    try:
        assert [list(model.reply(ASKED)) for _ in range(2)] == [["好"], ["好"]]
    finally:
        model.close()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/v1", "http://nobody.invalid/v1"])
def test_nobody_there(url: str) -> None:
    model = ChatModel(Endpoint(url=url, model="m", seconds=5.0))
    with pytest.raises(ModelFailed) as failed:
        list(model.reply(ASKED))
    assert failed.value.code == "unreachable"
    model.close()


def test_a_proxy_of_the_environment_is_not_used(
    stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        stub.says(whole("好"))
        assert read(stub) == ["好"]
        assert proxy.asked == []
