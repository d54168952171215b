"""A lexical index that grows into the next generation without its bytes twice."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def link_lexical(source: Path, target: Path) -> None:
    """The same files under another folder, without their bytes twice where possible."""

    # tantivy never changes a segment it has written; what it does rewrite it replaces.
    def place(old: str, new: str) -> str:
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)
        return new

    shutil.copytree(
        source, target, copy_function=place, ignore=shutil.ignore_patterns(".tantivy-*.lock")
    )
    # Written in place, so it must not be shared.
    about = target / "about.json"
    shutil.copy2(source / about.name, target / "about.new")
    (target / "about.new").replace(about)
