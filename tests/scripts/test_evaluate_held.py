"""``scripts.evaluate`` on what is held: look-ups, and our own questions kept for measuring."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from corpus.storage.store import Store
from embeddings.own import digest_of, is_kept
from scripts.evaluate import main
from service.generation import current
from service.lookup_trials import Sought, Trial, look_up, sample
from tests.fakes import shipped

if TYPE_CHECKING:
    from tests.conftest import Built


def report(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_what_is_looked_up_is_among_the_first_ten(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(built.data))
    found = report(capsys, "--lookups", "90", *data)
    kinds = found["by_kind"]
    assert kinds.keys() == {
        "文件名", "名称 第N条", "名称N条", "第N条 名称", "“原文”", "原文",
        "多处同文，只列一条", "新旧版本同文，现行在前",
    }  # fmt: skip
    assert sum(one["asked"] for one in kinds.values()) == found["asked"] <= 90
    assert found["missed"] == []
    assert found["first"] <= found["met"] == found["asked"] > 60
    assert report(capsys, "--lookups", "90", *data) == found  # the same seed
    assert main(["--lookups", "20", "--seed", "8", *data]) == 0
    assert "全部：查 20 次，查到 20 次（100.0%）" in capsys.readouterr().out


def test_what_is_missed_is_told(built: Built) -> None:
    library = built.librarian.current()
    there = sample(library, 6, seed=1)[0]
    nowhere = Sought("文件名", "没有人写过的办法", lambda _: None)
    found: Trial = look_up(library, [there, nowhere])
    told = found.as_json()
    assert (told["asked"], told["met"]) == (2, 1)
    assert told["missed"] == [{"kind": "文件名", "text": "没有人写过的办法"}]


def test_kept_questions_are_asked_of_their_documents_and_of_all(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(current(built.data).corpus, readonly=True) as store:
        kinds = {one.id: one.kind for one in store.descriptions()}
        ended = built.librarian.current().measured[1].ended()
        rows = [
            (row.passage, row.title)
            for row in store.rows(kinds.keys() - ended)
            if is_kept(digest_of(row.passage.text)) and len(row.passage.text) > 30
        ]
    own = tmp_path / "own"
    own.mkdir()
    questions = [
        {"question": passage.text[8:26], "document": title, "section": "", "passage": passage.text}
        for passage, title in rows
    ]
    lines = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in questions)
    (own / "questions.jsonl").write_text(lines, "utf-8")
    asked = ("--own", str(own), "--data", str(built.data), "--texts", str(tmp_path))
    gains = tmp_path / "gains.jsonl"
    found = report(capsys, *asked, "--differences", str(gains))
    near, far = found["documents"], found["held"]
    assert near["queries"] == far["queries"] == len(rows) > 3
    assert near["passages"] < far["passages"]
    assert near["runs"].keys() == {"lexical", "dense", "translation", "plain", "fused"}
    assert far["runs"].keys() == {"lexical", "dense", "fused", "shown"}
    assert near["runs"]["fused"]["R@10"] == far["runs"]["shown"]["R@10"] == 1.0
    assert len(gains.read_text("utf-8").splitlines()) == len(rows)
    one = kinds[rows[0][0].document_id]
    some = report(capsys, *asked, "--kind", one)
    assert 0 < some["documents"]["queries"] < len(rows)
    assert main([*asked, "--limit-queries", "2"]) == 0
    assert "2 条查询" in capsys.readouterr().out
    # by models of one's own over the same documents; what is held is not indexed by them
    models = shipped(tmp_path / "models")
    by_models = report(capsys, *asked, "--models", str(models))
    assert by_models.keys() == {"documents"}
    assert by_models["documents"]["runs"] == near["runs"]
    assert main([*asked, "--models", str(models), str(models)]) == 2
    assert "只给一个目录" in capsys.readouterr().err


def test_own_questions_about_nothing_held_are_the_users_error(
    built: Built, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(built.data))
    assert main(["--own", str(tmp_path), *data]) == 2
    assert "--texts" in capsys.readouterr().err
    assert main(["--own", str(tmp_path), *data, "--texts", str(tmp_path)]) == 2
    assert "没有这些问题所问的文件" in capsys.readouterr().err


def test_joined_lines_are_read_again_and_counted(
    built: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", str(built.data))
    found = report(capsys, "--flattened", "2", *data)
    assert found["by_kind"].keys() == {"连写", "空格"}
    rules = {"wanted": 85, "found": 85, "deep": 85, "false": 0}  # of two sample rules
    assert found["documents"]["rule"] == 2
    assert [found["by_kind"][joint]["rule"] for joint in ("连写", "空格")] == [rules, rules]
    again = [one for one in found["failures"] if "多识别" in one[1]]
    tallies = [one for kinds in found["by_kind"].values() for one in kinds.values()]
    assert len(again) == sum(one["false"] for one in tallies) > 0
    assert main(["--flattened", "2", "--failures", *data]) == 0
    assert "个序号，找回 " in capsys.readouterr().out
