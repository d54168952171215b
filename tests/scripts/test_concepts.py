"""The lexicon by its command: checked, listed, shown; the shipped files are sound."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scripts import concepts


def test_the_shipped_lexicon_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert concepts.main(["validate", "--data", str(tmp_path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["concepts"] == sum(told["kinds"].values()) <= told["forms"]


def test_an_own_folder_is_laid_over_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = tmp_path / "lexicon"
    own.mkdir()
    (own / "own.yaml").write_text(
        "own/三清单: {label: 三张清单, kind: shorthand, expansion: [甲清单, 乙清单, 丙清单]}",
        "utf-8",
    )
    assert concepts.main(["show", "三张“清单”", "--data", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("三张清单（数字缩略语）  own/三清单\n  1. 甲清单")
    assert f"定义于：{own / 'own.yaml'}:1" in said


@pytest.mark.parametrize("name", ["两个维护", "two-safeguards"])
def test_a_concept_is_shown_by_its_id_or_a_name(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert concepts.main(["show", name, "--data", str(tmp_path), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == "two-safeguards"
    assert len(shown["expansion"]) == 2


def test_a_list_may_be_of_one_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert concepts.main(["list", "--kind", "shorthand", "--data", str(tmp_path)]) == 0
    *rows, total = capsys.readouterr().out.splitlines()
    assert "two-safeguards  数字缩略语  两个维护" in rows
    assert total == f"共 {len(rows)} 个"


def test_mistakes_are_one_sentence_and_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert concepts.main(["show", "没有的概念", "--data", str(tmp_path)]) == 2
    assert "没有概念 没有的概念" in capsys.readouterr().err
    bad = tmp_path / "bad"
    bad.mkdir()
    (bad / "a.yaml").write_text("a: {label: 甲乙}", "utf-8")
    assert concepts.main(["validate", str(bad), "--data", str(tmp_path)]) == 2
    assert "a 缺 kind" in capsys.readouterr().err
    (bad / "a.yaml").write_text("a: {label: 甲乙丙丁, kind: term}", "utf-8")
    assert concepts.main(["validate", str(bad), "--data", str(tmp_path)]) == 2
    assert f"{bad / 'a.yaml'}:1：a 缺 source" in capsys.readouterr().err
    (bad / "a.yaml").write_text("a: {label: 甲乙丙丁, kind: term, source: 《同志们：》}", "utf-8")
    assert concepts.main(["validate", str(bad), "--data", str(tmp_path)]) == 2
    assert f"{bad / 'a.yaml'}:1：a 的 source 是称呼语" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_of_an_own_file_is_one(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[2] / name).read_text("utf-8")
    example = re.search(r"```yaml\n(own/.*?)```", page, re.DOTALL)
    assert example
    (tmp_path / "own.yaml").write_text(example[1], "utf-8")
    assert concepts.main(["validate", str(tmp_path), "--data", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("词表无误")
