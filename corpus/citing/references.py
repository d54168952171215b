"""References: every mention of a work or a provision in a document, and where it leads.

:mod:`corpus.citing.citations` says what a citation looks like, :mod:`corpus.citing.naming`
what a title means in its document; here each citation gets its meaning from where it stands.
本条例 and a bare 第十条 mean the document itself (in a decision that amends another work: that
work); 前款 and 本条第二款 count from the article they stand in. Works resolve through the
catalogue, in the version in force on the document's own day.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.citing.catalogue import Catalogue
from corpus.citing.citations import Cited, Token, behind_work, read_provisions, tokens
from corpus.citing.found import Found
from corpus.citing.names import stands_alone
from corpus.citing.naming import Naming, Work
from corpus.description.document_numbers import normal_number
from corpus.model import (
    NORMATIVE_KINDS,
    Document,
    Reference,
    Section,
    Span,
    Target,
)
from corpus.structure.places import Outline
from corpus.structure.provisions import appendix_step
from corpus.titles import headings

_NOTE = re.compile(r"[（(]([^（）()\n]{2,60})[）)]")
_OF_THESE = re.compile(r"(?:规定的?|所列的?|的|中的?)(?=第[^条编章，。；]{1,14}[款项])")
_SAYS = re.compile("(?:中|的)?(?:明确)?(?:规定|修改为|表述为|指出|作为[^。“”]{1,12}，即)?[：:，,]?")
_LISTED = re.compile(r"(?:、|和|或者?|及|以及|与)(?=第)")
_AMENDS_LINE = re.compile("修改|修正|修订|增加|删[去除]|改为|作为")
#: 《民事诉讼法》司法解释, 《公司法》解释（三）
_INTERPRETS = re.compile("司法解释(?:（[一二三四五六七八九十]）)?|解释（[一二三四五六七八九十]）")
_TURNS = re.compile("(?:[对将把在、.．）)]|修[改正订]) ?$")
_LABEL = re.compile(
    r"(?:分编|[编章节条])(?:之[一二三四五六七八九十]+)?(?:[ \u3000\t\n\r【：:（]|$)"
)
_ITEM_AFTER = re.compile(
    r"规定|所列|至|、|和|或|及|的|情形|内容|所|行为|以外|外|中|之|目|，|。|；|）|\)|要求|条件"
)


def find_references(document: Document, catalogue: Catalogue) -> list[Reference]:
    """Every reference ``document`` makes, in order; spans are exact and do not overlap.

    Each stated provision of a list or range is one reference; the first also covers the
    title it belongs to. What is not held keeps ``target`` None; a provision the held work
    does not have leads to the work, and ``difference`` says so. A target that is a whole
    document has the span :data:`WHOLE`.
    """
    return _Reader(document, catalogue).read()


class _Reader:
    """One pass over one document; what has been named and cited so far is its state."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self.document = document
        self.text = document.text
        self.catalogue = catalogue
        self.outline = Outline(document.sections)
        self.naming = Naming(document, catalogue)
        self.own_number = normal_number(document.description.number or "")
        self.labels = {
            section.span.start + self.text.startswith("【", section.span.start)
            for section in document.sections
        }
        self.headings = headings(document.description.title, document.text)
        self.out = Found(document, catalogue, self.outline)

    def read(self) -> list[Reference]:
        handlers = {
            "book": self._book,
            "name": self._name,
            "number": self._number,
            "own": self._own,
            "that": self._that,
            "carrying": self._carrying,
            "appendix": self._appendix,
            "relative": self._relative,
            "provision": self._bare,
        }
        at = 0
        for token in self._tokens():
            if token.span.start >= at:
                at = max(at, handlers[token.kind](token))
        return self.out.found

    def _tokens(self) -> list[Token]:
        found = list(tokens(self.text))
        names = [Token("name", span, name) for span, name in self.catalogue.mentions(self.text)]
        names += self.naming.alias_tokens()
        if names:
            found.extend(names)
            found.sort(key=lambda token: (token.span.start, -token.span.end))
        return found

    # --- one handler for each kind of token; each returns where reading goes on ------------

    def _book(self, token: Token) -> int:
        title = token.text[1:-1].replace("\n", "").strip()
        if not title:
            return token.span.end
        work = self.naming.called(title, token.span)
        if read := _INTERPRETS.match(self.text, token.span.end):
            title = f"{title}{read[0]}"
            token = replace(token, span=Span(token.span.start, read.end()))
            work = self.naming.look_up(title)
        note = _NOTE.match(self.text, token.span.end)
        if note:
            work = self.naming.with_note(work, note[1])
        self.naming.remember(token.span.start, work)
        if self.naming.changes and self._heads_amendment(token):
            self.naming.home = work
        if note and read_provisions(self.text, note.end()):
            return self._cite(work, title, token.span, note.end())
        end = self._cite(work, title, token.span, token.span.end)
        if end == token.span.end and note and re.search(r"[〔\[［]\d{4}", note[1]):
            return end if "简称" in note[1] else note.end()
        return end

    def _heads_amendment(self, token: Token) -> bool:
        """Whether 「二、对《…条例》作出修改」 turns to the next amended work."""
        start = self.text.rfind("\n", 0, token.span.start) + 1
        end = self.text.find("\n", token.span.end)
        after = self.text[token.span.end : end if end >= 0 else len(self.text)]
        before = self.text[start : token.span.start]
        if "修改为" in before or before.count("“") > before.count("”"):
            return False
        turns = not before or _TURNS.search(before) is not None
        return turns and (not after.strip() or _AMENDS_LINE.search(after) is not None)

    def _name(self, token: Token) -> int:
        work = self.naming.called(token.text, token.span)
        if any(one.start <= token.span.start < one.end for one in self.headings):
            return self._own_title(token, work)
        self.naming.remember(token.span.start, work)
        return self._cite(work, token.text, token.span, token.span.end)

    def _own_title(self, token: Token, work: Work) -> int:
        """A name in the document's own title is this document, not the chapter below it, or
        but a part of the title, which is nothing.
        """
        if work.held is not None and work.held.id == self.document.id:
            self.out.add(token.span, token.text, "", work)
        return token.span.end

    def _number(self, token: Token) -> int:
        number = normal_number(token.text)
        if number != self.own_number:
            self.out.add(token.span, number, "", Work(number, self.catalogue.numbered(number)))
        return token.span.end

    def _own(self, token: Token) -> int:
        noun = token.text[1:].strip("《》")
        work = self.naming.itself(noun, token.span.start)
        if work is None:
            return token.span.end
        end = self._cite(work, "", token.span, token.span.end)
        appendix = self.outline.enclosing("appendix", token.span.start)
        if end == token.span.end and appendix is not None and appendix.heading.endswith(noun):
            self.out.found.pop()  # 本细则 in the appendix that is one: not the whole document
            self._cite_sections(token, [appendix])
        return end

    def _that(self, token: Token) -> int:
        noun = re.sub("^(?:该|此|上述|前述|同)", "", token.text)
        work = self.naming.antecedent(noun, token.span.start)
        return self._cite(work, "", token.span, token.span.end) if work else token.span.end

    def _carrying(self, token: Token) -> int:
        """实施条例 alone, in 及其实施条例 or before a number: that of the law last named."""
        start, end = token.span
        its = self.text.startswith("其", start - 1)
        counted = self.text.startswith("第", end) and stands_alone(self.text, start, end)
        own = counted and not its and token.text in self.naming.own.title
        work = self.naming.own if own else self.naming.carrying(token.text, start)
        if work is None or not (its or (counted and work.held)):
            return start
        return self._cite(work, "", token.span, end)

    def _appendix(self, token: Token) -> int:
        """附件2: the appendix of this document, where it has one and none else was named."""
        start, end = token.span
        another = (
            self.out.found
            and re.fullmatch("的?", self.text[self.out.found[-1].span.end : start])
            and self.out.found[-1].resolved_title != self.naming.own.title
        )
        path = (appendix_step(token.text[2:].strip()),)
        begins = start == 0 or self.text[start - 1] == "\n"
        if another or begins or self.outline.find(path[0]) is None:
            return end
        cited = read_provisions(self.text, end, path) or [Cited(token.span, path)]
        cited[0] = replace(cited[0], span=Span(start, cited[0].span.end))
        self.out.add_all(self.naming.own, "", cited)
        return cited[-1].span.end

    def _bare(self, token: Token) -> int:
        start = token.span.start
        if start in self.labels or self._is_label(token):
            return token.span.end
        cited = read_provisions(self.text, start)
        if not cited:
            return token.span.end
        kind = cited[0].path[0].rpartition("_")[0]
        if kind == "pt" and self.outline.find(cited[0].path[0]) is not None:
            return self._cite(self.naming.own, "", Span(start, start), start)
        if kind in ("para", "item", "subitem"):
            return self._below_article(start, kind, cited[-1].span.end)
        if named := self.naming.unmarked(start):
            span, work = named
            self.naming.remember(span.start, work)
            return self._cite(work, self.text[span.start : span.end], span, span.end)
        bare_work = self._bare_work(start)
        if bare_work is None:
            return cited[-1].span.end
        return self._cite(bare_work, "", Span(start, start), start)

    def _is_label(self, token: Token) -> bool:
        """Whether a number at the start of a line is the line's own label."""
        start, end = token.span
        begins = start == 0 or self.text[start - 1] in '\n“"'
        return begins and bool(_LABEL.match(self.text, end))

    def _bare_work(self, at: int) -> Work | None:
        """What a 第十条 without a title belongs to."""
        if self.naming.amends or self.outline.articles:
            return self.naming.home
        if self.document.description.kind in NORMATIVE_KINDS:
            return self.naming.own
        return self.naming.last_in_line(at)

    def _below_article(self, start: int, kind: str, end: int) -> int:
        """第二款 or 第（三）项 without an article: of the article it stands in."""
        if kind != "para" and not _ITEM_AFTER.match(self.text, end):
            return end
        if self.naming.amends and self.out.last is not None:
            work, path = self.out.last
            self.out.add_all(work, "", read_provisions(self.text, start, path))
            return end
        article = self.outline.article_at(start)
        if article is None:
            return end
        base = self._base_for(kind, article, start)
        self.out.add_all(self.naming.own, "", read_provisions(self.text, start, base))
        return end

    def _base_for(self, kind: str, article: Section, start: int) -> tuple[str, ...]:
        """The path above a bare 第二款 or 第三项: of the nearest 款 or article that has one."""
        nearest = [tuple(str(article.id).split("/"))]
        if kind != "para":
            inner = self.outline.inside(article, "paragraph", start)
            nearest = [tuple(str(inner.id).split("/")), *nearest] if inner else nearest
            if self.out.last is not None and self.out.last[0] is self.naming.own:
                steps = ("app_", "art_", "para_")
                nearest.append(tuple(one for one in self.out.last[1] if one.startswith(steps)))
        for base in nearest:
            cited = read_provisions(self.text, start, base)
            if base and all(self.outline.find("/".join(one.path)) for one in cited):
                return base
        return nearest[0]

    # --- 前款, 本条, 该款 -------------------------------------------------------------------

    def _relative(self, token: Token) -> int:
        if token.text[0] in "该同":
            return self._same_again(token)
        follows = self.out.found and self.out.found[-1].span.end == token.span.start
        if follows and self.out.last is not None and token.text[0] == "前":
            return self._first_ones(token, *self.out.last)
        if quoting := self._quoting(token.span.start):
            return self._in_quotation(token, *quoting)
        sections = self.outline.relative(token.text, token.span.start)
        if sections:
            return self._cite_sections(token, sections)
        if token.text == "本编" and self.naming.own.title.endswith("编"):
            return self._cite(self.naming.own, "", token.span, token.span.end)
        if not self.outline.articles:
            return self._previous_line(token)
        self.out.put(Reference(token.span, "", "", None, "", "此处之前没有可指的条款"))
        return token.span.end

    def _quoting(self, at: int) -> tuple[Work, tuple[str, ...]] | None:
        """The provision whose words are quoted at ``at``: 该法第十二条第二款规定：“…前款…”."""
        opened = self.text.rfind("“", 0, at)
        if opened <= self.text.rfind("”", 0, at):
            return None
        for end, work, path in reversed(self.out.cited):
            if end <= opened:
                return (work, path) if _SAYS.fullmatch(self.text, end, opened) else None
        return None

    def _in_quotation(self, token: Token, work: Work, path: tuple[str, ...]) -> int:
        """前款, 本条第一款 in the words of another work's provision: counted from that."""
        kind = {"条": "art", "款": "para", "项": "item"}.get(token.text[-1], "")
        kept = next((n for n, step in enumerate(path) if step.startswith(f"{kind}_")), len(path))
        number = path[kept].rpartition("_")[2] if kept < len(path) else ""
        if token.text[0] == "本":
            path = path[: kept + 1]
        elif len(token.text) == 2 and number.isdecimal() and number != "1":
            path = (*path[:kept], f"{kind}_{int(number) - 1}")
        else:
            path = path[:kept]  # where in it, its words do not tell
        below = read_provisions(self.text, token.span.end, path) or [Cited(token.span, path)]
        below[0] = replace(below[0], span=Span(token.span.start, below[0].span.end))
        self.out.add_all(work, "", below)
        return below[-1].span.end

    def _first_ones(self, token: Token, work: Work, path: tuple[str, ...]) -> int:
        """前三款 right after an article is its first three: 刑法第三百零七条之一前三款."""
        step = {"款": "para_1", "项": "item_1"}.get(token.text[-1])
        if step:
            self.out.add(token.span, "", "/".join((*path, step)), work)
        return token.span.end

    def _previous_line(self, token: Token) -> int:
        """前款 or 前两款 where there are no articles: the paragraphs above, by their span."""
        line = self.text.rfind("\n", 0, token.span.start)
        if not re.fullmatch("[前上][一两二三]?款", token.text) or line <= 0:
            return token.span.end
        start = line
        for _ in range({"两": 2, "二": 2, "三": 3}.get(token.text[1], 1)):
            start = self.text.rfind("\n", 0, max(start, 0))
        target = Target(self.document.id, None, Span(start + 1, line))
        self.out.put(Reference(token.span, "", "", target, self.naming.own.title))
        return token.span.end

    def _cite_sections(self, token: Token, sections: list[Section]) -> int:
        """Cite one section or several in a row, and the provisions that follow below it."""
        own, first = self.naming.own, sections[0]
        path = tuple(str(first.id).split("/"))
        gap = _OF_THESE.match(self.text, token.span.end)
        below = read_provisions(self.text, gap.end() if gap else token.span.end, path)
        if below and len(below[0].path) > 1:
            below[0] = replace(below[0], span=Span(token.span.start, below[0].span.end))
            self.out.add_all(own, "", below)
            return below[-1].span.end
        span = Span(first.span.start, sections[-1].span.end)
        target = Target(self.document.id, first.id, span)
        self.out.put(Reference(token.span, "", str(first.id), target, own.title))
        self.out.last = (own, path)
        if listed := _LISTED.match(self.text, token.span.end):
            cited = read_provisions(self.text, listed.end(), path)
            if cited and len(cited[0].path) > 1:
                self.out.add_all(own, "", cited)
                return cited[-1].span.end
        return token.span.end

    def _same_again(self, token: Token) -> int:
        """该条, 该款, 同条: the provision last cited, up to that step."""
        if self.out.last is None:
            return token.span.end
        work, path = self.out.last
        step = {"条": "art_", "款": "para_", "项": "item_"}[token.text[-1]]
        kept = [place for place, one in enumerate(path) if one.startswith(step)]
        if not kept:
            return token.span.end
        path = path[: kept[0] + 1]
        below = read_provisions(self.text, token.span.end, path) or [Cited(token.span, path)]
        below[0] = replace(below[0], span=Span(token.span.start, below[0].span.end))
        self.out.add_all(work, "", below)
        return below[-1].span.end

    def _cite(self, work: Work, title: str, span: Span, after: int) -> int:
        """Cite a work with the provisions that follow at ``after``, or as a whole."""
        first, above = behind_work(self.text, after)
        # 特制定本办法第一条, in a text without lines: the number begins an article.
        cited = [] if first in self.labels else read_provisions(self.text, first, above)
        if cited and work.held and work.held.id == self.document.id:
            cited = self._in_appendix(span.start, first, cited)
        if not cited:
            self.out.add(span, title, "", work)
            return span.end
        cited[0] = replace(cited[0], span=Span(span.start, cited[0].span.end))
        self.out.add_all(work, title, cited)
        return cited[-1].span.end

    def _in_appendix(self, at: int, after: int, cited: list[Cited]) -> list[Cited]:
        """What the appendix that ``at`` lies in has itself is its own; the rest the document's."""
        appendix = self.outline.enclosing("appendix", at)
        if appendix is None:
            return cited
        own = read_provisions(self.text, after, (str(appendix.id),))
        pairs = zip(cited, own, strict=True)
        return [one if self.outline.find("/".join(one.path)) else other for other, one in pairs]
