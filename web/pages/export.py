"""All hits of a search as a file."""

from flask import Response, request
from werkzeug.exceptions import NotFound

from search.export import FORMATS
from web.asking import asked
from web.exporting import exported
from web.pages.blueprint import pages


@pages.get("/search.<form>")
def export(form: str) -> Response:
    """Stream every hit of a search, beyond what paging reaches, as CSV or JSON lines."""
    if form not in FORMATS:
        raise NotFound
    return exported(asked(request.args, size=1).question, form)
