"""``scripts.evaluate --benchmark``: a folder's many spellings, its JSON, its errors, its models."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from embeddings.pairs import in_fold
from scripts.evaluate import main
from tests.fakes import shipped

PASSAGES = {
    "p1": ("印章管理办法", "使用印章应当事先登记，由部门负责人签字。"),
    "p2": ("印章管理办法", "印章由办公室指定专人保管。"),
    "p3": ("差旅费管理规定", "出差乘坐火车的，按二等座标准报销。"),
    "p4": ("差旅费管理规定", "住宿费在限额内凭发票报销。"),
    "p/5": ("", "食堂每日公示菜品和价格。"),
}
QUERIES = {"q1": "使用印章应当事先登记", "q2": "住宿费凭发票报销", "q3": "没有标注的问题"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "mine", "id", "q1\tp1\t1\nq2\tp4\t2\nq2\tp/5\t0\n")


def write(folder: Path, key: str, judged: str, *, zipped: bool = False) -> Path:
    folder.mkdir()
    corpus = lines(
        {key: each, "title": title, "text": text} for each, (title, text) in PASSAGES.items()
    )
    queries = lines({key: each, "text": text} for each, text in QUERIES.items())
    if zipped:
        (folder / "corpus.jsonl.gz").write_bytes(gzip.compress(corpus.encode()))
    else:
        (folder / "corpus.jsonl").write_text(corpus)
    (folder / "queries.jsonl").write_text(queries)
    (folder / "qrels.tsv").write_text(judged)
    return folder


def lines(rows: Iterable[object]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_json_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = report(capsys, "--benchmark", str(folder))
    assert list(found) == ["benchmark", "passages", "queries", "runs", "seconds"]
    assert (found["benchmark"], found["passages"], found["queries"]) == ("mine", 5, 2)
    runs = found["runs"]
    assert isinstance(runs, dict)
    assert set(runs) >= {"lexical", "dense", "fused"}
    for values in runs.values():
        assert list(values) == ["nDCG@10", "R@10", "R@100", "RR@10"]
    # the very words of the passage: found first by all
    assert runs["lexical"]["nDCG@10"] == runs["fused"]["nDCG@10"] == 1.0
    assert found["seconds"].keys() == {"index", "query_p50", "query_p95"}


@pytest.mark.parametrize(
    ("key", "judged", "zipped"),
    [
        # BEIR's spelling: _id, a header, a gzipped corpus
        ("_id", "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp4\t1\n", True),
        # TREC's: four columns, blanks between
        ("id", "q1 0 p1 1\nq2 0 p4 1\n", False),
    ],
)
def test_other_spellings_of_a_benchmark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, judged: str, zipped: bool
) -> None:
    found = report(capsys, "--benchmark", str(write(tmp_path / "b", key, judged, zipped=zipped)))
    assert found["queries"] == 2
    assert found["runs"]["lexical"]["RR@10"] == 1.0


def test_fewer_queries_and_a_table_to_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--benchmark", str(folder), "--limit-queries", "1"]) == 0
    table = capsys.readouterr().out
    assert "5 个段落，1 条查询" in table
    assert "nDCG@10" in table
    assert "fused" in table


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("qrels.tsv", None, "qrels.tsv"),
        ("qrels.tsv", "q1\tp1\t1\nq2\tp4\tgood\n", "第 2 行"),
        ("corpus.jsonl", '{"id": "p1", "text": "一"}\n{"text": "二"}\n', "第 2 行"),
        ("queries.jsonl", "not json\n", "第 1 行"),
    ],
)
def test_a_broken_benchmark_is_the_users_error(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | None, said: str
) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_text(content)
    assert main(["--benchmark", str(folder)]) == 2
    assert said in capsys.readouterr().err


def test_every_query_s_gain_goes_to_a_file_the_worst_first(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    into = tmp_path / "gains.jsonl"
    assert main(["--benchmark", str(folder), "--differences", str(into)]) == 0
    told = capsys.readouterr().out
    assert "fused 比词语检索 nDCG@10 +0.000（95 % 区间 +0.000 到 +0.000）" in told
    rows = [json.loads(line) for line in into.read_text("utf-8").splitlines()]
    assert [row["query"] for row in rows] == ["q1", "q2"]
    assert rows[0]["text"] == QUERIES["q1"]
    assert rows[0]["relevant"] == ["p1"]
    assert rows[0]["first_rank"]["lexical"] == rows[0]["first_rank"]["fused"] == 1
    assert rows[0]["nDCG@10"].keys() == {"lexical", "dense", "translation", "plain", "fused"}
    assert [row["gain"] for row in rows] == sorted(row["gain"] for row in rows)


def test_models_of_one_s_own_are_measured_as_the_shipped_ones_are(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = report(capsys, "--benchmark", str(folder))
    own = report(capsys, "--benchmark", str(folder), "--models", str(shipped(tmp_path / "m")))
    assert own["runs"] == asked["runs"]


def test_each_question_is_asked_of_the_models_that_have_not_seen_it(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    # q1 goes by its own wording, q2 by the passage it was asked of
    own_part = int(in_fold(QUERIES["q1"], (1, 2)))
    passage = next(key for key in map(str, range(99)) if in_fold(key, (own_part, 2)))
    pairs = tmp_path / "pairs"
    pairs.mkdir()
    row = {"a": QUERIES["q2"], "b": passage, "source": "DRCD-dev"}
    (pairs / "reading_comprehension.jsonl.gz").write_bytes(gzip.compress(lines([row]).encode()))
    seen = [tmp_path / "0", tmp_path / "1"]
    shipped(seen[own_part])
    asked = ("--benchmark", str(folder), "--pairs", str(pairs), "--models", *map(str, seen))
    found = report(capsys, *asked)
    assert (found["queries"], found["runs"]["fused"]["nDCG@10"]) == (2, 1.0)
    # by its wording q2 may be the other part's, whose models are not there
    (pairs / "reading_comprehension.jsonl.gz").write_bytes(gzip.compress(b""))
    other = in_fold(QUERIES["q2"], (1 - own_part, 2))
    assert (main(list(asked)) == 0) is not other
    assert main(["--benchmark", str(folder), "--models", str(seen[0]), str(seen[1])]) == 2
    assert "--pairs" in capsys.readouterr().err
