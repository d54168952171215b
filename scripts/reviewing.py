"""``scripts.concepts discover`` and ``review``: candidates looked for, decided about, undone."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from dataclasses import asdict
from typing import Any

from corpus.titles import in_marks
from graph.discovery.model import FAMILIES, PARTS, Candidate
from graph.model import CONCEPT_KINDS
from graph.review.model import ACTIONS, Decision, Wording
from scripts.common import Shown, print_json, settings_for, shared, words
from service.review import Desk, find_candidates, told

LISTED = 20
_SENTENCE = 60


def add_verbs(verbs: _SubParsersAction[Any]) -> None:
    """Add ``discover`` and ``review`` to the verbs of ``scripts.concepts``."""
    looking = verbs.add_parser("discover", help="从已构建的文件中找出词表没有的概念，供审核")
    shared(looking)
    looking.set_defaults(command=_discover)
    reviewing = verbs.add_parser("review", help="审核候选概念")
    actions = reviewing.add_subparsers(
        required=True, metavar="list | show | approve | merge | split | reject | undo | log"
    )
    made = {name: actions.add_parser(name, help=help_) for name, help_ in _HELP.items()}
    made["list"].add_argument("--family", choices=FAMILIES, default="", help="只列一类")
    made["list"].add_argument("--contains", type=words, default="", help="只列标签含这些字的")
    made["list"].add_argument("--limit", type=int, default=LISTED, help="列几个")
    for name in ("show", "approve", "merge", "split", "reject"):
        made[name].add_argument("label", type=words, metavar="标签", help="候选概念的标签")
    made["approve"].add_argument("--kind", choices=CONCEPT_KINDS, help="类别，默认用建议的")
    made["approve"].add_argument("--label", dest="name", type=words, help="改用这个标签")
    for option, help_ in _WORDING.items():
        made["approve"].add_argument(f"--{option}", type=words, default="", help=help_)
    made["approve"].add_argument(
        "--alias", action="append", type=words, default=[], help="别名，可重复"
    )
    made["approve"].add_argument(
        "--member", action="append", type=words, help="成员，可重复；默认用建议的"
    )
    made["merge"].add_argument("--into", type=words, required=True, help="并入的概念：编号或写法")
    made["merge"].add_argument(
        "--form", action="append", type=words, default=[], help="写法，可重复"
    )
    made["split"].add_argument(
        "--part", action="append", type=_part, default=[], required=True,
        help="拆出的概念：标签，或 标签=类别；可重复",
    )  # fmt: skip
    made["undo"].add_argument("n", type=int, metavar="编号", help="审核记录的编号")
    for name, verb in made.items():
        shared(verb)
        if name in ACTIONS:
            verb.add_argument("--by", type=words, help="审核人，默认为登录名")
            verb.add_argument("--note", type=words, default="", help="备注")
        verb.set_defaults(command=_review, action=name)


_HELP = {
    "list": "列出待审的候选概念",
    "show": "显示一个候选概念和它的例句",
    "approve": "采纳为概念",
    "merge": "并入已有概念，作为它的写法",
    "split": "拆成几个概念",
    "reject": "不采纳，不再列出",
    "undo": "撤销一条审核记录",
    "log": "列出审核记录",
}
_WORDING = {"english": "英文", "definition": "释义", "source": "出处"}


def _part(text: str) -> Wording:
    label, _, kind = words(text).partition("=")
    if kind and kind not in CONCEPT_KINDS:
        raise ArgumentTypeError(f"没有名为 {kind} 的类别；可用的有 {'、'.join(CONCEPT_KINDS)}")
    return Wording(label=label, kind=kind or "term")


def _discover(options: Namespace) -> int:
    shown = Shown()
    filed = find_candidates(settings_for(options), shown)
    shown.close()
    counts = {name: sum(one.family == name for one in filed.candidates) for name in FAMILIES}
    if options.json:
        total = len(filed.candidates)
        print_json({"generation": filed.generation, "candidates": total, "families": counts})
        return 0
    told = "，".join(f"{FAMILIES[name]} {count}" for name, count in counts.items())
    print(f"第 {filed.generation} 代中找到 {len(filed.candidates)} 个候选概念：{told}")
    print("审核：python -m scripts.concepts review list")
    return 0


def _review(options: Namespace) -> int:
    desk = Desk(settings_for(options))
    if options.action == "list":
        return _list(desk, options)
    if options.action == "show":
        return _show(desk, options)
    if options.action == "log":
        return _log(desk, options)
    decision = _decided(desk, options)
    if options.json:
        print_json(asdict(decision))
    else:
        print(f"第 {decision.n} 条：{told(decision)}。下次构建起生效：python -m scripts.build")
    return 0


def _decided(desk: Desk, options: Namespace) -> Decision:
    said = {"by": options.by or getpass.getuser(), "note": options.note}
    if options.action == "undo":
        return desk.undo(options.n, **said)
    if options.action == "reject":
        return desk.reject(options.label, **said)
    if options.action == "merge":
        return desk.merge(options.label, options.into, forms=options.form, **said)
    if options.action == "split":
        return desk.split(options.label, options.part, **said)
    candidate = desk.candidate(options.label)
    wording = Wording(
        label=options.name or candidate.label,
        kind=options.kind or candidate.kind,
        aliases=tuple(options.alias),
        expansion=candidate.members if options.member is None else tuple(options.member),
        **{name: getattr(options, name) for name in _WORDING},
    )
    return desk.approve(options.label, wording, **said)


def _list(desk: Desk, options: Namespace) -> int:
    if desk.filed is None:
        print("还没有候选概念；先运行 python -m scripts.concepts discover", file=sys.stderr)
    queue = desk.queue(options.family, options.contains)
    if options.json:
        shown = [_plain(one) for one in queue[: max(0, options.limit)]]
        print_json({"total": len(queue), "candidates": shown})
        return 0
    for one in queue[: max(0, options.limit)]:
        members = f"  ＝{'、'.join(one.members)}" if one.members else ""
        print(
            f"{one.score:.2f}  {FAMILIES[one.family]}  {one.label}"
            f"（{CONCEPT_KINDS[one.kind]}，{one.documents} 份文件 {one.occurrences} 处）{members}"
        )
    print(f"共 {len(queue)} 个待审")
    return 0


def _show(desk: Desk, options: Namespace) -> int:
    one = desk.candidate(options.label)
    examples = desk.examples(one)
    if options.json:
        print_json(_plain(one) | {"examples": [asdict(example) for example in examples]})
        return 0
    parts = "，".join(f"{PARTS[name]} {value:.2f}" for name, value in one.parts.items())
    print(f"{one.label}（{FAMILIES[one.family]}，建议类别 {CONCEPT_KINDS[one.kind]}）")
    print(f"得分 {one.score:.2f}：{parts}；{one.documents} 份文件，{one.occurrences} 处")
    for number, member in enumerate(one.members, start=1):
        print(f"  {number}. {member}")
    for example in examples:
        start = max(0, example.start - _SENTENCE // 2)
        text = " ".join(example.sentence[start : start + 2 * _SENTENCE].split())
        print(f"{in_marks(example.title)}{text}")
        place = f"start={example.span.start}&end={example.span.end}#quote"
        print(f"    /documents/{example.document_id}?{place}")
    return 0


def _log(desk: Desk, options: Namespace) -> int:
    logged = desk.log()
    if options.json:
        print_json(
            {"total": len(logged),
             "decisions": [asdict(one.decision) | {"stands": one.stands} for one in logged]}
        )  # fmt: skip
        return 0
    for one in logged:
        state = "" if one.stands else "（已撤销）"
        print(
            f"{one.decision.n}  {one.decision.at}  {one.decision.by}  {told(one.decision)}{state}"
        )
    print(f"共 {len(logged)} 条")
    return 0


def _plain(candidate: Candidate) -> dict[str, Any]:
    return asdict(candidate) | {"kind_label": CONCEPT_KINDS[candidate.kind]}
