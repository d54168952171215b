"""PDF: characters and rules as pdfium finds them, handed to the layout."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from corpus.errors import EmptyDocument, UnreadableDocument
from corpus.loaders.layout import lay_out
from corpus.loaders.limits import Limits
from corpus.loaders.lines import Parsed
from corpus.loaders.rows import Glyph, Page, Rule

NO_TEXT = (
    "没有文字层，应为扫描件或图片。本系统不含文字识别（OCR）："
    "请先用扫描软件或 WPS 识别成带文字的 PDF 或 docx 后再导入。"
)
_HYPHEN = 2  # pdfium's sign for a hyphen at a row's end
_UNREADABLE = frozenset({0, 0xFFFD, 0xFFFE, 0xFFFF})
_RULE_WIDTH = 3.0  # points: thicker is a coloured field, not a line


def read(data: bytes, limits: Limits) -> Parsed:
    """The paragraphs of a PDF, each with the page it starts on.

    Raises:
        EmptyDocument: no page holds text that can be read (a scan, or fonts that do not
            say what their glyphs mean).
        UnreadableDocument: it is damaged or asks for a password.
        ParseLimit: it has more pages than ``limits`` allow.
    """
    # Its streams unpack inside pdfium: there the memory limit is the fence.
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(error) from error
    try:
        limits.check_pages(len(document))
        pages, blank = [], []
        for index in range(len(document)):
            page = _read_page(document, index)
            pages.append(page)
            if not page.glyphs:
                blank.append(index + 1)
    finally:
        document.close()
    return _checked(pages, blank)


def _refusal(error: pdfium.PdfiumError) -> UnreadableDocument:
    text = str(error)
    if "assword" in text:
        return UnreadableDocument(
            "PDF 已加密，需要密码。请用有权限的软件打开并另存为不加密的文件。"
        )
    if "ecurity" in text:
        return UnreadableDocument("PDF 使用了不支持的加密方式。请另存为不加密的文件后再导入。")
    return UnreadableDocument(f"PDF 已损坏或不完整（{text}）。请重新下载或另存一份后再导入。")


def _checked(pages: list[Page], blank: list[int]) -> Parsed:
    total = sum(len(page.glyphs) for page in pages)
    lost = sum(_is_lost(glyph.char) for page in pages for glyph in page.glyphs)
    if total and lost > 0.3 * total:
        raise EmptyDocument(
            "文字层无法辨读（字体未嵌入字符对照表）。请用 Word、WPS 重新导出 PDF，或改用 docx。"
        )
    parsed = lay_out(pages)
    if not parsed.lines:
        raise EmptyDocument(NO_TEXT)
    notes = list(parsed.notes)
    if blank and len(blank) < len(pages):
        shown = "、".join(map(str, blank[:8])) + ("等" if len(blank) > 8 else "")
        notes.append(f"第 {shown} 页没有文字层（空白页或扫描图），未读取。")
    return Parsed(parsed.lines, parsed.meta, tuple(notes))


def _is_lost(char: str) -> bool:
    return ord(char) in _UNREADABLE or "\ue000" <= char <= "\uf8ff"


def _read_page(document: Any, index: int) -> Page:
    try:
        page = document[index]
    except pdfium.PdfiumError:  # one damaged page costs that page only
        return Page(index + 1, 595.0, 842.0, ())
    text = page.get_textpage()
    try:
        width, height = page.get_size()
        # Sizes are given as displayed, characters as stored: a turned page swaps them.
        if page.get_rotation() in {90, 270}:
            width, height = height, width
        left, bottom, right, top = page.get_mediabox()
        marks = list(_characters(text.raw))
        turns = Counter(mark[5] for mark in marks)
        turn = turns.most_common(1)[0][0] if turns else 0
        upright = [mark for mark in marks if mark[5] == turn]
        box = (left, bottom, right, top)
        glyphs = [_glyph(mark, turn, box) for mark in upright]
        rules = list(_rules(page, top, left)) if turn == 0 else []
        if turn in {1, 3}:
            width, height = height, width
        return Page(index + 1, right - left if turn == 0 else width, height, glyphs, rules)
    finally:
        text.close()
        page.close()


_Mark = tuple[str, float, float, float, float, int, bool]


def _characters(text: Any) -> Iterator[_Mark]:
    """Every visible character: itself, its loose box, quarter turns, size, whether red."""
    box = c.FS_RECTF()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    matrix = c.FS_MATRIX()
    for index in range(c.FPDFText_CountChars(text)):
        if c.FPDFText_IsGenerated(text, index):
            continue  # pdfium's own guess at blanks and line ends: the layout makes a better one
        code = c.FPDFText_GetUnicode(text, index)
        char = "-" if code == _HYPHEN else chr(code)
        angle = c.FPDFText_GetCharAngle(text, index)
        quarters = round(angle / (math.pi / 2))
        if abs(angle - quarters * math.pi / 2) > 0.1:
            continue  # slanted: a watermark
        if not c.FPDFText_GetLooseCharBox(text, index, box):
            continue
        size = c.FPDFText_GetFontSize(text, index)
        if c.FPDFText_GetMatrix(text, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        is_red = False
        if index < 120 and c.FPDFText_GetFillColor(text, index, red, green, blue, alpha):
            is_red = red.value > 0xC0 and green.value < 0x50 and blue.value < 0x50
        x, y = ctypes.c_double(), ctypes.c_double()
        c.FPDFText_GetCharOrigin(text, index, x, y)
        if quarters % 4 in {0, 2}:
            low, high, base = box.left, box.right, y.value
        else:
            low, high, base = box.bottom, box.top, x.value
        yield char, low, high, base, abs(size) or 1.0, quarters % 4, is_red


def _glyph(mark: _Mark, turn: int, box: tuple[float, float, float, float]) -> Glyph:
    """The character as if its page were held upright, the origin at the top left."""
    char, low, high, base, size, _, red = mark
    left, bottom, right, top = box
    if turn == 0:
        return Glyph(char, low - left, high - left, top - base, size, red)
    if turn == 2:
        return Glyph(char, right - high, right - low, base - bottom, size, red)
    if turn == 1:
        return Glyph(char, low - bottom, high - bottom, base - left, size, red)
    return Glyph(char, top - high, top - low, right - base, size, red)


def _rules(page: Any, top: float, left: float) -> Iterator[Rule]:
    """The straight lines a page draws, and the edges of its boxes."""
    for item in page.get_objects(filter=[c.FPDF_PAGEOBJ_PATH], max_depth=4):
        matrix = item.get_matrix()
        points: list[tuple[float, float]] = []
        for index in range(min(c.FPDFPath_CountSegments(item.raw), 2000)):
            segment = c.FPDFPath_GetPathSegment(item.raw, index)
            x, y = ctypes.c_float(), ctypes.c_float()
            c.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO:
                yield from _edges(points, top, left)
                points = [point]
            elif kind == c.FPDF_SEGMENT_LINETO:
                points.append(point)
                if c.FPDFPathSegment_GetClose(segment):
                    points.append(points[0])
        yield from _edges(points, top, left)


def _edges(points: list[tuple[float, float]], top: float, left: float) -> Iterator[Rule]:
    if len(points) < 2:
        return
    xs, ys = [x - left for x, _ in points], [top - y for _, y in points]
    thin = min(max(xs) - min(xs), max(ys) - min(ys)) <= _RULE_WIDTH
    if thin:  # a line, or a line drawn as a slim box
        yield straight(min(xs), min(ys), max(xs), max(ys))
        return
    for index in range(len(points) - 1):
        x0, x1 = sorted((xs[index], xs[index + 1]))
        y0, y1 = sorted((ys[index], ys[index + 1]))
        if min(x1 - x0, y1 - y0) <= _RULE_WIDTH:
            yield straight(x0, y0, x1, y1)


def straight(x0: float, y0: float, x1: float, y1: float) -> Rule:
    """A slim box as the line down its middle."""
    if x1 - x0 >= y1 - y0:
        middle = (y0 + y1) / 2
        return Rule(x0, middle, x1, middle)
    middle = (x0 + x1) / 2
    return Rule(middle, y0, middle, y1)
