"""An assistant's view of the library, through the protocol's own client."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from service.librarian import Librarian
from service.web import present_graph
from service.web.mcp import create_server
from tests.conftest import Built
from tests.fakes_library import RULE, RULE_ID, FakeLibrary, librarian

ROOT = Path(__file__).parents[2]


def run(asked: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """In a thread of its own: a browser's driver may hold a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asked).result()


def call(library: FakeLibrary | Librarian | None, tool: str, **arguments: Any) -> Any:
    """One call of a tool, in memory: its result, or the text of its error."""
    held = library if isinstance(library, Librarian) else librarian(library)

    async def asked() -> Any:
        async with Client(create_server(held, longest_query=50)) as client:
            return await client.call_tool(tool, arguments)

    result = run(asked)
    if result.is_error:
        return result.content[0].text
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


def test_the_tools_say_what_they_do_and_change_nothing() -> None:
    async def listed() -> Any:
        async with Client(create_server(librarian(FakeLibrary()))) as client:
            return await client.list_tools()

    tools = {tool.name: tool for tool in run(listed).tools}
    assert set(tools) == {
        "search", "ask", "fetch", "concept", "check", "basis", "wording"
    }  # fmt: skip
    for tool in tools.values():
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.annotations.idempotent_hint is True
        assert tool.annotations.open_world_hint is False
        assert tool.title
        assert tool.description
        for about in tool.input_schema["properties"].values():
            assert about["description"]
    assert tools["search"].input_schema["required"] == ["q"]


def test_search_and_ask_quote_as_the_api_does() -> None:
    found = call(FakeLibrary(), "search", q="安全生产第一责任人是谁", limit=2)
    assert found["hits"][0]["document"]["id"] == RULE_ID
    assert len(found["hits"]) == 2
    given = call(FakeLibrary(), "ask", q="安全生产第一责任人是谁")
    cited = given["citations"][0]
    assert given["answered"] is True
    assert RULE[cited["start"] : cited["end"]] == cited["quote"]
    refused = call(FakeLibrary(), "ask", q="食堂")
    assert (refused["answered"], bool(refused["reason"])) == (False, True)


def test_a_document_is_fetched_in_parts() -> None:
    whole = call(FakeLibrary(), "fetch", document=RULE_ID)
    assert (whole["text"], whole["next"]) == (RULE, None)
    assert whole["sections"]
    part = call(FakeLibrary(), "fetch", document=RULE_ID, start=3, end=9)
    assert (part["text"], part["next"], part["length"]) == (RULE[3:9], 9, len(RULE))


def test_a_draft_is_checked() -> None:
    found = call(FakeLibrary(), "check", text="各单位可以自行规定。")
    assert [(one["text"], one["suggestion"]) for one in found["findings"]] == [("可以", "应当")]


def test_a_paragraph_is_given_its_basis() -> None:
    found = call(FakeLibrary(), "basis", text="各单位应当设置专职人员。食堂每天开放。")
    first, second = found["clauses"]
    (support,) = first["support"]
    cited = found["citations"][support["citation"] - 1]
    assert RULE[cited["start"] : cited["end"]] == cited["quote"]
    assert second["support"] == []
    assert found["unsupported"] == ["食堂每天开放。"]


@pytest.mark.parametrize("q", ["第一责任人", "first-responsible-person"])
def test_a_concept_is_told_with_the_sentences_that_say_so(built: Built, q: str) -> None:
    told = call(built.librarian, "concept", q=q)
    held = built.librarian.current()
    assert (told["id"], told["label"]) == ("first-responsible-person", "第一责任人")
    assert told["generation"] == held.generation
    assert {"predicate", "node"} <= set(told["relations"][0])
    places = [tie["evidence"] for tie in told["relations"]] + [
        [duty] for duty in told["duties"]["duties"]
    ]
    for place in places:
        (cited,) = [one["citation"] for one in place]
        text = held.document(cited["document"]["id"]).text
        assert text[cited["start"] : cited["end"]] == cited["quote"]
    # An assistant pays for every character it reads.
    assert len(json.dumps(told, ensure_ascii=False)) < 20_000
    assert told["relation_totals"] == Counter(tie["predicate"] for tie in told["relations"])


def test_an_assistant_is_told_how_many_ties_there_are_beyond_those_shown(
    built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(present_graph, "TOLD", 3)
    told = call(built.librarian, "concept", q="三重一大")
    assert [tie["predicate"] for tie in told["relations"]] == ["expands_to"] * 3
    assert told["relation_totals"] == {"expands_to": 4}


def test_other_concepts_that_may_be_meant_are_named(built: Built) -> None:
    others = call(built.librarian, "concept", q="责任人")["others"]
    assert "安全生产第一责任人" in {one["label"] for one in others}
    # Whatever is named can be asked for by its id, works no lexicon has among them.
    for one in others:
        assert call(built.librarian, "concept", q=one["id"])["label"] == one["label"]


def test_a_concept_is_counted_in_the_documents_asked_for(built: Built) -> None:
    everywhere = call(built.librarian, "concept", q="第一责任人")
    speeches = call(built.librarian, "concept", q="第一责任人", kind=["speech"])
    assert 0 < speeches["passages"] < everywhere["passages"]


def test_an_expression_is_told_with_its_first_use(built: Built) -> None:
    told = call(built.librarian, "wording", q="“两个维护”")
    assert (told["label"], len(told["expansion"])) == ("两个维护", 2)
    assert told["first"]["quote"] == "两个维护"


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("concept", {"q": "从没有人说过的话"}, "从没有人说过的话"),
        ("concept", {"q": ""}, "q"),
        ("concept", {"q": "安" * 201}, "q"),
        ("concept", {"q": "第一责任人", "kind": ["poem"]}, "poem"),
        ("basis", {"text": ""}, "text"),
        ("basis", {"text": "安" * 5001}, "text"),
        ("basis", {"text": "各单位应当设置专职人员。" * 70}, "分句"),
        ("basis", {"text": "安全", "as_of": "2024-02-31"}, "2024-02-31"),
        ("wording", {"q": "“”"}, "提法为空"),
        ("wording", {"q": "安" * 61}, "60 个字"),
    ],
)
def test_a_bad_call_on_the_real_library(
    built: Built, tool: str, arguments: dict[str, Any], said: str
) -> None:
    answer = call(built.librarian, tool, **arguments)
    assert isinstance(answer, str)
    assert said in answer


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("fetch", {"document": "d000"}, "d000"),
        ("fetch", {"document": RULE_ID, "start": 99_999}, "99999"),
        ("search", {"q": "安" * 51}, "50 个字"),
        ("search", {"q": "安全", "kind": ["poem"]}, "poem"),
        ("search", {"q": "安全", "as_of": "2024-02-31"}, "2024-02-31"),
        ("search", {"q": "安全", "as_of": "昨天"}, "as_of"),
        ("search", {"q": ""}, "q"),
        ("search", {"q": "安全", "limit": 0}, "limit"),
    ],
)
def test_a_bad_call_is_told_what_is_wrong(tool: str, arguments: dict[str, Any], said: str) -> None:
    answer = call(FakeLibrary(), tool, **arguments)
    assert isinstance(answer, str)
    assert said in answer


def test_what_breaks_inside_is_not_told() -> None:
    answer = call(FakeLibrary(), "search", q="崩溃")
    assert isinstance(answer, str)
    assert "engine room" not in answer


def test_nothing_built_is_said() -> None:
    assert "scripts.build" in call(None, "search", q="安全")


def test_the_command_serves_a_real_client_over_standard_input(built: Built) -> None:
    command = ["-m", "scripts.mcp", "--data", str(built.data)]
    parameters = StdioServerParameters(command=sys.executable, args=command, cwd=ROOT)

    async def asked() -> Any:
        async with Client(stdio_client(parameters)) as client:
            asked = await client.call_tool("ask", {"q": "安全生产第一责任人要做什么？"})
            known = await client.call_tool("concept", {"q": "第一责任人"})
            paragraph = "各单位主要负责人是本单位安全生产第一责任人。"
            return asked, known, await client.call_tool("basis", {"text": paragraph})

    given, known, grounds = (one.structured_content for one in run(asked))
    assert given["answered"] is True
    assert "第一责任人应当履行下列职责" in given["answer"]
    assert known["id"] == "first-responsible-person"
    assert grounds["unsupported"] == []


def test_the_command_serves_a_real_client_over_http(built: Built) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scripts.mcp", "--http", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--data", str(built.data)], cwd=ROOT, stderr=subprocess.PIPE
    )

    async def asked() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
            known = await client.call_tool("concept", {"q": "第一责任人"})
            assert known.structured_content["label"] == "第一责任人"
            return await client.call_tool("search", {"q": "第一责任人", "limit": 3})

    try:
        _wait_for(port)
        found = run(asked).structured_content
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert len(found["hits"]) == 3
    assert "第一责任人" in found["hits"][0]["passage"]["text"]


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server never listened")
