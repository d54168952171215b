"""What is kept of a lexicon is that lexicon, and is not read where anything has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadLexicon
from graph.lexicon.compiled import Compiled, compiled_lexicon
from graph.lexicon.loader import load_lexicon
from graph.review.model import Decision, Wording

OWN = """
old-way:
  label: 旧做法
  kind: task
  source: 自编
  replaced_by: {concept: two-safeguards, since: 2018}
"""


def decided(label: str) -> Decision:
    said = (Wording(label=label, kind="task"),)
    return Decision(n=1, action="approve", by="甲", at="2026-01-01", candidate=label, wordings=said)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text(OWN, "utf-8")
    return tmp_path / "own"


def test_what_is_kept_is_what_was_read(tmp_path: Path, own: Path) -> None:
    lexicon = load_lexicon([own])
    want = Compiled(tuple(lexicon.concepts.values()), lexicon.fingerprint)
    file = tmp_path / "kept" / "lexicon.json"
    assert compiled_lexicon([own], (), file) == want
    assert compiled_lexicon([own], (), file) == want
    # The second time it came from the file.
    file.write_text(file.read_text("utf-8").replace("旧做法", "老做法"), "utf-8")
    assert "老做法" in {one.label for one in compiled_lexicon([own], (), file).concepts}


def test_whatever_changes_is_read_again(tmp_path: Path, own: Path) -> None:
    file = tmp_path / "lexicon.json"

    def labels(*decisions: Decision) -> set[str]:
        return {one.label for one in compiled_lexicon([own], decisions, file).concepts}

    assert "旧做法" in labels()
    (own / "own.yaml").write_text(OWN.replace("旧做法", "旧办法"), "utf-8")
    assert "旧办法" in labels()
    assert "新词语" in labels(decided("新词语"))
    assert "新词语" not in labels()
    (own / "more.yaml").write_text("broken", "utf-8")
    with pytest.raises(BadLexicon, match=r"more\.yaml"):
        labels()


@pytest.mark.parametrize("written", [b"", b"[]", b'{"key": 1}', b"\xff\xfe"])
def test_a_spoilt_file_is_made_anew(tmp_path: Path, written: bytes) -> None:
    file = tmp_path / "lexicon.json"
    file.write_bytes(written)
    assert len(compiled_lexicon((), (), file).concepts) > 1000
    assert len(file.read_bytes()) > 100_000


def test_a_folder_that_cannot_be_written_costs_a_second(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert compiled_lexicon((), (), tmp_path / "file" / "lexicon.json").concepts
