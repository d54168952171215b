"""Measure search, answers or checks: ``python -m scripts.evaluate --benchmark DIR`` and others."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from corpus.model import KINDS as FILE_KINDS
from corpus.model import Description
from embeddings.encoder import DEFAULT, load_encoder
from embeddings.measures import MEASURES
from scripts.common import Parser, Shown, folder_or_file, run, settings_for
from scripts.measuring import (
    ask_own,
    compare_pairs,
    count_flattened,
    count_marked,
    look,
    measure,
)
from service.ablation import ablate, read_asked
from service.answering.measure import Report as AnswersReport
from service.answering.measure import measure as measure_answers
from service.answering.measure import read_questions
from service.answering.pool import library_of, rows_of
from service.checking.measure import documents_of, lent, read_drafts, score
from service.checking.model import KINDS
from service.checking.mutations import KINDS as ALTERED
from service.checking.mutations import WAYS, mutations, tally
from service.checking.prose import check_prose
from service.librarian import Librarian


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the benchmark, run it, print the measures."""
    parser = Parser(
        prog="python -m scripts.evaluate", description="用一套评测数据量检索、回答或核查的好坏"
    )
    _what(parser)
    _options(parser)
    chosen = parser.parse_args(arguments)
    verbs = {
        "altered": alter,
        "prose": honest,
        "drafts": check,
        "questions": ask,
        "graph": walk,
        "benchmark": measure,
        "own": ask_own,
        "lookups": look,
        "marked": count_marked,
        "similarity": compare_pairs,
        "flattened": count_flattened,
    }
    verb = next(verb for name, verb in verbs.items() if getattr(chosen, name) is not None)
    return run(lambda: verb(chosen))


def _what(parser: argparse.ArgumentParser) -> None:
    """The options of which one says what is measured."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--benchmark",
        type=folder_or_file,
        help="量检索：内有 corpus.jsonl[.gz]、queries.jsonl、qrels.tsv",
    )
    what.add_argument(
        "--own", type=folder_or_file, nargs="*", metavar="DIR",
        help="量检索：自有问题中不用于训练的十分之一，问 --data 里的馆藏；--texts 是原文所在，"
        "DIR 默认仓库自带的",
    )  # fmt: skip
    what.add_argument(
        "--lookups", type=_count, metavar="N",
        help="量检索：从馆藏里随机取约 N 个文件名、条款号和原文来查，是否都在前十条",
    )  # fmt: skip
    what.add_argument(
        "--questions", type=folder_or_file, help="量回答：每行一个问题及其依据的 JSON Lines"
    )
    what.add_argument(
        "--graph", type=folder_or_file, metavar="FILE",
        help="量图谱对检索有没有用：每行一个问题及其所在条款的 JSON Lines，问 --data 里的馆藏",
    )  # fmt: skip
    what.add_argument(
        "--drafts", type=folder_or_file, help="量核查：每行一份带已知错误的文稿的 JSON Lines"
    )
    what.add_argument(
        "--altered", type=_count, metavar="N",
        help="量核查：把馆藏里的句子按规则改错一处再核查，每份文件至多约 N 句，"
        "每句以各种方式提及出处",
    )  # fmt: skip
    what.add_argument(
        "--prose", type=_count, metavar="N",
        help="量核查的误报：原样核查馆藏各类文件约 N 个字，逐类计数；--failures 列出每一处",
    )  # fmt: skip
    what.add_argument(
        "--marked", type=folder_or_file, metavar="DIR",
        help="量结构和引用：内有标注过的 .txt，序号前标 {层级}，引用用 ⟪⟫ 括起",
    )  # fmt: skip
    what.add_argument(
        "--similarity", type=folder_or_file, metavar="DIR",
        help="量编码模型：内有 .jsonl，每行一对句子 a、b 及人判的相近程度 label",
    )  # fmt: skip
    what.add_argument(
        "--flattened", type=_count, metavar="N",
        help="量结构：把馆藏每类至多 N 份文件的各行连成一行再读，看原有序号找回多少",
    )  # fmt: skip


def _options(parser: argparse.ArgumentParser) -> None:
    """What the measures are told beside what is measured."""
    parser.add_argument(
        "--texts",
        type=folder_or_file,
        help="问题所问、文稿所引的文件或文集所在；不给则用 --data 里的馆藏",
    )
    parser.add_argument(
        "--references", type=folder_or_file, metavar="FILE",
        help="--marked 改量所指：每行一处引用 file、quote、reference、means 的 JSON Lines，"
        "means 如《安全生产法》第二十条、第三条第一款（本文件）、unresolved，对照 --data 的馆藏",
    )  # fmt: skip
    parser.add_argument("--data", type=folder_or_file, help="数据目录，默认取自设置（data）")
    parser.add_argument("--half", default="", help="只用标为这一半的问题或文稿，如 kept")
    parser.add_argument(
        "--unheld", action="store_true", help="--prose 核查每份文件时，当它自己不在馆藏"
    )
    parser.add_argument(
        "--lend", action="store_true",
        help="--drafts 不核查，只把文稿里与 --texts 原文相同的字句换成出处，逐行输出",
    )  # fmt: skip
    parser.add_argument("--failures", action="store_true", help="列出没有答好的问题")
    parser.add_argument("--encoder", default=DEFAULT, help="default、模型目录或模型名")
    parser.add_argument(
        "--models", type=folder_or_file, nargs="+", metavar="DIR",
        help="量 --benchmark、--own 用的模型（DIR 下的 encoder、table、model）；"
        "--benchmark 给出 N 个时，第 K 个只问 --fold K/N 留出的那一份问题",
    )  # fmt: skip
    parser.add_argument(
        "--pairs", type=folder_or_file, help="问题与段落目录，--models 给出几个时用来分份"
    )
    parser.add_argument(
        "--kind", nargs="+", choices=sorted(FILE_KINDS), default=(), help="--own 只问这些类别的文件"
    )
    parser.add_argument(
        "--seed", type=int, default=7, help="--lookups、--flattened 的随机种子，默认 %(default)s"
    )
    parser.add_argument("--limit-queries", type=_count, help="只用前 N 条有标注的查询")
    parser.add_argument(
        "--differences", type=folder_or_file, metavar="FILE",
        help="把每条查询在各环节的得分写到这个 JSON Lines 文件，失分最多的在前",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def ask(chosen: argparse.Namespace) -> int:
    """Put a file of questions to a library and print how well it answers."""
    documents, questions = read_questions(chosen.questions, chosen.half)
    shown = Shown()
    with ExitStack() as stack:
        if chosen.texts:
            encoder = load_encoder(chosen.encoder)
            pool = library_of(chosen.texts, documents, encoder, shown)
            library = stack.enter_context(pool)
        else:
            librarian = Librarian(settings_for(chosen).data, chosen.encoder)
            stack.callback(librarian.close)
            library = librarian.current()
        report = measure_answers(library, questions, shown)
    shown.close()
    failures = [
        one for one in report.outcomes if (not one.met if one.question.evidence else one.answered)
    ]
    if chosen.json:
        print(json.dumps(report.as_json(), ensure_ascii=False))
    else:
        print(_answers_table(report))
    for one in failures if chosen.failures else ():
        print(f"{one.question.about} {one.question.text}\n    {one.said[:300]}", file=sys.stderr)
    return 0


def _answers_table(report: AnswersReport) -> str:
    """The measures of answers, to be read."""
    found = report.as_json()
    refusal = found["refusal"]
    lines = [
        f"{found['questions']} 个问题，其中 {found['answerable']} 个馆藏能答",
        f"依据在回答之中 {found['evidence_in_answer']:.3f}；"
        f"回答长度中位数 {found['median_length']:.0f} 字；"
        f"引文逐字相符 {found['citations_exact']:.1%}",
        f"拒答：精确率 {refusal['precision']:.3f}，召回率 {refusal['recall']:.3f}，"
        f"F1 {refusal['f1']:.3f}（错拒 {refusal['wrongly_refused']}，"
        f"错答 {refusal['wrongly_answered']}）",
        f"每问 {1000 * found['seconds_p50']:.1f} 毫秒（中位数）",
    ]
    lines += [
        f"  {name or '未分类':<16}{one['questions']:>4}{one['met']:>8.3f}"
        for name, one in found["by_type"].items()
    ]
    return "\n".join(lines)


def walk(chosen: argparse.Namespace) -> int:
    """Put questions with known places to a library with and without the graph; compare."""
    asked = read_asked(chosen.graph)
    librarian = Librarian(settings_for(chosen).data, chosen.encoder)
    shown = Shown()
    try:
        found = ablate(chosen.graph.stem, librarian.current(), asked, shown).as_json()
    finally:
        shown.close()
        librarian.close()
    print(json.dumps(found, ensure_ascii=False) if chosen.json else _compared(found))
    return 0


def _compared(found: dict[str, Any]) -> str:
    """Every run by kind of question, and what it gains over the search as it is."""
    lines = [f"{found['benchmark']}：{found['passages']:,} 个段落，{found['queries']} 个问题"
             f"（另有 {found['left_out']} 个所问的文件不在馆藏）"]  # fmt: skip
    for kind, part in {"全部": found, **found["by_kind"]}.items():
        lines.append(f"{kind}（{part['queries']}）" + "".join(f"{name:>9}" for name in MEASURES))
        for name, values in part["runs"].items():
            told = "".join(f"{values[measure]:>9.3f}" for measure in MEASURES)
            mean, low, high = part["gains"].get(name, (0, 0, 0))
            told += f"   {mean:+.3f}（{low:+.3f} 到 {high:+.3f}）" if name in part["gains"] else ""
            lines.append(f"  {name:<10}{told}")
    seconds = {name: 1000 * value for name, value in found["seconds"].items()}
    lines.append("；".join(f"{name} {value:.1f} 毫秒" for name, value in seconds.items()))
    return "\n".join(lines)


def check(chosen: argparse.Namespace) -> int:
    """Check drafts whose errors are known and count: against the published generation, or,
    with ``--texts``, against the documents they name.
    """
    documents = documents_of(chosen.drafts)
    rows = rows_of(chosen.texts, documents) if chosen.texts and documents else []
    texts = {str(row["id"]): str(row["text"]) for row in map(json.loads, rows)}
    if chosen.lend:
        for line in chosen.drafts.read_text("utf-8").splitlines():
            print(lent(line, texts))
        return 0
    cases = read_drafts(chosen.drafts, chosen.half, texts)
    with ExitStack() as stack:
        if chosen.texts and not chosen.data:
            encoder = load_encoder(chosen.encoder)
            library = stack.enter_context(library_of(chosen.texts, documents, encoder))
        else:
            librarian = Librarian(settings_for(chosen).data, chosen.encoder)
            stack.callback(librarian.close)
            library = librarian.current()
        found = score(library.check, cases).as_json()
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
    else:
        print(_counts(found, failures=chosen.failures))
    return 0


def alter(chosen: argparse.Namespace) -> int:
    """Alter sentences of the library by rule, check them, and count by kind and way."""
    with ExitStack() as stack:
        if chosen.texts:
            encoder = load_encoder(chosen.encoder)
            library = stack.enter_context(library_of(chosen.texts, (), encoder))
        else:
            librarian = Librarian(settings_for(chosen).data, chosen.encoder)
            stack.callback(librarian.close)
            library = librarian.current()
        shelf = library.measured[1]
        held = (one.id for one in shelf.descriptions() if one.id not in shelf.ended())
        documents = map(shelf.document, held)
        found = tally(library.check, mutations(documents, chosen.altered, every=True))
    if chosen.json:
        by_kind = {
            kind: {way: [found.found[kind, way], found.errors[kind, way]] for way in WAYS}
            for kind in ALTERED
        }
        print(json.dumps({"by_kind": by_kind, "false": found.false}, ensure_ascii=False))
        return 0
    print(f"改错 {found.errors.total()} 处：找到并改对 {found.found.total()} 处；"
          f"未改的句子误报 {len(found.false)} 处")  # fmt: skip
    print(f"{'':<8}" + "".join(f"{way:>10}" for way in WAYS))
    for kind in ALTERED:
        shares = (f"{found.found[kind, way]}/{found.errors[kind, way]}" for way in WAYS)
        print(f"{kind:<8}" + "".join(f"{share:>10}" for share in shares))
    for text, message in found.false if chosen.failures else ():
        print(f"误 {text}（{message}）")
    return 0


def honest(chosen: argparse.Namespace) -> int:
    """Check whole papers of the library as they stand and count what is told of them."""
    librarian = Librarian(settings_for(chosen).data, chosen.encoder)
    library = librarian.current()
    shelf = library.measured[1]
    held = shelf.descriptions()
    if chosen.unheld:
        checker, left = library.unheld()

        def leave_out(about: Description) -> None:
            """Every version of a paper."""
            same = (one.id for one in held if one.work == about.work)
            left.documents = frozenset((about.id, *same))

        counted = check_prose(checker.check, held, shelf.document, chosen.prose, leave_out)
    else:
        counted = check_prose(library.check, held, shelf.document, chosen.prose)
    found = counted.as_json()
    librarian.close()
    if chosen.json:
        print(json.dumps(found, ensure_ascii=False))
        return 0
    kinds = "，".join(f"{KINDS[kind]} {count}" for kind, count in found["by_kind"].items())
    print(
        f"{found['papers']} 份文件，{found['characters']:,} 个字：{found['alarms']} 处（{kinds}）"
    )
    for one in found["told"] if chosen.failures else ():
        print(f"《{one['paper']}》 {one['text']}（{one['message']}）")
    return 0


def _counts(found: dict[str, Any], *, failures: bool) -> str:
    """What a set of drafts gave; with ``failures`` also what was missed or falsely said."""
    lines = [
        f"{found['drafts']} 份文稿，{found['errors']} 处错误：找到并改对 {found['found']} 处"
        f"（{found['recall']:.1%}），误报 {found['false_alarms']} 处"
    ]
    lines += [
        f"{KINDS[kind]:　<8}{counts['found']:>4} / {counts['errors']}"
        for kind, counts in found["by_kind"].items()
    ]
    if failures:
        lines += [f"漏 {one['draft']}：{one['at']} → {one['right']}" for one in found["missed"]]
        lines += [f"误 {one['draft']}：{one['text']}（{one['message']}）" for one in found["false"]]
    return "\n".join(lines)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}”应为正整数")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
