"""OFD (GB/T 33190-2016): a zip of XML pages, read by position like a PDF.

::

    OFD.xml -> DocRoot (Document.xml) -> Pages/Page BaseLoc -> Content.xml
    Content/Layer -> TextObject(Boundary, CTM, Size) -> TextCode(X, Y, DeltaX, DeltaY)

Lengths are millimetres, ``y`` grows downwards. Page templates hold letterheads repeated
on every page, running heads and page numbers: they are not read.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from corpus.errors import EmptyDocument, UnreadableDocument
from corpus.loaders.layout import lay_out
from corpus.loaders.limits import Limits
from corpus.loaders.lines import Parsed, is_wide, scrub
from corpus.loaders.markup import attribute, child, local, open_package, parse_xml, read_part
from corpus.loaders.rows import Glyph, Page, Rule

_A4 = (0.0, 0.0, 210.0, 297.0)
_TURNED = 0.2  # radians: more is a watermark
_RULE_WIDTH = 1.0  # mm
_PATH = re.compile(r"([MLBQACS])((?:\s+-?[\d.]+(?:e-?\d+)?)*)", re.IGNORECASE)


def read(data: bytes, limits: Limits) -> Parsed:
    """The paragraphs of an OFD file, all its documents and pages in order.

    Raises:
        EmptyDocument: its pages hold pictures only.
        UnreadableDocument: it is damaged, encrypted, or lacks a part it names.
        ParseLimit: it unpacks to more than ``limits`` allow, or has too many pages.
    """
    with open_package(data, limits) as package:
        blob = read_part(package, "OFD.xml")
        if blob is None:
            raise UnreadableDocument("缺少 OFD.xml，不是完整的 OFD 文件。请重新下载后再导入。")
        root = parse_xml(blob, "OFD.xml")
        if child(root, "Encryptions") is not None or read_part(package, "Encryptions.xml"):
            raise UnreadableDocument("OFD 已加密。请用有权限的软件打开并另存为不加密的文件。")
        pages: list[Page] = []
        titles = []
        for body in root:
            where = _said(child(body, "DocRoot")) if local(body) == "DocBody" else ""
            if where:
                titles.append(_said(child(child(body, "DocInfo"), "Title")))
                pages += _pages(package, _path("", where), len(pages), limits)
    parsed = lay_out(pages)
    if not parsed.lines:
        raise EmptyDocument(
            "没有文字对象，应为扫描件或图片版式。本系统不含文字识别（OCR）："
            "请先识别成带文字的文件后再导入。"
        )
    opening = "".join(line.text for line in parsed.lines[:6]).replace(" ", "")
    title = next((t for t in titles if len(t) > 3 and t.replace(" ", "") in opening), "")
    styled = any(line.style == "title" for line in parsed.lines)
    return Parsed(parsed.lines, {"title": title} if title and not styled else {}, parsed.notes)


def _said(element: etree._Element | None) -> str:
    return scrub(element.text or "") if element is not None else ""


def _path(folder: str, where: str) -> str:
    """A part's name: ``where`` counts from ``folder``, or from the root if it begins with ``/``."""
    return posixpath.normpath(posixpath.join("/", folder, where.replace("\\", "/"))).lstrip("/")


def _pages(package: zipfile.ZipFile, where: str, before: int, limits: Limits) -> Iterator[Page]:
    blob = read_part(package, where)
    if blob is None:
        raise UnreadableDocument(f"缺少部件 {where}。请重新下载或另存一份后再导入。")
    document = parse_xml(blob, where)
    area = _box(child(child(child(document, "CommonData"), "PageArea"), "PhysicalBox"), _A4)
    listed = child(document, "Pages")
    names = [attribute(page, "BaseLoc") for page in (listed if listed is not None else ())]
    limits.check_pages(len(names))
    for index, name in enumerate(filter(None, names)):
        path = _path(posixpath.dirname(where), name)
        content = read_part(package, path)
        if content is None:
            continue
        page = parse_xml(content, path)
        # Objects are placed from the page's own corner: where that lies does not matter.
        _, _, width, height = _box(child(child(page, "Area"), "PhysicalBox"), area)
        glyphs: list[Glyph] = []
        rules: list[Rule] = []
        _collect(child(page, "Content"), glyphs, rules)
        yield Page(before + index + 1, width, height, glyphs, rules)


def _numbers(text: str | None) -> list[float]:
    found = []
    for part in (text or "").split():
        try:
            found.append(float(part))
        except ValueError:
            return []
    return found


def _box(
    element: etree._Element | None, otherwise: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    numbers = _numbers(element.text if element is not None else None)
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or min(numbers[2:]) <= 0:
        return otherwise
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _collect(parent: etree._Element | None, glyphs: list[Glyph], rules: list[Rule]) -> None:
    for element in parent if parent is not None else ():
        name = local(element)
        if name == "TextObject":
            glyphs += _text(element)
        elif name == "PathObject":
            rules += _lines(element)
        elif name in {"Layer", "PageBlock"} and attribute(element, "Type") != "Background":
            _collect(element, glyphs, rules)


class _Frame:
    """Where an object's own coordinates lie on the page: ``Boundary`` and ``CTM``."""

    def __init__(self, element: etree._Element) -> None:
        boundary = _numbers(attribute(element, "Boundary"))
        self.left, self.top = boundary[:2] if len(boundary) == 4 else (0.0, 0.0)
        matrix = _numbers(attribute(element, "CTM"))
        self.matrix = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]

    def place(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return self.left + a * x + c * y + e, self.top + b * x + d * y + f

    @property
    def scale(self) -> tuple[float, float]:
        """How much wider and higher things are than they say."""
        a, b, c, d, _, _ = self.matrix
        return math.hypot(a, b), math.hypot(c, d)

    @property
    def turned(self) -> bool:
        a, b, _, _, _, _ = self.matrix
        return abs(math.atan2(b, a)) > _TURNED


def _text(element: etree._Element) -> Iterator[Glyph]:
    frame = _Frame(element)
    size = (_numbers(attribute(element, "Size")) or [0.0])[0]
    stretch = (_numbers(attribute(element, "HScale")) or [1.0])[0]
    wide, high = frame.scale
    if frame.turned or size <= 0 or attribute(element, "Visible") == "false":
        return
    red = _is_red(child(element, "FillColor"))
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        # A code without X or Y goes on from the one before it
        x = (_numbers(attribute(code, "X")) or [x])[0]
        y = (_numbers(attribute(code, "Y")) or [y])[0]
        text = code.text or ""
        steps_x = deltas(attribute(code, "DeltaX"), len(text))
        steps_y = deltas(attribute(code, "DeltaY"), len(text))
        for index, char in enumerate(text):
            advance = size * stretch * (1.0 if is_wide(char) else 0.5)
            px, py = frame.place(x, y)
            step = steps_x[index] if index < len(steps_x) else None
            if not char.isspace() or char == "\u3000":
                # Digits set on full-width steps, 2023, stand apart but have no blanks between
                box = max(advance, step) if step and step <= size * stretch else advance
                yield Glyph(char, px, px + box * wide, py, size * high, red)
            x += advance if step is None and not steps_y else step or 0.0
            y += steps_y[index] if index < len(steps_y) else 0.0


def deltas(text: str | None, count: int) -> list[float]:
    """The distances of ``DeltaX``: ``g 3 5.0`` stands for ``5.0 5.0 5.0``; at most ``count``.

    >>> deltas("2 g 3 5.0 1", 9)
    [2.0, 5.0, 5.0, 5.0, 1.0]
    """
    found: list[float] = []
    parts = (text or "").split()
    index = 0
    try:
        while index < len(parts) and len(found) < count:
            if parts[index] == "g":
                found += [float(parts[index + 2])] * min(int(parts[index + 1]), count)
                index += 3
            else:
                found.append(float(parts[index]))
                index += 1
    except (ValueError, IndexError):
        pass  # what was read so far still places its characters
    return found[:count]


def _is_red(colour: etree._Element | None) -> bool:
    numbers = _numbers(attribute(colour, "Value")) if colour is not None else []
    return len(numbers) == 3 and numbers[0] > 0xC0 and max(numbers[1:]) < 0x50


def _lines(element: etree._Element) -> Iterator[Rule]:
    """The straight lines of a path, and the edges of its boxes."""
    frame = _Frame(element)
    data = _said(child(element, "AbbreviatedData"))
    last: tuple[float, float] | None = None
    for match in list(_PATH.finditer(data))[:2000]:
        numbers = _numbers(match[2])
        if len(numbers) < 2:
            continue
        point = frame.place(numbers[-2], numbers[-1])
        if match[1] in "Ll" and last is not None:
            x0, x1 = sorted((last[0], point[0]))
            y0, y1 = sorted((last[1], point[1]))
            if min(x1 - x0, y1 - y0) <= _RULE_WIDTH:
                yield Rule(x0, y0, x1, y1)
        last = point
