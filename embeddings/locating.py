"""Whether a model's name is a path on this machine, told before anything slow is loaded."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ModelUnavailable

#: A hub's names are ``name`` or ``house/name``; what begins otherwise, or goes deeper, is a path.
_PATH = re.compile(r"[~./\\]|[A-Za-z]:|.*\\|[^/]+/[^/]+/")


def require_folder(name: str, what: str) -> None:
    """Raises ModelUnavailable for a path where there is nothing; ``what`` names it in Chinese."""
    if _PATH.match(name) and not Path(name).expanduser().exists():
        raise ModelUnavailable(
            f"{what} {name} 不存在：这台机器上没有这个目录。"
            "请检查设置里的路径，或改用自带的 default。"
        )
