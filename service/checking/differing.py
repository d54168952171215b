"""What makes a statement wrong: the differences from its source that change what it says.

A paraphrase is no error. A number, a duty, a bound or an organ for another is one; one word for
another, an item lost, another order only where all else is the source's.
"""

from __future__ import annotations

import re

from corpus.numerals import NUMBER
from service.checking.roles import swapped_organs
from service.checking.skeleton import is_number, letter_pairs, skeleton
from service.checking.wording import POINTING, Slip, reordered, slips

#: Least likeness of what a draft says of a source; where it may be the draft's own; where one
#: thing alone differs; where a word alone does, anywhere.
NEAR, SURE, ALONE, NEARER = 0.72, 0.86, 0.78, 0.85
#: Letters of a clause that differs by a word alone.
LONG = 11
#: Letters on each and on both sides of another word that hold it fast, and the longest such;
#: letters before another last word, as long as the source's or not.
FAST, ENOUGH, WORD, LAST, FAR = 3, 10, 8, 5, 16
#: Letters of the longest run that is one word for another of another length; the share of its
#: pairs that stand beside the place where it is told otherwise.
RUN, OWN = 5, 0.6
#: 等 after a list says that there is more; 等6项 does not.
_AND_SO_ON = re.compile(r"等(?![\d一二三四五六七八九十])")
#: …未公示的，由登记机关责令改正: not to do what is owed is punished.
_PUNISHES = re.compile(
    "^(?:或者[^，。]{2,20})?的?[，、][^。]{0,40}?(?:责令|处罚|罚款|处分|处以|追究|依照)"
)
_LABEL = re.compile(rf"^第{NUMBER}条$")
_JOINING = frozenset("的或者和与及以等之于则即且并而自在从对将")
_GRAVE = frozenset({"number", "period", "duty", "bound", "organ"})


def telling(
    written: str,
    source: str,
    likeness: float,
    *,
    is_told: bool,
    at_end: bool,
    around: str = "",
    after: str = "",
) -> list[Slip]:
    """The slips for which a statement is wrong; none where it is only told otherwise.

    ``is_told`` says that the draft tells it as the source's; ``at_end`` that a sentence or
    clause of the source ends with ``source``; ``around`` is what the source says near it,
    ``after`` what the draft says next.
    """
    found = slips(written, skeleton(written), source, skeleton(source))
    if any(_LABEL.search(one.right) for one in found):  # it runs over into the next article
        return []
    least = NEAR if is_told else ALONE if len(found) == 1 else SURE
    grave = [slip for slip in found if _is_grave(slip)] if likeness >= least else []
    label = "第" if not is_told else "^第"  # 第十五个, not 第十三个: another one of a row
    grave = [slip for slip in grave if not re.search(f"{label}{re.escape(slip.written)}", written)]
    if not is_told:  # a dateline; 同时 joins a sentence to the one before
        grave = [slip for slip in grave if not _is_the_drafts(slip, written)]
    if _PUNISHES.search(after):
        grave = [slip for slip in grave if slip.kind not in ("duty", "bound")]
    if grave:
        return grave
    if swapped := swapped_organs(written, source):
        return [Slip("organ", one, other) for one, other in swapped]
    if not is_told:
        return []
    if likeness >= NEAR and (order := reordered(written, source)):
        return [order]
    found = [slip for slip in found if slip.kind != "style"]
    if len(found) != 1 or _is_told_otherwise(found[0], written, around):
        return []
    if _matters(written, found[0], likeness, at_end=at_end):
        return found
    return []


def _is_the_drafts(slip: Slip, written: str) -> bool:
    """Whether what may be the draft's own words differs in what is anybody's own."""
    if slip.kind == "number":
        return "日电" in written
    return slip.kind == "bound" and written.startswith(slip.written)


def _matters(written: str, slip: Slip, likeness: float, *, at_end: bool) -> bool:
    """Whether the one thing that differs is another word, or one of a list that is lost."""
    letters = len(skeleton(written))
    if slip.kind == "item":
        return letters >= LONG and not _AND_SO_ON.search(written)
    if slip.kind != "word" or not set(slip.written + slip.right) - _JOINING:
        return False
    at = written.find(slip.written)
    before = len(skeleton(written[:at]))
    after = len(skeleton(written[at + len(slip.written) :]))
    as_long = len(slip.written) == len(slip.right)
    long = min(len(slip.written), len(slip.right)) >= FAST
    if long and not as_long and set(slip.written) & set(slip.right):
        return False  # 牌名与 for 并与其注册: more told otherwise than one word for another
    if not after and before >= (LAST if as_long else FAR) and len(slip.right) <= WORD:
        return likeness >= NEAR and at_end
    # A clause may begin with words of the draft's own: 并经, 还应当.
    if not before or letters < LONG:
        return False
    if likeness >= NEARER and (after > 1 or (as_long and len(slip.written) <= FAST)):
        return True
    fast = min(before, after) >= FAST and before + after >= ENOUGH
    return fast and max(len(slip.written), len(slip.right)) <= WORD


def _is_told_otherwise(slip: Slip, written: str, around: str) -> bool:
    """Whether a long run is the source's own from beside that place: a paraphrase, no slip.

    收到结论之日起30日内申请 for 收到结论之日起30日内，向作出结论的人民政府申请. So may a word
    be with those after it: 会同有关部门明确标准 for 会同有关部门根据需要，明确标准.
    """
    if slip.written in POINTING:
        return True
    old, new = skeleton(slip.written).letters, skeleton(slip.right).letters
    ahead = skeleton(written[written.find(slip.written) :]).letters[: len(old) + FAST]
    once = len(old) > 1 and skeleton(written).letters.count(old) == 1
    if once and len(ahead) == len(old) + FAST and ahead in skeleton(around).letters:
        return True
    if any(map(str.isdigit, slip.written)) != any(map(str.isdigit, slip.right)):
        return slip.kind == "word"
    own = letter_pairs(old)
    beside = letter_pairs(skeleton(around).letters)
    return len(old) > RUN and len(old) != len(new) and len(own & beside) >= OWN * len(own)


def _is_grave(slip: Slip) -> bool:
    """Whether a slip changes the meaning: a number for another, a duty, a bound, an organ."""
    if slip.kind not in _GRAVE:
        return False
    if slip.kind == "number":
        old, new = skeleton(slip.written).letters, skeleton(slip.right).letters
        return sum(map(is_number, old)) == 1 == sum(map(is_number, new))
    return True
