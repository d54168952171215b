"""The pages and what every response says about itself."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup, Tag

from service.app import create_app
from service.web.present import card, source_name
from tests.fakes_library import (
    ARCHIVES_ID,
    DOCUMENTS,
    RULE,
    RULE_ID,
    SPEECH_ID,
    TRIAL_ID,
    FakeLibrary,
    librarian,
    span_of,
)  # fmt: skip

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from service.settings import Settings

QUESTION = "安全生产第一责任人是谁"
PAGES = [
    "/", f"/search?q={QUESTION}", "/search?q=zzzz", "/documents", f"/documents/{RULE_ID}",
    f"/documents/{SPEECH_ID}", f"/documents/{RULE_ID}?start=0&end=8&q=责任", "/nowhere",
]  # fmt: skip
API = ["/api/v1/search?q=责任", "/api/v1/documents", f"/api/v1/documents/{RULE_ID}"]


def soup(client: FlaskClient, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, response.text
    assert response.content_type == "text/html; charset=utf-8"
    return BeautifulSoup(response.text, "html.parser")


def words(page: Tag, selector: str) -> list[str]:
    return [" ".join(one.get_text().split()) for one in page.select(selector)]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole(client: FlaskClient, address: str) -> None:
    page = soup(client, address, 404 if address == "/nowhere" else 200)
    assert page.html is not None
    assert page.html["lang"] == "zh-CN"
    assert len(page.select("h1")) == 1
    assert page.title is not None
    assert "文脉" in page.title.get_text()
    for landmark in ("header", "nav", "main", "footer", "form[role=search]"):
        assert page.select(landmark), landmark
    # ids are unique; every field has a label; headings skip no level
    ids = [one["id"] for one in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for field in page.select("input:not([type=hidden]), select"):
        assert field.find_parent("label") or page.select(f'label[for="{field["id"]}"]')
    levels = [int(one.name[1]) for one in page.select("h1, h2, h3, h4, h5, h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    # nothing from elsewhere, nothing inline
    for one in page.select("[src], link[href], form[action]"):
        assert str(one.get("src") or one.get("href") or one.get("action")).startswith("/")
    assert all(not script.get_text() for script in page.select("script"))
    assert not page.select("[style], style, [onclick]")


@pytest.mark.parametrize("address", PAGES)
def test_links_lead_somewhere(client: FlaskClient, address: str) -> None:
    page = soup(client, address, 404 if address == "/nowhere" else 200)
    ids = {one["id"] for one in page.select("[id]")}
    for link in {str(one["href"]) for one in page.select("a[href], link[href]")}:
        target, _, fragment = link.partition("#")
        if not target:
            assert fragment in ids, link
            continue
        response = client.get(target)
        assert response.status_code == 200, link
        if fragment and response.mimetype == "text/html":
            assert f'id="{fragment}"' in response.text, link
        response.close()


def test_first_page(client: FlaskClient) -> None:
    page = soup(client, "/")
    assert words(page, ".latest-head b") == ["4", "31"]
    assert words(page, ".cards li > a")[0] == "在年度安全工作会议上的讲话"
    # the examples come from this corpus, and it answers them
    assert words(page, ".examples a") == ["关于压实责任链条，讲话提出了哪些要求？"]


def test_an_empty_corpus_has_a_first_page(settings: Settings) -> None:
    client = create_app(settings, librarian(FakeLibrary((), "empty"))).test_client()
    page = soup(client, "/")
    assert not page.select(".examples")
    assert words(page, ".latest-head b") == ["0", "0"]
    assert words(soup(client, "/documents"), ".empty h2") == ["没有符合条件的文件"]


def test_answer_above_results_below(client: FlaskClient) -> None:
    page = soup(client, f"/search?q={QUESTION}")
    quote = "第三条 各单位主要负责人是本单位安全生产第一责任人，对安全生产工作全面负责。"
    assert words(page, ".points li") == [f"{quote}[1]"]
    start = RULE.index(quote)
    link = page.select_one(".points sup a")
    assert link is not None
    assert str(link["href"]).startswith(
        f"/documents/{RULE_ID}?start={start}&end={start + len(quote)}"
    )
    assert str(link["href"]).endswith("#quote")
    assert words(page, ".citations .step") == ["第二章 责任", "第三条"]
    first = page.select_one(".results > li")
    assert first is not None
    assert words(first, ".facts > *") == [
        "规章制度", "江岭集团", "江集发〔2024〕12号", "2024-06-05", "现行有效",
    ]  # fmt: skip
    assert words(first, "mark") == ["一责"]
    assert words(first, ".similar summary") == ["另有 1 处相同或相近表述"]
    assert words(first, ".similar a") == ["安全生产管理办法（试行），已废止"]
    # What can be asked next comes afterwards: by a script or, without one, by a link.
    frame = page.select_one("[data-follow]")
    assert frame is not None
    assert not frame.select("a")
    assert "follow_ups=true" in str(frame["data-follow"])
    link = page.select_one("noscript a")
    assert link is not None
    asked = soup(client, str(link["href"]))
    assert words(asked, ".follow a") == ["专职人员怎样设置？"]
    assert not asked.select("[data-follow]")


def test_declined_with_the_nearest(client: FlaskClient) -> None:
    page = soup(client, "/search?q=档案室的钥匙由谁保管")
    assert words(page, ".declined h2, .declined p")[:2] == [
        "未作答", "馆藏文件中没有关于“档案室的钥匙由谁保管”的内容。",
    ]  # fmt: skip
    assert page.select(".results > li")


def test_nothing_found(client: FlaskClient) -> None:
    page = soup(client, "/search?q=zzzz&kind=speech")
    assert words(page, ".empty h2") == ["没有找到相关段落"]
    assert words(page, ".empty p a") == ["去掉筛选，重新检索"]


def test_filters_are_a_plain_form_that_remembers(client: FlaskClient) -> None:
    page = soup(client, "/search?q=责任&kind=rule&from=2024-01-01&issuer=江岭集团&utm_source=x")
    form = page.select_one(".filters form")
    assert form is not None
    assert (form["method"], form["action"]) == ("get", "/search")
    given = {
        str(one["name"]): one.get("value") for one in form.select("input:not([type=checkbox])")
    }
    assert given == {"q": "责任", "issuer": "江岭集团", "from": "2024-01-01", "to": "", "as_of": ""}
    assert [one["value"] for one in form.select("[checked]")] == ["rule"]
    assert set(words(page, ".results h3")) == {"安全生产管理办法"}
    # the filters come along to the document and back
    link = page.select_one(".results h3 a")
    assert link is not None
    back = soup(client, str(link["href"])).select_one(".back a")
    assert back is not None
    assert words(soup(client, str(back["href"])), ".results h3") == words(page, ".results h3")


def test_pages_of_results(client: FlaskClient) -> None:
    first = soup(client, f"/search?q={QUESTION}")
    following = first.select_one(".pager a[rel=next]")
    assert following is not None
    second = soup(client, str(following["href"]))
    assert words(second, ".pager > *") == ["← 上一页", "第 2 页，共 2 页", ""]
    assert not second.select(".answer")
    shown = words(first, ".results blockquote") + words(second, ".results blockquote")
    assert len(shown) == 17


def test_the_list_of_documents(client: FlaskClient) -> None:
    def titles(query: str) -> list[str]:
        return words(soup(client, f"/documents?{query}"), ".list th[scope=row] a")

    assert titles("") == [
        "在年度安全工作会议上的讲话", "安全生产管理办法", "档案管理规定",
        "安全生产管理办法（试行）",
    ]  # fmt: skip
    assert titles("title=档案&sort=title") == ["档案管理规定"]
    assert titles("sort=title")[0] == "在年度安全工作会议上的讲话"
    assert titles("kind=rule&as_of=2023-01-01") == ["档案管理规定", "安全生产管理办法（试行）"]


def test_a_document(client: FlaskClient) -> None:
    page = soup(client, f"/documents/{RULE_ID}")
    facts = dict(zip(words(page, ".meta dt"), words(page, ".meta dd"), strict=True))
    assert facts == {
        "文种": "规章制度", "发文机关": "江岭集团", "发文字号": "江集发〔2024〕12号",
        "通过日期": "2024-06-03", "印发日期": "2024-06-05", "施行日期": "2024-07-01",
        "取代文件": "《安全生产管理办法（试行）》", "来源文件": "制度/安全.docx",
        "其他版本": "2021-02-01 已废止",
    }  # fmt: skip
    assert words(page, ".contents a")[:3] == [
        "第一章 总则", "第一条 为了加强安全生产管理，防止和减…",
        "第二条 集团及所属各单位适用本办法；《…",
    ]  # fmt: skip
    assert not page.select("mark")


def test_a_repealed_document_names_its_successor(client: FlaskClient) -> None:
    page = soup(client, f"/documents/{TRIAL_ID}")
    assert words(page, ".standing")[0] == "已废止 自 2024-07-01 起 现以 《安全生产管理办法》 为准"
    assert words(soup(client, f"/documents/{TRIAL_ID}?as_of=2023-01-01"), ".standing .badge") == [
        "现行有效"
    ]


def test_a_document_opened_at_a_sentence(client: FlaskClient) -> None:
    quote = "分管负责人在各自分管范围内承担领导责任。"
    span = span_of(DOCUMENTS[0], quote)
    page = soup(client, f"/documents/{RULE_ID}?start={span.start}&end={span.end}&q=分管")
    assert words(page, "mark#quote") == [quote]
    assert words(page, "[data-copy]") == [
        f"《安全生产管理办法》（江集发〔2024〕12号，2024年6月5日）第二章第三条第二款（第2页）：“{quote}”"
    ]
    assert words(page, ".back a") == ["← 返回检索结果：分管"]


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/nowhere", 404, "没有这个地址"),
        ("/documents/d0", 404, "没有编号为 d0 的文件"),
        (f"/documents/{RULE_ID}?start=5&end=5", 400, "不在《安全生产管理办法》"),
        (f"/documents/{RULE_ID}?start=0&end=99999", 400, "请重新检索"),
        (f"/documents/{RULE_ID}?start=x&end=1", 400, "start 应为整数"),
        ("/search?q=x&from=yesterday", 400, "应为 YYYY-MM-DD"),
        ("/search?q=" + "长" * 2001, 400, "超过 2000 个字"),
        ("/documents?sort=colour", 400, "sort 不能是“colour”"),
    ],
)
def test_errors_are_pages(client: FlaskClient, address: str, status: int, said: str) -> None:
    assert said in " ".join(words(soup(client, address, status), ".oops p"))


def test_nothing_built_says_what_to_do(unbuilt: FlaskClient) -> None:
    assert "scripts.build" in " ".join(words(soup(unbuilt, "/", 503), ".oops p"))


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'{{7*7}}"]
)
def test_what_is_typed_is_shown_as_text(client: FlaskClient, text: str) -> None:
    response = client.get("/search", query_string={"q": text})
    page = BeautifulSoup(response.text, "html.parser")
    box = page.select_one("#q")
    assert box is not None
    assert box["value"] == text
    assert not page.select("img, script:not([src]), [onerror]")


# --- headers ------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [*PAGES, *API, "/healthz", "/openapi.json", "/api/v1/nowhere"])
def test_security_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("address", [*PAGES[:-1], *API])
def test_etag(client: FlaskClient, library: FakeLibrary, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    asked = library.asked
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert library.asked == asked  # nothing was computed to say so
    # another address, another generation: another tag
    assert (
        client.get(f"{address}{'&' if '?' in address else '?'}offset=", headers={}).headers.get(
            "ETag"
        )
        != tag
    )
    library.generation = "g2"
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_errors_have_no_etag(client: FlaskClient) -> None:
    for address in ("/nowhere", "/api/v1/documents/d0", "/api/v1/search"):
        response = client.get(address, headers={"If-None-Match": "*"})
        assert response.status_code >= 400
        assert "ETag" not in response.headers


def test_static_files_may_be_kept(client: FlaskClient) -> None:
    page = client.get("/").text
    for address in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        response = _closed(client.get(address))
        assert response.status_code == 200
        assert "max-age=31536000" in response.headers["Cache-Control"]
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
    assert _closed(client.get("/favicon.ico")).mimetype == "image/svg+xml"


def test_head_and_too_large(client: FlaskClient) -> None:
    assert client.head("/").status_code == 200
    response = client.get("/", data=b"x" * (1024 * 1024 + 1))
    assert response.status_code == 413
    assert "请求体超过" in response.text


def test_one_generation_a_request(settings: Settings) -> None:
    """A page asks the Library many times; a build in between must not mix two of them."""
    handed: list[str] = []

    class Counting:
        def current(self) -> FakeLibrary:
            handed.append("once more")
            return FakeLibrary(generation=f"g{len(handed)}")

    app = create_app(settings, Counting())  # type: ignore[arg-type]
    body = app.test_client().get("/api/v1/ask?q=责任").json
    assert handed == ["once more"]
    assert body is not None
    assert body["generation"] == "g1"


def _closed(response: TestResponse) -> TestResponse:
    response.close()
    return response


def test_archives_are_read_too(client: FlaskClient) -> None:
    assert words(soup(client, f"/documents/{ARCHIVES_ID}"), "h1") == ["档案管理规定"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("制度/安全.docx", "制度/安全.docx"),
        ("/home/li/内部/安全.docx", "安全.docx"),
        ("/home/li/汇编.zip!规程/点检.md", "汇编.zip!规程/点检.md"),
        ("../../x/y.jsonl.gz!doc", "y.jsonl.gz!doc"),
        ("x/../../y.pdf", "y.pdf"),
        ("./制度/安全..docx", "制度/安全..docx"),
        (r"C:\a\b.docx", "b.docx"),
        ("D:/a/b.docx", "b.docx"),
        (r"\\server\share\b.docx", "b.docx"),
        (r"..\a\b.docx", "b.docx"),
        ("~/a/b.pdf", "b.pdf"),
        ("/srv/a/b.pdf", "b.pdf"),
    ],
)
def test_readers_do_not_see_where_a_file_lay(name: str, shown: str) -> None:
    assert source_name(name) == shown
    held = FakeLibrary().card(RULE_ID)
    source = replace(held.description.source, name=name)
    about = replace(held.description, source=source)
    assert card(replace(held, description=about))["source"]["name"] == shown
