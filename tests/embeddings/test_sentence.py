"""Models of other makes: prompts, pooling, length, offline failure, and the cross-encoder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules import Transformer
from sentence_transformers.sentence_transformer.modules import (
    Normalize,
    Pooling,
    StaticEmbedding,
)
from tokenizers import Tokenizer, models, pre_tokenizers
from tokenizers.processors import TemplateProcessing
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    BertModel,
    BertTokenizer,
    PreTrainedTokenizerFast,
    Qwen3Config,
    Qwen3Model,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
    XLMRobertaModel,
    XLMRobertaTokenizer,
)

from corpus.errors import ModelUnavailable
from embeddings.cross_encoder import CrossScorer, load_cross_encoder
from embeddings.encoder import load_encoder
from embeddings.families import family_of
from embeddings.local_models import LONGEST_TOKENS

LINES = ["集团党委每季度听取一次安全生产情况汇报。", "分公司不得擅自对外提供担保。"]
CHARACTERS = sorted(set("".join(LINES) + "为这个句子生成表示以用于检索相关文章：问query passage:"))


def tiny_bert(folder: Path, *, labels: int = 0, positions: int = 64) -> Path:
    """A BERT of one layer over the characters of the lines, random but always the same."""
    folder.mkdir(parents=True, exist_ok=True)
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *(char for char in CHARACTERS if char != " "),
    ]
    (folder / "vocab.txt").write_text("\n".join(words) + "\n", "utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=positions,
    )
    config.num_labels = labels or 2
    kind: Any = BertForSequenceClassification if labels else BertModel
    model = kind(config)
    model.save_pretrained(folder)
    BertTokenizer(str(folder / "vocab.txt"), model_max_length=positions).save_pretrained(folder)
    return folder


def packaged(folder: Path, pooling: str, **options: Any) -> Path:
    """The tiny BERT as sentence-transformers saves a model, with its pooling."""
    body = Transformer(str(tiny_bert(folder / "bare")))
    pool = Pooling(body.get_embedding_dimension(), pooling_mode=pooling)
    made = SentenceTransformer(modules=[body, pool], device="cpu", **options)
    made.save(str(folder / "whole"), create_model_card=False)
    return folder / "whole"


def tiny_xlm_roberta(folder: Path, *, labels: int = 0) -> Path:
    """An XLM-RoBERTa of one layer, as bge-m3 and its reranker are: sentencepiece's unigram
    pieces under marks, and room for more tokens than anybody should give it.
    """
    pieces = [(char, -6.0) for char in CHARACTERS if char != " "]
    known = [*(("安全生产", -7.0), ("情况", -7.5), ("▁", -3.0)), *pieces, ("<mask>", 0.0)]
    marks = [(mark, 0.0) for mark in ("<s>", "<pad>", "</s>", "<unk>")]
    XLMRobertaTokenizer(vocab=[*marks, *known], model_max_length=2_000).save_pretrained(folder)
    torch.manual_seed(7)
    config = XLMRobertaConfig(
        vocab_size=len(marks) + len(known),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=2_002,  # they begin behind the place of padding
        type_vocab_size=1,
    )
    config.num_labels = labels or 2
    kind: Any = XLMRobertaForSequenceClassification if labels else XLMRobertaModel
    kind(config).save_pretrained(folder)
    return folder


def tiny_qwen3(folder: Path) -> Path:
    """A Qwen3 of one layer as its embedding models are shipped: padded on the left, and every
    text closed by a mark whose state stands for it.
    """
    known = {char: row for row, char in enumerate(["[UNK]", "[PAD]", "[END]", *CHARACTERS])}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = TemplateProcessing(single="$A [END]", special_tokens=[("[END]", 2)])
    fast: Any = PreTrainedTokenizerFast
    fast(
        tokenizer_object=tokenizer,
        unk_token="[UNK]",
        pad_token="[PAD]",
        eos_token="[END]",
        padding_side="left",
        model_max_length=32_768,
    ).save_pretrained(folder)
    torch.manual_seed(7)
    config = Qwen3Config(
        vocab_size=len(known),
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=8,
        pad_token_id=1,
        eos_token_id=2,
    )
    Qwen3Model(config).save_pretrained(folder)
    return folder


@pytest.mark.parametrize(
    ("name", "query", "passage", "pooling"),
    [
        ("BAAI/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", "", "cls"),
        ("/srv/models/bge-large-zh", "为这个句子生成表示以用于检索相关文章：", "", "cls"),
        # m3 was trained without instructions
        ("BAAI/bge-m3", "", "", "cls"),
        ("intfloat/multilingual-e5-small", "query: ", "passage: ", "mean"),
        # "e5" inside another word is no E5
        ("house/modele5x", "", "", "mean"),
        ("moka-ai/m3e-base", "", "", "mean"),
        ("C:\\models\\Qwen3-Embedding-0.6B", "Instruct: Given", "", "lasttoken"),
        ("default", "", "", "mean"),
    ],
)
def test_what_a_family_wants(name: str, query: str, passage: str, pooling: str) -> None:
    family = family_of(name)
    assert family.query.startswith(query)
    assert bool(family.query) == bool(query)
    assert (family.passage, family.pooling) == (passage, pooling)


def test_the_prompts_of_a_model_are_its_own(tmp_path: Path) -> None:
    path = packaged(tmp_path / "bge-tiny-zh", "mean", prompts={"query": "问：", "document": ""})
    encoder = load_encoder(str(path))
    theirs = SentenceTransformer(str(path), device="cpu")
    asked = theirs.encode(["问：" + LINES[0]], normalize_embeddings=True)
    assert encoder.encode_queries(LINES[:1])[0] == pytest.approx(asked[0], abs=1e-5)
    told = theirs.encode(LINES, normalize_embeddings=True)
    assert np.abs(encoder.encode_passages(LINES) - told).max() < 1e-5


def test_a_model_without_prompts_gets_those_of_its_family(tmp_path: Path) -> None:
    encoder = load_encoder(str(packaged(tmp_path / "bge-small-zh-v1.5", "cls")))
    theirs = SentenceTransformer(str(tmp_path / "bge-small-zh-v1.5" / "whole"), device="cpu")
    prompt = family_of("bge-small-zh-v1.5").query
    asked = theirs.encode([prompt + line for line in LINES], normalize_embeddings=True)
    assert np.abs(encoder.encode_queries(LINES) - asked).max() < 1e-5
    alone = encoder.encode_queries(LINES[:1])
    assert alone[0] == pytest.approx(asked[0], abs=1e-5)


def test_a_bare_checkpoint_is_pooled_as_its_family_is(tmp_path: Path) -> None:
    bare = tiny_bert(tmp_path / "bge-tiny-zh")
    encoder = load_encoder(str(bare))
    whole = SentenceTransformer(str(packaged(tmp_path / "same", "cls")), device="cpu")
    expected = whole.encode(LINES, normalize_embeddings=True)
    assert np.abs(encoder.encode_passages(LINES) - expected).max() < 1e-5
    other = load_encoder(str(tiny_bert(tmp_path / "plain")))  # no family: the mean
    assert np.abs(other.encode_passages(LINES) - expected).max() > 1e-3
    assert other.fingerprint != encoder.fingerprint


@pytest.mark.parametrize(
    ("prompts", "asked", "told"),
    [
        ({"search_query": "问：", "search_document": "query"}, "问：", "query"),
        ({"s2p_query": "问：", "s2s_query": "关"}, "问：", ""),
        ({"query": "", "passage": "passage:"}, "", "passage:"),
        ({"clustering": "关"}, "", ""),
    ],
)
def test_prompts_are_known_by_the_names_other_houses_give_them(
    tmp_path: Path, prompts: dict[str, str], asked: str, told: str
) -> None:
    path = packaged(tmp_path / "bge-tiny-zh", "mean", prompts=prompts)
    encoder = load_encoder(str(path))
    theirs = SentenceTransformer(str(path), device="cpu")
    for encode, prompt in ((encoder.encode_queries, asked), (encoder.encode_passages, told)):
        expected = theirs.encode([prompt + line for line in LINES], normalize_embeddings=True)
        assert np.abs(encode(LINES) - expected).max() < 1e-5


def test_a_qwen3_is_asked_by_instruction_and_read_at_its_last_token(tmp_path: Path) -> None:
    path = tiny_qwen3(tmp_path / "Qwen3-Embedding-0.6B")
    encoder: Any = load_encoder(str(path))
    assert encoder._model.max_seq_length == LONGEST_TOKENS
    body: Any = Qwen3Model.from_pretrained(path)
    body.eval()
    tokenizer: Any = PreTrainedTokenizerFast.from_pretrained(path)

    def last(text: str) -> Any:
        with torch.no_grad():
            state = body(**tokenizer(text, return_tensors="pt")).last_hidden_state[0, -1]
        return (state / state.norm()).numpy()

    # texts of unlike length, so that one of a batch is padded
    texts = [*LINES, "安全"]
    for got, text in zip(encoder.encode_passages(texts), texts, strict=True):
        assert got == pytest.approx(last(text), abs=1e-5)
    prompt = family_of(str(path)).query
    for got, text in zip(encoder.encode_queries(texts), texts, strict=True):
        assert got == pytest.approx(last(prompt + text), abs=1e-5)


@pytest.mark.parametrize("whole", [True, False])
def test_a_bge_m3_is_read_by_pieces_at_its_first_mark(tmp_path: Path, *, whole: bool) -> None:
    bare = tiny_xlm_roberta(tmp_path / "bge-m3")
    path = bare
    if whole:  # as its house ships it: three modules, one of which brings vectors to length one
        body = Transformer(str(bare))
        pool = Pooling(body.get_embedding_dimension(), pooling_mode="cls")
        made = SentenceTransformer(modules=[body, pool, Normalize()], device="cpu")
        path = tmp_path / "whole"
        made.save(str(path), create_model_card=False)
    encoder: Any = load_encoder(str(path))
    assert encoder._model.max_seq_length == LONGEST_TOKENS
    tokenizer: Any = XLMRobertaTokenizer.from_pretrained(bare)
    assert tokenizer.tokenize(LINES[0])[11:14] == ["次", "安全生产", "情况"]
    model: Any = XLMRobertaModel.from_pretrained(bare)
    model.eval()
    texts = [*LINES, "安全"]
    for encode in (encoder.encode_queries, encoder.encode_passages):  # it wants no instruction
        for got, text in zip(encode(texts), texts, strict=True):
            with torch.no_grad():
                first = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0, 0]
            assert got == pytest.approx((first / first.norm()).numpy(), abs=1e-5)
    long = LINES[0] * 90
    assert np.allclose(
        encoder.encode_passages([long]), encoder.encode_passages([long + LINES[1]]), atol=1e-6
    )


def test_vectors_are_unit_rows_of_float32(tmp_path: Path) -> None:
    encoder = load_encoder(str(packaged(tmp_path, "mean")))
    vectors = encoder.encode_passages([*LINES, ""])
    assert vectors.dtype == np.float32
    assert vectors.shape == (3, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert encoder.encode_passages([]).shape == (0, 16)
    assert encoder.anchors is None


def test_a_long_text_is_read_as_far_as_the_model_can(tmp_path: Path) -> None:
    encoder = load_encoder(str(packaged(tmp_path, "mean")))
    long = LINES[0] * 40
    assert np.allclose(
        encoder.encode_passages([long]), encoder.encode_passages([long + LINES[1]]), atol=1e-6
    )


def test_a_model_without_bounds_is_given_some(tmp_path: Path) -> None:
    tiny_bert(tmp_path / "bare", positions=4096)
    encoder: Any = load_encoder(str(tmp_path / "bare"))
    assert encoder._model.max_seq_length == LONGEST_TOKENS


def test_a_static_model_of_theirs_serves_too(tmp_path: Path) -> None:
    known = {char: row for row, char in enumerate(["[UNK]", *CHARACTERS])}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    weights = np.random.default_rng(5).standard_normal((len(known), 8), np.float32)
    made = SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_weights=weights)],
        prompts={"query": "问：", "document": ""},
        device="cpu",
    )
    made.save(str(tmp_path / "theirs"), create_model_card=False)
    encoder = load_encoder(str(tmp_path / "theirs"))
    assert encoder.dimension == 8
    assert not np.allclose(encoder.encode_queries(LINES), encoder.encode_passages(LINES))
    assert encoder.fingerprint == type(encoder)(str(tmp_path / "theirs")).fingerprint  # type: ignore[call-arg]


@pytest.mark.parametrize("load", [load_encoder, load_cross_encoder])
def test_an_unknown_model_fails_without_asking_the_network(load: Any) -> None:
    with pytest.raises(ModelUnavailable, match=r"no-such-house/no-such-model.*default"):
        load("no-such-house/no-such-model")


@pytest.mark.parametrize("name", ["/srv/no-such", "./no-such", "~/no-such", "D:\\\\no", "a/b/c"])
@pytest.mark.parametrize("load", [load_encoder, load_cross_encoder])
def test_a_path_to_nothing_is_called_that(load: Any, name: str) -> None:
    with pytest.raises(ModelUnavailable, match=r"不存在.*default"):
        load(name)


@pytest.mark.parametrize("spoil", ["model.safetensors", "config.json", "1_Pooling/config.json"])
def test_a_spoilt_model_is_named_with_a_way_out(tmp_path: Path, spoil: str) -> None:
    path = packaged(tmp_path, "mean")
    (path / spoil).write_bytes((path / spoil).read_bytes()[:20])
    with pytest.raises(ModelUnavailable, match=r"加载不了.*default"):
        load_encoder(str(path))


def test_a_model_whose_weights_are_no_numbers_is_refused(tmp_path: Path) -> None:
    bare = tiny_bert(tmp_path / "bare")
    model: Any = BertModel.from_pretrained(bare)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(float("nan"))
    model.save_pretrained(bare)
    with pytest.raises(ModelUnavailable, match="不是数"):
        load_encoder(str(bare)).encode_passages(LINES)


def test_a_cross_encoder_scores_each_passage_alone_as_in_company(tmp_path: Path) -> None:
    scorer = CrossScorer(str(tiny_bert(tmp_path / "reranker", labels=1)))
    together = scorer.scores("谁听取汇报", LINES)
    assert together.shape == (2,)
    assert together.dtype == np.float32
    assert together[0] != together[1]
    for place, line in enumerate(LINES):
        assert scorer.scores("谁听取汇报", [line])[0] == pytest.approx(together[place], abs=1e-5)
    assert scorer.scores("谁听取汇报", []).shape == (0,)


def test_a_bge_reranker_reads_question_and_passage_between_its_marks(tmp_path: Path) -> None:
    path = tiny_xlm_roberta(tmp_path / "bge-reranker-v2-m3", labels=1)
    scores = load_cross_encoder(str(path)).scores("谁听取汇报", LINES)
    tokenizer: Any = XLMRobertaTokenizer.from_pretrained(path)
    model: Any = XLMRobertaForSequenceClassification.from_pretrained(path)
    model.eval()
    for got, line in zip(scores, LINES, strict=True):
        with torch.no_grad():
            logit = model(**tokenizer("谁听取汇报", line, return_tensors="pt")).logits
        assert got == pytest.approx(torch.sigmoid(logit).item(), abs=1e-5)


def test_a_classifier_is_no_cross_encoder(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="3 个分数"):
        CrossScorer(str(tiny_bert(tmp_path / "classifier", labels=3)))
