"""Outline: the tree of a document's numbered parts, to its full depth.

::

    outline  = { section } ;
    section  = marker [ heading ] { paragraph } { section } ;

:mod:`corpus.structure.markers` says what may be a marker, :mod:`corpus.structure.series` which
of them are and what stands under what, :mod:`corpus.structure.extent` where each ends; here
they become records with kinds, headings and ids. What is refused: markers inside quotation marks (a
decision quotes the articles it amends), in tables and in furniture (a table of contents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.model import PROVISION_KINDS, STEPS, Line, Section, SectionId, Span
from corpus.structure.extent import HEADING_LIMIT, Page
from corpus.structure.glued import clause_marker, glued_markers
from corpus.structure.markers import (
    HARD,
    SPOKEN,
    Marker,
    inline_markers,
    line_marker,
    stacked_marker,
)
from corpus.structure.quoted import quoted_lines, quoted_spans
from corpus.structure.series import build_tree
from corpus.structure.tree import BARE_LEVEL, Candidate, Node

#: Raised whenever the same lines may give another outline: stored parses are redone then.
PARSER_VERSION = 7

#: Families that are kinds of their own; all others are points or items.
_KINDS = frozenset(
    {"appendix", "part", "subpart", "chapter", "section", "article", "heading", "paragraph"}
)
_STOP = re.compile(r"[。！？!?；;\n]")
_NAMED = re.compile(r" ?(?:【([^】]{1,40})】|[（(]([^）)]{2,40})[）)](?=[^。，；]))")
#: A chapter's heading without its number; these words are always a chapter's.
_BARE_LIMIT = 18
_BARE = re.compile(r"[一-龥]{2}[一-龥、]{0,14}$")
_CHAPTERS = frozenset({"总则", "分则", "附则", "罚则", "法律责任"})
_DIVISION_ALONE = re.compile(r"第[一二三四五六七八九十0-9 ]{1,5}[编章节]$")
_BLANK_BETWEEN = re.compile(r"(?<=[一-龥]) (?=[一-龥](?: |$))")


def parse_outline(lines: Sequence[Line]) -> tuple[Section, ...]:
    r"""The sections of a document, parents before children, in reading order.

    Spans count code points in ``"\n".join(line.text for line in lines)``. Documents of
    every kind are read alike: a kind guessed wrong must not cost an outline.
    """
    page = Page(lines)
    root = build_tree(list(_candidates(page)), cut=page.is_cut())
    return tuple(_sections(page, root))


# --- candidates ---------------------------------------------------------------------------


def _candidates(page: Page) -> Iterator[Candidate]:
    """Every marker that is neither quoted, nor in a table, nor in furniture."""
    skip = quoted_lines(page.texts)
    seen_body = article = False
    for number, line in enumerate(page.lines):
        if not line.text or line.style in ("row", "title") or page.furniture[number]:
            continue
        if skip[number]:
            continue
        declared = line.style == "heading"
        if not declared and len(line.text) <= _BARE_LIMIT and _is_bare(page, number, article):
            start = page.starts[number]
            bare = Marker("heading", (), "", 0, 0)
            yield Candidate(bare, number, True, start, start, BARE_LEVEL)
            continue
        for candidate in _at_start(page, number, seen_body):
            article = article or candidate.family == "article"
            yield candidate
        seen_body = seen_body or not declared
        if not declared and len(line.text) >= 8:
            yield from _inside(page, number)


def _at_start(page: Page, number: int, seen_body: bool) -> Iterator[Candidate]:
    line = page.lines[number]
    declared = line.style == "heading"
    marker = line_marker(line.text, declared=declared)
    if marker is not None and marker.family == "appendix" and not _heads(page, number, marker):
        return
    if marker is None:
        if not declared or (line.level <= 1 and not seen_body and number < 3):
            return  # a first heading without a number is the document's title
        marker = Marker("heading", (), "", 0, 0)
    level = max(line.level, 1) if declared else 0
    start = page.starts[number]
    names = 1 < len(line.text) - marker.end <= 25 and line.text[-1] not in "。；;：:，,、！？"
    leads = line.text[-1] in "：:"
    body = start + marker.end
    yield Candidate(marker, number, True, start, body, level, names, leads)


def _inside(page: Page, number: int) -> Iterator[Candidate]:
    text = page.texts[number]
    outer = line_marker(text)
    # Behind a bullet the line's own number follows a blank, as one inside a line may.
    found = [one for one in inline_markers(text) if outer is None or one.start >= outer.end]
    glued = list(glued_markers(text, outer)) if len(text) > 12 else []
    stacked = stacked_marker(text, outer) if outer else None
    stacked = stacked or clause_marker(text, outer)
    if stacked and not (found and found[0].start <= stacked.start):
        found.insert(0, stacked)
    if glued:
        places = {marker.start for marker in glued}
        found = [one for one in found if one.start not in places] + glued
        found.sort(key=lambda marker: marker.start)
    if not found:
        return
    start = page.starts[number]
    quotes = quoted_spans(text)
    place = 0
    for marker in found:
        while place < len(quotes) and quotes[place].end <= marker.start:
            place += 1
        if place < len(quotes) and quotes[place].start < marker.start:
            continue
        # An article glued to the one before, a clause to its heading, count as a line's.
        own = marker.family in HARD or marker.family == "dotted"
        yield Candidate(marker, number, own, start + marker.start, start + marker.end)


def _is_bare(page: Page, number: int, article: bool) -> bool:
    """Whether a line is a chapter's heading without its number, right above an article.

    Between articles a line without an end is one where the sentence above it is closed;
    above the first article it must be 总则. As a 款 of the article above it, it would be
    quoted as its words.
    """
    text = page.texts[number].replace(" ", "")
    if not _BARE.match(text) or number + 1 >= len(page.texts) or not number:
        return False
    below, above = page.texts[number + 1], page.texts[number - 1]
    if not below or below[0] != "第" or page.furniture[number - 1]:
        return False
    marker = line_marker(below)
    if marker is None or marker.family != "article" or line_marker(page.texts[number]):
        return False
    if text in _CHAPTERS:
        return not _DIVISION_ALONE.match(above)
    return article and above[-1:] in ("。", "！")


def _heads(page: Page, number: int, marker: Marker) -> bool:
    """Whether 附件… heads an appendix, rather than lists one under the signature."""
    rest = page.texts[number][marker.end :]
    if rest[-1:] in ("。", "；", "，"):
        return False
    for later in range(number + 1, min(number + 12, len(page.texts))):
        if page.furniture[later]:
            return False
        text = page.texts[later]
        listed = line_marker(text) if text else None
        if not rest or listed is None or listed.family not in ("arabic", "appendix"):
            return True
        if len(text) > 60 or text[-1] in "。；":
            return True
    return not rest and number + 1 < len(page.texts)


# --- records ------------------------------------------------------------------------------


def _sections(page: Page, root: Node) -> Iterator[Section]:
    """The tree as records, parents first; a walk without recursion, for any depth."""
    used: dict[str, int] = {}
    todo: list[tuple[Node, int, Section | None]] = [
        (child, end, None) for child, end in reversed(page.with_ends(root, page.end))
    ]
    while todo:
        node, end, parent = todo.pop()
        end = max(page.trimmed(node.candidate.start, end), node.candidate.start)
        kind, section_id, number = _name(node, parent, used)
        section = Section(
            id=section_id,
            parent=parent.id if parent else None,
            kind=kind,
            number=number,
            label=node.candidate.marker.label,
            heading=_heading(page, node, kind, end),
            span=Span(node.candidate.start, end),
        )
        yield section
        if kind == "article":
            page.divide(node, end)
        below = page.with_ends(node, end)
        todo.extend((child, stop, section) for child, stop in reversed(below))


def _name(node: Node, parent: Section | None, used: dict[str, int]) -> tuple[str, SectionId, str]:
    """A node's kind, its id and its number."""
    family = node.candidate.family
    kind = family if family in _KINDS else _kind_inside(parent.kind if parent else "")
    step = STEPS[kind]
    prefix = parent.id if parent else ""
    if kind == "article":  # numbered through: no chapter stands before it
        prefix = prefix.split("/", 1)[0] if prefix.startswith("app_") else ""
    base = f"{prefix}/{step}_" if prefix else f"{step}_"
    number = "-".join(map(str, node.number))
    if family == "dotted":
        number = node.candidate.marker.label.replace("．", ".")
    if number in ("", "0"):
        number = ""
        used[base] = used.get(base, 0) + 1
        name = f"{base}{used[base]}"
    elif family == "dotted" and parent is not None and parent.kind == "point":
        name = f"{base}{node.number[-1]}"
    else:
        name = base + number
    return kind, SectionId(_unique(name, used)), number


def _kind_inside(kind: str) -> str:
    """What a number is that stands under a section of a kind: 项 under 款, 目 under 项."""
    if kind in ("article", "paragraph"):
        return "item"
    return "subitem" if kind in ("item", "subitem") else "point"


def _unique(name: str, used: dict[str, int]) -> str:
    """The name, with ``-2``, ``-3`` … where it was given before."""
    key = "=" + name
    used[key] = used.get(key, 0) + 1
    if used[key] == 1:
        return name
    return _unique(f"{name}-{used[key]}", used)


def _heading(page: Page, node: Node, kind: str, end: int) -> str:
    """The wording of a section's heading, ``""`` where it has none.

    ::

        heading = line that only names what follows
                | first sentence of at most 40 characters, more text following it
                | "【" name "】" | "（" name "）"               (* an article's *)
    """
    candidate = node.candidate
    if kind in PROVISION_KINDS:
        return _article_heading(page, node) if kind == "article" else ""
    line_end = page.line_end(candidate.line)
    if candidate.family in HARD and node.children:  # 第一章总则第一条…: not all of the line
        line_end = max(min(line_end, node.children[0].candidate.start), candidate.body)
    rest = page.text[candidate.body : line_end].rstrip()
    if candidate.level or candidate.family in _KINDS or not rest:
        return _spaced(rest) or _next_line(page, candidate)
    stop = _STOP.search(page.text, candidate.body, min(end, candidate.body + HEADING_LIMIT + 1))
    if stop is None or stop[0] == "\n":
        lead = rest if stop is None else page.text[candidate.body : stop.start()]
        whole = len(lead) <= HEADING_LIMIT and lead[-1:] not in ("，", "、", "：", ":")
        alone = candidate.at_start and candidate.body + len(lead) == line_end
        named = whole and alone and (candidate.family not in SPOKEN or line_end < end)
        if lead[-1:] in ("：", ":") and len(lead) <= 20 and alone:
            return lead[:-1] if candidate.family not in SPOKEN else ""
        return _spaced(lead) if named else ""
    if stop[0] in "；;" or not page.text[stop.end() : end].strip("”’）) \n"):
        return ""
    return page.text[candidate.body : stop.start()].strip()


def _article_heading(page: Page, node: Node) -> str:
    candidate = node.candidate
    rest = page.texts[candidate.line][candidate.marker.end :]
    named = _NAMED.match(rest)
    if named is not None:
        return (named[1] or named[2]).strip()
    return rest if page.is_name(candidate) else ""


def _next_line(page: Page, candidate: Candidate) -> str:
    """The heading of a division whose line holds the marker alone."""
    below = candidate.line + 1
    if below >= len(page.texts) or candidate.family == "heading":
        return ""
    text = page.texts[below]
    if len(text) > HEADING_LIMIT or text[-1:] in ("。", "；", "：", "，") or line_marker(text):
        return ""
    return _spaced(text)


def _spaced(heading: str) -> str:
    """A heading without the blanks that only spread it: 总 则 → 总则."""
    return _BLANK_BETWEEN.sub("", heading).strip(" ：:")
