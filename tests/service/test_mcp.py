"""An assistant's view of the library, through the protocol's own client."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from service.web.mcp import create_server
from tests.conftest import Built
from tests.fakes_library import RULE, RULE_ID, FakeLibrary, librarian

ROOT = Path(__file__).parents[2]


def run(asked: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """In a thread of its own: a browser's driver may hold a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, asked).result()


def call(library: FakeLibrary | None, tool: str, **arguments: Any) -> Any:
    """One call of a tool, in memory: its result, or the text of its error."""

    async def asked() -> Any:
        async with Client(create_server(librarian(library), longest_query=50)) as client:
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
    assert set(tools) == {"search", "ask", "fetch", "check"}
    for tool in tools.values():
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
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
            return await client.call_tool("ask", {"q": "安全生产第一责任人要做什么？"})

    given = run(asked).structured_content
    assert given["answered"] is True
    assert "第一责任人应当履行下列职责" in given["answer"]


def test_the_command_serves_a_real_client_over_http(built: Built) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "scripts.mcp", "--http", "--port", str(port)]
    server = subprocess.Popen(
        [*command, "--data", str(built.data)], cwd=ROOT, stderr=subprocess.PIPE
    )

    async def asked() -> Any:
        async with Client(f"http://127.0.0.1:{port}/mcp") as client:
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
