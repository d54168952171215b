"""Neighbours: whether one number follows another, exactly or by a slip of the pen.

What :mod:`corpus.structure.series` asks of two markers, or of a marker and an open series.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.structure.markers import HARD, Marker
from corpus.structure.tree import Candidate, Node, deepest_line

_DIGITS = "一二三四五六七八九十0123456789"
#: As many headings in a row a bad copy may have lost.
_GAP = 4
#: As far into a paragraph a number may stand and still count as its beginning.
_LEAD = 8
#: A heading alone in its series has no higher number than this, and stands below the
#: document's head: up there it is the number of a chapter in the book it was taken from.
_MOST, _HEAD = 20, 4
#: A small one at the very top, or below a title, is of a text whose beginning was cut off.
_CUT, _TOP = 9, 2

#: Families whose label alone shows a list, even of one, right below its heading.
_LISTS, _LABEL_ENDS = frozenset({"arabic", "paren", "paren_arabic"}), "、.．）)"
#: As many elders of a last member are looked at to know how long a member is.
_ELDERS = 5


@dataclass(slots=True)
class Frame:
    """One open series: its family, its members' parent, and its members so far."""

    family: str
    key: int
    parent: Node
    members: list[Node]
    elder: Frame | None = None  # a series of the same family that this one would end
    proven: bool = False  # it needs no second member: it goes on from another section's

    @property
    def final(self) -> Node:
        """The last member so far."""
        return self.members[-1]


def follows(frame: Frame, marker: Marker) -> bool:
    """Whether a marker's number is the frame's next."""
    last, number = frame.final.number, marker.number
    if marker.family == "firstly":
        again = number[0] != 1 and number <= last  # 最后, or one more 其次
        return len(frame.members) >= 2 if again else number[0] == last[0] + 1
    if marker.family == "named" and not same_name(frame.final.candidate.marker, marker):
        return False
    if marker.family == "article":
        return number[0] == last[0] + 1 or (number[0] == last[0] and number > last)
    if len(number) != len(last) or number[:-1] != last[:-1]:
        return False
    return number[-1] == last[-1] + 1


def same_name(earlier: Marker, later: Marker) -> bool:
    """Whether 任务二 counts what 任务一 counted."""
    return earlier.label.rstrip(_DIGITS) == later.label.rstrip(_DIGITS)


def reread(candidate: Candidate) -> Candidate:
    """A dotted number as a number and the first character of the wording after it."""
    marker = candidate.marker
    label = re.split("(?<=[.．])", marker.label)[0]
    plain = Marker("arabic", marker.number[:1], label, marker.start, marker.start + len(label))
    return replace(candidate, marker=plain, body=candidate.start + len(label))


def as_letter(candidate: Candidate) -> Candidate:
    """A small Roman number of one letter, （i）, as the letter it may also be."""
    marker = candidate.marker
    letter = marker.label.strip("（()）、.．")
    if len(letter) != 1:
        return candidate
    return replace(candidate, marker=marker._replace(family="letter", number=(ord(letter) - 96,)))


def is_slip(frame: Frame, candidate: Candidate, following: Candidate | None) -> bool:
    """Whether an article has the number of the one before it, or of that one's elder, by
    mistake: 第十五条 第十六条 第十五条 第十七条, each on a line of its own.
    """
    marker = candidate.marker
    if marker.family != "article" or not candidate.at_start or len(frame.members) < 2:
        return False
    if candidate.body == candidate.start + len(marker.label) or len(marker.number) > 1:
        return False  # a number and no blank: a sentence about that article, cut by the margin
    last = frame.final.number
    slipped = len(last) == 1 and marker.number[0] in (last[0] - 1, last[0])
    return slipped and following is not None and following.marker.number == (last[0] + 1,)


def nearly_follows(frame: Frame, candidate: Candidate, following: Candidate | None) -> bool:
    """Whether a slip of the pen explains the number: one left out, or one used twice.

    Only for lines of their own, and only if the number that was due does not come next.
    Divisions and articles may jump ahead by any number (a text may be an excerpt), other
    families by more than one only where the next candidate goes on from there.
    """
    last, number = frame.final.number, candidate.marker.number
    if candidate.family == "appendix" or is_slip(frame, candidate, following):
        return True
    if following is not None and follows(frame, following.marker):
        return False
    if candidate.family in HARD:
        return number[0] > last[0]
    if candidate.family == "firstly":
        return False
    if not candidate.at_start:
        # 第一，… 第三，… 第四，… in one paragraph: the second was lost, by a copy or a speaker.
        here = following is not None and following.line == candidate.line
        due = following.marker.number[0] if following is not None else 0
        ordinal = candidate.family == "ordinal" and here
        return ordinal and (number[0], due) == (last[0] + 2, last[0] + 3)
    if candidate.family == "dotted":
        left_out = (*last[:-1], last[-1] + 2)
        return number == left_out and len(frame.members) >= 2 and frame.final.candidate.at_start
    if not frame.final.candidate.at_start or number[0] < last[0]:
        return False
    due = following.marker.number[0] if following is not None and following.at_start else 0
    if last[0] < number[0] == due - 1:
        return True
    if is_headline(candidate) and last[0] < number[0] <= last[0] + _GAP:
        return True
    return len(frame.members) >= 2 and number[0] in (last[0], last[0] + 2)


def is_headline(candidate: Candidate) -> bool:
    """Whether this is 「四、工作要求」 or 「（二）基本条件」, a line and no sentence: so
    surely a heading that it needs no neighbour, its own having been lost by a bad copy.
    """
    if candidate.family not in ("comma", "paren") or not candidate.names:
        return False
    number = candidate.marker.number[0]
    return candidate.at_start and (number == 1 or (candidate.line >= _HEAD and number <= _MOST))


def together(earlier: Candidate, later: Candidate) -> bool:
    """Whether a number inside a paragraph may follow one elsewhere: in the same
    paragraph, or where both come after the same few words (「文章指出，二是…」).
    """
    if earlier.line == later.line:
        return True
    return max(earlier.marker.start, later.marker.start) <= _LEAD and earlier.family == later.family


def is_announced(above: Candidate, candidate: Candidate) -> bool:
    """Whether a number stands right behind the colon that ends what another one heads."""
    behind = above.line if not candidate.at_start else candidate.line - 1
    return above.leads and above.line == behind


def is_outer(frames: Sequence[Frame], index: int, candidate: Candidate) -> bool:
    """Whether a series further out than one that goes on does so as well, and is written as the
    candidate is: 3、 behind 2、 (1. 2.).
    """
    mark = candidate.marker.label[-1]
    return frames[index].final.candidate.marker.label[-1] != mark and any(
        frame.family == candidate.family
        and follows(frame, candidate.marker)
        and frame.final.candidate.marker.label[-1] == mark
        for frame in frames[:index]
    )


def counts_on(frames: Sequence[Frame], candidate: Candidate) -> bool:
    """Whether a number without any mark goes on from another: a heading's from a heading's, a
    sentence's from a sentence's.
    """
    for frame in frames:
        last = frame.final.candidate
        due = frame.final.number == (candidate.marker.number[0] - 1,)
        alike = (last.says, last.names) == (candidate.says, candidate.names)
        if due and alike and frame.family in ("arabic", "listed"):
            return last.marker.label.isdecimal()
    return False


def takes_in(elder: Frame, frame: Frame, candidate: Candidate) -> bool:
    """Whether a series turns out to have stood under the last member of the one before it,
    since that one goes on: 1. 2. (1. 2. 3.) 3.; if so, it is put there.
    """
    if frame.family in HARD or not (candidate.at_start and follows(elder, candidate.marker)):
        return False
    if elder.parent is not frame.parent or elder.family != frame.family:
        return False
    siblings = frame.parent.children
    own = len(frame.members)
    if siblings[-own:] != frame.members or siblings[-own - 1 : -own] != [elder.final]:
        return False
    if not all(node.candidate.at_start for node in (elder.final, *frame.members)):
        return False
    del siblings[-own:]
    elder.final.children.extend(frame.members)
    return True


def ranked(frame: Frame) -> bool:
    """Whether a frame's place is its family's: 编 over 章 over 节 over 条."""
    return frame.family in HARD and frame.family != "appendix"


def heads_text(candidate: Candidate) -> bool:
    """Whether a number that is no first stands at the top, where a text begins whose beginning
    is cut off: 「二、工作要求」.
    """
    if not candidate.at_start or candidate.line >= _TOP:
        return False
    counts = candidate.family == "arabic" and candidate.marker.label[-1] in _LABEL_ENDS
    heads = candidate.family in ("comma", "paren") or (counts and candidate.names)
    return heads and (1,) < candidate.marker.number <= (_CUT,)


def stands_alone(frame: Frame) -> bool:
    """Whether one member is enough to make a series."""
    if frame.proven or frame.final.candidate.level or frame.family in HARD:
        return True
    if is_headline(frame.final.candidate):
        return True
    if frame.parent.candidate.family == "root" and heads_text(frame.final.candidate):
        return frame.parent.children[0] is frame.final
    final, parent = frame.final.candidate, frame.parent.candidate
    if frame.family == "dotted" and parent.family in HARD and final.at_start:
        # 「2.0.1」 below 第二章: its first clause, and its only one
        return final.marker.number[:1] == parent.marker.number
    first = final.family == "comma" and final.at_start and frame.final.number == (1,)
    if first and not (final.says or final.leads):
        return True  # 一、 and a long line without an end: a heading, what follows it is lost
    ranks = final.family == "paren" and parent.family == "comma"
    headed = final.line == parent.line + 1 and (parent.names or parent.leads or ranks)
    if headed and frame.family in _LISTS and is_list(frame):
        return True  # 「（二）费用」, 「1.材料费由乙方承担。」, 「（三）期限」: a list of one.
    if frame.family == "arabic" and frame.final.candidate.at_start:
        below = frame.final.children[:1]
        return bool(below) and below[0].candidate.family == "dotted" and below[0].candidate.at_start
    if frame.family != "dotted":
        return False
    heading = final.names and len(frame.final.number) > 2
    return heading or frame.parent.candidate.family in ("dotted", "arabic")


def is_list(frame: Frame) -> bool:
    """Whether the only member of a series could be a list of one: 「1.甲。」 on its own line."""
    final = frame.final.candidate
    listed = frame.family in _LISTS or frame.family == "comma"
    ends = final.marker.label[-1] in _LABEL_ENDS
    return listed and ends and final.at_start and frame.final.number == (1,)


def past_its_end(frame: Frame, candidate: Candidate) -> bool:
    """Whether a number inside a paragraph stands below the last of a series whose elders
    are one paragraph each: that paragraph is the parent's, and so is its series.
    """
    final = frame.final.candidate
    if candidate.at_start or not final.at_start or final.line >= candidate.line:
        return False
    if final.family in HARD or final.level or final.names or len(frame.members) < 3:
        return False
    return all(
        later.candidate.line - deepest_line(earlier) == 1
        for earlier, later in pairwise(frame.members[-_ELDERS:])
    )
