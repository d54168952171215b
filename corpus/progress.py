"""How long work says where it is; the commands decide how that is shown."""

from __future__ import annotations

from typing import Protocol

#: Said as ``done`` when a step is over; who says so may have several steps under way.
OVER = -1


class Progress(Protocol):
    """Hears how far a step has come. ``total`` is ``None`` where nobody knows it yet."""

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """``done`` of ``total`` of this step, or :data:`OVER`. May be called from any thread."""


def silent(step: str, done: int, total: int | None) -> None:
    """Shows nothing."""
    del step, done, total
