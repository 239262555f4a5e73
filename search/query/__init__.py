"""The query language: syntax tree, parser, limits, explanation."""

from search.query.explanation import explain
from search.query.limits import Limits, QueryRefused
from search.query.parsed import Parsed, searched_words
from search.query.parser import parse
from search.query.rewriting import Excluded, exclusions, replace_words, without

__all__ = [
    "Excluded",
    "Limits",
    "Parsed",
    "QueryRefused",
    "exclusions",
    "explain",
    "parse",
    "replace_words",
    "searched_words",
    "without",
]
