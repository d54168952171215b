"""A checked draft as HTML: the text with its findings marked, and what would put them right."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from service.checking.wording import changes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.checking.model import Finding, Report

#: What a change of wording looks like.
_CHANGES = {
    "same": Markup("{}"),
    "cut": Markup("<del>{}</del>"),
    "new": Markup("<ins>{}</ins>"),
}
#: How a finding looks that is not simply to be put right or in order.
_LOOKS = {"title_unknown": "ask"}


def look(finding: Finding) -> str:
    """The class of a finding's mark: ``wrong``, ``ask`` or ``right``."""
    return "wrong" if finding.is_alarm else _LOOKS.get(finding.kind, "right")


def drawn(report: Report) -> Markup:
    """The draft in paragraphs; where findings overlap, the narrowest is shown.

    The mark of finding ``n`` has the id ``m{n}`` and leads to ``#f{n}``.
    """
    text, findings = report.text, report.findings
    edges = sorted({0, len(text), *(edge for one in findings for edge in one.span),
                    *(at for at, char in enumerate(text) if char == "\n"),
                    *(at + 1 for at, char in enumerate(text) if char == "\n")})  # fmt: skip
    covering = _covering(edges, findings)
    out, begun = [Markup("<p>")], set[int]()
    for start, end in pairwise(edges):
        piece = text[start:end]
        if piece == "\n":
            out.append(Markup("</p>\n<p>"))
            continue
        place = covering[start]
        if place is None:
            out.append(escape(piece))
            continue
        name = "" if place in begun else Markup(' id="m{}"').format(place + 1)
        begun.add(place)
        out.append(
            Markup('<a class="m {}"{} href="#f{}">{}</a>').format(
                look(findings[place]), name, place + 1, piece
            )
        )
    return Markup("").join([*out, Markup("</p>")])


def _covering(edges: Sequence[int], findings: Sequence[Finding]) -> dict[int, int | None]:
    """For each stretch between edges the finding shown there: alarms first, then the narrowest."""
    shown: dict[int, int | None] = dict.fromkeys(edges)
    order = sorted(
        range(len(findings)),
        key=lambda place: (
            not findings[place].is_alarm,
            findings[place].span.end - findings[place].span.start,
        ),
    )
    places = {edge: at for at, edge in enumerate(edges)}
    for place in reversed(order):
        span = findings[place].span
        for at in range(places[span.start], places[span.end]):
            shown[edges[at]] = place
    return shown


def difference(finding: Finding) -> Markup:
    """What the suggestion changes: cut words struck out, new ones underlined."""
    pieces = changes(finding.text, finding.suggestion)
    return Markup("").join(_CHANGES[how].format(piece) for how, piece in pieces)
