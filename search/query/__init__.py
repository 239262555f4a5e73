"""The query language: syntax tree, parser, limits, explanation."""

from search.query.limits import Limits, QueryRefused
from search.query.parsed import Parsed, searched_words, significant_words
from search.query.parser import parse

__all__ = ["Limits", "Parsed", "QueryRefused", "parse", "searched_words", "significant_words"]
