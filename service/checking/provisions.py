"""Provisions that a draft cites and the work does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.numerals import NUMBER, to_int
from corpus.titles import in_marks
from service.checking.model import Finding
from service.checking.places import provision

if TYPE_CHECKING:
    from corpus.model import Description, Reference
    from service.checking.draft import Draft
    from service.checking.places import Places


class Provisions:
    """Holds the provisions cited against those that the held works have."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def missing(self, draft: Draft, reference: Reference) -> list[Finding]:
        """A provision the held work does not have."""
        target = reference.target
        if not reference.number or target is None or target.section_id is not None:
            return []
        if "没有" not in reference.difference:
            return []
        held = self._places.shelf.description(target.document_id)
        many = self._many(held, reference.number)
        if not many:
            return []
        return [
            Finding(
                kind="title_wrong",
                span=reference.span,
                text=draft.text[slice(*reference.span)],
                message=f"{in_marks(held.title)}没有{provision(reference.number)}：{many}。",
                citations=self._places.face(held),
                reason="no_such_provision",
                certainty=0.95,
            )
        ]

    def _many(self, held: Description, number: str) -> str:
        """How many there are of what was cited; ``""`` where that cannot be told."""
        first = number.partition("/")[0]
        article = self._places.shelf.catalogue.provision(held.id, first)
        if article is not None:
            return f"{article.label}没有{provision(number).removeprefix(article.label)}"
        kind = {"art": "article", "chp": "chapter"}.get(first.rpartition("_")[0])
        sections = self._places.shelf.document(held.id).sections
        alike = [one for one in sections if one.kind == kind]
        unit = "条" if kind == "article" else "章"
        last = alike[-1].label if alike else ""
        numbered = re.fullmatch(f"第({NUMBER})[条章]", last)
        whole = numbered is not None and to_int(numbered[1]) == len(alike)
        many = f"共{len(alike)}{unit}，" if whole else ""
        return f"{many}到{last}为止" if alike else ""
