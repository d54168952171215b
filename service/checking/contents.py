"""Which article of a work has what a draft tells of one, in whatever words: by their rare letters.

Two letters in a row count the more, the fewer articles of the work have them. What is told is
another article's where most of what it shares with the work stands there, and next to nothing in
the one that is cited.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Span
from service.checking.model import Finding, overlap
from service.checking.places import provision
from service.checking.skeleton import letter_pairs, skeleton

if TYPE_CHECKING:
    from corpus.model import DocumentId, Reference, Section
    from service.checking.draft import Draft, Statement
    from service.checking.places import Places

#: Works whose articles are kept; articles of the least that has rare letters.
KEPT, FEWEST = 32, 8
#: Least weight of what is told in the right article, and share of all that the work has of it.
ENOUGH, MOST = 20.0, 0.7
#: Most that the article cited and any other may have of that; the first where the right article
#: has so much of all that is told.
CITED, NEXT = 0.35, 0.75
LIKE, ALL = 0.6, 0.9


class _Articles(NamedTuple):
    """The articles of a work with the pairs of letters of each, and what a pair weighs."""

    pairs: tuple[tuple[Section, frozenset[str]], ...]
    weights: dict[str, float]


class _Shared(NamedTuple):
    """What weighs what is told: all that the work has of it, the article cited, and each article,
    the one that has the most first.
    """

    total: float
    cited: float
    ranked: list[tuple[float, Section]]


class Contents:
    """Tells the articles of held works by what they have; safe to share between threads."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._articles = lru_cache(KEPT)(self._read)

    def article(self, draft: Draft, statement: Statement) -> Finding | None:
        """What is told of an article is another's of the same work."""
        reference, target = statement.reference, statement.reference.target
        start, end = statement.span
        span = Span(start, min(end, draft.sentence_end(start)))
        around = draft.references_in(Span(draft.sentence_at(reference.span.start), span.end))
        several = any(one.number and one is not reference for one in around)
        shared = None if several or draft.is_rule else self._shared(draft, span, reference)
        if target is None or shared is None or shared.total < ENOUGH:
            return None
        (best, right), (after, _) = shared.ranked[:2]
        most = LIKE if best >= ALL * shared.total else CITED
        if best < max(ENOUGH, MOST * shared.total) or shared.cited > most * best:
            return None
        if after > NEXT * best:
            return None
        written = draft.text[slice(*reference.span)]
        place = written.find("第", written.rfind("》") + 1)
        cites = self._places.cite(target.document_id, right.span)
        label = right.label
        if "/para_" in reference.number:
            label += self._paragraph(target.document_id, right, draft.text[slice(*span)])
        where = self._places.labelled(target.document_id, label)
        return Finding(
            kind="title_wrong",
            span=reference.span,
            text=written,
            message=f"条款有误：所述内容见{where}。",
            suggestion=written[:place] + label,
            citations=(cites,) if cites else (),
            reason="wrong_article",
            certainty=0.8,
        )

    def is_of_cited(self, draft: Draft, span: Span, reference: Reference) -> bool:
        """Whether the article cited has as much of what is told as any other."""
        shared = self._shared(draft, span, reference)
        return shared is not None and 0 < shared.cited >= shared.ranked[0][0]

    # ---- inside

    def _paragraph(self, document_id: DocumentId, article: Section, told: str) -> str:
        """The paragraph of an article that has the most of what is told: 第一款; ``""``: it has
        but one.
        """
        document = self._places.shelf.document(document_id)
        ours = letter_pairs(skeleton(told).letters)
        shared = {
            one.id: len(ours & letter_pairs(skeleton(document.text[slice(*one.span)]).letters))
            for one in document.sections
            if one.kind == "paragraph" and overlap(one.span, article.span)
        }
        best = max(shared, key=lambda one: shared[one], default="")
        return provision(best.rpartition("/")[2])

    def _shared(self, draft: Draft, span: Span, reference: Reference) -> _Shared | None:
        """What a part of a draft shares with the articles of a work of which one is cited."""
        target = reference.target
        if target is None or not reference.number.startswith("art_"):
            return None
        held = self._articles(target.document_id)
        if len(held.pairs) < FEWEST:
            return None
        ours = letter_pairs(skeleton(draft.text[slice(*span)]).letters)
        weighed = [
            (sum(held.weights[pair] for pair in ours & theirs), one) for one, theirs in held.pairs
        ]
        return _Shared(
            total=sum(held.weights.get(pair, 0.0) for pair in ours),
            cited=sum(score for score, one in weighed if overlap(one.span, target.span)),
            ranked=sorted(weighed, key=lambda one: -one[0]),
        )

    def _read(self, document_id: DocumentId) -> _Articles:
        document = self._places.shelf.document(document_id)
        articles = self._places.articles(document_id)
        pairs = tuple(
            (one, frozenset(letter_pairs(skeleton(document.text[slice(*one.span)]).letters)))
            for one in articles
        )
        having = Counter(pair for _, own in pairs for pair in own)
        return _Articles(pairs, {pair: log(len(pairs) / many) for pair, many in having.items()})
