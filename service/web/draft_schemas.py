"""What the drafting routes answer with, as models: ``/openapi.json`` is made from these."""

from __future__ import annotations

from pydantic import Field

from service.web.schemas import Citation, ConceptName, Reply, _shown


class Change(Reply):
    """One piece of what a suggestion changes."""

    change: str = _shown("same 不变，cut 删去，new 补上", "new")
    text: str


class Finding(Reply):
    """One thing to know about one place of a draft; offsets count code points of the draft."""

    kind: str = _shown("类别", "quote_altered")
    kind_label: str = _shown("类别的中文名", "引文有出入")
    alarm: bool = Field(description="是否需要处理；为假的是核对无误或供参考")
    reason: str = _shown("细类，稳定的代码", "altered")
    start: int
    end: int
    text: str = Field(description="文稿中的原文")
    message: str = Field(description="哪里不对，应以什么为准")
    suggestion: str | None = Field(description="替换 text 的正确写法；没有则为 null")
    changes: list[Change] = Field(description="suggestion 对 text 的改动，逐段")
    certainty: float = Field(description="把握，0 到 1")
    citations: list[Citation]


class CheckSummary(Reply):
    """How much was checked and what was found."""

    characters: int = _shown("文稿字数", 3000)
    documents: int = _shown("对照的馆藏文件数", 24)
    whole: bool = Field(
        description="是否全部核查过；引文上千处、馆藏没有的文件引了上百处的，只核查前面的"
    )
    alarms: int = _shown("需要处理的处数", 2)
    kinds: dict[str, int] = _shown("各类的处数", {"quote_altered": 1, "title_wrong": 1})


class CheckReply(Reply):
    """What the checks found in a draft."""

    generation: str
    findings: list[Finding]
    summary: CheckSummary


class CheckFileReply(CheckReply):
    """What the checks found in a file; offsets count code points of ``text``."""

    text: str = Field(description="从文件读出的正文")


class Supported(Reply):
    """One sentence that supports a clause."""

    citation: int = Field(description="引文编号")
    share: float = Field(description="支持的程度，0 到 1")


class BasisClause(Reply):
    """One clause of a paragraph; offsets count code points of the text sent."""

    start: int
    end: int
    text: str
    covered: float = Field(description="有依据的程度，0 到 1；没有依据为 0")
    support: list[Supported]


class BasisReply(Reply):
    """What supports a paragraph, clause by clause."""

    generation: str
    covered: float = _shown("有依据的文字所占的比例", 0.8)
    clauses: list[BasisClause]
    unsupported: list[str] = Field(description="没有依据的分句")
    citations: list[Citation]


class WordingYear(Reply):
    """How often in one year."""

    year: int
    count: int


class WordingVariant(Reply):
    """One way an expression is written."""

    form: str = _shown("写法", "四个意识")
    right: bool = Field(description="规范写法为真，常见误写为假")
    total: int = Field(description="段落数")
    years: list[WordingYear] = Field(description="按文件年份；年份不明的只计入总数")


class WordingReply(Reply):
    """The canonical form of an expression, its variants by year, its first use."""

    q: str
    generation: str
    label: str = Field(description="规范写法；词表里没有则为所问")
    concept: ConceptName | None
    expansion: list[str] = Field(description="所含各项")
    replaced_by: ConceptName | None = Field(description="已由哪个表述取代")
    variants: list[WordingVariant]
    first: Citation | None = Field(description="馆藏中最早的一处")
