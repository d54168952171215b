"""Beginning: what a build needs before anything is made, got while the program still starts.

The lock, the generation before with its bytes compared, and a snapshot of the store. All of
it is copying and hashing, for which Python need not wait.
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
    """The published generation's bytes, compared with its manifest while other things are
    made ready: begun when this is made, waited for when asked.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        pool = ThreadPoolExecutor(1, thread_name_prefix="checking")
        self._found = pool.submit(self._look)
        pool.shutdown(wait=False)

    def generation(self) -> Generation | None:
        """What is published now; ``None`` where nothing is, or it is damaged."""
        try:
            found = current(self._data)
        except NoGeneration:
            return None
        looked = self._found.result()
        if looked is None or looked[0] != found:  # another was published in the meantime
            return None if complaints(found.folder, found.manifest) else found
        return found if looked[1] else None

    def _look(self) -> tuple[Generation, bool] | None:
        try:
            found = current(self._data)
            return found, not complaints(found.folder, found.manifest)
        except (NoGeneration, OSError):  # or removed meanwhile, by another build
            return None


class Beginning:
    """One build that has begun. ``lock`` is the descriptor of the lock it holds."""

    def __init__(self, data: Path, lock: int, steps: Steps) -> None:
        self.data = data
        self.lock = lock
        self.steps = steps
        self.soundness = Soundness(data)
        self._taken = False
        pool = ThreadPoolExecutor(1, thread_name_prefix="snapshot")
        self._early = pool.submit(self._look)
        pool.shutdown(wait=False)

    def draft(self) -> Draft:
        """The generation to be made, the snapshot in it; the caller's to seal or discard."""
        draft = self._early.result() or self._copy()
        self._taken = True
        return draft

    def close(self) -> None:
        """Let go of a snapshot that nobody asked for."""
        if self._taken or self._early.exception() is not None:
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
