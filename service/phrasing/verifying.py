"""Holds one sentence of a model's against the passages it cites; what cannot be held is struck.

Compared as the checker compares (:mod:`service.checking.skeleton`): width, wraps, punctuation
and the way a number is written do not matter, the letters do. A quotation that stands in its
source is set in the source's own characters. The rules would rather strike a true sentence
than let a false one stand: the extractive answer is on the page already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from corpus.text import fold
from service.checking.skeleton import Skeleton, is_number, skeleton
from service.phrasing.model import Kept, Struck
from service.phrasing.sentences import parted

if TYPE_CHECKING:
    from service.phrasing.model import Source

#: Least share of a sentence's pairs of letters that stand in the passages it cites.
SUPPORTED = 0.6
#: Pairs in a row that stand nowhere there and so hold a word that does not: inside a stretch,
#: at one end of it, from end to end.
STRANGE, STRANGE_AT_AN_END, STRANGE_WHOLE = 3, 2, 1
_QUOTED = re.compile(r"“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|\"([^\"]*)\"|‘([^‘’]*)’")
_STRAY = re.compile(r"[“”「」『』\"]")
_TITLE = re.compile(r"《([^《》]+)》")
_MARKUP = re.compile(r"https?:|www\.|javascript:|data:|<[^>]*>|\]\(|\{\{|```", re.IGNORECASE)
#: A number in front of one of these means this many of them; 一 alone only then means one.
_UNITS = "个年月日天时分秒周季度届次倍成折元角万亿吨米里亩人名户岁级等类项条款章编节点岗位份件家%‰℃"
_DATED = "年月"
#: 统一, 一切, 一致: no numbers. A number of several characters always is one.
_ONE = skeleton("一").letters
_HAN = re.compile(r"[零〇○一二两三四五六七八九十百千]{2,}")
#: What makes a rule another rule; each must be the source's own.
_MODALS = (
    "不得", "禁止", "严禁", "可以", "应当", "必须", "无需", "不需", "免于", "除外", "不予",
    "以上", "以下", "以内", "以外", "超过", "至少", "至多", "低于", "高于", "少于", "多于",
)  # fmt: skip
_NEGATORS = ("不得", "不应", "禁止", "严禁", "不予", "不能", "不可", "不", "未", "无", "非", "免")
#: Words and letters that only join what is said; what is between them is compared.
_JOINING = re.compile(
    "此外|另外|同时|其中|以及|并且|而且|但是|因此|所以|如果|根据|按照|依据|依照|规定|明确|提出|要求|指出|强调"
    "|包括|具体|如下|分别|主要|需要|有关|相关|关于|对于|属于|作为|成为|进行|上述|首先|其次|再次|最后|例如|比如"
    "|也就是说|换言之|总之|[的了是在和与及并要应须需由对为以将也还都等其该这那即则而且或被把从到向于之所有可能会就]"
    "|[^\\w%‰℃]+"
)
#: Whether something must or may be done, however short the word for it, and what.
_BOUND = re.compile(
    r"(?:(应当|应该|必须|务必|须|需要|需|应|要)|可以|有权|可能|可|能)(?=[会再还也都就对其]{0,3}(\w\w))"
)
_NEGATED = re.compile(rf"(?:{'|'.join(_NEGATORS)})(\w\w)")


class Verifier:
    """Verifies sentences over the sources one model was given."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources: Mapping[int, Source] = {one.number: one for one in sources}
        self._bones = {n: skeleton(one.text) for n, one in self._sources.items()}

    def verify(self, sentence: str) -> Kept | Struck:
        """The sentence as it may be shown, or why it may not."""
        words, cited = parted(sentence)
        if not cited:
            return Struck("uncited")
        if any(number not in self._sources for number in cited):
            return Struck("unknown_citation")
        sources = [self._sources[number] for number in cited]
        if _MARKUP.search(words):
            return Struck("markup")
        quoted = self._quotations(words, cited)
        if quoted is None:
            return Struck("quotation")
        text = fold("\n".join(f"{one.head}\n{one.text}" for one in sources))
        held = skeleton(text).letters
        for code, holds in (
            ("title", _titles(words, text)),
            ("number", _numbers(words, text, held)),
            ("turned", _upright(fold(words), text)),
            ("unsupported", _supported(words, held)),
        ):
            if not holds:
                return Struck(code)
        return Kept(quoted, cited)

    def _quotations(self, words: str, cited: tuple[int, ...]) -> str | None:
        """The sentence with its quotations in their sources' characters; None: one is invented."""
        out, at = [], 0
        for match in _QUOTED.finditer(words):
            said = next(group for group in match.groups() if group is not None)
            exact = self._exact(said, cited)
            if exact is None:
                return None
            opening = "“" if match[0][0] == '"' else match[0][0]
            closing = "”" if match[0][-1] == '"' else match[0][-1]
            # The stop before the closing mark is the sentence's own, not the quotation's.
            stop = said[-1] if said[-1] in "。！？；，" and exact[-1:] != said[-1] else ""
            out += [words[at : match.start()], opening, exact, stop, closing]
            at = match.end()
        rest = words[at:]
        if any(_STRAY.search(piece) for piece in (*out[::5], rest)):
            return None  # a mark without its fellow: what it quotes cannot be told
        return "".join([*out, rest])

    def _exact(self, said: str, cited: tuple[int, ...]) -> str | None:
        """The characters of a cited passage that a quotation gives."""
        asked = skeleton(said).letters
        if not asked:
            return None
        for number in cited:
            text, bones = self._sources[number].text, self._bones[number]
            start = bones.letters.find(asked)
            if start >= 0:
                span = bones.span(start, start + len(asked))
                return text[span.start : span.end]
        return None


def _titles(words: str, text: str) -> bool:
    """Whether every 《title》 is named by what is cited."""
    return all(fold(title) in text for title in _TITLE.findall(words))


def _numbers(words: str, text: str, held: str) -> bool:
    """Whether every number stands in what is cited, of the same things: 三十日 is not 30万元."""
    bones = skeleton(words)
    written = all(run in text for run in _unvalued(words, bones))
    return written and all(part in held for part in _counted(bones.letters))


def _counted(letters: str) -> Iterator[str]:
    """Each number with what it counts, and with 第 before it; a date is one."""
    at = 0
    while at < len(letters):
        start, letter = at, letters[at]
        at += 1
        if not is_number(letter):
            continue
        unit = letters[at : at + 1]
        while unit and unit in _DATED and is_number(letters[at + 1 : at + 2] or " "):
            at += 2
            unit = letters[at : at + 1]
        at += bool(unit) and unit in _UNITS
        start -= start > 0 and letters[start - 1] == "第"
        if letters[start:at] not in (_ONE, f"{_ONE}个"):
            yield letters[start:at]


def _unvalued(words: str, bones: Skeleton) -> Iterator[str]:
    """Numerals that have no value but are names: 十四五, 三重一大's 三 is a number."""
    for match in _HAN.finditer(fold(words)):
        if match.start() in bones.starts and not any(
            is_number(letter)
            for letter, start in zip(bones.letters, bones.starts, strict=True)
            if match.start() <= start < match.end()
        ):
            yield match[0]


def _upright(words: str, text: str) -> bool:
    """Whether what it says must, may or must not be is what is cited, and nothing is turned."""
    if any(modal in words and modal not in text for modal in _MODALS):
        return False
    bound = _bound(text)
    for must, done in _bound(words) - bound:
        # 须 for 可以 or 能 for 应当; and what only is done is not what may be.
        if (not must, done) in bound or (not must and done in text):
            return False
    for match in _NEGATED.finditer(text):
        done = match[1]
        if done in words and not _stands(done, text) and _stands(done, words):
            return False
    # What is denied must be denied there: 不, 未 and 无 are never the model's own.
    return all(match[0] in text for match in _NEGATED.finditer(words))


def _bound(text: str) -> set[tuple[bool, str]]:
    """What must (true) or may (false) be done."""
    return {(bool(match[1]), match[2]) for match in _BOUND.finditer(text)}


def _stands(done: str, text: str) -> bool:
    """Whether a word stands anywhere without a negation close before it."""
    for match in re.finditer(re.escape(done), text):
        before = text[max(0, match.start() - 3) : match.start()]
        if not any(negator in before for negator in _NEGATORS):
            return True
    return False


def _supported(words: str, held: str) -> bool:
    """Whether what it says is said by what it cites, and no word of it is a stranger there."""
    found = [_found(part, held) for part in _JOINING.split(fold(words)) if part]
    pairs = [pair for stretch in found for pair in stretch]
    if not pairs or sum(pairs) < SUPPORTED * len(pairs):
        return False
    return not any(_strange(stretch) for stretch in found)


def _found(part: str, held: str) -> list[bool]:
    """For each pair of letters of a stretch, whether it stands in what is cited."""
    letters = skeleton(part).letters
    return [letters[at : at + 2] in held for at in range(len(letters) - 1)]


def _strange(stretch: list[bool]) -> bool:
    """Whether pairs in a row are strange enough to hold a word that is."""
    at = 0
    for known, run in groupby(stretch):
        length = len(list(run))
        ends = (at == 0) + (at + length == len(stretch))
        at += length
        if not known and length >= (STRANGE, STRANGE_AT_AN_END, STRANGE_WHOLE)[ends]:
            return True
    return False
