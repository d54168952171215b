"""What the API answers of chains, as models: ``/openapi.json`` is made from these."""

from __future__ import annotations

from pydantic import Field

from service.web.schemas import DocumentBrief, Reply, _shown


class ChainPiece(Reply):
    """Some characters of a document; none where something was only put in or taken out."""

    start: int
    end: int
    text: str


class ChainChange(Reply):
    """What was changed from the first wording to the later one."""

    before: ChainPiece = Field(description="最早说法中的文字")
    after: ChainPiece = Field(description="后来说法中的文字")


class ChainWording(Reply):
    """A sentence in one document."""

    document: DocumentBrief
    start: int
    end: int
    text: str = _shown("原句", "各级党组织要坚决扛起管党治党的政治责任。")
    url: str = Field(description="打开该句的地址")


class ChainLater(ChainWording):
    """A sentence in another document, compared with the first wording."""

    similarity: float = _shown("与最早说法的相似度，0 到 1，不计标点", 0.96)
    changes: list[ChainChange] = Field(description="与最早说法逐字对照的差异")


class ChainSentence(Reply):
    """A sentence of this document that others have too. Offsets are of this document."""

    start: int
    end: int
    text: str
    documents: int = _shown("有此句的文件数，含本文件", 3)
    is_first: bool = Field(description="本文件是否最早")
    similarity: float = Field(description="本文件的说法与最早说法的相似度")
    changes: list[ChainChange] = Field(description="本文件的说法与最早说法逐字对照的差异")
    first: ChainWording = Field(description="最早的说法；无日期的文件排在最后")
    others: list[ChainLater] = Field(description="其余文件的说法，由早到晚")


class ChainOrigin(Reply):
    """Where most of a passage comes from."""

    document: DocumentBrief
    share: float = _shown("该段落中来自它的部分，0 到 1", 0.8)


class ReuseReply(Reply):
    """The sentences of a document that others have too, in order (传达链)."""

    document: DocumentBrief
    total: int = _shown("也见于其他文件的句子数", 12)
    formulas: int = Field(description="因见于太多文件而视作套语、不列出的句子数")
    origin: ChainOrigin | None = Field(description="指定 passage 时：该段落主要出自哪份文件")
    sentences: list[ChainSentence]
