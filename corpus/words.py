"""Words and characters of Chinese text, as the lexical index and the query see them.

Everything here works on the folded form (:func:`corpus.text.fold`), so width, case,
quote style and traditional characters do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import rjieba

from corpus.text import fold

_HAN = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?P<han>[{_HAN}]+)|[^\W_{_HAN}]+")
_QUESTIONS = 256  # read questions that are kept: a page and its next page ask the same
_LONGEST = 64  # a "word" of more letters is a key or a web address: nobody asks for all of it

#: What a question is asked with, and what it says nothing by. Kept short on purpose: a
#: longer list (是 有 不 可以 应当 …) cost 2.5 points of nDCG@10 on rules, where those
#: words tell one article from the next.
STOP_WORDS = frozenset(
    (
        "的 了 吗 呢 吧 啊 么 我 你 他 她 它 怎么 怎样 怎么办 如何 什么 哪些 哪个 哪里 多少 谁"
        " 为什么 为何 是否 请问 的话 有没有 能否 可否 会不会 能不能 是不是 想 一下 这 那 就"
    ).split()
)


# One passage is asked for its characters, its pairs and its words, one after the other.
@lru_cache(maxsize=8)
def runs(text: str) -> tuple[str, ...]:
    """The unbroken runs of Han characters, and the words of other scripts, folded."""
    return tuple(
        match.group() if match["han"] else match.group()[:_LONGEST]
        for match in _RUN.finditer(fold(text))
    )


def grams(text: str) -> list[str]:
    """Every Han character and every two in a row; words of other scripts whole.

    Characters and pairs together rank better than words on every set measured.
    """
    out: list[str] = []
    for run in runs(text):
        if _is_han(run[0]):
            out.extend(run)
            out.extend(map(str.__add__, run, run[1:]))
        else:
            out.append(run)
    return out


def pairs(text: str) -> list[str]:
    """Every two characters in a row, blanks left out, punctuation kept; then the last one.

    As consecutive terms of an index these find any run of characters exactly, wherever
    words would have been cut; the last character alone completes a search for one.
    """
    solid = "".join(fold(text).split())
    return [*map(str.__add__, solid, solid[1:]), solid[-1]] if solid else []


class Segmenter:
    """Cuts text into words; ``terms`` are never cut apart where they stand alone."""

    def __init__(self, terms: Iterable[str] = ()) -> None:
        self._jieba = _dictionary(frozenset(map(fold, terms)))
        # One question is read by the searcher, the ranker and each retriever.
        self.content = lru_cache(maxsize=_QUESTIONS)(self._content)
        self.content_words = lru_cache(maxsize=_QUESTIONS)(self._content_words)

    def words(self, text: str) -> list[str]:
        """The words of a text, folded, punctuation left out."""
        out: list[str] = []
        for run in runs(text):
            if _is_han(run[0]):
                out.extend(self._jieba.cut(run))
            else:
                out.append(run)
        return out

    def tagged(self, text: str) -> list[tuple[str, str]]:
        """Every token of the folded text with its part of speech (n, v, vn …), empty for a term."""
        return list(self._jieba.tag(fold(text)))

    def has_word(self, word: str) -> bool:
        """Whether a folded word is one of the dictionary, and no guess of where words end.

        >>> Segmenter().has_word("集资"), Segmenter().has_word("人罚")
        (True, False)
        """
        return bool(self._jieba.has_word(word))

    def _content(self, query: str) -> str:
        """A query without its stop words, a blank in their place; itself if nothing is left."""
        kept: list[str] = []
        gap = True
        for word in self.cut(query):
            if word in STOP_WORDS or not _RUN.match(word):
                gap = True
            else:
                kept.append(f" {word}" if gap or not _is_han(word[0]) else word)
                gap = not _is_han(word[-1])
        return "".join(kept).strip() or query

    def query_words(self, query: str) -> list[str]:
        """The content words of a query, each once, in its order."""
        return list(dict.fromkeys(w for w in self.content_words(query) if w not in STOP_WORDS))

    def _content_words(self, query: str) -> tuple[str, ...]:
        """The words of a query's content, as often as they stand there."""
        return tuple(self.words(self.content(query)))

    def cut(self, text: str) -> list[str]:
        """Every token of the folded text, punctuation and blanks too; joined, they are it."""
        return list(self._jieba.cut(fold(text)))


@lru_cache(maxsize=2)
def _dictionary(terms: frozenset[str]) -> rjieba.Jieba:
    """A dictionary takes a third of a second to load: one for all who want the same."""
    jieba = rjieba.Jieba()
    for term in sorted(terms):
        jieba.add_word(term, None, None)
    return jieba


@lru_cache(maxsize=4096)
def _is_han(char: str) -> bool:
    return re.match(f"[{_HAN}]", char) is not None
