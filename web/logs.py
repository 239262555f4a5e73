"""Logs: one line of JSON a request on standard error. What was searched for is not written down."""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from flask import Flask, Response, request

from web.timing import elapsed

log = structlog.get_logger("web")


def configure() -> None:
    """Send every log line to standard error as JSON."""
    stamps: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*stamps, structlog.processors.JSONRenderer(ensure_ascii=False)],
        # One write for a line and its end: several processes share standard error.
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )


class Forwarding(logging.Handler):
    """Hands what libraries log on to our log, cut before a query: gunicorn quotes requests."""

    def emit(self, record: logging.LogRecord) -> None:
        """Log a record's message, with its traceback where it has one."""
        message = record.getMessage().partition("?")[0]
        log.log(record.levelno, message, logger=record.name, exc_info=record.exc_info)


# As logging.config has it. Only gunicorn's log does not reach the root by itself.
LIBRARIES: Mapping[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"ours": {"()": Forwarding}},
    "root": {"level": "WARNING", "handlers": ["ours"]},
    "loggers": {"gunicorn.error": {"level": "WARNING", "handlers": ["ours"], "propagate": False}},
}


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
