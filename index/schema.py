"""The fields of the index, and what each is for; neutral to the engine that holds them.

Every article is one document. Fields of words hold terms that ``index.analysis`` and the lexicon made; each
position of a text has one word as written (N) in the ``_n`` field, its stem (E1) in the ``_e`` field and its
kin (D) in the ``_d`` field, so all have one length. The lead is the beginning of the body.
"""

from dataclasses import dataclass
from enum import StrEnum

FORMAT = 5
"""The number of this layout, 1 was Whoosh's files, 2 had no lexicon; a reader refuses all others."""

ID = "id"
ALSO = "also"
URL = "url"
ARTICLE = "article"
TITLE_N = "title_n"
TITLE_E = "title_e"
TITLE_D = "title_d"
BODY_N = "body_n"
BODY_E = "body_e"
BODY_D = "body_d"
LEAD_N = "lead_n"
LEAD_E = "lead_e"
LEAD_D = "lead_d"
AUTHOR_N = "author_n"
SECTION = "section"
SOURCE = "source"
SITE = "site"
PLACE = "place"
MONTH = "month"
DAY = "day"
LAST_DAY = "last_day"
INSTANT = "instant"
TITLE_LENGTH = "title_length"
BODY_LENGTH = "body_length"
LEAD_LENGTH = "lead_length"

DAY_UNKNOWN = 0
INSTANT_UNKNOWN = -(2**63)
KEY_SEPARATOR = "\n"


class Kind(StrEnum):
    """How a field is held."""

    WORDS = "words"
    """Terms with frequency and positions."""
    KEYS = "keys"
    """Whole values as terms, none or several in an article."""
    FACET = "facet"
    """Keys, and a column with an article's keys joined by KEY_SEPARATOR."""
    DAY = "day"
    """A number as range terms, and a column."""
    NUMBER = "number"
    """A column of 64-bit signed numbers."""
    COUNT = "count"
    """A column of 32-bit unsigned numbers."""
    STORED = "stored"
    """Bytes that are only given back."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the index."""

    name: str
    kind: Kind
    sentence: str


FIELDS: tuple[Field, ...] = (
    Field(ID, Kind.KEYS, "The article's id, one in each article, unique."),
    Field(ALSO, Kind.KEYS, "The other ids under which the same article was listed."),
    Field(URL, Kind.KEYS, "The article's address in its canonical form."),
    Field(ARTICLE, Kind.STORED, "The whole article, msgspec JSON."),
    Field(TITLE_N, Kind.WORDS, "The words of the headline as written, folded."),
    Field(TITLE_E, Kind.WORDS, "The stems of the headline's words."),
    Field(TITLE_D, Kind.WORDS, "The kin of the headline's words."),
    Field(BODY_N, Kind.WORDS, "The words of the body as written, folded."),
    Field(BODY_E, Kind.WORDS, "The stems of the body's words."),
    Field(BODY_D, Kind.WORDS, "The kin of the body's words."),
    Field(
        LEAD_N, Kind.WORDS, "The words of the lead, the first paragraph up to 60 words, as written, folded."
    ),
    Field(LEAD_E, Kind.WORDS, "The stems of the lead's words."),
    Field(LEAD_D, Kind.WORDS, "The kin of the lead's words."),
    Field(AUTHOR_N, Kind.WORDS, "The words of the author field, folded."),
    Field(SECTION, Kind.FACET, "The keys of the sections."),
    Field(SOURCE, Kind.FACET, "The key of the agency or paper."),
    Field(SITE, Kind.FACET, "The key of the site."),
    Field(PLACE, Kind.FACET, "The key of the dateline's place."),
    Field(MONTH, Kind.FACET, "The month as printed, 2019-09; none where only the year or nothing is known."),
    Field(DAY, Kind.DAY, "The proleptic ordinal of the day as printed; DAY_UNKNOWN (0) where unknown."),
    Field(LAST_DAY, Kind.DAY, "The last day that the printed date may mean: the end of a month or a year."),
    Field(INSTANT, Kind.NUMBER, "Seconds since 1970 for sorting; see index.document.instant."),
    Field(TITLE_LENGTH, Kind.COUNT, "The exact number of words in the headline."),
    Field(BODY_LENGTH, Kind.COUNT, "The exact number of words in the body."),
    Field(LEAD_LENGTH, Kind.COUNT, "The exact number of words in the lead."),
)


def describe() -> dict[str, str]:
    """Return the kind of each field by name, as the manifest records it."""
    return {field.name: field.kind.value for field in FIELDS}
