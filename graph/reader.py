"""One document read for the graph: mentions, then references, then what the rules make of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from corpus.citing.catalogue import Catalogue
from corpus.citing.references import find_references
from corpus.model import NORMATIVE_KINDS, Document, Passage, PassageId, Reference, Span
from corpus.titles import title_key, work_name
from graph.composed.defined import find_terms, terms_of
from graph.composed.finder import find_names
from graph.composed.model import FoundName, Named
from graph.extraction.extract import EXTRACTION_VERSION, extract
from graph.lexicon.compiled import compiled_lexicon
from graph.lexicon.finder import Finder, Found
from graph.lexicon.loader import Lexicon, load_lexicon
from graph.model import Concept, ConceptId, Evidence, Mention, Relation
from graph.records import Record
from graph.review.model import Decision

#: Raise when the same document would be read otherwise by the code here or in the finder.
READER_VERSION = 17
#: Kinds whose documents are versions of a work.
_WORKS = NORMATIVE_KINDS | {"policy"}


class Finding(Protocol):
    """Finds the concepts a text names."""

    def find(self, text: str) -> Sequence[Found]:
        """Every mention, in order, none overlapping."""
        ...


class DocumentReader:
    """Reads documents with one lexicon; what :func:`graph.build.build_graph` asks for."""

    def __init__(self, concepts: Iterable[Concept], fingerprint: str, finder: Finding) -> None:
        self.concepts: Sequence[Concept] = tuple(sorted(concepts, key=lambda concept: concept.id))
        self.making = f"{READER_VERSION}.{EXTRACTION_VERSION}.{fingerprint}"
        self._finder = finder
        self._by_id: Mapping[ConceptId, Concept] = {one.id: one for one in self.concepts}
        self._works = {
            title_key(work_name(form)): concept.id
            for concept in reversed(self.concepts)
            if concept.kind == "work"
            for form in (concept.label, *concept.aliases)
        }

    def read(
        self, document: Document, passages: Sequence[Passage], revision: bytes, catalogue: Catalogue
    ) -> Record:
        """See :class:`graph.build.Reader`."""
        found_here = self._finder.find(document.text)
        mentions = tuple(_inside(passages, found_here))
        references = find_references(document, catalogue)
        found = extract(document, passages, mentions, references, self._by_id)
        relations = (*found.relations, *self._work(document, passages))
        named = self._names(document.text, found_here, relations)
        names = tuple(_named(passages, references, named))
        used: set[PassageId] = {one.passage_id for one in mentions}
        used |= {one.passage_id for one in names}
        used |= {one.passage_id for relation in relations for one in relation.evidence}
        used |= {duty.evidence.passage_id for duty in found.duties}
        return Record(
            document_id=document.id,
            revision=revision,
            passages=tuple(
                (one.id, one.role == "body")
                for one in passages
                if one.role == "body" or one.id in used
            ),
            mentions=mentions,
            names=names,
            relations=relations,
            duties=found.duties,
        )

    def _names(
        self, text: str, found: Sequence[Found], relations: Iterable[Relation]
    ) -> Iterator[FoundName]:
        """Names no lexicon has: put together, coined, or defined by the document itself."""
        if not self._by_id:
            return
        names = find_names(text, [(one.span, self._by_id[one.concept_id].kind) for one in found])
        yield from names
        if terms := terms_of(relations):
            taken = [*(one.span for one in found), *(one.span for one in names)]
            yield from find_terms(text, terms, taken)

    def _work(self, document: Document, passages: Sequence[Passage]) -> Iterator[Relation]:
        """The work a document is a version of, where it bears its title."""
        about = document.description
        if about.kind not in _WORKS or not passages:
            return
        place, method = document.text.find(about.title), "title"
        span = Span(place, place + len(about.title))
        passage = next((one for one in passages if one.span.end > place), passages[0])
        if place < passage.span.start or passage.span.end < span.end:
            method, passage = "record", passages[0]  # no words of the text, or on two lines
            span = passage.span
        work = self._works.get(title_key(work_name(about.work or about.title)))
        target = str(work) if work else f"work/{work_name(about.work or about.title)}"
        evidence = Evidence(passage.id, span, method, 1.0)
        yield Relation(str(document.id), "part_of", target, (evidence,))


def _inside(passages: Sequence[Passage], found: Iterable[Found]) -> Iterator[Mention]:
    """Mentions that lie inside a passage; a repeated lead or a page's remnant has none."""
    for one in found:
        passage = _passage(passages, one.span)
        if passage is not None:
            yield Mention(one.concept_id, passage, one.span, one.form)


def _named(
    passages: Sequence[Passage], references: Sequence[Reference], names: Iterable[FoundName]
) -> Iterator[Named]:
    """Names with the passages they lie in. A title that is cited is none: it is a work."""
    for label, method, span in names:
        passage = _passage(passages, span)
        if passage is not None and not _meets(references, span):
            yield Named(label, method, passage, span)


def _passage(passages: Sequence[Passage], span: Span) -> PassageId | None:
    """The passage that is searched or told, and holds a span; or None."""
    place = bisect_right(passages, span.start, key=lambda one: one.span.start) - 1
    if place < 0 or passages[place].role == "furniture":
        return None
    return passages[place].id if span.end <= passages[place].span.end else None


def _meets(references: Sequence[Reference], span: Span) -> bool:
    """Whether a reference, of those in order, stands where ``span`` does."""
    place = bisect_right(references, span.start, key=lambda one: one.span.start)
    around = references[max(0, place - 2) : place + 1]
    return any(one.span.start < span.end and span.start < one.span.end for one in around)


class _NoFinder:
    """Finds nothing."""

    def find(self, text: str) -> Sequence[Found]:  # noqa: ARG002
        return ()


def lexicon_reader(
    folders: Sequence[Path] = (), decisions: Sequence[Decision] = (), kept: Path | None = None
) -> DocumentReader:
    """A reader with the shipped lexicon, an administrator's ``folders`` and what reviewers
    decided laid over it. ``kept`` is a file that keeps what was read, for the next one.

    Raises:
        BadLexicon: a file of concepts is not as it must be.
    """
    if kept is not None:
        concepts, fingerprint = compiled_lexicon(folders, decisions, kept)
        return DocumentReader(concepts, fingerprint, Finder(concepts))
    return _reader_of(load_lexicon(folders, decisions)) if folders or decisions else _shipped()


@lru_cache(maxsize=1)
def _shipped() -> DocumentReader:
    """With the shipped lexicon alone, which does not change while a process runs."""
    return _reader_of(load_lexicon())


def _reader_of(lexicon: Lexicon) -> DocumentReader:
    concepts = lexicon.concepts.values()
    return DocumentReader(concepts, lexicon.fingerprint, Finder(concepts))


def bare_reader() -> DocumentReader:
    """A reader without a lexicon: what documents say of works, provisions and terms only."""
    return DocumentReader((), "", _NoFinder())
