"""Results as plain data: what the API returns, the commands print, the pages show.

Nothing here knows Flask. Every offset is a code point of the document's text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from corpus.model import KINDS, DocumentId, Span
from corpus.titles import in_marks
from service.citation import section_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from corpus.model import Document, Reference, Target
    from graph.model import Mention
    from service.model import Answer, Card, Citation, Facet, Receipt, Result, Results

Json = dict[str, Any]

_MARKER = re.compile(
    r"第[〇零一二三四五六七八九十百千两\d]+(?:分编|[编章节条款项目])(?:之[一二三四五六七八九十]+)?"
)
#: A path from the root, a drive, a share or the home folder, or one that climbs.
_OUTSIDE = re.compile(r"^(?:[/\\~]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)")


def document_url(document_id: DocumentId) -> str:
    """The page of a document."""
    return f"/documents/{document_id}"


def link(document_id: DocumentId, span: Span, query: str = "") -> str:
    """The page of a document opened at ``span``, which it shows highlighted.

    ``query`` is an encoded query string to carry along, so that the page knows the way back.
    """
    carried = f"&{query}" if query else ""
    return f"{document_url(document_id)}?start={span.start}&end={span.end}{carried}#quote"


def brief(card: Card) -> Json:
    """A document as a result names it."""
    about = card.description
    return {
        "id": about.id,
        "title": about.title,
        "kind": about.kind,
        "kind_label": KINDS.get(about.kind, about.kind),
        "issuer": about.issuer,
        "number": about.number,
        "issued": _day(about.day),
        "effective": _day(about.effective),
        "status": card.status.code,
        "status_label": card.status.label,
    }


def card(card: Card) -> Json:
    """All that is known about a document."""
    about = card.description
    return {
        **brief(card),
        "work": about.work,
        "passed": _day(about.passed),
        "repealed": _day(about.repealed),
        "supersedes": list(about.supersedes),
        "trial": about.trial,
        "status_since": _day(card.status.since),
        "successor": card.status.successor,
        "replaced_by": card.status.replaced_by,
        "source": {
            "name": source_name(about.source.name),
            "sha256": about.source.sha256,
            "format": about.source.format,
        },
        "url": document_url(about.id),
    }


def source_name(name: str) -> str:
    """The file a document came from as a reader may see it: not where on the server it lay.

    Folders within what was ingested stay. Of an absolute path, and of one that climbs
    (``../../data/a.pdf``), only the file's name does.
    """
    path, mark, member = name.partition("!")
    if _OUTSIDE.search(path):
        path = re.split(r"[/\\]", path)[-1]
    return path.removeprefix("./") + mark + member


def section_label(path: Sequence[str]) -> str:
    """A path as a citation writes it: 第三章第十七条; headings that are no markers stay whole."""
    parts = [found.group() if (found := _MARKER.match(title)) else title for title in path]
    return "".join(
        part if _MARKER.fullmatch(part) or not index else f"，{part}"
        for index, part in enumerate(parts)
    )


def reference_text(citation: Citation) -> str:
    """The citation as one puts it in a paper: 《…》（字号，日期）第三章第十七条：“…”."""
    about = citation.card.description
    day = about.day
    said = [about.number or "", f"{day.year}年{day.month}月{day.day}日" if day else ""]
    facts = "，".join(part for part in said if part)
    where = section_label(citation.section)
    page = f"（第{citation.page}页）" if citation.page else ""
    quote = citation.quote.replace("“", "‘").replace("”", "’")
    return f"{in_marks(about.title)}{f'（{facts}）' if facts else ''}{where}{page}：“{quote}”"


def citation(item: Citation, document: Json | None = None) -> Json:
    """A quotation, where it stands, and how to find it again (W3C Web Annotation selectors).

    ``document`` is its card as :func:`brief` shows it, where that is at hand.
    """
    about, selector = item.card.description, item.selector
    return {
        "number": item.number,
        "document": document or brief(item.card),
        "section": list(item.section),
        "section_id": item.section_id,
        "passage_id": item.passage_id,
        "quote": item.quote,
        "start": item.span.start,
        "end": item.span.end,
        "page": item.page or None,
        "url": link(about.id, item.span),
        "text": reference_text(item),
        "document_sha256": about.source.sha256,
        "target": {
            "source": document_url(about.id),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": selector.exact,
                    "prefix": selector.prefix,
                    "suffix": selector.suffix,
                },
                {
                    "type": "TextPositionSelector",
                    "start": selector.span.start,
                    "end": selector.span.end,
                },
            ],
        },
    }


def hit(result: Result, *, explain: bool = False) -> Json:
    """One passage found."""
    passage, document = result.passage, brief(result.card)
    shown: Json = {
        "rank": result.rank,
        "score": round(float(result.score), 6),
        "document": document,
        "section": list(result.section),
        "passage": {
            "id": passage.id,
            "text": passage.text,
            "start": passage.span.start,
            "end": passage.span.end,
        },
        "highlights": [[span.start, span.end] for span in result.highlights],
        "citation": citation(result.citation, document),
        "similar": [
            {
                "document": other.document_id,
                "passage": other.id,
                "start": other.span.start,
                "end": other.span.end,
                "url": link(other.document_id, other.span),
            }
            for other in result.similar
        ],
    }
    if explain:
        shown["why"] = {
            "hits": [
                {"retriever": one.retriever, "score": float(one.score), "trail": list(one.trail)}
                for one in result.hits
            ]
        }
    return shown


def results(found: Results, took_ms: float, *, explain: bool = False) -> Json:
    """What ``/search`` returns."""
    return {
        "query": found.query,
        "generation": found.generation,
        "took_ms": round(took_ms, 2),
        "total": found.total,
        "hits": [hit(result, explain=explain) for result in found.results],
        "concepts": [{"id": one.id, "label": one.label} for one in found.concepts],
        "facets": facets(found.facets),
        "interpretation": found.interpretation,
        "suggestion": found.suggestion,
    }


def facets(found: Mapping[str, Sequence[Facet]]) -> Json:
    """Facets by name, each a list of values with counts."""
    return {
        name: [{"value": one.value, "label": one.label, "count": one.count} for one in values]
        for name, values in found.items()
    }


def answer(given: Answer, took_ms: float) -> Json:
    """What ``/ask`` returns; all but ``took_ms`` is the same whenever the receipt is."""
    return {
        "question": given.question,
        "generation": given.generation,
        "took_ms": round(took_ms, 2),
        "answered": given.answered,
        "form": given.form,
        "reason": given.declined,
        "answer": given.text,
        "points": [
            {"text": point.text, "citations": list(point.citations)} for point in given.points
        ],
        "citations": [citation(item) for item in given.citations],
        "concepts": [{"id": one.id, "label": one.label} for one in given.concepts],
        "follow_ups": list(given.follow_ups),
        "nearest": [hit(result) for result in given.nearest],
        "notes": list(given.notes),
        "receipt": receipt(given.receipt) if given.receipt else None,
    }


def receipt(made: Receipt) -> Json:
    """What an answer was made from, and by which rules and models."""
    return {
        "generation": made.generation,
        "day": made.day.isoformat(),
        "documents": [{"id": name, "sha256": digest} for name, digest in made.documents],
        "rules": made.rules,
        "models": dict(made.models),
        "url": made.url,
    }


def document(
    about: Card,
    whole: Document,
    references: Sequence[Reference],
    mentions: Sequence[tuple[Mention, str]] = (),
) -> Json:
    """What ``/documents/{id}`` returns: the card, the text, what it names and refers to."""
    return {
        **card(about),
        "text": whole.text,
        "pages": list(whole.pages),
        "mentions": [
            {
                "concept": one.concept_id,
                "label": label,
                "start": one.span.start,
                "end": one.span.end,
            }
            for one, label in mentions
        ],
        "references": [
            {
                "title": one.title,
                "number": one.number,
                "start": one.span.start,
                "end": one.span.end,
                "target": _target(one.target),
                "resolved_title": one.resolved_title,
                "difference": one.difference,
            }
            for one in references
        ],
    }


def _target(target: Target | None) -> Json | None:
    if target is None:
        return None
    return {
        "document": target.document_id,
        "section": target.section_id,
        "start": target.span.start,
        "end": target.span.end,
        "url": f"{document_url(target.document_id)}#{target.section_id}"
        if target.section_id
        else document_url(target.document_id),
    }


def outline(whole: Document) -> Json:
    """What ``/documents/{id}/outline`` returns: the sections as a tree, each with its path."""
    top: list[Json] = []
    placed: dict[str, Json] = {}
    for section in whole.sections:
        parent = placed.get(section.parent) if section.parent else None
        title = section_title(section)
        path = list(parent["path"]) if parent else []
        node: Json = {
            "id": section.id,
            "path": [*path, title] if title else path,
            "label": section.label,
            "heading": section.heading,
            "number": section.number,
            "kind": section.kind,
            "start": section.span.start,
            "end": section.span.end,
            "children": [],
        }
        placed[section.id] = node
        (parent["children"] if parent else top).append(node)
    return {"sections": top}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
