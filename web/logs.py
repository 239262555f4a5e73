"""Logs: one line of JSON a request on standard error. What was searched for is not written down."""

import logging
import sys

import structlog
from flask import Flask, Response, request

from web.timing import elapsed

log = structlog.get_logger("web")


def configure() -> None:
    """Send every log line, gunicorn's too, to standard error as JSON."""
    stamps: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*stamps, structlog.processors.JSONRenderer(ensure_ascii=False)],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


def register(app: Flask) -> None:
    """Log every request when it is answered."""
    app.after_request(_answered)


def _answered(response: Response) -> Response:
    if request.blueprint != "ops" and request.endpoint != "static":
        milliseconds = round(elapsed() * 1000, 1)
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            ms=milliseconds,
        )
    return response
