"""The default model's arithmetic, its files, and models of other makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from corpus.errors import ModelUnavailable
from embeddings import encoder as encoders
from embeddings.encoder import Remembering, StaticEncoder, load_encoder, passage_input
from embeddings.quantise import pack, unpack
from embeddings.static_model import StaticModel, fingerprint
from embeddings.vectors import Vectors
from embeddings.vocabulary import Vocabulary

LINES = [
    "集团党委每季度听取一次安全生产情况汇报。",
    "项目超概算百分之十的，应当重新报批。",
    "分公司不得擅自对外提供担保。",
    "ERP系统2024年上线",
    "",
    "，。",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    vocabulary = Vocabulary.counted(LINES, size=200, least=1)
    vectors = np.random.default_rng(3).standard_normal((len(vocabulary), 16), np.float32)
    made = tmp_path_factory.mktemp("model")
    model = StaticModel(vocabulary, pack(vectors), anchors=vectors[:4], damping=0.6)
    model.save(made, {"name": "tiny"})
    return made


def test_packing_keeps_every_number_within_half_a_step() -> None:
    vectors = np.random.default_rng(1).standard_normal((50, 10), np.float32)
    vectors[7] = 0
    packed = pack(vectors)
    steps = np.abs(vectors).max(axis=1, keepdims=True) / 7
    assert packed.rows.shape == (50, 5)
    assert np.all(np.abs(unpack(packed) - vectors) <= steps * 0.51 + 1e-6)


def test_an_odd_dimension_is_refused() -> None:
    with pytest.raises(ValueError, match="must be even"):
        pack(np.ones((2, 3), np.float32))


def test_a_vector_is_the_sum_of_its_tokens_brought_to_length_one(folder: Path) -> None:
    model = StaticModel.load(folder)
    line = "安全生产，安全第一，安全"
    times = Counter(model.vocabulary.bags([line]).rows.tolist())
    assert max(times.values()) == 3  # 安全
    total = sum(count**0.6 * unpack(model.packed)[row] for row, count in times.items())
    assert model.encode([line])[0] == pytest.approx(total / np.linalg.norm(total), abs=1e-6)


def test_a_model_from_before_damping_counts_each_token_each_time(
    folder: Path, tmp_path: Path
) -> None:
    model = StaticModel.load(folder)
    plain = StaticModel(model.vocabulary, model.packed)
    plain.save(tmp_path, {})
    tensors = load_file(tmp_path / "model.safetensors")
    del tensors["damping"]
    save_file(tensors, tmp_path / "model.safetensors")
    line = "安全生产，安全第一，安全"
    total = unpack(model.packed)[model.vocabulary.bags([line]).rows].sum(axis=0)
    vector = StaticModel.load(tmp_path).encode([line])[0]
    assert vector == pytest.approx(total / np.linalg.norm(total), abs=1e-6)


def test_a_text_has_the_same_vector_alone_and_in_company(folder: Path) -> None:
    model = StaticModel.load(folder)
    together = model.encode(LINES * 50)
    for place, line in enumerate(LINES):
        # Bit for bit: or an index grown would not be the one made at once.
        assert np.array_equal(model.encode([line])[0], together[place])


def test_a_text_without_tokens_has_a_vector_of_zeros(folder: Path) -> None:
    vectors = StaticModel.load(folder).encode(LINES)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1, 1, 0, 0], abs=1e-6)
    assert StaticModel.load(folder).encode([]).shape == (0, 16)


def test_the_same_vectors_through_sentence_transformers(folder: Path) -> None:
    from embeddings.static_module import as_sentence_transformer

    theirs = as_sentence_transformer(folder).encode(LINES)
    assert np.abs(theirs - StaticModel.load(folder).encode(LINES)).max() < 1e-6


def test_a_saved_model_is_an_encoder_by_its_path(folder: Path) -> None:
    encoder = load_encoder(str(folder))
    assert isinstance(encoder, StaticEncoder)
    assert encoder.dimension == 16
    assert encoder.fingerprint == fingerprint(folder)
    assert encoder.anchors is not None
    assert encoder.anchors.shape == (4, 16)
    assert np.array_equal(encoder.encode_queries(LINES), encoder.encode_passages(LINES))


def test_a_question_is_encoded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(StaticEncoder):
        asked: ClassVar[list[str]] = []

        def encode_queries(self, texts: Sequence[str]) -> Vectors:
            self.asked.extend(texts)
            return super().encode_queries(texts)

    plain = Counting(folder)
    kept = Remembering(plain)
    asked = ["安全生产", "责任", "安全生产"]
    expected = StaticEncoder(folder).encode_queries(asked)
    assert np.array_equal(kept.encode_queries(asked), expected)
    assert np.array_equal(kept.encode_queries(["责任"])[0], expected[1])
    assert plain.asked == ["安全生产", "责任"]
    assert kept.encode_queries([]).shape == (0, plain.dimension)
    assert np.array_equal(kept.encode_passages(asked), expected)
    # more than are kept are forgotten, and encoded anew
    monkeypatch.setattr(encoders, "QUESTIONS_KEPT", 1)
    assert np.array_equal(kept.encode_queries(["安全"]), plain.encode_queries(["安全"]))
    assert np.array_equal(kept.encode_queries(["责任"])[0], expected[1])
    assert plain.asked.count("责任") == 2


def test_the_fingerprint_changes_with_the_weights(folder: Path, tmp_path: Path) -> None:
    model = StaticModel.load(folder)
    StaticModel(model.vocabulary, pack(unpack(model.packed)[::-1].copy())).save(tmp_path, {})
    assert fingerprint(tmp_path) != fingerprint(folder)


@pytest.mark.parametrize("spoil", ["model.safetensors", "vocabulary.txt"])
def test_a_spoilt_model_is_named_with_a_way_out(folder: Path, tmp_path: Path, spoil: str) -> None:
    for path in folder.iterdir():
        content = path.read_bytes()
        (tmp_path / path.name).write_bytes(content[:40] if path.name == spoil else content)
    with pytest.raises(ModelUnavailable, match=r"scripts\.train"):
        StaticEncoder(tmp_path)


@pytest.mark.parametrize(
    ("title", "path", "text", "expected"),
    [
        ("办法", ("第二章", "第五条"), "报送材料。", "办法\n第二章 第五条\n报送材料。"),
        # nothing is put where there is nothing
        ("", (), "报送材料。", "报送材料。"),
        ("办法", (), "报送材料。", "办法\n报送材料。"),
    ],
)
def test_what_is_encoded_for_a_passage(
    title: str, path: tuple[str, ...], text: str, expected: str
) -> None:
    assert passage_input(title, path, text) == expected


def test_the_shipped_model_is_light_and_knows_its_trade() -> None:
    encoder = load_encoder("default")
    folder = Path(__file__).parent.parent.parent / "embeddings" / "model"
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 25_000_000
    assert encoder.dimension == 512
    question, right, wrong = encoder.encode_passages(
        [
            "老板拖着不发工资怎么办",
            "用人单位应当按照约定及时足额支付劳动报酬。",
            "博物馆应当向社会公布藏品目录。",
        ]
    )
    assert question @ right > question @ wrong + 0.2
