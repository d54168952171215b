"""Every error of the API: RFC 9457, a stable code, what is wrong and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from corpus import errors
from service.web.problems import STATUS, status_of
from tests.fakes_library import RULE_ID

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


def problem(response: TestResponse, status: int, code: str) -> str:
    assert response.status_code == status
    assert response.content_type == "application/problem+json"
    body = response.json
    assert body is not None
    assert {"type", "title", "status", "detail", "instance", "code"} <= set(body)
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"] == f"urn:wenmai:problem:{code}"
    assert body["instance"].startswith("/")
    return str(body["detail"])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/v1/search", "缺少参数 q"),
        ("/api/v1/search?q=", "缺少参数 q"),
        ("/api/v1/search?q=%20%20", "q：查询内容为空"),
        ("/api/v1/ask", "缺少参数 q"),
        ("/api/v1/search?q=x&limit=0", "limit 不能小于 1，现为 0"),
        ("/api/v1/search?q=x&limit=101", "limit 不能大于 100，现为 101"),
        ("/api/v1/search?q=x&limit=many", "limit 应为整数，现为“many”"),
        ("/api/v1/search?q=x&offset=-1", "offset 不能小于 0，现为 -1"),
        ("/api/v1/search?q=x&explain=maybe", "explain 应为 true 或 false，现为“maybe”"),
        ("/api/v1/search?q=x&kind=novel", "没有名为“novel”的文种；可用的有 speech、"),
        # dates: another order, digits alone (seconds since 1970 to some), no such day
        ("/api/v1/search?q=x&from=01/02/2024", "from：应为 YYYY-MM-DD 格式的日期"),
        ("/api/v1/search?q=x&to=20240101", "to：应为 YYYY-MM-DD 格式的日期"),
        ("/api/v1/search?q=x&as_of=2024-02-30", "as_of 不是有效的值，现为“2024-02-30”"),
        ("/api/v1/search?q=x&from=2024-02-02&to=2024-02-01", "请对调后重试"),
        # a misspelt filter is not a silent "everything"
        ("/api/v1/search?q=x&asof=2024-01-01", "不认识的参数 asof；可用的有 kind、"),
        ("/api/v1/documents?q=x", "不认识的参数 q；可用的有 kind、"),
        (f"/api/v1/documents/{RULE_ID}/outline?x=1", "不认识的参数 x；这个地址没有参数"),
        (f"/api/v1/documents/{RULE_ID}?as_of=x", "as_of：应为 YYYY-MM-DD"),
        ("/readyz?x=1", "不认识的参数 x"),
        # all that is wrong is said at once
        ("/api/v1/search?q=x&limit=0&offset=x", "limit 不能小于 1，现为 0；offset 应为整数"),
        # longer than the settings allow
        ("/api/v1/search?q=" + "长" * 2001, "q 有 2001 个字，超过 2000 个字的上限"),
    ],
)  # fmt: skip
def test_parameters(client: FlaskClient, address: str, said: str) -> None:
    assert said in problem(client.get(address), 400, "bad_query")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/api/v1/graph?concept=x&depth=9", "depth 不能大于 3"),
        ("/api/v1/duties?modality=x", "没有名为“x”的责任类别"),
        ("/api/v1/graph/export", "缺少参数 format"),
        ("/api/v1/wording?x=1", "不认识的参数 x；可用的有 q"),
    ],
)
def test_parameters_of_every_module(client: FlaskClient, address: str, said: str) -> None:
    assert said in problem(client.get(address), 400, "bad_query")


def test_each_refused_parameter_is_named(client: FlaskClient) -> None:
    body = client.get("/api/v1/search?limit=0&x=1").json
    assert body is not None
    assert [one["name"] for one in body["errors"]] == ["q", "limit", "x"]


@pytest.mark.parametrize(
    "address",
    ["/api", "/api/", "/api/v2/search", "/api/v1", "/api/v1/nothing", "/api/v1/search/"],
)
def test_no_such_address(client: FlaskClient, address: str) -> None:
    assert "/openapi.json" in problem(client.get(address), 404, "not_found")


@pytest.mark.parametrize(
    "address", ["/api/v1/documents/d000000000000", "/api/v1/documents/d0/outline"]
)
def test_no_such_document(client: FlaskClient, address: str) -> None:
    assert "没有编号为 d0" in problem(client.get(address), 404, "not_found")


@pytest.mark.parametrize("address", ["/api/v1/search?q=x", "/openapi.json", "/healthz"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_method(client: FlaskClient, address: str, method: str) -> None:
    response = client.open(address, method=method)
    assert method in problem(response, 405, "method_not_allowed")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_too_large(client: FlaskClient) -> None:
    response = client.get("/api/v1/search?q=x", data=b"x" * (1024 * 1024 + 1))
    assert "1048576" in problem(response, 413, "too_large")


@pytest.mark.parametrize("route", ["check", "basis", "feedback"])
@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"",
        b"null",
        b"[1]",
        b'{"text": 1}',
        b'{"text": NaN}',
        b'{"text": "\xff"}',
        # half a character, which no reply could hold
        rb'{"text": "\ud800", "query": "\ud800", "passage": "x", "useful": true}',
        # nested without end
        b'{"text": ' + b"[" * 100_000,
        b'{"text": ' + b'{"a":' * 100_000,
    ],
)
def test_a_body_that_is_none(client: FlaskClient, route: str, body: bytes) -> None:
    reply = client.post(f"/api/v1/{route}", data=body, content_type="application/json")
    problem(reply, 400, "bad_query")


def test_a_failure_of_ours_tells_only_its_number(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    detail = problem(client.get("/api/v1/search?q=崩溃"), 500, "internal")
    assert "engine room" not in detail
    number = detail.partition("编号 ")[2][:8]
    logged = next(one for one in caplog.records if one.name == "wenmai.web")
    assert number in logged.message
    assert logged.exc_info
    page = client.get("/search?q=崩溃")
    assert page.status_code == 500
    assert "engine room" not in page.text
    assert "Traceback" not in page.text


@pytest.mark.parametrize("address", ["/a%0d%0aGET%20/forged", "/search?q=x%0aforged", "/%c2%85x"])
def test_an_address_is_one_line_of_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    with caplog.at_level("INFO", "wenmai.access"):
        client.get(address)
    (said,) = [one.getMessage() for one in caplog.records if one.name == "wenmai.access"]
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("address", ["/api/v1/search?q=x", "/api/v1/documents", "/readyz"])
def test_nothing_built(unbuilt: FlaskClient, address: str) -> None:
    assert "scripts.build" in problem(unbuilt.get(address), 503, "no_generation")


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadQuery, 400),
        (errors.NotFound, 404),
        (errors.UnreadableDocument, 422),
        (errors.ParseLimit, 422),
        (errors.BadSettings, 400),
        (errors.NoGeneration, 503),
        (errors.ModelUnavailable, 503),
        (errors.BackendUnavailable, 503),
        (errors.WenmaiError, 500),
    ],
)
def test_status(error: type[errors.WenmaiError], status: int) -> None:
    assert status_of(error("x")) == status


def test_the_root_of_the_tree_is_mapped() -> None:
    assert errors.WenmaiError in STATUS
