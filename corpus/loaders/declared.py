"""What a file declares of itself, under the keys of front matter, as plain text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.loaders.lines import scrub

_KEYS = {
    "标题": "title",
    "题目": "title",
    "名称": "title",
    "文种": "kind",
    "类型": "kind",
    "发文机关": "issuer",
    "发布机关": "issuer",
    "制定机关": "issuer",
    "发文字号": "number",
    "文号": "number",
    "通过日期": "passed",
    "成文日期": "issued",
    "印发日期": "issued",
    "发布日期": "issued",
    "公布日期": "issued",
    "施行日期": "effective",
    "生效日期": "effective",
    "废止日期": "repealed",
    "替代": "supersedes",
    "废止": "supersedes",
    "试行": "trial",
    "范围": "audience",
    "_id": "id",
    "published": "issued",
    "日期": "date",
    "讲话人": "speaker",
    "作者": "author",
}
_DAYS = frozenset({"passed", "issued", "effective", "repealed", "date"})
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s].*)?")


def declared(pairs: Mapping[str, object]) -> dict[str, str]:
    """``pairs`` with known keys in English and every value as text; empty ones left out.

    Keys are case-blind; 发文机关 and its like become ``issuer`` …; unknown ones stay as
    they are. A list becomes its items on a line each, a day ``2024年3月5日`` or
    ``2024/3/5`` becomes ``2024-03-05``; anything nested deeper is left out. The first
    of two keys that mean the same wins.
    """
    found: dict[str, str] = {}
    for key, value in pairs.items():
        key = str(key).strip()
        key = _KEYS.get(key, _KEYS.get(key.lower(), key.lower() if key.isascii() else key))
        text = _plain(value)
        if key in _DAYS:
            text = as_day(text)
        if text:
            found.setdefault(key, text)
    return found


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "\n".join(filter(None, map(scrub, value.splitlines())))
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Sequence):
        return "\n".join(filter(None, (_plain(item) for item in value if isinstance(item, str))))
    return ""


def as_day(text: str) -> str:
    """``text`` as ``YYYY-MM-DD`` where it is one day written another way; else as it is."""
    match = _DAY.fullmatch(text.strip())
    if not match:
        return text
    year, month, day = (int(part) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"
