"""A model adapted to a house: better where there is something to learn, else left alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest
import torch

from corpus.errors import UserError
from corpus.progress import silent
from embeddings import adaptation
from embeddings.adaptation import HELD_OUT, SPANNED, Adapted, House, adapt, is_better
from embeddings.examining import Gain
from embeddings.pairs import Pair, is_held_out
from embeddings.quantise import pack
from embeddings.static_model import StaticModel
from embeddings.vocabulary import Vocabulary

HAN = [chr(0x4E00 + place) for place in range(400)]
PROVEN = Gain(50, 0.3, 0.4, 0.05, 0.15)
THESAURUS = [Pair(HAN[place] * 2, HAN[place + 200] * 2) for place in range(0, 100, 2)]


def model() -> StaticModel:
    """Random vectors for single characters: it knows nothing of any house."""
    vocabulary = Vocabulary.counted(["".join(HAN)], size=500, least=1)
    vectors = np.random.default_rng(3).standard_normal((len(vocabulary), 32), np.float32)
    return StaticModel(vocabulary, pack(vectors), anchors=vectors[:4])


def house(themed: bool) -> list[House]:
    """Documents whose sentences speak of one of forty themes in ever other characters of it."""
    chance = random.Random(5)
    documents = []
    for number in range(100):
        passages = []
        for _ in range(8):
            theme = chance.randrange(40)
            words = HAN[theme * 10 : theme * 10 + 10] if themed else HAN
            lines = ["".join(chance.choices(words, k=14)) + "。" for _ in range(3)]
            passages.append(("", "".join(lines)))
        documents.append(House(f"d{number}", "", passages))
    return documents


@pytest.fixture(autouse=True, scope="module")
def hasty() -> Iterator[None]:
    """A few batches are enough to see the way it goes."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # such small sums only wait for one another
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adaptation, "MOST_PASSES", 4)
        patch.setattr(adaptation, "BATCH", 64)
        patch.setattr(adaptation, "NEW_TOKENS", 400)
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def adapted() -> Adapted:
    return adapt(model(), house(themed=True), [], [], silent)


def test_a_house_with_a_language_is_learned_and_kept(adapted: Adapted) -> None:
    gain = adapted.gains["documents"]
    assert adapted.better
    assert gain.after > gain.before
    assert gain.low > 0
    assert adapted.new_tokens == len(adapted.model.vocabulary) - len(model().vocabulary) > 0
    assert adapted.model.anchors is not None


def test_the_old_tokens_keep_their_rows(adapted: Adapted) -> None:
    assert adapted.model.vocabulary.tokens[: len(model().vocabulary)] == model().vocabulary.tokens


def test_the_same_corpus_gives_the_same_model(adapted: Adapted) -> None:
    again = adapt(model(), house(themed=True), [], [], silent)
    assert again.gains == adapted.gains
    assert np.array_equal(again.model.packed.rows, adapted.model.packed.rows)


def test_noise_teaches_nothing_and_is_not_kept() -> None:
    assert not adapt(model(), house(themed=False), [], [], silent).better


def test_what_readers_judged_is_taught_and_examined_apart() -> None:
    documents = house(themed=True)
    # Readers ask for theme t in the characters of theme t + 1: only they could teach that.
    judged = []
    for document in documents:
        for place, (_, text) in enumerate(document.passages):
            theme = HAN.index(text[0]) // 10
            asked = "".join(HAN[(theme * 10 + 10) % 400 :][:6])
            judged.append(Pair(asked, text, key=f"{document.id}/p_{place}"))
    found = adapt(model(), documents, judged, [], silent)
    assert found.pairs["judged"] == sum(not is_held_out(each.key, HELD_OUT) for each in judged)
    assert found.gains["judged"].after > found.gains["judged"].before


def turned(count: int) -> list[Pair]:
    """Readers' questions about the house's passages, in the words of the theme after theirs."""
    judged = []
    for document in house(themed=True):
        for place, (_, text) in enumerate(document.passages):
            theme = HAN.index(text[0]) // 10
            asked = "".join(
                random.Random(f"{document.id}{place}").choices(
                    HAN[(theme * 10 + 10) % 400 :][:10], k=6
                )
            )
            judged.append(Pair(asked, text, key=f"{document.id}/p_{place}"))
    return judged[:count]


@pytest.mark.parametrize("table", [True, False])
def test_a_bridge_is_learned_from_what_readers_asked(
    monkeypatch: pytest.MonkeyPatch, table: bool
) -> None:
    monkeypatch.setattr(adaptation, "is_better", lambda _: table)
    documents, judged = house(themed=True), turned(600)
    found = adapt(model(), documents, judged, [], silent)
    gain = found.gains["questions"]
    assert found.table is table
    assert gain.after > gain.before
    # asked over a bridge that has not seen them: of a table that has, those held out alone
    held_out = sum(is_held_out(each.key, HELD_OUT) for each in judged)
    assert gain.queries == (held_out if table else len(judged))
    if not table:
        assert found.bridge
        assert found.model.bridge is not None
        assert found.model.vocabulary.tokens == model().vocabulary.tokens


def test_too_few_questions_move_no_bridge() -> None:
    found = adapt(model(), house(themed=True), turned(SPANNED - 1), [], silent)
    assert "questions" not in found.gains
    assert not found.bridge
    assert found.model.bridge is None


def test_questions_without_sense_move_no_bridge() -> None:
    judged = turned(320)
    texts = [each.passage for each in judged]
    random.Random(3).shuffle(texts)
    senseless = [
        Pair(each.question, text, key=f"{place}")
        for place, (each, text) in enumerate(zip(judged, texts, strict=True))
    ]
    found = adapt(model(), house(themed=False), senseless, [], silent)
    assert "questions" in found.gains
    assert not found.bridge
    assert not found.better
    assert found.model.vocabulary.tokens == model().vocabulary.tokens


@pytest.mark.parametrize(
    ("gains", "better"),
    [
        ({"documents": PROVEN}, True),
        # not proven
        ({"documents": Gain(50, 0.3, 0.4, -0.01, 0.2)}, False),
        # the thesaurus is forgotten
        ({"documents": PROVEN, "thesaurus": Gain(9, 0.7, 0.6, 0, 0)}, False),
        # many readers' questions outweigh the documents
        ({"documents": PROVEN, "judged": Gain(40, 0.5, 0.4, -0.2, 0)}, False),
        # a handful does not
        ({"documents": PROVEN, "judged": Gain(5, 0.5, 0.4, -0.2, 0)}, True),
    ],
)
def test_what_is_kept(gains: dict[str, Gain], better: bool) -> None:
    assert is_better(gains) is better


def test_too_small_a_corpus_is_refused() -> None:
    with pytest.raises(UserError, match="语料太少"):
        adapt(model(), house(themed=True)[:10], [], THESAURUS, silent)
