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
    """Say which generation is served, how old it is and how much it holds; 503 where none can be.

    ``degraded`` says why an older generation is served than the newest, or is null.
    """
    try:
        archive = current_archive()
        info = archive.info
    except KashafError as error:
        return json_response({"status": "not ready", "code": error.code, "detail": error.english}, status=503)
    age = dt.datetime.now(dt.UTC) - info.created
    state = {"status": "ready", "age_seconds": round(age.total_seconds()), "degraded": archive.degraded}
    return json_response({**state, **info_record(info)})
