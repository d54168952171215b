"""An answer phrased by a language model: sentence by sentence, each verified before it is told.

Nobody is asked where the extractive answer refuses. Whatever goes wrong, that answer stands.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from service.phrasing.model import Ended, Kept, ModelFailed, Struck
from service.phrasing.prompt import UNABLE, messages
from service.phrasing.sentences import cut
from service.phrasing.verifying import Verifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.model import Answer
    from service.phrasing.client import ChatModel
    from service.phrasing.model import Source

Event = Kept | Struck | Ended


class Phraser:
    """Phrases answers with one model, a few at a time; safe to share between threads."""

    def __init__(self, model: ChatModel, at_once: int = 2) -> None:
        self._model = model
        # Each holds one of the service's threads for as long as the model speaks.
        self._free = threading.BoundedSemaphore(at_once)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._model.name

    def phrase(self, answer: Answer, sources: Sequence[Source]) -> Iterator[Event]:
        """Each sentence as it is verified or struck out, and last how it ended, exactly once.

        Sentences told before an end that fails are withdrawn by it.
        """
        if not answer.answered or not sources:
            yield Ended("declined")
            return
        if not self._free.acquire(blocking=False):
            yield Ended("busy")
            return
        try:
            yield from self._phrase(answer.question, sources)
        finally:
            self._free.release()

    def _phrase(self, question: str, sources: Sequence[Source]) -> Iterator[Event]:
        verifier = Verifier(sources)
        kept: list[Kept] = []
        struck = 0
        try:
            # Closed at once when a reader leaves, and the connection with it.
            with closing(self._model.reply(messages(question, sources))) as pieces:
                for sentence in cut(pieces):
                    if UNABLE in sentence and not kept:
                        raise ModelFailed("unwilling")
                    judged = verifier.verify(sentence)
                    if isinstance(judged, Kept):
                        kept.append(judged)
                    else:
                        struck += 1
                    yield judged
        except ModelFailed as failed:
            yield Ended(failed.code, (), struck)
            return
        if not kept or struck > len(kept):
            yield Ended("unverified", (), struck)
        else:
            yield Ended(None, tuple(kept), struck)
