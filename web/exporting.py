"""All hits of a search, streamed as a file."""

from flask import Response, stream_with_context

from search.export import CONTENT_TYPES, FORMATS
from search.question import Question
from web.archives import current_archive


def exported(question: Question, form: str) -> Response:
    """Return a response that streams every hit, also beyond what paging reaches, in one of FORMATS."""
    hits = current_archive().all_hits(question)
    response = Response(stream_with_context(FORMATS[form](hits)), content_type=CONTENT_TYPES[form])
    response.headers.set("Content-Disposition", "attachment", filename=f"kashaf.{form}")
    return response
