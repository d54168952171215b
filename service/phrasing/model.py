"""What a phrasing is made of: sources given, sentences kept or struck, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.model import Citation

#: Why a sentence was struck out, by code.
STRUCK: Mapping[str, str] = {
    "uncited": "没有注明出处",
    "unknown_citation": "出处编号不存在",
    "quotation": "引号内的文字在所引原文中找不到",
    "number": "数字、日期或条款在所引原文中找不到",
    "title": "所提文件在所引原文中找不到",
    "turned": "肯定与否定、可以与必须同所引原文不符",
    "unsupported": "所引原文不足以支持",
    "markup": "含有链接或代码",
}
#: Why the model's words do not stand, by code; the extractive answer does.
FAILED: Mapping[str, str] = {
    "off": "没有配置语言模型",
    "declined": "馆藏没有依据，未请语言模型改写",
    "busy": "语言模型正忙，请稍后再试",
    "unreachable": "连接不上语言模型",
    "timeout": "语言模型超时未答",
    "refused": "语言模型的服务拒绝了请求",
    "redirected": "语言模型的服务要求转往别处，未予跟随",
    "malformed": "语言模型的回复不合格式",
    "too_long": "语言模型的回复过长",
    "cut": "语言模型的回复中断",
    "unwilling": "语言模型未能据所给原文作答",
    "unverified": "语言模型的回复多数无法核对",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One passage a model may phrase from: what it is shown, and the citation it stands for.

    ``head`` is the document's title and number and the section path, ``about`` its day and
    status, which is shown but holds no sentence up; ``text`` is the wording.
    """

    number: int
    head: str
    about: str
    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Kept:
    """A sentence of the model's that was held against its sources; citation marks taken out."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Struck:
    """A sentence struck out; its words are not told, only why (a key of :data:`STRUCK`)."""

    code: str

    @property
    def reason(self) -> str:
        """The same in Chinese."""
        return STRUCK[self.code]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a phrasing ended: ``code`` is None where it stands, else a key of :data:`FAILED`."""

    code: str | None
    kept: tuple[Kept, ...] = ()
    struck: int = 0

    @property
    def reason(self) -> str | None:
        """Why the extractive answer stands alone; None where the phrasing may be shown."""
        return None if self.code is None else FAILED[self.code]


class ModelFailed(Exception):
    """The model gave no usable reply; ``code`` is a key of :data:`FAILED`."""

    def __init__(self, code: str) -> None:
        super().__init__(FAILED[code])
        self.code = code
