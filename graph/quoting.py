"""What of a text is quoted for a piece of evidence."""

from __future__ import annotations

from corpus.model import Description, Passage, Span
from corpus.text import sentences
from corpus.titles import in_marks
from graph.model import Evidence

#: Evidence that marks a name only, and is quoted with the sentence around it.
_NAMES = frozenset({"mention", "together"})
#: Evidence that no words of the text give: the title and the days a document is kept under.
_ON_RECORD = frozenset({"record", "succession"})


def quoted_span(evidence: Evidence, passage: Passage) -> Span:
    """The span to quote: of a name, the sentences it stands in; all else is whole as it is."""
    span, start = evidence.span, passage.span.start
    if evidence.method not in _NAMES:
        return span
    around = [
        one
        for one in sentences(passage.text)
        if one.start + start < span.end and span.start < one.end + start
    ]
    return Span(around[0].start + start, around[-1].end + start) if around else span


def told(words: str, method: str, about: Description) -> str:
    """What is shown of a place: its words, or, where what is on record of a document alone
    speaks for a tie, that record.
    """
    if method not in _ON_RECORD:
        return words
    days = ((about.passed, "通过"), (about.issued, "发布"), (about.effective, "施行"))
    dated = "".join(f"，{day.isoformat()}{what}" for day, what in days if day is not None)
    return f"题名：{in_marks(about.title)}{dated}"
