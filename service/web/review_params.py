"""What the pages of review take; see :mod:`service.web.params`."""

from __future__ import annotations

from pydantic import ConfigDict, Field, field_validator

from graph.discovery.model import FAMILIES
from graph.model import CONCEPT_KINDS
from graph.review.model import ACTIONS
from service.review import LONGEST_BY, LONGEST_NAME, LONGEST_NOTE, MOST_NAMES
from service.web.params import Params

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
        if value and value not in FAMILIES:
            raise ValueError(f"没有名为“{value}”的一类；可用的有 {'、'.join(FAMILIES)}")
        return value


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
    def _kind(cls, value: str) -> str:
        if value not in CONCEPT_KINDS:
            raise ValueError(f"没有名为“{value}”的类别；可用的有 {'、'.join(CONCEPT_KINDS)}")
        return value
