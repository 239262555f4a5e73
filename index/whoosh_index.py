"""Our fields in Whoosh's schema."""

from array import array
from collections.abc import Sequence

from whoosh import columns, fields, formats

from index.schema import DAY_UNKNOWN, FIELDS, INSTANT_UNKNOWN, Kind

Posting = tuple[bytes, int, float, bytes]
"""A term of a document as Whoosh takes it: its bytes, frequency, weight, and what the format encoded."""


class PositionsFormat(formats.Positions):  # type: ignore[misc]
    """Positions as native 32-bit numbers, where Whoosh pickles a list for every posting."""

    def encode(self, positions: Sequence[int]) -> bytes:
        """Return the bytes of ascending positions."""
        return array("I", positions).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """Return the positions that ``encode`` wrote."""
        return memoryview(value).cast("I").tolist()

    def decode_frequency(self, value: bytes) -> int:
        """Return how many positions there are."""
        return len(value) // 4


class TermsField(fields.FieldType):  # type: ignore[misc]
    """A field whose postings are ready when Whoosh gets them: no analyzer of Whoosh's ever runs."""

    def __init__(self, kind: Kind) -> None:
        words = kind is Kind.WORDS
        super().__init__(
            format=PositionsFormat() if words else formats.Existence(),
            analyzer=None,
            scorable=words,
            sortable=columns.RefBytesColumn() if kind is Kind.FACET else False,
        )

    def index(self, value: list[Posting], **_: object) -> list[Posting]:
        """Return the postings as they were given."""
        return value


_FIELD_TYPES = {
    Kind.WORDS: lambda: TermsField(Kind.WORDS),
    Kind.KEYS: lambda: TermsField(Kind.KEYS),
    Kind.FACET: lambda: TermsField(Kind.FACET),
    Kind.DAY: lambda: fields.NUMERIC(
        int, 32, signed=False, sortable=columns.NumericColumn("I", default=DAY_UNKNOWN)
    ),
    Kind.NUMBER: lambda: fields.COLUMN(columns.NumericColumn("q", default=INSTANT_UNKNOWN)),
    Kind.COUNT: lambda: fields.COLUMN(columns.NumericColumn("I", default=0)),
    Kind.STORED: fields.STORED,
}


def whoosh_schema() -> fields.Schema:
    """Return the fields of ``index.schema`` as Whoosh's schema."""
    return fields.Schema(**{field.name: _FIELD_TYPES[field.kind]() for field in FIELDS})
