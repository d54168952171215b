"""Every operation of ``/openapi.json``, asked at random of the service really started.

Whatever the document allows is answered as the document says; whatever it forbids is refused
with a problem; nothing is ever the service's own failure. A few known ids are mixed in, so
that more than refusals is seen.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.core.result import Ok

from graph.export.duty_list import DUTY_FORMATS
from graph.export.formats import FORMATS
from service.app import create_app
from service.atlas import exporting
from service.model import Filters
from service.server import listen
from service.settings import load_settings
from service.web import graph_params
from tests.conftest import Built
from tests.serving import answering

if TYPE_CHECKING:
    from schemathesis import APIOperation, Case
    from schemathesis.schemas import BaseSchema

#: Requests of each kind put to one operation; fewer where each starts a process.
ASKED, ASKED_WITH_FILES = 8, 3
SPEC: dict[str, Any] = create_app(load_settings(environ={})).test_client().get("/openapi.json").json  # type: ignore[assignment]
OPERATIONS = [f"{method.upper()} {path}" for path, item in SPEC["paths"].items() for method in item]
WITH_FILES = {"POST /api/v1/check/file", "POST /api/v1/check/comments"}
#: Most of what can be said to it is refused, and why is the ledger's business.
DECIDING = "POST /api/v1/review/decisions"
#: Operations that cannot be asked anything wrong: any text may be a document's id.
NOTHING_TO_ASK = {"GET /healthz", "GET /readyz", "GET /api/v1/documents/{document_id}/outline"}
LIMITS = settings(
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@dataclass(frozen=True)
class Service:
    """The service on a socket, its operations, and ids it knows."""

    schema: BaseSchema
    known: dict[str, str]

    def operation(self, label: str) -> APIOperation[Any, Any, Any, Any]:
        found = (each.ok() for each in self.schema.get_all_operations() if isinstance(each, Ok))
        return next(one for one in found if one.label == label)


@pytest.fixture(scope="module")
def service(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    held = built.librarian.current()
    document, concept = held.cards()[0].description.id, "first-responsible-person"
    page = held.atlas.page(concept, Filters())
    tie = next(one for one in page.ties if one.outward)
    known = {
        "document_id": document,
        "document": document,
        "concept_id": concept,
        "concept": concept,
        "subject": concept,
        "predicate": tie.predicate,
        "object": tie.other.id,
        "passage": held.passages(document)[0].id,
    }
    bound = socket.create_server(("127.0.0.1", 0))
    # A folder of its own: here decisions are taken, and judgements kept.
    environ = {"WENMAI_DATA": str(tmp_path_factory.mktemp("asked")), "WENMAI_REVIEW": "local"}
    app = create_app(load_settings(environ=environ), built.librarian)
    schema = schemathesis.openapi.from_dict(SPEC)
    schema.config.update(base_url=f"http://127.0.0.1:{bound.getsockname()[1]}")
    with answering(listen(app, bound, 2)):
        yield Service(schema, known)


def ask(service: Service, label: str, mode: GenerationMode) -> list[tuple[Case[Any], int, str]]:
    """Put requests to one operation; every reply is as declared, and none is a failure."""
    told: list[tuple[Case[Any], int, str]] = []
    operation = service.operation(label)
    requests = operation.as_strategy(generation_mode=mode)

    @seed(20261125)
    @settings(LIMITS, max_examples=ASKED_WITH_FILES if label in WITH_FILES else ASKED)
    @given(case=requests, knowing=st.booleans())
    def put(case: Case[Any], knowing: bool) -> None:
        if knowing and mode is GenerationMode.POSITIVE:
            know(case, service.known)
        reply = case.call()
        excluded = [positive_data_acceptance]  # what of the valid may be refused is judged below
        if forgiven(str(reply.request.url)):
            excluded.append(negative_data_rejection)
        case.validate_response(reply, excluded_checks=excluded)
        if reply.status_code >= 400:
            assert reply.headers["content-type"] == ["application/problem+json"]
        told.append((case, reply.status_code, reply.content.decode(errors="replace")))

    put()
    return told


def know(case: Case[Any], known: dict[str, str]) -> None:
    """Put ids the service knows where the request has any."""
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            for name, value in place.items():
                if name in known and (name != "predicate" or isinstance(value, str)):
                    place[name] = [known[name]] if isinstance(value, list) else known[name]


def at_odds(case: Case[Any]) -> bool:
    """Whether a request breaks a rule between its parameters, which no schema states."""
    query = dict(case.query or {})
    first, last = str(query.get("from") or ""), str(query.get("to") or "9999")
    known = DUTY_FORMATS if query.get("what") == "duties" else FORMATS
    nothing = "q" in query and not re.search(r"\w", str(query["q"]))
    return first > last or query.get("format", "csv") not in known or nothing


def forgiven(url: str) -> bool:
    """Whether a parameter says nothing, as a form sends what was left blank: it is not given."""
    given = parse_qsl(urlsplit(url).query, keep_blank_values=True)
    return any(not re.search(r"\w", value) for _, value in given)


@pytest.mark.parametrize("label", OPERATIONS)
def test_what_is_allowed_is_answered_as_declared(service: Service, label: str) -> None:
    told = ask(service, label, GenerationMode.POSITIVE)
    for case, status, text in told:
        if label not in WITH_FILES and not at_odds(case):
            # 404: what is asked for is not held. The document cannot list what is.
            # 409: another decision stands in the way. The document cannot tell which do.
            assert status in {200, 201, 404, *([409] if label == DECIDING else [])}, text
    if label not in WITH_FILES | {DECIDING}:
        assert {200, 201} & {status for _, status, _ in told}


@pytest.mark.parametrize("label", sorted(set(OPERATIONS) - NOTHING_TO_ASK))
def test_what_is_forbidden_is_refused(service: Service, label: str) -> None:
    told = ask(service, label, GenerationMode.NEGATIVE)
    assert {400, 404, 405, 413, 422} & {status for _, status, _ in told}


def test_what_the_document_says_can_be_exported_can_be() -> None:
    assert set(graph_params.FORMATS) == set(exporting.NAMES)
    assert set(graph_params.EXPORTED) == set(exporting.EVERYTHING)
