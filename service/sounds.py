"""How names sound, kept in a file: to read 27,000 of them takes seconds a start should not cost.

The file is JSON and made of nothing but the names: whoever finds that it does not hold one reads
that anew. It is good for one version of the dictionary that the names are read with.
"""

from __future__ import annotations

import json
import re
import threading
from contextlib import suppress
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The characters whose commonest sound is kept: a query may hold any.
_HAN = range(0x4E00, 0xA000)
#: What the sounds are read with; another version may read otherwise.
_READ_WITH = f"pypinyin {version('pypinyin')}"
#: Between the syllables of a text, which has no blanks.
_BLANK = " "
#: What speakers of many places do not tell apart, and type for one another.
_BLURS = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[aei])ng$"), "n"))


class Heard(NamedTuple):
    """How a name sounds: its syllables, their letters, and what is heard of them, blurred: as it
    is read, and as each of its characters is read most often.
    """

    syllables: tuple[str, ...]
    letters: str
    alike: tuple[tuple[str, ...], tuple[str, ...]]


class Sounds:
    """What texts without blanks are read as. Safe to share between threads.

    ``file`` is where they are kept from one start to the next; without one they are only kept
    as long as this lives. A file that cannot be read or written is done without.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._keeping = threading.Lock()
        self._texts, self._chars = _held(file) if file else ({}, {})
        # From one generation to the next most names stay.
        self._heard: dict[str, Heard] = {}

    def of(self, text: str) -> tuple[str, ...]:
        """One syllable for each character as it is read there; what is no Chinese character
        is its own.
        """
        held = self._texts.get(text)
        return tuple(held.split(_BLANK)) if held else _read(text)

    def of_each(self, text: str) -> tuple[str, ...]:
        """Each character's commonest sound: quick, and the same wherever it stands."""
        return tuple(map(self._of_char, text))

    def blurred(self, text: str) -> tuple[str, ...]:
        """The same as it is heard: a query is not read in context."""
        return tuple(map(_blur, self.of_each(text)))

    def heard(self, text: str) -> Heard:
        """All of how a name sounds, kept as long as the name is."""
        known = self._heard.get(text)
        if known is None:
            syllables = self.of(text)
            alike = tuple(map(_blur, syllables)), self.blurred(text)
            known = self._heard[text] = Heard(syllables, "".join(syllables), alike)
        return known

    def prepare(self) -> None:
        """Have at hand what an unknown name is read with, before there is one."""
        _read("")

    def keep(self, texts: Iterable[str]) -> None:
        """Have these at hand, and no others: now, and where there is a file at the next start."""
        wanted = dict.fromkeys(texts)
        with self._keeping:
            missing = [text for text in wanted if text not in self._texts]
            if not missing and self._chars:
                return
            read = {text: _BLANK.join(_read(text)) for text in missing}
            chars = self._chars or {char: _read(char)[0] for char in map(chr, _HAN)}
            known = self._texts
            self._chars = chars
            self._texts = {text: read[text] if text in read else known[text] for text in wanted}
            self._heard = {text: self._heard[text] for text in wanted if text in self._heard}
            if self._file:
                _write(self._file, self._texts, chars)

    def _of_char(self, char: str) -> str:
        return self._chars.get(char) or (_read(char)[0] if ord(char) in _HAN else char)


@lru_cache(4096)
def _blur(syllable: str) -> str:
    for pattern, instead in _BLURS:
        syllable = pattern.sub(instead, syllable)
    return syllable


def _read(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin  # a dictionary of half a second: not where all is known

    return tuple(lazy_pinyin(text, errors=_one_by_one))


def _one_by_one(text: str) -> Any:
    """What is no Chinese character sounds as itself, each for itself; pypinyin takes a list."""
    return list(text)


def _held(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The texts and the characters of a file; none where it is absent, spoilt or too old."""
    try:
        held: dict[str, Any] = json.loads(file.read_bytes())
        texts, characters = dict(held["texts"]), dict(held["characters"])
        said = (*texts.values(), *characters.values())
        if held["read_with"] == _READ_WITH and all(isinstance(one, str) for one in said):
            return texts, characters
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {}, {}


def _write(file: Path, texts: Mapping[str, str], chars: Mapping[str, str]) -> None:
    told = {"read_with": _READ_WITH, "texts": texts, "characters": chars}
    new = file.with_suffix(".new")
    with suppress(OSError):  # the next start reads them again
        new.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        new.replace(file)
