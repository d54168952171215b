"""References that a person looked up, and how many of them reading resolves as that person did.

One JSON object a line: ``file`` (a text beside the rows), ``reference`` as it stands there,
``quote`` (words around it that stand there once) and what it ``means``::

    means     = "unresolved" | place ;
    place     = [ title ] [ provision [ ( "至" | "、" ) provision ] ] | "“" words "”" ;
    title     = "《" words "》" | words " " | words     (* 本文件 or none: the text itself *)

A title may name the year of its version in brackets; “words” are those the place meant begins
with, where it has no number. A work that is not held must stay unresolved; a version that is not
must, too, or be said to be another than the one reached; a provision that the text itself or the
held work lacks must be said to be one of it. Texts and quotations may bear the marks of
:mod:`corpus.marked`.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from corpus.citing.catalogue import Catalogue
from corpus.citing.citations import read_provisions
from corpus.citing.found import WHOLE
from corpus.citing.references import find_references
from corpus.errors import OperationError
from corpus.marked import parted, plain, read_text, runs
from corpus.model import Description, Document, Reference, Section, Span
from corpus.structure.places import Outline
from corpus.structure.provisions import parse_provision
from corpus.text import clean
from corpus.titles import bare, carried_title, in_marks, title_key, work_key

_FIELDS = ("file", "quote", "reference", "means")
_YEAR = re.compile(r"[（(](?P<year>(?:19|20)\d\d)年?[^（）()]*[）)]$")
_MEANS = re.compile(
    r"(?:本文件|(?P<title>《(?:[^《》]|《[^《》]*》)+》(?:[（(](?:19|20)\d\d[^（）()]*[）)])?|.+?(?=\s+(?:第|附件|“))))?\s*"
    r"(?P<place>(?:第|附件|“).*)?"
)
_WORDS = re.compile("“(?P<words>[^“”]+)”")


@dataclass(slots=True)
class Resolved:
    """What was asked and what was right; ``failures`` are (file, reference, what of it)."""

    asked: int = 0
    found: int = 0  # with the span asked for
    right: int = 0  # of the found, those that lead where a person says
    failures: list[tuple[str, str, str]] = field(default_factory=list)


def measure_resolved(folder: Path, rows: Path, catalogue: Catalogue) -> Resolved:
    """Read the texts that ``rows`` name, as files would be, and compare what they cite."""
    measured = Resolved()
    for name, asked in _by_file(rows).items():
        document = read_text(name, plain((folder / name).read_text("utf-8")))
        found = find_references(document, catalogue)
        for row in asked:
            measured.asked += 1
            run = _at(document, found, row["quote"], row["reference"])
            measured.found += bool(run)
            wrong = _wrong(document, run, row["means"], catalogue) if run else "未找到引用"
            measured.right += not wrong
            if wrong:
                measured.failures.append((name, row["reference"], wrong))
    return measured


def _by_file(rows: Path) -> dict[str, list[Mapping[str, str]]]:
    by_file: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for number, line in enumerate(rows.read_text("utf-8").splitlines(), start=1):
        try:
            row = {name: str(json.loads(line)[name]) for name in _FIELDS}
        except (ValueError, KeyError, TypeError) as error:
            wanted = "、".join(_FIELDS)
            raise OperationError(f"{rows}：第 {number} 行应为有 {wanted} 的 JSON") from error
        by_file[row["file"]].append(row)
    return by_file


def _at(
    document: Document, found: Sequence[Reference], quote: str, words: str
) -> Sequence[Reference]:
    """The reference, or row of them, that stands as ``words`` in the place a quotation marks."""
    place = re.search(r"\s*".join(map(re.escape, _squeezed(plain(quote)))), document.text)
    marked_so = (*runs(document, found), *runs(document, parted(document, found)))
    for run in marked_so if place else ():
        start, end = run[0].span.start, run[-1].span.end
        inside = place is not None and place.start() <= start < place.end()
        if inside and _squeezed(document.text[start:end]) == _squeezed(words):
            return run
    return ()


def _wrong(document: Document, run: Sequence[Reference], means: str, catalogue: Catalogue) -> str:
    """What is wrong of where a reference leads, or a row of them, or ``""``."""
    one, last = run[0], run[-1]
    title, place = _parted(means)
    home = one.target is not None and one.target.document_id == document.id
    carried = home and work_key(carried_title(document.description.title)) == work_key(title)
    own = not title or carried or _names(document.description, title)
    if means.strip() in ("unresolved", "未收") or not (own or _holds(catalogue, title)):
        said = one.target is None or (_YEAR.search(title) and one.difference)
        return "" if said else f"应未收，却指{in_marks(one.resolved_title)}{one.number}"
    if one.target is None:
        return f"应指{means}，却未收"
    led = document.description if home else catalogue.get(one.target.document_id)
    if home != own or led is None or not (own or _names(led, title)):
        return f"应指{means}，却指{in_marks(one.resolved_title)}{one.number}"
    find = Outline(document.sections).find if own else partial(catalogue.provision, led.id)
    paths = _paths(place)
    wanted = _span(place, paths, find, document.text)
    if wanted is None:  # an excerpt, or a work without that provision
        lacks = one.target.section_id is None and [each.number for each in run] == paths
        return "" if lacks else f"应指{means}，大纲中没有，却指{one.number}"
    ends = last.target.span.end if last.target else -1
    if wanted != Span(one.target.span.start, ends):
        return f"应指{means}，却指{one.target.section_id or one.number}"
    return ""


def _parted(means: str) -> tuple[str, str]:
    """The title and the place in a work that a person's words give; "" where they give none."""
    found = _MEANS.fullmatch(means.strip())
    if found is None:
        return bare(means), ""
    return bare(found["title"] or ""), (found["place"] or "").strip()


def _holds(catalogue: Catalogue, title: str) -> bool:
    """Whether what a person's title names is held, in the version of the year it may give."""
    return any(_names(one, title) for one in catalogue.titled(title))


def _names(held: Description, title: str) -> bool:
    """Whether a person's title names a document, in the version of the year it may give."""
    year = _YEAR.search(title)
    if work_key(held.work) != work_key(title):
        return title_key(held.title) == title_key(title)
    return year is None or (held.day is not None and held.day.year == int(year["year"]))


def _paths(place: str) -> list[str]:
    single = parse_provision(place) if place else None
    return [single] if single else ["/".join(one.path) for one in read_provisions(place, 0)]


def _span(
    place: str, paths: Sequence[str], find: Callable[[str], Section | None], text: str
) -> Span | None:
    """The characters a person's place stands for: from its first provision to its last."""
    if not place:
        return WHOLE
    if words := _WORDS.fullmatch(place):
        start = text.find(words["words"])
        return Span(start, text.find("\n", start) % (len(text) + 1)) if start >= 0 else None
    sections = [find(path) for path in paths]
    known = [one for one in sections if one is not None]
    if not known or len(known) < len(sections):
        return None
    return Span(known[0].span.start, known[-1].span.end)


def _squeezed(text: str) -> str:
    return "".join(clean(text).split())
