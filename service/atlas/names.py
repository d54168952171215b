"""Names that rules found and no lexicon has, as one reader may see them.

They are concepts of their own sort: found again by their label, told with the passages that
name them and the lexicon's concepts they are made of, and tied to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from corpus.model import DocumentId, Span
from corpus.text import squeeze
from graph.composed.columns import Names
from graph.composed.finder import find_names
from graph.mentions import CONCEPT, END, PASSAGE, START
from graph.model import Concept, Mention, term
from graph.neighbours import edge_id
from service.atlas.finding import bare
from service.atlas.model import ConceptCard, Map, MapEdge, MapNode

if TYPE_CHECKING:
    from graph.arrays import Arrays, Mask, Numbers
    from graph.composed.columns import Name
    from graph.lexicon.finder import Found
    from graph.store import GraphStore
    from graph.view import View

#: Readers' views of which it is kept what names they may see.
_KEPT = 16
#: The ties of a name to what it is made of, and what a map says of them.
MADE_OF = "related"
_MADE_OF_SAID = "名称本身由这些词语组成"
#: The rules, the surest first: that by which a name is told to be found.
_SUREST = ("defined", "coined", "composed")
#: What the id of a term no lexicon has begins with.
TERM = "term/"


class NameShelf:
    """The names of one graph; safe to share between threads."""

    def __init__(self, store: GraphStore, arrays: Arrays) -> None:
        self._store, self._arrays = store, arrays
        self._names = Names(store)
        self._seen = lru_cache(_KEPT)(self._standing)

    def concept(self, name: Name) -> Concept:
        """A name as a concept; ``related`` are the lexicon's concepts it is made of, ``status``
        is the rule that found it.
        """
        found = self._store.lexicon.finder.find(name.label)
        status = next(rule for rule in _SUREST if rule in name.methods.split(","))
        parts = tuple(dict.fromkeys(one.concept_id for one in found))
        return Concept(
            id=term(name.label).id, label=name.label, kind=name.kind, related=parts, status=status
        )

    def of(self, concept_id: str, view: View) -> Name | None:
        """The name of this id, if a passage that may be read holds it."""
        if not concept_id.startswith(TERM):
            return None
        name = self._names.named(squeeze(concept_id.removeprefix(TERM)))
        return name if name is not None and len(self.naming(name, view)) else None

    def naming(self, name: Name, view: View) -> Numbers:
        """The body passages that name it and may be read, in order."""
        held = self._names.passages(name.n)
        return held[(view.passages & self._arrays.passage_body)[held]]

    def passages(self, concept_id: str, view: View) -> Numbers:
        """The same by a concept's id; none where no rule found it."""
        name = self.of(concept_id, view)
        return self.naming(name, view) if name is not None else np.zeros(0, np.int32)

    def cards(self, text: str, view: View, kinds: Collection[str], limit: int) -> list[ConceptCard]:
        """The ``limit`` shortest names that hold a text, of those that may be read of, with
        how much of what may be read names them.
        """
        seen = self._seen(view)
        held = (n for n in self._names.holding(squeeze(text), kinds) if seen[n])
        names = self._names.numbered(islice(held, limit))
        return [self._card(name, self.naming(name, view)) for name in names]

    def _card(self, name: Name, naming: Numbers) -> ConceptCard:
        documents = len(np.unique(self._arrays.passage_document[naming]))
        return ConceptCard(self.concept(name), len(naming), documents)

    def _standing(self, view: View) -> Mask:
        """Which names may be read of, by number."""
        return self._names.standing(view.passages & self._arrays.passage_body)

    def named_in(self, text: str, found: Sequence[Found]) -> list[Name]:
        """The names a question holds, in order; ``found`` are the lexicon's concepts in it."""
        if len(found) == 1 and found[0].span == (0, len(text)):
            return []  # a concept alone; and the tagger need not be read to start
        concepts, numbers = self._store.concepts, self._store.concept_numbers
        known = [(one.span, concepts[numbers[one.concept_id]].kind) for one in found]
        names = (self._names.named(one.label) for one in find_names(text, known))
        return [name for name in names if name is not None]

    def told(self, document_id: DocumentId) -> list[tuple[Mention, str]]:
        """The names in a document with their labels, in reading order."""
        number = self._store.document_numbers.get(document_id)
        if number is None or self._names.mentions is None:
            return []
        first, behind = self._arrays.bounds(number).tolist()
        rows = self._names.mentions.between(first, behind - 1)
        passages = np.unique(rows[PASSAGE]).tolist()
        ids = dict(zip(passages, self._store.passage_ids(passages), strict=True))
        names = self._names.numbered(np.unique(rows[CONCEPT]).tolist())
        labels = {name.n: name.label for name in names}
        told = []
        for row in rows.T.tolist():
            label = labels[row[CONCEPT]]
            span = Span(row[START], row[END])
            told.append((Mention(term(label).id, ids[row[PASSAGE]], span, label), label))
        return told

    def map(self, name: Name, view: View, parts: Iterable[MapNode]) -> Map:
        """A name with the concepts it is made of around it."""
        about = self.concept(name)
        node = bare(about)
        seen = len(self.naming(name, view))
        middle = MapNode(node, about.kind, 0, seen, f"/concepts/{about.id}")
        around = tuple(parts)
        edges = tuple(
            MapEdge(
                id=edge_id(about.id, MADE_OF, one.node.id),
                source=about.id,
                predicate=MADE_OF,
                target=one.node.id,
                weight=1.0,
                places=0,
                evidence=(),
                listed=_MADE_OF_SAID,
            )
            for one in around
        )
        return Map((middle, *around), edges)
