"""An answerer put together from one generation's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.answering.answerer import Answerer
from service.answering.features import Features
from service.answering.refusal import Judge
from service.answering.selecting import Selector
from service.answering.trees import fingerprint
from service.answering.wording import MODEL, with_sayings
from service.answering.writer import ExtractiveWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from corpus.words import Segmenter
    from embeddings.encoder import Encoder
    from embeddings.translator import Translator
    from service.search import Searcher
    from service.shelf import Shelf


def answerer_of(
    searcher: Searcher,
    shelf: Shelf,
    segmenter: Segmenter,
    encoder: Encoder,
    translator: Translator,
    count: Callable[[str], int],
    total: int,
    members: Callable[[str], Sequence[str]],
) -> Answerer:
    """An answerer over what the searcher finds; the ``translator`` knows what else may stand
    for its words, ``count`` tells how many of the ``total`` passages hold a wording to the letter.
    """
    features = Features(
        encoder,
        segmenter,
        with_sayings(translator.official),
        count,
        total,
        translator.table.__getitem__,
        lambda: (one.title for one in shelf.descriptions()),
    )
    return Answerer(
        searcher,
        Selector(features, shelf, count, segmenter.tagged, segmenter.has_word),
        Judge(shelf),
        ExtractiveWriter(shelf),
        shelf,
        segmenter,
        (("answering", fingerprint(MODEL)), ("encoder", encoder.fingerprint)),
        members,
    )
