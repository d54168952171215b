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
from corpus.structure.glued import clause_marker, counted_clauses, glued_markers, lost_brackets
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
PARSER_VERSION = 16

#: Families that are kinds of their own; all others are points or items.
_KINDS = frozenset(
    {"appendix", "part", "subpart", "chapter", "section", "article", "heading", "paragraph"}
)
_STOP = re.compile(r"[。！？!?；;]")
_NAMED = re.compile(r" ?(?:【([^】]{1,40})】|[（(]([^）)]{2,40})[）)](?=[^。，；]))")
#: A chapter's heading without its number; these words are always a chapter's.
_BARE_LIMIT, _SEVERAL = 18, 3
_BARE = re.compile(r"[一-龥]{2}[一-龥、]{0,14}$")
#: Signs of a provision: a heading names a matter, it lays down nothing.
_PROVISION = re.compile(
    r"予以|给予|不予|准予|处以|不得|应当|必须|可以|可[由向按在凭于依不]|有权|负责(?![人制])|禁止|严禁|"
    r"(?<![供响效对适反相])应(?![急用对诉付收聘征税变力纳])|(?<!急)须(?!知)|需(?![求品])|"
    r"不(?!良|动产|正当|合格|可[移抗撤]|安全|诚信)|未(?!成年|来|利用)|没有|勿|无[故需须]|无正当|擅自|"
    r"违反|违者|逾期|情节|造成|构成|视为|视同|除外|责令|开除|取消|没收|照价|通报批评|扣[发减除分罚一二三四五六七八九十0-9]|"
    r"追究(?!$|[与和、制])|[按依参遵比]照|按(?![揭键摩期])|依[法规]|另[行有]|自行(?!车)|一律|同时|分别|每|至少|"
    r"(?<![自理事缘])由|用于|[大小高低少多]于|之日|起施行|(?<![、和与及])废止$|是(?!非)|分为|属于|均(?![衡等])|都(?!市)|"
    r"仍|已(?!婚)|即(?!时)|他人|本人|自己|日内|以[内上下]|前[款条]|本[办条规细章制][法例定则程度]|本[法条]|(?<!水土)保持|接受|"
    r"[0-9〇一二三四五六七八九十百千万半]+个?(?:元|日|天|月|年|倍|次|小时|分钟)|元$|时$|的$|[的者](?:[予应不给可由按从依须经]|处(?!理|罚|分))|"
    r"^(?:由|对(?![外口策等象]|.{2,}的[一-龥]{2}$)|经(?![营费济纪理办销])|在(?![建校职岗线押])|从(?![业事])|"
    r"[凡如若但且向将把为或该要]|并(?![联购网轨])|因(?!公)|其(?![他它])|根据|依据|"
    r"遵守|服从|听从|爱护|坚持|严守|做到|做好|尊重|确保|杜绝|注意|加强|定期|及时|认真|严格|主动|积极|"
    r"报.{1,8}(?:批准|备案|审批|审核|同意)$)"
)
_CHAPTERS = frozenset({"总则", "分则", "附则", "罚则", "法律责任"})
_DIVISION = re.compile(r"第[一二三四五六七八九十百零〇0-9 ]{1,9}(?:编|分编|章|节)")
_DIVISION_ALONE = re.compile(r"第[一二三四五六七八九十0-9 ]{1,5}[编章节]$")
#: A heading that its first clause follows on the same line, without a mark between.
_RUN_IN, _NAMES_ONLY = 20, re.compile(r"[一-龥][一-龥、 ]*$")
#: As far below 附件：… what it names begins; shorter, and the words may be a heading's.
_LISTED, _TITLE = 8, 6
_STANDING = re.compile(r"[（(](?:规范性|资料性)(?:附录)?[）)]$")
_BLANK_BETWEEN = re.compile(r"(?<=[一-龥]) (?=[一-龥](?: |$))")


def parse_outline(lines: Sequence[Line]) -> tuple[Section, ...]:
    r"""The sections of a document, parents before children, in reading order.

    Spans count code points in ``"\n".join(line.text for line in lines)``. Documents of
    every kind are read alike: a kind guessed wrong must not cost an outline.
    """
    page = Page(lines)
    root = build_tree(list(_candidates(page)), addresses=page.addresses(), cut=page.is_cut())
    return tuple(_sections(page, root))


# --- candidates ---------------------------------------------------------------------------


def _candidates(page: Page) -> Iterator[Candidate]:
    """Every marker that is neither quoted, nor in a table, nor in furniture."""
    skip = quoted_lines(page.texts)
    seen_body = False
    bare_lines = _bare_lines(page, skip)
    for number, line in enumerate(page.lines):
        if not line.text or line.style in ("row", "title") or page.furniture[number]:
            continue
        if skip[number] or page.closing[number]:
            continue
        declared = line.style == "heading"
        if number in bare_lines:
            start = page.starts[number]
            bare = Marker("heading", (), "", 0, 0)
            yield Candidate(bare, number, True, start, start, BARE_LEVEL)
            continue
        if not page.pieces[number].paged:
            yield from _at_start(page, number, seen_body)
        seen_body = seen_body or not declared
        if not declared and len(line.text) >= 8:
            yield from _inside(page, number)


def _at_start(page: Page, number: int, seen_body: bool) -> Iterator[Candidate]:
    line = page.lines[number]
    declared = line.style == "heading"
    marker = line_marker(line.text, declared=declared or page.pieces[number].chosen)
    if marker is not None and marker.family == "appendix" and not _heads(page, number, marker):
        return
    if marker is None:
        if not declared or (line.level <= 1 and not seen_body and number < 3):
            return  # a first heading without a number is the document's title
        marker = Marker("heading", (), "", 0, 0)
    level = max(line.level, 1) if declared else 0
    start = page.starts[number]
    names = 1 < len(line.text) - marker.end <= 25 and line.text[-1] not in "。；;：:，,、！？"
    leads, says = line.text[-1] in "：:", line.text[-1] in "。；;"
    body = start + marker.end
    yield Candidate(marker, number, True, start, body, level, names, leads, says)


def _inside(page: Page, number: int) -> Iterator[Candidate]:
    text = page.texts[number]
    outer = line_marker(text, declared=page.pieces[number].chosen)
    # Behind a bullet the line's own number follows a blank, as one inside a line may.
    found = [one for one in inline_markers(text) if outer is None or one.start >= outer.end]
    glued = list(glued_markers(text, outer)) if len(text) > 12 else []
    if lost := lost_brackets(text) or counted_clauses(text, outer):
        found = sorted(found + lost, key=lambda marker: marker.start)
    stacked = stacked_marker(text, outer) if outer else None
    stacked = stacked or clause_marker(text, outer)
    if stacked and not (found and found[0].start <= stacked.start):
        found.insert(0, stacked)
    places = {marker.start for marker in glued}
    if glued:
        found = [one for one in found if one.start not in places] + glued
        found.sort(key=lambda marker: marker.start)
    if not found:
        return
    start = page.starts[number]
    quotes = quoted_spans(text)
    place = 0
    for marker, following in zip(found, [*found[1:], None], strict=True):
        while place < len(quotes) and quotes[place].end <= marker.start:
            place += 1
        if place < len(quotes) and quotes[place].start < marker.start:
            continue
        # An article glued to the one before, a clause to its heading, count as a line's.
        own = marker.family in HARD or marker.family == "dotted" or marker.start in places
        says = text[marker.end : following.start].rstrip() if following else ""
        leads = says[-1:] in ("：", ":") and not _STOP.search(says)
        begins = start + marker.start
        yield Candidate(marker, number, own, begins, start + marker.end, leads=leads)


def _divides(text: str) -> bool:
    """Whether a line shows that its document has chapters: a numbered one, or 总则 alone."""
    if text[:1] == "第":
        return _DIVISION.match(text) is not None
    return len(text) <= 6 and text.replace(" ", "") in _CHAPTERS


def _bare_lines(page: Page, skip: Sequence[bool]) -> set[int]:
    """The lines that are chapters' headings without their numbers.

    Where no line shows that there are chapters, three such lines must.
    """
    sure: set[int] = set()
    named: set[int] = set()
    article = False
    for number, line in enumerate(page.lines):
        text = line.text
        if not text or line.style in ("row", "title") or page.furniture[number] or skip[number]:
            continue
        if text[0] == "第":
            marker = None if article else line_marker(text, declared=line.style == "heading")
            article = article or (marker is not None and marker.family == "article")
        elif line.style == "heading" or len(text) > _BARE_LIMIT:
            continue
        elif _is_bare(page, number, article):
            (sure if text.replace(" ", "") in _CHAPTERS else named).add(number)
    several = len(named) >= _SEVERAL or (named and any(map(_divides, page.texts)))
    return sure | named if several else sure


def _is_bare(page: Page, number: int, article: bool) -> bool:
    """Whether a line is a chapter's heading without its number, right above an article.

    Behind an article it is a line without an end that names a matter, the sentence above
    it being closed; before the first it must be 总则 or the like. As a 款 of the article
    above, a heading would be quoted as its words; as a heading, an article's last 款
    without a mark would be lost from it.
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
    return article and above[-1:] in ("。", "！") and not _PROVISION.search(text)


def _heads(page: Page, number: int, marker: Marker) -> bool:
    """Whether 附件… heads an appendix, rather than lists one under the signature."""
    rest = page.texts[number][marker.end :]
    if rest[-1:] in ("。", "；", "，") or _comes_again(page, number, rest):
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


def _comes_again(page: Page, number: int, title: str) -> bool:
    """Whether what is attached begins below, under its title: 附件 only named it."""
    title = title.replace(" ", "")
    below = [text.replace(" ", "") for text in page.texts[number + 1 : number + 1 + _LISTED]]
    whole = {title, title + below[0]} if below else {title}
    return len(title) >= _TITLE and any(text in whole for text in below)


# --- records ------------------------------------------------------------------------------


def _sections(page: Page, root: Node) -> Iterator[Section]:
    """The tree as records, parents first; a walk without recursion, for any depth."""
    used: dict[str, int] = {}
    todo: list[tuple[Node, int, Section | None]] = [
        (child, end, None) for child, end in reversed(page.with_ends(root, page.end))
    ]
    while todo:
        node, end, parent = todo.pop()
        closed = node.candidate.family != "appendix"
        end = max(page.trimmed(node.candidate.start, end, closed=closed), node.candidate.start)
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
    if candidate.family in HARD:
        line_end = min(line_end, end)
    if candidate.family in HARD and node.children:  # 第一章总则第一条…: not all of the line
        line_end = max(min(line_end, node.children[0].candidate.start), candidate.body)
    led = node.children[0].candidate if node.children else None
    if led is not None and led.line == candidate.line:
        lead = page.text[candidate.body : led.start].strip(" ：:")
        if 2 <= len(lead) <= _RUN_IN and _NAMES_ONLY.match(lead):
            return _spaced(lead)  # 「一、组织结构1.甲。」, 「1 总 则 1.1 目的」
    rest = page.text[candidate.body : line_end].rstrip()
    if (
        len(rest) > HEADING_LIMIT
        and candidate.family in HARD
        and page.pieces[candidate.line].chosen
    ):
        return ""  # a line that was joined: where its heading ends is not to be seen
    if candidate.level or candidate.family in _KINDS or not rest:
        return _spaced(rest) or _next_line(page, candidate)
    limit = min(end, line_end, candidate.body + HEADING_LIMIT + 1)
    stop = _STOP.search(page.text, candidate.body, limit)
    if stop is None:
        lead = rest
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
    if candidate.family == "appendix" and _STANDING.match(text) and below + 1 < len(page.texts):
        text = page.texts[below + 1]  # a standard's: 附录A, （规范性）, and then its name
    if len(text) > HEADING_LIMIT or text[-1:] in ("。", "；", "：", "，") or line_marker(text):
        return ""
    return _spaced(text)


def _spaced(heading: str) -> str:
    """A heading without the blanks that only spread it: 总 则 → 总则."""
    return _BLANK_BETWEEN.sub("", heading).strip(" ：:")
