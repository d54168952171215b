"""What a request for concepts, ties or duties may ask for; see :mod:`service.web.params`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import ConfigDict, Field, field_validator

from graph.model import CONCEPT_KINDS, MODALITIES, PREDICATES
from service.model import Filters
from service.web.params import Day, FilterParams, Params, _example, _one_of_these

_PREDICATES = "、".join(f"{name}（{label}）" for name, label in PREDICATES.items())
#: What can be exported, and as what; see :mod:`service.atlas.exporting`, which loads NetworkX.
EXPORTED = ("concepts", "documents", "duties")
FORMATS = ("graphml", "gexf", "jsonld", "turtle", "csv", "cypher", "cytoscape", "node-link", "xlsx")


class ConceptPath(Params):
    """The id of a concept, as ``/concepts`` lists it."""

    concept_id: str = Field(
        description="概念 id，可含斜线", json_schema_extra=_example("two-safeguards")
    )


class ConceptsParams(FilterParams):
    """What ``/concepts`` takes. The filters say which documents are counted."""

    q: str = Field(
        default="",
        max_length=200,
        description="概念的任一写法、其中几个字、英文，或一句话；空为全部，提得最多的在前",
        json_schema_extra=_example("两个维护"),
    )
    concept_kind: list[str] = Field(
        default=[],
        description="概念类别，可重复，也可用逗号分隔："
        + "、".join(f"{kind}（{label}）" for kind, label in CONCEPT_KINDS.items()),
        json_schema_extra=_one_of_these(CONCEPT_KINDS, []),
    )
    limit: int = Field(
        default=20, ge=1, le=1000, description="本页条数", json_schema_extra=_example(20)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))

    @field_validator("concept_kind")
    @classmethod
    def _known(cls, values: list[str]) -> list[str]:
        return _one_of(values, CONCEPT_KINDS, "概念类别")


class ConceptParams(FilterParams):
    """What one concept takes: the documents that are counted and quoted."""


class GraphParams(FilterParams):
    """What ``/graph`` takes."""

    concept: str = Field(
        min_length=1,
        max_length=300,
        description="中心：概念 id，也可以是文件 id 或“文件 id/节 id”",
        json_schema_extra=_example("two-safeguards"),
    )
    depth: int = Field(
        default=1, ge=1, le=3, description="从中心走几步", json_schema_extra=_example(1)
    )
    limit: int = Field(
        default=60, ge=2, le=400, description="最多几个节点", json_schema_extra=_example(60)
    )
    predicate: list[str] = Field(
        default=[],
        description=f"只看这几种关系，可重复，也可用逗号分隔：{_PREDICATES}",
        json_schema_extra=_one_of_these(PREDICATES, []),
    )
    places: int = Field(
        default=1, ge=1, le=5, description="每条边附几处出处", json_schema_extra=_example(1)
    )

    @field_validator("predicate")
    @classmethod
    def _known(cls, values: list[str]) -> list[str]:
        return _one_of(values, PREDICATES, "关系")


class EvidenceParams(FilterParams):
    """What ``/graph/evidence`` takes: an edge, by its ends and its predicate."""

    subject: str = Field(
        min_length=1,
        max_length=300,
        description="边的起点（source）",
        json_schema_extra=_example("two-establishments"),
    )
    predicate: str = Field(
        min_length=1,
        description=f"关系：{_PREDICATES}",
        json_schema_extra=_one_of_these(PREDICATES, "co_occurs"),
    )
    object: str = Field(
        min_length=1,
        max_length=300,
        description="边的终点（target）",
        json_schema_extra=_example("two-safeguards"),
    )
    limit: int = Field(
        default=20, ge=1, le=100, description="本页条数", json_schema_extra=_example(20)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))

    @field_validator("predicate")
    @classmethod
    def _known(cls, value: str) -> str:
        return _one_of([value], PREDICATES, "关系")[0]


class DutiesParams(FilterParams):
    """What ``/duties`` takes."""

    who: str = Field(
        default="",
        max_length=200,
        description="谁的责任：岗位、机构或概念 id；名称中含有它的都算；空为全部",
        json_schema_extra=_example("党委书记"),
    )
    modality: str = Field(
        default="",
        description="只看一类：must（必须、应当、要）、may（可以）、must_not（不得）",
        json_schema_extra=_one_of_these(("", *MODALITIES), ""),
    )
    limit: int = Field(
        default=20, ge=1, le=500, description="本页条数", json_schema_extra=_example(20)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))

    @field_validator("modality")
    @classmethod
    def _known(cls, value: str) -> str:
        return _one_of([value], MODALITIES, "责任类别")[0] if value else ""


class ExportParams(Params):
    """What ``/graph/export`` takes."""

    model_config = ConfigDict(extra="forbid")

    format: str = Field(
        min_length=1,
        description="格式：graphml、gexf、jsonld、turtle、csv、cypher、cytoscape、node-link；"
        "责任清单为 csv、xlsx",
        json_schema_extra=_one_of_these(FORMATS, "gexf"),
    )
    what: str = Field(
        default="concepts",
        description="导出什么：concepts（概念）、documents（文件与条款）、duties（责任清单）",
        json_schema_extra=_one_of_these(EXPORTED, "concepts"),
    )
    as_of: Day | None = Field(
        default=None,
        description="只导出这一天有效的文件所说的",
        json_schema_extra=_example("2024-07-01"),
    )
    audience: list[str] = Field(
        default=[],
        description="只导出这些读者可读的文件所说的，可重复；public 为公开文件",
        json_schema_extra=_example([]),
    )

    def filters(self) -> Filters:
        """The same as the roof's record."""
        audiences = tuple(self.audience) if self.audience else None
        return Filters(as_of=self.as_of, audiences=audiences)


class ConceptsPage(ConceptsParams):
    """The list of concepts as a page: strangers among the parameters are ignored."""

    model_config = ConfigDict(extra="ignore")


class ConceptPageParams(FilterParams):
    """One concept as a page."""

    model_config = ConfigDict(extra="ignore")


class ExplorerPage(GraphParams):
    """The explorer: it may be opened without a concept, to choose one."""

    model_config = ConfigDict(extra="ignore")

    concept: str = Field(default="", max_length=300)


class DutiesPage(DutiesParams):
    """The duties as a page."""

    model_config = ConfigDict(extra="ignore")


def _one_of(values: list[str], known: Mapping[str, str], what: str) -> list[str]:
    """Values by code or by Chinese label, comma-separated or repeated, each once."""
    labels = dict(known)
    by_label = {label: code for code, label in labels.items()}
    names = [part.strip() for value in values for part in re.split("[,，、]", value)]
    codes = [by_label.get(name, name) for name in names if name]
    for code in codes:
        if code not in labels:
            raise ValueError(f"没有名为“{code}”的{what}；可用的有 {'、'.join(labels)}")
    return list(dict.fromkeys(codes))
