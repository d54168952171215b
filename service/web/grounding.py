"""Pages of drafting: what supports a paragraph, clause by clause; how an expression is written."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flask import Response, render_template, request
from markupsafe import Markup, escape

from corpus.errors import BadQuery
from service.checking.basis import LONGEST, Basis, Clause
from service.checking.expressions import LONGEST as LONGEST_EXPRESSION
from service.web.current import library

if TYPE_CHECKING:
    from flask import Flask

    from service.checking.expressions import Expression

#: From this share on a clause is borne out by what supports it, and not only near it.
BORNE_OUT = 0.75
#: How a clause looks by how far it is supported, and what that is called.
LEVELS = {"right": "有依据", "ask": "相近，请核对", "wrong": "没有依据"}
#: Forms a table of years has columns for: those written most.
COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Years:
    """A table of how often an expression was written how, latest year first."""

    forms: tuple[str, ...]
    rows: tuple[tuple[int, tuple[int, ...]], ...]


def level(clause: Clause) -> str:
    """The class of a clause's mark: ``right``, ``ask`` or ``wrong``.

    No more than near it is also what meets its words and lacks its wording.
    """
    if not clause.support:
        return "wrong"
    return "right" if clause.share >= BORNE_OUT else "ask"


def supported(basis: Basis) -> Markup:
    """The paragraph with its clauses marked; the mark of clause ``n`` leads to ``#c{n}``."""
    out, at = [Markup("<p>")], 0
    for number, clause in enumerate(basis.clauses, start=1):
        out.append(_plain(basis.text[at : clause.span.start]))
        out.append(
            Markup('<a class="m {}" id="m{}" href="#c{}">{}</a>').format(
                level(clause), number, number, clause.text
            )
        )
        at = clause.span.end
    return Markup("").join([*out, _plain(basis.text[at:]), Markup("</p>")])


def years(found: Expression) -> Years:
    """How often the forms written most were written in each year."""
    most = sorted(found.variants, key=lambda one: (not one.is_right, -one.total))[:COLUMNS]
    told = sorted({year for one in most for year in one.years}, reverse=True)
    rows = tuple((year, tuple(one.years.get(year, 0) for one in most)) for year in told)
    return Years(tuple(one.form for one in most), rows)


def basis() -> str | Response:
    """The form; once a paragraph is sent, its clauses with what supports each."""
    held = library().counts()["documents"]
    if request.method == "GET":
        return render_template("basis.html", found=None, held=held, longest=LONGEST, text="")
    text = "\n".join(request.form.get("text", "").splitlines()).strip("\n")
    if not text.strip():
        raise BadQuery("没有收到文字；请粘贴一段文稿。")
    found = library().basis(text)
    return render_template("basis.html", found=found, held=held, longest=LONGEST, text=text)


def wording() -> str:
    """The form; with ``q``, the expression's canonical form, its forms by year, its first use."""
    asked = request.args.get("q", "")
    found = library().wording(asked) if asked.strip() else None
    return render_template(
        "wording.html",
        asked=asked,
        found=found,
        years=years(found) if found else None,
        longest=LONGEST_EXPRESSION,
    )


def register(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.jinja_env.globals.update(level=level, supported=supported, levels=LEVELS)
    app.add_url_rule("/basis", "basis", basis, methods=["GET", "POST"])
    app.add_url_rule("/wording", "wording", wording, methods=["GET"])


def _plain(text: str) -> Markup:
    """What stands between clauses; a line break begins a paragraph."""
    edges = [-1, *(at for at, char in enumerate(text) if char == "\n"), len(text)]
    lines = [escape(text[start + 1 : end]) for start, end in pairwise(edges)]
    return Markup("</p>\n<p>").join(lines)
