"""Our own questions that are kept for measuring, put to the documents they are about or to all.

In other words than the passage's, by people who looked for it: what a reader asks who does not
know how the paper says it. A passage answers if it holds the one that was asked about or lies in
it; wherever the same wording stands, in another version or a copy, is as good, and counts once.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import BadQuery
from corpus.model import PassageId, document_of
from corpus.progress import Progress, silent
from corpus.storage.store import Store
from embeddings.pairs import Pair
from service.ablation import by_place
from service.evaluation import DEPTH, Benchmark, Report, Row, Run, report_of
from service.generation import current
from service.library import Library
from service.ranking.worlds import answers_to, held_rows

#: A search as a reader sees it: grouped, named things first.
SHOWN = "shown"


def read_kept(
    pairs: Sequence[Pair], data: Path, kinds: Collection[str] = (), limit: int | None = None
) -> Benchmark:
    """Questions over the documents of ``data`` that they are about, of these kinds; the first
    ``limit`` of them.

    Raises BadQuery where no passage asked about is held.
    """
    with Store(current(data).corpus, readonly=True) as store:
        wanted = [one.id for one in store.descriptions() if not kinds or one.kind in kinds]
        rows = held_rows(store, wanted)
    answers = answers_to(rows, pairs)
    held = [pair for pair in pairs if answers[pair.key]][:limit]
    if not held:
        raise BadQuery(f"{data} 里没有这些问题所问的文件；请先导入原文再建索引")
    asked = {f"q{place}": pair for place, pair in enumerate(held)}
    about = {document_of(each) for pair in asked.values() for each in answers[pair.key]}
    return Benchmark(
        "自有问题",
        [
            Row(row.id, row.title, row.text, row.path, row.id)
            for document in sorted(about)
            for row in rows[document]
        ],
        {name: pair.question for name, pair in asked.items()},
        {name: dict.fromkeys(answers[pair.key], 1) for name, pair in asked.items()},
    )


def ask_all(
    library: Library, benchmark: Benchmark, progress: Progress = silent
) -> tuple[Benchmark, Report]:
    """The questions of a benchmark of held passages, over everything a library holds."""
    searcher, _ = library.measured
    rankings: dict[str, Run] = {}
    seconds = []
    for done, (name, text) in enumerate(benchmark.queries.items(), start=1):
        places = dict.fromkeys(map(PassageId, benchmark.judged[name]), "answer")
        began = time.perf_counter()
        query, lists = searcher.retrieved(text)
        fused = searcher.order(query, lists)
        seconds.append(time.perf_counter() - began)
        found = {
            **{run: [hit.passage_id for hit in lists[run]] for run in ("lexical", "dense")},
            "fused": [each.passage_id for each in fused],
        }
        for run, ranking in found.items():
            rankings.setdefault(run, {})[name] = by_place(ranking, places)
        rankings.setdefault(SHOWN, {})[name] = _shown(library, text, places)
        progress("查询", done, len(benchmark.queries))
    judged = {name: {"answer": 1} for name in benchmark.queries}
    held = replace(benchmark, name=f"{benchmark.name}（全部馆藏）", judged=judged)
    report = report_of(held, rankings, 0.0, seconds)
    return held, replace(report, passages=library.counts()["passages"])


def _shown(library: Library, text: str, places: Mapping[PassageId, str]) -> list[str]:
    """The results of a search: the answer, where it is a result or grouped under one."""
    results = library.search(text, limit=DEPTH).results
    return [
        next((places[one] for one in held if one in places), held[0])
        for each in results
        for held in [[each.passage.id, *(one.id for one in each.similar)]]
    ]
