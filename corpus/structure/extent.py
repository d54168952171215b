"""Extent: where each section of an outline ends.

A section runs to the next one that does not stand under it. Only the *last* of a series
needs judgement: what comes after it may be its own further paragraph, its parent's last
word, or the speaker's farewell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from corpus.model import Line
from corpus.structure.closing import closing
from corpus.structure.furniture import furniture, is_address
from corpus.structure.markers import HARD, SPOKEN
from corpus.structure.paragraphs import add_paragraphs
from corpus.structure.tree import Candidate, Node, deepest_line
from corpus.structure.unbroken import breaks_off, unbroken

#: The longest wording that still heads what follows it.
HEADING_LIMIT = 40
#: The longest line after 第N条 that can be its name, and after （一） that can end in 。
_NAME_LIMIT = 20
_CLOSED = ("。", "；", ";", "！", "？", "：", ":", "，", "、")


class Page:
    """The lines of one document, their places in its text, and what is furniture."""

    def __init__(self, whole: Sequence[Line]) -> None:
        self.pieces = unbroken(whole)
        self.lines = lines = [piece.line for piece in self.pieces]
        self.texts = [line.text for line in lines]
        self.text = "\n".join(line.text for line in whole)
        self.starts = [*(piece.start for piece in self.pieces), len(self.text) + 1]
        self.furniture = furniture(self.texts)
        self.closing = closing(self.texts, self.furniture)
        for number, line in enumerate(lines):
            self.closing[number] |= line.style == "note"
        last = len(self.texts)
        while last and self.furniture[last - 1]:
            last -= 1
        #: Where the last section must end: before the signature and the page's remains.
        self.end = self.line_end(last - 1) if last else 0
        self._farewell = self._find_farewell(last)

    def line_end(self, line: int) -> int:
        """The offset a line ends at, its line break not included."""
        return self.starts[line] + len(self.texts[line])

    def addresses(self) -> list[int]:
        """The lines that turn to the audience."""
        return [number for number, text in enumerate(self.texts) if is_address(text)]

    def is_cut(self) -> bool:
        """Whether the text ends in mid-sentence, as a page copied in part does."""
        text = self.text[max(self.end - 200, 0) : self.end].rstrip()
        return breaks_off(text[text.rfind("\n") + 1 :])

    def trimmed(self, start: int, end: int, *, closed: bool = True) -> int:
        """``end`` without the furniture and the blanks before it, and where ``closed`` says
        so, without the text's closing matter.
        """
        line = bisect_right(self.starts, end - 1) - 1 if end > start else -1
        while line >= 0 and self.starts[line] > start:
            if not (self.furniture[line] or (closed and self.closing[line])):
                break
            line -= 1
            end = self.line_end(line)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def with_ends(self, parent: Node, limit: int) -> list[tuple[Node, int]]:
        """Each child with the offset it ends at, in order."""
        children = parent.children
        if not children:
            return []
        growth = self._growth(children)
        ends = []
        for index, node in enumerate(children):
            following = children[index + 1] if index + 1 < len(children) else None
            end = limit if following is None else min(limit, following.candidate.start)
            if following is None or following.series != node.series:
                end = min(end, self._last_end(node, end, growth.get(node.series, 0)))
            ends.append((node, end))
        return ends

    def divide(self, article: Node, end: int) -> None:
        """Give an article its 款."""
        candidate = article.candidate
        first = candidate.body
        alone = first >= self.line_end(candidate.line) and candidate.line + 1 < len(self.texts)
        inside = article.children and article.children[0].candidate.line == candidate.line
        if not inside and (alone or self.is_name(candidate)):
            first = self.starts[candidate.line + 1]
        own = []
        line = candidate.line + 1
        while line < len(self.texts) and self.starts[line] < end:
            if self.lines[line].style != "row" and not self.furniture[line]:
                own.append((line, self.starts[line]))
            line += 1
        if own:
            add_paragraphs(article, first, own)

    def is_name(self, candidate: Candidate) -> bool:
        """Whether the line of an article holds only its name: 第一条 目的."""
        rest = self.texts[candidate.line][candidate.marker.end :]
        if not 0 < len(rest) <= _NAME_LIMIT or rest[-1] in _CLOSED:
            return False
        below = candidate.line + 1
        return below < len(self.texts) and len(self.texts[below]) > len(rest)

    # --- the last of a series ---------------------------------------------------------

    def _last_end(self, node: Node, end: int, growth: int) -> int:
        """Where the last member of a series ends, ``end`` at the most.

        At the end of its line, if it began inside one (one that was joined: of the whole).
        Else after as many further paragraphs as the longest of its elder siblings has (a
        heading on a line of its own has no such bound), but before the speaker turns to
        the audience.
        """
        candidate = node.candidate
        if candidate.family in HARD or candidate.family == "paragraph":
            return end
        if candidate.family != "heading" and not candidate.level:
            last = deepest_line(node)
            if not candidate.at_start:
                return self.line_end(last)
            if self.pieces[candidate.line].inside:
                return min(end, self.pieces[last].end)
            if not self._is_headline(candidate):
                last = min(last + growth, len(self.texts) - 1)
                end = min(end, self.line_end(last))
            if candidate.family != "comma":
                return self._before_address(node, end)
        if self.starts[deepest_line(node)] < self._farewell < end:
            return self._farewell
        return end

    def _before_address(self, node: Node, end: int) -> int:
        """``end``, or where a paragraph below the section turns to the audience."""
        line = deepest_line(node) + 1
        while line < len(self.texts) and self.starts[line] < end:
            if is_address(self.texts[line]):
                return self.line_end(line - 1)
            line += 1
        return end

    def _is_headline(self, candidate: Candidate) -> bool:
        """Whether a marker's line only names what the next paragraphs say."""
        rest = self.texts[candidate.line][candidate.marker.end :]
        if candidate.family in SPOKEN or len(rest) > HEADING_LIMIT:
            return False
        return rest[-1:] not in _CLOSED or (rest[-1] == "。" and len(rest) <= _NAME_LIMIT)

    def _growth(self, children: Sequence[Node]) -> dict[int, int]:
        """Series → the most paragraphs a member, not the last, has below its last marker."""
        growth: dict[int, int] = {}
        if children[0].candidate.family in HARD:
            return growth
        for node, following in pairwise(children):
            if node.series == following.series and following.candidate.at_start:
                below = following.candidate.line - deepest_line(node) - 1
                growth[node.series] = max(growth.get(node.series, 0), below)
        return growth

    def _find_farewell(self, last: int) -> int:
        """The offset of the closing address near the document's end, or the end."""
        for line in range(last - 1, max(last - 8, 0), -1):
            if is_address(self.texts[line]):
                return self.line_end(line - 1)
        return self.end
