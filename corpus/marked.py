"""Texts whose numbers and citations a person marked, and how many of them reading finds.

::

    marked = { text | "{" depth "}" | "⟪" citation "⟫" } ;

``{1}第一章 总则`` says that an outline begins a section here, one level deep; ``⟪本办法第三条⟫``
that this is a citation, whole; a row of them may be marked as one. Marks are made before the
text is read by this code; the texts are others' and stay where they are, only the counting is
ours.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.citing.catalogue import Catalogue
from corpus.citing.found import WHOLE
from corpus.citing.references import find_references
from corpus.errors import OperationError
from corpus.ingest import read
from corpus.loaders.load import load
from corpus.model import Document, DocumentId, Reference, Section, Span
from corpus.text import clean

_MARK = re.compile(r"\{([1-9])\}|⟪|⟫")
#: What may stand between the members of a row, and how many of them are looked at.
_SEPARATES, _ROW = re.compile("(?:的规定)?(?:[、和与及或至到—～~-]|以及|或者)?"), 24
#: A name, with what tells its version before and behind it, and a provision behind that.
_EDITION = re.compile(
    "(?:新?修[订正改][前后]?的)?(?P<name>《[^《》]+》|[^（(《]+?)(?:[（(][^（）()]+[）)](?P<place>第.+))?"
)
#: As many characters of a marked place are compared with the text as it was read.
_PROBE = 12


@dataclass(slots=True)
class Reading:
    """What was marked and what was found; ``failures`` are (file, what, words)."""

    texts: int = 0
    sections: int = 0
    found: int = 0
    wrong: int = 0  # sections found where none is marked
    deep: int = 0  # of the found, those at the depth marked
    citations: int = 0
    cited: int = 0  # of the citations, those found with their whole span
    failures: list[tuple[str, str, str]] = field(default_factory=list)


def measure_marked(folder: Path, catalogue: Catalogue | None = None) -> Reading:
    """Read every marked ``.txt`` of a folder as a file would be, and count.

    Without a catalogue nothing is held: names without 《》 are then found by their look alone.
    """
    reading = Reading()
    for path in sorted(folder.glob("*.txt")):
        _measure(path.name, path.read_text("utf-8"), reading, catalogue or Catalogue([], _none))
    if not reading.texts:
        raise OperationError(f"{folder}：没有标注过的 .txt 文件；请检查路径")
    return reading


def _none(_: DocumentId) -> Sequence[Section]:
    return ()


def _measure(name: str, marked: str, reading: Reading, catalogue: Catalogue) -> None:
    document = read_text(name, plain(marked))
    reading.texts += 1
    wanted = dict(_sections(marked, document.text))
    got = _outline(document)
    reading.sections += len(wanted)
    for start, depth in wanted.items():
        reading.found += start in got
        reading.deep += got.get(start) == depth
        if got.get(start) != depth:
            what = "层级不对" if start in got else "未识别"
            reading.failures.append((name, what, document.text[start : start + 24]))
    for start in got.keys() - wanted.keys() if wanted else ():
        reading.wrong += 1
        reading.failures.append((name, "多识别", document.text[start : start + 24]))
    found = find_references(document, catalogue)
    marked_so = (*runs(document, found), *runs(document, parted(document, found)))
    spans = {document.text[run[0].span.start : run[-1].span.end] for run in marked_so}
    for cited in re.findall("⟪(.*?)⟫", marked):
        reading.citations += 1
        whole = clean(cited) in spans
        reading.cited += whole
        if not whole:
            reading.failures.append((name, "未找到引用", cited))


def parted(document: Document, found: Sequence[Reference]) -> list[Reference]:
    """The same references as another person marks them: without the words that tell a version
    (修正前的), and a name apart from the provision behind its note (（2018年修正）第三条).
    """
    parts: list[Reference] = []
    for one in found:
        read = _EDITION.fullmatch(document.text, *one.span) if one.title else None
        if read is None:
            parts.append(one)
            continue
        name = replace(one, span=Span(*read.span("name")))
        if read["place"] is None:
            parts.append(name)
            continue
        whole = replace(one.target, section_id=None, span=WHOLE) if one.target else None
        place = replace(one, span=Span(*read.span("place")), title="")
        parts += [replace(name, number="", target=whole), place]
    return parts


def runs(document: Document, found: Sequence[Reference]) -> Iterator[Sequence[Reference]]:
    """Each reference, and each row of them with nothing but separators between: a person may
    mark 第一、二、三项 as one citation.
    """
    for start in range(len(found)):
        for stop in range(start + 1, min(start + _ROW, len(found)) + 1):
            yield found[start:stop]
            between = document.text[found[stop - 1].span.end : _next(found, stop)]
            if not _SEPARATES.fullmatch(between):
                break


def _next(found: Sequence[Reference], place: int) -> int | None:
    return found[place].span.start if place < len(found) else None


def plain(marked: str) -> str:
    """A marked text without its marks."""
    return _MARK.sub("", marked)


def read_text(name: str, text: str) -> Document:
    """A text read as the file ``name`` would be."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        document, _ = read(next(load(path)), {})
    return document


def _outline(document: Document) -> dict[int, int]:
    """Offset → depth of every numbered section; a 款, which has no number, is no level."""
    depth: dict[str | None, int] = {None: 0}
    found = {}
    for section in document.sections:
        named = section.kind != "paragraph"
        depth[section.id] = depth[section.parent] + named
        if named:
            found[section.span.start] = depth[section.id]
    return found


def _sections(marked: str, text: str) -> Iterator[tuple[int, int]]:
    """Each marked section's offset in the text as read, blanks aside, and its depth."""
    places = [place for place, char in enumerate(text) if not char.isspace()]
    squeezed = _squeezed(text)
    whole = _squeezed(clean(plain(marked)))
    for match in _MARK.finditer(marked):
        if match[1] is None:
            continue
        before = len(_squeezed(clean(plain(marked[: match.start()]))))
        found = squeezed.find(whole[before : before + _PROBE], max(0, before - 5 * _PROBE))
        if found >= 0:
            yield places[found], int(match[1])


def _squeezed(text: str) -> str:
    return "".join(text.split())
