"""Make what was taken in searchable: ``python -m scripts.build``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from graph.apart import GraphProcess
from scripts.common import Shown, parser, print_json, run, settings_for
from service.beginning import beginning

if TYPE_CHECKING:
    from service.building import BuildReport


def main(arguments: Sequence[str] | None = None) -> int:
    """Build and publish a generation, if anything has changed."""
    options = parser("build", "构建并发布一代新索引").parse_args(arguments)
    return run(lambda: _build(options))


def told(report: BuildReport) -> str:
    """What a build did, to be read."""
    if not report.built:
        return f"没有变化，仍是第 {report.generation} 代（{report.documents} 份文件）"
    changes = f"新增 {report.added} 份，移除 {report.removed} 份"
    steps = "，".join(f"{step} {seconds:.1f} 秒" for step, seconds in report.seconds.items())
    lines = [
        f"已发布第 {report.generation} 代：{report.documents} 份文件，{report.passages} 个段落"
        f"（{changes}，新编码 {report.encoded} 段，图谱新读 {report.read} 份）",
        f"用时 {report.took:.1f} 秒：{steps}",
    ]
    if report.pruned:
        lines.append(f"已删除旧的 {'、'.join(report.pruned)}")
    return "\n".join(lines)


def _build(options: Namespace) -> int:
    settings = settings_for(options)
    shown = Shown()
    with (
        GraphProcess(settings.lexicons, settings.ledger, settings.compiled) as maker,
        beginning(settings.data, shown) as begun,
    ):
        # A second of imports, while the lexicon is read and the store copied.
        from embeddings.encoder import load_encoder
        from service.building import build

        report = build(
            settings.data,
            encoder=load_encoder(settings.encoder),
            maker=maker,
            keep=settings.keep_generations,
            begun=begun,
        )
    shown.close()
    if options.json:
        print_json(asdict(report))
    else:
        print(told(report))
    return 0


if __name__ == "__main__":
    sys.exit(main())
