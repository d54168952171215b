"""What a request may ask for: the query parameters of the API and of the pages.

Each model is both the check and the documentation: ``/openapi.json`` is made from it.
A parameter given empty (a form field left blank) counts as not given. The API refuses
parameters it does not know, so that a misspelt filter is not a silent "everything"; the
pages ignore them, because people paste addresses with whatever was appended to them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from flask_openapi3.models.file import FileStorage
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator
from werkzeug.datastructures import FileStorage as Sent

from corpus.model import KINDS, DocumentId
from service.model import Filters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError
    from werkzeug.datastructures import MultiDict

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_BY_LABEL = {label: kind for kind, label in KINDS.items()}
Model = TypeVar("Model", bound=BaseModel)


def _day(value: object) -> object:
    """Only YYYY-MM-DD: pydantic alone would read ``20240101`` as seconds since 1970."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("应为 YYYY-MM-DD 格式的日期，如 2024-05-01")
    return value


def _example(value: object) -> dict[str, Any]:
    return {"example": value}


def _one_of_these(values: Iterable[str], example: object) -> dict[str, Any]:
    """The codes a parameter takes, in its schema; labels and lists by comma are a kindness."""
    codes = list(values)
    if isinstance(example, list):
        return {"example": example, "items": {"type": "string", "enum": codes}}
    return {"example": example, "enum": codes}


Day = Annotated[date, BeforeValidator(_day)]


@lru_cache
def _schema_of(params: type[Params]) -> dict[str, Any]:
    return BaseModel.model_json_schema.__func__(params)  # type: ignore[attr-defined, no-any-return]


#: Every set of parameters by its name, which is all that a refusal of pydantic's says.
_SETS: dict[str, type[Params]] = {}


class Params(BaseModel):
    """What every set of parameters has: a name of its own, a schema that is worked out once.

    flask-openapi3 asks for it at every request, to see which parameters are lists; made
    anew each time it cost more than a quarter of a search.
    """

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Enter the set under its name."""
        known = _SETS.setdefault(cls.__name__, cls)
        assert known is cls, f"two sets of parameters are called {cls.__name__}"

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> dict[str, Any]:
        """As pydantic's; without arguments, the one kept (not to be changed)."""
        if args or options:
            return super().model_json_schema(*args, **options)
        return _schema_of(cls)


class FilterParams(Params):
    """Which documents are meant. What is not given does not narrow."""

    model_config = ConfigDict(extra="forbid", populate_by_name=False)

    kind: list[str] = Field(
        default=[],
        description="文种，可重复，也可用逗号分隔："
        + "、".join(f"{k}（{v}）" for k, v in KINDS.items()),
        json_schema_extra=_one_of_these(KINDS, ["regulation", "rule"]),
    )
    issuer: str = Field(
        default="", max_length=200, description="发文机关（全称）", json_schema_extra=_example("")
    )
    from_: Day | None = Field(
        default=None,
        alias="from",
        description="印发日期不早于（含当日）",
        json_schema_extra=_example("2023-01-01"),
    )
    to: Day | None = Field(
        default=None,
        description="印发日期不晚于（含当日）",
        json_schema_extra=_example("2025-12-31"),
    )
    as_of: Day | None = Field(
        default=None,
        description="只看这一天有效的文件；文件状态也按这一天判断",
        json_schema_extra=_example("2024-07-01"),
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        lists = {key: [item for item in value if item] for key, value in values.items()
                 if isinstance(value, list)}  # fmt: skip
        return {
            key: lists.get(key, value) for key, value in values.items() if value not in ("", [])
        }

    @field_validator("kind")
    @classmethod
    def _known_kinds(cls, values: list[str]) -> list[str]:
        names = [part.strip() for value in values for part in re.split("[,，、]", value)]
        kinds = [_BY_LABEL.get(name, name) for name in names if name]
        for kind in kinds:
            if kind not in KINDS:
                raise ValueError(f"没有名为“{kind}”的文种；可用的有 {'、'.join(KINDS)}")
        return list(dict.fromkeys(kinds))

    @model_validator(mode="after")
    def _in_order(self) -> FilterParams:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError(f"起始日期 {self.from_} 晚于截止日期 {self.to}；请对调后重试")
        return self

    def filters(self) -> Filters:
        """The same as the roof's record."""
        return Filters(
            kinds=tuple(self.kind),
            issuer=self.issuer,
            issued_from=self.from_,
            issued_to=self.to,
            as_of=self.as_of,
        )

    def state(self) -> list[tuple[str, str]]:
        """The filters as query pairs, for a link that keeps them."""
        pairs = [("kind", kind) for kind in self.kind]
        single = {"issuer": self.issuer, "from": self.from_, "to": self.to, "as_of": self.as_of}
        return pairs + [(name, str(value)) for name, value in single.items() if value]


class QuestionParams(FilterParams):
    """A question and where to look for its answer."""

    q: str = Field(
        min_length=1,
        description="查询或问题。加引号“…”为原文精确检索；“某办法 第十七条”直接定位条款",
        json_schema_extra={**_example("安全生产责任由谁承担"), "pattern": r"\S"},
    )
    document: list[str] = Field(
        default=[],
        description="只在这些文件中查找（文件 id，可重复）",
        json_schema_extra=_example([]),
    )
    concept: list[str] = Field(
        default=[],
        description="只看提到这些概念的段落（概念 id，可重复，须同时提到）",
        json_schema_extra=_example([]),
    )

    def filters(self) -> Filters:
        """Those of every list, and the documents and concepts asked for."""
        return replace(
            super().filters(),
            documents=tuple(DocumentId(each) for each in self.document),
            concepts=tuple(self.concept),
        )

    def state(self) -> list[tuple[str, str]]:
        """The filters as query pairs, the concepts among them."""
        return super().state() + [("concept", one) for one in self.concept]

    @field_validator("q")
    @classmethod
    def _has_words(cls, value: str) -> str:
        if not (value := " ".join(value.split())):
            raise ValueError("查询内容为空；请写出要查的词语或问题")
        return value


class AskParams(QuestionParams):
    """What ``/ask`` takes."""

    follow_ups: bool = Field(
        default=False, description="附上可以接着问的问题；逐一试答过，因此慢一些"
    )


class SearchParams(QuestionParams):
    """What ``/search`` takes."""

    limit: int = Field(
        default=10, ge=1, le=100, description="本页条数", json_schema_extra=_example(10)
    )
    offset: int = Field(
        default=0, ge=0, le=10_000, description="跳过的条数", json_schema_extra=_example(0)
    )
    explain: bool = Field(
        default=False,
        description="为真时每条结果附 why：各检索器的名次分数与命中的词",
        json_schema_extra=_example(False),
    )


class DocumentsParams(FilterParams):
    """What ``/documents`` takes."""

    limit: int = Field(
        default=1000, ge=1, le=10_000, description="本页条数", json_schema_extra=_example(100)
    )
    offset: int = Field(default=0, ge=0, description="跳过的条数", json_schema_extra=_example(0))


class DayParams(Params):
    """What one document's routes take."""

    model_config = ConfigDict(extra="forbid")

    as_of: Day | None = Field(
        default=None, description="文件状态按这一天判断", json_schema_extra=_example("2024-07-01")
    )


class ReuseParams(Params):
    """What ``/documents/{id}/reuse`` takes."""

    model_config = ConfigDict(extra="forbid")

    passage: str = Field(
        default="",
        max_length=300,
        description="只看这一段落（段落 id）的句子",
        json_schema_extra=_example(""),
    )
    limit: int = Field(
        default=50, ge=1, le=500, description="本页句数", json_schema_extra=_example(50)
    )
    offset: int = Field(default=0, ge=0, description="跳过的句数", json_schema_extra=_example(0))


class NoParams(Params):
    """No parameters at all; any is refused."""

    model_config = ConfigDict(extra="forbid")


class DocumentPath(Params):
    """The id of a document, as ``/documents`` lists it."""

    document_id: str = Field(description="文件 id", json_schema_extra=_example("d0123456789ab"))


class SearchPage(SearchParams):
    """The search page: as the API, but ``q`` may be missing and strangers are ignored."""

    model_config = ConfigDict(extra="ignore")

    q: str = Field(default="")
    follow_ups: bool = Field(default=False)


class ListPage(FilterParams):
    """The list of documents: filters, a word of the title, an order, a page."""

    model_config = ConfigDict(extra="ignore")

    title: str = Field(default="", max_length=200)
    sort: str = Field(default="day", pattern="^(day|title|issuer|kind)$")
    offset: int = Field(default=0, ge=0)


class ReadingPage(SearchPage):
    """A document page: the sentence to open at, and the search one came from."""

    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)


class SuggestParams(Params):
    """What ``/suggest`` takes."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(
        default="",
        max_length=200,
        description="正在输入的文字：汉字、拼音或首字母",
        json_schema_extra=_example("lgwh"),
    )
    limit: int = Field(
        default=8, ge=1, le=20, description="最多几条", json_schema_extra=_example(8)
    )


class FeedbackBody(Params):
    """What ``/feedback`` takes."""

    model_config = ConfigDict(extra="forbid")

    query: str = Field(
        min_length=1, description="当时的查询或问题", json_schema_extra=_example("安全责任由谁承担")
    )
    passage: str = Field(
        min_length=1,
        max_length=300,
        description="结果中 passage.id",
        json_schema_extra=_example("d0123456789ab/art_17"),
    )
    useful: bool = Field(description="对这个问题是否有用", json_schema_extra=_example(True))
    note: str = Field(
        default="", max_length=500, description="说明", json_schema_extra=_example("")
    )


class DraftBody(Params):
    """What ``/check`` and ``/basis`` take: a draft, or a part of one."""

    model_config = ConfigDict(extra="forbid")

    text: str = Field(
        min_length=1,
        description="文稿正文",
        json_schema_extra=_example("按照《安全生产管理办法》第三条，“各单位主要负责人全面负责”。"),
    )


class WordingParams(Params):
    """What ``/wording`` takes."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field(min_length=1, description="提法", json_schema_extra=_example("四个意识"))


class DraftFile(Params):
    """What ``/check/file`` and ``/check/comments`` take: one file."""

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)

    file: FileStorage = Field(description="文稿：txt、md、docx、pdf 等，至多 7 MiB")

    @field_validator("file", mode="before")
    @classmethod
    def _is_file(cls, value: object) -> object:
        # A part without a file's name comes as text, and the type alone lets it pass.
        if not isinstance(value, Sent):
            raise ValueError("没有收到文件；请以文件上传一份文稿")
        return value


def named_in(error: ValidationError) -> list[str]:
    """The parameters of the set that an error is about, as a request writes them."""
    fields = _SETS[error.title].model_fields
    return [field.alias or name for name, field in fields.items()]


def read(model: type[Model], args: MultiDict[str, str]) -> Model:
    """The parameters of a page.

    Raises:
        pydantic.ValidationError: one cannot be understood.
    """
    names = {field.alias or name: field for name, field in model.model_fields.items()}
    repeated = {name for name, field in names.items() if field.annotation == list[str]}
    values = {
        name: args.getlist(name) if name in repeated else args[name]
        for name in names
        if name in args
    }
    return model.model_validate(values)
