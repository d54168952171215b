"""Speed and memory of each stage: ``python -m scripts.benchmark [--benchmark DIR]``.

Measured on a benchmark folder's passages and queries, or on the published generation's own
passages, with sentences out of them as queries, or with those of ``--questions``. bm25s runs
beside the lexical index in the same process where it is installed; it is no requirement. With
``--serve`` a server is started on the published generation and asked the same over HTTP, and
what stands around its best connected concepts. With ``--add`` documents are added to a copy.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from corpus.errors import UserError
from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import PassageId
from corpus.storage.store import Store
from corpus.words import grams
from embeddings.build import build_vectors, open_vectors
from embeddings.encoder import DEFAULT, Encoder, load_encoder, passage_input
from embeddings.retriever import DenseRetriever
from embeddings.translator import load_translator
from graph.arrays import read_arrays
from graph.store import open_graph
from scripts.adding import addition
from scripts.common import folder_or_file, print_json, run, settings_for
from scripts.common import parser as command_parser
from scripts.serving import WARM, waits
from service.bench import Bench, BenchRow
from service.evaluation import read_benchmark
from service.generation import current as published
from service.query import understand
from service.ranking.booster import load_ranker
from service.ranking.pool import DEPTH, depth_of, pool
from service.ranking.rerank import PAGES, first_look

#: Passages and queries measured on, unless told otherwise.
PASSAGES, QUERIES = 20_000, 300
#: Concepts whose surroundings are asked for over HTTP.
HUBS = 50
#: The peer's, and how tantivy computes BM25.
_K1, _B = 1.2, 0.75

Texts = list[tuple[str, str]]
Made = TypeVar("Made")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = command_parser("benchmark", "量各环节的速度和内存")
    parser.add_argument("--benchmark", type=Path, help="评测目录；默认用已发布的馆藏")
    parser.add_argument("--encoder", default=DEFAULT, help="default、模型目录或模型名")
    parser.add_argument(
        "--passages", type=int, default=PASSAGES, help="最多多少段，默认 %(default)s"
    )
    parser.add_argument("--queries", type=int, default=QUERIES, help="多少条查询，默认 %(default)s")
    parser.add_argument("--questions", type=folder_or_file, help="每行一个问题的文本文件")
    parser.add_argument(
        "--serve", action="store_true", help="另启动服务，经 HTTP 量已发布馆藏的检索、问答和图谱"
    )
    parser.add_argument(
        "--add",
        nargs="+",
        type=folder_or_file,
        metavar="PATH",
        help="只量这件事：在馆藏的副本里、服务运行时，再加这些文件要多久",
    )
    chosen = parser.parse_args(arguments)
    return run(lambda: measure(chosen))


def measure(chosen: argparse.Namespace) -> int:
    """Do what was chosen."""
    if chosen.add:
        taken = addition(settings_for(chosen).data, chosen.add)
        return _print(chosen, {"figures": {f"add: {name} s": taken[name] for name in taken}})
    texts, queries = _material(chosen)
    if chosen.questions:
        queries = _questions(chosen.questions)[: chosen.queries]
    with tempfile.TemporaryDirectory(prefix="wenmai-") as folder:
        found = speeds(texts, queries, chosen.encoder, Path(folder))
    if chosen.serve:
        data = settings_for(chosen).data
        asked = waits(data, queries, _hubs(published(data).graph))
        found["figures"]["http start s"] = asked.pop("start")[0]
        for name in asked:
            found["figures"] |= _shares(f"http {name}", asked[name])
    return _print(chosen, found)


def _print(chosen: argparse.Namespace, found: dict[str, Any]) -> int:
    if chosen.json:
        print_json(found)
        return 0
    if "passages" in found:
        print(f"{found['passages']:,} 段，{found['queries']} 条查询，编码器 {chosen.encoder}")
    for name, value in found["figures"].items():
        print(f"{name:<28}{value:>14,.3f}")
    return 0


def speeds(texts: Texts, queries: list[str], encoder_name: str, folder: Path) -> dict[str, Any]:
    """Every figure, named with its unit; a query's stages in milliseconds."""
    figures: dict[str, float] = {"memory_mb at start": _memory()}
    encoder, seconds = _timed(lambda: load_encoder(encoder_name))
    figures["encoder load s"] = seconds
    inputs = [passage_input(title, (), text) for title, text in texts]
    _, seconds = _timed(lambda: encoder.encode_passages(inputs))
    figures["encode passages/s"] = len(inputs) / seconds
    figures["memory_mb encoder"] = _memory()
    dense, seconds = _timed(lambda: _dense(folder / "vectors", inputs, encoder))
    figures["vectors build s"] = seconds
    lexical, seconds = _timed(lambda: _lexical(folder / "lexical", texts))
    figures["lexical build s"] = seconds
    rows = [BenchRow(_id(place), text, title) for place, (title, text) in enumerate(texts)]
    bench, seconds = _timed(lambda: Bench(folder, rows, encoder, load_translator()))
    figures["forward build s"] = seconds
    stages: dict[str, Callable[[str], Any]] = {
        "encode": lambda query: encoder.encode_queries([query]),
        "dense (with encode)": lambda query: dense.search(query, depth_of("dense")),
        "lexical": lambda query: lexical.search(query, depth_of("lexical")),
        "first look": lambda query: first_look(pool(looked[query][1]), ranker.first),
        "ranked": lambda query: bench.order(*looked[query], PAGES),
        "ranked to the last": lambda query: bench.order(*looked[query]),
        "all stages": lambda query: _whole(bench, query),
    }
    ranker, looked = load_ranker(), {}
    for query in queries:
        read = understand(query, bench.segmenter)
        looked[query] = read, bench.lists(read)
    if importlib.util.find_spec("bm25s"):
        stages["peer: bm25s"], figures["peer: bm25s build s"] = _timed(lambda: _peer(texts))
    for name, stage in stages.items():
        for query in queries[:WARM]:
            stage(query)
        figures |= _shares(name, [_timed(lambda: stage(query))[1] for query in queries])  # noqa: B023 (called here)
    bench.close()
    figures["memory_mb at end"] = _memory()
    return {"passages": len(texts), "queries": len(queries), "figures": figures}


def _questions(path: Path) -> list[str]:
    """The questions of a text file, one a line."""
    try:
        return [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}：读不出（{error}）；应为每行一个问题的 UTF-8 文本") from error


def _whole(bench: Bench, query: str) -> Any:
    """A query through everything, as a search for the first pages does it, one thing after the
    other.
    """
    read = understand(query, bench.segmenter)
    return bench.order(read, bench.lists(read, PAGES), PAGES)


def _shares(name: str, taken: Sequence[float]) -> dict[str, float]:
    """The middle and the slow end of some seconds, in milliseconds."""
    return {
        f"{name} p{share} ms": 1000 * float(np.percentile(taken or [0.0], share))
        for share in (50, 95)
    }


def _material(chosen: argparse.Namespace) -> tuple[Texts, list[str]]:
    """(title, text) of the passages, and the queries."""
    if chosen.benchmark:
        held = read_benchmark(chosen.benchmark, chosen.queries)
        texts = [(row.title, row.text) for row in held.rows[: chosen.passages]]
        return texts, list(held.queries.values())
    current = published(settings_for(chosen).data)
    texts = []
    store = Store(current.corpus, readonly=True)
    try:
        titles = {each.id: each.title for each in store.descriptions()}
        for passage in store.iter_passages():
            texts.append((titles[passage.document_id], passage.text))
            if len(texts) == chosen.passages:
                break
    finally:
        store.close()
    step = max(1, len(texts) // chosen.queries)
    return texts, [text[:24] for _, text in texts[::step]][: chosen.queries]


def _hubs(folder: Path) -> list[str]:
    """The concepts of a graph that most edges touch, the first of them first."""
    arrays, store = read_arrays(folder), open_graph(folder)
    try:
        ends = np.concatenate([arrays.edge_subject, arrays.edge_object])
        degrees = np.bincount(ends, minlength=len(arrays.node_document))[arrays.concept_node]
        most = np.argsort(-degrees, kind="stable")[:HUBS].tolist()
        return [store.concepts[n].id for n in most]
    finally:
        store.close()


def _dense(folder: Path, inputs: list[str], encoder: Encoder) -> DenseRetriever:
    rows = (
        (_id(place), blake2b(text.encode(), digest_size=16).digest(), text)
        for place, text in enumerate(inputs)
    )
    build_vectors(folder, rows, encoder)
    return DenseRetriever(open_vectors(folder, encoder), encoder)


def _lexical(folder: Path, texts: Texts) -> LexicalRetriever:
    rows = (LexicalRow(_id(place), text, title) for place, (title, text) in enumerate(texts))
    build_lexical(folder, rows)
    return LexicalRetriever(folder)


def _peer(texts: Texts) -> Callable[[str], Any]:
    """bm25s over the same characters and pairs."""
    bm25s: Any = importlib.import_module("bm25s")
    peer = bm25s.BM25(k1=_K1, b=_B)
    peer.index([grams(f"{title} {text}") for title, text in texts], show_progress=False)
    depth = min(DEPTH, len(texts))
    return lambda query: peer.retrieve([grams(query)], k=depth, show_progress=False)


def _id(place: int) -> PassageId:
    return PassageId(f"r{place}/p_1")


def _timed(work: Callable[[], Made]) -> tuple[Made, float]:
    started = time.perf_counter()
    made = work()
    return made, time.perf_counter() - started


def _memory() -> float:
    """Megabytes this process holds now; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.exit(main())
