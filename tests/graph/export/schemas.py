"""What GraphML and GEXF 1.3 allow, as schemas of our own, from the formats' public descriptions.

Only the parts a graph of ours could use; stricter than the formats where that costs nothing.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

_FOLDER = Path(__file__).parent


def graphml() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / "graphml.xsd"))


def gexf() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(_FOLDER / "gexf.xsd"))
