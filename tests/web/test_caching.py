"""An answer that the asker has is not sent again; what would be another answer is."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.build import add, reindex
from web.app import create_app

PATHS = ("/", "/search?q=a", "/api/v1/search?q=a", "/api/v1/export?q=a")


def tag(client: FlaskClient, path: str, headers: Mapping[str, str] | None = None) -> str:
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return response.headers["ETag"]


def status(client: FlaskClient, path: str, etag: str) -> int:
    response = client.get(path, headers={"If-None-Match": etag})
    assert response.status_code == 200 or not response.data
    return response.status_code


@pytest.mark.parametrize("path", PATHS)
def test_the_same_answer_is_not_sent_twice(client: FlaskClient, path: str) -> None:
    etag = tag(client, path)
    assert status(client, path, etag) == 304
    assert client.head(path, headers={"If-None-Match": etag}).status_code == 304
    assert status(client, f"{path}&sort=newest" if "?" in path else f"{path}?theme=dark", etag) == 200
    assert "no-cache" in client.get(path).headers["Cache-Control"]


def test_a_page_in_another_language_or_theme_is_another_answer(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    tags = {
        tag(client, "/search?q=a", {"Cookie": cookie})
        for cookie in ("", "kashaf_language=en", "kashaf_theme=dark")
    }
    assert len(tags) == 3
    assert "Cookie" in client.get("/search?q=a").headers["Vary"]


def test_a_new_generation_gives_other_answers(tmp_path: Path) -> None:
    source, index_dir = tmp_path / "one.json", tmp_path / "archive.index"
    source.write_text(json.dumps({"id": "one", "title": "افتتاح السوق"}), "utf-8")
    reindex([source], index_dir)
    client = create_app({"INDEX": str(index_dir)}).test_client()
    tags = {path: tag(client, path) for path in PATHS}
    source.write_text(json.dumps({"id": "two", "title": "إغلاق الطريق"}), "utf-8")
    add([source], index_dir)
    assert {status(client, path, etag) for path, etag in tags.items()} == {200}


def test_other_settings_give_other_answers(seeds_index: Path) -> None:
    few, many = (create_app({"INDEX": str(seeds_index), "PAGE_SIZE": size}).test_client() for size in (5, 10))
    assert status(many, "/search?q=", tag(few, "/search?q=")) == 200


@pytest.mark.parametrize(
    ("path", "wrong"),
    [("/article?id=nobody", 404), ("/api/v1/article?id=nobody", 404), ("/search?page=x", 400)],
)
def test_what_is_wrong_is_told_again(client: FlaskClient, path: str, wrong: int) -> None:
    first = client.get(path)
    assert "ETag" not in first.headers
    assert client.get(path, headers={"If-None-Match": "*"}).status_code == wrong
