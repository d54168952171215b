"""Bytes to text: UTF-8, UTF-16, GB18030 and Big5, in an order that never depends on chance."""

from __future__ import annotations

import codecs
import os
import re
from pathlib import Path

from corpus.errors import UnsupportedFormat

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = "“”‘’—…·"
_SAMPLE = 20_000
_SHORT = 200
_FEW = 0.002  # share of bytes that may be broken in a text we still read


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text of ``data`` and a note in Chinese on what was repaired, or ``""``.

    Order: byte-order mark; ``declared`` (a page's own charset) if it decodes strictly;
    UTF-16 by its zero bytes; UTF-8; GB18030 unless its characters are not ones people
    write, then UTF-16 or Big5; at last UTF-8 or GB18030 with a few broken bytes dropped.

    Raises:
        UnsupportedFormat: the bytes are no text in any of these.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _lenient(data, name)
    for name in _candidates(data, declared):
        text = strict(data, name)
        if text is None or _binary(text):
            continue
        if name in {"utf-8", declared} or plausible(text) > 0.5:
            return text, ""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        broken = text.count("\ufffd")
        if broken <= max(2, len(data) * _FEW) and not _binary(text) and plausible(text) > 0.6:
            return text.replace("\ufffd", ""), f"有 {broken} 处字节无法识别，已略去。"
    raise UnsupportedFormat("不是可识别的文字（编码不明）。请另存为 UTF-8 文本后再导入。")


def _candidates(data: bytes, declared: str | None) -> list[str]:
    names = []
    if declared:
        wide = declared.lower().replace("-", "").replace("_", "")
        names.append("gb18030" if wide in {"gb2312", "gbk", "gb18030", "xgbk"} else declared)
    if b"\0" in data:
        ends = ("utf-16-le", "utf-16-be")
        return names + sorted(ends, key=lambda name: -_score(data, name))
    guesses = ("gb18030", "utf-16-le", "utf-16-be", "big5")
    # GB18030 reads almost anything: the others win only where it makes no sense.
    score = _score(data, "gb18030")
    best = max(guesses, key=lambda name: _score(data, name))
    other = "gb18030" if score > 0.6 or _score(data, best) < score + 0.2 else best
    # A few characters of GBK can be valid UTF-8, in letters nobody writes here.
    unlikely = len(data) < _SHORT and 0 <= _score(data, "utf-8") < 0.5 < _score(data, other)
    return names + ([other, "utf-8"] if unlikely else ["utf-8", other])


def path_name(path: Path) -> str:
    """A path as people read it; a name in GBK, as old archives leave them, in its characters."""
    raw = os.fsencode(path)
    return strict(raw, "utf-8") or raw.decode("gb18030", "replace")


def strict(data: bytes, name: str) -> str | None:
    """``data`` in one encoding, ``None`` where it is not valid in it."""
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _lenient(data: bytes, name: str) -> tuple[str, str]:
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken > max(2, len(text) * _FEW):
        raise UnsupportedFormat("文字编码已损坏。请另存为 UTF-8 文本后再导入。")
    if _binary(text):
        raise UnsupportedFormat("不是文字文件。请转换为 docx、pdf 或文本后再导入。")
    note = f"有 {broken} 处字节无法识别，已略去。" if broken else ""
    return text.replace("\ufffd", ""), note


def _score(data: bytes, name: str) -> float:
    text = strict(data, name)
    return -1.0 if text is None or _binary(text) else plausible(text)


def _binary(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) > len(sample) * 0.002


def plausible(text: str) -> float:
    """The share of characters people write: ASCII, and the common halves of GB2312 and Big5."""
    sample = text[:_SAMPLE]
    good = 0
    for char in sample:
        if "\u4e00" <= char <= "\u9fff":
            good += _common(char)
        else:
            good += char < "\x7f" or char in _MARKS or "\u3000" <= char <= "\u303f"
            good += "\uff00" <= char <= "\uffef"
    return good / len(sample) if sample else 1.0


def _common(char: str) -> bool:
    for name, low, high in (("gb2312", 0xB0, 0xD7), ("big5", 0xA4, 0xC6)):
        try:
            if low <= char.encode(name)[0] <= high:
                return True
        except UnicodeEncodeError:
            continue
    return False
