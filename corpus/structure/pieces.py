"""Pieces: a passage too long to quote, cut where sentences end."""

from __future__ import annotations

from corpus.model import Span
from corpus.text import clauses, sentences, trim

#: A passage longer than this is split at sentence ends …
SPLIT_LIMIT = 400
#: … into balanced pieces of about this many characters.
PIECE_LENGTH = 260


def balanced(text: str, span: Span) -> list[Span]:
    """Pieces of nearly equal length, ending where sentences end (or clauses, or lines)."""
    units: list[Span] = []
    for sentence in sentences(text, span.start, span.end):
        if sentence.end - sentence.start <= SPLIT_LIMIT:
            units.append(sentence)
            continue
        for clause in clauses(text, sentence.start, sentence.end):
            units.extend(
                Span(start, min(start + SPLIT_LIMIT, clause.end))
                for start in range(clause.start, clause.end, SPLIT_LIMIT)
            )
    count = max(1, round((span.end - span.start) / PIECE_LENGTH))
    wanted = (span.end - span.start) / count
    pieces: list[Span] = []
    start = units[0].start
    end = start
    for unit in units:
        target = span.start + wanted * (len(pieces) + 1)
        if end > start and unit.end - start > SPLIT_LIMIT:
            close = True
        else:
            close = (
                end > start
                and len(pieces) + 1 < count
                and abs(end - target) <= abs(unit.end - target)
            )
        if close:
            pieces.append(trim(text, Span(start, end)))
            start = unit.start
        end = unit.end
    pieces.append(trim(text, Span(start, end)))
    return pieces
