"""Chinese numerals: 第一百二十三条 <-> 123."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
_DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000}
_TENS = {"廿": 20, "卅": 30}

#: One Chinese or Arabic number, for use inside larger patterns.
NUMBER = r"(?:[0-9０-９]+|[零〇○一二两三四五六七八九十百千万廿卅]+)"
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)}
_PARENTHESISED = {chr(0x3220 + i): i + 1 for i in range(10)} | {
    chr(0x2474 + i): i + 1 for i in range(20)
}


def to_int(numeral: str) -> int:
    """The value of ``numeral``: 一百二十三, 二〇二四, １２, 廿三, ①, ㈠ or 12.

    Raises:
        ValueError: it is not a number as Chinese documents write them.

    >>> to_int("一百零五"), to_int("二〇二四"), to_int("十"), to_int("③")
    (105, 2024, 10, 3)
    """
    if not numeral:
        raise ValueError("an empty string is no number")
    if numeral in _CIRCLED or numeral in _PARENTHESISED:
        return (_CIRCLED | _PARENTHESISED)[numeral]
    if numeral.isdecimal():
        return int(numeral)
    if all(char in _DIGITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    return _positional(numeral)


def _positional(numeral: str) -> int:
    total = section = digit = 0
    for char in numeral:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section, digit = section + _TENS[char], 0
        elif char == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        elif char in _UNITS:
            section, digit = section + (digit or 1) * _UNITS[char], 0
        else:
            raise ValueError(f"{numeral!r} is no number: {char!r} is neither digit nor unit")
    return total + section + digit


def to_chinese(value: int) -> str:
    """``value`` (0 … 99,999,999) in words, as legal texts write it: 105 -> 一百零五.

    >>> to_chinese(10), to_chinese(105), to_chinese(120), to_chinese(1001)
    ('十', '一百零五', '一百二十', '一千零一')
    """
    if not 0 <= value < 100_000_000:
        raise ValueError(f"{value} is outside 0 … 99,999,999")
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return to_chinese(value // 10_000) + "万" + gap + (to_chinese(rest) if rest else "")
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            words += "零一二三四五六七八九"[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    words = words.rstrip("零") or "零"
    return re.sub("^一十", "十", words)
