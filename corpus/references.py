"""References: every mention of a work or a provision in a document, and where it leads.

:mod:`corpus.citations` says what a citation looks like; here each one gets its meaning
from where it stands. 本条例 and a bare 第十条 mean the document itself (in a decision that
amends another work: that work); 前款 and 本条第二款 count from the article they stand in;
该办法 and 《办法》 mean the work last named so, or the one abbreviated so. Titles then
resolve through the catalogue, in the version in force on the document's own day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from corpus.catalogue import Catalogue
from corpus.citations import Cited, Token, read_provisions, tokens
from corpus.layout import normal_number
from corpus.model import (
    NORMATIVE_KINDS,
    Description,
    Document,
    DocumentId,
    Reference,
    Section,
    Span,
    Target,
)
from corpus.numerals import to_int
from corpus.provisions import Outline, spoken
from corpus.titles import bare, head_noun, work_key

#: The span of a target that is a document as a whole.
WHOLE = Span(0, 0)
#: How far back 该办法 may look for the work it means, in characters.
_REACH = 600
_GENERIC = re.compile(
    r"(?:管理|实施|暂行|工作|监督|试行|若干|补充|总体|行动|指导|处分)?"
    r"(?:条例|办法|规定|细则|规则|解释|决定|规程|准则|章程|通知|意见|方案|制度|标准|规范|纲要|规划|"
    r"守则|指南|批复|公告|通告|法|法典|批复|目录|清单|措施|要点|决议|报告|指引|计划|函)"
)
_ABBREVIATED = re.compile(
    r"(?:以下|下)(?:统一)?(?:简称|称为|称|统称)(?:为|作)?[：:]?\s?"
    r"(?:《(?P<book>[^《》\n]{1,20})》|[“\"‘]?(?P<name>[\u4e00-\u9fff]{2,16})[”\"’]?(?=[）)，。；]))"
)
_AMENDS = re.compile(
    r"修(?:改|正|订)[《〈](?P<work>.+?)[》〉](?:等|的|有关)|^(?P<law>.{1,30}?法)修正案"
)
_AMENDS_LINE = re.compile(r"修改|修正|修订")
_HARD = ("条例", "法", "办法", "规定", "细则", "规则", "法典")
_ITEM_AFTER = re.compile(
    r"规定|所列|至|、|和|或|及|的|情形|内容|所|行为|以外|外|中|之|目|，|。|；|）|\)|要求|条件"
)


@dataclass(frozen=True, slots=True)
class _Work:
    """A work as a text names it: what it is called, and the document held for it, if any."""

    title: str
    held: Description | None = None
    difference: str = ""


def find_references(document: Document, catalogue: Catalogue) -> list[Reference]:
    """Every reference ``document`` makes, in order; spans are exact and do not overlap.

    Each listed provision is one reference; the first also covers the title it belongs to.
    What is not held keeps ``target`` None; a provision the held work does not have leads
    to the work, and ``difference`` says so. A target that is a whole document has the
    span :data:`WHOLE`.
    """
    return _Reader(document, catalogue).read()


class _Reader:
    """One pass over one document; what has been named so far is its state."""

    def __init__(self, document: Document, catalogue: Catalogue) -> None:
        self.document = document
        self.text = document.text
        self.catalogue = catalogue
        self.outline = Outline(document.sections)
        self.own = _Work(document.description.title, document.description)
        self.works: dict[str, _Work] = {}
        self.home = self._amended() or self.own
        self.found: list[Reference] = []
        self.named: list[tuple[int, _Work]] = []
        self.last: tuple[_Work, tuple[str, ...]] | None = None
        self.starts = {section.span.start for section in document.sections}
        self.aliases = self._read_aliases()

    def read(self) -> list[Reference]:
        handlers = {
            "book": self._book,
            "name": self._name,
            "number": self._number,
            "own": self._self,
            "that": self._that,
            "relative": self._relative,
            "provision": self._bare,
        }
        at = 0
        for token in self._tokens():
            if token.span.start >= at:
                at = max(at, handlers[token.kind](token))
        return self.found

    def _tokens(self) -> list[Token]:
        found = list(tokens(self.text))
        names = [Token("name", span, name) for span, name in self.catalogue.mentions(self.text)]
        names += self._alias_tokens()
        if names:
            found.extend(names)
            found.sort(key=lambda token: (token.span.start, -token.span.end))
        return found

    # --- what is named ------------------------------------------------------------------

    def _amended(self) -> _Work | None:
        """The work this document amends, where its title says so."""
        match = _AMENDS.search(self.own.title)
        return self._look_up(match["work"] or match["law"]) if match else None

    def _read_aliases(self) -> dict[str, tuple[int, str]]:
        """Abbreviations this document gives to works: name -> (from where, full title)."""
        aliases: dict[str, tuple[int, str]] = {}
        for match in _ABBREVIATED.finditer(self.text):
            line = self.text.rfind("\n", 0, match.start()) + 1
            before = self.text[max(line, match.start() - 200) : match.start()]
            book = re.search(r"《((?:[^《》]|《[^《》]*》)+)》[^《》。；]{0,60}$", before)
            name = match["book"] or match["name"]
            if book and _may_abbreviate(name, book[1]):
                aliases.setdefault(name, (match.start(), book[1]))
        return aliases

    def _alias_tokens(self) -> list[Token]:
        """Abbreviations used without 《》, after they were given."""
        names = [name for name in self.aliases if head_noun(name) and len(name) >= 3]
        if not names:
            return []
        pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
        return [
            Token("name", Span(*match.span()), match[0])
            for match in re.finditer(pattern, self.text)
            if match.start() > self.aliases[match[0]][0] + 12
            and not _runs_on(self.text, match.end(), match[0])
        ]

    def _look_up(self, title: str) -> _Work:
        title = bare(title)
        if title not in self.works:
            self.works[title] = self._resolve(title)
        return self.works[title]

    def _resolve(self, title: str) -> _Work:
        if work_key(title) == work_key(self.own.title):
            return self.own
        resolution = self.catalogue.resolve(title, self.document.description.day)
        return _Work(title, resolution.description, resolution.difference)

    def _work_called(self, title: str, at: int) -> _Work:
        """The work a title means here: an abbreviation's, a generic one's antecedent's, its own."""
        title = bare(title)
        if title in self.aliases:
            return self._look_up(self.aliases[title][1])
        if _GENERIC.fullmatch(title):
            return self._antecedent(title, at, reach=len(self.text)) or _Work(title)
        return self._look_up(title)

    def _antecedent(self, noun: str, at: int, *, reach: int = _REACH) -> _Work | None:
        """The work last named before ``at`` whose title ends in ``noun``."""
        for place, work in reversed(self.named):
            if at - place > reach:
                break
            ends = re.sub(r"[（(][^（()）]*[）)]$", "", work.title)
            if ends.endswith((noun, f"{noun}典")):
                return work
        own = self.own.title
        return self.own if (reach > _REACH and f"{noun}》" in own) or own.endswith(noun) else None

    # --- one handler for each kind of token; each returns where reading goes on ------------

    def _book(self, token: Token) -> int:
        title = token.text[1:-1].strip()
        if not title:
            return token.span.end
        work = self._work_called(title, token.span.start)
        note = re.compile(r"[（(]([^（）()\n]{2,60})[）)]").match(self.text, token.span.end)
        if work.held is None and note and (held := self.catalogue.numbered(note[1])):
            work = replace(work, held=held)
        self.named.append((token.span.start, work))
        if self.home is not self.own and self._heads_amendment(token):
            self.home = work
        after = token.span.end
        if note and read_provisions(self.text, note.end()):
            after = note.end()
        end = self._cite(work, title, token.span, after)
        if end == token.span.end and note and re.search(r"[〔\[［]\d{4}", note[1]):
            return note.end() if "简称" not in note[1] else end
        return end

    def _heads_amendment(self, token: Token) -> bool:
        start = self.text.rfind("\n", 0, token.span.start) + 1
        end = self.text.find("\n", token.span.end)
        line = self.text[start : end if end >= 0 else len(self.text)]
        return "《" not in self.text[start : token.span.start] and bool(_AMENDS_LINE.search(line))

    def _name(self, token: Token) -> int:
        work = self._work_called(token.text, token.span.start)
        self.named.append((token.span.start, work))
        return self._cite(work, token.text, token.span, token.span.end)

    def _number(self, token: Token) -> int:
        number = normal_number(token.text)
        if number == self.own_number or self.text[token.span.start - 1 : token.span.start] == "《":
            return token.span.end
        held = self.catalogue.numbered(number)
        self._emit(token.span, number, "", _Work(number, held))
        return token.span.end

    @property
    def own_number(self) -> str:
        """The document's own 发文字号, which under its title is no reference."""
        return normal_number(self.document.description.number or "")

    def _self(self, token: Token) -> int:
        noun = token.text[1:]
        work = self._self_called(noun, token.span.start)
        if work is None:
            return token.span.end
        return self._cite(work, "", token.span, token.span.end)

    def _self_called(self, noun: str, at: int) -> _Work | None:
        if self.home is not self.own and self.home.title.endswith(noun):
            return self.home
        if noun in self.own.title:
            return self.own
        if self.document.description.kind in NORMATIVE_KINDS and noun.endswith(_HARD):
            return self.own
        return self._antecedent(noun, at) if noun.endswith(_HARD) else None

    def _that(self, token: Token) -> int:
        noun = re.sub("^(?:该|此|上述|前述|同)", "", token.text)
        work = self._antecedent(noun, token.span.start)
        if work is None or (work is self.own and noun != head_noun(self.own.title)):
            return token.span.end
        return self._cite(work, "", token.span, token.span.end)

    def _bare(self, token: Token) -> int:
        start = token.span.start
        if start in self.starts or self._is_label(token):
            return token.span.end
        cited = read_provisions(self.text, start)
        if not cited:
            return token.span.end
        kind = cited[0].path[0].rpartition("_")[0]
        if kind in ("para", "item", "subitem"):
            return self._below_article(start, kind, cited[-1].span.end)
        work = self._bare_work(start)
        if work is None:
            return cited[-1].span.end
        return self._cite(work, "", Span(start, start), start)

    def _is_label(self, token: Token) -> bool:
        """Whether a number at the start of a line is the line's own label."""
        start, end = token.span
        if start and self.text[start - 1] not in '\n“"':
            return False
        rest = re.match(r"(?:分编|[编章节条])(?:之[一二三四五六七八九十]+)?(.|$)", self.text[end:])
        return bool(rest) and rest[1] in " \u3000\t\n\r【：:（" if rest else False

    def _bare_work(self, at: int) -> _Work | None:
        """What a 第十条 without a title belongs to."""
        if self.home is not self.own:
            return self.home
        if self.outline.articles or self.document.description.kind in NORMATIVE_KINDS:
            return self.own
        line = self.text.rfind("\n", 0, at) + 1
        if self.named and self.named[-1][0] >= line and head_noun(self.named[-1][1].title):
            return self.named[-1][1]
        return None

    def _below_article(self, start: int, kind: str, end: int) -> int:
        """第二款 or 第（三）项 without an article: of the article it stands in."""
        article = self.outline.article_at(start)
        if article is None or (kind != "para" and not _ITEM_AFTER.match(self.text, end)):
            return end
        base: tuple[str, ...] = (str(article.id),)
        if kind != "para" and (inner := self.outline.inside(article, "paragraph", start)):
            base = tuple(str(inner.id).split("/"))
        self._emit_all(self.own, "", read_provisions(self.text, start, base))
        return end

    # --- 前款, 本条, 该款 -------------------------------------------------------------------

    def _relative(self, token: Token) -> int:
        if token.text[0] in "该同":
            return self._same_again(token)
        unit, count = token.text[-1], _count(token.text[1:-1])
        if unit in "章节编":
            kind = {"章": "chapter", "节": "section", "编": "part"}[unit]
            section = self.outline.enclosing(kind, token.span.start)
            return self._cite_sections(token, [section] if section else [])
        article = self.outline.article_at(token.span.start)
        if article is None:
            return self._previous_line(token)
        if token.text[0] == "本":
            return self._cite_sections(token, self._current(article, unit, token.span.start))
        if unit == "条":
            return self._cite_sections(token, self.outline.before(article, count))
        return self._cite_sections(token, self._before(article, unit, count, token.span.start))

    def _current(self, article: Section, unit: str, at: int) -> list[Section]:
        if unit == "条":
            return [article]
        kind = "paragraph" if unit == "款" else "item"
        return [self.outline.inside(article, kind, at) or article]

    def _before(self, article: Section, unit: str, count: int, at: int) -> list[Section]:
        kind = "paragraph" if unit == "款" else "item"
        here = self.outline.inside(article, kind, at)
        if here is None or not here.number.isdigit():
            return []
        parent = article
        if kind == "item" and (inner := self.outline.inside(article, "paragraph", at)):
            parent = inner
        last = int(here.number)
        return self.outline.numbered(parent, kind, range(max(1, last - count), last))

    def _previous_line(self, token: Token) -> int:
        """前款 where there are no articles: the paragraph above. 本条 then means nothing."""
        line = self.text.rfind("\n", 0, token.span.start)
        if not token.text.startswith(("前款", "上款")) or line <= 0:
            return token.span.end
        above = Span(self.text.rfind("\n", 0, line) + 1, line)
        target = Target(self.document.id, None, above)
        self._add(Reference(token.span, "", "", target, self.own.title))
        return token.span.end

    def _cite_sections(self, token: Token, sections: list[Section]) -> int:
        """Cite one section or several in a row, and the provisions that follow below it."""
        if not sections:
            self._add(Reference(token.span, "", "", None, "", "此处之前没有可指的条款"))
            return token.span.end
        first = sections[0]
        path = tuple(str(first.id).split("/"))
        below = read_provisions(self.text, token.span.end, path)
        if below and len(below[0].path) > 1:
            below[0] = Cited(Span(token.span.start, below[0].span.end), below[0].path)
            self._emit_all(self.own, "", below)
            return below[-1].span.end
        span = Span(first.span.start, sections[-1].span.end)
        target = Target(self.document.id, first.id, span)
        self._add(Reference(token.span, "", str(first.id), target, self.own.title))
        self.last = (self.own, path)
        return self._go_on(self.own, token.span.end, path)

    def _go_on(self, work: _Work, at: int, path: tuple[str, ...]) -> int:
        """Provisions listed after 前款: 「前款和第三款」."""
        listed = re.compile(r"(?:、|和|或者?|及|以及|与)(?=第)").match(self.text, at)
        if not listed:
            return at
        cited = read_provisions(self.text, listed.end(), path)
        if not cited or len(cited[0].path) < 2:
            return at
        self._emit_all(work, "", cited)
        return cited[-1].span.end

    def _same_again(self, token: Token) -> int:
        """该条, 该款, 同条: the provision last cited, up to that step."""
        if self.last is None:
            return token.span.end
        work, path = self.last
        depth = {"条": "art", "款": "para", "项": "item"}[token.text[-1]]
        kept = [place for place, step in enumerate(path) if step.startswith(depth)]
        if not kept:
            return token.span.end
        path = path[: kept[0] + 1]
        below = read_provisions(self.text, token.span.end, path) or [Cited(token.span, path)]
        below[0] = Cited(Span(token.span.start, below[0].span.end), below[0].path)
        self._emit_all(work, "", below)
        return below[-1].span.end

    # --- out ----------------------------------------------------------------------------

    def _cite(self, work: _Work, title: str, span: Span, after: int) -> int:
        """Cite a work with the provisions that follow at ``after``, or as a whole."""
        gap = re.compile(r"\s?(?:中|的|中的|之)?\s?(?=第)").match(self.text, after)
        cited = read_provisions(self.text, gap.end()) if gap else []
        if not cited:
            self._emit(span, title, "", work)
            return span.end
        cited[0] = Cited(Span(span.start, cited[0].span.end), cited[0].path)
        self._emit_all(work, title, cited)
        return cited[-1].span.end

    def _emit_all(self, work: _Work, title: str, cited: list[Cited]) -> None:
        for one in cited:
            self._emit(one.span, title, "/".join(one.path), work)
        self.last = (work, cited[-1].path)

    def _emit(self, span: Span, title: str, number: str, work: _Work) -> None:
        held = work.held
        if held is None:
            resolved = "" if work.title == bare(title) else work.title
            self._add(Reference(span, title, number, None, resolved))
            return
        target, said = self._target(held, number)
        difference = "；".join(part for part in (work.difference, said) if part)
        self._add(Reference(span, title, number, target, held.title, difference))

    def _target(self, held: Description, number: str) -> tuple[Target, str]:
        if not number:
            return Target(held.id, None, WHOLE), ""
        if held.id == self.document.id:
            section = self.outline.find(number)
        else:
            section = self.catalogue.provision(held.id, number)
        if section is None:
            return Target(held.id, None, WHOLE), f"《{held.title}》没有{spoken(number)}"
        return Target(held.id, section.id, section.span), ""

    def _add(self, reference: Reference) -> None:
        self.found.append(reference)


def _may_abbreviate(name: str, title: str) -> bool:
    """Whether ``name`` can stand for ``title``: it ends as the title does, or spells it."""
    noun = head_noun(name)
    if noun:
        return noun == head_noun(title) or noun in title
    letters = iter(title)
    return all(char in letters for char in name)


def _runs_on(text: str, end: int, name: str) -> bool:
    """Whether the word goes on after an abbreviation: 公司法 in 公司法学."""
    return name.endswith("法") and text[end : end + 1] in "学律院官人典系"


def _count(word: str) -> int:
    return {"": 1, "两": 2, "数": 2}.get(word) or to_int(word)


def group_by_target(references: list[Reference]) -> Mapping[DocumentId, list[Reference]]:
    """References by the document they lead to, each list in order; unresolved ones left out."""
    groups: dict[DocumentId, list[Reference]] = {}
    for reference in references:
        if reference.target is not None:
            groups.setdefault(reference.target.document_id, []).append(reference)
    return groups
