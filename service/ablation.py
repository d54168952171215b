"""Does the graph help ranking? Searches with and without it, on questions with known places.

A file of such questions is JSON Lines: ``id``, ``kind``, ``question`` and ``places``, each the
``title`` of a document and the ``section`` (``art_17/para_2``) that answers. Every passage of
that section is right, and each place counts once, wherever its first passage stands. Questions
about documents that are not held are left out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from corpus.errors import BadQuery, NotFound
from corpus.model import Hit
from corpus.progress import silent
from embeddings.measures import MEASURES, averages, paired_bootstrap, per_query
from service.ranking.rerank import BEST

if TYPE_CHECKING:
    from pathlib import Path

    from corpus.model import PassageId
    from corpus.progress import Progress
    from service.library import Library

#: What every run is compared with, by which measure.
BASE, MEASURE = "fused", "nDCG@10"
#: Passages of the walk that join the candidates, and its share in a sum with their scores.
JOINED, SHARE = 50, 0.1
#: Passages of a ranking that are looked at, and found ones the walk begins at.
DEPTH, SEEDS = 100, 10

Places = Mapping["PassageId", str]


class Asked(NamedTuple):
    """One question: what kind it is, and the title and section of each place that answers."""

    id: str
    kind: str
    text: str
    places: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """Rankings of places by every run; :meth:`as_json` sums them up, in all and by kind."""

    name: str
    passages: int
    left_out: int
    kinds: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]
    rankings: Mapping[str, Mapping[str, Sequence[str]]]
    seconds: Mapping[str, Sequence[float]]

    def as_json(self) -> dict[str, Any]:
        """Measures of every run, and what each gains over :data:`BASE` with its interval."""
        kinds = sorted(set(self.kinds.values()))
        return {
            "benchmark": self.name,
            "passages": self.passages,
            "left_out": self.left_out,
            **self._of(self.judged),
            "by_kind": {
                kind: self._of({q: self.judged[q] for q in self.judged if self.kinds[q] == kind})
                for kind in kinds
            },
            "seconds": {
                f"{name}_p50": round(float(np.median(values)), 5)
                for name, values in self.seconds.items()
            },
        }

    def _of(self, judged: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
        base = per_query(self.rankings[BASE], judged, MEASURES[MEASURE])
        gains = {
            name: paired_bootstrap(per_query(run, judged, MEASURES[MEASURE]), base)
            for name, run in self.rankings.items()
            if name != BASE
        }
        return {
            "queries": len(judged),
            "runs": {
                name: {measure: round(value, 4) for measure, value in averages(run, judged).items()}
                for name, run in self.rankings.items()
            },
            "gains": {name: [round(value, 4) for value in gain] for name, gain in gains.items()},
        }


def read_asked(path: Path) -> list[Asked]:
    """The questions of a file.

    Raises NotFound for a file that cannot be read, BadQuery for a row that is no question.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(f"{path}：读不出（{error}）；应为 UTF-8 的 JSON Lines") from error
    asked = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            places = [(str(one["title"]), str(one["section"])) for one in row["places"]]
            asked.append(Asked(str(row["id"]), str(row["kind"]), str(row["question"]), places))
        except (ValueError, KeyError, TypeError) as error:
            raise BadQuery(
                f"{path} 第 {number} 行不是带 id、kind、question、places 的 JSON（{error}）"
            ) from error
    return asked


def ablate(
    name: str, library: Library, asked: Sequence[Asked], progress: Progress = silent
) -> Trial:
    """Every question through the search as it is, the walk alone, and both together."""
    judged: dict[str, Mapping[str, int]] = {}
    rankings: dict[str, dict[str, Sequence[str]]] = {}
    seconds: dict[str, list[float]] = {"search": [], "walk": []}
    runs = Runs(library, seconds)
    for done, one in enumerate(asked, start=1):
        places = _places(library, one.places)
        if places is not None:
            judged[one.id] = dict.fromkeys(places.values(), 1)
            for run, ranking in runs.of(one.text):
                rankings.setdefault(run, {})[one.id] = by_place(ranking, places)
        progress("查询", done, len(asked))
    if not judged:
        raise BadQuery("馆藏中没有这些问题所问的文件；请用 --data 指明收有它们的数据目录")
    kinds = {one.id: one.kind for one in asked}
    passages = library.counts()["passages"]
    return Trial(name, passages, len(asked) - len(judged), kinds, judged, rankings, seconds)


class Runs:
    """What is compared, over one library."""

    def __init__(self, library: Library, seconds: Mapping[str, list[float]]) -> None:
        self._searcher = library.measured[0]
        self._walk = library.atlas.retriever()
        self._seconds = seconds

    def of(self, text: str) -> Iterator[tuple[str, Sequence[PassageId]]]:
        """Each run's name and its ranking.

        ``graph`` is the walk alone, from what the question names and the first passages found;
        ``joined`` adds the walk's first to the candidates before the first look at them;
        ``summed`` adds a share of the walk's score to that of the ranking.
        """
        began = time.perf_counter()
        query, found = self._searcher.retrieved(text)
        fused = self._searcher.order(query, found)
        self._seconds["search"].append(time.perf_counter() - began)
        seeds = [Hit(one.passage_id, one.score, "fused") for one in fused[:SEEDS]]
        began = time.perf_counter()
        walk = self._walk.spread(text, seeds, DEPTH)
        self._seconds["walk"].append(time.perf_counter() - began)
        for name, hits in found.items():
            if name in ("lexical", "dense"):
                yield name, [hit.passage_id for hit in hits]
        yield "graph", [hit.passage_id for hit in walk]
        yield BASE, [one.passage_id for one in fused]
        joined = self._searcher.order(query, {**found, "graph": walk[:JOINED]})
        yield "joined", [one.passage_id for one in joined]
        scores = {one.passage_id: one.score for one in fused}
        yield "summed", summed(scores, walk)


def summed(
    scores: Mapping[PassageId, float], walk: Sequence[Hit], share: float = SHARE
) -> list[PassageId]:
    """Passages by their score and a share of the walk's, the walk's best being 1."""
    total = dict(scores)
    best = walk[0].score if walk else 1.0
    for hit in walk:
        total[hit.passage_id] = total.get(hit.passage_id, 0.0) + share * BEST * hit.score / best
    return sorted(total, key=lambda one: (-total[one], one))


def _places(library: Library, wanted: Iterable[tuple[str, str]]) -> dict[PassageId, str] | None:
    """Each right passage and the place it is of; None where a place is not held."""
    found: dict[PassageId, str] = {}
    for title, section in wanted:
        inside = _inside(library, title, section)
        if not inside:
            return None
        for passage in inside:
            found.setdefault(passage, f"{title}/{section}")
    return found


def _inside(library: Library, title: str, section: str) -> list[PassageId]:
    """The passages of a section; of an item that is quoted with its lead, that passage."""
    catalogue = library.measured[1].catalogue
    document = catalogue.resolve(title).description
    if document is None:
        return []
    body = [one for one in library.passages(document.id) if one.role == "body"]
    above = f"{document.id}/{section}"
    own = [one.id for one in body if one.id == above or one.id.startswith(f"{above}/")]
    if own:
        return own
    held = catalogue.provision(document.id, section)
    if held is None:
        return []
    start, end = held.span
    return [one.id for one in body if one.span.start < end and start < one.span.end]


def by_place(ranking: Sequence[PassageId], places: Places) -> list[str]:
    """A ranking of passages as one of places, each where its first passage stands."""
    seen: set[str] = set()
    told = []
    for passage in ranking[:DEPTH]:
        place = places.get(passage, passage)
        told.append(passage if place in seen else place)
        seen.add(place)
    return told
