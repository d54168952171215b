"""Search: a question put to every retriever, fused, grouped and made presentable.

Exact things come first. A provision asked for by number and a document asked for by its
title are pinned above everything; a phrase in quotation marks *filters*; a short query
that stands somewhere to the letter outweighs all that is merely similar.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from corpus.model import KINDS, DocumentId, Hit, Span, Within, document_of
from corpus.text import fold
from service.fusion import Fused, best_first, fuse, hits_for
from service.grouping import Group, Versions, grouped, spread
from service.highlight import highlight
from service.lookup import Found, Lookup
from service.model import Facet, Filters, Result, Results
from service.query import understand
from service.ranking.exact import wording
from service.ranking.pool import depth_of
from service.ranking.rerank import KEPT, PAGES
from service.ranking.rereading import reread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from corpus.lexical import LexicalRetriever
    from corpus.model import Description, Passage, PassageId
    from corpus.words import Segmenter
    from service.query import Query
    from service.ranking.rerank import Prepared, Reranker
    from service.ranking.rereading import PairScorer
    from service.shelf import Shelf

#: Passages in a list of exact things: the question's very words, a document it names.
CANDIDATES = 150
#: Passages that may hold a quoted phrase; beyond, a phrase is too common to be listed whole.
PHRASE_LIMIT = 2000
#: Passages of one wording that are read for what they say by it.
SAYING = 150
#: What no longer binds is still found, but after what does.
NOT_IN_FORCE = 0.8
#: Of what answers as well, the law comes before a place's own, what was decided before its news,
#: and both before what somebody wrote of it: a tie is broken, hardly more. On 300 of our own
#: questions over 291,607 passages R@1 .447 → .460, R@10 .773 / .773.
AUTHORITY: Mapping[str, float] = {"local_regulation": 0.97, "news": 0.97, "essay": 0.95}
#: Issuers a search can be narrowed to: those with most of what is found.
ISSUERS = 10
#: Results for which the ranker's first :data:`PAGES` passages are enough: some of those fall
#: together, and some give way to others. So who leafs on meets nothing twice.
FIRST = 30
#: Questions whose ranking is kept: a generation never changes.
RANKINGS_KEPT = 64
#: Those who ask a retriever beside the thread that answers; where there is one core, too.
_BESIDE = ThreadPoolExecutor(max(1, len(os.sched_getaffinity(0)) - 1), "retriever")


class Retriever(Protocol):
    """Anything that ranks passages for a question, within a set where one is given."""

    def search(self, query: str, limit: int, within: Within | None = None) -> list[Hit]:
        """The best ``limit`` passages, best first; scores compare inside the list only."""
        ...


@runtime_checkable
class Readied(Protocol):
    """A retriever whose engine another thread can ask than the one that reads the question."""

    def ready(
        self, query: str, limit: int, within: Within | None = None
    ) -> Callable[[], list[Hit]]:
        """:meth:`Retriever.search` up to where its engine begins; the rest is to be called."""
        ...


class _Ranking(NamedTuple):
    """A question as it was read, what it names, how its phrases were taken, all that is found,
    in which lists and in what documents (of each passage its own, in no order), and whether what
    it asks for to the letter is not held.
    """

    query: Query
    pinned: Found
    note: str
    ranked: list[Fused]
    lists: Mapping[str, Sequence[Hit]]
    about: Sequence[Description]
    unheld: bool


class Searcher:
    """Puts a question to the retrievers; leaving one out of the mapping is the ablation."""

    def __init__(
        self,
        retrievers: Mapping[str, Retriever],
        exact: LexicalRetriever,
        shelf: Shelf,
        segmenter: Segmenter,
        generation: str,
        reranker: Reranker | None = None,
        reader: PairScorer | None = None,
    ) -> None:
        self._retrievers = retrievers
        self._exact = exact
        self._shelf = shelf
        self._segmenter = segmenter
        self._generation = generation
        self._reranker = reranker
        self._reader = reader
        self._lookup = Lookup(shelf)
        # A page asks what its answer asked before it, and its next page the same again.
        self._ranked = lru_cache(maxsize=RANKINGS_KEPT)(self._rank)

    def search(self, text: str, *, limit: int, offset: int, filters: Filters) -> Results:
        """Find passages for ``text``; ``limit`` results from the ``offset``-th on."""
        found, ranking = self._found(text, limit, offset, filters)
        results = self.marked(ranking.query, found.results)
        return replace(found, results=results, facets=_facets(ranking.about))

    def find(self, text: str, *, limit: int, filters: Filters) -> Results:
        """As :meth:`search`, for a program: no facets, and nothing is marked."""
        return self._found(text, limit, 0, filters)[0]

    def saying(
        self,
        wordings: Sequence[str],
        says: Callable[[Passage], bool],
        *,
        limit: int,
        filters: Filters,
    ) -> tuple[Result, ...]:
        """Passages that hold one of ``wordings`` and of which ``says`` is true; see :meth:`of`."""
        scope = self._shelf.scope(filters)
        hits = [hit for each in wordings for hit in self._exact.phrase(each, SAYING, scope)]
        held = self._shelf.passages(list(dict.fromkeys(hit.passage_id for hit in hits)))
        return self.of([one for one in held if says(one)], hits, limit=limit, filters=filters)

    def of(
        self, held: Sequence[Passage], hits: Sequence[Hit] = (), *, limit: int, filters: Filters
    ) -> tuple[Result, ...]:
        """Passages as results: what binds everywhere first, what no longer holds last."""
        day = filters.as_of or date.today()
        fused = [Fused(passage.id, 1.0) for passage in held]
        ranked = self._weigh(fused, self._shelf.described(fused), day)
        groups = self._grouped(ranked, limit, day)[:limit]
        shown = hits_for([group[0].passage.id for group in groups], {"phrase": list(hits)})
        return self._results(groups, 1, filters, shown)

    def marked(self, query: Query, results: Sequence[Result]) -> tuple[Result, ...]:
        """The same results with what a reader sees the question by: marks, and words met."""
        return tuple(self._marked(query, result) for result in results)

    def _found(
        self, text: str, limit: int, offset: int, filters: Filters
    ) -> tuple[Results, _Ranking]:
        day = filters.as_of or date.today()
        ranking = self._ranked(" ".join(text.split()), filters, day, offset + limit <= FIRST)
        query, pinned, note, ranked, lists, _, unheld = ranking
        groups = self._grouped(ranked, offset + limit, day, pinned.passages)
        shown = groups[offset : offset + limit]
        hits = hits_for([group[0].passage.id for group in shown], lists)
        found = Results(
            query=text,
            generation=self._generation,
            results=self._results(shown, offset + 1, filters, hits),
            total=len(ranked) - sum(len(group) - 1 for group in groups),
            interpretation="；".join(part for part in (pinned.note, note) if part),
            unheld=unheld,
            suggestion=" ".join(query.phrases) if note and not ranked else None,
        )
        return found, ranking

    def _grouped(
        self, ranked: Sequence[Fused], wanted: int, day: date, named: Sequence[PassageId] = ()
    ) -> list[Group]:
        """What says the same made one, the first ``wanted`` of it."""
        return grouped(
            ranked,
            wanted,
            lambda some: self._shelf.passages([item.passage_id for item in some]),
            Versions(self._shelf.ended(day), lambda one: self._shelf.description(one).work),
            named,
        )

    def _rank(self, text: str, filters: Filters, day: date, near: bool) -> _Ranking:
        """All that is found for a question on a day, in order; ``near``: for the first pages."""
        query = understand(text, self._segmenter)
        scope = self._shelf.scope(filters)
        pinned = self._lookup.find(query, scope, filters.as_of)
        wanted = PAGES if near else KEPT
        fused, lists, note = self._candidates(query, scope, pinned.documents, wanted)
        about = self._shelf.described(fused)
        ranked = _pin(pinned.passages, spread(self._weigh(fused, about, day)))
        lists = {"lookup": [Hit(pid, 1.0, "lookup") for pid in pinned.passages], **lists}
        unheld = pinned.unheld or bool(query.phrases and not fused)
        if len(ranked) > len(fused):  # what is pinned need not have been found otherwise
            about = self._shelf.described(ranked)
        return _Ranking(query, pinned, note, ranked, lists, about, unheld)

    def retrieved(self, text: str) -> tuple[Query, dict[str, Sequence[Hit]]]:
        """A question and every list that is put in order for it, to be measured; no filters."""
        query = understand(text, self._segmenter)
        exact = wording(self._exact, query, CANDIDATES)
        return query, self._looking(query, None, KEPT)() | {"wording": exact}

    def order(
        self,
        query: Query,
        rankings: Mapping[str, Sequence[Hit]],
        wanted: int = KEPT,
        prepared: Prepared | None = None,
    ) -> list[Fused]:
        """The candidates of these lists, best first; ``wanted`` of them will be read.

        ``prepared`` is the question as the reranker makes it ready, where that is at hand.
        """
        ranker = self._reranker
        ranked = ranker.order(query, rankings, wanted, prepared) if ranker else fuse(rankings)
        return reread(query.text, ranked, self._reader, self._read) if self._reader else ranked

    def _candidates(
        self, query: Query, scope: Within | None, named: frozenset[DocumentId], wanted: int
    ) -> tuple[list[Fused], Mapping[str, Sequence[Hit]], str]:
        """The fused candidates, their lists, and in Chinese how quoted phrases were taken."""
        note = ""
        if query.phrases:
            scope, note = self._holding(query.phrases, scope)
            if scope.passages is not None and not scope.passages:
                return [], {}, note
        lists = self._looking(query, scope, wanted)
        # What needs Python is done while an engine looks, which does not.
        prepared = self._reranker.prepare(query) if self._reranker else None
        exact: dict[str, Sequence[Hit]] = {}
        if query.phrases and scope is not None and scope.passages is not None:
            exact["phrase"] = [Hit(pid, 1.0, "phrase", query.phrases) for pid in scope.passages]
        else:
            exact["wording"] = wording(self._exact, query, CANDIDATES, scope)
        if named and not query.phrases:  # a phrase filters; a title only favours
            inside = Within(named)
            exact["named"] = self._exact.search(query.topic, CANDIDATES, inside)
        rankings = lists() | exact
        return self.order(query, rankings, wanted, prepared), rankings, note

    def _read(self, some: Sequence[Fused]) -> list[str]:
        """What a cross-encoder reads of each: the document's title, then the passage."""
        passages = self._shelf.passages([item.passage_id for item in some])
        titles = [self._shelf.description(each.document_id).title for each in passages]
        return [f"{title}\n{each.text}" for title, each in zip(titles, passages, strict=True)]

    def _looking(
        self, query: Query, scope: Within | None, wanted: int
    ) -> Callable[[], dict[str, Sequence[Hit]]]:
        """Begin to look, and return what gives each retriever's list.

        The last is asked by who waits for the lists; the others are at work from now on, and let
        go of the interpreter while their engines look. One that nobody is free for is asked here.
        """

        def call(name: str, retriever: Retriever) -> Callable[[], Sequence[Hit]]:
            asked = query.text, depth_of(name, near=wanted <= PAGES), scope
            if isinstance(retriever, Readied):
                return retriever.ready(*asked)
            return partial(retriever.search, *asked)

        *others, last = self._retrievers.items()
        calls = {name: call(name, retriever) for name, retriever in others}
        begun = {name: _BESIDE.submit(each) for name, each in calls.items()}

        def lists() -> dict[str, Sequence[Hit]]:
            own = {last[0]: call(*last)()}
            found = {
                name: calls[name]() if each.cancel() else each.result()
                for name, each in begun.items()
            }
            return found | own

        return lists

    def _holding(self, phrases: Sequence[str], scope: Within | None) -> tuple[Within, str]:
        """The passages that hold every phrase to the letter.

        The rarest first: each further one is looked for in what holds those before it, so that no
        list of a common word is cut short.
        """
        rarest = sorted(phrases, key=self._exact.count) if phrases[1:] else phrases
        for phrase in rarest:
            hits = self._exact.phrase(phrase, PHRASE_LIMIT, scope)
            held = frozenset(hit.passage_id for hit in hits)
            scope = Within(frozenset(map(document_of, held)), held)
        found = scope or Within(frozenset(), frozenset())
        quoted = "".join(f"“{phrase}”" for phrase in phrases)
        note = f"只列含{quoted}原文的段落" if found.passages else f"馆藏中没有含{quoted}原文的段落"
        return found, note

    def _weigh(self, fused: list[Fused], about: Sequence[Description], day: date) -> list[Fused]:
        """What is less of an authority weighs a little less; what no longer holds less, and
        never more than what took its place.
        """
        ended = self._shelf.ended(day)
        gone = [each.id in ended for each in about]
        lesser = any(each.kind in AUTHORITY for each in about)
        if not lesser and True not in gone:
            return fused
        scores = [
            score * AUTHORITY.get(each.kind, 1)
            for each, (_, score) in zip(about, fused, strict=True)
        ]
        # What took a provision's place has its number in another version of the same work.
        over = {each.work for each, ends in zip(about, gone, strict=True) if ends}
        places = [
            (each.work, passage_id.partition("/")[2]) if each.work in over else ("", "")
            for each, (passage_id, _) in zip(about, fused, strict=True)
        ]
        holds: dict[tuple[str, str], float] = {}
        for place, score, ends in zip(places, scores, gone, strict=True):
            if not ends:
                holds[place] = max(score, holds.get(place, score))
        return best_first(
            [
                Fused(item.passage_id, NOT_IN_FORCE * min(score, holds.get(place, score)))
                if ends
                else Fused(item.passage_id, score)
                for item, place, score, ends in zip(fused, places, scores, gone, strict=True)
            ]
        )

    def _results(
        self,
        groups: Sequence[Group],
        first: int,
        filters: Filters,
        hits: Mapping[PassageId, tuple[Hit, ...]],
    ) -> tuple[Result, ...]:
        """The groups as results, ranked from ``first`` on."""
        asked = [
            (rank, passage, passage.span) for rank, ((_, passage), *_) in enumerate(groups, first)
        ]
        citations = self._shelf.cite_all(asked, filters.as_of)
        return tuple(
            Result(
                rank=citation.number,
                score=group[0].item.score,
                card=citation.card,
                section=citation.section,
                section_id=citation.section_id,
                passage=group[0].passage,
                highlights=(),
                citation=citation,
                hits=hits[group[0].passage.id],
                similar=tuple(other for _, other in group[1:]),
            )
            for group, citation in zip(groups, citations, strict=True)
        )

    def _marked(self, query: Query, result: Result) -> Result:
        passage = result.passage
        start = passage.span.start
        marks = highlight(passage.text, query.words, query.phrases, self._segmenter)
        return replace(
            result,
            highlights=tuple(Span(start + mark.start, start + mark.end) for mark in marks),
            hits=tuple(_told(hit, query, passage) for hit in result.hits),
        )


def _facets(about: Sequence[Description]) -> dict[str, tuple[Facet, ...]]:
    kinds = Counter(each.kind for each in about)
    issuers = Counter(each.issuer for each in about if each.issuer)
    return {
        "kind": tuple(Facet(kind, KINDS[kind], kinds[kind]) for kind in KINDS if kind in kinds),
        "issuer": tuple(Facet(name, name, count) for name, count in issuers.most_common(ISSUERS)),
    }


def _told(hit: Hit, query: Query, passage: Passage) -> Hit:
    """A hit that says which of the question's words the passage holds, where it does not yet."""
    if hit.trail or hit.retriever != "lexical":
        return hit
    folded = fold(passage.text)
    return hit._replace(trail=tuple(word for word in query.words if word in folded))


def _pin(pinned: Sequence[PassageId], fused: list[Fused]) -> list[Fused]:
    """``fused`` with the pinned passages first, each above the best of the rest."""
    if not pinned:
        return fused
    top = (fused[0].score if fused else 0.0) + len(pinned)
    first = [Fused(pid, top - place) for place, pid in enumerate(pinned)]
    chosen = set(pinned)
    return first + [item for item in fused if item.passage_id not in chosen]
