"""Pages for what goes wrong, each saying what to do next."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import render_template
from werkzeug.exceptions import HTTPException

from index.errors import KashafError
from search.errors import ArticleNotFound
from search.query.limits import QueryRefused
from web.language import in_language

KINDS: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "error.bad_request",
    HTTPStatus.NOT_FOUND: "error.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "error.method",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "error.too_large",
    HTTPStatus.TOO_MANY_REQUESTS: "error.too_many",
    HTTPStatus.INTERNAL_SERVER_ERROR: "error.server",
    HTTPStatus.SERVICE_UNAVAILABLE: "error.not_ready",
}
# What the reader can answer for; all other errors of the archive mean that it cannot be read now.
ANSWERABLE: Mapping[type[KashafError], tuple[int, str]] = {
    QueryRefused: (HTTPStatus.BAD_REQUEST, "error.refused"),
    ArticleNotFound: (HTTPStatus.NOT_FOUND, "error.no_article"),
}
WITHOUT_SEARCH = frozenset({"error.not_ready", "error.server", "error.too_many"})


def http_page(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    """Answer an HTTP error with its page, keeping the headers that it asks for."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    kind = KINDS.get(
        status, "error.server" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "error.bad_request"
    )
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return _page(kind, status), status, headers


def archive_page(error: KashafError) -> tuple[str, int]:
    """Answer an error of the archive with its page, and with its own sentence where the reader can act on it.

    What is wrong with the index itself, down to its files, is for the log.
    """
    for known, (status, kind) in ANSWERABLE.items():
        if isinstance(error, known):
            return _page(kind, status, in_language(error)), status
    status = HTTPStatus.SERVICE_UNAVAILABLE
    return _page(KINDS[status], status), status


def _page(kind: str, status: int, sentence: str = "") -> str:
    return render_template(
        "error.html", kind=kind, status=int(status), sentence=sentence, searchable=kind not in WITHOUT_SEARCH
    )
