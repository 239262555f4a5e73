"""Errors of the API as problem+json (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import HTTPException

from index.errors import KashafError
from search.errors import ArticleNotFound
from search.query.limits import QueryRefused
from web.api.arguments import BadArguments
from web.api.blueprint import json_response
from web.api.shapes import Problem

# What the caller can answer for; all other errors mean that the archive cannot be read now.
STATUSES: tuple[tuple[type[KashafError], HTTPStatus], ...] = (
    (QueryRefused, HTTPStatus.BAD_REQUEST),
    (BadArguments, HTTPStatus.BAD_REQUEST),
    (ArticleNotFound, HTTPStatus.NOT_FOUND),
    (KashafError, HTTPStatus.SERVICE_UNAVAILABLE),
)
_ARABIC: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "لا شيء في هذا العنوان: راجع وثيقة الواجهة.",
    HTTPStatus.METHOD_NOT_ALLOWED: "هذا العنوان لا يقبل هذه الطريقة: راجع وثيقة الواجهة.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "الطلب أكبر من المسموح: أرسل نصاً أقصر.",
    HTTPStatus.TOO_MANY_REQUESTS: "طلبات كثيرة في وقت قصير: انتظر قليلاً ثم أعد المحاولة.",
}
_ARABIC_OTHERWISE = "تعذّر تنفيذ الطلب: راجعه ثم أعد المحاولة."
# Python's own phrases change between versions; these codes do not.
_CODES: Mapping[int, str] = {
    HTTPStatus.BAD_REQUEST: "bad-request",
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
    HTTPStatus.TOO_MANY_REQUESTS: "too-many-requests",
    HTTPStatus.INTERNAL_SERVER_ERROR: "server-error",
}
_KEPT_HEADERS = frozenset({"Allow", "Retry-After"})


def archive_problem(error: KashafError) -> Response:
    """Answer an error of the archive or of the arguments."""
    status = next(status for kind, status in STATUSES if isinstance(error, kind))
    return _problem(status, error.code, error.english, error.arabic)


def http_problem(error: HTTPException) -> Response:
    """Answer an HTTP error, keeping the headers that belong to it."""
    status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
    code = _CODES.get(status, f"http-{status.value}")
    detail = error.description or status.description
    response = _problem(status, code, detail, _ARABIC.get(status, _ARABIC_OTHERWISE))
    response.headers.extend((name, value) for name, value in error.get_headers() if name in _KEPT_HEADERS)
    return response


def _problem(status: HTTPStatus, code: str, detail: str, detail_ar: str) -> Response:
    problem = Problem(
        type="about:blank",
        title=status.phrase,
        status=status.value,
        code=code,
        detail=detail,
        detail_ar=detail_ar,
    )
    return json_response(problem, status=status.value, content_type="application/problem+json")
