"""Pointers: 前款, 本条第二款, 该条, 上述规定, which say where to look from where they stand.

They count from the article they stand in, or where a text has none, from its point; in words
quoted of another work from the provision quoted; 该条 and 上述规定 from what was cited last.
"""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.citing.citations import Cited, Token, read_provisions
from corpus.citing.found import Found
from corpus.citing.naming import Naming, Work
from corpus.model import Document, Reference, Section, Span, Target
from corpus.structure.places import Outline

_OF_THESE = re.compile(r"(?:规定的?|所列的?|的|中的?)(?=第[^条编章，。；]{1,14}[款项])")
_SAYS = re.compile(
    "(?:中|的)?(?:明确|分别)?(?:规定|修改为|表述为|指出|作为[^。“”]{1,12}，即)?[：:，,]?"
)
_LISTED = re.compile(r"(?:、|和|或者?|及|以及|与)(?=第)")
#: So far back may stand the provision that 上述法律规定 means.
_FAR = 300
#: Between two provisions of a row stands no more than 以及.
_BETWEEN = 2
#: Kinds of texts that lay down nothing.
_TELLING = frozenset({"case", "news", "essay"})


class Pointers:
    """One document's; each method takes a token and returns where reading goes on."""

    def __init__(self, document: Document, naming: Naming, outline: Outline, out: Found) -> None:
        self.document = document
        self.text = document.text
        self.naming = naming
        self.outline = outline
        self.out = out

    def relative(self, token: Token) -> int:
        """前款, 前两条, 本条, 本章; 该条 and 同条 too."""
        if token.text[0] in "该同":
            return self._same_again(token)
        follows = self.out.found and self.out.found[-1].span.end == token.span.start
        if follows and self.out.last is not None and token.text[0] == "前":
            return self._first_ones(token, *self.out.last)
        if quoting := self.quoting(token.span.start, whole=token.text[0] == "本"):
            return self._in_quotation(token, *quoting)
        sections = self.outline.relative(token.text, token.span.start)
        if sections and (self.outline.articles or not self._of_another(token)):
            return self.cite_sections(token, sections)
        if token.text == "本编" and self.naming.own.title.endswith("编"):
            return self._cite_volume(token)
        if not self.outline.articles:
            return self._previous_line(token)
        self.out.put(Reference(token.span, "", "", None, "", "此处之前没有可指的条款"))
        return token.span.end

    def above(self, token: Token) -> int:
        """上述条款, 上述规定: the provisions its line has cited last (上述法律规定: those cited
        shortly before), or else the 款 above its own in the article. What else of a text may be
        meant, no rule tells.
        """
        start, end = token.span
        line = self.text.rfind("\n", 0, start) + 1
        near = token.text == "该条款"  # in another sentence it is a contract's
        if near:
            line = self.text.rfind("。", line, start) + 1 or line
        row = self._row_before(start - _FAR if "法律" in token.text else line)
        if row and token.text[2] not in "两三四五":
            one, last = row[0], row[-1]
            target = one.target
            if target is not None and last.target is not None and one is not last:
                ends = max(target.span.end, last.target.span.end)
                target = replace(target, span=Span(target.span.start, ends))
            self.out.put(Reference(token.span, "", one.number, target, one.resolved_title))
            return end
        count = token.text[2] if token.text[2] in "两三四五" else "九"
        sections = self.outline.relative(f"前{count}款", start) if self.outline.articles else []
        first = self.text.find("。", line, start) < 0
        if sections and sections[0].kind == "paragraph" and first and not near:
            return self.cite_sections(token, sections)
        return end

    def _row_before(self, line: int) -> list[Reference]:
        """The provisions cited last behind ``line``, one or a row with nothing between."""
        row: list[Reference] = []
        for one in reversed(self.out.found):
            if one.span.start < line or not one.number:
                break
            if row and row[0].span.start - one.span.end > _BETWEEN:
                break
            row.insert(0, one)
        return row

    def _of_another(self, token: Token) -> bool:
        """Whether 本条 or 前条 in a text without articles may be of a work that it tells of,
        quotes, or has cited in this line.
        """
        if self.document.description.kind in _TELLING:
            return True
        start = token.span.start
        if self.text.rfind("“", 0, start) > self.text.rfind("”", 0, start):
            return True
        row = self._row_before(self.text.rfind("\n", 0, start) + 1)
        target = row[-1].target if row else None
        return bool(row) and (target is None or target.document_id != self.document.id)

    def _cite_volume(self, token: Token) -> int:
        """本编 in a volume of a code that is held by itself: 本编第三章."""
        cited = read_provisions(self.text, token.span.end) or [Cited(token.span, ())]
        cited[0] = replace(cited[0], span=Span(token.span.start, cited[0].span.end))
        for one in cited:
            self.out.add(one.span, "", "/".join(one.path), self.naming.own)
        return cited[-1].span.end

    def quoting(self, at: int, *, whole: bool) -> tuple[Work, tuple[str, ...]] | None:
        """The provision whose words are quoted at ``at``: 该法第十二条第二款规定：“…前款…”; the
        first paragraph of its words, or the ``whole`` of them.
        """
        opened = self.text.rfind("“", 0, at)
        if opened <= self.text.rfind("”", 0, at):
            return None
        while whole and self.text[opened - 1] == "\n":  # each paragraph may open with “ anew
            earlier = self.text.rfind("“", 0, opened)
            if earlier <= self.text.rfind("”", 0, opened):
                break
            opened = earlier
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

    def cite_sections(self, token: Token, sections: list[Section]) -> int:
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
