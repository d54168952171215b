"""Settings: name, default, help. The only reader of the settings file and the environment.

Defaults < ``settings.toml`` < ``WENMAI_*``. An unknown key is an error, so that a slip of
the pen is not a silent default.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from corpus.errors import BadSettings

if TYPE_CHECKING:
    from collections.abc import Mapping


class Setting(NamedTuple):
    """One setting: its name, its default (whose type it keeps), what it is for.

    ``most`` is the largest number it takes; the smallest is 1, and no text may be empty.
    ``choices``, where given, are the only texts it takes.
    """

    name: str
    default: str | int
    help: str
    most: int = 1_000_000
    choices: tuple[str, ...] = ()


LEXICON, NONE = "lexicon", "none"
#: Where reviewers' decisions and the candidates they are about lie, in the data folder.
REVIEW = "review"
OFF = "off"
SETTINGS: tuple[Setting, ...] = (
    Setting("data", "data", "folder of the corpus, its generations and reports"),
    Setting("host", "127.0.0.1", "address the service listens on"),
    Setting("port", 8000, "port the service listens on", 65535),
    Setting("threads", 4, "requests answered at the same time", 256),
    Setting("encoder", "default", "the encoder: default, or a sentence-transformers model path"),
    Setting("reranker", NONE, "a cross-encoder that reads the first results: none, path or name"),
    Setting("lexicon", LEXICON, "folder of your own concepts, in the data folder"),
    Setting("parse_seconds", 120, "longest time one document may take to parse"),
    Setting("parse_megabytes", 2048, "most memory a parse may use"),
    Setting("unzipped_megabytes", 512, "most bytes one file may unpack to"),
    Setting("keep_generations", 3, "generations kept after a build, the current one included"),
    Setting("query_characters", 2000, "longest question accepted"),
    Setting(
        "review",
        "off",
        "who may decide about candidates on the pages: off (nobody) or local (who sits here)",
        choices=("off", "local"),
    ),
    Setting("site_name", "文脉", "name shown at the top of every page"),
    Setting("model_url", OFF, "base URL of an OpenAI-compatible chat endpoint; off: no model"),
    Setting("model_name", "default", "the model's name at that endpoint"),
    Setting("model_seconds", 30, "longest time the model may take", 600),
    Setting("model_key", "none", "the endpoint's key, only by environment (WENMAI_MODEL_KEY)"),
)
PREFIX = "WENMAI_"
#: Settings that no file may hold: files are copied, backed up and shown.
SECRETS = frozenset({"model_key"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one run, each of the type of its default."""

    data: Path
    host: str
    port: int
    threads: int
    encoder: str
    reranker: str
    lexicon: str
    parse_seconds: int
    parse_megabytes: int
    unzipped_megabytes: int
    keep_generations: int
    query_characters: int
    review: str
    site_name: str
    model_url: str
    model_name: str
    model_seconds: int
    model_key: str = field(repr=False)

    @property
    def reader(self) -> str | None:
        """The cross-encoder to be used, if one is."""
        return None if self.reranker == NONE else self.reranker

    @property
    def ledger(self) -> Path:
        """What reviewers decided."""
        return self.data / REVIEW / "ledger.jsonl"

    @property
    def compiled(self) -> Path:
        """The lexicon as the last build read it."""
        return self.data / "lexicon.json"

    @property
    def lexicons(self) -> tuple[Path, ...]:
        """The folders of an administrator's own concepts: ``lexicon`` in the data folder.

        It need not be there, unless another than the default was asked for.
        """
        folder = self.data / self.lexicon
        missing = self.lexicon == LEXICON and not folder.exists()
        return () if missing else (folder,)


def load_settings(
    file: Path = Path("settings.toml"), environ: Mapping[str, str] | None = None
) -> Settings:
    """Read the settings; ``environ`` is the process environment unless given.

    Raises:
        BadSettings: an unknown name, or a value that is not of its setting's type.
    """
    if environ is None:
        import os

        environ = os.environ
    known = {setting.name: setting for setting in SETTINGS}
    values: dict[str, Any] = {name: setting.default for name, setting in known.items()}
    for name, value in _from_file(file).items():
        if name in SECRETS:
            raise BadSettings(
                f"{file}: {name} 不能写在文件里；请用环境变量 {PREFIX}{name.upper()} 给出。"
            )
        values[name] = _checked(known.get(name), name, value, str(file))
    for key, value in environ.items():
        if key.startswith(PREFIX):
            name = key.removeprefix(PREFIX).lower()
            values[name] = _checked(known.get(name), name, value, f"环境变量 {key}")
    values["data"] = Path(values["data"])
    _check_address(values["model_url"])
    if not all("!" <= char <= "~" for char in values["model_key"]):
        raise BadSettings(f"环境变量 {PREFIX}MODEL_KEY: 密钥只能由可见的 ASCII 字符组成。")
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise BadSettings(f"{file}: 读不出（{error.strerror}）；改正后重试。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{file}: 不是有效的 TOML（{error}）；改正后重试。") from error


def _check_address(url: str) -> None:
    """Refuse what is no base URL: another scheme, no host, a key or a query in it."""
    if url == OFF:
        return
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        parts = urlsplit("")
    whole = parts.scheme in ("http", "https") and parts.hostname
    if not whole or parts.username or parts.password or parts.query or parts.fragment:
        raise BadSettings(
            "model_url 应为 off 或接口的基础地址，如 http://127.0.0.1:11434/v1"
            "（不含用户名、密钥和参数）。"
        )


def _checked(setting: Setting | None, name: str, value: object, where: str) -> str | int:
    if setting is None:
        names = "、".join(item.name for item in SETTINGS)
        raise BadSettings(f"{where}: 没有名为 {name} 的设置；可用的有 {names}。")
    if isinstance(setting.default, int):
        try:
            number = int(str(value))
        except ValueError:
            raise BadSettings(f"{where}: {name} 应为整数，现为 {value!r}。") from None
        if not 1 <= number <= setting.most:
            raise BadSettings(f"{where}: {name} 应为 1 到 {setting.most}，现为 {number}。")
        return number
    if not isinstance(value, str) or not value.strip():
        raise BadSettings(f"{where}: {name} 应为非空的文字，现为 {value!r}。")
    if setting.choices and value not in setting.choices:
        known = "、".join(setting.choices)
        raise BadSettings(f"{where}: {name} 只能是 {known}，现为 {value!r}。")
    return value
