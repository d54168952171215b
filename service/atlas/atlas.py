"""The atlas: one generation's graph as its readers may see it.

Every question takes filters; what is counted, tied and quoted comes from the documents they
leave, and from nothing else. Answered from arrays and a few rows, never from NetworkX.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from corpus.errors import NotFound
from corpus.model import DocumentId, PassageId, Span
from corpus.text import fold
from graph.arrays import read_arrays
from graph.lexicon.finder import Finder
from graph.model import Concept, ConceptId, Mention
from graph.neighbours import Neighbours, Tie, tie_id
from graph.retriever import GraphRetriever
from graph.store import Node, open_graph
from graph.view import Views
from service.atlas.concept_page import ConceptPages
from service.atlas.duties import DutyList
from service.atlas.finding import bare, forms_of, loose, match, titles_in
from service.atlas.model import (
    ConceptCard,
    ConceptPage,
    Duties,
    Map,
    MapEdge,
    MapNode,
    Quoted,
)
from service.atlas.names import MADE_OF, TERM, NameShelf
from service.atlas.quoting import Quoter

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.storage.store import Store
    from graph.view import View
    from service.atlas.exporting import Export
    from service.model import Filters
    from service.shelf import Shelf

#: What people write around a name; letters of an unknown name that a reply repeats.
_AROUND, ECHOED = ' \t\u3000《》〈〉“”"‘’「」', 60
#: Nodes a search for concepts may add that no lexicon has.
LOOSE_SHOWN = 30
#: Readers' lists of all concepts that are kept.
LISTS_KEPT = 8


class Atlas:
    """Answers questions about the graph in one folder; safe to share between threads."""

    def __init__(self, folder: Path, corpus: Store, shelf: Shelf) -> None:
        self._store = open_graph(folder)
        self._corpus = corpus
        self._shelf = shelf
        arrays = read_arrays(folder)
        self._arrays = arrays
        self._views = Views(self._store, arrays)
        self._neighbours = Neighbours(self._store, arrays)
        self._quoter = Quoter(self._neighbours, shelf)
        self._duties = DutyList(self._store, arrays, shelf)
        self._names = NameShelf(self._store, arrays)
        self._pages = ConceptPages(
            self._store, arrays, self._neighbours, self._quoter, self._duties, self._names, shelf
        )
        self.mentions = lru_cache(256)(self._store.mentions_of)
        self._most_named = lru_cache(LISTS_KEPT)(self._counted)

    def close(self) -> None:
        """Let go of the files."""
        self._store.close()

    # ---- concepts

    def counts(self) -> dict[str, int]:
        """How much the graph holds, everything counted."""
        return {name: int(self._store.about[name]) for name in ("nodes", "edges", "mentions")}

    @property
    def known(self) -> tuple[Concept, ...]:
        """Every concept of the lexicon the graph was made with."""
        return self._store.concepts

    @property
    def finder(self) -> Finder:
        """Finds the concepts of the lexicon the graph was made with."""
        return self._store.lexicon.finder

    def named_in(self, text: str) -> list[Concept]:
        """The concepts a question names, in order."""
        found = {one.concept_id: None for one in self.finder.find(text)}
        return [self._store.concepts[self._store.concept_numbers[one]] for one in found]

    def told_in(self, text: str, filters: Filters) -> list[Concept]:
        """The same, and behind them the names no lexicon has that may be read of."""
        found = self.finder.find(text)
        composed = self._names.named_in(text, found)
        if composed:
            view = self._view(filters)
            composed = [one for one in composed if len(self._names.naming(one, view))]
        held = [self._concept_of(one.concept_id) for one in found]
        return list({one.id: one for one in [*held, *map(self._names.concept, composed)]}.values())

    def concepts(
        self, text: str, filters: Filters, kinds: Collection[str] = ()
    ) -> list[ConceptCard]:
        """The concepts a text names or is part of the name of, best first; all of them, the
        most named first, for an empty text. Works and terms no lexicon has come last.
        """
        wanted = fold(text.strip())
        if not wanted:
            listed = self._most_named(filters)
            return [one for one in listed if not kinds or one.concept.kind in kinds]
        view = self._view(filters)
        passages, documents = view.named.tolist(), view.holding.tolist()
        found = []
        named = {one.id for one in self.named_in(text)}
        for n, concept in enumerate(self._store.concepts):
            if kinds and concept.kind not in kinds:
                continue
            if wanted not in self._written[n] and concept.id not in named:
                continue
            rank = match(concept, wanted, named=concept.id in named)
            if rank is not None:
                card = ConceptCard(concept, passages[n], documents[n])
                found.append((rank, -card.passages, concept.id, card))
        cards = [one[-1] for one in sorted(found, key=lambda one: one[:3])]
        composed = self._names.cards(wanted, view, kinds, LOOSE_SHOWN)
        known = {one.concept.id for one in composed}
        others = self._loose_cards(text.strip(), view, kinds)
        return [*cards, *composed, *(one for one in others if one.concept.id not in known)]

    def page(self, name: str, filters: Filters) -> ConceptPage:
        """All that is told of one concept, by its id or by one of its names to the letter.

        Raises:
            NotFound: there is none, or none that may be shown.
        """
        name, view = self._id_of(name), self._view(filters)
        composed = self._names.of(name, view)
        if composed is None:
            node = self._node(name, view)
            return self._pages.of(view, node, self._concept(node), filters)
        concept, held = self._names.concept(composed), self._neighbours.node(name)
        node = held if held is not None and view.nodes[held.n] else bare(concept)
        return self._pages.of(view, node, concept, filters)

    # ---- ties

    def shows(self, name: str, filters: Filters) -> bool:
        """Whether there is a node of this id that may be shown."""
        node, view = self._neighbours.node(name), self._view(filters)
        if node is not None and view.nodes[node.n]:
            return True
        return self._names.of(name, view) is not None

    def map(
        self,
        name: str,
        filters: Filters,
        *,
        depth: int,
        limit: int,
        predicates: Collection[str] = (),
        places: int = 1,
    ) -> Map:
        """Up to ``limit`` nodes within ``depth`` steps of a node, each edge with its surest
        ``places``. Around a name that no lexicon has, the concepts it is made of, however deep.

        Raises:
            NotFound: there is no such node, or none that may be shown.
        """
        name, view = self._id_of(name), self._view(filters)
        found = self._neighbours.around(view, name, depth, limit, predicates)
        if found is None and (composed := self._names.of(name, view)) is not None:
            shown = limit - 1 if not predicates or MADE_OF in predicates else 0
            parts = self._names.concept(composed).related[: max(shown, 0)]
            beside = [self._map_node(view, self._node(one, view), 1) for one in parts]
            return self._names.map(composed, view, beside)
        if found is None:
            raise _no_node(name)
        quoted = self._quoter.ties(view, found.ties, places, filters)
        by_number = {node.n: node for node in found.nodes}
        depths = _depths([node.n for node in found.nodes], found.ties)
        edges = tuple(
            MapEdge(
                id=tie_id(tie, by_number),
                source=by_number[tie.subject].id,
                predicate=tie.predicate,
                target=by_number[tie.object].id,
                weight=tie.weight,
                places=tie.places,
                evidence=evidence,
                listed="" if tie.places else self._source(by_number[tie.subject]),
            )
            for tie, evidence in zip(found.ties, quoted, strict=True)
        )
        nodes = tuple(self._map_node(view, node, depths[node.n]) for node in found.nodes)
        return Map(nodes, edges)

    def evidence(
        self, subject: str, predicate: str, target: str, filters: Filters, limit: int, offset: int
    ) -> tuple[int, tuple[Quoted, ...]]:
        """How many places speak for an edge, and a page of them.

        Raises:
            NotFound: there is no such edge, or none that may be shown.
        """
        view = self._view(filters)
        one, other = (self._node(self._id_of(each), view) for each in (subject, target))
        tie = self._neighbours.tie(view, one.n, predicate, other.n)
        if tie is None:
            raise NotFound(f"没有这条关系：{subject} {predicate} {target}。")
        found = self._neighbours.evidence(view, tie, limit, offset)
        return tie.places, self._quoter.cited([found], filters)[0]

    def duties(
        self, who: str, filters: Filters, *, modality: str = "", limit: int = 20, offset: int = 0
    ) -> Duties:
        """Who must, may or must not do what: by an actor's name or a concept's id."""
        named = self._store.concept_numbers.get(ConceptId(who))
        concept = self._store.concepts[named] if named is not None else None
        if concept is None and who:
            concept = next((one for one in self.named_in(who) if fold(who) in forms_of(one)), None)
        return self._duties.find(
            self._view(filters),
            who,
            concept,
            filters,
            modality=modality,
            limit=limit,
            offset=offset,
        )

    def retriever(self) -> GraphRetriever:
        """Ranks passages by a walk from what a question names; see there."""
        titles = partial(titles_in, catalogue=self._shelf.catalogue)
        return GraphRetriever(self._store, self._arrays, self._views, self.finder, titles)

    # ---- the whole

    def export(self, what: str, name: str, filters: Filters) -> Export:
        """Concepts, documents or duties in a format, to be written piece by piece.

        Raises:
            BadQuery: there is no such thing to export, or not in this format.
        """
        # Loads NetworkX and Leiden, which nothing else here needs.
        from graph.export.source import Held
        from service.atlas.exporting import export

        held = Held(self._store, self._neighbours, self._corpus, self._shelf.catalogue)
        return export(held, self._view(filters), what, name, filters)

    # ---- passages

    def naming(self, name: str) -> frozenset[PassageId]:
        """The passages that name a concept, in whatever document. For the id of a term no
        lexicon has, none where there is no such name: a refusal would tell who may read no
        document that holds a name whether there is one.

        Raises:
            NotFound: no lexicon has it, and it is no term.
        """
        n, everything = self._store.concept_numbers.get(ConceptId(name)), self._views.of(None)
        if n is None and not name.startswith(TERM):
            raise NotFound(f"没有概念 {name}；用 /api/v1/concepts?q=词语 查找。")
        numbers = everything.naming(n) if n is not None else self._names.passages(name, everything)
        return frozenset(self._store.passage_ids(numbers.tolist()))

    def told(self, document_id: DocumentId) -> list[tuple[Mention, str]]:
        """The mentions in one document with the label of each, in reading order; those of the
        lexicon's concepts before a name they stand in.
        """
        told = [(one, self._concept_of(one.concept_id).label) for one in self.mentions(document_id)]
        return sorted([*told, *self._names.told(document_id)], key=lambda one: one[0].span.start)

    # ---- inside

    @cached_property
    def _written(self) -> Sequence[str]:
        """All that a text is looked for in, concept by concept: most hold no part of it, and to
        fold the names of all for each search takes longer than all else of it.
        """
        return ["\n".join((*forms_of(one), one.english.lower())) for one in self.known]

    def _counted(self, filters: Filters) -> tuple[ConceptCard, ...]:
        """Every concept of the lexicon with how often it is named, the most named first."""
        view = self._view(filters)
        counts = zip(self.known, view.named.tolist(), view.holding.tolist(), strict=True)
        cards = [ConceptCard(*each) for each in counts]
        return tuple(sorted(cards, key=lambda one: (-one.passages, one.concept.id)))

    def _view(self, filters: Filters) -> View:
        return self._views.of(self._shelf.scope(filters))

    def _node(self, name: str, view: View) -> Node:
        node = self._neighbours.node(name)
        if node is None or not view.nodes[node.n]:
            raise _no_node(name)
        return node

    def _id_of(self, name: str) -> str:
        """The id of the concept that is called so to the letter; else what was given, an id."""
        if self._neighbours.node(name) is None:
            bare = name.strip(_AROUND)
            found = self.finder.find(bare)
            if len(found) == 1 and found[0].span == Span(0, len(bare)):
                return found[0].concept_id
        return name

    def _concept_of(self, concept_id: ConceptId) -> Concept:
        return self._store.concepts[self._store.concept_numbers[concept_id]]

    def _source(self, node: Node) -> str:
        """What the lexicon names as the source of a concept."""
        concept = self._concept(node)
        return concept.source or f"《{concept.label.strip('《》')}》"

    def _concept(self, node: Node) -> Concept:
        n = self._store.concept_numbers.get(ConceptId(node.id))
        if n is not None:
            return self._store.concepts[n]
        if node.kind not in ("concept", "work"):
            raise _no_node(node.id)
        return loose(node)

    def _loose_cards(self, text: str, view: View, kinds: Collection[str]) -> list[ConceptCard]:
        """Works and terms no lexicon has whose name holds the text, the shortest first."""
        query = (
            "SELECT n, id, kind, label, document FROM nodes WHERE kind IN ('concept', 'work')"
            " AND instr(label, ?) AND id NOT IN (SELECT id FROM concepts)"
            " ORDER BY length(label), id LIMIT 500"
        )
        nodes = [Node(*row) for row in self._store.rows(query, (text,))]
        found = [loose(node) for node in nodes if view.nodes[node.n]]
        return [ConceptCard(one) for one in found if not kinds or one.kind in kinds][:LOOSE_SHOWN]

    def _map_node(self, view: View, node: Node, depth: int) -> MapNode:
        n = self._store.concept_numbers.get(ConceptId(node.id))
        if n is not None:
            kind = self._store.concepts[n].kind
            return MapNode(node, kind, depth, int(view.named[n]), f"/concepts/{node.id}")
        if node.document is None:
            kind = "work" if node.kind == "work" else "term"
            return MapNode(node, kind, depth, 0, f"/concepts/{node.id}")
        document, _, section = node.id.partition("/")
        kind = self._shelf.description(DocumentId(document)).kind
        anchor = f"#{section}" if section else ""
        return MapNode(node, kind, depth, 0, f"/documents/{document}{anchor}")


def _depths(nodes: Sequence[int], ties: Iterable[Tie]) -> dict[int, int]:
    """Steps from the first node, along the ties."""
    beside: dict[int, list[int]] = {node: [] for node in nodes}
    for tie in ties:
        beside[tie.subject].append(tie.object)
        beside[tie.object].append(tie.subject)
    depths, level = {nodes[0]: 0}, [nodes[0]]
    while level:
        level = [other for node in level for other in beside[node] if other not in depths
                 and depths.setdefault(other, depths[node] + 1)]  # fmt: skip
    return depths


def _no_node(name: str) -> NotFound:
    asked = name if len(name) <= ECHOED else f"{name[:ECHOED]}…"
    return NotFound(
        f"图谱中没有 {asked}；请到 /concepts?q=词语 按写法查找（程序用 /api/v1/concepts）。"
    )
