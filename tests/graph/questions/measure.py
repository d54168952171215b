"""Does the graph help? ``python -m tests.graph.questions.measure DATA``: an ablation.

Eighty questions of our own, by kind: multi-hop, about a concept, about who answers for
what. Places are title and section; a passage is right that lies in one of them.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus.model import Hit, PassageId
from embeddings.encoder import load_encoder
from service.fusion import fuse
from service.generation import current
from service.library import Library
from service.search import CANDIDATES

QUESTIONS = Path(__file__).with_name("questions.jsonl")
Ranking = Sequence[PassageId]


def right_passages(library: Library, places: list[dict[str, str]]) -> list[set[PassageId]] | None:
    """For each place its passages; None where a place is not held."""
    found = []
    for place in places:
        held = library._shelf.catalogue.resolve(place["title"]).description
        if held is None:
            return None
        above = f"{held.id}/{place['section']}"
        inside = {
            one.id
            for one in library.passages(held.id)
            if one.role == "body" and (one.id == above or one.id.startswith(f"{above}/"))
        }
        if not inside:
            section = library._shelf.catalogue.provision(held.id, place["section"])
            span = section.span if section else None
            inside = {
                one.id for one in library.passages(held.id)
                if span and one.role == "body"
                and one.span.start < span.end and span.start < one.span.end
            }  # fmt: skip
        if not inside:
            return None
        found.append(inside)
    return found


def score(ranking: Ranking, places: list[set[PassageId]]) -> dict[str, float]:
    """Recall@10 and reciprocal rank over places, and nDCG@10: each place counts once."""
    first = [
        next((at for at, one in enumerate(ranking, 1) if one in inside), 0) for inside in places
    ]
    gained = sum(1 / math.log2(at + 1) for at in first if 0 < at <= 10)
    ideal = sum(1 / math.log2(at + 1) for at in range(1, len(places) + 1))
    best = min((at for at in first if at), default=0)
    return {
        "nDCG@10": gained / ideal,
        "R@10": sum(0 < at <= 10 for at in first) / len(places),
        "RR": 1 / best if best else 0.0,
    }


def runs(library: Library, weights: Sequence[float]) -> dict[str, Callable[[str], Ranking]]:
    """What is compared: each retriever, fusion without the graph, and with it."""
    searcher = library._searcher
    lexical, dense = (searcher._retrievers[name] for name in ("lexical", "dense"))
    graph = library.atlas.retriever()
    kept: dict[str, dict[str, list[Hit]]] = {}

    def base(text: str) -> dict[str, list[Hit]]:
        if text not in kept:
            found = {
                "lexical": lexical.search(text, CANDIDATES),
                "dense": dense.search(text, CANDIDATES),
            }
            fused = fuse(found)
            seeds = [Hit(one.passage_id, one.score, "fused") for one in fused]
            kept[text] = {**found, "fused": seeds,
                          "graph": graph.search(text, CANDIDATES),
                          "walk": graph.spread(text, seeds, CANDIDATES)}  # fmt: skip
        return kept[text]

    def plain(name: str) -> Callable[[str], Ranking]:
        return lambda text: [hit.passage_id for hit in base(text)[name]]

    def mixed(name: str, weight: float) -> Callable[[str], Ranking]:
        def run(text: str) -> Ranking:
            found = {one: base(text)[one] for one in ("lexical", "dense", name)}
            known = {"lexical": 1.0, "dense": 0.5, name: weight}
            return [one.passage_id for one in fuse(found, known)]

        return run

    compared = {name: plain(name) for name in ("lexical", "dense", "fused", "graph", "walk")}
    for weight in weights:
        compared[f"+graph {weight}"] = mixed("graph", weight)
        compared[f"+walk {weight}"] = mixed("walk", weight)
    return compared


def main(data: str) -> None:
    """Print a table: kind × run."""
    library = Library(current(Path(data)), load_encoder())
    compared = runs(library, (0.1, 0.25, 0.5))
    sums: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    counts: dict[str, int] = defaultdict(int)
    for line in QUESTIONS.read_text("utf-8").splitlines():
        asked: dict[str, Any] = json.loads(line)
        places = right_passages(library, asked["places"])
        if places is None:
            continue
        for kind in (asked["kind"], "all"):
            counts[kind] += 1
            for name, run in compared.items():
                for measure, value in score(run(asked["question"]), places).items():
                    sums[kind, name][measure] += value
    for kind, held in counts.items():
        print(f"{kind}: {held}")
        for name in compared:
            told = "  ".join(f"{m} {v / held:.3f}" for m, v in sums[kind, name].items())
            print(f"  {name:<12} {told}")
    library.close()


if __name__ == "__main__":
    main(sys.argv[1])
