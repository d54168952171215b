"""What of a wording is compared: its letters and numbers, wherever they are set and however.

Line wraps, blanks, width, punctuation, quote style and traditional characters do not
matter, and a number counts by its value: 三十日 reads as 30日, 百分之五 as 5%, 半数 as 50%, as do
二分之一 and 十分之五; 半年 is half a year.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from zlib import crc32

from corpus.model import Span
from corpus.numerals import to_chinese, to_int
from corpus.text import fold

_DIGITS = "零〇○一二两三四五六七八九"
_HAN_NUMBER = f"[{_DIGITS}十百千万廿卅]+"
_TOKEN = re.compile(
    rf"百分之(?P<percent>\d+(?:\.\d+)?|{_HAN_NUMBER}(?:点[{_DIGITS}]+)?)"
    rf"|(?P<below>\d+|{_HAN_NUMBER})分之(?P<above>\d+|{_HAN_NUMBER})|(?P<half>一半|半数)"
    r"|(?P<semi>(?<![上下前后大小])半(?=年|个月|个?小时|天))"
    r"|(?<![\d/.])(?P<over>\d{1,2})/(?P<under>\d{1,3})(?![\d/.])"
    rf"|(?P<arabic>\d+(?:,\d{{3}})*(?:\.\d+)?万?)"
    rf"|(?P<han>{_HAN_NUMBER}(?:点[{_DIGITS}]+)?)"
    r"|(?P<letters>[^\W_\d]|[%‰℃])"
)
#: Numbers are single characters of a private plane, so that one wrong number is one slip.
_PLANE = 0xF0000
_NUMBERS = 0xFFF0
#: One letter that is a number.
NUMBERS = re.compile(f"[{chr(_PLANE)}-{chr(_PLANE + _NUMBERS)}]")
_SAME = str.maketrans("〇○两", "零零二")


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The letters of a text that count, each with its place there."""

    letters: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.letters)

    def span(self, start: int, end: int) -> Span:
        """The span of the text that the letters ``start:end`` came from."""
        if start >= end:
            at = self.starts[start] if start < len(self) else (self.ends[-1] if self.ends else 0)
            return Span(at, at)
        return Span(self.starts[start], self.ends[end - 1])

    def inside(self, span: Span) -> tuple[int, int]:
        """The letters that lie wholly in a span of the text."""
        return bisect_left(self.starts, span.start), bisect_right(self.ends, span.end)

    def part(self, span: Span) -> Skeleton:
        """The skeleton of a part; its places still count in the whole text."""
        return self.slice(*self.inside(span))

    def slice(self, start: int, end: int) -> Skeleton:
        """The letters ``start:end``; their places still count in the whole text."""
        return Skeleton(self.letters[start:end], self.starts[start:end], self.ends[start:end])


def skeleton(text: str, at: int = 0) -> Skeleton:
    """The skeleton of a text that begins at offset ``at`` of a longer one.

    >>> skeleton("“不少于30日”").letters == skeleton("不少于 三十日").letters
    True
    """
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(fold(text)):
        start, end = match.span()
        if match["letters"]:
            letters.append(match[0])
        elif (value := _value(match)) is not None:
            letters.append(value[0])
            if value[1:]:  # 百分之五: the number, then the sign
                letters.append("%")
                starts.append(at + start)
                ends.append(at + end)
        else:
            letters.extend(match[0])
            starts.extend(range(at + start, at + end))
            ends.extend(range(at + start + 1, at + end + 1))
            continue
        starts.append(at + start)
        ends.append(at + end)
    return Skeleton("".join(letters), tuple(starts), tuple(ends))


def letter_pairs(letters: str) -> frozenset[str]:
    """The pairs of neighbouring letters, by which wordings are told to have much in common."""
    return frozenset(map(str.__add__, letters, letters[1:]))


def is_number(letter: str) -> bool:
    """Whether one letter of a skeleton stands for a number."""
    return ord(letter) >= _PLANE


def _value(match: re.Match[str]) -> str | None:
    """The letter of a number, with a percent sign where it has one; None where the characters
    are only part of a word: 十四五.
    """
    if match["half"]:
        return _fraction("1", "2")
    if match["semi"]:
        return _letter("0.5")
    if below := match["below"] or match["under"]:
        return _fraction(match["above"] or match["over"], below)
    written = match["percent"] or match["arabic"] or match["han"]
    value = _number(written)
    if value is None:
        return None
    return _letter(value) + ("%" if match["percent"] else "")


def _fraction(above: str, below: str) -> str:
    """A fraction by its value: as a percentage where it is a whole one."""
    above, below = _number(above) or above, _number(below) or below
    if not (above.isdecimal() and below.isdecimal() and int(below)):
        return _letter(f"{above}/{below}")
    value = Fraction(int(above), int(below))
    hundredths = value * 100
    if hundredths.denominator == 1:
        return _letter(str(hundredths)) + "%"
    return _letter(f"{value.numerator}/{value.denominator}")


def _letter(value: str) -> str:
    return chr(_PLANE + crc32(value.encode()) % _NUMBERS)


@lru_cache(maxsize=65536)
def _number(written: str) -> str | None:
    """A number in one form: 30 for 三十 and 30.0; None for what only looks like one."""
    written = written.replace(",", "")
    if written[0].isascii():
        ten_thousands = written.endswith("万")
        value = float(written.removesuffix("万")) * (10_000 if ten_thousands else 1)
        return f"{value:.6g}" if value % 1 else str(int(value)) if value < 1e15 else written
    whole, _, fraction = written.translate(_SAME).partition("点")
    if set(whole) <= set("百千万廿卅"):
        return None
    try:
        value = to_int(whole)
    except ValueError:
        return None
    spelled = to_chinese(value) if value < 100_000_000 else ""
    if set(whole) <= set(_DIGITS):  # a year, digit by digit
        return f"{value}.{to_int(fraction)}" if fraction else str(value)
    if whole not in (spelled, f"一{spelled}"):
        return None
    return f"{value}.{to_int(fraction)}" if fraction else str(value)
