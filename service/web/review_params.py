"""What the pages of review take; see :mod:`service.web.params`."""

from __future__ import annotations

from pydantic import ConfigDict, Field, field_validator

from graph.discovery.model import FAMILIES
from graph.model import CONCEPT_KINDS
from graph.review.model import ACTIONS
from service.web.params import Params

#: A field with a name a line: forty of sixty characters, and some room.
_LONGEST = 8000


class ReviewPage(Params):
    """The queue: a family, some characters, a page; who reviews, and what was just decided."""

    model_config = ConfigDict(extra="ignore")

    family: str = Field(default="", max_length=20)
    q: str = Field(default="", max_length=60)
    by: str = Field(default="", max_length=40)
    offset: int = Field(default=0, ge=0)
    done: int = Field(default=0, ge=0)

    @field_validator("family")
    @classmethod
    def _known(cls, value: str) -> str:
        if value and value not in FAMILIES:
            raise ValueError(f"没有名为“{value}”的一类；可用的有 {'、'.join(FAMILIES)}")
        return value


class ReviewForm(ReviewPage):
    """One decision, and the page it was taken on."""

    action: str = Field(pattern=f"^({'|'.join(ACTIONS)})$")
    candidate: str = Field(default="", max_length=60)
    label: str = Field(default="", max_length=60)
    kind: str = Field(default="term")
    aliases: str = Field(default="", max_length=_LONGEST)
    members: str = Field(default="", max_length=_LONGEST)
    definition: str = Field(default="", max_length=500)
    into: str = Field(default="", max_length=120)
    parts: str = Field(default="", max_length=_LONGEST)
    note: str = Field(default="", max_length=500)
    n: int = Field(default=0, ge=0)
    back: str = Field(default="", max_length=10)

    @field_validator("kind")
    @classmethod
    def _kind(cls, value: str) -> str:
        if value not in CONCEPT_KINDS:
            raise ValueError(f"没有名为“{value}”的类别；可用的有 {'、'.join(CONCEPT_KINDS)}")
        return value
