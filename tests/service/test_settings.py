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
        ("MODEL_SECONDS", "601"),
        ("MODEL_KEY", "sk-1\nX-Evil: 1"),  # would be a header of its own
        ("MODEL_KEY", "密钥"),
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


@pytest.mark.parametrize(
    "url",
    [
        "ftp://model/v1", "file:///etc/passwd", "model.local/v1", "http://", "http://:80/v1",
        "http://user:secret@model/v1", "http://model/v1?key=1", "http://model/v1#x",
        "http://model:99999/v1", "http://[::1/v1",
    ],
)  # fmt: skip
def test_an_address_of_a_model_that_cannot_be_meant(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="model_url"):
        load_settings(tmp_path / "none.toml", {"WENMAI_MODEL_URL": url})


def test_a_key_stands_in_no_file_and_is_not_shown(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('model_url = "http://127.0.0.1:11434/v1"\n', "utf-8")
    settings = load_settings(file, {"WENMAI_MODEL_KEY": "sk-1"})
    assert (settings.model_url, settings.model_key) == ("http://127.0.0.1:11434/v1", "sk-1")
    assert "sk-1" not in repr(settings)
    file.write_text('model_key = "sk-1"\n', "utf-8")
    with pytest.raises(BadSettings, match="WENMAI_MODEL_KEY") as refused:
        load_settings(file, {})
    assert "sk-1" not in str(refused.value)


def test_the_default_lexicon_folder_need_not_be_there_another_must(tmp_path: Path) -> None:
    file = tmp_path / "none.toml"
    plain = load_settings(file, {"WENMAI_DATA": str(tmp_path)})
    assert not plain.lexicons
    (tmp_path / "lexicon").mkdir()
    assert list(plain.lexicons) == [tmp_path / "lexicon"]
    named = load_settings(file, {"WENMAI_DATA": str(tmp_path), "WENMAI_LEXICON": "/srv/words"})
    assert list(named.lexicons) == [Path("/srv/words")]


def test_a_setting_of_few_choices_takes_these_only(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    assert load_settings(file, {"WENMAI_REVIEW": "local"}).review == "local"
    with pytest.raises(BadSettings, match="只能是 off、local，现为 'everyone'"):
        load_settings(file, {"WENMAI_REVIEW": "everyone"})
