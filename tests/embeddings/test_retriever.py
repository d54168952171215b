"""A question's vector leans towards what the papers call its everyday wordings."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.model import PassageId
from embeddings.build import build_vectors, open_vectors
from embeddings.encoder import load_encoder
from embeddings.retriever import DenseRetriever
from embeddings.translation import Table
from embeddings.translator import Translator

TEXTS = {
    "a/art_1": "劳动者被解除劳动合同的，用人单位应当支付经济补偿。",
    "b/art_1": "餐饮单位烹制鱿鱼等水产品，应当烧熟煮透。",
    "c/art_1": "印章由办公室专人保管。",
}
THESAURUS = {"炒了鱿鱼": ["解除劳动合同"]}


@pytest.fixture(scope="module")
def retrievers(tmp_path_factory: pytest.TempPathFactory) -> tuple[DenseRetriever, DenseRetriever]:
    """Without and with a thesaurus."""
    folder, encoder = tmp_path_factory.mktemp("vectors"), load_encoder()
    rows = [(PassageId(name), text.encode(), text) for name, text in TEXTS.items()]
    build_vectors(Path(folder), rows, encoder)
    index = open_vectors(folder, encoder)
    translator = Translator(Table.of({}), THESAURUS)
    return DenseRetriever(index, encoder), DenseRetriever(index, encoder, translator)


def test_an_everyday_wording_finds_what_the_papers_call_it(
    retrievers: tuple[DenseRetriever, DenseRetriever],
) -> None:
    plain, knowing = (
        {hit.passage_id: hit.score for hit in one.search("被炒了鱿鱼给不给钱", 3)}
        for one in retrievers
    )
    one, other = PassageId("a/art_1"), PassageId("b/art_1")
    assert knowing[one] > plain[one]
    assert knowing[one] - knowing[other] > plain[one] - plain[other]


def test_a_question_without_one_is_taken_as_it_is(
    retrievers: tuple[DenseRetriever, DenseRetriever],
) -> None:
    plain, knowing = (one.search("印章由谁保管", 3) for one in retrievers)
    assert [hit.passage_id for hit in plain] == [hit.passage_id for hit in knowing]
    assert plain[0].score == pytest.approx(knowing[0].score, abs=1e-6)
