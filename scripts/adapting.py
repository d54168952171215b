"""``scripts.train --from-corpus``: the encoder learns the documents held here."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import UserError
from corpus.model import PassageId, document_of
from corpus.storage.store import Store
from embeddings.adaptation import SPANNED, House, adapt
from embeddings.encoder import DEFAULT, MODEL_FOLDER
from embeddings.pairs import Pair
from embeddings.static_model import Layout, StaticModel
from embeddings.translator import OWN_THESAURUS, read_thesaurus
from scripts.common import Shown, parser, print_json, run, settings_for
from service.feedback import FeedbackLog

if TYPE_CHECKING:
    from embeddings.adaptation import Adapted

#: Where the adapted model is written, under the data folder.
FOLDER = "encoder"
_SETS = {
    "documents": "词向量：未学过的文件（nDCG@10）",
    "judged": "词向量：读者的提问（nDCG@10）",
    "thesaurus": "词向量：同义词表（RR@10）",
    "questions": "映射：读者的提问（nDCG@10）",
    "thesaurus over the bridge": "映射：同义词表（RR@10）",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the corpus, adapt the encoder, keep it if it is better."""
    made = parser("train --from-corpus", "让编码器学习已导入的文件")
    made.add_argument("--from-corpus", action="store_true", help="从已导入的文件学习，不需要标注")
    made.add_argument("--from", dest="base", default=DEFAULT, help="从哪个模型学起，默认 default")
    made.add_argument("-o", "--output", type=Path, help="模型写到哪里，默认 数据目录/encoder")
    made.add_argument("--seed", type=int, default=7, help="默认 %(default)s")
    chosen = made.parse_args(arguments)
    return run(lambda: learn(chosen))


def learn(chosen: argparse.Namespace) -> int:
    """Do what was chosen."""
    data = settings_for(chosen).data
    base = MODEL_FOLDER if chosen.base == DEFAULT else Path(chosen.base)
    model = StaticModel.load(base)
    documents, judged = read_corpus(data)
    progress = Shown()
    adapted = adapt(model, documents, judged, _thesaurus(), progress, seed=chosen.seed)
    progress.close()
    output = chosen.output or data / FOLDER
    report = {
        "better": adapted.better,
        "table": adapted.table,
        "bridge": adapted.bridge,
        "gains": {name: asdict(gain) for name, gain in adapted.gains.items()},
        "pairs": dict(adapted.pairs),
        "new_tokens": adapted.new_tokens,
        "saved": str(output) if adapted.better else None,
    }
    if adapted.better:
        adapted.model.save(output, {"name": "wenmai-static-zh, adapted", "adaptation": report})
        if not adapted.table:
            _keep_table(base, output)
    if chosen.json:
        print_json(report)
    else:
        _tell(adapted, output, len(judged))
    return 0


def _keep_table(base: Path, output: Path) -> None:
    """The very files of ``base``: rounded again, they would be another model to every index."""
    was, now = Layout(base), Layout(output)
    if base.resolve() != output.resolve():
        shutil.copyfile(was.weights, now.weights)
        shutil.copyfile(was.vocabulary, now.vocabulary)


def read_corpus(data: Path) -> tuple[list[House], list[Pair]]:
    """The documents held, and the pairs readers judged useful and are still held.

    A passage the reader of the same question found of no use is the pair's hard negative.
    Raises UserError where nothing was ingested.
    """
    path = data / "corpus.sqlite"
    if not path.exists():
        raise UserError(f"{data} 里还没有文件；请先导入：python -m scripts.ingest 路径")
    with Store(path) as store:
        rows = {row.passage.id: row for row in store.rows()}
    documents = [
        House(
            document,
            rows[first].title,
            [(" ".join(rows[each].path), rows[each].passage.text) for each in [first, *rest]],
        )
        for document, (first, *rest) in (
            (document, list(ids)) for document, ids in groupby(rows, key=document_of)
        )
    ]
    judged, useless = [], dict[str, PassageId]()
    said = list(FeedbackLog(data).read())
    useless.update({each.query: PassageId(each.passage) for each in said if not each.useful})
    for each in said:
        row = rows.get(PassageId(each.passage))
        if each.useful and row is not None:
            wrong = rows.get(useless.get(each.query, PassageId("")))
            hard = ((wrong.title, wrong.passage.text),) if wrong else ()
            title = " ".join((row.title, *row.path)).strip()
            judged.append(Pair(each.query, row.passage.text, title, row.passage.id, hard))
    return documents, list(dict.fromkeys(judged))


def _thesaurus() -> list[Pair]:
    rows = read_thesaurus([OWN_THESAURUS])
    return [Pair(everyday, official[0], key=everyday) for everyday, official in rows.items()]


def _tell(adapted: Adapted, output: Path, judged: int) -> None:
    for name, gain in adapted.gains.items():
        print(
            f"{_SETS[name]}：{gain.before:.3f} → {gain.after:.3f}"
            f"（{gain.queries} 题，差的 95 % 区间 {gain.low:+.3f} 到 {gain.high:+.3f}）"
        )
    if judged < SPANNED:
        print(f"读者认为有用的结果有 {judged} 条；满 {SPANNED} 条才从中学映射")
    if not adapted.better:
        print("没有证明更好，未保存；现用的编码器不变。")
        return
    print(f"{'、'.join(_kept(adapted))}更好，已写到 {output}")
    rebuild = "再运行 python -m scripts.build，" if adapted.table else ""
    print(f'启用：设置 encoder = "{output}"，{rebuild}重新启动服务')


def _kept(adapted: Adapted) -> list[str]:
    """What is better, in Chinese."""
    return ["词向量"] * adapted.table + ["从提问到答案的映射"] * adapted.bridge
