"""What review takes, as pages and as JSON; see :mod:`service.web.params`."""

from __future__ import annotations

from pydantic import ConfigDict, Field, field_validator

from graph.discovery.model import FAMILIES
from graph.model import CONCEPT_KINDS
from graph.review.model import ACTIONS
from service.review import LONGEST_BY, LONGEST_NAME, LONGEST_NOTE, MOST_NAMES
from service.web.params import Params, _example, _one_of_these

#: A field with a name a line, and as much room again for the breaks and what is too much.
_LONGEST = 2 * MOST_NAMES * (LONGEST_NAME + 1)


class ReviewPage(Params):
    """The queue: a family, some characters, a page; who reviews, and what was just decided."""

    model_config = ConfigDict(extra="ignore")

    family: str = Field(default="", max_length=20)
    q: str = Field(default="", max_length=LONGEST_NAME)
    by: str = Field(default="", max_length=LONGEST_BY)
    offset: int = Field(default=0, ge=0)
    done: int = Field(default=0, ge=0)

    @field_validator("family")
    @classmethod
    def _known(cls, value: str) -> str:
        return _family(value)


class ReviewForm(ReviewPage):
    """One decision, and the page it was taken on."""

    action: str = Field(pattern=f"^({'|'.join(ACTIONS)})$")
    candidate: str = Field(default="", max_length=LONGEST_NAME)
    label: str = Field(default="", max_length=LONGEST_NAME)
    kind: str = Field(default="term")
    aliases: str = Field(default="", max_length=_LONGEST)
    members: str = Field(default="", max_length=_LONGEST)
    definition: str = Field(default="", max_length=LONGEST_NOTE)
    into: str = Field(default="", max_length=120)
    parts: str = Field(default="", max_length=_LONGEST)
    note: str = Field(default="", max_length=LONGEST_NOTE)
    n: int = Field(default=0, ge=0)
    back: str = Field(default="", max_length=10)

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        return _kind(value)


class CandidatesParams(Params):
    """What ``/review/candidates`` takes."""

    model_config = ConfigDict(extra="forbid")

    family: str = Field(
        default="",
        description="只列一类："
        + "、".join(f"{name}（{label}）" for name, label in FAMILIES.items()),
        json_schema_extra=_one_of_these(("", *FAMILIES), "numeric"),
    )
    q: str = Field(
        default="",
        max_length=LONGEST_NAME,
        description="只列标签含这些字的",
        json_schema_extra=_example(""),
    )
    limit: int = Field(
        default=20, ge=1, le=100, description="本页条数", json_schema_extra=_example(20)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))
    examples: int = Field(
        default=3, ge=0, le=5, description="每个候选附几个例句", json_schema_extra=_example(3)
    )

    @field_validator("family")
    @classmethod
    def _known(cls, value: str) -> str:
        return _family(value)


class DecisionsParams(Params):
    """What the list of ``/review/decisions`` takes."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(
        default=100, ge=1, le=1000, description="本页条数", json_schema_extra=_example(100)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))


class WordingBody(Params):
    """A concept as it shall be called."""

    model_config = ConfigDict(extra="forbid")

    label: str = Field(
        min_length=1,
        max_length=LONGEST_NAME,
        description="标签",
        json_schema_extra=_example("四不采"),
    )
    kind: str = Field(
        default="term",
        description="类别："
        + "、".join(f"{kind}（{label}）" for kind, label in CONCEPT_KINDS.items()),
        json_schema_extra=_one_of_these(CONCEPT_KINDS, "shorthand"),
    )
    aliases: list[str] = Field(default=[], max_length=MOST_NAMES, description="其他写法")
    expansion: list[str] = Field(default=[], max_length=MOST_NAMES, description="所含各项，按次序")
    english: str = Field(default="", max_length=LONGEST_NOTE, description="英文")
    definition: str = Field(default="", max_length=LONGEST_NOTE, description="释义")
    source: str = Field(default="", max_length=LONGEST_NOTE, description="出处")

    @field_validator("kind")
    @classmethod
    def _known_kind(cls, value: str) -> str:
        return _kind(value)


class DecisionBody(Params):
    """What a decision of ``/review/decisions`` says; the fields are the ledger's."""

    model_config = ConfigDict(extra="forbid")

    action: str = Field(
        description="、".join(f"{name}（{label}）" for name, label in ACTIONS.items()),
        pattern=f"^({'|'.join(ACTIONS)})$",
        json_schema_extra=_one_of_these(ACTIONS, "approve"),
    )
    by: str = Field(
        min_length=1,
        max_length=LONGEST_BY,
        description="审核人",
        json_schema_extra=_example("李编"),
    )
    candidate: str = Field(
        default="",
        max_length=LONGEST_NAME,
        description="候选概念的标签；撤销时不用",
        json_schema_extra=_example("四不采"),
    )
    wordings: list[WordingBody] = Field(
        default=[],
        max_length=12,
        description="采纳成怎样的概念（一个；不给则照建议的标签、类别和成员），拆分成哪些（至少两个）",
    )
    into: str = Field(
        default="",
        max_length=120,
        description="并入哪个概念：概念 id，或它的任一写法",
        json_schema_extra=_example(""),
    )
    forms: list[str] = Field(
        default=[], max_length=MOST_NAMES, description="并入哪些写法；不给则为候选概念的标签"
    )
    undoes: int = Field(
        default=0, ge=0, description="撤销哪一条（其编号 n）", json_schema_extra=_example(0)
    )
    note: str = Field(
        default="", max_length=LONGEST_NOTE, description="备注", json_schema_extra=_example("")
    )


def _family(value: str) -> str:
    if value and value not in FAMILIES:
        raise ValueError(f"没有名为“{value}”的一类；可用的有 {'、'.join(FAMILIES)}")
    return value


def _kind(value: str) -> str:
    if value not in CONCEPT_KINDS:
        raise ValueError(f"没有名为“{value}”的类别；可用的有 {'、'.join(CONCEPT_KINDS)}")
    return value
