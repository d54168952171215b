"""``scripts.concepts sample``: mentions or edges drawn at random, for a person to judge."""

from __future__ import annotations

from argparse import Namespace, _SubParsersAction
from contextlib import closing
from dataclasses import asdict
from typing import Any

from corpus.storage.store import Store
from graph.arrays import read_arrays
from graph.model import PREDICATES
from graph.sampling import EDGE_WAYS, WAYS, Drawn, DrawnEdge, draw_edges, draw_mentions
from graph.store import open_graph
from scripts.common import print_json, settings_for, shared
from service.generation import current

SIZE, SEED = 150, 1


def add_sample(verbs: _SubParsersAction[Any]) -> None:
    """Add ``sample`` to the verbs of ``scripts.concepts``."""
    made = verbs.add_parser("sample", help="随机抽取概念提及或关系，连同原句，供人工判断对错")
    shared(made)
    made.add_argument("--size", type=int, default=SIZE, help=f"抽几处（条），默认 {SIZE}")
    made.add_argument("--seed", type=int, default=SEED, help="随机种子；同一代同一种子，抽得同样的")
    made.add_argument(
        "--by",
        choices=(*WAYS, *EDGE_WAYS),
        default=WAYS[0],
        help="按提及抽（默认），先抽概念再抽它的一处，抽关系，或每种关系抽一样多",
    )
    made.set_defaults(command=_sample)


def _sample(options: Namespace) -> int:
    generation = current(settings_for(options).data)
    with (
        Store(generation.corpus, readonly=True) as store,
        closing(open_graph(generation.graph)) as graph,
    ):
        size = max(0, options.size)
        if options.by in EDGE_WAYS:
            arrays = read_arrays(generation.graph)
            edges = draw_edges(store, graph, arrays, size, options.seed, options.by)
            return _tell_edges(options, generation.id, edges)
        drawn = draw_mentions(store, graph, size, options.seed, options.by)
    if options.json:
        told = [asdict(one) for one in drawn]
        print_json({"generation": generation.id, "seed": options.seed, "mentions": told})
        return 0
    for n, one in enumerate(drawn, start=1):
        print(f"{n}\t{one.label}\t{_marked(one)}\t{_address(one)}")
    return 0


def _tell_edges(options: Namespace, generation: str, drawn: list[DrawnEdge]) -> int:
    if options.json:
        told = [asdict(one) for one in drawn]
        print_json({"generation": generation, "seed": options.seed, "edges": told})
        return 0
    for n, one in enumerate(drawn, start=1):
        tie = f"{one.subject} —{PREDICATES[one.predicate]}→ {one.object}"
        sentence = " ".join(one.sentence.split())
        print(f"{n}\t{tie}\t{sentence}\t{_address(one)}")
    return 0


def _address(one: Drawn | DrawnEdge) -> str:
    """Where a reader opens what was drawn."""
    return f"/documents/{one.document_id}?start={one.span.start}&end={one.span.end}#quote"


def _marked(one: Drawn) -> str:
    """The sentence with the mention in brackets, on one line."""
    end = one.start + one.span.end - one.span.start
    parts = (one.sentence[: one.start], one.sentence[one.start : end], one.sentence[end:])
    before, named, after = (" ".join(part.split()) for part in parts)
    return f"{before}【{named}】{after}"
