"""What of a question a sentence stands without, and what stands in its place.

That a verb is put otherwise says little; that a thing asked about is named nowhere says much. And
where all that is said of 经营许可证 is said of one for heat, nothing is said of one for gas.
"""

from __future__ import annotations

import math
import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from corpus.text import fold
from service.answering.places import places_in
from service.answering.weighing import stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from service.answering.features import Asked
    from service.answering.units import Unit
    from service.answering.wording import Term

    Tagged = Callable[[str], Sequence[tuple[str, str]]]

#: Parts of speech of what names a thing; a term of the lexicon has none.
_NAMES = ("n", "vn", "an", "l", "j", "b", "eng")
#: Of what may stand in a name of several words.
_IN_NAMES = ("n", "vn", "an", "l", "j")
_HAN = re.compile(r"[一-鿿]+")
#: A last character that makes of what stands before it the name of one of a kind: 资源税, 工作证.
_KINDS = frozenset("税险证法费金局院校厅奖券卡矿案罪假")
#: What is said of anything, and so tells no thing from its like; as it stands before and after.
_OF_ANY = frozenset(
    (
        "目标 部门 机构 单位 情况 工作 规定 要求 发展 问题 管 改革 内 人 人员 时间 期限 标准 条件"
        " 范围 内容 方面 政策 措施 管理 服务 监管 意义 升级 变动 方式 办法 责任 职责 行为 活动 项目"
        " 文件 收入 费用 费"
    ).split()
)
_ANY_OF = frozenset(
    (
        "地区 全省 全国 全市 全区 工作 社会 国家 有关 其他 各级 相关 行政 服务 管理 预期 规定 单位"
        " 机构 主要 部门 人员 经济社会 政府 中国 基本 重大 重要"
    ).split()
)
#: A time, a number or what asks is no name of a thing.
_NO_THING = re.compile("[0-9年月日几多哪]|时候")
#: What a question's word counts that the terms do not have; what a rival counts where the thing
#: itself is named elsewhere in the passage.
_SHARE, ELSEWHERE = 0.2, 0.5
#: The share of a question from which on what was found is said to be of another thing.
TOLD_OF = 0.1
#: Characters of a kind's own name, longest first.
_TAILS = (3, 2, 1)


class Rival(NamedTuple):
    """What stands where the thing asked about might, what share of the question that is, and
    whether what is left of the thing's name stands elsewhere around.
    """

    asked: str
    told: str
    share: float
    elsewhere: bool

    @property
    def is_plain(self) -> bool:
        """Whether what was found can be said to be of another thing."""
        return self.share >= TOLD_OF and not self.elsewhere


class Missing(NamedTuple):
    """How surprising it would be for an answer to lack the names, and the other words, that stand
    nowhere around a sentence; how many names a question has; a rival of what is asked about.
    """

    names: float = 0.0
    others: float = 0.0
    asked: int = 0
    rival: Rival | None = None

    @property
    def signs(self) -> tuple[float, float, float, float]:
        """What the decision to answer weighs."""
        return self.names, self.others, float(self.asked), self.rival.share if self.rival else 0.0


#: Of a question for which nothing was found.
NOTHING = Missing()


def missing_of(asked: Asked, unit: Unit, tagged: Tagged) -> Missing:
    """What a question's sentence is missing; ``tagged`` cuts text into words with their part of
    speech.
    """
    description = unit.result.card.description
    around = fold(" ".join((description.title, *unit.result.section, unit.passage.text)))
    words = tagged(asked.query.text)
    kinds = dict(words)
    named, others, count = 0.0, 0.0, 0
    for term in asked.terms:
        if len(term.word) < 2:
            continue
        is_name = kinds.get(term.word, "n").startswith(_NAMES) or not kinds[term.word]
        count += is_name
        if stands(term, around):
            continue
        doubt = -math.log(1 - min(term.rate, 0.98))
        named, others = named + doubt * is_name, others + doubt * (not is_name)
    return Missing(named, others, count, _rival(asked, words, around, tagged(unit.told)))


def _rival(
    asked: Asked, words: Sequence[tuple[str, str]], around: str, told: Sequence[tuple[str, str]]
) -> Rival | None:
    """The weightiest name of the question that stands nowhere, while all that is said of its kind
    is said of another.
    """
    terms = {term.word: term for term in asked.terms}
    total = sum(term.weight for term in asked.terms) or 1.0
    said = _Said(told, "".join(word for word, _ in words))
    best: Rival | None = None
    for own, last, kinds in _parted(words):
        kind = next((one for one in kinds if one in said.text), "")
        if not kind or _is_named(own, last, kinds, around, terms):
            continue
        found = said.others(own, last, kind)
        if found is None:
            continue
        other, part = found
        term = terms.get(last) or terms.get(own + kind)
        share = (term.weight / total if term else _SHARE) * part
        share *= ELSEWHERE if last in around else 1.0
        if best is None or share > best.share:
            best = Rival(own + kind, other + kind, share, last in around)
    return best


def _parted(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str, list[str]]]:
    """The names of a question, each parted before its kind: 燃气 and 经营许可证 or 经营, 燃气经营
    and 许可证, 资源 and 税; and the word that ends the first part.
    """
    for name in _names(words):
        parts = [
            (
                "".join(name[:at]),
                name[at - 1],
                ["".join(name[at:end]) for end in range(len(name), at, -1)],
            )
            for at in range(1, len(name))
        ]
        parts += [
            (word[:-size], word[:-size], [word[-size:]])
            for word in name
            for size in _TAILS
            if len(word) - size > 1 and (size > 1 or word[-1] in _KINDS)
        ]
        for own, last, kinds in parts:
            telling = [kind for kind in kinds if kind not in _OF_ANY]
            if len(own) > 1 and telling and not _NO_THING.search(own):
                yield own, last, telling


def _names(words: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The runs of words that name something, or what is done with it; 的 between them left out,
    and places, which are demanded by themselves.
    """
    runs: list[list[str]] = [[]]
    for word, kind in words:
        named = not kind or kind.startswith(_IN_NAMES) or (kind == "v" and word[1:] and runs[-1])
        if named and _HAN.fullmatch(word) and not places_in(word):
            runs[-1].append(word)
        elif word != "的":
            runs.append([])
    return [run for run in runs if run]


def _is_named(
    own: str, last: str, kinds: Sequence[str], around: str, terms: Mapping[str, Term]
) -> bool:
    """Whether a thing is named around a sentence, by its name or another of its own."""
    words = [last, *(own + kind for kind in kinds)]
    others = [other for word in words if word in terms for other in terms[word].others]
    names = [own + between + kind for kind in kinds for between in ("", "的")]
    return any(name in around for name in (*names, *others))


class _Said:
    """A sentence in words, and what stands in it before a kind."""

    def __init__(self, told: Sequence[tuple[str, str]], question: str) -> None:
        self.text = "".join(word for word, _ in told)
        self._question = question
        ends = accumulate(len(word) for word, _ in told)
        self._words = dict(zip(ends, told, strict=True))

    def others(self, own: str, last: str, kind: str) -> tuple[str, float] | None:
        """The last thing that stands before a kind where the asked one never does, and the share
        of places where one does; None where none does, or the same.
        """
        places = [found.start() for found in re.finditer(re.escape(kind), self.text)]
        known = set(own[:-1] if len(own) > 2 else own[:1])
        rivals: list[str] = []
        for place in places:
            at = place - (self.text[place - 1 : place] == "的")
            if self.text[max(0, at - len(last)) : at] == last:
                return None
            other = self._before(at) or self._within(place, kind)
            # 公办 is 公立 put otherwise.
            if len(other) > 1 and other not in self._question and not known & set(other):
                rivals.append(other)
        if not rivals or rivals[-1] in _ANY_OF:
            return None
        return rivals[-1], len(rivals) / len(places)

    def _before(self, at: int) -> str:
        """The name that ends at a place; empty where none does."""
        word, tag = self._words.get(at, ("", "x"))
        return word if not tag or tag.startswith(_IN_NAMES) else ""

    def _within(self, place: int, kind: str) -> str:
        """What stands before a kind in the word that it ends."""
        word, _ = self._words.get(place + len(kind), ("", ""))
        return word.removesuffix(kind) if len(word) > len(kind) else ""
