"""Related articles, of an article or of a text."""

from flask import Response

from search.records import related_record
from web.api.arguments import Draft, RelatedArguments, read_arguments, read_body
from web.api.blueprint import api, json_response
from web.archives import current_archive


@api.get("/related")
def related() -> Response:
    """Give the articles related to an article."""
    asked = read_arguments(RelatedArguments)
    return json_response(related_record(current_archive().related(asked.id, limit=asked.limit)))


@api.post("/related")
def related_to_text() -> Response:
    """Give the articles related to a text of any length, such as a draft."""
    draft = read_body(Draft)
    return json_response(related_record(current_archive().related_to_text(draft.text, limit=draft.limit)))
