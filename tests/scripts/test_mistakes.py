"""A user's mistake, whatever the command: exit 2 and one sentence on stderr."""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import Any

import pytest

from scripts import ask, build, documents, evaluate, generations, ingest, search, serve, train

ALIEN = os.fsdecode(b"\xff\xfe")  # what the shell hands over for bytes that are no UTF-8


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (ingest, []),
        (ingest, [""]),  # "$FOLDER" where no FOLDER is set
        (ingest, ["nowhere"]),
        (ingest, [ALIEN]),
        (ingest, [".", "--kind", "novel"]),
        (ingest, [".", "--issued", "2024-02-30"]),
        (build, []),
        (build, ["--data", ""]),
        (documents, []),
        (documents, ["list"]),
        (documents, ["show", ALIEN]),
        (documents, ["withdraw", "d0"]),
        (generations, ["publish", "9"]),
        (generations, ["publish", "²"]),
        (generations, ["check", "9"]),
        (generations, ["prune", "--keep", "x"]),
        (search, [""]),
        (search, [ALIEN]),
        (search, ["x", "--limit", "0"]),
        (search, ["x", "--limit", "１０１"]),
        (ask, ["x", "--as-of", "2024-02-30"]),
        (ask, [ALIEN, "--json"]),
        (serve, ["--port", "0"]),
        (evaluate, ["--benchmark", "nowhere"]),
        (evaluate, ["--benchmark", ".", "--limit-queries", "0"]),
        (train, ["--texts", "", "--pairs", ".", "-o", "model"]),
        (train, ["--texts", ".", "--pairs", ".", "-o", "model"]),  # no text it knows
    ],
)
def test_one_sentence(
    command: Any,
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        code = command.main(arguments)
    except SystemExit as stopped:
        code = stopped.code
    assert code == 2
    (said,) = capsys.readouterr().err.splitlines()
    assert len(said) < 400


ROW = '{"id": "p", "text": "甲"}\n'


@pytest.mark.parametrize(
    ("corpus", "queries", "judged"),
    [
        # nothing judged, nothing to find, no id, no JSON, no UTF-8, no gzip
        (ROW, '{"id": "q", "text": "甲"}', "query-id\tcorpus-id\tscore\n"),
        ("", '{"id": "q", "text": "甲"}', "q\tp\t1\n"),
        ('{"text": "甲"}', '{"id": "q", "text": "甲"}', "q\tp\t1\n"),
        (ROW, "{broken", "q\tp\t1\n"),
        (ROW, "[1]", "q\tp\t1\n"),
        (b"\xff\xfe\n", '{"id": "q", "text": "甲"}', "q\tp\t1\n"),
        (ROW, '{"id": "q", "text": "甲"}', "q\tp\tmuch\nq\tp\tmore\n"),
        (gzip.compress(b"x" * 99, mtime=0)[:-9], '{"id": "q", "text": "甲"}', "q\tp\t1\n"),
    ],
)
def test_a_benchmark_that_is_none(
    corpus: str | bytes,
    queries: str,
    judged: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    content = corpus.encode() if isinstance(corpus, str) else corpus
    name = "corpus.jsonl.gz" if content[:2] == b"\x1f\x8b" else "corpus.jsonl"
    (tmp_path / name).write_bytes(content)
    (tmp_path / "queries.jsonl").write_text(queries, "utf-8")
    (tmp_path / "qrels.tsv").write_text(judged, "utf-8")
    assert evaluate.main(["--benchmark", str(tmp_path)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
