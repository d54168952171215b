"""What the graph's routes answer with, as models; see :mod:`service.web.schemas`."""

from __future__ import annotations

from pydantic import Field

from service.web.schemas import Citation, ConceptName, DocumentBrief, Reply, _shown


class Concept(Reply):
    """A concept and how much of what may be read names it."""

    id: str = _shown("概念 id", "two-safeguards")
    label: str = _shown("首选写法", "两个维护")
    english: str = _shown("英文", "Two Upholds")
    kind: str = _shown("类别代码", "shorthand")
    kind_label: str = _shown("类别", "数字缩略语")
    status: str = _shown(
        "lexicon 词表收录，reviewed 审核通过，candidate 仅为候选；"
        "由规则识别的：composed 由词语组成，coined 引号标明，defined 文件定义",
        "lexicon",
    )
    passages: int = _shown("提到它的段落数", 12)
    documents: int = _shown("提到它的文件数", 5)
    url: str = _shown("概念页", "/concepts/two-safeguards")


class Concepts(Reply):
    """The concepts found."""

    total: int
    concepts: list[Concept]


class Member(Reply):
    """One member of what a shorthand packs."""

    text: str
    concept: str | None = Field(description="该成员自身的概念 id；没有则为 null")


class Succession(Reply):
    """Wording that took another's place."""

    id: str
    label: str
    since: str = Field(description="自何时起，YYYY 或 YYYY-MM-DD")
    source: str = Field(description="依据的文件")


class Evidence(Reply):
    """One place that speaks for an edge: the sentence, where it stands, how it was found."""

    method: str = _shown("发现的方法", "means")
    confidence: float = _shown("把握，0 到 1；共现为 NPMI", 0.97)
    words: str = Field(description="所示文字：原句；只有题名为据的，为文件的题名和日期")
    citation: Citation


class Node(Reply):
    """One end of a tie."""

    id: str
    kind: str = _shown("concept、work、document 或 section", "concept")
    label: str
    url: str


class Tie(Reply):
    """A tie of the concept to something else."""

    id: str = _shown("边 id，每次构建相同", "e_8756c7f93bb0")
    predicate: str = _shown("关系代码", "defines")
    predicate_label: str = _shown("关系", "定义")
    outward: bool = Field(description="真：本概念是主语；假：本概念是宾语")
    node: Node
    weight: float = Field(description="明示的关系为 1；共现为 NPMI")
    places: int = Field(description="出处总数")
    evidence: list[Evidence] = Field(description="最有把握的几处；全部见 /graph/evidence")


class YearCount(Reply):
    """How often the concept is named in one year's documents."""

    year: int
    passages: int
    documents: int


class FormYears(Reply):
    """One way a concept is written, by year."""

    form: str = _shown("写法", "两个“一以贯之”")
    passages: int = _shown("这样写的段落数", 12)
    undated: int = Field(description="其中无日期文件的段落数")
    years: list[YearCount]


class NamingDocument(DocumentBrief):
    """A document that names the concept."""

    passages: int = Field(description="提到它的段落数")
    url: str


class Duty(Reply):
    """One line of a 责任清单."""

    actor: str = _shown("谁（原文）；对所有人的要求为空", "党委书记")
    modality: str = _shown("must、may 或 must_not", "must")
    modality_label: str = _shown("必须、可以或不得", "必须")
    modal: str = _shown("原文的情态词", "应当")
    action: str = _shown("做什么（原文）", "履行第一责任人责任")
    condition: str = Field(description="什么条件下（原文）；没有则为空")
    deadline: str = Field(description="期限（原文）；没有则为空")
    under: str = Field(description="在谁领导下、报谁批准（原文）；没有则为空")
    concept: str | None = Field(description="责任主体的概念 id")
    method: str
    confidence: float
    citation: Citation


class DutiesPage(Reply):
    """The duties found; those in force first, the newest documents before the older."""

    who: str
    total: int
    duties: list[Duty]


class ConceptWhole(Concept):
    """All that is told of one concept, each statement with its citation."""

    aliases: list[str] = Field(description="其他写法")
    expansion: list[Member] = Field(description="所含各项，按原文次序")
    definition: str = Field(description="词表的释义；没有则为空")
    source: str = Field(description="确定这一写法的公开文件")
    since: str = Field(description="起用时间；不详为空")
    first: str | None = Field(description="馆藏中最早提到它的日期")
    replaced_by: Succession | None = Field(description="已被何种提法取代")
    broader: list[ConceptName]
    narrower: list[ConceptName]
    related: list[ConceptName]
    definitions: list[Evidence] = Field(description="文件中的定义，逐字引用")
    relations: list[Tie]
    relation_totals: dict[str, int] = Field(description="每种关系的总数")
    years: list[YearCount] = Field(description="按文件年份的提及数")
    undated: int = Field(description="无日期文件中的提及数")
    forms: list[FormYears] = Field(description="用语沿革：各种写法逐年见于多少段落，常用的在前")
    naming: list[NamingDocument] = Field(description="提到它最多的文件")
    duties: DutiesPage = Field(description="以它为主体的责任")


class NodeData(Node):
    """A node as cytoscape.js takes it."""

    type: str = _shown("概念类别或文种", "shorthand")
    type_label: str = _shown("其名称", "数字缩略语")
    depth: int = Field(description="离中心几步")
    passages: int = Field(description="提到该概念的段落数；非词表概念为 0")


class NodeElement(Reply):
    """A node element."""

    data: NodeData


class EdgeData(Reply):
    """An edge as cytoscape.js takes it, with the sentences that made it."""

    id: str
    source: str
    target: str
    predicate: str
    label: str = _shown("关系", "定义")
    weight: float
    places: int = Field(description="出处总数；只由词表列出的边为 0")
    listed: str | None = Field(description="只由词表列出的边：词表所据的文件；其余为 null")
    evidence: list[Evidence]


class EdgeElement(Reply):
    """An edge element."""

    data: EdgeData


class Elements(Reply):
    """What ``cytoscape({elements})`` takes."""

    nodes: list[NodeElement]
    edges: list[EdgeElement]


class Graph(Reply):
    """A part of the graph around a node."""

    generation: str
    center: str
    elements: Elements


class EvidencePage(Reply):
    """The places that speak for one edge."""

    id: str
    subject: str
    predicate: str
    object: str
    total: int
    evidence: list[Evidence]
