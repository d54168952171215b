"""Pages of a long list."""

from __future__ import annotations


def paging(total: int, offset: int, size: int) -> dict[str, int | None]:
    """Which page of how many, and the offsets of its neighbours (None where there is none)."""
    last = max(0, (total - 1) // size)
    return {
        "number": offset // size + 1,
        "count": last + 1,
        "previous": max(0, offset - size) if offset else None,
        "next": offset + size if offset + size < total else None,
    }
