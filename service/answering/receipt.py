"""The receipt of an answer: from what it was made, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from service.model import Receipt

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from service.model import Card, Filters

#: Raised with every change of the rules that choose, so that receipts tell them apart.
RULES = "8"


def receipt(
    generation: str,
    question: str,
    filters: Filters,
    cards: Iterable[Card],
    models: tuple[tuple[str, str], ...],
    day: date,
) -> Receipt:
    """What made an answer: the same receipt, the same answer."""
    documents = {card.description.id: card.description.source.sha256 for card in cards}
    return Receipt(
        generation=generation,
        day=day,
        documents=tuple(documents.items()),
        rules=RULES,
        models=models,
        url=f"/api/v1/ask?{urlencode(_asked(question, filters))}",
    )


def _asked(question: str, filters: Filters) -> list[tuple[str, str]]:
    """The parameters that ask the same again; audiences are the reader's, not the question's."""
    pairs = [("q", question), *(("kind", kind) for kind in filters.kinds)]
    if filters.issuer:
        pairs.append(("issuer", filters.issuer))
    days = (("from", filters.issued_from), ("to", filters.issued_to), ("as_of", filters.as_of))
    pairs += [(name, day.isoformat()) for name, day in days if day]
    pairs += [("concept", concept) for concept in filters.concepts]
    return [*pairs, *(("document", document) for document in filters.documents)]
