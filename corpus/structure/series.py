"""Series: which candidate markers are numbers, and what stands under what.

A number proves itself by its neighbours. One stack of open series is kept, from the
widest to the narrowest; each candidate, in reading order,

* *continues* the innermost open series of its family whose next number it is, and closes
  everything inside that series; or
* is a first member, and *opens* a series, as deep as the stack then stands; or
* is dropped: it is a number, but not this document's.

A series that never gets a second member is dissolved again, and what stood under its
only member moves up. Divisions and articles need no second member.

Depth is the document's own: a family that ranks higher by custom (一、 over （一） over
1.) closes a lower one, *unless* the lower one goes on afterwards (its next candidate is
its next number), or this document has already shown the higher one inside the lower.
Time is linear in the candidates but for one binary search each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from corpus.structure.ahead import Ahead
from corpus.structure.markers import HARD, RANKS, VERBAL, Marker
from corpus.structure.neighbours import (
    Frame,
    as_letter,
    counts_on,
    follows,
    heads_text,
    is_announced,
    is_headline,
    is_list,
    is_outer,
    nearly_follows,
    past_its_end,
    ranked,
    reread,
    same_name,
    stands_alone,
    takes_in,
    together,
)
from corpus.structure.tree import BARE_LEVEL, Candidate, Node, dissolve

#: No text has more series one in another; without a bound each number would look through all.
_DEEPEST = 32


class _Stack:
    """The state of one reading; see the module's docstring for the rules."""

    def __init__(
        self, root: Node, candidates: Sequence[Candidate], addresses: Sequence[int]
    ) -> None:
        self.root = root
        self.ahead = Ahead(candidates)
        self.addresses = addresses  # the lines that turn to the audience
        self.frames: list[Frame] = []
        self.inside: set[tuple[str, str]] = set()
        self.shown: set[tuple[str, str]] = set()  # … by series of two members and more
        self.keys = 0
        self.closed: dict[str, Frame] = {}  # the series of a family that closed last
        self.dropped: set[int] = set()  # keys of the series that were none

    def goes_on(self, frame: Frame, position: int) -> bool:
        """Whether a frame's next candidate is its next number."""
        following = self.ahead.after(frame.family, position)
        return following is not None and follows(frame, following.marker)

    # --- the three moves --------------------------------------------------------------

    def read(self, position: int, candidate: Candidate) -> None:
        """Continue a series, open one, or drop the candidate."""
        if candidate.level:
            self._place_declared(candidate)
            return
        if candidate.family in ("tight", "run"):
            # 「2组织机构」: a heading's if 2.1 comes below it; 「1甲应当检修。」: one of a run
            heads = candidate.family == "tight" and (
                self.ahead.leads_to_clauses(position, candidate)
                or counts_on(self.frames, candidate)
            )
            if not (heads or self._in_run(position, candidate)):
                return
            marker = candidate.marker._replace(family="arabic")
            candidate = replace(candidate, marker=marker)
        index = self._continued(position, candidate)
        if index is None and candidate.family == "small_roman":  # （h） （i） （j）
            index = self._continued(position, as_letter(candidate))
            candidate = candidate if index is None else as_letter(candidate)
        if index is None and self._is_misread(position, candidate):
            candidate = reread(candidate)
            index = self._continued(position, candidate)
        if index is not None:
            self._close(index + 1)
            self._append(self.frames[index], candidate)
        elif candidate.at_start and self._goes_through(candidate):
            self._make_room(position, candidate)
            self._go_through(position, candidate)
        elif self._may_open(position, candidate):
            self._open(candidate, self._make_room(position, candidate))

    def finish(self, *, cut: bool) -> None:
        """Close what is still open; a text ``cut`` off has lost the second members."""
        for frame in self.frames:
            begun = frame.final.number[-1:] == (1,) and frame.family not in ("firstly", "named")
            frame.proven = frame.proven or (cut and begun)
        self._close(0)

    def _in_run(self, position: int, candidate: Candidate) -> bool:
        """Whether a sentence numbered without any mark begins a run of such, or goes on."""
        if not candidate.says or candidate.marker.number == (1,):
            return self.ahead.begins_run(position, candidate)
        return counts_on(self.frames, candidate)

    # --- continuing -------------------------------------------------------------------

    def _continued(self, position: int, candidate: Candidate) -> int | None:
        index = self._search(position, candidate, frozenset({candidate.family}))
        if index is None and candidate.family in VERBAL:
            index = self._search(position, candidate, VERBAL)
        if index is None and candidate.family == "ordinal":  # 首先 … 第二 … 第三 …
            index = self._search(position, candidate, frozenset({"firstly"}))
        return index

    def _search(self, position: int, candidate: Candidate, families: frozenset[str]) -> int | None:
        """The open series the candidate continues; exactly, or else by a slip of the pen."""
        loose: int | None = None
        family = candidate.family
        for index in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[index]
            if frame.family not in families:
                continue
            if not candidate.at_start and not together(frame.final.candidate, candidate):
                continue
            if follows(frame, candidate.marker) and not is_outer(self.frames, index, candidate):
                return index
            elder = frame.elder
            if elder is not None and len(frame.members) == 1 and follows(elder, candidate.marker):
                # The series that seemed to begin anew did not: its elder goes on.
                self._close(index)
                self.frames.append(elder)
                return index
            if elder is not None and takes_in(elder, frame, candidate):
                # 2. announced a list of its own, 1. 2. 3., and now 3. comes.
                self._close(index)
                self.frames.append(elder)
                return index
            if loose is None and nearly_follows(
                frame, candidate, self.ahead.after(family, position)
            ):
                loose = index
        return loose

    def _is_misread(self, position: int, candidate: Candidate) -> bool:
        """Whether 2.3 is no number in two parts, but 「2.」 and a wording that begins with 3."""
        number = candidate.marker.number
        if candidate.family != "dotted" or len(number) != 2 or number[1] < 2:
            return False
        if "-" in candidate.marker.label:
            return False
        following = self.ahead.after("dotted", position)
        if following is not None and following.marker.number == (number[0], number[1] + 1):
            return False
        if number[0] == 1:
            following = self.ahead.after("arabic", position)
            neighbours = [following.marker] if following is not None else []
        else:
            neighbours = [frame.final.candidate.marker for frame in self.frames]
        due = (2,) if number[0] == 1 else (number[0] - 1,)
        # Beside 「1 范围」, without a dot, 1.2 is what it seems.
        return any(
            marker.family == "arabic" and marker.number == due and not marker.label[-1].isalnum()
            for marker in neighbours
        )

    # --- opening ----------------------------------------------------------------------

    def _may_open(self, position: int, candidate: Candidate) -> bool:
        family, number = candidate.family, candidate.marker.number
        provision = any(frame.family == "article" for frame in self.frames)
        if family in ("stage", "topic") and candidate.at_start and provision:
            return False  # a paragraph of an article is its 款, and cited as such
        if family == "listed":  # only right below a clause: 「3.1.2 …应符合下列规定：」
            below = bool(self.frames) and self.frames[-1].family == "dotted"
            return number == (1,) and (below or self._in_run(position, candidate))
        if family == "appendix" or number == (1,):
            return True
        if heads_text(candidate) and not self.root.children:
            return True
        following = self.ahead.after(family, position)
        if family in HARD:
            if all(frame.family != family for frame in self.frames):
                return True
            # A smaller number than the last: a second text begins, or it is a reference.
            return following is not None and following.marker.number[0] == number[0] + 1
        if family == "dotted":
            if not candidate.at_start or number[-1] in (0, 1):
                return candidate.at_start
            # 4.2 right under its own 4, though 4.1 is missing; or 4.2.3 as a heading.
            return candidate.names and (
                len(number) > 2
                or any(
                    frame.family in ("arabic", "dotted") and frame.final.number == number[:-1]
                    for frame in self.frames
                )
            )
        if is_headline(candidate):
            return True
        at_start = candidate.at_start
        if family == "arabic" and at_start and self.ahead.heads_clauses(position, candidate):
            return True
        if family == "paren" and number == (2,) and not candidate.at_start:
            return self.ahead.goes_on_here(family, position)  # …。（二）甲。（三）乙。（四）丙。
        # A lost first member: 二是 … 三是 … 四是 …, each a paragraph of its own.
        return (
            candidate.at_start
            and number[0] > 1
            and not (family == "arabic" and candidate.marker.label[-1].isalnum())
            and following is not None
            and following.at_start
            and following.marker.number == (number[0] + 1,)
        )

    def _goes_through(self, candidate: Candidate) -> bool:
        """Whether numbers run on from one section into the next: 一、（一）（二）二、（三）."""
        earlier = self.closed.get(candidate.family)
        return (
            earlier is not None
            and any(node.candidate.at_start for node in (earlier.members[0], earlier.final))
            and follows(earlier, candidate.marker)
        )

    def _go_through(self, position: int, candidate: Candidate) -> None:
        earlier = self.closed[candidate.family]
        if self._above().family == earlier.parent.candidate.family:
            self._open(candidate, None)
            self.frames[-1].proven = True
            self.dropped.discard(earlier.key)
        elif self._may_open(position, candidate):
            self._open(candidate, None)

    def _above(self) -> Candidate:
        return (self.frames[-1].final if self.frames else self.root).candidate

    def _make_room(self, position: int, candidate: Candidate) -> Frame | None:
        """Close every open series the new one does not stand under, and give that of its own
        family that it would end, if that closed last.
        """
        elder = None
        while self.frames:
            frame = self.frames[-1]
            final = frame.final.candidate
            expired = self._is_expired(frame, position, candidate) or self._is_left(
                frame, position, candidate
            )
            if not expired and len(self.frames) < _DEEPEST:
                if not candidate.at_start and final.at_start and final.line == candidate.line:
                    break  # inside the very paragraph its parent begins
                over = past_its_end(frame, candidate) and not self.goes_on(frame, position)
                if not over and self._stands_under(frame, position, candidate):
                    break
            self._close(len(self.frames) - 1)
            same = frame.family == candidate.family and not expired
            elder = frame if same and len(frame.members) > 1 else None
        return elder

    def _is_left(self, frame: Frame, position: int, candidate: Candidate) -> bool:
        """Whether the speaker has turned to the audience since a series' last member, which
        ends it as it ends that member (:mod:`corpus.structure.extent`).
        """
        final = frame.final.candidate
        if not self.addresses or final.level or not final.at_start:
            return False
        if frame.family in HARD or frame.family in ("comma", "heading"):
            return False
        index = bisect_right(self.addresses, final.line)
        turned = index < len(self.addresses) and self.addresses[index] <= candidate.line
        return turned and not self.goes_on(frame, position)

    def _is_expired(self, frame: Frame, position: int, candidate: Candidate) -> bool:
        """Whether a series inside an earlier paragraph is over, as it is unless it goes on
        at the beginning of a line and the candidate ranks below it: …（一）甲⏎1.乙⏎（二）丙.
        """
        final = frame.final.candidate
        if final.at_start or final.line == candidate.line:
            return False
        if candidate.at_start and RANKS[candidate.family] > RANKS[frame.family]:
            following = self.ahead.after(frame.family, position)
            if following is not None and following.at_start:
                return not follows(frame, following.marker)
        return True

    def _stands_under(self, frame: Frame, position: int, candidate: Candidate) -> bool:
        family, outer, final = candidate.family, frame.family, frame.final.candidate
        if family == "appendix":
            return False
        if outer == "heading":
            bare = final.level == BARE_LEVEL
            return not bare or family == "article" or family not in HARD
        if family == "dotted" and outer in ("arabic", "dotted"):
            number, above = candidate.marker.number, frame.final.number
            return len(number) > len(above) and number[: len(above)] == above
        announced = is_announced(final, candidate)
        first = family not in HARD and candidate.marker.number == (1,)
        if family == outer:
            written = final.marker.label[-1] != candidate.marker.label[-1]  # 「2、原则：1.甲」
            return (announced and first and written and family == "arabic") or (
                family == "named"
                and self.goes_on(frame, position)
                and not same_name(final.marker, candidate.marker)
            )
        if outer == "article" and family == "comma" and candidate.names:
            below = self.ahead.after("article", position)
            if below is not None and below.line == candidate.line + 1:
                return False  # 「二、工资结构」, and 第三条 right below it
        if RANKS[family] > RANKS[outer]:
            return True
        if family in HARD and outer in HARD:
            return False
        if first and announced:
            return True  # 「8.1.6 …下列内容：」, and （一） right below it
        if family in HARD and final.names and final.line == candidate.line - 1:
            return True  # 「（一）一般规定」, and 第一条 right below it
        through = family == "chapter" and outer == "comma"  # 二十二、…。第四章…。二十三、
        return (family, outer) in self.inside or (not through and self.goes_on(frame, position))

    def _open(self, candidate: Candidate, elder: Frame | None) -> None:
        parent = self.root
        if self.frames:
            parent = self.frames[-1].final
            self.inside.add((candidate.family, self.frames[-1].family))
        self.keys += 1
        node = Node(candidate, candidate.marker.number, self.keys)
        parent.children.append(node)
        self.frames.append(Frame(candidate.family, self.keys, parent, [node], elder))

    def _append(self, frame: Frame, candidate: Candidate) -> None:
        number = candidate.marker.number
        if candidate.family == "firstly" and number <= frame.final.number:
            number = (frame.final.number[0] + 1,)
        node = Node(candidate, number, frame.key)
        frame.parent.children.append(node)
        frame.members.append(node)

    def _close(self, depth: int) -> None:
        """Pop series down to ``depth``; a series of one is to be dropped."""
        while len(self.frames) > depth:
            frame = self.frames.pop()
            self.closed[frame.family] = frame
            pair = frame.family, frame.parent.candidate.family
            if len(frame.members) > 1:
                self.shown.add(pair)
            elif not (stands_alone(frame) or (is_list(frame) and self._holds_or_had(frame, pair))):
                self.dropped.add(frame.key)

    def _holds_or_had(self, frame: Frame, pair: tuple[str, str]) -> bool:
        """Whether its like had several members here, or its only member has a list in it."""
        kept = [node for node in frame.final.children if node.series not in self.dropped]
        heads = frame.family == "comma" and any(one.candidate.family == "paren" for one in kept)
        return pair in self.shown or len(kept) > 1 or heads

    def _place_declared(self, candidate: Candidate) -> None:
        """Place a declared heading: by its level, whatever its number says."""
        while self.frames:
            frame = self.frames[-1]
            level = frame.final.candidate.level
            if frame.family == candidate.family and (level == candidate.level or ranked(frame)):
                self._append(frame, candidate)
                return
            if ranked(frame) and candidate.family in HARD:
                if RANKS[frame.family] < RANKS[candidate.family]:
                    break  # 章 and 节 are often declared alike
            elif candidate.level == BARE_LEVEL and ranked(frame):
                if frame.family in ("part", "subpart"):
                    break
            elif level and level < candidate.level:
                break
            self._close(len(self.frames) - 1)
        self._open(candidate, None)


def build_tree(
    candidates: Sequence[Candidate], *, addresses: Sequence[int] = (), cut: bool = False
) -> Node:
    """The accepted markers as a tree, under a root that is no section itself; ``addresses``
    are the lines that turn to the audience, ``cut`` says that the text ends in mid-sentence.
    """
    root = Node(Candidate(Marker("root", (), "", 0, 0), -1, True, 0, 0), ())
    stack = _Stack(root, candidates, addresses)
    for position, candidate in enumerate(candidates):
        stack.read(position, candidate)
    stack.finish(cut=cut)
    dissolve(root, stack.dropped)
    return root
