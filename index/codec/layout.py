"""The names of a segment's arrays, and what its levels and fields are."""

from collections.abc import Mapping
from dataclasses import dataclass

from index import schema

TITLE = "title"
BODY = "body"
LEAD = "lead"
AUTHOR = "author"

BLOCK = 128
"""How many postings a block has; the last one of a term may have fewer."""
LEAD_WORDS = 60
"""The most words of the first paragraph that make the lead."""
STORED_BLOCK = 1 << 13
"""A block of stored articles is closed when it has so many bytes, before compression."""


@dataclass(frozen=True, slots=True)
class LevelSpec:
    """What a level holds.

    ``fields`` are counted apart in each posting. ``placed`` are those whose words make up a document's row of
    words, one after the other; positions count through them. ``positions`` says whether postings keep them.
    """

    fields: tuple[str, ...]
    placed: tuple[str, ...]
    positions: bool


N = "n"
E = "e"
D = "d"
WITHIN: Mapping[str, str] = {LEAD: BODY}
"""The field that a field is the beginning of."""
LEVELS: Mapping[str, LevelSpec] = {
    N: LevelSpec((TITLE, BODY, LEAD), (TITLE, BODY), positions=True),
    E: LevelSpec((TITLE, BODY, LEAD), (TITLE, BODY), positions=False),
    D: LevelSpec((TITLE, BODY, LEAD), (TITLE, BODY), positions=False),
    AUTHOR: LevelSpec((AUTHOR,), (AUTHOR,), positions=True),
}
"""The levels of a segment."""
MOST_FIELDS = max(len(spec.fields) for spec in LEVELS.values())
"""How many fields the level with most of them has."""
STEMMED_LEVELS = (E, D)
"""The levels that get positions from the sequences, by way of level N."""

LENGTHS = (TITLE, BODY, LEAD, AUTHOR)
"""The rows of the array of lengths; the fields of a level stand side by side in it."""
WORD_FIELDS: Mapping[str, tuple[str, str]] = {
    schema.TITLE_N: (N, TITLE),
    schema.TITLE_E: (E, TITLE),
    schema.TITLE_D: (D, TITLE),
    schema.BODY_N: (N, BODY),
    schema.BODY_E: (E, BODY),
    schema.BODY_D: (D, BODY),
    schema.LEAD_N: (N, LEAD),
    schema.LEAD_E: (E, LEAD),
    schema.LEAD_D: (D, LEAD),
    schema.AUTHOR_N: (AUTHOR, AUTHOR),
}
"""The level, and the field on it, that hold each field of words of the schema."""

LENGTH_FIELDS: Mapping[str, str] = {
    schema.TITLE_LENGTH: TITLE,
    schema.BODY_LENGTH: BODY,
    schema.LEAD_LENGTH: LEAD,
}
"""The field of words whose length each field of counts of the schema holds."""

FACETS = ("section", "source", "site", "place", "month")
KEYS = ("id", "also", "url")
NUMBERS: Mapping[str, str] = {"day": "<i4", "last_day": "<i4", "instant": "<i8"}
"""The typed columns, with their NumPy types."""

CLASS_EDGES = (5, 6, 7, 8, 9, 11, 14), (50, 80, 115, 160, 220, 310, 460)
"""The lengths in words from which on a text is of the next class of lengths: of the first two fields."""
CLASS_BITS = 3
"""How many bits the class of a text has."""


def length_rows(spec: LevelSpec) -> slice:
    """Return which rows of the array of lengths are those of a level's fields."""
    first = LENGTHS.index(spec.fields[0])
    return slice(first, first + len(spec.fields))
