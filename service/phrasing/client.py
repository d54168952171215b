"""A chat endpoint as OpenAI's API defines it (``POST …/chat/completions``), streamed or not.

Spoken with httpx2, which the protocol for assistants brings anyway. The ``openai`` package
is much to bring for one request, follows redirects, asks again by itself and reads whatever
it is sent; here the other side is trusted with nothing: no redirects, no proxy of the
environment, no compression (a small reply could unpack to a large one), and a
bound on bytes, letters and time.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2

from service.phrasing.deadline import Deadline
from service.phrasing.model import ModelFailed

#: Bytes and characters of the longest reply; a sentence takes about 200 bytes a letter streamed.
MOST_BYTES, MOST_CHARACTERS = 2_000_000, 6000
#: Tokens asked for, and seconds a connection may take.
TOKENS, CONNECT_SECONDS = 1500, 5.0
DONE = "[DONE]"
Message = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the model is, how it is called, and how long it may take.

    ``seconds`` are all a reply has, from the connection to its last byte.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 30.0


class ChatModel:
    """One endpoint; safe to share between threads."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._address = f"{endpoint.url.rstrip('/')}/chat/completions"
        headers = {"Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
        if endpoint.key:
            headers["Authorization"] = f"Bearer {endpoint.key}"
        self._client = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(
                endpoint.seconds, connect=min(CONNECT_SECONDS, endpoint.seconds)
            ),
            # A connection is one reply's, so that its deadline may cut it.
            limits=httpx2.Limits(max_keepalive_connections=0),
            follow_redirects=False,
            trust_env=False,
        )

    @property
    def name(self) -> str:
        """The model's name, as its endpoint knows it."""
        return self._endpoint.model

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def reply(self, messages: Sequence[Message]) -> Generator[str, None, None]:
        """The pieces of the reply as they come.

        Raises:
            ModelFailed: there is none, or none that is whole; pieces given before that
                stand for nothing.
        """
        body = {
            "model": self._endpoint.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": TOKENS,
            "stream": True,
        }
        deadline = Deadline(self._endpoint.seconds)
        try:
            with (
                deadline,
                self._client.stream(
                    "POST", self._address, json=body, extensions={"trace": deadline.watch}
                ) as response,
            ):
                yield from _bounded(_pieces(response))
        except httpx2.TimeoutException:
            raise ModelFailed("timeout") from None
        except httpx2.ConnectError:
            raise ModelFailed("unreachable") from None
        except (httpx2.HTTPError, httpx2.StreamError):
            raise ModelFailed("timeout" if deadline.passed else "cut") from None
        except (httpx2.InvalidURL, UnicodeError):
            raise ModelFailed("unreachable") from None
        except ModelFailed as failed:  # a connection that was cut looks like a reply that ended
            raise ModelFailed("timeout") if deadline.passed else failed from None


def _pieces(response: httpx2.Response) -> Iterator[str]:
    if 300 <= response.status_code < 400:
        raise ModelFailed("redirected")
    if response.status_code == 429:
        raise ModelFailed("busy")
    if response.status_code != 200:
        raise ModelFailed("refused")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelFailed("malformed")
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "text/event-stream":
        yield from _streamed(_read(response))
    elif kind == "application/json":
        yield from _whole(b"".join(_read(response)))
    else:
        raise ModelFailed("malformed")


def _read(response: httpx2.Response) -> Iterator[bytes]:
    """The bytes of the reply, as many as they may be."""
    size = 0
    for piece in response.iter_raw():
        size += len(piece)
        if size > MOST_BYTES:
            raise ModelFailed("too_long")
        yield piece


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MOST_CHARACTERS:
            raise ModelFailed("too_long")
        yield piece


def _streamed(data: Iterator[bytes]) -> Iterator[str]:
    """The words of server-sent events; a reply that does not say it is done was cut off."""
    ended = False
    for line in _lines(data):
        if not line.startswith("data:"):
            continue  # comments, names of events, and blank lines between them
        event = line.removeprefix("data:").strip()
        if event == DONE:
            ended = True
            break
        choice = _choice(event)
        if choice is None:
            continue
        words = _words(choice.get("delta") or {})
        if words:
            yield words
        ended = ended or _is_finished(choice)
    if not ended:
        raise ModelFailed("cut")


def _whole(data: bytes) -> Iterator[str]:
    choice = _choice(data.decode("utf-8", "replace"))
    if choice is None:
        raise ModelFailed("malformed")
    words = _words(choice.get("message") or {})
    if not words:
        raise ModelFailed("malformed")
    yield words
    _is_finished(choice)


def _lines(data: Iterator[bytes]) -> Iterator[str]:
    held = b""
    for piece in data:
        *lines, held = (held + piece).split(b"\n")
        for line in lines:
            yield line.decode("utf-8", "replace").rstrip("\r")
    if held:
        yield held.decode("utf-8", "replace")


def _choice(text: str) -> dict[str, Any] | None:
    """The first choice of a reply or a piece of one; None for a piece without any (usage)."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise ModelFailed("malformed") from None
    if not isinstance(told, dict) or "error" in told:
        raise ModelFailed("refused" if isinstance(told, dict) else "malformed")
    choices = told.get("choices")
    if not isinstance(choices, list):
        raise ModelFailed("malformed")
    if not choices:
        return None
    if not isinstance(choices[0], dict):
        raise ModelFailed("malformed")
    return choices[0]


def _words(message: Any) -> str:
    if not isinstance(message, dict):
        raise ModelFailed("malformed")
    if message.get("refusal"):
        raise ModelFailed("unwilling")
    words = message.get("content") or ""
    if not isinstance(words, str):
        raise ModelFailed("malformed")
    return words


def _is_finished(choice: dict[str, Any]) -> bool:
    """Whether the model said it had ended; raises where it was ended by something else."""
    reason = choice.get("finish_reason")
    if reason == "length":
        raise ModelFailed("cut")
    if reason not in (None, "stop"):
        raise ModelFailed("unwilling")
    return reason == "stop"
