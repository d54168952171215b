"""Take files in: ``python -m scripts.ingest PATH... [--kind K] [--issuer I] [--issued D] …``."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from corpus.errors import OperationError
from corpus.ingest import IngestReport, ingest_folder
from corpus.loaders.limits import Limits
from corpus.storage.store import Store
from scripts.common import Shown, folder_or_file, parser, print_json, run, settings_for
from service.generation import STORE

_OVERRIDES = {
    "kind": "文种，如 speech、rule、notice",
    "issuer": "发文机关",
    "issued": "发布日期，YYYY-MM-DD",
    "audience": "可见范围，默认 public（所有人）",
}
_SHOWN_FAILURES = 20
_MEGABYTE = 1 << 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Ingest, print the report, keep it in ``DATA/reports/``."""
    made = parser("ingest", "导入文件、文件夹、压缩包")
    made.add_argument(
        "paths", nargs="+", type=folder_or_file, metavar="PATH", help="文件、文件夹或压缩包"
    )
    for name, about in _OVERRIDES.items():
        made.add_argument(f"--{name}", help=about)
    made.add_argument("--restore", action="store_true", help="曾经撤下的文件也重新导入")
    options = made.parse_args(arguments)
    return run(lambda: _ingest(options))


def _ingest(options: Namespace) -> int:
    settings = settings_for(options)
    limits = Limits(
        seconds=settings.parse_seconds,
        memory=settings.parse_megabytes * _MEGABYTE,
        unzipped=settings.unzipped_megabytes * _MEGABYTE,
    )
    given = {name: getattr(options, name) for name in _OVERRIDES if getattr(options, name)}
    shown = Shown()
    with Store(settings.data / STORE) as store:
        report = ingest_folder(
            options.paths,
            store,
            overrides=given,
            restore=options.restore,
            limits=limits,
            progress=shown,
        )
    shown.close()
    saved = _save(report, settings.data)
    if options.json:
        print_json(report.as_json() | {"report": str(saved)})
    else:
        print(_told(report, saved))
    nothing = report.failures and not (report.added or report.held or report.withdrawn)
    return 2 if nothing else 0


def _save(report: IngestReport, data: Path) -> Path:
    folder = data / "reports"
    path = folder / f"ingest-{datetime.now().strftime('%Y%m%d-%H%M%S-%f')}.json"
    try:
        folder.mkdir(exist_ok=True)
        path.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1), "utf-8")
    except OSError as error:
        raise OperationError(f"{path}：报告没有写成（{error.strerror}）；文件已导入") from error
    return path


def _told(report: IngestReport, saved: Path) -> str:
    formats = "、".join(f"{name} {count}" for name, count in sorted(report.formats.items()))
    lines = [
        f"读了 {report.files} 个文件：新入库 {report.added} 份"
        + (f"（{formats}）" if formats else "")
        + f"，已有 {report.held} 份，失败 {len(report.failures)} 份；"
        f"{report.passages} 个段落，{report.characters} 字，{report.seconds:.1f} 秒"
    ]
    if report.withdrawn:
        lines.append(f"曾经撤下、未再导入的 {report.withdrawn} 份；要重新导入请加 --restore")
    lines += [f"  未导入 {failure}" for failure in report.failures[:_SHOWN_FAILURES]]
    if len(report.failures) > _SHOWN_FAILURES:
        lines.append(f"  另有 {len(report.failures) - _SHOWN_FAILURES} 份未导入")
    if report.notes:
        lines.append(f"另有 {len(report.notes)} 条说明")
    lines.append(f"详情：{saved}")
    if report.added:
        lines.append("下一步：python -m scripts.build")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
