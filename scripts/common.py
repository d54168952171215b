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
from threading import Lock, get_ident
from typing import TYPE_CHECKING, Any, NoReturn

from tqdm import tqdm

from corpus.errors import UserError, WenmaiError
from corpus.progress import OVER
from service.settings import Settings, load_settings

if TYPE_CHECKING:
    from embeddings.pairs import Fold

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


def fold(text: str) -> Fold:
    """One part of the questions as K/N, numbered from 0."""
    number, slash, folds = text.partition("/")
    if not (slash and number.isdecimal() and folds.isdecimal() and int(number) < int(folds)):
        raise argparse.ArgumentTypeError(f"“{text}”应形如 0/2：共 2 份，留出第 0 份")
    return int(number), int(folds)


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

    In a log each step has one line when it is over, and a long one says where it is every
    quarter of a minute. A step is over when it is said to be, or else when the same thread
    begins another; so several threads may have one each under way.
    """

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._steps: dict[str, _Step] = {}
        self._lock = Lock()

    def __call__(self, step: str, done: int, total: int | None) -> None:
        """See :class:`corpus.progress.Progress`."""
        with self._lock:
            if done == OVER:
                self._end(step)
                return
            held = self._steps.get(step)
            if held is None:
                mine = [name for name, one in self._steps.items() if one.thread == get_ident()]
                for name in mine:
                    self._end(name)
                held = self._steps[step] = _Step(step, total, self._terminal)
            held.told(done, total)

    def close(self) -> None:
        """Finish the steps that are shown."""
        with self._lock:
            for step in list(self._steps):
                self._end(step)

    def _end(self, step: str) -> None:
        if (held := self._steps.pop(step, None)) is not None:
            held.end()


class _Step:
    """One step that is shown: its bar, or what a log was told of it."""

    def __init__(self, name: str, total: int | None, terminal: bool) -> None:
        self.thread = get_ident()
        self._name = name
        self._began = self._told = time.monotonic()
        self._done = 0
        self._bar: tqdm[Any] | None = None
        if terminal:
            self._bar = tqdm(desc=name, total=total, unit="条", file=sys.stderr, leave=True)

    def told(self, done: int, total: int | None) -> None:
        self._done = done
        if self._bar is not None:
            if total is not None:
                self._bar.total = total
            self._bar.update(done - self._bar.n)
        elif time.monotonic() - self._told > _LOG_SECONDS:
            self._told = time.monotonic()
            self._log(f"{done}/{total}" if total else str(done), total)

    def end(self) -> None:
        if self._bar is not None:
            self._bar.close()
            return
        seconds = time.monotonic() - self._began
        count = f"{self._done} 条，" if self._done else ""
        rate = f"，每秒 {self._done / seconds:.0f} 条" if self._done and seconds > 1 else ""
        print(f"{self._name}：{count}{seconds:.1f} 秒{rate}", file=sys.stderr, flush=True)

    def _log(self, place: str, total: int | None) -> None:
        seconds = time.monotonic() - self._began
        left = ""
        if total and self._done:
            left = f"，约剩 {seconds / self._done * (total - self._done):.0f} 秒"
        rate = f"每秒 {self._done / seconds:.0f} 条" if seconds else ""
        print(f"{self._name}：{place}，{rate}{left}", file=sys.stderr, flush=True)
