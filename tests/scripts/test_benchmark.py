"""``scripts.benchmark`` and ``scripts.train`` run from end to end on next to nothing."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from scripts import benchmark, train
from service.generation import current

if TYPE_CHECKING:
    from tests.conftest import Built

LAW = "\n".join(
    f"第{number}条 各单位应当建立第{number}类台账，指定专人负责。台账每季度核对，有问题及时整改。"
    for number in "一二三四五六七八九"
)


def write(path: Path, rows: list[dict[str, object]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())


def test_a_benchmark_names_every_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    passages = LAW.split("\n")
    write(tmp_path / "corpus.jsonl", [{"id": n, "text": text} for n, text in enumerate(passages)])
    write(tmp_path / "queries.jsonl", [{"id": "q", "text": "谁来建台账"}])
    (tmp_path / "qrels.tsv").write_text("q\t1\t1\n")
    assert benchmark.main(["--benchmark", str(tmp_path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["passages"], found["queries"]) == (9, 1)
    assert {"encode passages/s", "encode p50 ms", "lexical p95 ms", "memory_mb at end"} <= set(
        found["figures"]
    )


def test_a_served_corpus_is_asked_over_http(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.txt"
    asked.write_text("第一责任人要做什么？\n\n两个维护是什么\n", "utf-8")
    arguments = ["--data", str(built.data), "--questions", str(asked), "--serve"]
    assert benchmark.main([*arguments, "--passages", "50", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["queries"] == 2
    stages = {"first look", "ranked", "all stages", "http search", "http ask", "http graph"}
    assert {f"{stage} p50 ms" for stage in stages} <= set(found["figures"])
    assert found["figures"]["http ask p95 ms"] >= found["figures"]["http ask p50 ms"] > 0
    assert found["figures"]["http start s"] > 0


def test_adding_is_timed_in_a_copy(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = current(built.data).id
    added = tmp_path / "台账办法.txt"
    added.write_text(f"台账管理办法\n\n{LAW}\n", "utf-8")
    arguments = ["--data", str(built.data), "--add", str(added), "--json"]
    assert benchmark.main(arguments) == 0
    taken = json.loads(capsys.readouterr().out)["figures"]
    assert set(taken) == {"add: ingest s", "add: build s", "add: answers s"}
    assert taken["add: answers s"] > taken["add: ingest s"] > 0
    assert current(built.data).id == before
    assert not list(built.data.parent.glob("wenmai-*"))


def test_what_is_not_there_cannot_be_added(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert benchmark.main(["--data", str(built.data), "--add", str(tmp_path / "没有.docx")]) == 2
    assert "没有.docx" in capsys.readouterr().err


def test_a_model_is_trained_saved_and_serves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "pairs").mkdir()
    write(tmp_path / "text" / "laws.jsonl.gz", [{"title": "台账管理办法", "text": LAW}])
    write(
        tmp_path / "pairs" / "reading_comprehension.jsonl.gz",
        [
            {"a": f"第{n}类台账谁管", "b": line, "source": "DRCD-dev"}
            for n, line in zip("一二三四五六七八九", LAW.split("\n"), strict=True)
        ],
    )
    arguments = ["--texts", tmp_path / "text", "--pairs", tmp_path / "pairs", "-o",
                 tmp_path / "m", "--own",
                 "--tokens", "300", "--dimension", "8", "--lsa", "2",
                 "--hold-out", "0.4"]  # fmt: skip
    assert train.main([*map(str, arguments), "--json"]) == 0
    said = capsys.readouterr()
    report = json.loads(said.out)
    assert report["hold_out"] == 0.4
    missing = {Path(each).name for each in report["files_not_found"]}
    assert {"legal_qa.jsonl.gz", "speeches.jsonl.gz"} <= missing
    assert "laws.jsonl.gz" not in missing
    assert all(f"没有找到 {each}" in said.err for each in report["files_not_found"])
    assert report["kept_back"]["DRCD-dev"]["queries"] >= 1
    config = json.loads((tmp_path / "m" / "config.json").read_text())
    assert config["training"] == report
    assert config["training"]["recipe"]["dimension"] == 8
    bridge = tmp_path / "m" / "bridge.safetensors"
    made = bridge.read_bytes()
    bridge.unlink()
    assert train.main([*map(str, arguments), "--only-bridge"]) == 0
    assert "映射学自" in capsys.readouterr().out
    assert bridge.read_bytes() == made
    assert train.main([*map(str, arguments)]) == 0
    told = capsys.readouterr().out
    assert f"没有学过的提问 DRCD-dev：{report['kept_back']['DRCD-dev']['queries']:.0f} 题" in told
    assert "scripts.build" in told
    assert bridge.read_bytes() == made


def test_where_no_model_can_be_written_nothing_is_trained(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "laws.jsonl.gz", [{"title": "台账管理办法", "text": LAW}])
    taken = tmp_path / "taken"
    taken.write_text("")
    arguments = ["--texts", tmp_path, "--pairs", tmp_path, "-o", taken]
    assert train.main(list(map(str, arguments))) == 2
    assert str(taken) in capsys.readouterr().err
