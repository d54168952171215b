"""Turtle: https://www.w3.org/TR/turtle, one resource a block."""

from __future__ import annotations

from collections.abc import Iterator

from graph.export.model import Source
from graph.export.rdf import PREFIXES, Iri, Term, Text, Typed, resources

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(source: Source) -> Iterator[str]:
    """The graph as Turtle, a resource at a time."""
    yield "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    for resource in resources(source):
        said = " ;\n    ".join(f"{name} {_term(term)}" for name, term in resource.said)
        yield f"\n<{resource.iri}>\n    {said} .\n"


def _term(term: Term) -> str:
    match term:
        case Iri(value):
            return value if value.partition(":")[0] in PREFIXES else f"<{value}>"
        case Text(value, language):
            return f"{_quoted(value)}@{language}"
        case Typed(value, kind):
            return _quoted(value) if kind == "xsd:string" else f"{_quoted(value)}^^{kind}"
        case members:
            return "( " + " ".join(_term(one) for one in members) + " )"


def _quoted(value: str) -> str:
    text = "".join(_ESCAPES.get(char, char) for char in value)
    # What no terminal shows is written by its number; a lone surrogate is no character at all.
    return '"' + "".join(_shown(char) for char in text) + '"'


def _shown(char: str) -> str:
    if "\ud800" <= char <= "\udfff":
        return ""
    return f"\\u{ord(char):04X}" if char < " " or char == "\x7f" else char
