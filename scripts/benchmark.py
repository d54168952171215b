"""Speed and memory of each stage: ``python -m scripts.benchmark [--benchmark DIR]``.

Measured on a benchmark folder's passages and queries, or on the published generation's own
passages, with sentences out of them as queries. bm25s runs beside the lexical index in the
same process where it is installed; it is no requirement.
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

from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import PassageId
from corpus.storage.store import Store
from corpus.words import grams
from embeddings.build import build_vectors, open_vectors
from embeddings.encoder import DEFAULT, Encoder, load_encoder, passage_input
from embeddings.retriever import DenseRetriever
from scripts.common import parser as command_parser
from scripts.common import print_json, run, settings_for
from service.evaluation import read_benchmark
from service.fusion import fuse
from service.generation import current as published
from service.search import CANDIDATES

#: Passages and queries measured on, unless told otherwise.
PASSAGES, QUERIES = 20_000, 300
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
    chosen = parser.parse_args(arguments)
    return run(lambda: measure(chosen))


def measure(chosen: argparse.Namespace) -> int:
    """Do what was chosen."""
    texts, queries = _material(chosen)
    with tempfile.TemporaryDirectory(prefix="wenmai-") as folder:
        found = speeds(texts, queries, chosen.encoder, Path(folder))
    if chosen.json:
        print_json(found)
        return 0
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
    stages: dict[str, Callable[[str], Any]] = {
        "encode": lambda query: encoder.encode_queries([query]),
        "dense (with encode)": lambda query: dense.search(query, CANDIDATES),
        "lexical": lambda query: lexical.search(query, CANDIDATES),
        "all, fused": lambda query: fuse(
            {"lexical": lexical.search(query, CANDIDATES), "dense": dense.search(query, CANDIDATES)}
        ),
    }
    if importlib.util.find_spec("bm25s"):
        stages["peer: bm25s"], figures["peer: bm25s build s"] = _timed(lambda: _peer(texts))
    for name, stage in stages.items():
        taken = [_timed(lambda: stage(query))[1] for query in queries]  # noqa: B023 (called here)
        figures[f"{name} p50 ms"], figures[f"{name} p95 ms"] = (
            1000 * float(np.percentile(taken, share)) for share in (50, 95)
        )
    figures["memory_mb at end"] = _memory()
    return {"passages": len(texts), "queries": len(queries), "figures": figures}


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
    depth = min(CANDIDATES, len(texts))
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
