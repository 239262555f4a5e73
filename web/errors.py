"""Answers errors in the language of what was asked: problem+json under ``/api/``, a page elsewhere."""

import structlog
from flask import Flask, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError

from index.errors import KashafError
from web.api.blueprint import api
from web.api.problems import archive_problem, http_problem
from web.pages.errors import archive_page, http_page

log = structlog.get_logger("web")


def register(app: Flask) -> None:
    """Answer every error; what nobody foresaw is logged with its traceback."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(KashafError, _archive)
    app.register_error_handler(Exception, _unforeseen)


def _http(error: HTTPException) -> ResponseReturnValue:
    return http_problem(error) if _is_for_machines() else http_page(error)


def _archive(error: KashafError) -> ResponseReturnValue:
    log.warning("refused", code=error.code, reason=error.english)
    return archive_problem(error) if _is_for_machines() else archive_page(error)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    log.error("unforeseen error", path=request.path, exc_info=error)
    return _http(InternalServerError())


def _is_for_machines() -> bool:
    return request.path.startswith(f"{api.url_prefix}/")
