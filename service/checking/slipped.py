"""A sentence that is another's but for one thing: a number, a word, an organ, the order of a row.

No source need be named. What tells that it is somebody's is how much of it stands in one work to
the letter, and that nobody held says it the draft's way. Whose and where it is, and a report's
figures, are the draft's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpus.model import Span
from service.answering.places import places_in
from service.checking.alignment import edits
from service.checking.skeleton import Skeleton, is_number, skeleton
from service.checking.wording import Slip, reordered, slips

if TYPE_CHECKING:
    from service.checking.places import Places
    from service.checking.witness import Standing, Witnesses

#: Letters of the shortest sentence of which one thing may be wrong, by what that is; of the
#: shortest part of a longer one that begins or ends otherwise.
LEAST, ITEM, PART = 14, 20, 20
#: Letters of the shortest sentence with two things wrong.
TWO = 30
#: Least likeness, and how much less like a place must be to have no say; likeness
#: of a whole sentence from which it is that one's, whatever others say of its parts.
NEAR, CLEAR, SURE = 0.75, 0.06, 0.88
#: Letters at either end that must be the same; of what else a draft may begin or end with.
SAME, HELD = 2, 5
#: Characters beside a place of the source that may be of it as well.
SPARE = 40
#: Letters of the longest word that is put for another.
WORD = 4
#: Letters before a word, and before and after it, that must stand nowhere with it.
BEFORE, BESIDE = 8, 4
#: Characters of the longest figure.
FIGURE = 9
#: Letters of a sentence that gives several figures of a report, all others right.
FIGURES = 24
#: A saying: three short clauses in a row, or more.
_ROW = re.compile("[\u4e00-\u9fff]{4,8}(?:、[\u4e00-\u9fff]{4,8}){2,}(?![\u4e00-\u9fff、])")
#: Whose and where: a draft that takes over a sentence says these its own way.
_OWN = re.compile(r"[我你他其本该各这那]|全(?!部|面|体|程)|[年月日\d一二三四五六七八九十百千万亿]")
#: An organ's or a place's name ends so; a word of two has little else (党委, not 按部就班), but for
#: what is done, and not who does it.
_BODY = "省市县区乡镇村州国党委厂企司校院部局处厅会团社群队军兵位织"
_NO_BODY = "全部|内部|外部|干部|处罚|处分|处理|处置|部分|局部|社保|社会|会议|会计|局面|团结|队伍"
_BODIES = re.compile(f"^(?!(?:{_NO_BODY})$)(?:.*[{_BODY}]|.?[{_BODY}].?)$")
_JOINING = frozenset("的或者和与及以等之于则即且并而自在从对将为被把了着过按依照据由向")
#: What one person is called by.
_OFFICES = frozenset(("总书记", "主席", "总理", "书记", "同志", "主任", "省长", "市长"))
_HAN = re.compile("[\u4e00-\u9fff、，]+")
_CLAUSE_END = re.compile("[，。；：]")
#: 等 after a list says that there is more; what is numbered is no list of things.
_AND_SO_ON = re.compile(r"等(?![\d一二三四五六七八九十])")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Kinds that give their own figures of what others have as well.
FIGURED = frozenset({"report", "news", "essay"})
#: Kinds that tell what others laid down, in any order.
TOLD = frozenset({"news", "essay"})
_GRAVE = frozenset({"number", "period", "duty", "bound", "organ"})


_Block = tuple[int, int, int]


class Slipped(NamedTuple):
    """What of a draft is another's, what that one says, and in what they differ."""

    span: Span
    written: str
    source: str
    there: Standing
    slips: list[Slip]
    is_whole: bool = True


class Slips:
    """Finds the one thing that is wrong; safe to share between threads."""

    def __init__(self, witnesses: Witnesses, places: Places) -> None:
        self._witnesses = witnesses
        self._places = places

    def of(self, text: str, bones: Skeleton, standings: list[Standing]) -> Slipped | None:
        """What is wrong of a sentence of a draft, given where it stands nearly so."""
        best = self._witnesses.permuted(bones, standings[0])
        core = self._core(text, bones, standings[0])
        read = (
            self._told(text, bones, best),
            self._told(text, *core) if core else None,
            self._part(text, bones, best),
        )
        found = next((one for one in read if one is not None and self._matters(one)), None)
        if found is None:
            return None
        near = [one for one in standings[1:]
                if one.likeness >= standings[0].likeness - CLEAR]  # fmt: skip
        return found if all(self._agrees(found, one) for one in near) else None

    # ---- inside

    def _core(self, text: str, bones: Skeleton, best: Standing) -> tuple[Skeleton, Standing] | None:
        """The clauses of a sentence between the first and the last that the source has some of,
        where the draft has others before or after: 从走访的情况看，….
        """
        own = skeleton(self._places.text(best)).letters
        held = [one for one in _blocks(bones.letters, own) if one[2] >= HELD]
        if not held:
            return None
        start, end = bones.starts[held[0][0]], bones.ends[held[-1][0] + held[-1][2] - 1]
        ends = [one.end() for one in _CLAUSE_END.finditer(text, *bones.span(0, len(bones)))]
        start = max((at for at in ends if at <= start), default=bones.starts[0])
        end = min((at for at in ends if at >= end), default=bones.ends[-1])
        core = bones.part(Span(start, end))
        if len(core) == len(bones) or len(core) < PART:
            return None
        around = Span(max(0, best.span.start - SPARE), best.span.end + SPARE)
        there = self._witnesses.within(core, best.document_id, around)
        return (core, self._witnesses.permuted(core, there)) if there else None

    def _agrees(self, found: Slipped, other: Standing) -> bool:
        """Whether another place that is as near has the right words, where the draft slips."""
        text = self._places.text(self._witnesses.permuted(skeleton(found.written), other))
        letters = skeleton(text).letters
        right = skeleton(found.source)
        if found.slips[0].kind == "order":
            return skeleton(found.slips[0].right).letters in letters
        return all(
            right.letters[max(0, edit.to_start - BESIDE) : edit.to_end + BESIDE] in letters
            for edit in edits(skeleton(found.written).letters, right.letters)
        )

    def _told(self, text: str, bones: Skeleton, best: Standing) -> Slipped | None:
        """A sentence as a whole, which begins and ends as the source's."""
        source = self._places.text(best)
        span = bones.span(0, len(bones))
        written = text[slice(*span)]
        if (order := reordered(written, source)) and not _is_loose(order):
            return Slipped(span, written, source, best, [order])
        other = skeleton(source)
        head = common(bones.letters, other.letters)
        tail = common(bones.letters[::-1], other.letters[::-1])
        found = slips(written, skeleton(written), source, other)
        # A last word that is wrong is nobody's own where it is grave: 二分之一以下.
        grave = len(found) == 1 and found[0].kind in _GRAVE
        last = len(found) == 1 and head >= PART and self._ends(best)  # …的凭据。 for …的证明。
        at_end = head >= SAME and (grave or last)
        if best.likeness < NEAR or (min(head, tail) < SAME and not at_end) or not found:
            return None
        return Slipped(span, written, source, best, found)

    def _part(self, text: str, bones: Skeleton, best: Standing) -> Slipped | None:
        """The part of a sentence that the source has, where the draft begins or ends it anew."""
        source = self._places.text(best)
        other = skeleton(source)
        blocks = _blocks(bones.letters, other.letters)
        long = [one for one in blocks if one[2] >= HELD]
        if not long:
            return None
        stops = self._ends(best)
        first = next(one for one in blocks if one is long[0] or _begins(bones, other, one, long[0]))
        final = next(
            one
            for one in reversed(blocks)
            if one is long[-1] or (_ends(bones, other, one, long[-1]) and (one[2] >= SAME or stops))
        )
        start, there = first[:2]
        end, last = final[0] + final[2], final[1] + final[2]
        if end - start < PART or end - start == len(bones):
            return None
        span = bones.span(start, end)
        written, source = text[slice(*span)], source[slice(*other.span(there, last))]
        found = slips(written, skeleton(written), source, skeleton(source))
        return Slipped(span, written, source, best, found, is_whole=False) if found else None

    def _ends(self, there: Standing) -> bool:
        """Whether a clause of the source ends with a place."""
        after = Span(there.span.end, there.span.end + 1)
        return not self._places.shelf.excerpt(there.document_id, after).isalnum()

    def _matters(self, found: Slipped) -> bool:
        """Whether what differs is an error, and nobody held says it so."""
        letters = len(skeleton(found.written))
        if found.slips[0].kind == "order":
            kind = self._places.shelf.description(found.there.document_id).kind
            said = kind in TOLD or self._is_said(found.slips[0].written)
            return letters >= LEAST and not said
        if _is_swapped(found.slips):
            return letters >= LEAST
        graver = [slip for slip in found.slips if slip.kind != "style"]
        if not 0 < len(graver) <= (2 if letters >= TWO else 1):
            return False
        bones, other = skeleton(found.written), skeleton(found.source)
        places = edits(bones.letters, other.letters)
        for edit, slip in zip(places, found.slips, strict=True):
            span = bones.span(edit.start, edit.end)
            if slip.kind != "style" and not self._is_wrong(found, slip, span, letters):
                return False
        return True

    def _is_wrong(self, found: Slipped, slip: Slip, span: Span, letters: int) -> bool:
        written = found.written
        if _CLAUSE_END.search(slip.written) or _CLAUSE_END.search(slip.right):
            return False  # other clauses, and no word for another
        kind = self._places.shelf.description(found.there.document_id).kind
        if slip.kind == "item":
            rest = written[max(0, span.start - HELD) : span.start + HELD]
            return (letters >= ITEM and found.is_whole and kind not in FIGURED
                    and not _AND_SO_ON.search(written) and not self._is_said(rest))  # fmt: skip
        if letters < LEAST or not (slip.written and slip.right):
            return slip.kind in ("duty", "bound") and letters >= ITEM and kind not in FIGURED
        if kind in FIGURED and letters < FIGURES:
            return False
        if slip.kind == "number" and not _is_figure(written, slip, span, kind):
            return False
        if slip.kind == "word" and not (
            _is_word(slip) and (_in_saying(written, span.start) or not says_whose(slip))
        ):
            return False
        if slip.kind not in _GRAVE and slip.kind != "word":
            return False
        if slip.kind == "organ" and not _is_organ(slip):
            return False
        whole = found.is_whole and found.there.likeness >= SURE
        if whole and letters >= FIGURES and slip.kind in ("number", "duty", "bound"):
            return True
        before = written[max(0, span.start - BEFORE) : span.end]
        around = written[max(0, span.start - BESIDE) : span.end + BESIDE]
        return not (self._is_said(before) or self._is_said(around))

    def _is_said(self, words: str) -> bool:
        return self._witnesses.is_said(words)


def _is_figure(written: str, slip: Slip, span: Span, kind: str) -> bool:
    """Whether a number that differs is the source's and no figure of the draft's own.

    Years are anybody's; the figures of reports and news are, but where others beside are theirs.
    """
    numbers = [sum(map(is_number, skeleton(one).letters)) for one in (slip.written, slip.right)]
    if numbers != [1, 1] or span.start == 0 or len(slip.written) > FIGURE:
        return False
    if kind in FIGURED and written[span.end : span.end + 1] in ("月", "日", "时"):
        return False
    if _YEAR.fullmatch(slip.written) or written[max(0, span.start - 1) : span.start] == "第":
        return False
    others = sum(map(is_number, skeleton(written).letters)) - 1
    return kind not in FIGURED or (others > 0 and len(skeleton(written)) >= FIGURES)


def _is_organ(slip: Slip) -> bool:
    """Whether an organ stands for another, not one name of somebody for another."""
    words = (slip.written, slip.right)
    return all(map(_HAN.fullmatch, words)) and not _OFFICES.issuperset(words)


def is_another(slip: Slip) -> bool:
    """Whether another duty or bound is told, or one short word for another."""
    if slip.kind in ("duty", "bound"):
        return bool(slip.written and slip.right)
    return slip.kind == "word" and _is_word(slip) and not says_whose(slip)


def _is_word(slip: Slip) -> bool:
    """Whether one short word stands for another as long."""
    words = slip.written + slip.right
    if len(slip.written) != len(slip.right) or len(slip.written) > WORD or "的" in words[1:]:
        return False
    return not _JOINING.issuperset(words)


def says_whose(slip: Slip) -> bool:
    """Whether words that differ say whose, who or where: a draft has its own there.

    Where one alone ends like an organ, it is a word: 机会 for 机遇.
    """
    words = slip.written + slip.right
    bodies = all(map(_BODIES.search, (slip.written, slip.right)))
    return bodies or bool(_OWN.search(words) or places_in(words))


def _is_swapped(found: list[Slip]) -> bool:
    """Whether two words stand in each other's place: 基本生产用水，统筹生态用水."""
    if len(found) != 2 or not all(slip.written and slip.right for slip in found):
        return False
    one, other = found
    return one.written == other.right and one.right == other.written


def _begins(bones: Skeleton, other: Skeleton, one: _Block, long: _Block) -> bool:
    """Whether a short run begins a clause in both texts, not far before a long one."""
    near = 0 < long[0] - one[0] - one[2] <= WORD and one[2] >= SAME
    return near and is_parted(bones, one[0]) and is_parted(other, one[1])


def _ends(bones: Skeleton, other: Skeleton, one: _Block, long: _Block) -> bool:
    """Whether a short run ends a clause in both texts, not far after a long one."""
    near = 0 < one[0] - long[0] - long[2] <= WORD
    return near and is_parted(bones, one[0] + one[2]) and is_parted(other, one[1] + one[2])


def is_parted(bones: Skeleton, at: int) -> bool:
    """Whether a mark stands before a letter, or a text begins or ends there."""
    return not 0 < at < len(bones) or bones.ends[at - 1] < bones.starts[at]


def _is_loose(order: Slip) -> bool:
    """Whether only a joining word stands elsewhere: 放弃的学位 for 放弃学位的."""
    one, other = ("".join(letter for letter in words if letter not in _JOINING)
                  for words in (order.written, order.right))  # fmt: skip
    return one == other


def common(one: str, other: str) -> int:
    """How many letters two wordings begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _blocks(one: str, other: str) -> list[_Block]:
    """The runs that two wordings have in common, in order: where in each, and how long."""
    found, at, there = [], 0, 0
    for edit in [*edits(one, other), None]:
        end = edit.start if edit else len(one)
        if end > at:
            found.append((at, there, end - at))
        if edit:
            at, there = edit.end, edit.to_end
    return found


def _in_saying(text: str, at: int) -> bool:
    """Whether a place lies in a row of short clauses alike: 小事不出村、大事不出镇、矛盾不上交."""
    for row in _ROW.finditer(text):
        if row.start() <= at < row.end():
            lengths = [len(part) for part in row[0].split("、")[1:]]  # the first has a verb
            return max(lengths) - min(lengths) <= 1
    return False
