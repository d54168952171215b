"""Train the translation table and the ranker: ``python -m scripts.train_ranker --help``.

Needs a built data folder that holds the texts our own questions are about (``--data``), the
pairs, benchmark folders whose questions may be learned from, and encoders that have not seen
half of the questions each (``--halves``: what ``scripts.train --fold 0/2`` and ``1/2`` write)
or any of them (``--stranger``). Written are ``table/`` and ``model/``, to be put in place of
``embeddings/table`` and ``service/ranking/model``. ``--fold 0/2`` leaves a half of all questions
out: what is written then can be measured on it (``scripts.evaluate --models``).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, fields

from embeddings.own import FOLDER
from scripts.common import Shown, fold, folder_or_file, parser, print_json, run, settings_for
from service.ranking.course import Material, read_course, teach
from service.ranking.learning import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, learn, save, report."""
    made = parser("train_ranker", "训练翻译表和排序模型")
    made.add_argument("--texts", type=folder_or_file, required=True, help="公文原文目录")
    made.add_argument("--pairs", type=folder_or_file, required=True, help="问题与段落目录")
    made.add_argument(
        "--own", type=folder_or_file, nargs="*", default=[FOLDER], help="自有问题与同义词的目录"
    )
    made.add_argument(
        "--benchmark", type=folder_or_file, nargs="*", default=[], help="许可允许训练的评测目录"
    )
    made.add_argument(
        "--halves", type=folder_or_file, nargs=2, required=True, metavar="DIR",
        help="两个编码器，各自没有见过第 0、第 1 半的问题",
    )  # fmt: skip
    made.add_argument(
        "--stranger", type=folder_or_file, required=True, help="没有见过任何问题的编码器"
    )
    made.add_argument(
        "--fold", type=fold, metavar="K/N", help="把问题分成 N 份，留出第 K 份（从 0 起），用来检验"
    )
    made.add_argument("-o", "--output", type=folder_or_file, required=True, help="模型写到哪里")
    for setting in fields(Settings):
        made.add_argument(
            f"--{setting.name}", type=type(setting.default), default=setting.default,
            help="默认 %(default)s",
        )  # fmt: skip
    chosen = made.parse_args(arguments)
    return run(lambda: train(chosen))


def train(chosen: argparse.Namespace) -> int:
    """Do what was chosen."""
    started = time.monotonic()
    shown = Shown()
    settings = Settings(**{each.name: getattr(chosen, each.name) for each in fields(Settings)})
    course = read_course(
        Material(
            settings_for(chosen).data,
            chosen.texts,
            chosen.pairs,
            tuple(chosen.own),
            tuple(chosen.benchmark),
        ),
        shown,
    )
    learned = teach(
        course,
        tuple(chosen.halves),
        chosen.stranger,
        chosen.output,
        settings,
        shown,
        chosen.fold,
    )
    shown.close()
    report = {**learned, "seconds": round(time.monotonic() - started), **asdict(settings)}
    if chosen.json:
        print_json(report)
    else:
        entries, questions = learned["entries"], learned["questions"]
        print(f"{chosen.output}：翻译表 {entries:,} 条，排序模型学自 {questions:,} 个问题")
    return 0


if __name__ == "__main__":
    sys.exit(main())
