"""Finding: one triple at one place, as a rule hands it over."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Evidence


@dataclass(frozen=True, slots=True)
class Finding:
    """``subject predicate object``, as one sentence says it.

    ``terms`` are the labels among its ends that no lexicon holds.
    """

    subject: str
    predicate: str
    object: str
    evidence: Evidence
    terms: tuple[str, ...] = ()
