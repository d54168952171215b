"""How a title as written differs from the one held, said in Chinese; and when that may pass.

Two titles may name one work although they differ: a word left out or put in that names
nothing by itself (基层, 管理, 试行), or one slip in a long title. They may not where places,
numbers or the subject differ: 《甲市…条例》 is never 《乙市…条例》.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from corpus.titles import bare, head_noun, in_marks, title_key, trial_mark

#: Words whose presence or absence seldom makes another work of a title.
_WEAK = re.compile(
    "中华人民共和国|中国共产党|关于|若干|问题|试行|暂行|管理|工作|基层|实施|监督|有关|全国|国家|"
    "国有|企业|公司|集团|股份|有限|责任|组织|党员|干部|党的|我国|规范|制度|进一步|加强|做好|切实|印发|开展|"
    r"[的与和及、了对第党省市\s()（）“”\"\-—]"
)
_BRACKETS = re.compile(r"[《》〈〉<>\s]|中华人民共和国")
_PLACE = re.compile("省|市|自治|区|县|州|京|沪|[零一二三四五六七八九十百0-9]")
#: Nouns of rules that are easily taken for one another.
RULES = frozenset({"办法", "规定", "细则", "规则", "制度"})
#: Least similarity (Indel, 0 … 100) of two titles that differ in weak words only, or at all.
WEAK_CUTOFF, CUTOFF = 70.0, 91.0


def difference(written: str, held: str) -> str:
    """「原文作《甲》，馆藏为《乙》：多“基层”，缺“（试行）”」; ``""`` where both read the same."""
    written, held = bare(written), bare(held)
    if title_key(written) == title_key(held):
        return ""
    extra, missing = _pieces(_BRACKETS.sub("", written), _BRACKETS.sub("", held))
    said = [f"多“{piece}”" for piece in extra] + [f"缺“{piece}”" for piece in missing]
    return f"原文作{in_marks(written)}，馆藏为{in_marks(held)}：{'，'.join(said) or '写法不同'}"


def omits_trial(written: str, held: str) -> bool:
    """Whether only one of the two titles says （试行） or （暂行）."""
    return trial_mark(written) != trial_mark(held)


def may_be_same(written: str, held: str) -> float:
    """How surely two titles, both as keys, name one work: 0 (they do not) … 100.

    A rule may be called by its neighbour's noun (规定 for 办法) where nothing else differs.
    """
    nouns = head_noun(written), head_noun(held)
    if nouns[0] == nouns[1]:
        if sorted(_WEAK.sub("", written)) == sorted(_WEAK.sub("", held)):
            return max(86.0, _likeness(written, held))  # only the order differs, or weak words
        return _likeness(written, held)
    if not nouns[0] or not all(noun in RULES for noun in nouns):
        return 0.0
    stems = written.removesuffix(nouns[0]), held.removesuffix(nouns[1])
    extra, missing = _pieces(*stems)
    if any(_WEAK.sub("", piece) for piece in (*extra, *missing)):
        return 0.0
    return max(0.0, fuzz.ratio(*stems, score_cutoff=WEAK_CUTOFF) - 8.0)


def abbreviates(written: str, held: str) -> bool:
    """Whether letters of a law's title stand for it, in order: 民诉法解释, 税收征管法, 环保法.

    A title that is merely broken off abbreviates nothing: 海洋法 is not 海洋环境保护法.
    """
    short, _, tail = written.rpartition("法")
    long, _, held_tail = held.rpartition("法")
    if tail != held_tail or len(short) < 2 or short[0] != long[:1] or long.startswith(short):
        return False
    return has_letters(long, short)


def has_letters(text: str, letters: str) -> bool:
    """Whether ``letters`` stand in a text in this order, whatever is between them."""
    rest = iter(text)
    return all(char in rest for char in letters)


def _likeness(written: str, held: str) -> float:
    score = fuzz.ratio(written, held, score_cutoff=WEAK_CUTOFF)
    if not score:
        return 0.0
    extra, missing = _pieces(written, held)
    changed = [_WEAK.sub("", piece) for piece in (*extra, *missing)]
    if not any(changed):
        return score
    if score < CUTOFF or any(_PLACE.search(piece) for piece in changed):
        return 0.0
    # Both sides changed in the same place: 合资 for 合作 is another law, unless it is a slip.
    if extra and missing and max(map(len, changed)) > 1:
        return 0.0
    return score if not (extra and missing) or len(written) >= 15 else 0.0


def _pieces(written: str, held: str) -> tuple[list[str], list[str]]:
    """What only ``written`` has and what only ``held`` has, in order."""
    extra, missing = [], []
    for op in Indel.opcodes(written, held):
        if op.tag == "delete":
            extra.append(written[op.src_start : op.src_end])
        elif op.tag == "insert":
            missing.append(held[op.dest_start : op.dest_end])
    return extra, missing
