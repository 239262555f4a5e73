"""The names of sections, sources, sites and places: one key for all the ways that a name is printed."""

from index.names.authors import AuthorParts, split_author
from index.names.lookup import is_known, is_outlet, key, keys, label, matching_keys, tidy, values
from index.names.tables import FIELDS

__all__ = [
    "FIELDS",
    "AuthorParts",
    "is_known",
    "is_outlet",
    "key",
    "keys",
    "label",
    "matching_keys",
    "split_author",
    "tidy",
    "values",
]
