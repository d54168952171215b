"""Check a draft from the terminal: ``python -m scripts.check FILE``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from corpus.errors import BadQuery
from scripts.common import folder_or_file, parser, print_json, run, settings_for

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from service.checking.model import Finding, Report

#: Characters of a finding's text shown on its line.
SHOWN = 60
_SIGNS = {True: "✗", False: "✓"}


def main(argv: Sequence[str] | None = None) -> int:
    """Print what is wrong, doubtful or confirmed in a draft."""
    made = parser("check", "核查文稿的引文、文件名称、条款、提法")
    made.add_argument("file", type=folder_or_file, metavar="FILE",
                      help="文稿：txt、md、docx、pdf 等")  # fmt: skip
    made.add_argument("--all", action="store_true", help="也列出核对无误之处")
    made.add_argument("--docx", type=folder_or_file, metavar="OUT",
                      help="另存一份带批注的 Word 文稿")  # fmt: skip
    options = made.parse_args(argv)
    return run(lambda: _check(options))


def _check(options: argparse.Namespace) -> int:
    from service.checking.drafts import read_draft  # the engines load only when needed
    from service.librarian import Librarian
    from service.web.present_draft import report as plain

    draft = read_draft(options.file)
    settings = settings_for(options)
    librarian = Librarian(settings.data, settings.encoder, settings.reader)
    try:
        report = librarian.current().check(draft.text)
        if options.docx:
            _write(options, report, is_word=draft.source.format == "docx")
        if options.json:
            print_json(plain(report))
        else:
            print(show(report, everything=options.all))
    finally:
        librarian.close()
    return 0


def _write(options: argparse.Namespace, report: Report, *, is_word: bool) -> None:
    from service.checking.comments import commented

    original = options.file.read_bytes() if is_word else None
    try:
        options.docx.write_bytes(commented(report, original))
    except OSError as error:
        raise BadQuery(
            f"{options.docx}：写不进去（{error.strerror}）；请检查文件夹和权限"
        ) from error


def show(report: Report, *, everything: bool = False) -> str:
    """A report to be read: each finding with its line and column, what is wrong, what is right."""
    kept = [one for one in report.findings if everything or one.is_alarm or _is_doubtful(one)]
    lines = [_told(report)]
    for one in kept:
        lines += ["", *_finding(report.text, one)]
    return "\n".join(lines)


def _told(report: Report) -> str:
    confirmed = sum(not one.is_alarm and not _is_doubtful(one) for one in report.findings)
    return (
        f"共 {len(report.text):,} 字，对照馆藏 {report.documents:,} 份文件："
        f"{len(report.alarms)} 处需要处理，{confirmed} 处核对无误。"
    )


def _finding(text: str, one: Finding) -> list[str]:
    from service.checking.model import KINDS

    line = text.count("\n", 0, one.span.start) + 1
    column = one.span.start - (text.rfind("\n", 0, one.span.start) + 1) + 1
    words = " ".join(one.text.split())
    shown = words if len(words) <= SHOWN else f"{words[: SHOWN - 1]}…"
    sign = "?" if _is_doubtful(one) else _SIGNS[one.is_alarm]
    lines = [f"{sign} 第 {line} 行第 {column} 字 [{KINDS[one.kind]}] {shown}", f"  {one.message}"]
    if one.suggestion is not None:
        lines.append(f"  改为：{one.suggestion}")
    lines += [f"  {cited.card.description.title} {_url(one, place)}"
              for place, cited in enumerate(one.citations)]  # fmt: skip
    return lines


def _url(one: Finding, place: int) -> str:
    from service.web.present import link

    cited = one.citations[place]
    return link(cited.card.description.id, cited.span)


def _is_doubtful(one: Finding) -> bool:
    return one.kind == "title_unknown"


if __name__ == "__main__":
    sys.exit(main())
