"""How a wording differs from the one held: which slips matter, and the right words in its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from service.checking.alignment import Edit, edits
from service.checking.roles import is_other_organ
from service.checking.skeleton import is_number, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection

    from corpus.model import Span
    from service.checking.skeleton import Skeleton

#: Words that decide what is owed; one of one group for one of another changes the duty.
_MODALS = (
    ("应当", "必须", "应", "须", "务必", "一律", "需要", "要", "需"),
    ("可以", "可", "有权", "能够", "能"),
    ("不得", "不准", "禁止", "严禁", "不能", "不可以", "不应当", "不应"),
    ("原则上", "一般", "鼓励", "提倡", "支持"),
)
_BOUNDS = (
    "以上 以下 以内 以外 之前 之后 不少于 不超过 不低于 不高于 不足 至少 最多 超过 低于 高于"
    " 多于 少于 大于 小于 同时 或者 并且 不 未 非 无 免 除"
).split()
#: What changes as a whole: a number, a letter.
_PIECE = re.compile(r"\d+(?:[.,]\d+)*|.", re.DOTALL)
#: Marks that come in pairs.
_PAIRS = ("“”", "‘’", "《》", "（）", "「」")
#: Letters a number may have beside it, its unit, and be a number.
_UNIT = 4
#: Letters after a word among which the noun of an organ's name stands; one of a list.
_NAME, _ITEM = 9, re.compile("[\u4e00-\u9fff]{2,14}")
#: 组织和个人 for 组织或者个人 is no other rule; 罚款和拘留 for 罚款或者拘留 is.
_JOINS = frozenset(("和", "与", "及", "以及"))
_WHO = "组织|单位|机构|机关|部门|团体|企业|法人|公民|个人"
_WHO_BEFORE, _WHO_AFTER = re.compile(f"(?:{_WHO})$"), re.compile(_WHO)
#: What parts the members of a list of which one may be lost: of two a draft may speak of one.
_MARK = re.compile("[，；]")
_LISTING, _CLAUSE_END = re.compile("、|和|或者?|以及"), re.compile("[，；。：\n]")
_BETWEEN = frozenset("、，；。：“”\n")
#: What makes a duty less or more of one where it is put in or left out.
_SOFTENING = frozenset(("原则上", "一般", "一律"))
#: What joins as well by another word, in a telling: 按照 for 根据.
_JOINTS = (
    ("根据", "依据", "按照", "依照", "遵照", "参照", "按", "依", "据"),
    ("或者", "或"), ("以及", "及", "和", "与"), ("进行", "开展", "实施", "做"), ("给予", "予以"),
    ("对", "就", "对于"), ("将", "把"), ("在", "于"), ("自", "从"), ("经", "经过"),
    ("递交", "提交"), ("未", "没有", "没"), ("处", "罚", "罚款", "处以", "处罚款"),
    ("他人", "别人"), ("以", "用", "拿"), ("与", "同", "跟"), ("到", "去", "赴"),
)  # fmt: skip
#: What says no more in a telling than what is beside it: 把 for 应当将.
_EMPTY = re.compile(
    "应当|必须|务必|应|须|的|由|将|把|对|就|在|于|并|且|而|即|则|便|再|还|也|又|均|都|予以|给予|进行"
)
#: What bounds only against another: 之前 for 之后; 收到后 says no more than 收到.
_SIDES = frozenset("前后内外上下")
#: What stands for what was named before.
POINTING = frozenset(("其", "该", "此"))
#: 当月 for 下月: which of them.
_POINTERS, _TIMES = frozenset("当下次上本翌"), frozenset("年月日季周")


@dataclass(frozen=True, slots=True)
class Slip:
    """One difference: ``written`` in the draft, ``right`` in the source; either may be empty.

    ``kind`` is ``number``, ``period`` (每季度 for 每半年), ``duty`` (应当 for 可以), ``bound``
    (以上 for 以下, a 不 lost), ``organ`` (another organ), ``item`` (one of a list lost), ``order``
    (another order), ``word`` (one for another), ``style`` (one for another that says the same: 必须
    for 应当), ``left_out`` or ``put_in``.
    """

    kind: str
    written: str
    right: str

    @property
    def told(self) -> str:
        """The slip in Chinese."""
        if self.kind == "order":
            return f"次序应为“{self.right}”"
        if not self.written:
            return f"漏“{self.right}”"
        if not self.right:
            return f"多“{self.written}”"
        return f"“{self.written}”应为“{self.right}”"


def slips(draft: str, written: Skeleton, source: str, right: Skeleton) -> list[Slip]:
    """The differences between two skeletons, as the texts they were made of read."""
    found = []
    for edit in edits(written.letters, right.letters):
        old = draft[slice(*written.span(edit.start, edit.end))]
        new = source[slice(*right.span(edit.to_start, edit.to_end))]
        found.append(Slip(_kind(edit, written, right, old, source), old, new))
    return found


def is_change(slip: Slip) -> bool:
    """Whether a slip says something else, and not less, more or the same in another style, nor
    points to what was named before.
    """
    is_other = bool(slip.written and slip.right) and slip.kind != "style"
    return is_other and slip.written not in POINTING


def is_reordered(written: str, source: str) -> bool:
    """Whether the members of a row stand in another order, all else being the same."""
    one, other = skeleton(written).letters, skeleton(source).letters
    return one != other and "、" in written and "、" in source and sorted(one) == sorted(other)


def reordered(written: str, source: str) -> Slip | None:
    """The part of a row whose members stand in another order, if that is all that differs, and
    whole clauses do not: a telling may turn them about.

    >>> reordered("不得挂床住院、分解住院", "不得分解住院、挂床住院").right
    '不得分解住院、挂床住院'
    """
    if not is_reordered(written, source):
        return None
    bones, right = skeleton(written), skeleton(source)
    same = [one == other for one, other in zip(bones.letters, right.letters, strict=True)]
    first, last = same.index(False), len(same) - same[::-1].index(False)
    old, new = bones.span(first, last), right.span(first, last)
    order = Slip("order", _members(written, old), _members(source, new))
    if "。" in order.right.strip("。"):  # of two sentences
        return None
    clauses = [sorted(_MARK.split(words)) for words in (order.written, order.right)]
    return order if clauses[0] != clauses[1] or len(clauses[0]) == 1 else None


def _members(text: str, span: Span) -> str:
    """A part of a text with the whole of the members it begins and ends in."""
    start, end = span
    while start and text[start - 1] not in _BETWEEN:
        start -= 1
    while end < len(text) and text[end] not in _BETWEEN:
        end += 1
    return text[start:end]


def _is_item(source: str, span: Span) -> bool:
    """Whether a part of a text is one of a list: 甲、乙或者丙."""
    before, after = source[: span.start], source[span.end :]
    if not _ITEM.fullmatch(source[slice(*span)]):
        return False
    if not (before.endswith("、") or after.startswith("、")):
        return False
    row = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0]
    return len(_LISTING.findall(row)) > 1


def _kind(edit: Edit, written: Skeleton, right: Skeleton, old: str, source: str) -> str:
    """The kind of a slip: ``old`` in the draft, and what stands in the ``source`` for it."""
    at = right.span(edit.to_start, edit.to_end)
    new = source[slice(*at)]
    letters = written.letters[edit.start : edit.end] + right.letters[edit.to_start : edit.to_end]
    if _is_each(written, edit.start) and _is_each(right, edit.to_start):
        return "period"
    time = right.letters[edit.to_end :][:1]
    if _POINTERS.issuperset((old[-1:], new[-1:])) and old and new and time in _TIMES:
        return "period"
    if not (old and new) and (old or new) in _SOFTENING:
        return "duty"
    if any(map(is_number, letters)) and not _is_word(letters):
        return "number"
    if (duty := _duty(old, new)) is not None:
        return duty
    if _is_style(edit, written, right):
        return "style"
    if old and new and not _JOINS.isdisjoint((old, new)) and _is_between_who(source, at):
        return "word"
    if old in _BOUNDS or new in _BOUNDS or (old in _SIDES and new in _SIDES):
        return "bound"
    if old and new:
        follows = source[at.end : at.end + _NAME]
        return "organ" if is_other_organ(old, new, follows) else "word"
    if old:
        return "put_in"
    return "item" if _is_item(source, at) else "left_out"


def _is_style(edit: Edit, written: Skeleton, right: Skeleton) -> bool:
    """Whether words stand for others that say the same, which may share a letter with them: 不准
    for 不得, 可按照 for 可以根据; 等 for the rest of a list.
    """
    old = written.letters[edit.start : edit.end]
    new = right.letters[edit.to_start : edit.to_end]
    if old == "等" or (old and new and _EMPTY.sub("", old) == _EMPTY.sub("", new)):
        return True
    for before, after in ((0, 0), (1, 0), (0, 1)):
        one = written.letters[max(0, edit.start - before) : edit.end + after]
        other = right.letters[max(0, edit.to_start - before) : edit.to_end + after]
        if _says_same(one, other):
            return True
    return False


def _says_same(one: str, other: str) -> bool:
    """Whether words are made of parts that say the same, one after another."""
    if one == other:
        return True
    return any(
        _says_same(one[len(part) :], other[len(same) :])
        for group in (*_MODALS[:3], *_JOINTS)
        for part in group
        if one.startswith(part)
        for same in group
        if other.startswith(same)
    )


def _is_between_who(source: str, at: Span) -> bool:
    """Whether a place parts two of those whom a rule names: 任何组织或者个人."""
    before = source[max(0, at.start - _UNIT) : at.start]
    return bool(_WHO_BEFORE.search(before) and _WHO_AFTER.match(source, at.end))


def _is_word(letters: str) -> bool:
    """Whether a number is only part of a word, as in 统一."""
    han = sum(not is_number(letter) for letter in letters)
    return han > _UNIT * (len(letters) - han)


def _duty(old: str, new: str) -> str | None:
    """``duty`` where one word for what is owed stands for one of another group; ``style``: of
    the same; None: no such word for another. It may have words too many at one side.
    """
    for one, other in ((old, new), (old, new[-len(old) :]), (old, new[: len(old)]),
                       (old[-len(new) :], new), (old[: len(new)], new)):  # fmt: skip
        groups = _group(one), _group(other)
        if None not in groups:
            return "duty" if groups[0] != groups[1] else "style"
    return None


def _is_each(bones: Skeleton, at: int) -> bool:
    """Whether 每 stands before what begins there: a time or a number of them."""
    return bones.letters[max(0, at - 1) : at] == "每"


def _group(words: str) -> int | None:
    for place, group in enumerate(_MODALS):
        if words in group:
            return place
    return None


def replacement(written: str, source: str, *, nested: bool) -> str:
    """The source's words as they stand in the draft's quotation: its wraps gone, its ends kept.

    Marks at either end of what was written stay; inside quotation marks “…” becomes ‘…’.
    """
    words = "".join(source.split("\n"))
    if nested:
        words = words.translate(str.maketrans("“”", "‘’"))
    bones = skeleton(written)
    if not bones:
        return words
    head, tail = written[: bones.starts[0]], written[bones.ends[-1] :]
    return f"{head}{_paired(words.strip(), written)}{tail}"


def _paired(words: str, written: str) -> str:
    """Words cut out of a source without marks that open or close nothing there, and did not in
    what was ``written``.
    """
    for pair in _PAIRS:
        if _lone(pair, written):
            continue
        for at in reversed(_lone(pair, words)):
            words = words[:at] + words[at + 1 :]
    return words


def _lone(pair: str, text: str) -> list[int]:
    """Where a mark stands without its other half."""
    opened: list[int] = []
    lone: list[int] = []
    for at, letter in enumerate(text):
        if letter == pair[0]:
            opened.append(at)
        elif letter == pair[1] and opened:
            opened.pop()
        elif letter == pair[1]:
            lone.append(at)
    return sorted([*lone, *opened])


def mended(written: str, source: str, kinds: Collection[str]) -> str:
    """What was written with the source's words only where a slip of some ``kinds`` is."""
    bones, right = skeleton(written), skeleton(source)
    out, at = [], 0
    for edit in edits(bones.letters, right.letters):
        old, new = bones.span(edit.start, edit.end), right.span(edit.to_start, edit.to_end)
        kind = _kind(edit, bones, right, written[slice(*old)], source)
        if kind in kinds:
            out += [written[at : old.start], source[slice(*new)]]
            at = old.end
    return "".join([*out, written[at:]])


def changes(written: str, right: str | None) -> list[tuple[str, str]]:
    """What turns ``written`` into ``right``: pieces in order, each ``same``, ``cut`` or ``new``.

    Empty where there is nothing to change to. Blanks and line breaks count as written; a number
    changes as a whole, and so does what has less than half in common.
    """
    if right is None:
        return []
    found: list[tuple[str, str]] = []
    old, new = _PIECE.findall(written), _PIECE.findall(right)
    opcodes = Levenshtein.opcodes(old, new)
    same = sum(op.src_end - op.src_start for op in opcodes if op.tag == "equal")
    if written and right and 2 * same < max(len(old), len(new)):
        return [("cut", written), ("new", right)]
    for op in opcodes:
        cut, put = old[op.src_start : op.src_end], new[op.dest_start : op.dest_end]
        if op.tag == "equal":
            found.append(("same", "".join(cut)))
            continue
        if cut:
            found.append(("cut", "".join(cut)))
        if put:
            found.append(("new", "".join(put)))
    return found
