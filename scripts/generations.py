"""The builds kept: ``python -m scripts.generations list | publish ID | check | prune``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence

from scripts.common import Parser, print_json, run, settings_for, shared, words
from service.generation import (
    build_lock,
    current,
    current_id,
    generations,
    load_generation,
    prune,
    publish,
)
from service.soundness import check


def main(arguments: Sequence[str] | None = None) -> int:
    """List the generations, publish one, verify one, or remove old ones."""
    made = Parser(prog="python -m scripts.generations", description="管理各代索引")
    verbs = made.add_subparsers(required=True, metavar="list | publish | check | prune")
    listing = verbs.add_parser("list", help="列出各代索引")
    publishing = verbs.add_parser("publish", help="发布某一代（回退也用它）")
    publishing.add_argument("id", type=words, help="代号，如 000003")
    checking = verbs.add_parser("check", help="逐个文件核对，并核对段落数")
    checking.add_argument("id", nargs="?", type=words, help="代号；默认为正在使用的一代")
    pruning = verbs.add_parser("prune", help="删除旧的各代，正在使用的不删")
    pruning.add_argument("--keep", type=int, help="保留几代，默认取自设置")
    for verb, command in (
        (listing, _list),
        (publishing, _publish),
        (checking, _check),
        (pruning, _prune),
    ):
        shared(verb)
        verb.set_defaults(command=command)
    options = made.parse_args(arguments)
    return run(lambda: int(options.command(options)))


def _list(options: Namespace) -> int:
    data = settings_for(options).data
    published = current_id(data)
    held = generations(data)
    if options.json:
        rows = [
            {
                "id": item.id,
                "current": item.id == published,
                "created": item.manifest.created,
                "parent": item.manifest.parent,
                "encoder": item.manifest.encoder,
                "counts": dict(item.manifest.counts),
            }
            for item in held
        ]
        print_json({"current": published, "generations": rows})
        return 0
    for item in held:
        counts = item.manifest.counts
        mark = "*" if item.id == published else " "
        print(
            f"{mark} {item.id}  {item.manifest.created}  {counts['documents']} 份文件"
            f"  {counts['body']} 个段落  模型 {item.manifest.encoder}"
        )
    if not held:
        print("还没有构建过；请先运行 python -m scripts.build")
    return 0


def _publish(options: Namespace) -> int:
    data = settings_for(options).data
    with build_lock(data):
        published = publish(data, options.id.zfill(6))
    if options.json:
        print_json({"current": published.id})
    else:
        print(f"已发布第 {published.id} 代")
    return 0


def _check(options: Namespace) -> int:
    data = settings_for(options).data
    generation = load_generation(data, options.id.zfill(6)) if options.id else current(data)
    found = check(generation)
    if options.json:
        print_json({"id": generation.id, "sound": not found, "complaints": found})
    else:
        print("\n".join(found) or f"第 {generation.id} 代完好")
    return 1 if found else 0


def _prune(options: Namespace) -> int:
    settings = settings_for(options)
    keep = settings.keep_generations if options.keep is None else options.keep
    with build_lock(settings.data):
        removed = prune(settings.data, keep)
    if options.json:
        print_json({"removed": removed})
    else:
        print(f"已删除 {'、'.join(removed)}" if removed else "没有可删除的")
    return 0


if __name__ == "__main__":
    sys.exit(main())
