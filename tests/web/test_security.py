"""Headers, limits and proxies."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from web.app import create_app


def client_with(index: Path, **config: object) -> FlaskClient:
    return create_app({"INDEX": str(index), **config}).test_client()


@pytest.mark.parametrize(
    "path", ["/", "/search?q=a", "/api/v1/search?q=a", "/livez", "/nothing", "/api/v1/nothing"]
)
def test_every_answer_has_the_security_headers(seeds_index: Path, path: str) -> None:
    headers = client_with(seeds_index).get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_a_client_that_asks_too_often_is_told_when_to_come_back(seeds_index: Path) -> None:
    client = client_with(seeds_index, RATE_LIMIT="3 per minute")
    answers = [client.get("/api/v1/suggest?q=a") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json["code"] == "too-many-requests"
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert client.get("/livez").status_code == 200
    assert client.get("/metrics").status_code == 200


def limited(client: FlaskClient, address: str) -> int:
    return client.get("/api/v1/suggest?q=a", headers={"X-Forwarded-For": address}).status_code


def test_forwarded_addresses_are_believed_only_of_trusted_proxies(seeds_index: Path) -> None:
    direct = client_with(seeds_index, RATE_LIMIT="1 per minute")
    assert [limited(direct, address) for address in ("198.51.100.1", "198.51.100.2")] == [200, 429]
    proxied = client_with(seeds_index, RATE_LIMIT="1 per minute", TRUSTED_PROXIES=1)
    assert [limited(proxied, address) for address in ("198.51.100.1", "198.51.100.2", "198.51.100.1")] == [
        200,
        200,
        429,
    ]
    # The last address is the one that the trusted proxy saw; what stands before it counts for nothing.
    assert limited(proxied, "198.51.100.9, 198.51.100.2") == 429


def test_requests_that_are_too_large_are_refused(seeds_index: Path) -> None:
    client = client_with(seeds_index, REQUEST_LIMIT=1000)
    response = client.post("/api/v1/related", json={"text": "أ" * 2000})
    assert (response.status_code, response.json["code"]) == (413, "too-large")
    page = client.post("/draft", data={"text": "أ" * 2000})
    assert page.status_code == 413
    assert "<html" in page.text
