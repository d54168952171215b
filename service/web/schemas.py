"""What the API answers with, as models: ``/openapi.json`` is made from these.

The answers themselves are plain data from :mod:`service.web.present`, not checked at run
time; the tests hold real answers against these schemas.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

Pair = Annotated[list[int], Field(min_length=2, max_length=2)]


def _shown(text: str, example: Any) -> Any:
    return Field(description=text, json_schema_extra={"example": example})


class Reply(BaseModel):
    """A reply holds what is declared and nothing else."""

    model_config = ConfigDict(extra="forbid")


class ParameterProblem(Reply):
    """One parameter that was refused."""

    name: str = _shown("参数名", "limit")
    detail: str = _shown("问题", "limit 不能大于 100，现为 500")


class Problem(BaseModel):
    """An error, RFC 9457. Branch on ``code``; show ``detail`` to people."""

    type: str = _shown("问题类型的 URI", "urn:wenmai:problem:bad_query")
    title: str = _shown("一类问题的名称", "查询有误")
    status: int = _shown("HTTP 状态码", 400)
    detail: str = _shown("错在哪里，怎样改正", "limit 不能大于 100，现为 500。")
    instance: str = _shown("出错的请求", "/api/v1/search?q=x&limit=500")
    code: str = _shown("稳定的错误代码", "bad_query")
    errors: list[ParameterProblem] | None = Field(default=None, description="逐个参数的问题")


class DocumentBrief(Reply):
    """A document as a result names it."""

    id: str = _shown("文件 id", "d0123456789ab")
    title: str = _shown("标题", "安全生产管理办法")
    kind: str = _shown("文种", "rule")
    kind_label: str = _shown("文种的中文名", "规章制度")
    issuer: str | None = Field(description="发文机关")
    number: str | None = Field(description="发文字号")
    issued: str | None = Field(description="印发（无则通过、施行）日期，YYYY-MM-DD")
    effective: str | None = Field(description="施行日期")
    status: str = _shown("状态代码", "in_force")
    status_label: str = _shown("状态", "现行有效")


class Source(Reply):
    """Where a document came from."""

    name: str = _shown("来源文件名", "rules/safety.docx")
    sha256: str = Field(description="来源内容的 SHA-256")
    format: str = _shown("识别出的格式", "docx")


class DocumentCard(DocumentBrief):
    """All that is known about a document."""

    work: str = Field(description="各版本共有的文件名称")
    passed: str | None = Field(description="通过日期")
    repealed: str | None = Field(description="废止日期")
    supersedes: list[str] = Field(description="本文件声明取代的文件")
    trial: bool = Field(description="是否试行或暂行")
    status_since: str | None = Field(description="现状态自哪天起")
    successor: str | None = Field(description="接替它的文件 id")
    replaced_by: str = Field(description="取代它而馆藏没有的文件名称；没有为空")
    source: Source
    url: str = _shown("文件页", "/documents/d0123456789ab")


class Target(Reply):
    """Where a reference leads."""

    document: str = Field(description="文件 id")
    section: str | None = Field(description="节 id，整部文件为 null")
    start: int
    end: int
    url: str


class Reference(Reply):
    """A mention of a work or of its provision."""

    title: str = _shown("原文所写的文件名（不含书名号）；本办法、前款等为空", "安全生产管理办法")
    number: str = _shown("条款号", "art_17/para_2")
    start: int
    end: int
    target: Target | None = Field(description="所指的条款；库中没有则为 null")
    resolved_title: str = Field(description="对应到的文件名")
    difference: str = Field(description="所写名称与对应文件名称的差别；一致为空")


class Mention(Reply):
    """A concept named in the text."""

    concept: str
    label: str
    start: int
    end: int


class DocumentWhole(DocumentCard):
    """A document with its text. Every offset counts code points of ``text``."""

    text: str
    pages: list[int] = Field(description="每页起始位置；不知分页则为空")
    mentions: list[Mention]
    references: list[Reference]


class Documents(Reply):
    """The documents held."""

    total: int = _shown("符合条件的文件总数", 24)
    documents: list[DocumentCard]


class OutlineNode(Reply):
    """One node of a document's outline."""

    id: str = _shown("节 id，文件内唯一", "chp_3/sec_1")
    path: list[str] = _shown("从上到下的标题", ["第三章 组织设置", "第十七条"])
    label: str = _shown("原文的序号", "第十七条")
    heading: str = Field(description="序号之后的标题文字")
    number: str = _shown("序号的数值", "17")
    kind: str = _shown("层级", "article")
    start: int
    end: int
    children: list[OutlineNode]


class Outline(Reply):
    """A document's outline as a tree."""

    sections: list[OutlineNode]


class Selector(Reply):
    """A W3C Web Annotation selector: TextQuoteSelector or TextPositionSelector."""

    type: str = _shown("选择器类型", "TextQuoteSelector")
    exact: str | None = Field(default=None, description="所引原文")
    prefix: str | None = Field(default=None, description="其前的文字")
    suffix: str | None = Field(default=None, description="其后的文字")
    start: int | None = Field(default=None, description="起始位置（码点）")
    end: int | None = Field(default=None, description="结束位置（码点，不含）")


class AnnotationTarget(Reply):
    """The cited place as a W3C Web Annotation target."""

    source: str
    selector: list[Selector]


class Citation(Reply):
    """An exact quotation and where it stands: ``quote`` is ``text[start:end]``."""

    number: int = _shown("编号，从 1 起", 1)
    document: DocumentBrief
    section: list[str] = _shown("所在章条", ["第三章 组织设置", "第十七条"])
    section_id: str
    passage_id: str
    quote: str = Field(description="逐字引文")
    start: int
    end: int
    page: int | None = Field(description="页码；不知分页则为 null")
    url: str = _shown("打开并高亮此句", "/documents/d0123456789ab?start=120&end=164#quote")
    text: str = Field(description="可直接用于文稿的引文格式")
    document_sha256: str
    target: AnnotationTarget


class PassageText(Reply):
    """A passage: an article, a numbered point, a paragraph."""

    id: str = _shown("段落 id", "d0123456789ab/art_17/para_2")
    text: str
    start: int
    end: int


class Similar(Reply):
    """A passage elsewhere with the same wording."""

    document: str
    passage: str
    start: int
    end: int
    url: str


class RetrieverHit(Reply):
    """One retriever's word for the passage."""

    retriever: str = _shown("检索器", "lexical")
    score: float
    trail: list[str] = Field(description="命中的词、短语或概念")


class Why(Reply):
    """Why a passage was found."""

    hits: list[RetrieverHit]


class Hit(Reply):
    """One passage found."""

    rank: int
    score: float
    document: DocumentBrief
    section: list[str]
    passage: PassageText
    highlights: list[Pair] = _shown("高亮的 [起, 止)，按文件全文计", [[120, 124]])
    citation: Citation
    similar: list[Similar]
    why: Why | None = Field(default=None, description="仅当 explain 为真")


class ConceptName(Reply):
    """A concept of the graph."""

    id: str
    label: str


class FacetValue(Reply):
    """One value the results can be narrowed to."""

    value: str
    label: str
    count: int


class SearchReply(Reply):
    """What a search found."""

    query: str
    generation: str = Field(description="所用索引的编号")
    took_ms: float
    total: int = Field(description="分页之前的条数")
    hits: list[Hit]
    concepts: list[ConceptName]
    facets: dict[str, list[FacetValue]]
    interpretation: str = Field(description="查询是怎样被理解的；平常的查询为空")
    suggestion: str | None = Field(description="可能更好的查询")


class Point(Reply):
    """One part of an answer, in the wording of its citations."""

    text: str
    citations: list[int] = Field(description="引文编号")


class QuotedDocument(Reply):
    """A document an answer was made from."""

    id: str
    sha256: str = Field(description="来源文件的 SHA-256")


class Receipt(Reply):
    """From what an answer was made and by which rules: the same receipt, the same answer."""

    generation: str = Field(description="索引的代")
    day: str = Field(description="按哪一天说时效，YYYY-MM-DD")
    documents: list[QuotedDocument] = Field(description="引用的文件；拒答时为最接近的文件")
    rules: str = Field(description="作答规则的版本")
    models: dict[str, str] = Field(description="所用模型及其指纹")
    url: str = Field(description="再问一次的地址")


class AskReply(Reply):
    """An answer in exact wording, or a refusal that says why."""

    question: str
    generation: str
    took_ms: float
    answered: bool
    form: str = Field(description="问题的类型，如 definition、list、amount；看不出为 open")
    reason: str | None = Field(description="不能回答的原因；已回答则为 null")
    answer: str
    points: list[Point]
    citations: list[Citation]
    concepts: list[ConceptName]
    follow_ups: list[str]
    nearest: list[Hit] = Field(description="不能回答时最接近的段落")
    notes: list[str] = Field(description="须知：引文已废止或被取代、比较的一方没有")
    receipt: Receipt | None = Field(description="回执：依据什么、按什么规则作答")


class SuggestedEntry(Reply):
    """One thing the reader may be about to type."""

    text: str = _shown("概念或文件名称", "两个维护")
    kind: str = _shown("concept（概念）或 title（文件）", "concept")
    note: str = _shown("概念类别或文种", "数字缩略语")


class Suggestions(Reply):
    """What answers to what was typed so far, best first."""

    query: str = _shown("所输入的文字", "lgwh")
    suggestions: list[SuggestedEntry] = _shown("候选", [])


class Accepted(Reply):
    """A judgement was written down."""

    accepted: bool = _shown("恒为 true", True)


class Health(Reply):
    """The process answers."""

    status: str = _shown("恒为 ok", "ok")


class Ready(Reply):
    """The service can answer questions."""

    status: str = _shown("恒为 ready", "ready")
    generation: str
    counts: dict[str, int] = _shown("库存", {"documents": 24, "passages": 1200})
