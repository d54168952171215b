"""What a reader is about to type: concepts and titles by their beginning, pinyin or initials.

    两个w, lgwh, lianggewei, 两个唯护 → 两个维护

Typed characters are met by themselves; typed letters by the initial or by the whole
syllables of the characters they stand for; and a wrong character by its sound.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, takewhile
from typing import NamedTuple

from corpus.text import fold, squeeze
from service.sounds import Heard, Sounds

#: Shorter typing is met by too much, longer by nothing but itself.
LONGEST = 40
#: A wrong character is only looked for in words of this many; shorter ones all sound alike.
CORRECTED = range(3, 21)
#: Nobody types the quotation marks a name may carry.
_MARKS = re.compile(r"[\s\"'“”‘’《》「」『』]+")
_LETTER = re.compile(r"[a-z]")


class Entry(NamedTuple):
    """Something worth suggesting; ``kind`` is ``concept`` or ``title``, ``note`` says more."""

    text: str
    kind: str
    note: str = ""


class Suggestion(NamedTuple):
    """An entry that answers to what was typed; ``tier`` 0 is the best kind of match."""

    entry: Entry
    tier: int


class _Sounded(NamedTuple):
    """An entry, its text as it compares, and how that sounds."""

    entry: Entry
    folded: str
    sound: Heard


class _Lines:
    """A line, or ``each`` lines, of every entry in order, looked through as one text."""

    def __init__(self, lines: Sequence[str], each: int = 1) -> None:
        self._each = each
        self._starts = [*accumulate((len(line) + 1 for line in lines), initial=1)]
        self._text = "\n".join(["", *lines, ""])

    def beginning(self, wanted: str) -> Iterator[int]:
        """The entries with a line that begins so, in order."""
        return self._met("\n" + wanted, 1)

    def holding(self, wanted: str) -> Iterator[int]:
        """The entries with a line that holds this, in order."""
        return self._met(wanted, 0)

    def _met(self, wanted: str, before: int) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            line = bisect_right(self._starts, at + before)
            yield (line - 1) // self._each
            at = self._text.find(wanted, self._starts[line] - 1)


class Suggester:
    """Knows the entries by sound. Built once for a generation; safe to share."""

    def __init__(self, entries: Iterable[Entry], sounds: Sounds | None = None) -> None:
        folded = ((entry, _MARKS.sub("", fold(entry.text))) for entry in entries)
        named = {entry: name for entry, name in folded if name}  # a title may be marks alone
        self._sounds = sounds or Sounds()
        self._sounds.keep(named.values())
        self._known = set(named.values())
        sounded = [
            _Sounded(entry, folded, self._sounds.heard(folded)) for entry, folded in named.items()
        ]
        self._entries = sorted(sounded, key=lambda each: _shown(each.entry))
        said = [each.sound for each in self._entries]
        self._names = _Lines([each.folded for each in self._entries])
        self._initials = _Lines(["".join([one[:1] for one in each.syllables]) for each in said])
        self._letters = _Lines([each.letters for each in said])
        self._heard = _Lines([_spaced(one) for each in said for one in each.alike], each=2)
        self._by_sound: dict[tuple[str, ...], _Sounded] = {}
        for each in sounded:
            if len(each.folded) in CORRECTED:
                for sound in each.sound.alike:
                    self._by_sound.setdefault(sound, each)

    def suggest(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """The entries that answer to ``typed``, best kind of match first, then shortest."""
        wanted = squeeze(typed)[:LONGEST]
        if not wanted:
            return []
        found: dict[int, int] = {}
        for tier, entries in enumerate(self._tiers(wanted)):
            for entry in entries:
                if len(found) >= limit:
                    break
                found.setdefault(entry, tier)
        return [Suggestion(self._entries[entry].entry, tier) for entry, tier in found.items()]

    def _tiers(self, wanted: str) -> Iterator[Iterable[int]]:
        """How entries may answer to what was typed, the best kind first; each in order."""
        yield self._names.beginning(wanted)
        yield self._spelt(wanted)
        if len(wanted) > 1:
            yield self._names.holding(wanted)
            yield self._heard.beginning(_spaced(self._sounds.blurred(wanted)))

    def _spelt(self, wanted: str) -> Iterable[int]:
        """Entries whose beginning ``wanted`` is in characters, initials or whole pinyin."""
        if not _LETTER.search(wanted):
            return []
        whole = next(end for end, char in enumerate(wanted) if char.isascii())
        if whole:
            near = self._names.beginning(wanted[:whole])
        else:
            typed = "".join(takewhile(str.isascii, wanted))
            near = merge(
                self._initials.beginning(typed), self._letters.beginning(typed.replace("'", ""))
            )
        return (entry for entry in near if _spelt(self._entries[entry], wanted))

    def correct(self, query: str, stands: Callable[[str], bool]) -> str | None:
        """The query with a misspelt name put right, or ``None`` where nothing looks wrong.

        ``stands`` says whether a wording occurs in the corpus: what does is never corrected.
        """
        text = fold(query)
        syllables = self._sounds.blurred(text)
        for size in reversed(CORRECTED):
            for start in range(len(text) - size + 1):
                meant = self._by_sound.get(syllables[start : start + size])
                written = text[start : start + size]
                if meant and _misspelt(written, meant.folded) and written not in self._known:
                    if stands(written):
                        continue
                    return query[:start] + meant.entry.text + query[start + size :]
        return None


def _shown(entry: Entry) -> tuple[bool, int, str]:
    """Of those that answer alike concepts come first, then the shortest."""
    return entry.kind != "concept", len(entry.text), entry.text


def _spaced(sound: Iterable[str]) -> str:
    """Syllables as a line of whole ones: what begins so begins with these."""
    return " ".join([*sound, ""])


def _spelt(each: _Sounded, wanted: str) -> bool:
    """Whether ``wanted`` is the entry's beginning in characters, initials or whole pinyin.

    ::

        wanted = { character | initial } | { character } , letters ;   letters = { syllable }
    """
    if len(wanted) <= len(each.folded) and all(
        given == char or given == syllable[:1]
        for given, char, syllable in zip(wanted, each.folded, each.sound.syllables, strict=False)
    ):
        return True
    whole = next((end for end, char in enumerate(wanted) if char.isascii()), len(wanted))
    rest = wanted[whole:].replace("'", "")
    sound = each.sound
    tail = sound.letters if not whole else "".join(sound.syllables[whole:])
    return each.folded.startswith(wanted[:whole]) and len(rest) > 1 and tail.startswith(rest)


def _misspelt(written: str, meant: str) -> bool:
    """Whether one is the other with a few characters wrong: the rest must be the same."""
    wrong = sum(map(str.__ne__, written, meant))
    return 0 < wrong <= max(1, len(meant) // 3)
