"""Sentences found, made by hand: what the parts of answering are tested with."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from corpus.citing.versions import Status
from corpus.model import Description, DocumentId, Passage, PassageId, Source, Span
from service.answering.units import Unit, units_of
from service.model import Card, Citation, Result

if TYPE_CHECKING:
    from datetime import date

NONE = Status("none", "")


def about(title: str, kind: str = "report", day: date | None = None) -> Description:
    """A document of a title, a kind and a day."""
    source = Source("a.txt", "0" * 64, "plain")
    name = DocumentId(title)
    return Description(id=name, work=title, title=title, kind=kind, issued=day, source=source)


def unit(text: str, of: Description, section: tuple[str, ...] = ()) -> Unit:
    """The first sentence of a passage of a document."""
    passage = Passage(PassageId(f"{of.id}/p_1"), of.id, None, Span(0, len(text)), text)
    # Nothing that reads sentences looks at how they are cited.
    citation = cast("Citation", None)
    result = Result(1, 1.0, Card(of, NONE), section, "", passage, (), citation)
    return units_of([result])[0]
