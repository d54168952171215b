"""What a reader is about to type: concepts and titles by their beginning, pinyin or initials.

    两个w, lgwh, lianggewei, 两个唯护 → 两个维护

Typed characters are met by themselves; typed letters by the initial or by the whole
syllables of the characters they stand for; and a wrong character by its sound.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from corpus.text import fold, squeeze
from service.sounds import Heard, Sounds

#: Shorter typing is met by too much, longer by nothing but itself.
LONGEST = 40
#: A wrong character is only looked for in words of this many; shorter ones all sound alike.
CORRECTED = range(3, 21)
#: Nobody types the quotation marks a name may carry.
_MARKS = re.compile(r"[\s\"'“”‘’《》「」『』]+")
_LETTERS = re.compile(r"[a-z']+")


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


class Suggester:
    """Knows the entries by sound. Built once for a generation; safe to share."""

    def __init__(self, entries: Iterable[Entry], sounds: Sounds | None = None) -> None:
        folded = ((entry, _MARKS.sub("", fold(entry.text))) for entry in entries)
        named = {entry: name for entry, name in folded if name}  # a title may be marks alone
        self._sounds = sounds or Sounds()
        self._sounds.keep(named.values())
        self._known = set(named.values())
        self._entries = [
            _Sounded(entry, folded, self._sounds.heard(folded)) for entry, folded in named.items()
        ]
        self._by_sound: dict[tuple[str, ...], _Sounded] = {}
        for each in self._entries:
            if len(each.folded) in CORRECTED:
                for sound in each.sound.alike:
                    self._by_sound.setdefault(sound, each)

    def suggest(self, typed: str, limit: int = 8) -> list[Suggestion]:
        """The entries that answer to ``typed``, best kind of match first, then shortest."""
        wanted = squeeze(typed)[:LONGEST]
        if not wanted:
            return []
        sound = self._sounds.blurred(wanted) if len(wanted) > 1 else ()
        found = [
            Suggestion(each.entry, tier)
            for each in self._entries
            if (tier := _tier(each, wanted, sound)) is not None
        ]
        found.sort(
            key=lambda each: (
                each.tier,
                each.entry.kind != "concept",
                len(each.entry.text),
                each.entry.text,
            )
        )
        return found[:limit]

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


def _tier(each: _Sounded, wanted: str, sound: Sequence[str]) -> int | None:
    """How an entry answers to what was typed; ``None`` if it does not."""
    if each.folded.startswith(wanted):
        return 0
    if _spelt(each, wanted):
        return 1
    if len(wanted) > 1 and wanted in each.folded:
        return 2
    if sound and any(heard[: len(sound)] == sound for heard in each.sound.alike):
        return 3
    return None


def _spelt(each: _Sounded, wanted: str) -> bool:
    """Whether ``wanted`` is the entry's beginning in characters, initials or whole pinyin.

    ::

        wanted = { character | initial } | { character } , letters ;   letters = { syllable }
    """
    if not _LETTERS.search(wanted):
        return False
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
