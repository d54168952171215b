"""Markdown with YAML front matter: structure by markdown-it, text as it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml
from frontmatter.default_handlers import YAMLHandler
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.loaders.declared import declared
from corpus.loaders.decoding import decode
from corpus.loaders.html import fragment_lines
from corpus.loaders.limits import Limits
from corpus.loaders.lines import Parsed, make_lines, make_row
from corpus.loaders.plain import unwrap, wrap_width
from corpus.model import Line

# ** beside Chinese punctuation is no emphasis in CommonMark; its writer meant it to be.
_OPENS = re.compile(r"(?:\*\*|__)(?=\S)")
_CLOSES = {"**": re.compile(r"(?<=\S)\*\*"), "__": re.compile(r"(?<=\S)__")}
_BRACKETS = re.compile(r"(?P<open>\[)|(?P<close>\])|\n[ \t]*\n")
#: Characters the parser may walk to match brackets: about a second. Beyond, none is a link.
_WALK = 20_000_000


def read(data: bytes, limits: Limits) -> Parsed:
    """The lines of a Markdown file; front matter becomes ``meta``.

    Headings keep their level; a single ``#`` before all else is the title. Emphasis and
    links are reduced to their text, bullets dropped, the numbers of ordered lists kept as
    written. Lines of one paragraph stay lines, as Chinese authors mean them, unless the
    file is wrapped at one width.
    """
    del limits  # a text costs what it holds: the size was checked when it was read
    text, note = decode(data)
    notes = [note] if note else []
    meta: dict[str, str] = {}
    handler = YAMLHandler()
    # What a file's own first lines say is taken as text: no dates, no truth values.
    if handler.detect(text):
        try:
            front, text = handler.split(text)
            pairs = yaml.load(front, Loader=yaml.BaseLoader)  # noqa: S506 strings only: safe
            meta = declared(pairs) if isinstance(pairs, dict) else {}
        except (yaml.YAMLError, ValueError, RecursionError):
            notes.append("文首的元数据（front matter）不合 YAML 写法，未采用。")
    links = _walk(text) <= _WALK
    if not links:
        notes.append("方括号太多而不成对，链接按原文保留。")
    lines = list(_blocks(text, links=links))
    titles = [
        index for index, line in enumerate(lines) if line.style == "heading" and line.level == 1
    ]
    if titles == [0]:
        lines[0] = Line(lines[0].text, "title")
    return Parsed(tuple(lines), meta, tuple(notes))


def _walk(text: str) -> int:
    """How far the parser would walk to see which brackets close; those left open cost most."""
    steps, opened = 0, []
    for match in _BRACKETS.finditer(text):
        if match["open"]:
            opened.append(match.start())
        elif match["close"]:
            steps += match.start() - opened.pop() if opened else 0
        else:
            steps += sum(match.start() - start for start in opened)
            opened.clear()
    return steps + sum(len(text) - start for start in opened)


def _blocks(text: str, *, links: bool) -> Iterator[Line]:
    parser = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
    if not links:
        parser.disable(["link", "image"])
    parser.disable("code")  # four blanks before a paragraph are an indent, not a program
    wrap = wrap_width(text.splitlines())
    label = ""
    level = 0
    row: list[str] | None = None
    for token in parser.parse(text):
        kind = token.type
        if kind == "heading_open":
            level = int(token.tag[1])
        elif kind == "heading_close":
            level = 0
        elif kind == "list_item_open":
            label = f"{token.info}{token.markup} " if token.info else ""
        elif kind == "tr_open":
            row = []
        elif kind == "tr_close" and row is not None:
            yield from make_row(row)
            row = None
        elif kind == "inline":
            said = _without_stars("".join(_inline(token.children or ())))
            if row is not None:
                row.append(said)
                continue
            yield from _paragraph(said, label, level, wrap)
            label = ""
        elif kind == "fence":
            yield from make_lines(token.content)
        elif kind == "html_block" and not token.content.lstrip().startswith("<!--"):
            yield from fragment_lines(token.content)


def _without_stars(said: str) -> str:
    return "\n".join(map(_starless, said.split("\n"))) if "**" in said or "__" in said else said


def _starless(line: str) -> str:
    """A line without the pairs of ** and __ around its words; in one pass, however many."""
    kept, at, start = [], 0, 0
    open_ended: set[str] = set()  # what is closed nowhere once is closed nowhere after
    while mark := _OPENS.search(line, start):
        closing = None
        if mark[0] not in open_ended:
            closing = _CLOSES[mark[0]].search(line, mark.end() + 1)
        if closing is None:
            open_ended.add(mark[0])
            start = mark.start() + 1
            continue
        kept += [line[at : mark.start()], line[mark.end() : closing.start()]]
        at = start = closing.end()
    return "".join([*kept, line[at:]])


def _paragraph(said: str, label: str, level: int, wrap: int) -> Iterator[Line]:
    if level:
        yield from make_lines(" ".join(said.split("\n")), "heading", level)
        return
    pieces = said.split("\n")
    pieces = unwrap(pieces, wrap) if wrap else pieces
    yield from make_lines(label + "\n".join(pieces))


def _inline(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"
        elif token.type == "html_inline":
            yield "\n" if re.match(r"<br\b", token.content, re.IGNORECASE) else ""
        elif token.type == "image":
            yield token.content
