"""All hits of a search as a file."""

from flask import Response, request, stream_with_context
from werkzeug.exceptions import NotFound

from search.export import CONTENT_TYPES, FORMATS
from web.archives import current_archive
from web.asking import asked
from web.pages.blueprint import pages


@pages.get("/search.<form>")
def export(form: str) -> Response:
    """Stream every hit of a search, beyond what paging reaches, as CSV or JSON lines."""
    if form not in FORMATS:
        raise NotFound
    question = asked(request.args, size=1).question
    hits = current_archive().export(
        question.text,
        match=question.match,
        level=question.level,
        sort=question.sort,
        filters=question.filters,
    )
    response = Response(stream_with_context(FORMATS[form](hits)), content_type=CONTENT_TYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"kashaf.{form}")
    return response
