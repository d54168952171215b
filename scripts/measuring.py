"""``scripts.evaluate`` on retrieval (a benchmark, kept questions, look-ups) and on reading."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from corpus.citing.catalogue import Catalogue
from corpus.errors import OperationError, UserError
from corpus.flattened import Tally, measure_flattened
from corpus.marked import measure_marked
from corpus.model import KINDS
from corpus.resolved import measure_resolved
from corpus.storage.store import Store
from embeddings.encoder import load_encoder
from embeddings.measures import MEASURES
from embeddings.own import FOLDER, read_own
from embeddings.pairs import TEXTS, question_keys
from embeddings.similarity import measure_similarity
from embeddings.translator import load_translator
from graph.lexicon.loader import load_lexicon
from scripts.common import Shown, settings_for
from service.checking.works import Works
from service.comparison import differences, gains
from service.evaluation import Benchmark, Models, Report, evaluate, read_benchmark
from service.librarian import Librarian
from service.lookup_trials import look_up, sample
from service.own_questions import ask_all, read_kept
from service.unseen import evaluate_unseen, load_models


def measure(chosen: argparse.Namespace) -> int:
    """A benchmark folder: by the shipped models, or by those that have not seen its questions."""
    benchmark = read_benchmark(chosen.benchmark, chosen.limit_queries)
    shown = Shown()
    if not chosen.models:
        report = evaluate(benchmark, _shipped(chosen), shown)
    else:
        if len(chosen.models) > 1 and not chosen.pairs:
            raise UserError("--models 给出几个目录时，须用 --pairs 指明训练所用的问题与段落目录")
        keys = question_keys(chosen.pairs) if chosen.pairs else {}
        report = evaluate_unseen(benchmark, chosen.models, keys, shown)
    shown.close()
    if chosen.differences:
        _write(chosen.differences, differences(report, benchmark))
    if chosen.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print(_table(report, benchmark))
    return 0


def compare_pairs(chosen: argparse.Namespace) -> int:
    """How well the encoder tells how alike sentences are, by files of pairs that people judged."""
    files = sorted(chosen.similarity.glob("*.jsonl"))
    if not files:
        raise UserError(f"{chosen.similarity} 里没有 .jsonl 文件")
    encoder = load_encoder(chosen.encoder)
    found = [measure_similarity(file, encoder) for file in files]
    if chosen.json:
        print(json.dumps(list(map(asdict, found)), ensure_ascii=False))
        return 0
    for one in found:
        print(
            f"{one.name}：{one.pairs:,} 对，等级相关 {one.correlation:.3f}"
            f"（95 % 区间 {one.low:.3f} 到 {one.high:.3f}），按共有字对 {one.letters:.3f}"
        )
    return 0


def ask_own(chosen: argparse.Namespace) -> int:
    """Our own kept questions: over the documents they are about, then over all that is held.

    By ``--models`` only the first: what is held is indexed by the encoder in use.
    """
    if not chosen.texts:
        raise UserError("--own 须用 --texts 指明原文所在，问题所问的段落要从中找出")
    if chosen.models and len(chosen.models) > 1:
        raise UserError("--own 的问题没有模型学过，不分份：--models 只给一个目录")
    data = settings_for(chosen).data
    own = read_own(chosen.own or [FOLDER], chosen.texts, TEXTS).kept
    near = read_kept(own, data, chosen.kind, chosen.limit_queries)
    with ExitStack() as stack:
        shown = Shown()
        stack.callback(shown.close)
        models = load_models(chosen.models[0]) if chosen.models else _shipped(chosen)
        found = {"documents": (near, evaluate(near, models, shown))}
        if not chosen.models:
            librarian = Librarian(data, chosen.encoder)
            stack.callback(librarian.close)
            found["held"] = ask_all(librarian.current(), near, shown)
    benchmark, report = list(found.values())[-1]
    if chosen.differences:
        _write(chosen.differences, differences(report, benchmark))
    if chosen.json:
        told = {name: report.as_json() for name, (_, report) in found.items()}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n\n".join(_table(report, asked) for asked, report in found.values()))
    return 0


def _shipped(chosen: argparse.Namespace) -> Models:
    """The encoder chosen with the shipped table and rankers."""
    return Models(load_encoder(chosen.encoder), load_translator())


def look(chosen: argparse.Namespace) -> int:
    """Look-ups of titles, provisions and wording drawn from what is held."""
    shown = Shown()
    librarian = Librarian(settings_for(chosen).data, chosen.encoder)
    try:
        library = librarian.current()
        found = look_up(library, sample(library, chosen.lookups, chosen.seed), shown).as_json()
    finally:
        shown.close()
        librarian.close()
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    for kind, counts in {"全部": found, **found["by_kind"]}.items():
        asked, met, first = (counts[name] for name in ("asked", "met", "first"))
        print(f"{kind}：查 {asked} 次，查到 {met} 次（{met / asked:.1%}），居首 {first} 次")
    for one in found["missed"]:
        print(f"未找到 {one['kind']}：{one['text']}")
    return 0


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8") as file:
            for row in rows:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
    except OSError as error:
        raise OperationError(f"{path}：写不进去（{error}）；请检查文件夹和权限") from error


def _table(report: Report, benchmark: Benchmark) -> str:
    """The measures as a table, what each stage gains over words alone, the seconds."""
    found = report.as_json()
    lines = [
        f"{report.benchmark}：{report.passages:,} 个段落，{report.queries:,} 条查询",
        f"{'':<10}" + "".join(f"{name:>9}" for name in MEASURES),
    ]
    lines += [
        f"{name:<10}" + "".join(f"{values[measure]:>9.3f}" for measure in MEASURES)
        for name, values in found["runs"].items()
    ]
    seconds = found["seconds"]
    lines += [
        f"{run} 比词语检索 nDCG@10 {mean:+.3f}（95 % 区间 {low:+.3f} 到 {high:+.3f}）"
        for run, mean, low, high in gains(report, benchmark)
    ]
    lines += [
        f"建索引 {seconds['index']:.1f} 秒；"
        f"每次查询 {1000 * seconds['query_p50']:.1f} 毫秒（中位数），"
        f"{1000 * seconds['query_p95']:.1f} 毫秒（95 分位）",
    ]
    return "\n".join(lines)


def count_marked(chosen: argparse.Namespace) -> int:
    """Read texts marked by hand and count the sections and citations found; with
    ``--references``, what citations were looked up to mean, and what they resolve to.
    """
    if chosen.references:
        return _count_resolved(chosen)
    with ExitStack() as stack:
        held = _held(chosen, stack) if chosen.data else None
        found = measure_marked(chosen.marked, held)
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    print(f"{found.texts} 篇：标注 {found.sections} 个序号，识别 {found.found} 个"
          f"（层级也对 {found.deep} 个），另多识别 {found.wrong} 个；"
          f"标注 {found.citations} 处引用，找到 {found.cited} 处")  # fmt: skip
    for name, what, words in found.failures if chosen.failures else ():
        print(f"{name} {what}：{words}")
    return 0


def _held(chosen: argparse.Namespace, stack: ExitStack) -> Catalogue:
    """The works held in the data folder, as long as the stack is open, and the lexicon's."""
    file = settings_for(chosen).data / "corpus.sqlite"
    store = stack.enter_context(Store(file, readonly=True))
    names = Works(load_lexicon()).names
    return Catalogue(store.descriptions(), store.sections, known=names)


def _count_resolved(chosen: argparse.Namespace) -> int:
    with ExitStack() as stack:
        found = measure_resolved(chosen.marked, chosen.references, _held(chosen, stack))
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    print(f"{found.asked} 处引用：找到 {found.found} 处，其中所指也对 {found.right} 处")
    for name, words, wrong in found.failures if chosen.failures else ():
        print(f"{name} {words}：{wrong}")
    return 0


def count_flattened(chosen: argparse.Namespace) -> int:
    """Join the lines of held documents, read them again and count the sections found."""
    with Store(settings_for(chosen).data / "corpus.sqlite", readonly=True) as store:
        found = measure_flattened(store, chosen.flattened, chosen.seed)
    if chosen.json:
        print(json.dumps(asdict(found), ensure_ascii=False))
        return 0
    for joint, kinds in found.by_kind.items():
        whole = Tally()
        for tally in kinds.values():
            whole.add(tally)
        print(f"{joint}：{sum(found.documents.values())} 份文件，{_told(whole)}")
        for kind, tally in kinds.items():
            print(f"  {KINDS[kind]}（{found.documents[kind]} 份）：{_told(tally)}")
        for level, tally in sorted(found.by_level[joint].items()):
            print(f"  {level}：{_told(tally)}")
    for name, what, words in found.failures if chosen.failures else ():
        print(f"{name} {what}：{words}")
    return 0


def _told(tally: Tally) -> str:
    wanted = max(tally.wanted, 1)
    return (
        f"{tally.wanted} 个序号，找回 {tally.found / wanted:.3f}，"
        f"层级也对 {tally.deep / wanted:.3f}，另多识别 {tally.false} 个"
    )
