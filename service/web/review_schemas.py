"""What the routes of review answer with, as models; see :mod:`service.web.schemas`."""

from __future__ import annotations

from pydantic import Field

from service.web.schemas import Pair, Reply, _shown


class Example(Reply):
    """One sentence a candidate stands in, as the published generation has it."""

    document: str = _shown("文件 id", "d0123456789ab")
    title: str = _shown("文件标题", "采购与招标管理办法")
    passage: str = _shown("段落 id", "d0123456789ab/art_6")
    sentence: str
    highlight: Pair = Field(description="候选概念在 sentence 中的起止；不在句中则两数相等")
    start: int = Field(description="候选概念在全文中的起点（码点）")
    end: int
    url: str = Field(description="打开文件到这一处")


class Candidate(Reply):
    """A concept proposed, with what it is proposed for."""

    label: str = _shown("标签", "四不采")
    family: str = _shown("发现方式代码", "numeric")
    family_label: str = _shown("发现方式", "数字缩略语")
    kind: str = _shown("建议的类别代码", "shorthand")
    kind_label: str = _shown("建议的类别", "数字缩略语")
    score: float = _shown("得分，0 到 1", 0.8)
    parts: dict[str, float] = Field(description="得分的各部分")
    documents: int = _shown("见于几份文件", 6)
    occurrences: int = _shown("共几处", 6)
    members: list[str] = Field(description="句中所列的成员，按原文次序；没有则为空")
    examples: list[Example]


class Candidates(Reply):
    """The candidates that wait for a decision, the best of each family first."""

    generation: str | None = Field(description="由哪一代索引算出；从未计算则为 null")
    total: int
    candidates: list[Candidate]


class Wording(Reply):
    """A concept as a reviewer wrote it down."""

    label: str = _shown("标签", "四不采")
    kind: str = _shown("类别代码", "shorthand")
    aliases: list[str]
    expansion: list[str] = Field(description="成员")
    english: str
    definition: str
    source: str


class Decision(Reply):
    """One decision of the ledger: who decided what, and when."""

    n: int = _shown("编号，从 1 起", 1)
    action: str = _shown("approve、merge、split、reject 或 undo", "approve")
    action_label: str = _shown("其名称", "采纳")
    by: str = _shown("审核人", "李编")
    at: str = _shown("何时，ISO 8601，UTC", "2026-11-26T01:00:00+00:00")
    candidate: str = _shown("候选概念；撤销时为空", "四不采")
    wordings: list[Wording] = Field(description="采纳或拆分成的概念")
    into: str | None = Field(description="并入的概念 id")
    forms: list[str] = Field(description="并入的写法")
    undoes: int = Field(description="撤销的编号；不是撤销则为 0")
    note: str
    told: str = _shown("用文字说", "采纳“四不采”：四不采（数字缩略语）")
    stands: bool = Field(description="是否仍然有效（没有被撤销）")


class Decisions(Reply):
    """The ledger, the latest decision first."""

    total: int
    decisions: list[Decision]
