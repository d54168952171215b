"""Settings: defaults < file < environment; whatever cannot be meant is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import BadSettings
from service.settings import load_settings


def test_the_environment_outranks_the_file_and_the_file_the_default(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('port = 8001\nsite_name = "库"\n', "utf-8")
    settings = load_settings(file, {"WENMAI_PORT": "8002", "OTHER": "x"})
    assert (settings.port, settings.site_name, settings.threads) == (8002, "库", 4)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROT", "8000"),  # a slip of the pen
        ("PORT", "many"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("THREADS", "0"),
        ("PARSE_SECONDS", "0"),
        ("KEEP_GENERATIONS", "-1"),
        ("HOST", ""),  # would listen on every address
        ("DATA", " "),  # would be the folder one stands in
    ],
)
def test_a_value_that_cannot_be_meant(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSettings, match=f"WENMAI_{name}"):
        load_settings(tmp_path / "none.toml", {f"WENMAI_{name}": value})


@pytest.mark.parametrize(
    "content",
    [b"port = 8000.5", b"port = true", b"data = 5", b"[serve]\nport = 1", b"x = [", b"\xff\xfe"],
)
def test_a_file_that_cannot_be_meant(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    with pytest.raises(BadSettings, match=r"settings\.toml"):
        load_settings(file, {})


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(BadSettings):
        load_settings(tmp_path, {})


def test_the_default_lexicon_folder_need_not_be_there_another_must(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    plain = load_settings(file, {"WENMAI_DATA": str(tmp_path)})
    assert not plain.lexicons
    (tmp_path / "lexicon").mkdir()
    assert list(plain.lexicons) == [tmp_path / "lexicon"]
    named = load_settings(file, {"WENMAI_DATA": str(tmp_path), "WENMAI_LEXICON": "/srv/words"})
    assert list(named.lexicons) == [Path("/srv/words")]
