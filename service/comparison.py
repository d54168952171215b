"""What one stage of ranking gains over another: intervals, and query by query."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from embeddings.measures import MEASURES, paired_bootstrap, per_query
from service.evaluation import Benchmark, Report

#: What everything is compared with, by which measure.
BASE, MEASURE = "lexical", "nDCG@10"


class Gain(NamedTuple):
    """The mean difference of a run to words alone, and its 95 % interval."""

    run: str
    mean: float
    low: float
    high: float


def gains(report: Report, benchmark: Benchmark) -> list[Gain]:
    """Every run against words alone in nDCG@10, by paired bootstrap over the queries."""
    values = _values(report, benchmark)
    return [
        Gain(name, *paired_bootstrap(own, values[BASE]))
        for name, own in values.items()
        if name != BASE
    ]


def differences(report: Report, benchmark: Benchmark) -> Iterator[dict[str, Any]]:
    """Each query with every run's nDCG@10 and the rank of its first answer (None: not found).

    Those that lost most by all stages together come first.
    """
    values = _values(report, benchmark)
    gap = [last - first for last, first in zip(values["fused"], values[BASE], strict=True)]
    names = list(benchmark.judged)
    for place in sorted(range(len(names)), key=lambda place: (gap[place], names[place])):
        name = names[place]
        right = {item for item, grade in benchmark.judged[name].items() if grade > 0}
        yield {
            "query": name,
            "text": benchmark.queries[name],
            "gain": round(gap[place], 4),
            MEASURE: {run: round(own[place], 4) for run, own in values.items()},
            "first_rank": {
                run: next(
                    (rank for rank, item in enumerate(found[name], start=1) if item in right), None
                )
                for run, found in report.rankings.items()
            },
            "relevant": sorted(right),
        }


def _values(report: Report, benchmark: Benchmark) -> dict[str, list[float]]:
    return {
        name: per_query(run, benchmark.judged, MEASURES[MEASURE])
        for name, run in report.rankings.items()
    }
