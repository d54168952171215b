"""Chains over HTTP: where else the sentences of a document stand, and who said them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, jsonify
from markupsafe import Markup, escape

from corpus.errors import NoGeneration, NotFound
from corpus.model import DocumentId, Span
from corpus.titles import in_marks
from service.web import params, present_chains
from service.web.current import library

if TYPE_CHECKING:
    from service.chains import Sentence, Shared, Wording
    from service.library import Library

#: Sentences a document's page lists, and other documents it names for each.
LISTED, NAMED = 40, 6


def reuse(path: params.DocumentPath, query: params.ReuseParams) -> Response:
    """传达链：一份文件（或其中一段）的哪些句子也见于其他文件，谁最早说，改了哪些字."""
    held, document_id = library(), DocumentId(path.document_id)
    card, passage = held.card(document_id), None
    if query.passage:
        passage = next((one for one in held.passages(document_id) if one.id == query.passage), None)
        if passage is None:
            raise NotFound(
                f"{in_marks(card.description.title)}中没有段落 {query.passage}；文件可能已更新。"
            )
    found = held.chains.of_document(
        document_id,
        part=passage.span if passage else None,
        offset=query.offset,
        limit=query.limit,
    )
    source = held.chains.source_of(passage) if passage else None
    return jsonify(present_chains.shared(card, found, source))


def shown(held: Library, document_id: DocumentId, part: Span | None = None) -> Shared | None:
    """For a page: the chains of a document or a part of it; None where no index was built."""
    try:
        found = held.chains.of_document(document_id, part=part, limit=LISTED)
    except NoGeneration:
        return None
    return found if found.sentences else None


def named(sentence: Sentence) -> tuple[tuple[Wording, ...], int]:
    """The other documents a page names for a sentence, the first one left out, and how many
    more there are.
    """
    first = sentence.first.card.description.id
    others = tuple(one for one in sentence.others if one.card.description.id != first)
    return others[:NAMED], max(0, len(others) - NAMED)


def compared(later: Wording) -> Markup:
    """A later wording beside the first: what it took out struck through, put in underlined."""
    out, at = [], later.span.start
    for edit in later.edits:
        out.append(str(escape(_cut(later, at, edit.after.start))))
        if edit.old:
            out.append(f"<del>{escape(edit.old)}</del>")
        if edit.new:
            out.append(f"<ins>{escape(edit.new)}</ins>")
        at = edit.after.end
    out.append(str(escape(_cut(later, at, later.span.end))))
    return Markup("".join(out))  # noqa: S704 - every piece of text went through escape()


def _cut(wording: Wording, start: int, end: int) -> str:
    return wording.quote[start - wording.span.start : end - wording.span.start]
