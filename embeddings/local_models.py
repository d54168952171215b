"""Models of other makes, opened from this machine alone and set up for where they run."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeVar

import torch

from corpus.errors import ModelUnavailable
from embeddings.locating import require_folder

#: Passages are some hundred characters long; a model that could read 32,768 tokens would only
#: be given the memory to do it.
LONGEST_TOKENS = 1024
#: Texts a batch on a processor and on a GPU, for a model of 100 million weights.
_BATCH = {"cpu": 32, "gpu": 256}
_WEIGHTS = 100_000_000
Model = TypeVar("Model")


def open_local(name: str, what: str, load: Callable[[dict[str, Any]], Model]) -> Model:
    """What ``load`` makes of the arguments that keep it on this machine.

    Never the network: a hub that does not answer is retried for minutes, and an intranet has
    none. Code that comes with a model is never run. ``what`` names the thing in Chinese.
    Raises ModelUnavailable, whatever ``load`` raises.
    """
    require_folder(name, what)
    try:
        return load({"device": best_device(), "local_files_only": True, "trust_remote_code": False})
    except Exception as error:  # it raises whatever its many parts raise
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise ModelUnavailable(
            f"{what} {name} 在这台机器上加载不了：{first_line} "
            "请在能联网的机器上下载（hf download），把目录拷来后填写它的路径；"
            "或改用自带的 default。"
        ) from error


def best_device() -> str:
    """The fastest device here: ``cuda``, ``mps`` or ``cpu``."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def settle(model: Any) -> int:
    """Bound how long a text may be, halve the numbers on a GPU; the batch size that suits.

    ``model`` is a SentenceTransformer or a CrossEncoder.
    """
    longest = model.max_seq_length
    # A static model reports no limit or infinity, and needs none: it holds a sum alone.
    if longest is not None and LONGEST_TOKENS < longest < math.inf:
        model.max_seq_length = LONGEST_TOKENS
    device = model.device.type
    if device != "cpu":
        model.to(torch.bfloat16 if _has_bfloat16(device) else torch.float16)
    weights = sum(parameter.numel() for parameter in model.parameters())
    batch = _BATCH["cpu" if device == "cpu" else "gpu"]
    while weights > _WEIGHTS and batch > 4:
        batch, weights = batch // 2, weights // 2
    return batch


def _has_bfloat16(device: str) -> bool:
    return device == "cuda" and torch.cuda.is_bf16_supported()
