"""Documents, questions and addresses that would be more than text: they are text."""

from __future__ import annotations

import hashlib
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from corpus.model import Description, Document, DocumentId, Line, Source
from corpus.structure.outline import parse_outline
from service.app import create_app
from tests.fakes_library import FakeLibrary, librarian

if TYPE_CHECKING:
    from flask.testing import FlaskClient

    from service.settings import Settings

EVIL = "\"'><img src=x onerror=alert(1)></script><script>alert(2)</script>{{7*7}}[x](javascript:y)"
TEXT = f"""{EVIL}管理办法
第一章 {EVIL}
第一条 责任{EVIL}由单位承担。
表头{EVIL}\t第二列
责任甲\t{EVIL}
{EVIL}同志指出：“{EVIL}”。"""


@pytest.fixture
def evil() -> Document:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    about = Description(
        id=DocumentId(f"d{digest[:12]}"), work=EVIL, title=f"{EVIL}管理办法", kind="rule",
        issuer=EVIL, number=EVIL, issued=date(2024, 1, 1), supersedes=(EVIL,),
        source=Source(EVIL, digest, "markdown"),
    )  # fmt: skip
    lines = [Line(line, "row" if "\t" in line else "body") for line in TEXT.split("\n")]
    return Document(about, TEXT, (), parse_outline(lines))


@pytest.fixture
def hostile(settings: Settings, evil: Document) -> FlaskClient:
    return create_app(settings, librarian(FakeLibrary((evil,)))).test_client()


def harmless(page: str) -> None:
    """Nothing of the hostile text became an element, an attribute or an address."""
    soup = BeautifulSoup(page, "html.parser")
    assert soup.find("main")
    assert soup.find("img") is None
    assert "49[x]" not in page
    for element in soup.find_all(True):
        assert isinstance(element, Tag)
        assert not [name for name in element.attrs if name.lower().startswith("on")], element
        for name in ("href", "src", "action", "data-phrase", "data-suggest"):
            address = str(element.get(name) or "")
            assert not address.lower().startswith(("javascript:", "data:", "//")), element
        if element.name == "script":
            assert element.get("src"), element
            assert not element.get_text()


@pytest.mark.parametrize(
    "address",
    [
        "/", "/documents", "/search?q=责任由单位承担", f"/search?q={EVIL}",
        f"/documents?title={EVIL}",
        f"/documents?issuer={EVIL}", f"/documents/{EVIL}", f"/concepts?q={EVIL}", f"/{EVIL}",
        f"/duties?who={EVIL}", f"/suggest?q={EVIL}", f"/search?q=责任&kind={EVIL}",
        f"/graph?concept={EVIL}", f"/search?q=责任&from={EVIL}", "/documents/{id}",
        "/documents/{id}?start=0&end=50", f"/documents/{{id}}?q={EVIL}",
    ],
)  # fmt: skip
def test_a_page_holds_no_more_than_text(hostile: FlaskClient, evil: Document, address: str) -> None:
    address = address.replace("{id}", evil.description.id)
    reply = hostile.get(address.replace("#", "%23"))
    if reply.mimetype == "text/html":
        harmless(reply.get_data(as_text=True))
    else:
        assert reply.mimetype in {"application/x-suggestions+json", "application/problem+json"}
    assert "default-src 'self'" in reply.headers["Content-Security-Policy"]
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("sent", ["text", "file"])
def test_a_draft_holds_no_more_than_text(client: FlaskClient, sent: str) -> None:
    draft = f"{EVIL}可以《{EVIL}》“{EVIL}”"
    data = (
        {"text": draft}
        if sent == "text"
        else {"file": (io.BytesIO(draft.encode()), "<img src=x>.txt")}
    )
    reply = client.post("/check", data=data, content_type="multipart/form-data")
    assert reply.status_code == 200
    harmless(reply.get_data(as_text=True))
