"""Chains as plain data: a document's sentences that others have too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.web.present import brief, link

if TYPE_CHECKING:
    from service.chains import Edit, Sentence, Shared, Source, Wording
    from service.model import Card

Json = dict[str, Any]


def shared(card: Card, found: Shared, source: Source | None) -> Json:
    """A page of the sentences a document shares, and where most of the passage comes from."""
    return {
        "document": brief(card),
        "total": found.total,
        "formulas": found.formulas,
        "origin": {"document": brief(source.card), "share": source.share} if source else None,
        "sentences": [sentence(one) for one in found.sentences],
    }


def sentence(one: Sentence) -> Json:
    """A sentence here, its first wording, and the other documents that have it."""
    return {
        "start": one.own.span.start,
        "end": one.own.span.end,
        "text": one.own.quote,
        "documents": one.documents,
        "is_first": one.is_first,
        "similarity": one.own.similarity,
        "changes": [_edit(edit) for edit in one.own.edits],
        "first": _wording(one.first),
        "others": [
            _wording(other)
            | {
                "similarity": other.similarity,
                "changes": [_edit(edit) for edit in other.edits],
            }
            for other in one.others
        ],
    }


def _wording(one: Wording) -> Json:
    return {
        "document": brief(one.card),
        "start": one.span.start,
        "end": one.span.end,
        "text": one.quote,
        "url": link(one.card.description.id, one.span),
    }


def _edit(edit: Edit) -> Json:
    return {
        "before": {"start": edit.before.start, "end": edit.before.end, "text": edit.old},
        "after": {"start": edit.after.start, "end": edit.after.end, "text": edit.new},
    }
