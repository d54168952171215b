"""LightGBM's door: a ranker kept as text, asked through the library's own C interface.

Importing the Python package would cost seconds at every start (it looks for half of the
scientific stack) for nothing a query needs; the shared library in it loads in milliseconds.
"""

from __future__ import annotations

import ctypes
import gzip
import importlib.util
import json
import zlib
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus.errors import ModelUnavailable
from service.ranking.matching import Floats

MODEL_FOLDER = Path(__file__).parent / "model"
_FLOAT32, _RAW = 0, 1
_PARAMETERS = b"num_threads=1"


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

    Raises ModelUnavailable where it is not whole or LightGBM is not installed.
    """
    layout = Layout(folder)
    try:
        config = json.loads(layout.config.read_text("utf-8"))
        return Ranker(
            Booster(gzip.decompress(layout.first.read_bytes()), tuple(config["first"])),
            Booster(gzip.decompress(layout.last.read_bytes()), tuple(config["features"])),
        )
    except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise ModelUnavailable(
            f"{folder}：排序模型读不出来（{error}）；请重新检出仓库，"
            "或自行训练：python -m scripts.train_ranker"
        ) from error


class Booster:
    """Trees that score candidates; safe to share between threads."""

    def __init__(self, trees: bytes, names: tuple[str, ...]) -> None:
        self.names = names
        self._library = _library()
        self._handle = ctypes.c_void_p()
        rounds = ctypes.c_int()
        self._check(
            self._library.LGBM_BoosterLoadModelFromString(
                ctypes.c_char_p(trees), ctypes.byref(rounds), ctypes.byref(self._handle)
            )
        )

    def scores(self, rows: Floats) -> Floats:
        """The trees' score of each row of features, float32 (n,)."""
        rows = np.ascontiguousarray(rows, np.float32)
        found = np.zeros(len(rows), np.float64)
        length = ctypes.c_int64()
        self._check(
            self._library.LGBM_BoosterPredictForMat(
                self._handle,
                rows.ctypes.data_as(ctypes.c_void_p),
                ctypes.c_int(_FLOAT32),
                ctypes.c_int32(rows.shape[0]),
                ctypes.c_int32(rows.shape[1]),
                ctypes.c_int(1),  # rows one after another
                ctypes.c_int(_RAW),
                ctypes.c_int(0),
                ctypes.c_int(-1),
                ctypes.c_char_p(_PARAMETERS),
                ctypes.byref(length),
                found.ctypes.data_as(ctypes.POINTER(ctypes.c_double)),
            )
        )
        return found.astype(np.float32)

    def __del__(self) -> None:
        if getattr(self, "_handle", None):
            self._library.LGBM_BoosterFree(self._handle)

    def _check(self, failed: int) -> None:
        if failed:
            said = ctypes.string_at(self._library.LGBM_GetLastError()).decode("utf-8", "replace")
            raise ModelUnavailable(
                f"排序模型不能用（{said}）；请重新检出仓库，"
                "或自行训练：python -m scripts.train_ranker"
            )


@lru_cache(maxsize=1)
def _library() -> ctypes.CDLL:
    """The shared library inside the installed package, which itself is not imported."""
    found = importlib.util.find_spec("lightgbm")
    if found is None or found.origin is None:
        raise ModelUnavailable(
            "没有安装 lightgbm，按各检索器得分直接相加排序；安装：pip install -r requirements.txt"
        )
    path = Path(found.origin).parent / "lib" / "lib_lightgbm.so"
    try:
        library = ctypes.CDLL(str(path))
    except OSError as error:
        raise ModelUnavailable(f"{path}：打不开（{error}）；请重新安装 lightgbm") from error
    library.LGBM_GetLastError.restype = ctypes.c_void_p
    return library
