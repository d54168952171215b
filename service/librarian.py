"""The librarian: who opens a generation when it is published, and hands it to every request."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from corpus.errors import NoGeneration, NotFound, WenmaiError
from embeddings.encoder import Remembering, load_encoder
from embeddings.translator import load_translator
from service.generation import current_id, is_there, load_generation
from service.library import Library
from service.sounds import Sounds

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from embeddings.encoder import Encoder
    from embeddings.translator import Translator
    from service.ranking.rereading import PairScorer

#: A file of this name in the data folder holds one's own everyday and official wordings.
THESAURUS = "thesaurus.jsonl"
#: How the names sound that may be suggested, from one start to the next.
SOUNDS = "sounds.json"
#: After a start what may be wanted later is made ready; the first readers come before.
QUIET_SECONDS = 10.0
_LOG = logging.getLogger(__name__)


class Librarian:
    """Hands out the current library, and opens a new one when one is published.

    ``replaced`` is called whenever a new one has taken another's place.
    """

    def __init__(
        self,
        data: Path,
        encoder: str = "default",
        reader: str | None = None,
        replaced: Callable[[], None] = lambda: None,
    ) -> None:
        self._data = data
        self._replaced = replaced
        self._encoder_name = encoder
        self._reader_name = reader
        self._encoder: Encoder | None = None
        self._translator: tuple[int, Translator] | None = None
        self._sounds = Sounds(data / SOUNDS)
        self._library: Library | None = None
        self._refused: str | None = None
        self._opening = threading.Lock()
        self._ended = threading.Event()
        self._watcher: threading.Thread | None = None

    def watch(self, every: float = 0.25) -> None:
        """From now on look, so many seconds apart, whether another generation is published,
        and open it beside the one that answers: no request waits for that.
        """
        self._watcher = threading.Thread(
            target=self._watch, args=(every,), name="librarian", daemon=True
        )
        self._watcher.start()

    def current(self) -> Library:
        """The library of the published generation.

        Raises:
            NoGeneration: nothing is built, or it is damaged and none was open before.
        """
        library = self._library
        try:
            wanted = current_id(self._data)
        except NoGeneration:
            if library is None:
                raise
            return library  # CURRENT is spoilt; what is open is not
        if library is not None and wanted in (library.generation, self._refused):
            return library
        # Only the first request waits for the new generation, or none where that is watched
        # for; while it opens, and where it cannot be opened, the old one answers. One whose
        # files are gone holds what was withdrawn: nobody is answered from it.
        if library is not None and is_there(self._data, library.generation):
            if self._is_watched():
                return library
            if not self._opening.acquire(blocking=False):
                return library
        else:
            self._opening.acquire()
        return self._replace(library, wanted)

    def _replace(
        self, library: Library | None, wanted: str | None, *, warm: bool = False
    ) -> Library:
        """Open what is wanted in place of a library; lets go of the lock that is held."""
        try:
            return self._open(wanted, warm=warm)
        except NoGeneration as error:
            if library is None:
                raise
            # Once is enough: the next attempt comes with the next publication.
            self._refused = wanted
            _LOG.error("第 %s 代打不开，继续用第 %s 代：%s", wanted, library.generation, error)
            return library
        finally:
            self._opening.release()

    def close(self) -> None:
        """Close what is open."""
        self._ended.set()
        if self._watcher is not None:
            self._watcher.join()
        if self._library is not None:
            self._library.close()
            self._library = None

    def _is_watched(self) -> bool:
        return self._watcher is not None and self._watcher.is_alive()

    def _watch(self, every: float) -> None:
        begun, prepared = time.monotonic(), False
        while not self._ended.wait(every):
            if not prepared and time.monotonic() - begun > QUIET_SECONDS:
                self._sounds.prepare()
                prepared = True
            library = self._library
            try:
                wanted = current_id(self._data)
            except NoGeneration:
                continue
            if library is None or wanted in (library.generation, self._refused):
                continue
            with suppress(WenmaiError, OSError):  # a request says it, if one is concerned
                self._opening.acquire()
                self._replace(library, wanted, warm=True).warm_rest()

    def _reader(self) -> PairScorer | None:
        if self._reader_name is None:
            return None
        # torch takes seconds to import, and only this needs it.
        from embeddings.cross_encoder import load_cross_encoder

        return load_cross_encoder(self._reader_name)

    def _translating(self) -> Translator:
        """With one's own wordings, read again where they have changed."""
        own = self._data / THESAURUS
        written = own.stat().st_mtime_ns if own.is_file() else 0
        if self._translator is None or self._translator[0] != written:
            self._translator = written, load_translator([own] if written else [])
        return self._translator[1]

    def _open(self, wanted: str | None, *, warm: bool = False) -> Library:
        if self._library is not None and self._library.generation == wanted:
            return self._library  # another request opened it while this one waited
        if wanted is None:
            raise NoGeneration(
                f"{self._data} 中还没有建好的索引；请先运行 python -m scripts.ingest 文件夹，"
                "再运行 python -m scripts.build。"
            )
        if self._encoder is None:
            self._encoder = Remembering(load_encoder(self._encoder_name))
        # The old library is not closed here: a request may still be reading it. Its files
        # are let go when the last reader drops it.
        try:
            generation = load_generation(self._data, wanted)
        except NotFound as error:
            # CURRENT's mistake, not the reader's.
            raise NoGeneration(
                f"CURRENT 指向的第 {wanted} 代不存在；请重新构建：python -m scripts.build"
            ) from error
        reader = self._reader()
        opened = Library(generation, self._encoder, self._translating(), reader, self._sounds)
        if warm:
            opened.warm()
        before, self._library = self._library, opened
        if before is not None:
            self._replaced()
        return opened
