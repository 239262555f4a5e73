"""The blueprint that the operations of the API hang on, and how they answer."""

from typing import Any

import msgspec
from flask import Blueprint, Response

api = Blueprint("api", __name__, url_prefix="/api/v1")


def json_response(record: Any, *, status: int = 200, content_type: str = "application/json") -> Response:
    """Return a record as a JSON response."""
    return Response(msgspec.json.encode(record), status=status, content_type=content_type)
