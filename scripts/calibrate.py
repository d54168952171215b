"""Teach answering which sentence answers, and when to refuse: ``python -m scripts.calibrate``.

To be run again whenever the encoder, the retrievers or the ranking have changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from embeddings.encoder import DEFAULT, load_encoder
from scripts.common import Parser, Shown, folder_or_file, run
from service.answering.calibrate import calibrate
from service.answering.vast import calibrate_vast
from service.librarian import Librarian

ROOT = Path(__file__).parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the questions, grow the models, find the point of refusal, save all."""
    parser = Parser(
        prog="python -m scripts.calibrate", description="重新校准回答：哪一句作答，何时拒答"
    )
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--texts", type=folder_or_file, help="自写问题所问的文集（*.jsonl.gz）所在")
    source.add_argument(
        "--vast", type=folder_or_file, metavar="DATA",
        help="只定大馆藏（千份以上）的拒答点：收有全部文集、已建好索引的数据目录",
    )  # fmt: skip
    parser.add_argument("--encoder", default=DEFAULT, help="default、模型目录或模型名")
    parser.add_argument("--limit", type=int, default=0, help="只读前几组文件的题，用于试跑")
    parser.add_argument(
        "--decision-only", action="store_true", help="只重定拒答点，选句模型不动（半分钟）"
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    chosen = parser.parse_args(arguments)
    if chosen.vast and (chosen.limit or chosen.decision_only):
        parser.error("--limit 和 --decision-only 只与 --texts 同用")
    return run(lambda: _calibrate(chosen))


def _calibrate(chosen: argparse.Namespace) -> int:
    shown = Shown()
    if chosen.vast:
        with closing(Librarian(chosen.vast, chosen.encoder)) as librarian:
            report = calibrate_vast(ROOT, librarian.current(), shown)
    else:
        encoder, only = load_encoder(chosen.encoder), chosen.decision_only
        report = calibrate(ROOT, chosen.texts, encoder, shown, chosen.limit, decision_only=only)
    shown.close()
    if chosen.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        told = {name: value for name, value in report.items() if not isinstance(value, list)}
        print("\n".join(f"{name}：{value}" for name, value in told.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
