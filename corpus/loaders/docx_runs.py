"""The running text of one Word paragraph: runs, fields, changes, symbols, boxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from corpus.loaders.docx_styles import as_int
from corpus.loaders.markup import alternative, attribute, child, local, switched_on, value

#: Never read: deleted, moved away, instructions, phonetic guides, properties.
_SKIPPED = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr"}
    | {"annotationRef", "commentReference", "footnoteRef", "endnoteRef", "softHyphen"}
)
_PLAIN = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
#: Symbol fonts store boxes and ticks by their place in the font.
_SYMBOLS = {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "√"}


@dataclass(slots=True)
class Inline:
    """What one paragraph holds: its text (lines broken as written), its text boxes, its look.

    ``contents`` says that it is an entry of a generated table of contents.
    """

    text: str = ""
    boxes: list[etree._Element] = field(default_factory=list)
    size: float = 0.0
    red: bool = False
    contents: bool = False


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: bool = False


class Runs:
    """Reads paragraphs one after the other: a field may begin in one and end in another."""

    def __init__(self) -> None:
        self.calls: dict[str, list[str]] = {"footnote": [], "endnote": []}
        self._fields: list[_Field] = []
        self._parts: list[str] = []
        self._looks: Counter[tuple[float, bool]] = Counter()
        self._inline = Inline()

    def read(self, paragraph: etree._Element) -> Inline:
        """The text and boxes of one paragraph, counters of fields and notes moved on."""
        self._parts, self._looks, self._inline = [], Counter(), Inline()
        self._walk(paragraph)
        inline = self._inline
        inline.text = "".join(self._parts)
        if self._looks:
            inline.size, inline.red = self._looks.most_common(1)[0][0]
        return inline

    def _in_contents(self) -> bool:
        return any(f.result and f.instruction.split()[:1] == ["TOC"] for f in self._fields)

    def _walk(self, parent: etree._Element) -> None:
        for element in parent:
            name = local(element)
            if name in _SKIPPED:
                if name in {"instrText", "delInstrText"} and self._fields:
                    self._fields[-1].instruction += element.text or ""
            elif name == "r":
                self._run(element)
            elif name in {"t", "sym"} or name in _PLAIN:
                self._say(element, name)
            elif name == "fldChar":
                self._field(attribute(element, "fldCharType"))
            elif name == "AlternateContent":
                if (chosen := alternative(element)) is not None:
                    self._walk(chosen)
            elif name == "txbxContent":
                self._inline.boxes.append(element)
            elif name in {"footnoteReference", "endnoteReference"}:
                key = attribute(element, "id")
                if key is not None:
                    self.calls[name.removesuffix("Reference")].append(key)
            else:
                self._walk(element)

    def _run(self, run: etree._Element) -> None:
        own = child(run, "rPr")
        if switched_on(child(own, "vanish")):
            # A field's marks may be hidden with it and still open and close it.
            for element in run:
                if local(element) == "fldChar":
                    self._field(attribute(element, "fldCharType"))
            return
        before = len(self._parts)
        self._walk(run)
        written = sum(len(part.strip()) for part in self._parts[before:])
        if written:
            half_points = as_int(value(own, "sz"))
            colour = (value(own, "color") or "").upper()
            red = len(colour) == 6 and colour[:2] >= "C0" and colour[2:4] <= "40" >= colour[4:]
            self._looks[half_points / 2 if half_points else 0.0, red] += written

    def _say(self, element: etree._Element, name: str) -> None:
        if any(not opened.result for opened in self._fields):
            return  # between a field's begin and its result stands only the instruction
        self._inline.contents = self._inline.contents or self._in_contents()
        if name == "t":
            self._parts.append((element.text or "").replace("\n", " "))
        elif name == "sym":
            self._parts.append(_SYMBOLS.get((attribute(element, "char") or "").upper(), ""))
        else:
            self._parts.append(_PLAIN[name])

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            self._fields.pop()
