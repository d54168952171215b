"""A benchmark by models that have not seen what they are asked: each part by its own.

``scripts.train --fold K/N`` and ``scripts.train_ranker --fold K/N`` make models without one
part of the questions; measured on that part they say what a question is worth that nobody has
learned from, on a set that the shipped models have learned from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.errors import BadQuery
from corpus.progress import Progress, silent
from embeddings.encoder import load_encoder
from embeddings.pairs import in_fold
from embeddings.translation import Table
from embeddings.translator import OWN_THESAURUS, Translator, read_thesaurus
from service.evaluation import Benchmark, Models, Report, evaluate, report_of
from service.ranking.booster import load_ranker
from service.ranking.course import THESAURUS


def load_models(folder: Path) -> Models:
    """The models in ``folder``: ``encoder/``, ``table/`` and ``model/``, and the thesaurus they
    learned with, or else the shipped one.

    Raises ModelUnavailable where one is not whole.
    """
    own = folder / THESAURUS
    thesaurus = read_thesaurus([own if own.is_file() else OWN_THESAURUS])
    translator = Translator(Table.load(folder / "table"), thesaurus)
    return Models(load_encoder(str(folder / "encoder")), translator, load_ranker(folder / "model"))


def evaluate_unseen(
    benchmark: Benchmark,
    folders: Sequence[Path],
    keys: Mapping[str, str],
    progress: Progress = silent,
) -> Report:
    """Every question by the models in the folder of its part, and all of it measured as one.

    ``keys`` are those of the questions whose own wording does not say which part they are in
    (:func:`embeddings.pairs.question_keys`). Raises BadQuery where no part has a question.
    """
    reports = []
    for number, folder in enumerate(folders):
        part = _part(benchmark, keys, (number, len(folders)))
        if part.queries:
            reports.append(evaluate(part, load_models(folder), progress))
    if not reports:
        raise BadQuery(
            f"{benchmark.name} 没有一个问题落在所给 {len(folders)} 份之内："
            "须有至少一个问题，--models 须按份数给全模型目录"
        )
    rankings = {
        stage: {query: found for each in reports for query, found in each.rankings[stage].items()}
        for stage in reports[0].rankings
    }
    seconds = [second for each in reports for second in each.query_seconds]
    return report_of(benchmark, rankings, sum(each.index_seconds for each in reports), seconds)


def _part(benchmark: Benchmark, keys: Mapping[str, str], fold: tuple[int, int]) -> Benchmark:
    """The questions of one part, over all passages."""
    queries = {
        name: text
        for name, text in benchmark.queries.items()
        if in_fold(keys.get(text, text), fold)
    }
    return replace(benchmark, queries=queries, judged={q: benchmark.judged[q] for q in queries})
