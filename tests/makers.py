"""Makers of real files out of lines: docx with Word's own numbering, PDF, OFD, old .doc.

For tests, and for a script that renders documents in these formats. A line is a
:class:`corpus.model.Line` or a plain string; rows of a table are consecutive lines of
style ``row``, cells divided by tabs.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from corpus.model import Line
from corpus.numerals import to_int
from tests.typesetting import NUM, Layout, Sheet, advance, as_lines, furnish, typeset

#: Pattern of a marker -> list, level, Word's pattern, its number format and what follows it.
_LEVELS: tuple[tuple[str, int, int, str, str, str], ...] = (
    (rf"第({NUM})章[ \u3000]*", 0, 0, "第%1章", "chineseCountingThousand", "space"),
    (rf"第({NUM})节[ \u3000]*", 0, 1, "第%2节", "chineseCountingThousand", "space"),
    (rf"第({NUM})条[ \u3000]*", 2, 0, "第%1条", "chineseCountingThousand", "space"),
    (rf"（({NUM})）", 2, 1, "（%2）", "chineseCountingThousand", "nothing"),
    (r"(\d+)\. ?(?!\d)", 2, 2, "%3.", "decimal", "space"),
    (rf"({NUM})、", 1, 0, "%1、", "chineseCountingThousand", "nothing"),
    (rf"（({NUM})）", 1, 1, "（%2）", "chineseCountingThousand", "nothing"),
    (r"(\d+)\. ?(?!\d)", 1, 2, "%3.", "decimal", "space"),
    (r"（(\d+)）", 1, 3, "（%4）", "decimal", "nothing"),
)


@dataclass
class _Numberer:
    """Takes literal markers off lines and says which list and level prints them again."""

    document: Any
    counters: dict[int, list[int]] = field(default_factory=lambda: {n: [0] * 9 for n in range(3)})
    current: dict[int, int] = field(default_factory=dict)
    last_list: int = 1
    next_num: int = 100

    def __post_init__(self) -> None:
        self.numbering = self.document.part.numbering_part.element
        for list_id in range(3):
            abstract = 90 + list_id
            levels = "".join(
                f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
                f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/>'
                '<w:lvlJc w:val="left"/></w:lvl>'
                for _, owner, level, text, fmt, suffix in _LEVELS
                if owner == list_id
            )
            element = parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">'
                f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
            )
            self.numbering.insert(0, element)
            self.current[list_id] = self._num(abstract)

    def _num(self, abstract: int, level: int = 0, start: int | None = None) -> int:
        self.next_num += 1
        restart = f'<w:startOverride w:val="{start}"/>'
        override = f'<w:lvlOverride w:ilvl="{level}">{restart}</w:lvlOverride>' if start else ""
        self.numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{self.next_num}">'
                f'<w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
            )
        )
        return self.next_num

    def take(self, text: str) -> tuple[str, int, int] | None:
        """The text without its marker, list number and level; ``None`` without one."""
        ordered = sorted(_LEVELS, key=lambda entry: entry[1] != self.last_list)
        for pattern, owner, level, _, _, _ in ordered:
            match = re.match(pattern, text)
            if not match:
                continue
            value = to_int(match[1])
            counters = self.counters[owner]
            if counters[level] + 1 != value:  # Word's "restart at"
                self.current[owner] = self._num(90 + owner, level, value)
            counters[level] = value
            for lower in range(level + 1, 9):
                counters[lower] = 0
            self.last_list = owner or self.last_list
            return text[match.end() :], self.current[owner], level
        return None


def make_docx(
    path: Path,
    lines: Iterable[Line | str],
    *,
    automatic: bool = True,
    header: str = "",
    page_numbers: bool = True,
    size: float = 16,
    styled: bool = True,
) -> Path:
    """A Word document set as GB/T 9704 asks; with ``automatic`` its numbers are Word's own.

    ``styled`` uses the Title and Heading styles; without it the title is only centred
    and large, as most offices do it.
    """
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _fonts(document, size)
    if header:
        section.header.paragraphs[0].text = header
    if page_numbers:
        _page_number(section.footer.paragraphs[0])
    numberer = _Numberer(document) if automatic else None
    table: list[Line] = []
    for line in [*as_lines(lines), None]:
        if line is not None and line.style == "row":
            table.append(line)
            continue
        if table:
            _add_table(document, [row.text.split("\t") for row in table])
            table = []
        if line is not None:
            _add_paragraph(document, line, numberer, size, styled=styled)
    document.save(str(path))
    return path


def _fonts(document: Any, size: float) -> None:
    for name in ("Normal", "Title", *(f"Heading {level}" for level in range(1, 5))):
        style = document.styles[name]
        style.font.name = "FangSong"
        style.font.size = Pt(22 if name == "Title" else size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            if "Theme" in key:
                del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), "FangSong")
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
        style.paragraph_format.line_spacing = Pt(30 if name == "Title" else size * 1.75)


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")


def _add_paragraph(
    document: Any, line: Line, numberer: _Numberer | None, size: float, *, styled: bool
) -> None:
    style = None
    if styled and line.style == "title":
        style = "Title"
    elif styled and line.style == "heading":
        style = f"Heading {min(max(line.level, 1), 4)}"
    taken = numberer.take(line.text) if numberer and line.style != "title" else None
    paragraph = document.add_paragraph(taken[0] if taken else line.text, style=style)
    if taken:
        number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        number.get_or_add_ilvl().val = taken[2]
        number.get_or_add_numId().val = taken[1]
    if line.style == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in paragraph.runs:
            run.font.size = Pt(22)
    elif re.match(rf"第{NUM}[章节]", line.text):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)


def _add_table(document: Any, rows: list[list[str]]) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text


def make_pdf(
    path: Path,
    lines: Iterable[Line | str],
    *,
    layout: Layout | None = None,
    title: str = "",
    password: str = "",
) -> Path:
    """A PDF in STSong, one of the fonts every reader of Chinese PDF knows without embedding."""
    layout = layout or Layout()
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    encrypt = StandardEncryption(password, ownerPassword=password) if password else None
    canvas = Canvas(str(path), pagesize=(layout.width, layout.height), encrypt=encrypt)
    canvas.setTitle(title)
    for sheet in typeset(lines, layout):
        for row in sheet.rows:
            x = row.x
            for piece in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", row.text):
                wanted = sum(advance(char, row.size) for char in piece)
                # The font's own Latin is narrower than the half em the page was set with
                natural = pdfmetrics.stringWidth(piece, "STSong-Light", row.size)
                pen = canvas.beginText(x, layout.height - row.y)
                pen.setFont("STSong-Light", row.size)
                pen.setHorizScale(100 * wanted / natural)
                pen.textOut(piece)
                canvas.drawText(pen)
                x += wanted
        for x0, y0, x1, y1 in sheet.rules:
            canvas.line(x0, layout.height - y0, x1, layout.height - y1)
        canvas.showPage()
    canvas.save()
    return path


_MM = 25.4 / 72
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def make_ofd(
    path: Path, lines: Iterable[Line | str], *, layout: Layout | None = None, title: str = ""
) -> Path:
    """An OFD file; the running head and the page number stand in a page template."""
    layout = layout or Layout()
    bare = Layout(**{**_as_dict(layout), "header": "", "page_numbers": False})
    sheets = typeset(lines, bare)
    box = f"0 0 {layout.width * _MM:.3f} {layout.height * _MM:.3f}"
    pages = "".join(
        f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>'
        for n in range(len(sheets))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:Title>{escape(title)}</ofd:Title></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="2"'
        ' BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{pages}</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {_OFD}><ofd:Fonts>"
        '<ofd:Font ID="1" FontName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    furniture = Sheet()
    furnish(furniture, 1, layout)
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _ofd_page(furniture, "")
    for number, sheet in enumerate(sheets):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _ofd_page(
            sheet, '<ofd:Template TemplateID="2" ZOrder="Background"/>'
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}')
    return path


def _as_dict(layout: Layout) -> dict[str, Any]:
    return {name: getattr(layout, name) for name in layout.__dataclass_fields__}


def _ofd_page(sheet: Sheet, template: str) -> str:
    objects = []
    for index, row in enumerate(sheet.rows):
        size = row.size * _MM
        steps = [advance(char, row.size) * _MM for char in row.text[:-1]]
        runs: list[str] = []
        for step in steps:  # as real writers do: runs of equal steps are folded
            shown = f"{step:.3f}"
            if len(runs) >= 3 and runs[-3] == "g" and runs[-1] == shown:
                runs[-2] = str(int(runs[-2]) + 1)
            else:
                runs += ["g", "1", shown]
        objects.append(
            f'<ofd:TextObject ID="{100 + index}" Font="1" Size="{size:.3f}"'
            f' Boundary="{row.x * _MM:.3f} {row.y * _MM - size:.3f} 180 {size * 1.3:.3f}">'
            f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{" ".join(runs)}">'
            f"{escape(row.text)}</ofd:TextCode></ofd:TextObject>"
        )
    for index, (x0, y0, x1, y1) in enumerate(sheet.rules):
        objects.append(
            f'<ofd:PathObject ID="{9000 + index}" Boundary="{x0 * _MM:.3f} {y0 * _MM:.3f}'
            f' {(x1 - x0) * _MM:.3f} {(y1 - y0) * _MM:.3f}" LineWidth="0.2"><ofd:AbbreviatedData>'
            f"M 0 0 L {(x1 - x0) * _MM:.3f} {(y1 - y0) * _MM:.3f}"
            "</ofd:AbbreviatedData></ofd:PathObject>"
        )
    content = f'<ofd:Content><ofd:Layer ID="3">{"".join(objects)}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {_OFD}>{template}{content}</ofd:Page>"


def convert(source: Path, suffix: str, folder: Path) -> Path:
    """``source`` converted by LibreOffice (``doc``, ``pdf``, ``rtf``, ``odt``) into ``folder``."""
    office = shutil.which("soffice")
    if office is None:
        raise FileNotFoundError("soffice")
    with tempfile.TemporaryDirectory() as profile:
        profiled = f"-env:UserInstallation={Path(profile).as_uri()}"
        subprocess.run(
            [office, profiled, "--headless", "--convert-to", suffix, "--outdir", folder, source],
            check=True,
            capture_output=True,
            timeout=180,
        )
    return folder / f"{source.stem}.{suffix.partition(':')[0]}"


def edit_docx(path: Path, body: str, parts: dict[str, str] | None = None) -> Path:
    """A Word document whose body is the XML ``body``, with other ``parts`` added or replaced.

    ``parts`` may hold ``numbering``, ``styles``, ``footnotes``, ``endnotes`` (the inner
    XML of each) or any part by its full name.
    """
    namespace = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    kinds = {"numbering": "numbering", "styles": "styles"}
    kinds |= {"footnotes": "footnotes", "endnotes": "endnotes"}
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    held = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
    }
    relations = ""
    for index, (name, text) in enumerate((parts or {}).items()):
        if name in kinds:
            held[f"word/{name}.xml"] = f"<w:{name} {namespace}>{text}</w:{name}>"
            relations += f'<Relationship Id="r{index}" Type="{office}/{name}" Target="{name}.xml"/>'
        else:
            held[name] = text
    held.setdefault(
        "word/_rels/document.xml.rels",
        f'<Relationships xmlns="{package}">{relations}</Relationships>',
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path
