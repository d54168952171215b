"""Word's number formats: a counter's value as it is printed before a paragraph.

Source: ECMA-376 part 1, 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

from corpus.numerals import to_chinese

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_SIMPLIFIED = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_TRADITIONAL = str.maketrans("一二三四五六七八九十百千万", "壹貳參肆伍陸柒捌玖拾佰仟萬")


def _roman(value: int) -> str:
    if value >= 5000:  # a number nobody prints; Word stops at 32,767
        return str(value)
    text = ""
    for unit, name in _ROMAN:
        text += name * (value // unit)
        value %= unit
    return text


def _letters(value: int) -> str:
    """A … Z, AA, BB … ZZ, AAA: Word repeats the letter, it does not count in base 26."""
    return chr(65 + (value - 1) % 26) * min((value - 1) // 26 + 1, 30)


def _digits(zero: str) -> Callable[[int], str]:
    names = zero + "一二三四五六七八九"
    return lambda value: "".join(names[int(digit)] for digit in str(value))


def _counting(zero: str) -> Callable[[int], str]:
    """一 … 九十九 in words, from a hundred on digit by digit: 一〇〇."""
    digits = _digits(zero)
    return lambda value: to_chinese(value) if value < 100 else digits(value)


def _thousands(value: int) -> str:
    return to_chinese(value) if value < 100_000_000 else str(value)


def _japanese(value: int) -> str:
    """As 一百二十三 but without zeros and without 一 before 十, 百 and 千."""
    if value >= 10_000:
        return _thousands(value)
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += ("" if digit == 1 and name else "一二三四五六七八九"[digit - 1]) + name
    return text


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if value <= last else str(value)


def _cycle(names: str) -> Callable[[int], str]:
    return lambda value: names[(value - 1) % len(names)]


def _sexagenary(value: int) -> str:
    return _cycle(_STEMS)(value) + _cycle(_BRANCHES)(value)


def _ordinal(value: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in {11, 12, 13} else ending}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda value: _letters(value).lower(),
    "decimalZero": lambda value: f"{value:02d}",
    "ordinal": _ordinal,
    "hex": lambda value: f"{value:X}",
    "numberInDash": lambda value: f"- {value} -",
    "chineseCounting": _counting("〇"),
    "taiwaneseCounting": _counting("○"),
    "chineseCountingThousand": _thousands,
    "taiwaneseCountingThousand": _thousands,
    "japaneseCounting": _japanese,
    "ideographDigital": _digits("〇"),
    "japaneseDigitalTenThousand": _digits("〇"),
    "taiwaneseDigital": _digits("○"),
    "chineseLegalSimplified": lambda value: _thousands(value).translate(_SIMPLIFIED),
    "ideographLegalTraditional": lambda value: _thousands(value).translate(_TRADITIONAL),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "decimalEnclosedCircle": _enclosed(0x2460, 20),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 20),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "ideographEnclosedCircle": _enclosed(0x3220, 10),
    "decimalFullWidth": lambda value: str(value).translate({48 + i: 0xFF10 + i for i in range(10)}),
    "decimalFullWidth2": lambda value: str(value).translate(
        {48 + i: 0xFF10 + i for i in range(10)}
    ),
}


def format_number(value: int, name: str, custom: str = "") -> str:
    """``value`` in Word's format ``name``; formats of other languages come out in digits.

    ``custom`` is the pattern of a ``custom`` format: ``001, 002, 003, ...``.

    >>> [format_number(12, name) for name in ("chineseCounting", "upperLetter", "lowerRoman")]
    ['十二', 'L', 'xii']
    """
    if name == "none":
        return ""
    if name == "custom" and custom:
        first = custom.split(",")[0].strip()
        return f"{value:0{len(first)}d}" if first.isdecimal() else str(value)
    known = _FORMATS.get(name)
    return known(value) if known and value > 0 else str(value)
