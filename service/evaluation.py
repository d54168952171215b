"""A benchmark folder through the same retrievers as a search, measured.

The folder is of the BEIR kind: ``corpus.jsonl``, ``queries.jsonl`` (each gzipped or not;
``id`` or ``_id``), ``qrels.tsv`` (query, document, grade; a header and TREC's second column
are tolerated). Each corpus row is one passage.
"""

from __future__ import annotations

import gzip
import json
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from corpus.errors import BadQuery, NotFound
from corpus.model import PassageId
from corpus.progress import Progress, silent
from embeddings.encoder import Encoder
from embeddings.measures import averages
from embeddings.translator import Translator
from service.bench import Bench, BenchRow
from service.fusion import fuse
from service.query import understand
from service.ranking.booster import Ranker
from service.ranking.pool import depth_of

#: Deepest rank any measure looks at.
DEPTH = 100

Run = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Row:
    """One passage of a benchmark, by its own id there.

    ``held`` is its id where it is one of a document's: its neighbours are then known.
    """

    id: str
    title: str
    text: str
    path: tuple[str, ...] = ()
    held: PassageId | None = None


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Passages, questions, and which passages answer which question, by grade."""

    name: str
    rows: Sequence[Row]
    queries: Mapping[str, str]
    judged: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Report:
    """What an evaluation found; :meth:`as_json` is the contract of ``evaluate --json``."""

    benchmark: str
    passages: int
    queries: int
    runs: Mapping[str, Mapping[str, float]]
    index_seconds: float
    query_seconds: Sequence[float]
    rankings: Mapping[str, Run]

    def as_json(self) -> dict[str, Any]:
        """Plain data: names, counts, measures and seconds."""
        p50, p95 = np.percentile(self.query_seconds or [0.0], [50, 95])
        return {
            "benchmark": self.benchmark,
            "passages": self.passages,
            "queries": self.queries,
            "runs": {
                name: {measure: round(value, 4) for measure, value in values.items()}
                for name, values in self.runs.items()
            },
            "seconds": {
                "index": round(self.index_seconds, 3),
                "query_p50": round(float(p50), 5),
                "query_p95": round(float(p95), 5),
            },
        }


def read_benchmark(folder: Path, limit: int | None = None) -> Benchmark:
    """The benchmark in ``folder``, at most ``limit`` of its judged queries.

    Queries without a relevant passage in the corpus's judgements are left out: no ranking
    could score on them. Raises NotFound for a missing file, BadQuery for a broken one.
    """
    rows = [
        Row(_id(each), str(each.get("title") or ""), str(each.get("text") or ""))
        for each in _jsonl(_file(folder, "corpus.jsonl", "corpus.jsonl.gz"))
    ]
    queries = {
        _id(each): str(each.get("text") or "")
        for each in _jsonl(_file(folder, "queries.jsonl", "queries.jsonl.gz"))
    }
    judged: dict[str, dict[str, int]] = {}
    for query, passage, grade in _judgements(_file(folder, "qrels.tsv", "qrels/test.tsv")):
        judged.setdefault(query, {})[passage] = grade
    kept = [
        query for query in queries if any(grade > 0 for grade in judged.get(query, {}).values())
    ][:limit]
    if not rows or not kept:
        raise BadQuery(f"{folder} 里没有可评的内容：qrels.tsv 须为查询标注 corpus.jsonl 里的段落")
    return Benchmark(
        folder.resolve().name,
        rows,
        {query: queries[query] for query in kept},
        {query: judged[query] for query in kept},
    )


class Models(NamedTuple):
    """What ranks: an encoder, a translator, and a ranker; the shipped one where none is named."""

    encoder: Encoder
    translator: Translator
    ranker: Ranker | None = None


def evaluate(benchmark: Benchmark, models: Models, progress: Progress = silent) -> Report:
    """Index the passages in a folder of their own, run every query, measure each stage."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wenmai-")))
        started = time.monotonic()
        progress("建索引", 0, len(benchmark.rows))
        rows = [
            BenchRow(row.held or _passage(place), row.text, row.title, row.path)
            for place, row in enumerate(benchmark.rows)
        ]
        bench = Bench(folder, rows, *models)
        stack.callback(bench.close)
        index_seconds = time.monotonic() - started
        names = {held.id: row.id for held, row in zip(rows, benchmark.rows, strict=True)}
        rankings, seconds = _run(benchmark, bench, names, progress)
    return report_of(benchmark, rankings, index_seconds, seconds)


def report_of(
    benchmark: Benchmark,
    rankings: Mapping[str, Run],
    index_seconds: float,
    query_seconds: Sequence[float],
) -> Report:
    """The measures of these rankings."""
    runs = {name: averages(run, benchmark.judged) for name, run in rankings.items()}
    counts = len(benchmark.rows), len(benchmark.queries)
    return Report(benchmark.name, *counts, runs, index_seconds, query_seconds, rankings)


def _run(
    benchmark: Benchmark, bench: Bench, names: Mapping[PassageId, str], progress: Progress
) -> tuple[dict[str, Run], list[float]]:
    """The ranking of every stage per query, and each query's seconds.

    ``plain`` is the convex sum of the lists with that of translated words; ``fused`` is what
    a search shows: the lists put in order by the ranker. Its seconds are those told.
    """
    stages = (*bench.retrievers, "translation", "plain", "fused")
    rankings: dict[str, Run] = {name: {} for name in stages}
    seconds = []
    for done, (name, text) in enumerate(benchmark.queries.items(), start=1):
        started = time.perf_counter()
        query = understand(text, bench.segmenter)
        lists = bench.lists(query)
        fused = bench.order(query, lists)
        seconds.append(time.perf_counter() - started)
        lists["translation"] = bench.translation.search(text, depth_of("translation"))
        for stage, hits in lists.items():
            if stage in rankings:
                rankings[stage][name] = [names[hit.passage_id] for hit in hits[:DEPTH]]
        for stage, ranked in (("plain", fuse(lists)), ("fused", fused)):
            rankings[stage][name] = [names[each.passage_id] for each in ranked[:DEPTH]]
        progress("查询", done, len(benchmark.queries))
    return rankings, seconds


def _passage(place: int) -> PassageId:
    """Ids of our own: a benchmark's may hold any character."""
    return PassageId(f"r{place}/p_1")


def _file(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise NotFound(
        f"{folder} 里没有 {names[0]}；评测目录应有 "
        "corpus.jsonl[.gz]、queries.jsonl[.gz] 和 qrels.tsv"
    )


def _id(row: Mapping[str, Any]) -> str:
    return str(row["id"] if "id" in row else row["_id"])


def _jsonl(path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            _id(row)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadQuery(
                f"{path} 第 {number} 行不是带 id 的 JSON（{error}）；改正后重试"
            ) from error
        yield row


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            yield from lines
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise BadQuery(f"{path}：读不出（{error}）；应为 UTF-8 文本或完整的 gzip 文件") from error


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    """(query, passage, grade) of each line: three columns, or four as TREC writes them."""
    for number, line in enumerate(_lines(path), start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or (number == 1 and not columns[-1].strip().lstrip("-").isdigit()):
            continue  # a header names its columns
        try:
            yield columns[0], columns[-2], int(columns[-1])
        except (ValueError, IndexError):
            raise BadQuery(
                f"{path} 第 {number} 行不是“查询、段落、等级”：{line.rstrip()}"
            ) from None
