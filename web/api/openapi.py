"""The OpenAPI 3.1 document, made from the same declaration that validates.

Invariant: a parameter or a field that is not declared in web/api/spec.py is in neither the document nor an answer.
"""

from __future__ import annotations

from typing import Any

from web.api.spec import Api, Endpoint, Kind, Param, Schema

TEXT = {"type": "string"}
ERROR: Schema = {
    "type": "object",
    "properties": {
        "ok": {"type": "boolean", "const": False},
        "status": {"type": "integer"},
        "error": TEXT,
        "errors": {"type": "array", "items": TEXT},
    },
    "required": ["ok", "status", "error", "errors"],
    "additionalProperties": False,
}
REFUSALS = {
    "400": "A parameter is unknown, missing or cannot be read; every fault is named.",
    "403": "The licence of the publisher does not let these figures be handed on; it is named.",
    "404": "There is no such release, indicator or slice.",
    "405": "Only GET, HEAD and OPTIONS are answered.",
    "406": "The answer is JSON, which the request does not accept.",
    "413": "More observations than a query may ask for; the address of the whole release is named.",
    "503": "No release can be opened.",
}
ABOUT = (
    "Published figures on human rights, harmonised, with their gaps, uncertainty and origin. Figures keep their "
    "publishers' licences, named with each record. An address below /r/<release>/api/v1 is answered from that release "
    "for ever. Every answer has a strong ETag; scripts of any site may read it."
)


def document(api: Api, release: str) -> dict[str, Any]:
    """The document for the current release."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Common Measure",
            "version": f"1 (release {release})",
            "description": ABOUT,
            "license": {"name": "Code: MIT; figures: as named in each record"},
        },
        "servers": [{"url": "/api/v1", "description": "the current release"}],
        "paths": {endpoint.path: {"get": _operation(endpoint)} for endpoint in api.endpoints},
        "components": {"schemas": {"Error": ERROR}},
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    refusals = {status: _refusal(text) for status, text in REFUSALS.items()}
    good: dict[str, Any] = {
        "description": "The records.",
        "headers": {
            "ETag": {"schema": TEXT},
            "Link": {"schema": TEXT, "description": "The next page, if there is one."},
        },
        "content": {"application/json": {"schema": _answer(endpoint)}},
    }
    if endpoint.is_paged:
        good["links"] = {
            "next": {
                "operationId": endpoint.name,
                "parameters": {
                    **{f"query.{p.name}": f"$request.query.{p.name}" for p in endpoint.params if p.is_required},
                    "query.cursor": "$response.body#/next",
                },
                "description": "The next page.",
            }
        }
    return {
        "operationId": endpoint.name,
        "summary": endpoint.summary,
        "parameters": [*(_param(p, "path") for p in endpoint.in_path), *(_param(p, "query") for p in endpoint.params)],
        "responses": {"200": good, **refusals},
    }


def _param(param: Param, place: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": param.name,
        "in": place,
        "required": param.is_required,
        "description": param.meaning,
        "schema": param.schema(),
    }
    if param.kind is Kind.LIST:
        made |= {"style": "form", "explode": False}
    if param.example:
        value: object = param.example
        if param.kind is Kind.LIST:
            value = [param.example]
        elif param.kind is Kind.NUMBER:
            value = int(param.example)
        made["example"] = value
    return made


def _answer(endpoint: Endpoint) -> Schema:
    data: Schema = endpoint.row if endpoint.is_one else {"type": "array", "items": endpoint.row}
    fields: dict[str, Schema] = {
        "ok": {"type": "boolean", "const": True},
        "release": TEXT,
        "data": data,
        "notes": {"type": "array", "items": TEXT},
        "next": {"type": ["string", "null"]},
    }
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _refusal(text: str) -> dict[str, Any]:
    schema = {"schema": {"$ref": "#/components/schemas/Error"}}
    return {"description": text, "content": {"application/json": schema}}
