"""Word documents (.docx, .docm, .dotx, strict or transitional), as a reader sees them.

The package is opened here and not by python-docx, which refuses macro files, templates
and the ISO strict form, and stops at a dangling relationship as WPS writes them.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from corpus.errors import UnreadableDocument
from corpus.loaders.docx_numbering import Numbering
from corpus.loaders.docx_runs import Inline, Runs
from corpus.loaders.docx_styles import Style, Styles, read_style
from corpus.loaders.limits import Limits
from corpus.loaders.lines import MARKER, Parsed, make_lines, make_row
from corpus.loaders.markup import (
    alternative,
    attribute,
    child,
    local,
    open_package,
    parse_xml,
    read_part,
    value,
)
from corpus.loaders.title_lines import Setting, body_size, find_title
from corpus.model import Line

_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "body"})
_CORE = "docProps/core.xml"


def read(data: bytes, limits: Limits, *, converted: bool = False) -> Parsed:
    """The lines of a Word document in reading order, automatic numbers written out.

    Insertions are kept, deletions and hidden text dropped, as with all changes accepted;
    headers, footers, comments and a generated table of contents are left out. Text boxes
    follow the paragraph they hang on. Foot- and endnotes come last, in the order they
    are called. A table's row is one line, a merged cell written once; a table of one
    column is layout, and its paragraphs stay paragraphs. ``converted``: LibreOffice wrote
    the file, and may have lost that articles are numbered through, or a paragraph deleted.

    Raises:
        UnreadableDocument: the package or its main part is damaged.
        ParseLimit: it unpacks to more than ``limits`` allow.
    """
    with open_package(data, limits) as package:
        main = _main_part(package)
        blob = read_part(package, main)
        if blob is None:
            raise UnreadableDocument(f"缺少正文部件 {main}。请用 Word 或 WPS 另存一份后再导入。")
        root = parse_xml(blob, main)
        related = dict(_relations(package, main))
        styles = Styles.read(_part(package, related.get("styles")))
        numbers = _part(package, related.get("numbering"))
        numbering = Numbering(numbers, styles, converted=converted)
        walk = _Walk(styles, numbering, converted=converted)
        body = child(root, "body")
        walk.blocks(body if body is not None else root)
        walk.finish()
        for kind in ("footnote", "endnote"):
            walk.append_notes(_part(package, related.get(f"{kind}s")), kind)
        lines = walk.titled()
        meta = _core_title(package, lines)
    return Parsed(tuple(lines), meta, tuple(walk.remarks))


def _main_part(package: zipfile.ZipFile) -> str:
    return next((p for kind, p in _relations(package, "") if kind == "officeDocument"), "") or (
        "word/document.xml"
    )


def _relations(package: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    """What ``part`` points to inside the package: kind (``styles``) and part name."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    blob = read_part(package, path)
    for item in parse_xml(blob, path) if blob else ():
        if attribute(item, "TargetMode") == "External":
            continue
        kind = (attribute(item, "Type") or "").rpartition("/")[2]
        target = attribute(item, "Target") or ""
        yield kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _part(package: zipfile.ZipFile, name: str | None) -> etree._Element | None:
    blob = read_part(package, name) if name else None
    return parse_xml(blob, name or "") if blob else None


def _core_title(package: zipfile.ZipFile, lines: list[Line]) -> dict[str, str]:
    """The title among the file's properties, if the text bears it out: most are stale."""
    blob = read_part(package, _CORE)
    title = child(parse_xml(blob, _CORE), "title") if blob else None
    wanted = "".join((title.text or "").split()) if title is not None else ""
    opening = "".join("".join(line.text.split()) for line in lines[:8])
    if title is None or len(wanted) < 4 or wanted not in opening:
        return {}
    if any(line.style == "title" for line in lines):
        return {}
    return {"title": " ".join((title.text or "").split())}


class _Walk:
    """One pass through a document's blocks; counters and open fields live as long as it."""

    def __init__(self, styles: Styles, numbering: Numbering, *, converted: bool) -> None:
        self._converted = converted
        self.lines: list[Line] = []
        self.settings: list[Setting] = []
        self.remarks: list[str] = []
        self._styles = styles
        self._numbering = numbering
        self._runs = Runs()
        self._carried = Inline()  # text of paragraphs whose mark was deleted: part of the next
        self._cells = 0

    def blocks(self, parent: etree._Element) -> None:
        """Every paragraph and table in ``parent``, in order."""
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in _CONTAINERS:
                self.blocks(element)
            elif name == "AlternateContent":
                if (chosen := alternative(element)) is not None:
                    self.blocks(chosen)
            elif name == "altChunk":
                self.remarks.append("有一处嵌入的外部内容未读取。")

    def finish(self) -> None:
        """Write out what a deleted last paragraph mark left pending."""
        if self._carried.text.strip():
            self._emit(self._carried.text, "body", 0, Setting("", 0, centred=False))
        self._carried = Inline()

    def _paragraph(self, element: etree._Element) -> None:
        own = read_style(element)
        style_id = value(child(element, "pPr"), "pStyle")
        inline = self._runs.read(element)
        inline.text = self._carried.text + inline.text
        if _mark_deleted(element) or (self._converted and _words_deleted(element, inline)):
            self._carried = inline
            return
        self._carried = Inline()
        in_contents = inline.contents or self._styles.is_contents(style_id)
        label = "" if in_contents else self._numbering.label(element, style_id)
        if in_contents:
            if "目录已略去。" not in self.remarks:
                self.remarks.append("目录已略去。")
        elif inline.text.strip() or (label and self._cells):
            self._write(label + inline.text.lstrip(), own, style_id, inline)
        for box in inline.boxes:
            self.blocks(box)

    def _write(self, text: str, own: Style, style_id: str | None, inline: Inline) -> None:
        """One paragraph's lines, in the style it has by name, outline level or inheritance."""
        centred = self._styles.centred(style_id) if own.centred is None else own.centred
        size = inline.size or self._styles.size(style_id)
        setting = Setting(text.strip(), size, centred, inline.red)
        level = own.outline + 1 if own.outline is not None else self._styles.heading(style_id)
        if self._styles.is_title(style_id):
            self._emit("".join(text.split("\n")), "title", 0, setting)
        elif 1 <= level <= 9:
            pieces = text.split("\n")
            # 第一章<br>总则 is one heading, and its marker stands apart
            glue = " " if MARKER.match(pieces[0]) else ""
            self._emit(glue.join(pieces), "heading", level, setting)
        else:
            self._emit(text, "body", 0, setting)

    def _emit(self, text: str, style: str, level: int, setting: Setting) -> None:
        for line in make_lines(text, style, level):
            self.lines.append(line)
            self.settings.append(setting._replace(text=line.text))

    def _table(self, table: etree._Element) -> None:
        grid = child(table, "tblGrid")
        columns = len(grid) if grid is not None else 0
        for row in _inside(table, "tr"):
            if child(child(row, "trPr"), "del") is not None:
                continue
            cells = list(_inside(row, "tc"))
            if len(cells) == 1 and (columns == 1 or _is_layout(cells[0])):
                self.blocks(cells[0])
                continue
            texts = []
            for cell in cells:
                merge = _merge(cell)
                if merge != "horizontal":  # written with the cell it belongs to
                    texts.append("" if merge == "vertical" else self._cell(cell))
            for line in make_row(texts):
                self.lines.append(line)
                self.settings.append(Setting(line.text, 0, centred=False))

    def _cell(self, cell: etree._Element) -> str:
        """A cell's paragraphs, those of tables in it too, with a blank between."""
        kept = len(self.lines)
        self._cells += 1
        self.blocks(cell)
        self._cells -= 1
        texts = [line.text for line in self.lines[kept:]]
        del self.lines[kept:], self.settings[kept:]
        return " ".join(texts)

    def append_notes(self, root: etree._Element | None, kind: str) -> None:
        """The foot- or endnotes that were called, each its own line."""
        called = self._runs.calls[kind]
        notes = {attribute(item, "id"): item for item in (root if root is not None else ())}
        kept = len(self.lines)
        for key in called:
            if key in notes:
                self.blocks(notes[key])
        self.lines[kept:] = [replace(line, style="note") for line in self.lines[kept:]]
        if called:
            self.remarks.append(
                f"{'脚注' if kind == 'footnote' else '尾注'} {len(called)} 条附于文末。"
            )

    def titled(self) -> list[Line]:
        """The lines; where no style declares a title, the one that is set like one is marked."""
        if any(line.style == "title" for line in self.lines):
            return self.lines
        flat = (
            s for s, line in zip(self.settings, self.lines, strict=True) if line.style == "body"
        )
        body = body_size((s.size, len(s.text)) for s in flat)
        for index in find_title(self.settings, body) if body else ():
            self.lines[index] = Line(self.lines[index].text, "title")
        return self.lines


def _mark_deleted(element: etree._Element) -> bool:
    mark = child(child(element, "pPr"), "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _words_deleted(element: etree._Element, inline: Inline) -> bool:
    """Whether all of a paragraph's words are deleted: LibreOffice loses that its mark is, too."""
    return not inline.text.strip() and any(local(item) == "del" for item in element)


def _inside(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, those in content controls too."""
    for element in parent:
        if local(element) == name:
            yield element
        elif local(element) in _CONTAINERS:
            yield from _inside(element, name)


def _merge(cell: etree._Element) -> str:
    """``vertical`` or ``horizontal`` for a cell that only continues another."""
    own = child(cell, "tcPr")
    for name, found in (("vMerge", "vertical"), ("hMerge", "horizontal")):
        merge = child(own, name)
        if merge is not None and attribute(merge, "val") in {None, "continue"}:
            return found
    return ""


def _is_layout(cell: etree._Element) -> bool:
    """Whether a cell across the whole table holds a piece of the document, not a datum."""
    blocks = [item for item in cell if local(item) in {"p", "tbl", "sdt"}]
    return len(blocks) > 2 or any(local(item) == "tbl" for item in blocks)
