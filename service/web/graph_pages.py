"""The pages of the graph: concepts, what stands around one, duties. Whole without JavaScript."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from flask import render_template, request

from graph.composed.model import METHODS
from graph.model import CONCEPT_KINDS, MODALITIES, PREDICATES
from service.web import graph_params, params, present, present_graph
from service.web.current import library
from service.web.paging import paging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flask import Flask

    from service.atlas.model import Map, MapEdge, MapNode, YearCount
    from service.model import Filters

LISTED = 60
DUTIES_LISTED = 30
#: Drawn unless others are asked for: that a document mentions it says little.
TIES = tuple(name for name in PREDICATES if name != "mentions")
#: Concepts offered to begin at.
STARTS = 8
#: What draws the graph; fetched at set-up, absent where npm was.
DRAWER = Path(__file__).parent / "static" / "vendor" / "cytoscape.min.js"


class Bar(NamedTuple):
    """One year of a concept's use; ``share`` of the busiest year, 0 to 100."""

    year: int
    passages: int
    documents: int
    share: int


class Line(NamedTuple):
    """One edge told in words: from, what, to, and where it is written."""

    source: MapNode
    edge: MapEdge
    target: MapNode


def concepts() -> str:
    """The concepts, by any of their names, the most used first."""
    asked = params.read(graph_params.ConceptsPage, request.args)
    found = library().atlas.concepts(asked.q, asked.filters(), asked.concept_kind)
    shown = found[asked.offset : asked.offset + LISTED]
    state = [("q", asked.q), *(("concept_kind", kind) for kind in asked.concept_kind)]
    return render_template(
        "concepts.html",
        asked=asked,
        found=shown,
        total=len(found),
        kinds=CONCEPT_KINDS,
        state=urlencode([(name, value) for name, value in [*state, *asked.state()] if value]),
        pages=paging(len(found), asked.offset, LISTED),
    )


def concept(concept_id: str) -> str:
    """One concept: what it is, what it packs, who answers for it, where it is said."""
    asked = params.read(graph_params.ConceptPageParams, request.args)
    page = library().atlas.page(concept_id, asked.filters())
    return render_template(
        "concept.html",
        page=page,
        about=page.card.concept,
        members=present_graph.page(page)["expansion"],
        bars=bars(page.years),
        ties=[
            (PREDICATES[predicate], page.totals.get(predicate, 0), list(ties))
            for predicate, ties in groupby(page.ties, key=lambda tie: tie.predicate)
        ],
        kinds=CONCEPT_KINDS,
        rule=METHODS.get(page.card.concept.status, ""),
        node_url=present_graph.node_url,
        modalities=MODALITIES,
    )


def explorer() -> str:
    """What stands around one node: drawn where scripts run, told in words below."""
    asked = params.read(graph_params.ExplorerPage, request.args)
    atlas, found = library().atlas, None
    if asked.concept:
        found = atlas.map(
            _middle(asked.concept, asked.filters()),
            asked.filters(),
            depth=asked.depth,
            limit=asked.limit,
            predicates=asked.predicate or TIES,
            places=1,
        )
    return render_template(
        "graph.html",
        asked=asked,
        found=found,
        lines=lines(found) if found else (),
        predicates=PREDICATES,
        state=urlencode(_state(asked, found), doseq=True),
        starts=() if found else atlas.concepts("", asked.filters(), [])[:STARTS],
        drawn=DRAWER.exists(),
    )


def _state(asked: graph_params.ExplorerPage, found: Map | None) -> list[tuple[str, str]]:
    """The same question as the API takes it."""
    middle = found.nodes[0].node.id if found else asked.concept
    chosen = [("predicate", name) for name in asked.predicate or TIES]
    size = [("depth", str(asked.depth)), ("limit", str(asked.limit))]
    return [("concept", middle), *size, *chosen, *asked.state()]


def _middle(named: str, filters: Filters) -> str:
    """The node a reader named: by its id, else by any name of a concept."""
    atlas = library().atlas
    if atlas.shows(named, filters):
        return named
    found = atlas.concepts(named, filters, [])
    return found[0].concept.id if found else named


def duties() -> str:
    """The duties of a role or an organ, each with its provision."""
    asked = params.read(graph_params.DutiesPage, request.args)
    found = library().atlas.duties(
        asked.who,
        asked.filters(),
        modality=asked.modality,
        limit=DUTIES_LISTED,
        offset=asked.offset,
    )
    state = [("who", asked.who), ("modality", asked.modality), *asked.state()]
    return render_template(
        "duties.html",
        asked=asked,
        found=found,
        modalities=MODALITIES,
        state=urlencode([(name, value) for name, value in state if value]),
        pages=paging(found.total, asked.offset, DUTIES_LISTED),
    )


def bars(years: Iterable[YearCount]) -> list[Bar]:
    """The years in order, none left out between the first and the last."""
    counted = {one.year: one for one in years}
    if not counted:
        return []
    most = max(one.passages for one in counted.values())
    out = []
    for year in range(min(counted), max(counted) + 1):
        one = counted.get(year)
        passages, documents = (one.passages, one.documents) if one else (0, 0)
        out.append(Bar(year, passages, documents, -(-100 * passages // most)))
    return out


def lines(found: Map) -> list[Line]:
    """The edges of a map in words, in the order of its predicates, the surest first; those
    that no text says but the lexicon behind all others.
    """
    nodes = {each.node.id: each for each in found.nodes}
    order = list(PREDICATES)
    edges = sorted(
        found.edges,
        key=lambda edge: (not edge.places, order.index(edge.predicate), -edge.places, edge.id),
    )
    return [Line(nodes[edge.source], edge, nodes[edge.target]) for edge in edges]


def register(app: Flask) -> None:
    """Add the pages to ``app``."""
    app.jinja_env.globals["place"] = present.section_label
    views: dict[str, tuple[str, Callable[..., str]]] = {
        "/concepts": ("concepts", concepts),
        "/concepts/<path:concept_id>": ("concept", concept),
        "/graph": ("explorer", explorer),
        "/duties": ("duties", duties),
    }
    for rule, (name, view) in views.items():
        app.add_url_rule(rule, name, view, methods=["GET"])
