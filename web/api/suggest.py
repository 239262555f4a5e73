"""Words that go on from what was typed."""

from flask import Response

from web.api.arguments import SuggestArguments, read_arguments
from web.api.blueprint import api, json_response
from web.api.shapes import Suggestions
from web.archives import current_archive


@api.get("/suggest")
def suggest() -> Response:
    """Give completions and respellings from the archive's own words."""
    asked = read_arguments(SuggestArguments)
    found = Suggestions(suggestions=list(current_archive().suggest(asked.q, limit=asked.limit)))
    return json_response(found)
