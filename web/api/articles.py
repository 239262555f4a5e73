"""One article."""

from flask import Response

from index.article_json import article_json
from web.api.arguments import ArticleArguments, read_arguments
from web.api.blueprint import api, json_response
from web.archives import current_archive


@api.get("/article")
def article() -> Response:
    """Give an article whole, by its id or by another id that it was listed under."""
    asked = read_arguments(ArticleArguments)
    return json_response(article_json(current_archive().get(asked.id)))
