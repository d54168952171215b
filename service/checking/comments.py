"""The draft as a Word document with a comment at every place that needs the drafter.

A Word document keeps all it has, its formatting included: runs are only cut where a comment
begins or ends. The text that was checked is the loader's, so each character is first found
again in the document's own runs, blanks left out; numbers Word counts itself have none.
"""

from __future__ import annotations

import io
import re
import zipfile
from bisect import bisect_left
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.run import Run

from corpus.errors import UnreadableDocument
from corpus.loaders.limits import Limits
from corpus.loaders.markup import open_package
from corpus.numerals import NUMBER
from corpus.titles import in_marks
from service.checking.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from service.checking.model import Finding, Report

AUTHOR, INITIALS = "文脉核查", "文脉"
#: Characters ahead in which a paragraph's text must be found again.
AHEAD = 4000
_ARTICLE = re.compile(f"第{NUMBER}条")
#: What a draft that is no Word document is set in.
FONT = "仿宋"
_TEXT, _RUN, _PARAGRAPH, _PROPERTIES = qn("w:t"), qn("w:r"), qn("w:p"), qn("w:rPr")


@dataclass(frozen=True, slots=True)
class _Place:
    """A character of the document: its run, its ``w:t`` and where in it."""

    run: Any
    text: Any
    at: int


def commented(report: Report, original: bytes | None = None) -> bytes:
    """The draft as .docx with comments; ``original`` is the file it came from, where Word's.

    Raises:
        UnreadableDocument: the original cannot be opened for writing.
    """
    document = _set(report.text) if original is None else _opened(original)
    wanted = [one for one in report.findings if one.is_alarm or one.kind == "title_unknown"]
    _comment(document, report.text, wanted)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def told(finding: Finding) -> str:
    """What a comment says: the kind, what is wrong, what is right, where it stands."""
    lines = [f"【{KINDS[finding.kind]}】{finding.message}"]
    if finding.suggestion is not None:
        lines.append(f"改为：{finding.suggestion}")
    lines += [
        f"出处：{in_marks(cited.card.description.title)}{_where(cited.section)}"
        for cited in finding.citations[:2]
    ]
    return "\n".join(lines)


def _where(section: Sequence[str]) -> str:
    """A place as a comment names it: from its article on, else its last two headings."""
    last = max(0, len(section) - 2)
    first = next((at for at, step in enumerate(section) if _ARTICLE.match(step)), last)
    return "".join(section[first:])


def _opened(original: bytes) -> Any:
    try:
        with open_package(original, Limits()):  # refuses what would unpack to too much
            pass
        return docx.Document(io.BytesIO(original))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableDocument(
            f"这份 Word 文档无法写入批注（{error}）；请另存为 docx 后重试。"
        ) from error


def _set(text: str) -> Any:
    """A plain document of the draft's lines."""
    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    for line in text.split("\n"):
        document.add_paragraph(_printable(line))
    return document


def _printable(line: str) -> str:
    """What XML can hold."""
    return "".join(filter(_is_printable, line))


def _is_printable(char: str) -> bool:
    return char == "\t" or (char >= " " and not 0xD800 <= ord(char) < 0xE000)


def _comment(document: Any, text: str, findings: Sequence[Finding]) -> None:
    offsets, places = _found_again(document, text)
    ranges = []
    for finding in findings if offsets else ():
        start = min(bisect_left(offsets, finding.span.start), len(offsets) - 1)
        end = max(start, bisect_left(offsets, finding.span.end) - 1)
        ranges.append((places[start], places[end], finding))
    runs = _cut([place for first, last, _ in ranges for place in (first, last)], ranges)
    for first, last, finding in ranges:
        ends = [Run(runs[_key(place)], document) for place in (first, last)]
        comment = document.add_comment(ends, told(finding), AUTHOR, INITIALS)
        # The same draft gives the same comments, whenever it is checked.
        comment._comment_elm.attrib.pop(qn("w:date"), None)


def _found_again(document: Any, text: str) -> tuple[list[int], list[_Place]]:
    """Where each character of the checked text stands in the document, in order."""
    solid = [at for at, char in enumerate(text) if _is_printable(char) and not char.isspace()]
    letters = "".join(text[at] for at in solid)
    offsets: list[int] = []
    places: list[_Place] = []
    cursor = 0
    for paragraph in document.element.body.iter(_PARAGRAPH):
        own = list(_characters(paragraph))
        wanted = "".join(place.text.text[place.at] for place in own)
        at = letters.find(wanted, cursor, cursor + len(wanted) + AHEAD) if wanted else -1
        if at < 0:
            continue
        offsets += solid[at : at + len(own)]
        places += own
        cursor = at + len(own)
    return offsets, places


def _characters(paragraph: Any) -> Iterator[_Place]:
    """The characters of one paragraph's own runs, blanks and deletions left out."""
    for run in paragraph.iter(_RUN):
        if next(run.iterancestors(_PARAGRAPH)) is not paragraph:
            continue  # a text box hangs in a run of its own
        for text in run.findall(_TEXT):
            for at, char in enumerate(text.text or ""):
                if not char.isspace():
                    yield _Place(run, text, at)


def _key(place: _Place) -> tuple[int, int]:
    return id(place.text), place.at


def _cut(
    kept: Sequence[_Place], ranges: Sequence[tuple[_Place, _Place, Finding]]
) -> dict[tuple[int, int], Any]:
    """Cut runs so that each range begins and ends with one; the run each kept place is in."""
    cuts: dict[int, set[int]] = {}
    for first, last, _ in ranges:
        cuts.setdefault(id(first.text), set()).add(first.at)
        cuts.setdefault(id(last.text), set()).add(last.at + 1)
    found: dict[tuple[int, int], Any] = {}
    for run in {id(place.run): place.run for place in kept}.values():
        _cut_run(run, cuts, found)
    return found


def _cut_run(run: Any, cuts: dict[int, set[int]], found: dict[tuple[int, int], Any]) -> None:
    """One run in its pieces, each with the properties it had."""
    properties = run.find(_PROPERTIES)
    pieces = [_like(run, properties)]
    for child in list(run):
        if child is properties:
            continue
        if child.tag != _TEXT or id(child) not in cuts:
            for at in range(len(child.text or "") if child.tag == _TEXT else 0):
                found[id(child), at] = pieces[-1]
            pieces[-1].append(child)
            continue
        words = child.text or ""
        edges = sorted({0, len(words), *(at for at in cuts[id(child)] if at < len(words))})
        for start, end in pairwise(edges):
            if start in cuts[id(child)] and len(pieces[-1]) > (properties is not None):
                pieces.append(_like(run, properties))
            pieces[-1].append(_words(child, words[start:end]))
            for at in range(start, end):
                found[id(child), at] = pieces[-1]
        if len(words) in cuts[id(child)]:
            pieces.append(_like(run, properties))
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)


def _like(run: Any, properties: Any) -> Any:
    """An empty run with another's properties."""
    made = run.makeelement(run.tag, dict(run.attrib))
    if properties is not None:
        made.append(deepcopy(properties))
    return made


def _words(like: Any, words: str) -> Any:
    made = like.makeelement(like.tag, {qn("xml:space"): "preserve"})
    made.text = words
    return made
