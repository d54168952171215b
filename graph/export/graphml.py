"""GraphML: http://graphml.graphdrawing.org. Evidence is JSON, and its first place plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graph.export.model import EDGE_FIELDS, EVIDENCE_FIELDS, NODE_FIELDS, Source, Value
from graph.export.rows import evidence_as_json, first_place
from graph.export.xml import HEADER, attribute, text

_TYPES = {str: "string", int: "long", float: "double", bool: "boolean"}
_SPACE = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns'
    ' http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


def write(source: Source) -> Iterator[str]:
    """The graph as GraphML, a few elements at a time."""
    yield HEADER + _SPACE
    for prefix, what, fields in (("n", "node", NODE_FIELDS), ("e", "edge", _EDGE_FIELDS)):
        for name, kind, meaning in fields:
            yield (
                f'<key id="{prefix}_{name}" for="{what}" attr.name="{name}"'
                f' attr.type="{_TYPES[kind]}"><desc>{text(meaning)}</desc></key>\n'
            )
    yield '<graph id="wenmai" edgedefault="directed">\n'
    for node in source.nodes():
        yield f"<node id={attribute(node.id)}>{_data('n', node.values)}</node>\n"
    for edge in source.edges():
        values = {**edge.values, **first_place(edge), "evidence": evidence_as_json(edge)}
        ends = f"source={attribute(edge.source)} target={attribute(edge.target)}"
        yield f"<edge id={attribute(edge.id)} {ends}>{_data('e', values)}</edge>\n"
    yield "</graph>\n</graphml>\n"


_EDGE_FIELDS = (
    *EDGE_FIELDS,
    *((f"evidence_{name}", kind, meaning) for name, kind, meaning in EVIDENCE_FIELDS),
    ("evidence", str, "全部出处，JSON"),
)


def _data(prefix: str, values: Mapping[str, Value]) -> str:
    return "".join(
        f'<data key="{prefix}_{name}">{text(value)}</data>' for name, value in values.items()
    )
