"""What was found in a draft as plain data, as the API returns and the command prints it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.checking.model import KINDS
from service.checking.wording import changes
from service.web import present

if TYPE_CHECKING:
    from service.checking.model import Finding, Report
    from service.web.present import Json


def report(found: Report) -> Json:
    """What ``/check`` returns: the findings in the order of their places, and their counts."""
    counts = Counter(finding.kind for finding in found.findings)
    return {
        "generation": found.generation,
        "findings": [finding(one) for one in found.findings],
        "summary": {
            "characters": len(found.text),
            "documents": found.documents,
            "alarms": len(found.alarms),
            "kinds": {kind: counts[kind] for kind in KINDS if counts[kind]},
        },
    }


def finding(one: Finding) -> Json:
    """One finding on a draft; ``changes`` is what the suggestion changes, piece by piece."""
    return {
        "kind": one.kind,
        "kind_label": KINDS[one.kind],
        "alarm": one.is_alarm,
        "reason": one.reason,
        "start": one.span.start,
        "end": one.span.end,
        "text": one.text,
        "message": one.message,
        "suggestion": one.suggestion,
        "changes": [
            {"change": how, "text": piece} for how, piece in changes(one.text, one.suggestion)
        ],
        "certainty": one.certainty,
        "citations": [present.citation(item) for item in one.citations],
    }
