"""``scripts.train --from-corpus``: documents and judgements in, a model out if it is better."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from corpus.storage.store import Store
from embeddings import adaptation
from embeddings.encoder import StaticEncoder
from embeddings.quantise import pack
from embeddings.static_model import StaticModel
from embeddings.vocabulary import Vocabulary
from scripts import train
from scripts.adapting import read_corpus
from service.feedback import FeedbackLog, Judgement
from tests.conftest import Built


@pytest.fixture
def tiny(built: Built, tmp_path: Path) -> Path:
    """A model that knows the characters of the samples and nothing of what they mean."""
    with Store(built.data / "corpus.sqlite") as store:
        texts = [passage.text for passage in store.iter_passages()]
    vocabulary = Vocabulary.counted(texts, size=2500, least=2)
    vectors = np.random.default_rng(3).standard_normal((len(vocabulary), 32), np.float32)
    StaticModel(vocabulary, pack(vectors), anchors=vectors[:4]).save(tmp_path / "tiny", {})
    return tmp_path / "tiny"


@pytest.mark.parametrize("better", [True, False])
def test_a_model_is_saved_if_it_is_better_and_only_then(
    built: Built,
    tiny: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    better: bool,
) -> None:
    monkeypatch.setattr(adaptation, "MOST_PASSES", 1)
    monkeypatch.setattr(adaptation, "is_better", lambda _: better)
    out = tmp_path / "adapted"
    words = ["--from-corpus", "--data", str(built.data), "--from", str(tiny), "-o", str(out)]
    assert train.main([*words, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert (report["better"], report["saved"]) == (better, str(out) if better else None)
    assert set(report["gains"]) == {"documents", "thesaurus"}
    assert report["pairs"]["sentence"] > 200
    assert out.exists() is better
    if better:
        assert StaticEncoder(out).dimension == 32
        assert json.loads((out / "config.json").read_text("utf-8"))["adaptation"] == report
    assert train.main(words) == 0
    assert ("更好，已写到" in capsys.readouterr().out) is better


def test_too_little_to_learn_from_is_said_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train.main(["--from-corpus", "--data", str(tmp_path)]) == 2
    assert "scripts.ingest" in capsys.readouterr().err
    with Store(tmp_path / "corpus.sqlite") as store:
        assert store.counts().documents == 0
    assert train.main(["--from-corpus", "--data", str(tmp_path)]) == 2
    assert "语料太少" in capsys.readouterr().err
    assert not (tmp_path / "encoder").exists()


def test_what_readers_judged_becomes_pairs_with_hard_negatives(
    built: Built, tmp_path: Path
) -> None:
    (tmp_path / "corpus.sqlite").write_bytes((built.data / "corpus.sqlite").read_bytes())
    documents, none = read_corpus(tmp_path)
    assert none == []
    assert len(documents) == 30
    with Store(tmp_path / "corpus.sqlite") as store:
        right, wrong, *_ = list(store.iter_passages())
    log = FeedbackLog(tmp_path)
    for passage, useful in ((right.id, True), (wrong.id, False), ("gone/p_1", True)):
        log.add(Judgement("谁负责", str(passage), useful, "000001", "2026-05-06"))
    _, (pair,) = read_corpus(tmp_path)
    assert (pair.question, pair.passage, pair.key) == ("谁负责", right.text, right.id)
    assert [text for _, text in pair.hard] == [wrong.text]
