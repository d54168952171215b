"""The concepts known: ``scripts.concepts validate | list | show | sample | discover | review``."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

from corpus.errors import BadLexicon, NotFound
from graph.lexicon.finder import Finder
from graph.lexicon.loader import SHOWN, Lexicon, load_lexicon
from graph.model import CONCEPT_KINDS, Concept, ConceptId
from graph.review.ledger import read_ledger
from scripts.common import Parser, folder_or_file, print_json, run, settings_for, shared, words
from scripts.reviewing import add_verbs
from scripts.sampling import add_sample

#: What ``show`` prints of a concept, in this order, as a reader calls it.
_SHOWN = {
    "english": "英文",
    "aliases": "又作",
    "hidden": "误作",
    "definition": "释义",
    "since": "起用",
    "source": "出处",
    "broader": "上位概念",
    "related": "相关",
    "context": "须与之同现",
    "not_in": "不在其中",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the lexicon's files, list its concepts, show one, draw mentions; look for new ones,
    review them.
    """
    made = Parser(
        prog="python -m scripts.concepts",
        description="查看和校验概念词表，抽查提及，发现和审核新概念",
    )
    verbs = made.add_subparsers(
        required=True, metavar="validate | list | show | sample | discover | review"
    )
    validating = verbs.add_parser("validate", help="校验词表文件")
    validating.add_argument(
        "folders", nargs="*", type=folder_or_file, help="自有词表文件夹，默认取自设置（lexicon）"
    )
    listing = verbs.add_parser("list", help="列出概念")
    listing.add_argument("--kind", choices=CONCEPT_KINDS, help="只列一类")
    showing = verbs.add_parser("show", help="显示一个概念")
    showing.add_argument("id", type=words, metavar="ID", help="概念编号，或它的任一写法")
    for verb, command in ((validating, _validate), (listing, _list), (showing, _show)):
        shared(verb)
        verb.set_defaults(command=command)
    add_sample(verbs)
    add_verbs(verbs)
    options = made.parse_args(arguments)
    return run(lambda: int(options.command(options)))


def _lexicon(options: Namespace) -> Lexicon:
    settings = settings_for(options)
    return load_lexicon(settings.lexicons, read_ledger(settings.ledger))


def _validate(options: Namespace) -> int:
    lexicon = load_lexicon(options.folders) if options.folders else _lexicon(options)
    if lexicon.unsourced:
        raise BadLexicon(_unsourced(lexicon))
    if lexicon.ill_sourced:
        raise BadLexicon(_ill_sourced(lexicon))
    held = Counter(concept.kind for concept in lexicon.concepts.values())
    kinds = {kind: held[kind] for kind in CONCEPT_KINDS if held[kind]}
    if options.json:
        print_json(
            {
                "concepts": len(lexicon.concepts),
                "forms": len(lexicon.forms),
                "fingerprint": lexicon.fingerprint,
                "kinds": kinds,
            }
        )
        return 0
    print(f"词表无误：{len(lexicon.concepts)} 个概念，{len(lexicon.forms)} 种写法")
    print("，".join(f"{CONCEPT_KINDS[kind]} {count}" for kind, count in kinds.items()))
    return 0


def _unsourced(lexicon: Lexicon) -> str:
    """Which concepts say of no document that it fixes their wording."""
    return "词表缺出处：\n" + _told(
        lexicon, lexicon.unsourced, "缺 source；写明哪份公开文件确定这一提法，说不准的不收"
    )


def _ill_sourced(lexicon: Lexicon) -> str:
    """Which concepts name no document by its title."""
    return "词表出处有误：\n" + _told(
        lexicon, lexicon.ill_sourced, "的 source 是称呼语或括号重叠；写明文件的标题"
    )


def _told(lexicon: Lexicon, concepts: Sequence[Concept], what: str) -> str:
    """The first concepts of which something is to be said, each by its place."""
    told = [f"{lexicon.places[one.id]}：{one.id} {what}" for one in concepts[:SHOWN]]
    more = [f"……另有 {len(concepts) - SHOWN} 处"] if len(concepts) > SHOWN else []
    return "\n".join([*told, *more])


def _list(options: Namespace) -> int:
    kept = [
        concept
        for concept in _lexicon(options).concepts.values()
        if options.kind in (None, concept.kind)
    ]
    if options.json:
        print_json({"total": len(kept), "concepts": [asdict(concept) for concept in kept]})
        return 0
    for concept in kept:
        print(f"{concept.id}  {CONCEPT_KINDS[concept.kind]}  {concept.label}")
    print(f"共 {len(kept)} 个")
    return 0


def _show(options: Namespace) -> int:
    lexicon = _lexicon(options)
    concept = _found(lexicon, options.id)
    if options.json:
        print_json(asdict(concept) | {"place": lexicon.places[concept.id]})
        return 0
    print(f"{concept.label}（{CONCEPT_KINDS[concept.kind]}）  {concept.id}")
    for number, member in enumerate(concept.expansion, start=1):
        print(f"  {number}. {member}")
    for name, title in _SHOWN.items():
        value = getattr(concept, name)
        if value:
            print(f"{title}：{value if isinstance(value, str) else '、'.join(value)}")
    if concept.replaced_by:
        new = lexicon.concepts[concept.replaced_by.concept_id]
        since = f"（{concept.replaced_by.since}）" if concept.replaced_by.since else ""
        print(f"现作：{new.label}{since}  {new.id}")
    print(f"定义于：{lexicon.places[concept.id]}")
    return 0


def _found(lexicon: Lexicon, name: str) -> Concept:
    """The concept of an id, or the one a form names."""
    if concept := lexicon.concepts.get(ConceptId(name)):
        return concept
    named = Finder(lexicon.concepts.values()).find(name)
    if len(named) != 1:
        raise NotFound(f"没有概念 {name}；全部编号见 python -m scripts.concepts list")
    return lexicon.concepts[named[0].concept_id]


if __name__ == "__main__":
    sys.exit(main())
