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
from corpus.citing.editions import Editions
from corpus.citing.found import Found
from corpus.citing.names import stands_alone
from corpus.citing.naming import Naming, Work
from corpus.citing.pointers import Pointers
from corpus.description.document_numbers import normal_number
from corpus.model import (
    NORMATIVE_KINDS,
    Document,
    Reference,
    Section,
    Span,
)
from corpus.structure.places import Outline
from corpus.structure.provisions import appendix_step
from corpus.titles import headings

_NOTE = re.compile(r"[（(]([^（）()\n]{2,60})[）)]")
_AMENDS_LINE = re.compile("修改|修正|修订|增加|删[去除]|改为|作为")
#: 《民事诉讼法》司法解释, 《公司法》解释（三）
_INTERPRETS = re.compile("司法解释(?:（[一二三四五六七八九十]）)?|解释（[一二三四五六七八九十]）")
#: 国发〔2019〕5号文件第三条
_FILE = re.compile("文件?(?=第)")
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
        self.editions = Editions(document, catalogue)
        self.own_number = normal_number(document.description.number or "")
        self.labels = {
            section.span.start + self.text.startswith("【", section.span.start)
            for section in document.sections
        }
        self.headings = headings(document.description.title, document.text)
        self.out = Found(document, catalogue, self.outline)
        self.pointers = Pointers(document, self.naming, self.outline, self.out)

    def read(self) -> list[Reference]:
        handlers = {
            "book": self._book,
            "name": self._name,
            "number": self._number,
            "own": self._own,
            "that": self._that,
            "carrying": self._carrying,
            "appendix": self._appendix,
            "relative": self.pointers.relative,
            "above": self.pointers.above,
            "provision": self._bare,
        }
        at = 0
        for token in self._tokens():
            if token.span.start >= at:
                at = max(at, handlers[token.kind](token))
        return self.out.found

    def _tokens(self) -> list[Token]:
        found = list(tokens(self.text))
        names = [Token("name", span, name) for span, name in self.catalogue.named(self.text)]
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
        _, work = self.editions.meant(work, token.span.start, note[1] if note else "")
        self.naming.remember(token.span.start, work)
        if self.naming.changes and self._heads_amendment(token):
            self.naming.home = work
        if note and read_provisions(self.text, note.end()):
            return self._cite(work, title, token.span, note.end())
        end = self._cite(work, title, token.span, token.span.end)
        if end == token.span.end and note and re.search(r"[〔\[［]\d{4}", note[1]):
            return end if "称" in note[1] else note.end()
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
        return self._named(work, token.text, token.span)

    def _named(self, work: Work, title: str, span: Span) -> int:
        """A work named without 《》, in the version that stands before or behind its name."""
        note = _NOTE.match(self.text, span.end)
        behind = note.end() if note and read_provisions(self.text, note.end()) else span.end
        start, work = self.editions.meant(work, span.start, note[1] if note else "")
        self.naming.remember(span.start, work)
        return self._cite(work, title, Span(start, span.end), behind)

    def _own_title(self, token: Token, work: Work) -> int:
        """A name in the document's own title is this document, not the chapter below it, or
        but a part of the title, which is nothing.
        """
        if work.held is not None and work.held.id == self.document.id:
            self.out.add(token.span, token.text, "", work)
        return token.span.end

    def _number(self, token: Token) -> int:
        number = normal_number(token.text)
        if number == self.own_number:
            return token.span.end
        work = Work(number, self.catalogue.numbered(number))
        file = _FILE.match(self.text, token.span.end)
        return self._cite(work, number, token.span, file.end() if file else token.span.end)

    def _own(self, token: Token) -> int:
        noun = token.text[1:].strip("《》")
        quoted = self.pointers.quoting(token.span.start, whole=True)
        if quoted and quoted[0].title.endswith(noun):  # 该法第十二条规定：“…本法…”
            return self._cite(quoted[0], "", token.span, token.span.end)
        work = self.naming.itself(noun, token.span.start)
        if work is None:
            return token.span.end
        end = self._cite(work, "", token.span, token.span.end)
        appendix = self.outline.enclosing("appendix", token.span.start)
        if end == token.span.end and appendix is not None and appendix.heading.endswith(noun):
            self.out.found.pop()  # 本细则 in the appendix that is one: not the whole document
            self.pointers.cite_sections(token, [appendix])
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
            self.out.drop_inside(span)
            return self._named(work, self.text[span.start : span.end], span)
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
