"""Is the process alive, and is its archive ready."""

import datetime as dt

from flask import Response

from index.errors import KashafError
from search.records import info_record
from web.api.blueprint import json_response
from web.archives import current_archive
from web.ops.blueprint import ops


@ops.get("/livez")
def livez() -> Response:
    """Say that the process answers."""
    return json_response({"status": "live"})


@ops.get("/readyz")
def readyz() -> Response:
    """Say which generation is served, how old it is and how much it holds; 503 where none can be."""
    try:
        info = current_archive().info
    except KashafError as error:
        return json_response({"status": "not ready", "code": error.code, "detail": error.english}, status=503)
    age = dt.datetime.now(dt.UTC) - info.created
    return json_response({"status": "ready", **info_record(info), "age_seconds": round(age.total_seconds())})
