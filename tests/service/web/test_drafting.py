"""Drafts over HTTP: findings as declared, and clear refusals."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import docx
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
        "whole": True,
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


def upload(name: str, data: bytes) -> dict[str, Any]:
    return {"data": {"file": (io.BytesIO(data), name)}, "content_type": "multipart/form-data"}


def test_a_file_is_checked_as_text_is(client: FlaskClient) -> None:
    reply = client.post("/api/v1/check/file", **upload("草稿.txt", TEXT.encode()))
    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["text"] == TEXT
    plain = client.post("/api/v1/check", json={"text": TEXT}).json
    assert plain is not None
    assert reply.json["findings"] == plain["findings"]


def test_a_word_file_comes_back_with_comments(client: FlaskClient) -> None:
    made, kept = docx.Document(), io.BytesIO()
    made.add_paragraph(TEXT)
    made.save(kept)
    reply = client.post("/api/v1/check/comments", **upload("草 稿.docx", kept.getvalue()))
    assert reply.status_code == 200
    assert "attachment" in reply.headers["Content-Disposition"]
    (comment,) = docx.Document(io.BytesIO(reply.data)).comments
    assert "改为：应当" in comment.text


@pytest.mark.parametrize("route", ["/api/v1/check/file", "/api/v1/check/comments", "/check"])
@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("空.txt", b"", 400),
        ("../../图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64, 422),
        ("坏.docx", b"PK\x03\x04" + b"0" * 64, 422),
    ],
)
def test_files_that_are_no_drafts(
    client: FlaskClient, route: str, name: str, data: bytes, code: int
) -> None:
    reply = client.post(route, **upload(name, data))
    assert reply.status_code == code
    assert "wenmai-draft" not in reply.get_data(as_text=True)


@pytest.mark.parametrize("route", ["/api/v1/check/file", "/api/v1/check/comments", "/check"])
def test_a_book_is_not_even_read(client: FlaskClient, route: str) -> None:
    kind = "multipart/form-data; boundary=x"
    reply = client.post(route, data=b"0" * (7 * 1024 * 1024 + 1), content_type=kind)
    assert reply.status_code == 413
    assert str(7 * 1024 * 1024) in reply.get_data(as_text=True)


def test_the_page_shows_findings_beside_the_text(client: FlaskClient) -> None:
    assert "粘贴文稿" in client.get("/check").get_data(as_text=True)
    page = client.post("/check", data={"text": f"<b>标题</b>\r\n{TEXT}"}).get_data(as_text=True)
    assert "&lt;b&gt;标题&lt;/b&gt;" in page
    assert '<a class="m wrong" id="m2" href="#f2">可以</a>' in page
    assert "<del>可以</del><ins>应当</ins>" in page
    assert "#quote" in page
    word = client.post("/check", data={"text": TEXT, "as": "docx"})
    assert len(list(docx.Document(io.BytesIO(word.data)).comments)) == 1


#: Names a file may be sent by: folders, line breaks, none, too long for a file system.
NAMES = [
    "..", ".", "a/../..", "..\\..", "a/", "\x00a.txt", "-rf", "CON",
    "𠀀" * 100 + ".txt", "文" * 300,
]  # fmt: skip


@pytest.mark.parametrize("address", ["/api/v1/check/file", "/api/v1/check/comments", "/check"])
@pytest.mark.parametrize("name", NAMES)
def test_a_file_may_have_any_name(client: FlaskClient, address: str, name: str) -> None:
    reply = client.post(address, data={"file": (io.BytesIO(TEXT.encode()), name)})
    assert reply.status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/check/file", "/api/v1/check/comments"])
@pytest.mark.parametrize(
    ("said", "status"),
    [
        (b"filename*=UTF-8''a%0d%0aX-Evil:%201.txt", 200),  # a line break would be a header
        (b"filename*=UTF-8''%2e%2e", 200),
        (b"filename*=UTF-8''%ff%fe", 200),
        (b'filename="a%0d%0aX.txt"', 200),
        (b'filename="a\nb.txt"', 400),  # then the part is a text, not a file
        (b'name="other"', 400),
    ],
)
def test_a_name_cannot_break_out(
    client: FlaskClient, address: str, said: bytes, status: int
) -> None:
    part = b'--B\r\nContent-Disposition: form-data; name="file"; ' + said
    body = part + b"\r\n\r\n" + TEXT.encode() + b"\r\n--B--\r\n"
    reply = client.post(address, data=body, content_type="multipart/form-data; boundary=B")
    assert reply.status_code == status
    assert "X-Evil" not in reply.headers
    if status == 400:
        assert reply.content_type == "application/problem+json"


@pytest.mark.parametrize("address", ["/api/v1/check/file", "/api/v1/check/comments"])
def test_a_text_is_no_file(client: FlaskClient, address: str) -> None:
    reply = client.post(address, data={"file": TEXT}, content_type="multipart/form-data")
    assert (reply.status_code, reply.content_type) == (400, "application/problem+json")
    assert "没有收到文件" in reply.get_data(as_text=True)


def test_an_empty_form_is_told_so(client: FlaskClient) -> None:
    reply = client.post("/check", data={"text": " \r\n "})
    assert reply.status_code == 400
    assert "请粘贴文字或选择文件" in reply.get_data(as_text=True)


def test_the_basis_of_a_paragraph(client: FlaskClient) -> None:
    reply = client.post("/api/v1/basis", json={"text": "各单位设置专职人员。食堂供应午餐。"})
    assert reply.status_code == 200
    assert reply.json is not None
    first, second = reply.json["clauses"]
    assert first["support"] == [{"citation": 1, "share": 0.9}]
    assert second["support"] == []
    assert reply.json["unsupported"] == ["食堂供应午餐。"]
    assert reply.json["citations"][0]["number"] == 1


def test_the_wording_of_an_expression(client: FlaskClient) -> None:
    reply = client.get("/api/v1/wording?q=第一责任人")
    assert reply.status_code == 200
    assert reply.json is not None
    assert reply.json["variants"][0]["years"] == [{"year": 2024, "count": 1}]
    assert reply.json["first"]["quote"] == "第一责任人"
    assert client.get("/api/v1/wording?q=").status_code == 400
