"""cites and supersedes: what a document names, and what it ends.

The ends are provisions where the text names them, else documents; a work that is not held
keeps its title as a node, ``work/党章``, or the lexicon's concept of that title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.dates import find_dates
from corpus.model import Passage, Reference, Span
from corpus.text import sentences
from corpus.titles import head_noun, title_key, work_name
from graph.extraction.finding import Finding
from graph.extraction.reading import Reading
from graph.model import Evidence

#: Kinds that name films and books as often as documents.
_TELLS = frozenset({"news", "essay"})
#: Behind the day a work was made, not the day the one that ends it comes into force.
_MADE = re.compile(
    r"[^，。；]*?(?:通过|发布|公布|颁布|印发|批准|制定|下发|修订|修正|第\s?\d+\s?号)"
)
#: What somebody is given, or fills in, in the marks of a title: 《采矿许可证》, 《受理通知书》.
_PAPERS = re.compile(
    r"(?:证|执照|牌照|(?:通知|告知|决定|申请|批准|核准|检验报告|事故报告|责任|承诺|委托|保证)书"
    r"|(?:登记|申请|审批|备案|报告)表)(?:\s*[（(][^（()）]*[）)])?$"
)
#: What a sentence that repeals says after the titles it repeals.
_REPEALS = re.compile(r"废止|失效|停止执行|停止施行")


def citations(reading: Reading) -> Iterator[Finding]:
    """``cites`` for every reference but the document's own name; ``supersedes`` for repeals."""
    own = str(reading.document.id)
    repealed = {title_key(work_name(title)) for title in reading.document.description.supersedes}
    for reference in reading.references:
        target = node_of(reading, reference)
        passage = reading.passage_at(reference.span.start)
        if passage is None or target is None:
            continue
        sentence = _sentence(reading, passage, reference.span)
        confidence = _confidence(reference)
        key = title_key(work_name(reference.title)) if not reference.number else ""
        if key in repealed and _REPEALS.search(reading.text, reference.span.end, sentence.end):
            ended = _ended(reading, target, reference.span, sentence)
            if ended is not None:
                evidence = Evidence(passage.id, sentence, "repeal", confidence)
                yield Finding(own, "supersedes", ended, evidence)
            continue
        subject = reading.node_at(reference.span.start)
        if target not in (subject, own):
            evidence = Evidence(passage.id, sentence, _method(reference), confidence)
            yield Finding(subject, "cites", target, evidence)


def _ended(reading: Reading, target: str, span: Span, sentence: Span) -> str | None:
    """What a repeal ends. An earlier version of this very work, if it is not held, is told
    from the work by its year, as the text gives it; None where it gives none.
    """
    about = reading.document.description
    if target == str(about.id):
        return None
    own = title_key(work_name(about.work or about.title))
    if not target.startswith("work/") or title_key(target.removeprefix("work/")) != own:
        return target
    said = reading.text[sentence.start : span.start].rpartition("》")[2]
    days = [day for place, day in find_dates(said) if _MADE.match(said, place.end)]
    return f"{target}（{days[-1].year}年）" if days else None


def node_of(reading: Reading, reference: Reference) -> str | None:
    """The node a reference leads to; None where it leads nowhere that has a name, or only to
    a paper (:data:`_PAPERS`) or to what a document calls another in short: 《规定》.
    """
    if reference.target is not None:
        section = reference.target.section_id
        document = reference.target.document_id
        return f"{document}/{section}" if section else str(document)
    title = work_name(reference.resolved_title or reference.title)
    if _PAPERS.search(title) or title == head_noun(title):
        return None
    mention = reading.mention_of(reference.span)
    if mention is not None:
        return str(mention.concept_id)
    told = reading.document.description.kind in _TELLS and not head_noun(title)
    return f"work/{title}" if title and not told else None


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
