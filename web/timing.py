"""How long a request has been going on."""

import time

from flask import Flask, g


def register(app: Flask) -> None:
    """Start the clock before every request."""
    app.before_request(_begin)


def elapsed() -> float:
    """Return the seconds since the request began."""
    return time.perf_counter() - float(g.began) if "began" in g else 0.0


def _begin() -> None:
    g.began = time.perf_counter()
