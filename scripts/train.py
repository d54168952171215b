"""Train the default encoder: ``python -m scripts.train --texts FOLDER --pairs FOLDER -o DIR``.

The folders hold the JSON Lines files :mod:`embeddings.pairs` names; what it does not name is
not read. With ``--hold-out 0.1`` a tenth of the questions is kept back and the report
measures on it; the shipped model was trained with 0, after the settings were chosen.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path

from embeddings.course import examine, read_lessons, teach
from embeddings.training import Recipe


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, train, examine, save, report."""
    parser = argparse.ArgumentParser(prog="scripts.train", description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, help="folder of official texts")
    parser.add_argument("--pairs", type=Path, required=True, help="folder of question pairs")
    parser.add_argument("--own", type=Path, help="folder of our own questions and thesaurus")
    parser.add_argument("-o", "--output", type=Path, required=True, help="where the model goes")
    parser.add_argument("--hold-out", type=float, default=0.0, help="share of questions kept back")
    for setting in fields(Recipe):
        parser.add_argument(
            f"--{setting.name.replace('_', '-')}",
            type=type(setting.default),
            default=setting.default,
            help="default: %(default)s",
        )
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    chosen = parser.parse_args(arguments)
    recipe = Recipe(**{each.name: getattr(chosen, each.name) for each in fields(Recipe)})
    clock = Clock()
    lessons = read_lessons(
        chosen.texts, chosen.pairs, chosen.own, hold_out=chosen.hold_out, seed=recipe.seed
    )
    model = teach(lessons, chosen.texts, recipe, clock.show)
    report = {
        "seconds": round(clock.seconds()),
        "hold_out": chosen.hold_out,
        "recipe": asdict(recipe),
        "pairs": lessons.counts(),
        "kept_back": examine(model, lessons),
    }
    model.save(chosen.output, {"training": report})
    print(json.dumps(report, ensure_ascii=False, indent=None if chosen.json else 2))
    return 0


class Clock:
    """Progress with a rate and the time left: one live line on a terminal, else sparse lines."""

    def __init__(self) -> None:
        self._start = self._stage = time.monotonic()

    def seconds(self) -> float:
        """Since the clock was made."""
        return time.monotonic() - self._start

    def show(self, what: str, done: int, total: int) -> None:
        """Say where ``what`` stands, on standard error."""
        now = time.monotonic()
        if done <= 1:
            self._stage = now
        rate = (done - 1) / (now - self._stage) if now > self._stage else 0.0
        left = f", {(total - done) / rate:.0f} s left" if done > 1 and rate else ""
        line = f"{self.seconds():6.0f} s  {what}  {done}/{total}{left}"
        if sys.stderr.isatty():
            print(f"\r{line:<78}", end="\n" if done == total else "", file=sys.stderr, flush=True)
        elif done in {0, total} or done % 50 == 0:
            print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
