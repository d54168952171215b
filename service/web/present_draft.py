"""What was found in a draft as plain data, as the API returns and the command prints it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from service.checking.model import KINDS
from service.checking.wording import changes
from service.web import present

if TYPE_CHECKING:
    from service.checking.basis import Basis
    from service.checking.expressions import Expression
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
            "whole": found.whole,
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


def basis(found: Basis) -> Json:
    """What ``/basis`` returns: each clause with what supports it, and what has no basis."""
    return {
        "generation": found.generation,
        "covered": round(found.covered, 4),
        "clauses": [
            {
                "start": clause.span.start,
                "end": clause.span.end,
                "text": clause.text,
                "covered": clause.share,
                "support": [
                    {"citation": one.citation.number, "share": one.share} for one in clause.support
                ],
            }
            for clause in found.clauses
        ],
        "unsupported": [clause.text for clause in found.unsupported],
        "citations": [present.citation(one) for one in found.citations],
    }


def wording(found: Expression) -> Json:
    """What ``/wording`` returns: the canonical form, the variants by year, the first use."""
    concept, new = found.concept, found.replaced_by
    return {
        "q": found.asked,
        "generation": found.generation,
        "label": found.label,
        "concept": {"id": concept.id, "label": concept.label} if concept else None,
        "expansion": list(concept.expansion) if concept else [],
        "replaced_by": {"id": new.id, "label": new.label} if new else None,
        "variants": [
            {
                "form": one.form,
                "right": one.is_right,
                "total": one.total,
                "years": [{"year": year, "count": count} for year, count in one.years.items()],
            }
            for one in found.variants
        ],
        "first": present.citation(found.first) if found.first else None,
    }
