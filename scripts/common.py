"""What the commands share: options, exit codes, and how progress is shown."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from tqdm import tqdm

from corpus.errors import UserError, WenmaiError
from service.settings import Settings, load_settings

_LOG_SECONDS = 15.0


class Parser(argparse.ArgumentParser):
    """The parser of a command's options: an error is one sentence, as every error here."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the usage stands; exit with 2."""
        self.exit(2, f"{' '.join(message.split())}；用法：{self.prog} --help\n")


def words(text: str) -> str:
    """An argument that is text: what no UTF-8 terminal could have sent is refused."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("有无法识别的字节；请用 UTF-8 编码输入") from None
    return text


def folder_or_file(text: str) -> Path:
    """A path; an empty one (a variable that was not set) does not mean this folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("路径为空；请写出文件或文件夹")
    return Path(text)


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是 YYYY-MM-DD 格式的日期，如 2024-05-01")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"没有 {text} 这一天") from None


def parser(name: str, about: str, *, prints_data: bool = True) -> argparse.ArgumentParser:
    """A command's options, ``--data`` and ``--json`` among them."""
    made = Parser(prog=f"python -m scripts.{name}", description=about)
    shared(made, prints_data=prints_data)
    return made


def shared(made: argparse.ArgumentParser, *, prints_data: bool = True) -> None:
    """Add the options every command has."""
    made.add_argument("--data", type=folder_or_file, help="数据目录，默认取自设置（data）")
    if prints_data:
        made.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def settings_for(options: argparse.Namespace) -> Settings:
    """The settings, with ``--data`` in place where it was given."""
    from dataclasses import replace

    settings = load_settings()
    return replace(settings, data=options.data) if options.data else settings


def run(command: Callable[[], int]) -> int:
    """Run a command: its exit code, or one sentence on stderr and 2 (theirs) or 1 (ours)."""
    try:
        return command()
    except WenmaiError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UserError) else 1
    except KeyboardInterrupt:
        print("已中断；已写入的内容保持完好，可重新运行以继续", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


class Shown:
    """Progress on stderr: a bar with rate and remaining time on a terminal, else log lines.

    In a log each step has one line when it begins or is over, and a long one says where
    it is every quarter of a minute.
    """

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._bar: tqdm[Any] | None = None
        self._step = ""
        self._began = self._told = 0.0
        self._done = 0

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """See :class:`corpus.progress.Progress`."""
        if step != self._step:
            self.close()
            self._step, self._began, self._told = step, time.monotonic(), time.monotonic()
            if self._terminal:
                self._bar = tqdm(desc=step, total=total, unit="条", file=sys.stderr, leave=True)
        self._done = done
        if self._bar is not None:
            if total is not None:
                self._bar.total = total
            self._bar.update(done - self._bar.n)
        elif not self._terminal and time.monotonic() - self._told > _LOG_SECONDS:
            self._told = time.monotonic()
            self._log(f"{done}/{total}" if total else str(done), total)

    def close(self) -> None:
        """Finish the step that is shown."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
        elif self._step and not self._terminal:
            seconds = time.monotonic() - self._began
            count = f"{self._done} 条，" if self._done else ""
            rate = f"，每秒 {self._done / seconds:.0f} 条" if self._done and seconds > 1 else ""
            print(f"{self._step}：{count}{seconds:.1f} 秒{rate}", file=sys.stderr, flush=True)
        self._step, self._done = "", 0

    def _log(self, place: str, total: int | None) -> None:
        seconds = time.monotonic() - self._began
        left = ""
        if total and self._done:
            left = f"，约剩 {seconds / self._done * (total - self._done):.0f} 秒"
        rate = f"每秒 {self._done / seconds:.0f} 条" if seconds else ""
        print(f"{self._step}：{place}，{rate}{left}", file=sys.stderr, flush=True)
