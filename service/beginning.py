"""Beginning: what a build needs before anything is made, got while the program still starts.

The lock, and a snapshot of the store: copying, for which Python need not wait. The generation
before is taken for what it says until its bytes are compared, beside all else.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import NoGeneration
from corpus.progress import Progress, silent
from corpus.storage.store import Store
from service.generation import STORE, Draft, Generation, begin, build_lock, current, discard
from service.manifest import complaints
from service.steps import Steps, turns


class Soundness:
    """Whether the published generation is what its manifest says, byte for byte."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._looked: tuple[Generation, bool] | None = None

    def generation(self) -> Generation | None:
        """What is published now, its files all of their sizes; ``None`` where nothing is, or
        one is not.
        """
        try:
            return current(self._data)
        except NoGeneration:
            return None

    def sound(self, generation: Generation) -> bool:
        """Whether every byte of a generation is as it was; looked at once."""
        if self._looked is None or self._looked[0] != generation:
            self._looked = generation, not complaints(generation.folder, generation.manifest)
        return self._looked[1]


class Beginning:
    """One build that has begun. ``lock`` is the descriptor of the lock it holds."""

    def __init__(self, data: Path, lock: int, steps: Steps) -> None:
        self.data = data
        self.lock = lock
        self.steps = steps
        self.soundness = Soundness(data)
        self._taken = self._failed = False
        pool = ThreadPoolExecutor(1, thread_name_prefix="snapshot")
        self._early = pool.submit(self._look)
        pool.shutdown(wait=False)

    def draft(self) -> Draft:
        """The generation to be made, the snapshot in it; the caller's to seal or discard."""
        draft = (None if self._failed else self._early.result()) or self._copy()
        self._taken = True
        return draft

    def fail(self) -> None:
        """What was begun came to nothing: begin again when asked."""
        self.close()
        self._failed = True
        self.steps.resume()

    def close(self) -> None:
        """Let go of a snapshot that nobody asked for."""
        if self._taken or self._failed or self._early.exception() is not None:
            return
        if draft := self._early.result():
            discard(draft)

    def _look(self) -> Draft | None:
        """A snapshot, where there is something to be made of it."""
        if not (self.data / STORE).exists():
            return None
        try:
            published = current(self.data)
            with Store(self.data / STORE) as store, Store(published.corpus, readonly=True) as old:
                if store.revisions() == old.revisions():
                    return None
        except NoGeneration:
            pass  # nothing yet, or damaged: all is to be made
        return self._copy()

    def _copy(self) -> Draft:
        draft = begin(self.data)
        try:
            with self.steps.timed("快照"), Store(self.data / STORE) as store:
                store.snapshot(draft.folder / STORE)
        except BaseException:
            discard(draft)
            raise
        return draft


@contextmanager
def beginning(data: Path, progress: Progress = silent) -> Iterator[Beginning]:
    """A build of ``data``, alone: another one is waited for, and waits."""
    waiting = "等待另一个构建结束"
    with build_lock(data, lambda: progress(waiting, 0, None)) as lock, turns():
        begun = Beginning(data, lock, Steps(progress))
        try:
            yield begun
        finally:
            begun.close()
