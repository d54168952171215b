"""Measure the search on a benchmark: ``python -m scripts.evaluate --benchmark DIR``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from embeddings.encoder import DEFAULT, load_encoder
from embeddings.measures import MEASURES, paired_bootstrap, per_query
from scripts.common import Parser, Shown, folder_or_file, run
from service.evaluation import Benchmark, Report, evaluate, read_benchmark


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the benchmark, run it, print the measures."""
    parser = Parser(prog="python -m scripts.evaluate", description="用一套评测数据量检索的好坏")
    parser.add_argument(
        "--benchmark",
        type=folder_or_file,
        required=True,
        help="内有 corpus.jsonl[.gz]、queries.jsonl、qrels.tsv",
    )
    parser.add_argument("--encoder", default=DEFAULT, help="default、模型目录或模型名")
    parser.add_argument("--limit-queries", type=_count, help="只用前 N 条有标注的查询")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    chosen = parser.parse_args(arguments)
    return run(lambda: measure(chosen))


def measure(chosen: argparse.Namespace) -> int:
    """Do what was chosen."""
    benchmark = read_benchmark(chosen.benchmark, chosen.limit_queries)
    report = evaluate(benchmark, load_encoder(chosen.encoder), Shown())
    if chosen.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print(_table(report, benchmark))
    return 0


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为正整数")
    return int(text)


def _table(report: Report, benchmark: Benchmark) -> str:
    """The measures as a table, the seconds, and whether fusion beats words alone."""
    found = report.as_json()
    lines = [
        f"{report.benchmark}：{report.passages:,} 个段落，{report.queries:,} 条查询",
        f"{'':<10}" + "".join(f"{name:>9}" for name in MEASURES),
    ]
    lines += [
        f"{name:<10}" + "".join(f"{values[measure]:>9.3f}" for measure in MEASURES)
        for name, values in found["runs"].items()
    ]
    ours, theirs = (
        per_query(report.rankings[name], benchmark.judged, MEASURES["nDCG@10"])
        for name in ("fused", "lexical")
    )
    gap, low, high = paired_bootstrap(ours, theirs)
    seconds = found["seconds"]
    lines += [
        f"融合比词语检索 nDCG@10 {gap:+.3f}（95 % 区间 {low:+.3f} 到 {high:+.3f}）",
        f"建索引 {seconds['index']:.1f} 秒；"
        f"每次查询 {1000 * seconds['query_p50']:.1f} 毫秒（中位数），"
        f"{1000 * seconds['query_p95']:.1f} 毫秒（95 分位）",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
