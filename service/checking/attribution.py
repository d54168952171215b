"""Whom a draft says some words are by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.model import DocumentId, Reference, Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom some words are said to be by.

    ``span`` is where the draft says so. ``documents`` are the held documents meant, the
    likeliest first; ``part`` the provision named in the first of them. ``title`` and
    ``number`` are as cited; ``speaker`` is a person named. Empty fields: not stated.
    ``is_missing``: the first document has no such provision. ``is_loose``: named in the clause
    before the words, which are the draft's own as well as not.
    """

    span: Span
    documents: tuple[DocumentId, ...] = ()
    part: Span | None = None
    title: str = ""
    number: str = ""
    speaker: str = ""
    reference: Reference | None = None
    is_missing: bool = False
    is_loose: bool = False

    @property
    def is_held(self) -> bool:
        """Whether something held is meant."""
        return bool(self.documents)
