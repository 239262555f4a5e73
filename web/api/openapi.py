"""The OpenAPI 3.1 document, made from the same definitions that read arguments and give answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from flask import Response

from index.article_json import ArticleRecord
from search.records import AnswerRecord, RelatedRecord
from web.api.arguments import (
    ArticleArguments,
    Draft,
    ExportArguments,
    RelatedArguments,
    SearchArguments,
    SuggestArguments,
)
from web.api.blueprint import api, json_response
from web.api.shapes import Problem, Suggestions
from web.version import VERSION

_REFERENCE = "#/components/schemas/{name}"
_PROBLEMS: Mapping[int, str] = {
    400: "The arguments or the query cannot be taken; the detail says why.",
    404: "The archive has no such article.",
    413: "The request is too large.",
    429: "Too many requests; Retry-After says when to come back.",
    503: "The archive cannot be read now.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of the API: where it is, what it takes, what it gives, which problems it may have."""

    path: str
    method: str
    name: str
    summary: str
    takes: type[msgspec.Struct]
    gives: Any
    problems: tuple[int, ...]
    content_types: tuple[str, ...] = ("application/json",)


OPERATIONS = (
    Operation(
        "/search", "get", "search", "Search the archive", SearchArguments, AnswerRecord, (400, 429, 503)
    ),
    Operation(
        "/article", "get", "article", "Get an article", ArticleArguments, ArticleRecord, (400, 404, 429, 503)
    ),
    Operation(
        "/related",
        "get",
        "related",
        "Articles related to an article",
        RelatedArguments,
        RelatedRecord,
        (400, 404, 429, 503),
    ),
    Operation(
        "/related",
        "post",
        "relatedToText",
        "Articles related to a text",
        Draft,
        RelatedRecord,
        (400, 413, 429, 503),
    ),
    Operation(
        "/suggest", "get", "suggest", "Words to go on with", SuggestArguments, Suggestions, (400, 429, 503)
    ),
    Operation(
        "/export",
        "get",
        "export",
        "All hits of a search as a file",
        ExportArguments,
        str,
        (400, 429, 503),
        content_types=("application/jsonl", "text/csv"),
    ),
)


@api.get("/openapi.json")
def openapi() -> Response:
    """Give the OpenAPI document."""
    return json_response(document())


@cache
def document() -> Mapping[str, Any]:
    """Return the OpenAPI document."""
    shapes = [
        *dict.fromkeys([*(one.takes for one in OPERATIONS), *(one.gives for one in OPERATIONS), Problem])
    ]
    _, components = msgspec.json.schema_components(shapes, ref_template=_REFERENCE)
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kashaf",
            "summary": "Full-text search for Arabic news archives",
            "version": VERSION,
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(operation: Operation, components: Mapping[str, Any]) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            "200": _response("The answer.", operation.content_types, operation.gives),
            **{
                str(status): _response(_PROBLEMS[status], ("application/problem+json",), Problem)
                for status in operation.problems
            },
        },
    }
    if operation.method == "get":
        return {**described, "parameters": _parameters(operation.takes, components)}
    body = {"required": True, "content": {"application/json": {"schema": _reference(operation.takes)}}}
    return {**described, "requestBody": body}


def _response(description: str, content_types: Sequence[str], shape: Any) -> dict[str, Any]:
    return {
        "description": description,
        "content": {kind: {"schema": _reference(shape)} for kind in content_types},
    }


def _reference(shape: Any) -> dict[str, str]:
    return {"type": "string"} if shape is str else {"$ref": _REFERENCE.format(name=shape.__name__)}


def _parameters(takes: type[msgspec.Struct], components: Mapping[str, Any]) -> list[dict[str, Any]]:
    schema = components[takes.__name__]
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "description": schema_of.get("description", ""),
            "schema": schema_of,
        }
        for name, schema_of in schema["properties"].items()
    ]
