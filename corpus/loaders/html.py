"""Web pages: the main text, its headings, lists numbered as a browser numbers them, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from corpus.errors import ParseLimit, UnreadableDocument
from corpus.loaders.declared import declared
from corpus.loaders.decoding import decode
from corpus.loaders.limits import Limits
from corpus.loaders.lines import Parsed, make_lines, make_row
from corpus.loaders.numfmt import format_number
from corpus.model import Line

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    {"script", "style", "noscript", "nav", "aside", "footer", "button", "select", "option", "head"}
    | {"textarea", "input", "template", "svg", "math", "iframe", "object", "embed", "canvas"}
    | {"video", "audio", "rp", "rt", "del", "menu", "dialog"}
)
_BLOCKS = frozenset(
    {"html", "body", "div", "p", "section", "article", "main", "header", "address", "blockquote"}
    | {"center", "fieldset", "figure", "figcaption", "hgroup", "details", "summary", "dl", "dt"}
    | {"dd", "pre", "hr", "ul", "ol", "li", "table", "caption", "form"}
)
_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|sidebar|share|toolbar|footer|copyright"
    r"|pagination|pager|qrcode|related|recommend|comments?|advert|ad|banner|topbar|print)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Where the content systems of Chinese government sites put the text of a document.
_CONTENT = re.compile(
    r"UCAP-CONTENT|TRS_Editor|trs_editor_view|pages_content|article-content|^zoom$|^Zoom$"
    r"|xxgk_content|view_content|article_content|content_main|^news_content$"
)
_META = {
    "articletitle": "title",
    "contentsource": "publisher",
    "pubdate": "date",
    "author": "author",
}
_LISTS = {
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "taiwaneseCountingThousand",
    "cjk-heavenly-stem": "ideographTraditional",
}
_IDEOGRAPHIC = frozenset({"chineseCountingThousand", "taiwaneseCountingThousand"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read(data: bytes, limits: Limits) -> Parsed:
    """The main text of a page; navigation, scripts, forms and feet are left out."""
    found = _CHARSET.search(data[:4096])
    text, note = decode(data, found[1].decode("ascii") if found else None)
    del limits  # the parser refuses depth and size by itself
    root = _parse(text)
    lines = tuple(_body(root))
    return Parsed(lines, _meta(root, lines), (note,) if note else ())


def fragment_lines(text: str) -> list[Line]:
    """The lines of a piece of HTML inside another document."""
    root = _parse(f"<html><body>{text}</body></html>")
    return list(_Walk().lines(root))


def _parse(text: str) -> etree._Element:
    # Handed over as bytes: lxml takes no str that also declares an encoding.
    data = _XML.sub("", text).encode("utf-8", "ignore")
    parser = lxml_html.HTMLParser(
        remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8"
    )
    try:
        root: etree._Element = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise UnreadableDocument(f"网页结构无法解析（{error}）。请另存为文本后再导入。") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise ParseLimit("网页嵌套层数过深，无法完整读取。请另存为文本后再导入。")
    return root


def _meta(root: etree._Element, lines: tuple[Line, ...]) -> dict[str, str]:
    pairs: dict[str, object] = {}
    for item in root.iter("meta"):
        key = _META.get((item.get("name") or "").lower())
        if key:
            pairs[key] = item.get("content") or ""
    if not any(line.style == "title" for line in lines):
        title = next((_all_text(item) for item in root.iter("title")), "")
        # 关于…的通知_中国政府网: the site's name is not the document's
        pairs.setdefault("title", re.split(r"\s*[_|｜]\s*|\s+[-—]+\s+", title.strip())[0])
    return declared(pairs)


def _body(root: etree._Element) -> Iterator[Line]:
    body = root.find("body")
    main = _main(body if body is not None else root)
    walk = _Walk()
    outside = [h for h in root.iter("h1") if main not in h.iterancestors() and h is not main]
    found = list(walk.lines(main))
    first_level = [line for line in found if line.style == "heading" and line.level == 1]
    if not first_level and len(outside) == 1:
        title = [line.text for line in walk.lines(outside[0])]
        if title and title[0] not in {line.text for line in found[:5]}:
            found.insert(0, Line("".join(title), "heading", 1))
            first_level = found[:1]
    # A page with one <h1> before its text is titled by it.
    if len(first_level) == 1 and found.index(first_level[0]) < 5:
        found[found.index(first_level[0])] = Line(first_level[0].text, "title")
    yield from found


def _main(body: etree._Element) -> etree._Element:
    """The element that holds the document: named so, or the one with most of the paragraphs."""
    whole = _weight(body)
    for item in body.iter("article", "main", "div", "td", "section"):
        named = item.tag in {"article", "main"} or item.get("role") == "main"
        names = f"{item.get('id') or ''} {item.get('class') or ''}".split()
        if (named or any(map(_CONTENT.search, names))) and _weight(item) >= 0.5 * whole:
            return item
    best = body
    while True:
        inner = [item for item in best if _weight(item) >= 0.85 * whole]
        if not inner or not whole or inner[0].tag not in {"div", "section", "center", "font"}:
            return best
        best = inner[0]


def _weight(element: etree._Element) -> int:
    """The characters of running text in an element: what is not in links."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return 0
    text = len(_all_text(element))
    linked = sum(len(_all_text(item)) for item in element.iter("a", "script", "style"))
    return max(text - linked, 0)


def _all_text(element: etree._Element) -> str:
    return "".join(str(piece).strip() for piece in element.itertext())


class _Walk:
    """One pass over a tree: inline text gathers until a block ends it."""

    def __init__(self) -> None:
        self._out: list[Line] = []
        self._text: list[str] = []
        self._label = ""
        self._level = 0

    def lines(self, root: etree._Element) -> Iterator[Line]:
        """The lines of ``root``, in document order."""
        self._out, self._text = [], []
        self._element(root, root)
        self._flush()
        yield from self._out

    def _flush(self) -> None:
        text = "".join(self._text)
        self._text = []
        if self._level:
            found = make_lines(" ".join(text.split("\n")), "heading", self._level)
        else:
            found = make_lines(text)
        for line in found:
            self._out.append(Line(self._label + line.text, line.style, line.level))
            self._label = ""

    def _say(self, text: str | None) -> None:
        if text:
            self._text.append(re.sub(r"[ \t\r\n\f]+", " ", text))

    def _element(self, element: etree._Element, root: etree._Element) -> None:
        name = element.tag if isinstance(element.tag, str) else ""
        if element is not root and (not name or name in _DROPPED or _is_hidden(element)):
            return
        if name == "br":
            self._text.append("\n")
        elif name == "table":
            self._flush()
            self._table(element, root)
            self._flush()
        elif name in {"ol", "ul"}:
            self._flush()
            self._list(element, root)
        elif name in _HEADINGS:
            self._flush()
            self._level = _HEADINGS[name]
            self._inside(element, root)
            self._flush()
            self._level = 0
        elif name == "pre":
            self._flush()
            self._text.append("".join(map(str, element.itertext())))
            self._flush()
        elif name in _BLOCKS:
            self._flush()
            self._inside(element, root)
            self._flush()
        else:
            self._inside(element, root)

    def _inside(self, element: etree._Element, root: etree._Element) -> None:
        self._say(element.text)
        for item in element:
            self._element(item, root)
            self._say(item.tail)

    def _list(self, element: etree._Element, root: etree._Element) -> None:
        items = [item for item in element if item.tag == "li"]
        style = _list_style(element)
        reverse = element.get("reversed") is not None
        count = _int(element.get("start"), len(items) if reverse else 1)
        for item in element:
            if item.tag != "li":
                self._element(item, root)
                continue
            count = _int(item.get("value"), count)
            self._label = ""
            if element.tag == "ol" and style != "none":
                sign = "、" if style in _IDEOGRAPHIC else ". "
                self._label = format_number(count, style) + sign
            count += -1 if reverse else 1
            self._inside(item, root)
            self._flush()
            self._label = ""

    def _table(self, table: etree._Element, root: etree._Element) -> None:
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
        for caption in table.iterchildren("caption"):
            self._inside(caption, root)
            self._flush()
        if _is_layout(cells):
            for cell in (cell for row in cells for cell in row):
                self._inside(cell, root)
                self._flush()
            return
        spans: dict[int, int] = {}  # column -> rows a cell above still covers
        for row in cells:
            texts: list[str] = []
            queue = list(row)
            while queue or spans.get(len(texts), 0):
                column = len(texts)
                if spans.get(column, 0):
                    spans[column] -= 1
                    texts.append("")
                    continue
                cell = queue.pop(0)
                spans[column] = min(_int(cell.get("rowspan"), 1), 1000) - 1
                texts.append(" ".join(line.text for line in _Walk().lines(cell)))
            self._out += make_row(texts)


def _is_layout(rows: list[list[etree._Element]]) -> bool:
    """Whether a table only arranges the page: one column, or whole texts in its cells."""
    if max(map(len, rows), default=0) <= 1:
        return True
    cells = [cell for row in rows for cell in row]
    nested = any(cell.find(".//table") is not None for cell in cells)
    longest = max(len(_all_text(cell)) for cell in cells)
    paragraphs = max(sum(1 for _ in cell.iter("p")) for cell in cells)
    return (nested and longest > 400) or (paragraphs > 4 and longest > 800)


def _is_hidden(element: etree._Element) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style:
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}"
    if element.tag in {"div", "ul", "section", "header", "span", "p"} and _FURNITURE.search(names):
        # Some sites call their very text "print": what holds much of it stays.
        return _weight(element) < 600
    return element.tag == "header" and element.find(".//h1") is None


def _list_style(element: etree._Element) -> str:
    style = (element.get("style") or "").lower()
    match = re.search(r"list-style(?:-type)?\s*:\s*([\w-]+)", style)
    if match:
        return "none" if match[1] == "none" else _LISTS.get(match[1], "decimal")
    return _LISTS.get(element.get("type") or "", "decimal")


def _int(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise
