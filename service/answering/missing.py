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
#: Of what is called so alone: 破坏流溪河 and 委托流溪河 are no two of a kind.
_PROPER = ("nr", "ns")
_HAN = re.compile(r"[一-鿿]+")
#: A last character that makes of what stands before it the name of one of a kind: 资源税, 工作证.
_KINDS = frozenset("税险证法费金局院校厅奖券卡矿案罪假品")
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
        " 机构 主要 部门 人员 经济社会 政府 中国 基本 重大 重要 费用 医疗费用"
    ).split()
)
#: A time, a number or what asks is no name of a thing.
_NO_THING = re.compile("[0-9年月日几多哪]|时候|^地方$")
#: What a question's word counts that the terms do not have; what a rival counts where the thing
#: itself is named elsewhere in the passage.
_SHARE, ELSEWHERE = 0.2, 0.5
#: The share of a question from which on what was found is said to be of another thing.
TOLD_OF = 0.1
#: Characters of a kind's own name, longest first.
_TAILS = (3, 2, 1)
#: The last words of a run that are read as a name, and the last names of a question that are read:
#: more are no names, and a question may be a page long.
WORDS_OF_NAME, NAMES_READ = 6, 12


class Rival(NamedTuple):
    """What stands where the thing asked about might, what share of the question that is, and
    whether it may be the thing itself: what is left of its name stands elsewhere around, or ends
    in a character that the other has too and that is no kind (职工 for 员工; but 水效 is not 能效).
    """

    asked: str
    told: str
    share: float
    unsure: bool

    @property
    def is_plain(self) -> bool:
        """Whether what was found can be said to be of another thing."""
        return self.share >= TOLD_OF and not self.unsure


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


class Part(NamedTuple):
    """A name parted before its kind: what is of the kind, the word that ends that, and the kind
    as it may be called, longest first.
    """

    own: str
    last: str
    kinds: Sequence[str]


class Sought(NamedTuple):
    """A question's words with their part of speech, and its names parted; made once for all
    sentences held against it.
    """

    words: Sequence[tuple[str, str]] = ()
    parts: Sequence[Part] = ()


#: What is read of a question for which nothing was found.
UNREAD = Sought()


def sought_in(
    question: str, tagged: Tagged, has_word: Callable[[str], bool] = lambda _: True
) -> Sought:
    """What is read of a question; ``tagged`` cuts text into words with their part of speech, and
    what a dictionary has not (``has_word``) where a cut was only guessed (找村 of 找村调委会) tells
    no thing from its like.
    """
    words = tagged(question)
    alone = {word for word, kind in words if kind.startswith(_PROPER) and word[-1] not in _KINDS}
    parts = dict.fromkeys(
        part
        for part in _parted(words)
        if has_word(part.last) and not alone.intersection(part.kinds)
    )
    return Sought(words, list(parts))


def missing_of(asked: Asked, sought: Sought, unit: Unit, tagged: Tagged) -> Missing:
    """What a question's sentence is missing."""
    description = unit.result.card.description
    around = fold(" ".join((description.title, *unit.result.section, unit.passage.text)))
    kinds = dict(sought.words)
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
    return Missing(named, others, count, _rival(asked, sought, around, tagged(unit.told)))


def _rival(
    asked: Asked, sought: Sought, around: str, told: Sequence[tuple[str, str]]
) -> Rival | None:
    """The weightiest name of the question that stands nowhere, while all that is said of its kind
    is said of another.
    """
    terms = {term.word: term for term in asked.terms}
    total = sum(term.weight for term in asked.terms) or 1.0
    said = _Said(told, "".join(word for word, _ in sought.words))
    best: Rival | None = None
    for own, last, kinds in sought.parts:
        kind = next((one for one in kinds if one in said.text), "")
        if not kind or _is_named(own, last, kinds, around, terms):
            continue
        found = said.others(own, last, kind)
        if found is None:
            continue
        other, part = found
        term = terms.get(last) or terms.get(own + kind)
        share = (term.weight / total if term else _SHARE) * part
        unsure = last in around or (own[-1] in other and own[-1] not in _KINDS)
        share *= ELSEWHERE if unsure else 1.0
        if best is None or share > best.share:
            best = Rival(own + kind, other + kind, share, unsure)
    return best


def _parted(words: Sequence[tuple[str, str]]) -> Iterator[Part]:
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
            telling = tuple(kind for kind in kinds if kind not in _OF_ANY)
            if len(own) > 1 and telling and not _NO_THING.search(own):
                yield Part(own, last, telling)


def _names(words: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """The runs of words that name something, or what is done with it; 的 between them left out,
    and places, which are demanded by themselves. No run is longer than :data:`WORDS_OF_NAME`, and
    no more of them than :data:`NAMES_READ`, the last.
    """
    runs: list[list[str]] = [[]]
    for word, kind in words:
        named = not kind or kind.startswith(_IN_NAMES) or (kind == "v" and word[1:] and runs[-1])
        if named and _HAN.fullmatch(word) and not places_in(word):
            runs[-1].append(word)
        elif word != "的":
            runs.append([])
    names = dict.fromkeys(tuple(run[-WORDS_OF_NAME:]) for run in runs if run)
    return list(names)[-NAMES_READ:]


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
