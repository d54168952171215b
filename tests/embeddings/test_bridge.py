"""The bridge: learned from pairs, it moves questions towards answers and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelUnavailable
from corpus.model import PassageId
from embeddings.bridge import FILE, Bridge, learn
from embeddings.encoder import Remembering, load_encoder
from embeddings.retriever import DenseRetriever
from embeddings.vectors import Vectors, unit_rows
from tests.fakes import HashEncoder, MemoryIndex


def directions(count: int, dimension: int = 12, seed: int = 1) -> Vectors:
    chance = np.random.default_rng(seed)
    return unit_rows(chance.standard_normal((count, dimension)).astype(np.float32))


def asked_about() -> tuple[Vectors, Vectors]:
    """Questions, and passages that lie a turn and a step away from them."""
    questions = directions(400)
    passages = unit_rows(np.roll(questions, 1, axis=1) + directions(1, seed=2))
    return questions, passages


def test_questions_are_moved_to_where_their_answers_lie() -> None:
    questions, passages = asked_about()
    bridge = learn([(questions[:300], passages[:300], 1.0)], ridge=1.0)
    asked, told = questions[300:], passages[300:]
    before = np.einsum("nd,nd->n", asked, told)
    after = np.einsum("nd,nd->n", bridge.crossed(asked), told)
    assert after.mean() > 0.9 > 0.5 > before.mean()
    assert np.allclose(np.linalg.norm(bridge.crossed(asked), axis=1), 1, atol=1e-6)


def test_what_is_held_back_moves_less() -> None:
    questions, passages = asked_about()
    sizes = [
        float(np.linalg.norm(learn([(questions, passages, 1.0)], ridge).matrix))
        for ridge in (1.0, 100.0, 1e9)
    ]
    assert sizes[0] > sizes[1] > sizes[2]
    still = learn([(questions, passages, 1.0)], ridge=1e9)
    assert np.allclose(still.crossed(questions), questions, atol=1e-3)


def test_a_lesson_counts_by_its_weight() -> None:
    questions, passages = asked_about()
    once = [(questions[:200], passages[:200], 2.0), (questions[200:], passages[200:], 1.0)]
    twice = [(questions[:200], passages[:200], 1.0)] * 2 + [(questions[200:], passages[200:], 1.0)]
    assert np.allclose(learn(once).matrix, learn(twice).matrix, atol=1e-5)


def test_what_was_known_stays_where_few_pairs_say_otherwise() -> None:
    questions, passages = asked_about()
    known = learn([(questions, passages, 1.0)])
    again = learn([(questions[:3], questions[3:6], 1.0)], known=known)
    few = np.abs(again.matrix - known.matrix).max()
    many = learn([(questions, np.roll(questions, 3, axis=0), 1.0)], known=known)
    assert 0 < few < np.abs(many.matrix - known.matrix).max()
    # nothing new to learn: the map is what it was, up to what holding back had cost it
    same = learn([(questions, known.crossed(questions), 1e-9)], known=known)
    assert np.allclose(same.matrix, known.matrix, atol=1e-4)


def test_a_question_of_which_nothing_is_known_stays_nothing() -> None:
    bridge = learn([(*asked_about(), 1.0)])
    assert not bridge.crossed(np.zeros((2, 12), np.float32)).any()


def test_it_is_kept_beside_the_model(tmp_path: Path) -> None:
    questions, passages = asked_about()
    bridge = learn([(questions, passages, 1.0)])
    assert Bridge.load(tmp_path, 12) is None
    bridge.save(tmp_path)
    again = Bridge.load(tmp_path, 12)
    assert again is not None
    assert np.allclose(again.crossed(questions), bridge.crossed(questions), atol=1e-3)
    with pytest.raises(ModelUnavailable, match="维数"):
        Bridge.load(tmp_path, 16)
    (tmp_path / FILE).write_bytes(b"no tensors")
    with pytest.raises(ModelUnavailable, match="读不出"):
        Bridge.load(tmp_path, 12)


def test_the_default_encoder_brings_one() -> None:
    encoder = load_encoder()
    assert encoder.bridge is not None
    assert Remembering(encoder).bridge is encoder.bridge
    asked, answer = "老板拖着工资不发怎么办", "用人单位应当按照约定及时足额支付劳动报酬。"
    question, passage = encoder.encode_queries([asked]), encoder.encode_passages([answer])[0]
    assert encoder.bridge.crossed(question)[0] @ passage > question[0] @ passage


def test_passages_are_looked_for_on_the_other_side() -> None:
    encoder, index = HashEncoder(), MemoryIndex()
    texts = ["工伤怎么认定", "公章谁来保管"]
    ids = [PassageId("a/p_1"), PassageId("b/p_1")]
    index.add(ids, encoder.encode_passages(texts))
    plain = DenseRetriever(index, encoder).search(texts[0], 2)
    assert [hit.passage_id for hit in plain] == ids
    # a bridge that sends every question to the second passage
    matrix = np.zeros((encoder.dimension + 1, encoder.dimension), np.float32)
    matrix[-1] = 100 * encoder.encode_passages(texts[1:])[0]
    encoder.bridge = Bridge(matrix)
    moved = DenseRetriever(index, encoder).search(texts[0], 2)
    assert [hit.passage_id for hit in moved] == ids[::-1]
    assert not DenseRetriever(index, encoder).search("", 2)
