"""Numba's door: loops over letters and numbers, compiled to machine code once per machine.

A question is a few hundred thousand steps over single letters: too many for an interpreter,
and too small, each, for arrays to pay. What is compiled is kept in a cache beside the
source (or in the user's cache folder), so that only the first start after an installation
compiles. Compiled functions let go of the interpreter: other requests go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numba import njit, types

Loop = Callable[..., Any]


def held(number: str, dimensions: int = 1) -> Any:
    """The type of an array that is only read, rows one after another: ``held("uint16")``."""
    return types.Array(getattr(types, number), dimensions, "C", readonly=True)


def made(number: str, dimensions: int = 1) -> Any:
    """The type of an array that is written into, rows one after another."""
    return types.Array(getattr(types, number), dimensions, "C")


def compiled(result: str, *arguments: Any) -> Callable[[Loop], Loop]:
    """Compile a function of these types (``held``, ``made``, or a number by its name) at once.

    Nothing of Python can be used in it; numbers overflow as they do in C, and a place beyond
    an array is not noticed.
    """
    given = [getattr(types, each) if isinstance(each, str) else each for each in arguments]
    signature = getattr(types, result)(*given)

    def made_of(loop: Loop) -> Loop:
        try:
            return _compiled(signature, loop, cache=True)
        except (RuntimeError, OSError):
            # No folder may be written into, or none has room: compiled anew at every start.
            return _compiled(signature, loop, cache=False)

    return made_of


def _compiled(signature: Any, loop: Loop, *, cache: bool) -> Loop:
    # "numpy": a division by nothing is no error, and no branch is spent on looking for one.
    made_of: Loop = njit(signature, cache=cache, nogil=True, error_model="numpy")(loop)
    return made_of
