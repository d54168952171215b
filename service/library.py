"""The library: one opened generation you can ask. The only place where parts are joined.

A :class:`Librarian` hands each request the current library. When ``DATA/CURRENT`` names
another generation, one request opens it while the others go on with the old one, which is
closed once nobody can hold it any more.
"""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.errors import NoGeneration
from corpus.forward import ForwardIndex
from corpus.lexical import LexicalRetriever
from corpus.model import KINDS
from corpus.storage.store import Store
from corpus.words import Segmenter
from embeddings.index import open_index
from embeddings.retriever import DenseRetriever
from embeddings.translator import TranslationRetriever, load_translator
from graph.lexicon.finder import Finder
from graph.lexicon.loader import Lexicon, load_lexicon
from graph.model import CONCEPT_KINDS
from service.answering.assemble import answerer_of
from service.atlas.atlas import Atlas
from service.chains import Chains
from service.checking.basis import Grounds
from service.checking.checker import Checker
from service.checking.expressions import Expressions
from service.checking.prose import LeftOut
from service.checking.works import Works
from service.model import Facet, Filters
from service.ranking.rerank import Parts, open_reranker
from service.search import Retriever, Searcher
from service.shelf import Shelf
from service.suggest import Entry, Suggester

if TYPE_CHECKING:
    from corpus.model import Document, DocumentId, Passage, Reference, Span
    from corpus.storage.store import Counts
    from embeddings.encoder import Encoder
    from embeddings.translator import Translator
    from graph.model import Concept, Mention
    from service.checking.basis import Basis
    from service.checking.expressions import Expression
    from service.checking.model import Report
    from service.checking.witness import Exact
    from service.generation import Generation
    from service.model import Answer, Card, Citation, Results
    from service.ranking.rerank import Reranker
    from service.ranking.rereading import PairScorer
    from service.sounds import Sounds
    from service.suggest import Suggestion

#: Documents whose references are kept resolved.
REFERENCES_KEPT = 64
#: Filtered lists of documents kept: a reader turns pages of the same one.
LISTS_KEPT = 16
#: Wordings whose counts are kept.
COUNTS_KEPT = 4096
#: Kinds of documents nobody asks for by their title.
UNTITLED = frozenset({"news", "essay", "case"})
ALL = Filters()
_LOG = logging.getLogger(__name__)


class Library:
    """One opened generation; safe to share between threads.

    Raises:
        NoGeneration: the generation is damaged, or was built with another encoder.
    """

    def __init__(
        self,
        generation: Generation,
        encoder: Encoder,
        translator: Translator | None = None,
        reader: PairScorer | None = None,
        sounds: Sounds | None = None,
    ) -> None:
        if generation.manifest.fingerprint != encoder.fingerprint:
            raise NoGeneration(
                f"第 {generation.id} 代索引是用模型“{generation.manifest.encoder}”建立的，"
                f"与当前的“{encoder.name}”不同；请运行 python -m scripts.build 重建。"
            )
        self.generation = generation.id
        self._reuse_folder = generation.reuse
        self._sounds = sounds
        self._store = Store(generation.corpus, readonly=True)
        self._lexical = LexicalRetriever(generation.lexical)
        self._index = open_index(generation.vectors)
        catalogue = self._catalogued()
        self._shelf = Shelf(self._store, catalogue, lambda name: self.atlas.naming(name))
        self._atlas = _atlas(generation, self._store, self._shelf)
        self.segmenter = segmenter = Segmenter(self._lexical.about.terms)
        translator = translator or load_translator()
        dense = DenseRetriever(self._index, encoder, translator)
        retrievers: dict[str, Retriever] = {"lexical": self._lexical, "dense": dense}
        reranker = self._reranker(generation, encoder, translator, segmenter)
        if reranker is None:  # which else knows by itself what translates a question
            retrievers["translation"] = TranslationRetriever(self._lexical, translator, segmenter)
        self._searcher = Searcher(
            retrievers, self._lexical, self._shelf, segmenter, generation.id, reranker, reader
        )
        counted = lru_cache(COUNTS_KEPT)(self._lexical.count)
        self._parts = encoder, segmenter, counted
        self.measured = self._searcher, self._shelf  # by service.ablation
        self.answerer = answerer_of(
            self._searcher,
            self._shelf,
            segmenter,
            encoder,
            translator,
            counted,
            len(self._lexical),
            self._members,
        )
        self.references = lru_cache(REFERENCES_KEPT)(self._references)
        self._listed = lru_cache(LISTS_KEPT)(self._shelf.listed)

    def search(
        self, query: str, *, limit: int = 10, offset: int = 0, filters: Filters = ALL
    ) -> Results:
        """The passages that answer to ``query``, best first."""
        found = self._searcher.search(query, limit=limit, offset=offset, filters=filters)
        found = replace(found, concepts=self._named_in(query, filters))
        if found.suggestion is None and '"' not in query and "“" not in query:
            return replace(found, suggestion=self.corrected(query))
        return found

    def answer(self, question: str, *, filters: Filters = ALL, follow_ups: bool = False) -> Answer:
        """An answer of exact wording, or a refusal; with ``follow_ups``, what to ask next."""
        given = self.answerer.answer(question, filters)
        given = replace(given, concepts=self._named_in(question, filters))
        if not follow_ups:
            return given
        return replace(given, follow_ups=self.answerer.follow_ups(given, filters))

    def _catalogued(self) -> Catalogue:
        """What is held, by title; the lexicon is not asked before it is needed."""
        return Catalogue(
            self._store.descriptions(),
            self._store.sections,
            lambda: self._works.replacements(),
            lambda: self._works.names(),
        )

    @cached_property
    def _works(self) -> Works:
        return Works(self._lexicon)

    @property
    def atlas(self) -> Atlas:
        """The graph. ``NoGeneration`` where this generation was built without one."""
        if self._atlas is None:
            raise NoGeneration(
                f"第 {self.generation} 代索引没有概念图谱；请运行 python -m scripts.build 重建。"
            )
        return self._atlas

    def mentions(self, document_id: DocumentId) -> list[tuple[Mention, str]]:
        """The concepts one document names, with the label of each, in reading order."""
        return self._atlas.told(document_id) if self._atlas else []

    def _named_in(self, text: str, filters: Filters) -> tuple[Concept, ...]:
        return tuple(self._atlas.told_in(text, filters)) if self._atlas else ()

    def suggest(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """The concepts and titles a reader may be about to type."""
        return self._suggester.suggest(typed, limit)

    def corrected(self, query: str) -> str | None:
        """The query with a misspelt name put right; ``None`` where nothing looks wrong."""
        return self._suggester.correct(query, lambda wording: self._lexical.count(wording) > 0)

    def check(self, text: str) -> Report:
        """What is wrong, doubtful or confirmed in a draft."""
        return self._checker.check(text)

    def basis(self, text: str, *, filters: Filters = ALL) -> Basis:
        """What supports a paragraph, clause by clause, and what has no basis."""
        return self._grounds.basis(text, filters)

    def wording(self, expression: str) -> Expression:
        """The canonical form of an expression, its variants by year, its first use."""
        return self._expressions.look_up(expression)

    def cards(self, *, filters: Filters = ALL) -> list[Card]:
        """Every document the filters leave, newest first."""
        return list(self._listed(filters, filters.as_of or date.today()))

    def card(self, document_id: DocumentId, on: date | None = None) -> Card:
        """One document's description and status; NotFound where it is not held."""
        return self._shelf.card(document_id, on)

    def document(self, document_id: DocumentId) -> Document:
        """One document whole; NotFound where it is not held."""
        self._shelf.description(document_id)
        return self._shelf.document(document_id)

    def passages(self, document_id: DocumentId) -> list[Passage]:
        """One document's passages of every role, in reading order."""
        self._shelf.description(document_id)
        return self._shelf.passages_of(document_id)

    def cite(self, document_id: DocumentId, span: Span) -> Citation | None:
        """The citation of any span of a document; ``None`` where no passage holds it."""
        passages = self.passages(document_id)
        passage = next((item for item in passages if span.start < item.span.end), None)
        return self._shelf.cite(1, passage, span) if passage else None

    def versions(self, document_id: DocumentId) -> list[Card]:
        """The versions held of one document's work, newest first, itself included."""
        work = self._shelf.description(document_id).work
        versions = self._shelf.catalogue.versions(work)
        versions = sorted(versions, key=lambda item: str(item.day or ""), reverse=True)
        return [self._shelf.card(item.id) for item in versions]

    def counts(self) -> dict[str, int]:
        """How much is held: documents, sections, passages, characters."""
        return {
            "documents": self._counts.documents,
            "sections": self._counts.sections,
            "passages": self._counts.body,
            "characters": self._counts.characters,
        }

    def kinds(self) -> list[Facet]:
        """The kinds held, with how many documents are of each."""
        held = self._held_kinds
        return [Facet(kind, KINDS[kind], held[kind]) for kind in KINDS if kind in held]

    def issuers(self) -> list[Facet]:
        """The issuers held, the most frequent first."""
        return list(self._held_issuers)

    # A generation never changes, so what is held is counted once.

    def _members(self, term: str) -> tuple[str, ...]:
        return self._spelled.get(term, ())

    @cached_property
    def _spelled(self) -> dict[str, tuple[str, ...]]:
        """What each shorthand packs, by each of its names."""
        return {
            form: concept.expansion
            for concept in self._lexicon.concepts.values()
            if len(concept.expansion) > 1
            for form in (concept.label, *concept.aliases)
        }

    @cached_property
    def _lexicon(self) -> Lexicon:
        """The concepts this generation was read with; the shipped ones where it has none."""
        known = self._atlas.known if self._atlas else ()
        return Lexicon({concept.id: concept for concept in known}) if known else load_lexicon()

    @cached_property
    def chains(self) -> Chains:
        """Who said a sentence first and who again. ``NoGeneration`` where none were built."""
        return Chains(self._reuse_folder, self._store, self._shelf)

    @cached_property
    def _grounds(self) -> Grounds:
        held = len(self._lexical)
        return Grounds(self._searcher, self._shelf, *self._parts, held, self.generation)

    @cached_property
    def _expressions(self) -> Expressions:
        return Expressions(self._lexical, self._shelf, self._lexicon, self.generation)

    @cached_property
    def _checker(self) -> Checker:
        return self._checker_over(self._lexical)

    def _checker_over(self, exact: Exact) -> Checker:
        lexicon = self._lexicon
        finder = self._atlas.finder if self._atlas and self._atlas.known else None
        finder = finder or Finder(lexicon.concepts.values())
        return Checker(exact, self._shelf, lexicon, finder, self.generation)

    def unheld(self) -> tuple[Checker, LeftOut]:
        """A checker for measures, and what it finds wordings in, of which documents can be left
        out.
        """
        left = LeftOut(self._lexical)
        return self._checker_over(left), left

    @cached_property
    def _suggester(self) -> Suggester:
        named: dict[str, Entry] = {}
        for concept in self._lexicon.concepts.values():
            if concept.kind != "work":
                for form in (concept.label, *concept.aliases):
                    named.setdefault(form, Entry(form, "concept", CONCEPT_KINDS[concept.kind]))
        for item in self._shelf.descriptions():
            if item.kind not in UNTITLED:
                named.setdefault(item.title, Entry(item.title, "title", KINDS[item.kind]))
        return Suggester(named.values(), self._sounds)

    @cached_property
    def _counts(self) -> Counts:
        return self._store.counts()

    @cached_property
    def _held_kinds(self) -> Counter[str]:
        return Counter(item.kind for item in self._shelf.descriptions())

    @cached_property
    def _held_issuers(self) -> tuple[Facet, ...]:
        held = Counter(item.issuer for item in self._shelf.descriptions() if item.issuer)
        ranked = sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple(Facet(name, name, count) for name, count in ranked)

    def warm(self) -> None:
        """Make ready what the first reader would have to wait for."""
        self.counts()
        self.search("工作报告")

    def warm_rest(self) -> None:
        """The same for the first to ask, to be told what to type, to check a draft, to see the
        graph.

        What cannot be had is logged: who asks for it is told then, and nobody else need be.
        """
        try:
            self.answer("谁负责安全生产？")
            self.suggest("")
            self.check("按照《安全生产法》第五条，主要负责人是安全生产第一责任人。")
            if self._atlas:
                for card in self._atlas.concepts("", ALL)[:1]:
                    self._atlas.map(card.concept.id, ALL, depth=1, limit=1)
        except Exception:  # a reader's request would only fail the same way
            _LOG.exception("第 %s 代有一部分不能预先备好", self.generation)

    def close(self) -> None:
        """Let go of every file; a library that is closed answers nothing."""
        if self._atlas:
            self._atlas.close()
        self._index.close()
        self._lexical.close()
        self._store.close()

    def _reranker(
        self, generation: Generation, encoder: Encoder, translator: Translator, segmenter: Segmenter
    ) -> Reranker | None:
        """The learned last stage; None where it cannot be had, and the plain fusion stands."""
        try:
            forward = ForwardIndex(generation.forward)
        except NoGeneration as error:
            _LOG.warning("排序模型没有启用，按各检索器得分直接相加：%s", error)
            return None
        parts = Parts(forward, self._lexical, self._index, encoder, translator, segmenter)
        return open_reranker(parts)

    def _references(self, document_id: DocumentId) -> list[Reference]:
        return find_references(self.document(document_id), self._shelf.catalogue)


def _atlas(generation: Generation, store: Store, shelf: Shelf) -> Atlas | None:
    """The graph of a generation; None for one built before there were graphs."""
    return Atlas(generation.graph, store, shelf) if generation.graph.is_dir() else None
