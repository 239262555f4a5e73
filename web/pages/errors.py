"""Pages for what goes wrong, each saying what to do next."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Flask, g, render_template
from werkzeug.exceptions import HTTPException

from index.errors import KashafError
from search.errors import ArticleNotFound
from search.query.limits import QueryRefused
from web.language import in_language
from web.wording import Language, Wording

KINDS: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "error.bad_request",
    HTTPStatus.NOT_FOUND: "error.not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "error.method",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "error.too_large",
    HTTPStatus.TOO_MANY_REQUESTS: "error.too_many",
    HTTPStatus.INTERNAL_SERVER_ERROR: "error.server",
    HTTPStatus.SERVICE_UNAVAILABLE: "error.not_ready",
}
# What the reader can answer for; all other errors mean that the archive cannot be read now.
ANSWERABLE: tuple[tuple[type[KashafError], int, str], ...] = (
    (QueryRefused, HTTPStatus.BAD_REQUEST, "error.refused"),
    (ArticleNotFound, HTTPStatus.NOT_FOUND, "error.no_article"),
    (KashafError, HTTPStatus.SERVICE_UNAVAILABLE, "error.not_ready"),
)
WITHOUT_SEARCH = frozenset({"error.not_ready", "error.server", "error.too_many"})


def register(app: Flask) -> None:
    """Answer errors with pages."""
    app.register_error_handler(HTTPException, http_page)
    app.register_error_handler(KashafError, archive_page)


def http_page(error: HTTPException) -> tuple[str, int, dict[str, str]]:
    """Answer an HTTP error with its page, keeping the headers that it asks for."""
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    kind = KINDS.get(
        status, "error.server" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "error.bad_request"
    )
    headers = {name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}}
    return _page(kind, status), status, headers


def archive_page(error: KashafError) -> tuple[str, int]:
    """Answer an error of the archive with its page and its own sentence."""
    status, kind = next((status, kind) for known, status, kind in ANSWERABLE if isinstance(error, known))
    _speak()
    return _page(kind, status, in_language(error)), status


def _page(kind: str, status: int, sentence: str = "") -> str:
    _speak()
    return render_template(
        "error.html", kind=kind, status=status, sentence=sentence, searchable=kind not in WITHOUT_SEARCH
    )


def _speak() -> None:
    """Choose a language where the error came before one was chosen."""
    if "wording" not in g:
        g.wording = Wording(Language.ARABIC)
