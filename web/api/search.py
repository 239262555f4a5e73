"""Search."""

from flask import Response

from search.records import answer_record
from web.api.arguments import SearchArguments, read_arguments
from web.api.blueprint import api, json_response
from web.archives import current_archive


@api.get("/search")
def search() -> Response:
    """Answer a question: hits, totals, facets, months, and what was understood."""
    asked = read_arguments(SearchArguments)
    return json_response(answer_record(current_archive().answer(asked.question())))
