"""Passages indexed in a folder of their own, without a store: to measure on, to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from corpus.forward import ForwardIndex, ForwardRow, build_forward, forward_head
from corpus.lexical import LexicalRetriever, LexicalRow, build_lexical
from corpus.model import Hit, PassageId
from corpus.words import Segmenter
from embeddings.build import build_vectors, open_vectors
from embeddings.encoder import Encoder, passage_input
from embeddings.retriever import DenseRetriever
from embeddings.translator import TranslationRetriever, Translator
from service.fusion import Fused, fuse
from service.query import Query
from service.ranking.booster import Ranker
from service.ranking.exact import wording
from service.ranking.pool import depth_of
from service.ranking.rerank import KEPT, PAGES, Parts, Reranker, open_reranker
from service.search import CANDIDATES, Retriever


class BenchRow(NamedTuple):
    """One passage under its document's title and headings."""

    id: PassageId
    text: str
    title: str = ""
    path: tuple[str, ...] = ()


class Bench:
    """What one generation holds for the ranker, over any passages; the shipped ranker, unless
    another is given.
    """

    def __init__(
        self,
        folder: Path,
        rows: Sequence[BenchRow],
        encoder: Encoder,
        translator: Translator,
        ranker: Ranker | None = None,
    ) -> None:
        _build(folder, rows, encoder)
        self._ranker = ranker
        self.lexical = LexicalRetriever(folder / "lexical")
        self.segmenter = Segmenter(self.lexical.about.terms)
        self._vectors = open_vectors(folder / "vectors", encoder)
        self.retrievers: dict[str, Retriever] = {
            "lexical": self.lexical,
            "dense": DenseRetriever(self._vectors, encoder, translator),
        }
        #: Part of the plain fusion only; a ranker has translation among its features.
        self.translation = TranslationRetriever(self.lexical, translator, self.segmenter)
        self.parts = Parts(
            ForwardIndex(folder / "forward"),
            self.lexical,
            self._vectors,
            encoder,
            translator,
            self.segmenter,
        )

    @cached_property
    def _reranker(self) -> Reranker | None:
        return Reranker(self.parts, self._ranker) if self._ranker else open_reranker(self.parts)

    def retrieved(self, query: Query, wanted: int = KEPT) -> dict[str, Sequence[Hit]]:
        """What every retriever finds for a question, for who reads ``wanted`` of it."""
        return {
            name: retriever.search(query.text, depth_of(name, near=wanted <= PAGES))
            for name, retriever in self.retrievers.items()
        }

    def lists(self, query: Query, wanted: int = KEPT) -> dict[str, Sequence[Hit]]:
        """The same, and what holds the question's very wording."""
        return {
            **self.retrieved(query, wanted),
            "wording": wording(self.lexical, query, CANDIDATES),
        }

    def order(
        self, query: Query, lists: Mapping[str, Sequence[Hit]], wanted: int = KEPT
    ) -> list[Fused]:
        """All that was found, as a search would show it to who reads ``wanted`` of it."""
        if self._reranker is None:
            return fuse(lists)
        return self._reranker.order(query, lists, wanted=wanted)

    def close(self) -> None:
        """Let go of every file."""
        self._vectors.close()
        self.lexical.close()


def _build(folder: Path, rows: Sequence[BenchRow], encoder: Encoder) -> None:
    """Each index that is not there yet; words and letters do not depend on the encoder."""
    if not (folder / "lexical").exists():
        build_lexical(
            folder / "lexical", (LexicalRow(row.id, row.text, row.title, row.path) for row in rows)
        )
    if not (folder / "forward").exists():
        build_forward(
            folder / "forward",
            (ForwardRow(row.id, row.text, forward_head(row.title, row.path)) for row in rows),
        )
    if not (folder / "vectors").exists():
        build_vectors(folder / "vectors", _inputs(rows), encoder)


def _inputs(rows: Sequence[BenchRow]) -> Iterable[tuple[PassageId, bytes, str]]:
    for row in rows:
        text = passage_input(row.title, row.path, row.text)
        yield row.id, blake2b(text.encode(), digest_size=16).digest(), text
