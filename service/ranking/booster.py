"""A ranker as it is kept: the trees LightGBM grew, in its own text form, and what they look at."""

from __future__ import annotations

import gzip
import json
import zlib
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import ModelUnavailable
from service.forest import Floats, Forest, read_lightgbm

MODEL_FOLDER = Path(__file__).parent / "model"


class Layout(NamedTuple):
    """The files of a saved ranker: two boosters in LightGBM's own text form, gzipped."""

    folder: Path

    @property
    def first(self) -> Path:
        """What chooses the candidates looked at closely, by the retrievers' lists alone."""
        return self.folder / "first.txt.gz"

    @property
    def last(self) -> Path:
        """What orders those."""
        return self.folder / "ranker.txt.gz"

    @property
    def config(self) -> Path:
        """The names of the features of each in order, and what they were trained with."""
        return self.folder / "config.json"


class Ranker(NamedTuple):
    """The two boosters of the cascade."""

    first: Booster
    last: Booster


def load_ranker(folder: Path = MODEL_FOLDER) -> Ranker:
    """The ranker saved in ``folder``.

    Raises ModelUnavailable where it is not whole.
    """
    layout = Layout(folder)
    try:
        config = json.loads(layout.config.read_text("utf-8"))
        return Ranker(
            Booster(_text(layout.first), tuple(config["first"])),
            Booster(_text(layout.last), tuple(config["features"])),
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"{folder}：排序模型读不出来（{error}）；请重新检出仓库，"
            "或自行训练：python -m scripts.train_ranker"
        ) from error


class Booster:
    """Trees that score candidates, in LightGBM's text form; safe to share between threads.

    Raises ValueError for what is no such form, or looks at more features than have ``names``.
    """

    def __init__(self, trees: str, names: tuple[str, ...]) -> None:
        self.names = names
        self._forest = Forest(read_lightgbm(trees))
        if self._forest.width > len(names):
            raise ValueError(f"树看 {self._forest.width} 个特征，名单上只有 {len(names)} 个")

    def scores(self, rows: Floats) -> Floats:
        """The trees' score of each row of features, float32 (n,)."""
        return self._forest.sums(rows).astype(np.float32)


def _text(path: Path) -> str:
    return gzip.decompress(path.read_bytes()).decode("utf-8")
