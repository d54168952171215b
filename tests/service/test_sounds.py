"""How names sound, and that it is read once: by a process, and from one to the next."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from service.sounds import Sounds

if TYPE_CHECKING:
    from pathlib import Path

READ_WITH = f"pypinyin {version('pypinyin')}"
NAMES = ["两个维护", "重庆市", "长江大保护", "1+n", "abc工程"]
#: Prints a name's sounds, and whether the dictionary had to be opened for them.
ASKED = """
import sys
from pathlib import Path
from service.sounds import Sounds
sounds = Sounds(Path(sys.argv[1]))
sounds.keep(sys.argv[2:])
print(*sounds.of(sys.argv[2]), *sounds.of_each("重a鑫"), "pypinyin" in sys.modules)
"""


@pytest.mark.parametrize(
    ("text", "read", "each"),
    [
        ("两个维护", "liang ge wei hu", "liang ge wei hu"),
        ("重庆市", "chong qing shi", "zhong qing shi"),
        ("1+n", "1 + n", "1 + n"),
        ("abc工程", "a b c gong cheng", "a b c gong cheng"),
        ("办法😀", "ban fa 😀", "ban fa 😀"),
        ("", "", ""),
    ],
)
def test_what_a_text_sounds_like(text: str, read: str, each: str) -> None:
    for sounds in (Sounds(), _kept([text])):
        assert sounds.of(text) == tuple(read.split())
        assert sounds.of_each(text) == tuple(each.split())


def _kept(texts: list[str]) -> Sounds:
    sounds = Sounds()
    sounds.keep(texts)
    return sounds


def test_the_next_start_opens_no_dictionary(tmp_path: Path) -> None:
    file = tmp_path / "sounds.json"
    asked = [sys.executable, "-c", ASKED, str(file), "重庆市", *NAMES]
    said = [subprocess.run(asked, check=True, capture_output=True, text=True) for _ in range(2)]
    assert said[0].stdout.split() == ["chong", "qing", "shi", "zhong", "a", "xin", "True"]
    assert said[1].stdout.split() == ["chong", "qing", "shi", "zhong", "a", "xin", "False"]


def test_what_is_no_longer_named_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "sounds.json"
    Sounds(file).keep(NAMES)
    before = file.read_bytes()
    Sounds(file).keep(NAMES[:2])  # nothing new: nothing is written
    assert file.read_bytes() == before
    Sounds(file).keep(["新名称"])
    assert json.loads(file.read_bytes())["texts"] == {"新名称": "xin ming cheng"}


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"{",
        b"[]",
        b'{"texts": {}}',
        json.dumps({"read_with": READ_WITH, "texts": {"重庆市": 3}, "characters": {}}).encode(),
        json.dumps({"read_with": READ_WITH, "texts": [3], "characters": {}}).encode(),
        b"\xff\xfe",
        json.dumps(
            {"read_with": "pypinyin 0", "texts": {"重庆市": "x"}, "characters": {"重": "x"}}
        ).encode(),
    ],
)
def test_a_file_that_is_spoilt_or_of_another_version_is_made_anew(
    tmp_path: Path, spoilt: bytes
) -> None:
    file = tmp_path / "sounds.json"
    file.write_bytes(spoilt)
    sounds = Sounds(file)
    sounds.keep(["重庆市"])
    assert sounds.of("重庆市") == ("chong", "qing", "shi")
    assert json.loads(file.read_bytes())["texts"] == {"重庆市": "chong qing shi"}


def test_a_name_of_nothing_stops_no_later_one(tmp_path: Path) -> None:
    file = tmp_path / "sounds.json"
    for names in ([""], ["", "重庆市"], ["", "两个维护"]):
        sounds = Sounds(file)
        sounds.keep(names)
        assert sounds.of("") == ()
    assert sounds.of("两个维护") == ("liang", "ge", "wei", "hu")


def test_a_folder_that_cannot_be_written_into_is_done_without(tmp_path: Path) -> None:
    sounds = Sounds(tmp_path / "absent" / "sounds.json")
    sounds.keep(["重庆市"])
    assert sounds.of("重庆市") == ("chong", "qing", "shi")
    assert not list(tmp_path.iterdir())


def test_a_names_sound_is_kept_as_long_as_the_name() -> None:
    sounds = Sounds()
    sounds.keep(["长征精神", "争创一流"])
    heard = sounds.heard("长征精神")
    assert heard.syllables == ("chang", "zheng", "jing", "shen")
    assert heard.letters == "changzhengjingshen"
    # Out of context 长 is read zhang.
    assert heard.alike == (("can", "zen", "jin", "sen"), ("zan", "zen", "jin", "sen"))
    sounds.keep(["长征精神", "对标一流"])
    assert sounds.heard("长征精神") is heard
    sounds.keep(["三会一课"])
    assert sounds.heard("长征精神") is not heard
