"""A word's vector is made once, and is right whoever asks, also when the table is full."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from embeddings.vectors import Vectors
from service.answering.word_vectors import WordVectors


class Lengths:
    """Encodes a word as its length and its first letter's code; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, words: Sequence[str]) -> Vectors:
        self.asked += words
        return np.array([[len(word), ord(word[0])] for word in words], np.float32)


def test_each_word_is_encoded_once() -> None:
    encode = Lengths()
    vectors = WordVectors(encode, 2, kept=8)
    expected = Lengths()(["责任", "人", "责任"])
    assert vectors.of(["责任", "人", "责任"]).tolist() == expected.tolist()
    assert vectors.of(["人"]).tolist() == expected[1:2].tolist()
    assert encode.asked == ["责任", "人"]
    assert vectors.of([]).shape == (0, 2)


def test_a_full_table_is_begun_anew_and_more_words_than_it_holds_are_encoded_all_the_same() -> None:
    encode = Lengths()
    vectors = WordVectors(encode, 2, kept=3)
    vectors.of(["甲", "乙"])
    vectors.of(["丙", "丁"])
    vectors.of(["甲"])
    assert encode.asked == ["甲", "乙", "丙", "丁", "甲"]
    many = ["一", "二二", "三三三", "四四四四", "五"]
    assert vectors.of(many).tolist() == Lengths()(many).tolist()


def test_threads_that_fill_it_together_read_the_same() -> None:
    words = [chr(0x4E00 + place) * (1 + place % 3) for place in range(400)]
    expected = Lengths()(words)
    vectors = WordVectors(Lengths(), 2, kept=150)

    def read(shift: int) -> bool:
        chosen = [(shift * 37 + step) % 400 for step in range(90)]
        return np.array_equal(vectors.of([words[at] for at in chosen]), expected[chosen])

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(read, range(200)))
