"""The JSON API under ``/api/v1``; each operation is a file of its own."""

from web.api import articles, export, openapi, related, search, suggest
from web.api.blueprint import api

__all__ = ["api", "articles", "export", "openapi", "related", "search", "suggest"]
