"""A sentence told in other words by rule: shorter, clauses left out or turned about, other joints.

What must stay recognisable is handed in as the middle of three parts: it is only told in the
other style of numerals. Everything follows from the words and a seed.
"""

from __future__ import annotations

import re

from corpus.numerals import to_chinese, to_int

#: What says the same; each is put for the first of its kind.
_SAME = (
    ("应当", ("要", "须", "必须", "应")),
    ("不得", ("不能", "不准", "严禁", "不得")),
    ("可以", ("可", "可以")),
    ("之日起", ("之日起", "起")),
    ("或者", ("或", "或者")),
    ("以及", ("和", "及")),
    ("根据", ("按照", "依据")),
    ("依照", ("按照", "按")),
    ("进行", ("开展", "")),
    ("予以", ("给予", "")),
    ("县级以上地方人民政府", ("县级以上政府", "各级政府")),
    ("人民政府", ("政府", "人民政府")),
)
#: What a shorter telling leaves out.
_SPARE = re.compile(
    "依法|依照规定|按照(?:国家)?(?:有关)?规定|及时|切实|积极|进一步|(?:有关|相关)(?=部门|单位)|的(?=人员|单位|部门)"
)
_MEMBERS = re.compile("、[\u4e00-\u9fff]{2,8}(?:和|以及)[\u4e00-\u9fff]{2,8}(?=[，。]|$)")
_AMOUNT = re.compile(
    r"(?<![第年月\d.,一二三四五六七八九十百千万亿])(?:(?P<digits>\d{1,2})|(?P<han>[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]))"
    "(?=个月|个?工作日|日|年(?:内|以上)|倍)"
)


def paraphrase(before: str, middle: str, after: str, seed: int) -> tuple[str, str, str]:
    """The parts of a sentence, ``middle`` what must stay, told otherwise."""
    before, after = _fewer(before, after, seed)
    before, after = (_reworded(_MEMBERS.sub("等", part), seed) for part in (before, after))
    found = _AMOUNT.match(before + middle + after, len(before))
    if found is not None and found.end() == len(before + middle):
        middle = _other_style(found)
    before, after = (_AMOUNT.sub(_other_style, part) for part in (before, after))
    clauses = after.split("，")
    if seed % 3 == 0 and len(clauses) > 1 and len(clauses[-1]) > 3:  # the last is told first
        return f"{clauses[-1]}，{before}", middle, "，".join(clauses[:-1])
    return before, middle, after


def _fewer(before: str, after: str, seed: int) -> tuple[str, str]:
    """With one whole clause less, before or after, where there is one to spare."""
    ahead, behind = before.split("，"), after.split("，")
    if len(ahead) > 1 and (seed % 2 or len(behind) < 2):
        return "，".join(ahead[1:]), after
    if len(behind) > 1:
        return before, "，".join(behind[:-1])
    return before, after


def _reworded(words: str, seed: int) -> str:
    for at, (old, others) in enumerate(_SAME):
        words = words.replace(old, others[(seed + at) % len(others)])
    return _SPARE.sub("", words)


def _other_style(found: re.Match[str]) -> str:
    """A number in the other style: 三十 for 30."""
    return str(to_int(found["han"])) if found["han"] else to_chinese(int(found["digits"]))
