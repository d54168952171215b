"""Train the default encoder: ``python -m scripts.train --texts FOLDER --pairs FOLDER -o DIR``.

The folders hold the JSON Lines files :mod:`embeddings.pairs` names; what it does not name is
not read, and what is named and not there is said at the start. The tenth of our own questions
that is for measuring is never trained on, and the report measures on it. ``--hold-out 0.1``
keeps back a tenth of the other questions too; ``--fold 0/2`` one half of all of them
(:mod:`embeddings.course` says what for).

``--only-bridge`` leaves the model in ``-o`` as it is and learns its bridge alone
(:mod:`embeddings.bridge`), in a minute.

``--from-corpus`` instead adapts the encoder to the documents held here, without labels.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, fields

from corpus.errors import UserError
from embeddings.course import Sources, bridge_of, examine, read_lessons, teach
from embeddings.measures import MEASURES
from embeddings.own import FOLDER
from embeddings.pairs import ASKED, SOURCES, TEXTS
from embeddings.static_model import StaticModel
from embeddings.training import Recipe
from scripts import adapting
from scripts.common import Parser, Shown, fold, folder_or_file, print_json, run


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, train, examine, save, report."""
    if "--from-corpus" in (sys.argv[1:] if arguments is None else arguments):
        return adapting.main(arguments)
    parser = Parser(prog="python -m scripts.train", description="训练默认编码器")
    parser.add_argument(
        "--texts", type=folder_or_file, required=True, help="公文原文目录（*.jsonl.gz）"
    )
    parser.add_argument(
        "--pairs", type=folder_or_file, required=True, help="问题与段落目录（*.jsonl.gz）"
    )
    parser.add_argument(
        "--own",
        type=folder_or_file,
        nargs="*",
        default=[FOLDER],
        help="自有问题与同义词的目录，可给多个，默认仓库自带的",
    )
    parser.add_argument("-o", "--output", type=folder_or_file, required=True, help="模型写到哪里")
    parser.add_argument("--hold-out", type=float, default=0.0, help="留出多少比例的问题用来检验")
    parser.add_argument(
        "--fold", type=fold, metavar="K/N", help="把问题分成 N 份，留出第 K 份（从 0 起）"
    )
    parser.add_argument(
        "--only-bridge", action="store_true", help="只为 -o 里已有的模型学从提问到答案的映射"
    )
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    for setting in fields(Recipe):
        parser.add_argument(
            f"--{setting.name.replace('_', '-')}",
            type=type(setting.default),
            default=setting.default,
            help="默认 %(default)s",
        )
    chosen = parser.parse_args(arguments)
    return run(lambda: (span if chosen.only_bridge else train)(chosen))


def span(chosen: argparse.Namespace) -> int:
    """Learn the bridge of a model that is there, from the questions that train one."""
    model = StaticModel.load(chosen.output)
    for name in _missing(chosen):
        print(f"没有找到 {name}，不用它训练", file=sys.stderr)
    sources = Sources(chosen.texts, chosen.pairs, tuple(chosen.own))
    lessons = read_lessons(sources, hold_out=chosen.hold_out, fold=chosen.fold, seed=chosen.seed)
    bridge = bridge_of(model, lessons)
    if bridge is None:
        raise UserError(f"{chosen.pairs} 里没有可以学的提问")
    bridge.save(chosen.output)
    count = sum(len(lessons.asked.get(source.name, ())) for source in SOURCES if source.across)
    if chosen.json:
        print_json({"pairs": count})
    else:
        print(f"{chosen.output}：映射学自 {count:,} 对提问与段落")
    return 0


def train(chosen: argparse.Namespace) -> int:
    """Do what was chosen; the report goes to stdout and into the model's config.

    The model is saved before it is examined: nothing after an hour's work may lose it.
    """
    missing = _missing(chosen)
    for name in missing:
        print(f"没有找到 {name}，不用它训练", file=sys.stderr)
    recipe = Recipe(**{each.name: getattr(chosen, each.name) for each in fields(Recipe)})
    started = time.monotonic()
    progress = Shown()
    progress("读训练材料", 0, None)
    sources = Sources(chosen.texts, chosen.pairs, tuple(chosen.own))
    lessons = read_lessons(sources, hold_out=chosen.hold_out, fold=chosen.fold, seed=recipe.seed)
    model = teach(lessons, chosen.texts, recipe, progress)
    progress.close()
    report: dict[str, object] = {
        "seconds": round(time.monotonic() - started),
        "hold_out": chosen.hold_out,
        "fold": None if chosen.fold is None else "{}/{}".format(*chosen.fold),
        "recipe": asdict(recipe),
        "pairs": lessons.counts(),
        "own_not_found": lessons.lost,
        "files_not_found": missing,
    }
    model.save(chosen.output, {"name": "wenmai-static-zh", "training": report})
    report["kept_back"] = kept_back = examine(model, lessons)
    model.save(chosen.output, {"name": "wenmai-static-zh", "training": report})
    if chosen.json:
        print_json(report)
        return 0
    print(
        f"{chosen.output}：{len(model.vocabulary):,} 个词元，{model.dimension} 维，"
        f"用时 {(time.monotonic() - started) / 60:.1f} 分钟"
    )
    if lessons.lost:
        print(f"{lessons.lost} 条自有问题在 {chosen.texts} 中找不到所指的段落，没有使用")
    for name, figures in kept_back.items():
        asked = int(figures["queries"])
        shown = "，".join(f"{each} {figures[each]:.3f}" for each in MEASURES)
        print(f"没有学过的提问 {name}：{asked:,} 题，{shown}")
    print(f'启用：设置 encoder = "{chosen.output}"，再运行 python -m scripts.build')
    return 0


def _missing(chosen: argparse.Namespace) -> list[str]:
    """The files named that are not there.

    Raises UserError where training could not begin, or its model could not be written.
    """
    texts = [chosen.texts / name for name in TEXTS]
    missing = [path for path in texts if not path.is_file()]
    if len(missing) == len(texts):
        raise UserError(f"{chosen.texts} 里没有可以训练的原文；应有 {'、'.join(TEXTS)} 中的一些")
    missing += [path for name in ASKED if not (path := chosen.pairs / name).is_file()]
    try:
        chosen.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{chosen.output}：写不了模型（{error.strerror}）；请换一个目录") from error
    return list(map(str, missing))


if __name__ == "__main__":
    sys.exit(main())
