"""The documents held: ``python -m scripts.documents list | show ID | withdraw ID``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict

from corpus.model import KINDS, DocumentId, SectionId
from embeddings.encoder import load_encoder
from graph.apart import GraphProcess
from scripts.build import told
from scripts.common import Parser, Shown, print_json, run, settings_for, shared, words
from service.building import withdraw, working_store


def main(arguments: Sequence[str] | None = None) -> int:
    """List the documents, show one, or take some back."""
    made = Parser(prog="python -m scripts.documents", description="查看和撤下文件")
    verbs = made.add_subparsers(required=True, metavar="list | show | withdraw")
    listing = verbs.add_parser("list", help="列出库中文件")
    showing = verbs.add_parser("show", help="显示一份文件的信息和结构")
    showing.add_argument("id", type=words, help="文件编号")
    taking = verbs.add_parser("withdraw", help="撤下文件：从库、索引和旧的各代索引中删除")
    taking.add_argument("ids", nargs="+", type=words, metavar="ID", help="文件编号")
    for verb, command in ((listing, _list), (showing, _show), (taking, _withdraw)):
        shared(verb)
        verb.set_defaults(command=command)
    options = made.parse_args(arguments)
    return run(lambda: int(options.command(options)))


def _list(options: Namespace) -> int:
    with working_store(settings_for(options).data) as store:
        held = store.descriptions()
    if options.json:
        print_json({"total": len(held), "documents": [asdict(item) for item in held]})
        return 0
    for item in held:
        day = str(item.day or "日期不详")
        kind = KINDS.get(item.kind, item.kind)
        print(f"{item.id}  {day:10}  {kind}  {item.title}")
    print(f"共 {len(held)} 份")
    return 0


def _show(options: Namespace) -> int:
    with working_store(settings_for(options).data) as store:
        document = store.document(DocumentId(options.id))
        passages = store.passages_of(document.id)
    if options.json:
        print_json(
            asdict(document.description)
            | {
                "characters": len(document.text),
                "passages": len(passages),
                "sections": [asdict(section) for section in document.sections],
            }
        )
        return 0
    for name, value in asdict(document.description).items():
        if value not in (None, "", (), False):
            print(f"{name}: {value}")
    print(f"characters: {len(document.text)}\npassages: {len(passages)}")
    depth: dict[SectionId | None, int] = {None: 0}
    for section in document.sections:
        depth[section.id] = depth.get(section.parent, 0) + 1
        print(f"{'  ' * depth[section.id]}{section.title or section.id}")
    return 0


def _withdraw(options: Namespace) -> int:
    settings = settings_for(options)
    shown = Shown()
    with GraphProcess(settings.lexicons, settings.ledger, settings.compiled) as maker:
        report = withdraw(
            settings.data,
            [DocumentId(name) for name in options.ids],
            encoder=load_encoder(settings.encoder),
            maker=maker,
            keep=settings.keep_generations,
            progress=shown,
        )
    shown.close()
    if options.json:
        print_json({"withdrawn": options.ids} | asdict(report))
    else:
        print(f"已撤下 {'、'.join(options.ids)}\n{told(report)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
