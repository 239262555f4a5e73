"""The API answers as its OpenAPI document says, and says in both languages what is wrong."""

import csv
import io
import json
import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from search.query.limits import QueryRefused
from web.api.openapi import OPERATIONS, Operation, document
from web.app import create_app

# As clients spell them: JavaScript true, Python True, forms 1.
BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# As JSON spells them (RFC 8259, section 6).
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
REFUSED = {kind.code for kind in QueryRefused.__subclasses__()}


@pytest.fixture(scope="module")
def app(seeds_index: Path) -> Flask:
    return create_app({"INDEX": str(seeds_index), "RATE_LIMIT": ""})


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_does_what_the_document_says(
    app: Flask, operation: Operation, mode: schemathesis.GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    cases = schema[operation.path][operation.method].as_strategy(generation_mode=mode)
    statuses = set()

    @given(cases)
    def ask(case: schemathesis.Case) -> None:
        response = case.call()
        statuses.add(response.status_code)
        excluded = []
        # A text can be a string as the document wants it and still cost too much as a query.
        if response.status_code == 400 and response.json()["code"] in REFUSED:
            excluded.append(positive_data_acceptance)
        # What was made wrong can be right once it is sent: 11 in place of [11], an empty list that vanishes.
        if mode is schemathesis.GenerationMode.NEGATIVE and is_right_as_sent(operation, response.request.url):
            excluded.append(negative_data_rejection)
        case.validate_response(response, excluded_checks=excluded)

    ask()
    assert statuses <= {200, *operation.problems}
    assert statuses & ({200, 404} if mode is schemathesis.GenerationMode.POSITIVE else {400})


def is_right_as_sent(operation: Operation, url: str) -> bool:
    """Say whether the query string of an address is as the document wants the operation's parameters."""
    described = document()["paths"][operation.path][operation.method].get("parameters")
    if described is None:
        return False
    schemas = {one["name"]: one["schema"] for one in described}
    whole = {
        "type": "object",
        "properties": schemas,
        "required": [one["name"] for one in described if one["required"]],
        "additionalProperties": False,
        "components": document()["components"],
    }
    sent = {
        name: _as_described(values, schemas.get(name, {}))
        for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()
    }
    return bool(jsonschema_rs.is_valid(whole, sent, validate_formats=True))


def _as_described(values: list[str], schema: Mapping[str, Any]) -> Any:
    """Return a parameter's values as JSON has them: the query string itself knows only text."""
    kind = schema.get("type")
    if kind == "array" or len(values) > 1:
        return values
    if kind == "boolean":
        return BOOLEANS.get(values[0].lower(), values[0])
    if kind == "integer" and NUMBER.fullmatch(values[0]) and math.isfinite(number := float(values[0])):
        return number
    return values[0]


@pytest.mark.parametrize(
    ("query", "right"),
    [
        ("place=11", True),
        ("", True),
        ("section=a&section=b&match=all&since=2019-01-01", True),
        ("match=none", False),
        ("match=all&match=any", False),
        ("since=yesterday", False),
        ("since=null", False),
        ("secton=sport", False),
        ("month=2019-13", False),
        ("month=2019-12%0A", False),
        ("limit=5&facets=false", True),
        ("limit=5.0&facets=False", True),
        ("limit=0.5e1&facets=0", True),
        ("limit=05", False),
        ("limit=+5", False),
        ("limit=%D9%A5", False),
        ("limit=-1", False),
        ("limit=101", False),
        ("limit=", False),
        ("limit=null", False),
        ("limit=NaN", False),
        ("limit=1e999", False),
        ("limit=5.5", False),
        ("facets=2", False),
        ("facets=", False),
        ("facets=null", False),
    ],
)
def test_a_request_is_judged_by_what_was_sent(client: FlaskClient, query: str, right: bool) -> None:
    search = next(one for one in OPERATIONS if one.name == "search")
    assert is_right_as_sent(search, f"/api/v1/search?{query}") is right
    assert client.get(f"/api/v1/search?{query}").status_code == (200 if right else 400)


def found(client: FlaskClient, query: str, **more: Any) -> Mapping[str, Any]:
    response = client.get("/api/v1/search", query_string={"q": query, **more})
    assert response.status_code == 200, response.text
    answer: Mapping[str, Any] = response.json
    return answer


def test_a_search_gives_hits_with_marked_spans_and_counts(client: FlaskClient) -> None:
    answer = found(client, "مهرجان", limit=3)
    assert 0 < len(answer["hits"]) <= 3
    assert answer["total"] >= len(answer["hits"])
    marked = [
        text[start:end]
        for hit in answer["hits"]
        for text, spans in (
            (hit["title"], hit["title_spans"]),
            (hit["snippet"]["text"], hit["snippet"]["spans"]),
        )
        for start, end in spans
    ]
    assert marked
    assert all("مهرج" in word.replace("ـ", "") for word in marked)
    assert sum(month["count"] for month in answer["histogram"]) <= answer["total_any"]


def test_filters_take_any_spelling_and_several_values(client: FlaskClient) -> None:
    whole = found(client, "", facets=True)
    values = whole["facets"]["section"]["values"][:2]
    one = found(client, "", section=values[0]["label"])
    both = found(client, "", section=[values[0]["key"], values[1]["label"]])
    assert one["total"] == values[0]["count"]
    assert one["total"] < both["total"] <= values[0]["count"] + values[1]["count"]


def test_an_article_is_given_whole_and_has_related_ones(client: FlaskClient) -> None:
    hit = found(client, "مهرجان", limit=1)["hits"][0]
    article = client.get("/api/v1/article", query_string={"id": hit["id"]}).json
    assert article["title"] == hit["title"]
    assert article["body"]
    related = client.get("/api/v1/related", query_string={"id": hit["id"], "limit": 3}).json
    assert 0 < len(related["hits"]) <= 3
    assert hit["id"] not in [one["id"] for one in related["hits"]]


def test_a_draft_finds_the_article_that_it_was_taken_from(client: FlaskClient) -> None:
    hit = found(client, "مهرجان", limit=1)["hits"][0]
    draft = client.get("/api/v1/article", query_string={"id": hit["id"]}).json["body"]
    related = client.post("/api/v1/related", json={"text": draft * 5, "limit": 1}).json
    assert related["hits"][0]["id"] == hit["id"]
    assert related["terms"]


def test_suggestions_go_on_from_what_was_typed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest", query_string={"q": "مهرج"}).json
    assert any(each.startswith("مهرج") for each in answer["suggestions"])


def test_an_export_streams_all_hits_of_a_search(client: FlaskClient) -> None:
    total = found(client, "المدينة", match="any")["total"]
    asked = {"q": "المدينة", "match": "any"}
    lines = client.get("/api/v1/export", query_string=asked).text.splitlines()
    table = client.get("/api/v1/export", query_string={**asked, "format": "csv"})
    assert len(lines) == total > 10
    assert {json.loads(line)["id"] for line in lines} == {row["id"] for row in rows_of(table.text)}
    assert table.headers["Content-Disposition"] == "attachment; filename=kashaf.csv"


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/v1/search?limit=many", 400, "bad-arguments"),
        ("/api/v1/search?limit=null", 400, "bad-arguments"),
        ("/api/v1/search?facets=2", 400, "bad-arguments"),
        ("/api/v1/search?q=a&q=b", 400, "bad-arguments"),
        ("/api/v1/search?secton=sport", 400, "bad-arguments"),
        ("/api/v1/search?since=yesterday", 400, "bad-arguments"),
        ("/api/v1/search?offset=999999", 400, "beyond-window"),
        ("/api/v1/search?q=" + "a" * 600, 400, "too-long"),
        ("/api/v1/article?id=nobody", 404, "article-not-found"),
        ("/api/v1/nothing", 404, "not-found"),
    ],
)
def test_problems_say_what_is_wrong_in_both_languages(
    client: FlaskClient, path: str, status: int, code: str
) -> None:
    response = client.get(path)
    assert (response.status_code, response.json["code"]) == (status, code)
    assert response.content_type == "application/problem+json"
    assert response.json["detail"]
    assert any("\u0600" <= letter <= "\u06ff" for letter in response.json["detail_ar"])


def test_other_methods_are_named(client: FlaskClient) -> None:
    response = client.delete("/api/v1/search")
    assert (response.status_code, response.json["code"]) == (405, "method-not-allowed")
    assert "GET" in response.headers["Allow"]


def test_a_body_that_is_no_draft_is_a_problem(client: FlaskClient) -> None:
    for body in (b"", b"[]", b'{"text": ""}', b'{"text": 5}', b'{"text": "a", "limit": "5"}', b"\xff"):
        response = client.post("/api/v1/related", data=body, content_type="application/json")
        assert (response.status_code, response.json["code"]) == (400, "bad-arguments")


def test_an_archive_that_is_not_there_is_a_503(tmp_path: Path) -> None:
    client = create_app({"INDEX": str(tmp_path / "none.index")}).test_client()
    response = client.get("/api/v1/search?q=a")
    assert response.status_code == 503
    assert "reindex" in response.json["detail"]
