"""Works no longer in force that are not held: what a held rule says of them.

A rule names what it ends (《…》同时废止) or took the place of, at its end or its beginning. A
draft that cites the old one is told so by the rule that did it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from corpus.model import NORMATIVE_KINDS, Span, document_of
from corpus.titles import head_noun, in_marks, work_key

if TYPE_CHECKING:
    from corpus.model import Description, DocumentId
    from service.checking.places import Places
    from service.checking.witness import Witnesses
    from service.model import Citation

_ENDED = re.compile("[^。；;]{0,60}?(?:同时废止|即行废止|予以废止|同时失效|停止执行)")
#: Least likeness (0 … 100) of the titles of two versions of one work.
ALIKE = 70.0


class Former:
    """Finds what took the place of a work that is not held."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def successor(
        self, title: str, *, is_known: bool = False
    ) -> tuple[Description, tuple[Citation, ...]] | None:
        """The held rule that ended or replaced the work so called, with where it says so.

        Of a work that everybody knows, a rule must say so that is no later version of it.
        """
        named = in_marks(title)
        holders = dict.fromkeys(map(document_of, self._witnesses.holders(named)))
        rules = [one for one in holders if self._is_rule(one)]
        for document_id in rules:
            text = self._places.shelf.document(document_id).text
            at = text.find(named)
            ended = at >= 0 and _ENDED.match(text, at + len(named))
            like = self._is_like(document_id, title)
            if is_known and (like or not ended):
                continue
            if at >= 0 and (ended or (len(holders) == 1 and like)):
                end = ended.end() if ended else at + len(named)
                cited = self._places.cite(document_id, Span(at, end))
                about = self._places.shelf.description(document_id)
                return about, (cited,) if cited else ()
        return None

    def by_number(self, number: str) -> tuple[Description, tuple[Citation, ...]] | None:
        """The held paper that ended the one of a 发文字号, with where it says so."""
        for document_id in dict.fromkeys(map(document_of, self._witnesses.holders(number))):
            text = self._places.shelf.document(document_id).text
            at = text.find(number)
            ended = _ENDED.match(text, at + len(number)) if at >= 0 else None
            if ended is not None:
                cited = self._places.cite(document_id, Span(at, ended.end()))
                return self._places.shelf.description(document_id), (cited,) if cited else ()
        return None

    def _is_rule(self, document_id: DocumentId) -> bool:
        return self._places.shelf.description(document_id).kind in NORMATIVE_KINDS

    def _is_like(self, document_id: DocumentId, title: str) -> bool:
        """Whether a rule's own title is the other's, a little changed."""
        held = self._places.shelf.description(document_id).title
        same = head_noun(held) == head_noun(title)
        return same and fuzz.ratio(work_key(held), work_key(title)) >= ALIKE
