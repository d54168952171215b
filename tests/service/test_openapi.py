"""``/openapi.json``: valid, whole, and true of real answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from corpus.model import KINDS
from tests.fakes_library import RULE_ID, SPEECH_ID

if TYPE_CHECKING:
    from flask.testing import FlaskClient

Spec = dict[str, Any]


@pytest.fixture
def spec(unbuilt: FlaskClient) -> Spec:
    """The document; a service without a generation serves it too."""
    response = unbuilt.get("/openapi.json")
    assert response.status_code == 200
    assert response.json is not None
    return dict(response.json)


def test_valid(spec: Spec) -> None:
    assert spec["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(spec).iter_errors()) == []


def test_every_route_is_described(unbuilt: FlaskClient, spec: Spec) -> None:
    served = {
        (re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in unbuilt.application.url_map.iter_rules()
        if rule.endpoint.startswith(("v1.", "root.")) and rule.rule != "/openapi.json"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, item in spec["paths"].items() for method in item}
    assert described == served
    assert ("/api/v1/search", "get") in described
    operations = [one for item in spec["paths"].values() for one in item.values()]
    names = [operation["operationId"] for operation in operations]
    assert len(set(names)) == len(names)
    for operation in operations:
        assert operation["summary"]
        assert {"400", "405", "500"} <= set(operation["responses"])
        assert {"200", "201"} & set(operation["responses"])
        for status, response in operation["responses"].items():
            kinds = list(response.get("content", {}))
            if status.startswith("2"):
                assert kinds, (operation["operationId"], status)
                assert "application/problem+json" not in kinds
            elif status.startswith("3"):
                assert kinds == []
            else:
                assert kinds == ["application/problem+json"], (operation["operationId"], status)


def test_parameters(spec: Spec) -> None:
    parameters = {one["name"]: one for one in spec["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert set(parameters) == {
        "q", "limit", "offset", "kind", "issuer", "from", "to", "as_of", "document",
        "concept", "explain",
    }  # fmt: skip
    assert all(one["description"] for one in parameters.values())
    assert [name for name, one in parameters.items() if one["required"]] == ["q"]
    assert parameters["kind"]["schema"]["type"] == "array"
    assert all(kind in parameters["kind"]["description"] for kind in KINDS)
    limit = parameters["limit"]["schema"]
    assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, 100, 10)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/search?q=安全生产责任&explain=1",
        "/api/v1/search?q=“责任”",
        "/api/v1/search?q=zzzz",
        "/api/v1/ask?q=安全生产第一责任人是谁",
        "/api/v1/ask?q=档案室的钥匙由谁保管",
        "/api/v1/documents",
        "/api/v1/wording?q=第一责任人",
        f"/api/v1/documents/{RULE_ID}",
        f"/api/v1/documents/{SPEECH_ID}",
        f"/api/v1/documents/{RULE_ID}/outline",
        f"/api/v1/documents/{RULE_ID}/reuse",
        "/healthz",
        "/readyz",
        # problems are declared too
        "/api/v1/search?limit=0",
        "/api/v1/documents/d0",
    ],
)
def test_real_answers_are_as_declared(client: FlaskClient, spec: Spec, address: str) -> None:
    response = client.get(address)
    path = address.partition("?")[0]
    for known in (RULE_ID, SPEECH_ID, "d0"):
        path = path.replace(f"/{known}", "/{document_id}")
    declared = spec["paths"][path]["get"]["responses"][str(response.status_code)]
    media = declared["content"][response.content_type]
    validator = Draft202012Validator({**media["schema"], "components": spec["components"]})
    assert [error.message for error in validator.iter_errors(response.json)] == []
