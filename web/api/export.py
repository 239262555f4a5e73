"""All hits of a search as a file."""

from flask import Response

from web.api.arguments import ExportArguments, read_arguments
from web.api.blueprint import api
from web.exporting import exported


@api.get("/export")
def export() -> Response:
    """Stream every hit of a search as CSV or JSON lines."""
    asked = read_arguments(ExportArguments)
    return exported(asked.question(), asked.format)
