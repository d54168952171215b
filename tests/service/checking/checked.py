"""Drafts checked against the sample corpus: what is found of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.checking.model import Finding
    from tests.conftest import Built

SAFETY = "《云岭重工集团有限公司安全生产责任制规定》"
#: The same with a word left out.
WRONG = "《云岭重工集团有限公司安全生产责任规定》"


def found_in(built: Built, text: str) -> list[Finding]:
    return list(built.librarian.current().check(text).findings)


def alarms_in(built: Built, text: str) -> list[Finding]:
    return [finding for finding in found_in(built, text) if finding.is_alarm]
