"""GEXF 1.3 with time: https://gexf.net. Nodes and edges have the spells they hold in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.export.model import EDGE_FIELDS, EVIDENCE_FIELDS, NODE_FIELDS, Source, Value
from graph.export.rows import evidence_as_json, first_place
from graph.export.xml import HEADER, attribute

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
#: What GEXF has elements or attributes of its own for.
_OWN_NODE = frozenset({"label", "start", "end"})
_OWN_EDGE = frozenset({"weight", "label", "start"})
_NODE_FIELDS = tuple(one for one in NODE_FIELDS if one[0] not in _OWN_NODE)
_EDGE_FIELDS = (
    *(one for one in EDGE_FIELDS if one[0] not in _OWN_EDGE),
    *((f"evidence_{name}", kind, meaning) for name, kind, meaning in EVIDENCE_FIELDS),
    ("evidence", str, "全部出处，JSON"),
)


def write(source: Source) -> Iterator[str]:
    """The graph as GEXF, a few elements at a time."""
    yield HEADER + (
        '<gexf xmlns="http://gexf.net/1.3" version="1.3"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:schemaLocation="http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd">\n'
        f"<meta><creator>文脉 Wenmai</creator><description>{source.title}</description></meta>\n"
        '<graph mode="dynamic" defaultedgetype="directed" timeformat="date"'
        ' timerepresentation="interval">\n'
    )
    yield _attributes("node", _NODE_FIELDS) + _attributes("edge", _EDGE_FIELDS)
    yield "<nodes>\n"
    for node in source.nodes():
        yield (
            f"<node id={attribute(node.id)} label={attribute(node.label)}>"
            f"{_values(node.values, _NODE_FIELDS)}{_spells(node.values)}</node>\n"
        )
    yield "</nodes>\n<edges>\n"
    for edge in source.edges():
        values = {**edge.values, **first_place(edge), "evidence": evidence_as_json(edge)}
        yield (
            f"<edge id={attribute(edge.id)} source={attribute(edge.source)}"
            f" target={attribute(edge.target)} kind={attribute(edge.predicate)}"
            f" label={attribute(edge.label)} weight={attribute(edge.weight)}>"
            f"{_values(values, _EDGE_FIELDS)}{_spells(edge.values)}</edge>\n"
        )
    yield "</edges>\n</graph>\n</gexf>\n"


def _attributes(what: str, fields: tuple[tuple[str, type, str], ...]) -> str:
    rows = "".join(
        f'<attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
        for name, kind, _ in fields
    )
    return f'<attributes class="{what}" mode="static">\n{rows}</attributes>\n'


def _values(values: Mapping[str, Value], fields: tuple[tuple[str, type, str], ...]) -> str:
    held = "".join(
        f'<attvalue for="{name}" value={attribute(values[name])}/>'
        for name, _, _ in fields
        if name in values
    )
    return f"<attvalues>{held}</attvalues>" if held else ""


def _spells(values: Mapping[str, Value]) -> str:
    """From when to when it holds; what has no date has none, and is always there."""
    bounds = "".join(
        f" {name}={attribute(values[name])}" for name in ("start", "end") if name in values
    )
    return f"<spells><spell{bounds}/></spells>" if bounds else ""
