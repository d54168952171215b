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
from dataclasses import dataclass, field

from corpus.markers import HARD, RANKS, VERBAL, Marker


@dataclass(slots=True)
class Candidate:
    """A marker in its place: ``line`` number, ``at_start`` of that line or inside it,
    ``start`` and ``body`` as offsets into the whole text; ``level`` of a heading that
    the file declares, 0 for none."""

    marker: Marker
    line: int
    at_start: bool
    start: int
    body: int
    level: int = 0

    @property
    def family(self) -> str:
        """The marker's family; ``heading`` for a declared heading without a number."""
        return self.marker.family


@dataclass(slots=True)
class Node:
    """An accepted marker (or a declared heading) and what stands under it.

    ``series`` tells siblings of one series from siblings of another.
    """

    candidate: Candidate
    number: tuple[int, ...]
    series: int = 0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class _Frame:
    """One open series: its family, its members' parent, and its members so far."""

    family: str
    key: int
    parent: Node
    members: list[Node]
    elder: _Frame | None = None  # a series of the same family that this one would end

    @property
    def final(self) -> Node:
        return self.members[-1]


class _Stack:
    """The state of one reading; see the module's docstring for the rules."""

    def __init__(self, root: Node, candidates: Sequence[Candidate]) -> None:
        self.root = root
        self.candidates = candidates
        self.frames: list[_Frame] = []
        self.inside: set[tuple[str, str]] = set()
        self.keys = 0
        self.places: dict[str, list[int]] = {}
        for position, candidate in enumerate(candidates):
            self.places.setdefault(candidate.family, []).append(position)

    def after(self, family: str, position: int) -> Candidate | None:
        """The next candidate of a family."""
        places = self.places.get(family, [])
        index = bisect_right(places, position)
        return self.candidates[places[index]] if index < len(places) else None

    def goes_on(self, frame: _Frame, position: int) -> bool:
        """Whether a frame's next candidate is its next number."""
        following = self.after(frame.family, position)
        return following is not None and _follows(frame, following.marker)

    # --- the three moves --------------------------------------------------------------

    def read(self, position: int, candidate: Candidate) -> None:
        """Continue a series, open one, or drop the candidate."""
        if candidate.level:
            self._place_declared(candidate)
            return
        index = self._continued(position, candidate)
        if index is not None:
            self._close(index + 1)
            self._append(self.frames[index], candidate)
        elif self._may_open(position, candidate):
            self._open(candidate, self._make_room(position, candidate))

    def finish(self) -> None:
        """Close what is still open."""
        self._close(0)

    # --- continuing -------------------------------------------------------------------

    def _continued(self, position: int, candidate: Candidate) -> int | None:
        index = self._search(position, candidate, frozenset({candidate.family}))
        if index is None and candidate.family in VERBAL:
            index = self._search(position, candidate, VERBAL)
        return index

    def _search(self, position: int, candidate: Candidate, families: frozenset[str]) -> int | None:
        """The open series the candidate continues; exactly, or else by a slip of the pen."""
        loose: int | None = None
        for index in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[index]
            if frame.family not in families:
                continue
            if not candidate.at_start and frame.final.candidate.line != candidate.line:
                continue
            if _follows(frame, candidate.marker):
                return index
            elder = frame.elder
            if elder is not None and len(frame.members) == 1 and _follows(elder, candidate.marker):
                # The series that seemed to begin anew did not: its elder goes on.
                self._close(index)
                self.frames.append(elder)
                return index
            if loose is None and _nearly_follows(frame, candidate):
                following = self.after(candidate.family, position)
                if following is None or not _follows(frame, following.marker):
                    loose = index
        return loose

    # --- opening ----------------------------------------------------------------------

    def _may_open(self, position: int, candidate: Candidate) -> bool:
        family, number = candidate.family, candidate.marker.number
        if family == "appendix" or number == (1,):
            return True
        following = self.after(family, position)
        if family in HARD:
            if all(frame.family != family for frame in self.frames):
                return True
            # A smaller number than the last: a second text begins, or it is a reference.
            return following is not None and following.marker.number[0] == number[0] + 1
        if family == "dotted":
            return candidate.at_start and number[-1] in (0, 1)
        # A lost first member: 二是 … 三是 … 四是 …, each a paragraph of its own.
        return (
            number == (2,)
            and candidate.at_start
            and following is not None
            and following.at_start
            and following.marker.number == (3,)
        )

    def _make_room(self, position: int, candidate: Candidate) -> _Frame | None:
        """Close every open series the new one does not stand under.

        Returns the series of its own family that it would end, if that closed last.
        """
        elder = None
        while self.frames:
            frame = self.frames[-1]
            final = frame.final.candidate
            expired = not final.at_start and final.line != candidate.line
            if not expired:
                if not candidate.at_start and final.at_start and final.line == candidate.line:
                    break  # inside the very paragraph its parent begins
                if self._stands_under(frame, position, candidate):
                    break
            self._close(len(self.frames) - 1)
            same = frame.family == candidate.family and not expired
            elder = frame if same and len(frame.members) > 1 else None
        return elder

    def _stands_under(self, frame: _Frame, position: int, candidate: Candidate) -> bool:
        family, outer = candidate.family, frame.family
        if family == "appendix":
            return False
        if outer == "heading":
            return True
        if family == "dotted" and outer in ("arabic", "dotted"):
            number, above = candidate.marker.number, frame.final.number
            return len(number) > len(above) and number[: len(above)] == above
        if family == outer:
            return False
        if RANKS[family] > RANKS[outer]:
            return True
        if family in HARD and outer in HARD:
            return False
        return (family, outer) in self.inside or self.goes_on(frame, position)

    def _open(self, candidate: Candidate, elder: _Frame | None) -> None:
        parent = self.root
        if self.frames:
            parent = self.frames[-1].final
            self.inside.add((candidate.family, self.frames[-1].family))
        self.keys += 1
        node = Node(candidate, candidate.marker.number, self.keys)
        parent.children.append(node)
        self.frames.append(_Frame(candidate.family, self.keys, parent, [node], elder))

    def _append(self, frame: _Frame, candidate: Candidate) -> None:
        number = candidate.marker.number
        if number == (0,):
            number = (frame.final.number[0] + 1,)
        node = Node(candidate, number, frame.key)
        frame.parent.children.append(node)
        frame.members.append(node)
        frame.elder = None

    def _close(self, depth: int) -> None:
        """Pop series down to ``depth``; a series of one is dissolved."""
        while len(self.frames) > depth:
            frame = self.frames.pop()
            if len(frame.members) == 1 and not _stands_alone(frame):
                _dissolve(frame)

    def _place_declared(self, candidate: Candidate) -> None:
        """Place a declared heading: by its level, whatever its number says."""
        while self.frames:
            frame = self.frames[-1]
            level = frame.final.candidate.level
            if level and level < candidate.level:
                break
            if level == candidate.level and frame.family == candidate.family:
                self._append(frame, candidate)
                return
            self._close(len(self.frames) - 1)
        self._open(candidate, None)


def _follows(frame: _Frame, marker: Marker) -> bool:
    """Whether a marker's number is the frame's next."""
    last, number = frame.final.number, marker.number
    if marker.family == "firstly":
        return len(frame.members) >= 2 if number == (0,) else number[0] == last[0] + 1
    if marker.family == "article":
        return number[0] == last[0] + 1 or (number[0] == last[0] and number > last)
    if len(number) != len(last) or number[:-1] != last[:-1]:
        return False
    return number[-1] == last[-1] + 1


def _nearly_follows(frame: _Frame, candidate: Candidate) -> bool:
    """Whether a slip of the pen explains the number: one left out, or one used twice.

    Only for lines of their own, in a series that has already shown itself; divisions
    and articles may jump ahead by any number (a text may be an excerpt).
    """
    last, number = frame.final.number, candidate.marker.number
    if candidate.family == "appendix":
        return True
    if candidate.family in HARD:
        return number[0] > last[0]
    if candidate.family in ("firstly", "dotted") or not candidate.at_start:
        return False
    if len(frame.members) < 2 or not frame.final.candidate.at_start:
        return False
    return number[0] in (last[0], last[0] + 2)


def _stands_alone(frame: _Frame) -> bool:
    if frame.final.candidate.level or frame.family in HARD:
        return True
    return frame.family == "dotted" and frame.parent.candidate.family in ("dotted", "arabic")


def _dissolve(frame: _Frame) -> None:
    """Remove a series' only member; its children take its place."""
    siblings = frame.parent.children
    # Searched from the end: an open series' member is among the last children.
    index = len(siblings) - 1
    while siblings[index] is not frame.final:
        index -= 1
    siblings[index : index + 1] = frame.final.children


def build_tree(candidates: Sequence[Candidate]) -> Node:
    """The accepted markers as a tree, under a root that is no section itself."""
    root = Node(Candidate(Marker("root", (), "", 0, 0), -1, True, 0, 0), ())
    stack = _Stack(root, candidates)
    for position, candidate in enumerate(candidates):
        stack.read(position, candidate)
    stack.finish()
    return root
