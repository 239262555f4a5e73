"""The query language: syntax tree, parser, limits, explanation."""

from search.query.explanation import explain
from search.query.limits import Limits, QueryRefused
from search.query.parsed import SHORT_QUERY, Parsed, searched_words, significant_words
from search.query.parser import parse
from search.query.rewriting import Excluded, exclusions, replace_words, without

__all__ = [
    "SHORT_QUERY",
    "Excluded",
    "Limits",
    "Parsed",
    "QueryRefused",
    "exclusions",
    "explain",
    "parse",
    "replace_words",
    "searched_words",
    "significant_words",
    "without",
]
