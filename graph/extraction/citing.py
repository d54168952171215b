"""cites and supersedes: what a document names, and what it ends.

The ends are provisions where the text names them, else documents; a work that is not held
keeps its title as a node, ``work/党章``, or the lexicon's concept of that title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.model import Passage, Reference, Span
from corpus.text import sentences
from corpus.titles import title_key, work_name
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading
from graph.model import Evidence

#: What a sentence that repeals says after the titles it repeals.
_REPEALS = re.compile(r"废止|失效|停止执行|停止施行")


def citations(reading: Reading) -> Iterator[Finding]:
    """``cites`` for every reference but the document's own name; ``supersedes`` for repeals."""
    repealed = {title_key(work_name(title)) for title in reading.document.description.supersedes}
    for reference in reading.references:
        target = node_of(reading, reference)
        passage = reading.passage_at(reference.span.start)
        if passage is None or target is None:
            continue
        sentence = _sentence(reading, passage, reference.span)
        evidence = Evidence(passage.id, sentence, _method(reference), _confidence(reference))
        ends = (
            reference.title
            and not reference.number
            and title_key(work_name(reference.title)) in repealed
        )
        if ends and _REPEALS.search(reading.text, reference.span.end, sentence.end):
            subject = str(reading.document.id)
            if target != subject:
                yield Finding(
                    subject,
                    "supersedes",
                    target,
                    Evidence(passage.id, sentence, "repeal", evidence.confidence),
                )
            continue
        subject = reading.node_at(reference.span.start)
        if target not in (subject, str(reading.document.id)):
            yield Finding(subject, "cites", target, evidence)


def node_of(reading: Reading, reference: Reference) -> str | None:
    """The node a reference leads to; None where it leads nowhere that has a name."""
    if reference.target is not None:
        section = reference.target.section_id
        document = reference.target.document_id
        return f"{document}/{section}" if section else str(document)
    title = work_name(reference.resolved_title or reference.title)
    if not title:
        return None
    mention = reading.mention_of(reference.span)
    return str(mention.concept_id) if mention else f"work/{title}"


def _sentence(reading: Reading, passage: Passage, span: Span) -> Span:
    """The sentence of ``passage`` that ``span`` begins in."""
    for sentence in sentences(reading.text, *passage.span):
        if sentence.start <= span.start < sentence.end:
            return sentence
    return passage.span


def _method(reference: Reference) -> str:
    return "title" if reference.title else "provision"


def _confidence(reference: Reference) -> float:
    if reference.target is None:
        return 0.9
    return 0.85 if reference.difference else 1.0
