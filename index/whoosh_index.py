"""An archive as Whoosh knows indexes: our fields in its schema, a snapshot behind its readers."""

from array import array
from collections.abc import Sequence
from typing import Any, NoReturn

from whoosh import columns, fields, formats, index, reading

from index.codec.whoosh_codec import NotWrittenByWhoosh, PartSegment
from index.schema import DAY_UNKNOWN, FIELDS, INSTANT_UNKNOWN, Kind
from index.snapshot import Snapshot

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


class ArchiveIndex(index.Index):  # type: ignore[misc]
    """A snapshot as an index of Whoosh's, for its own searcher and whoever knows it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.schema = whoosh_schema()
        self._snapshot = snapshot

    def is_empty(self) -> bool:
        """Say whether there is no document."""
        return not self._snapshot.documents

    def reader(self, reuse: reading.IndexReader | None = None) -> reading.IndexReader:  # noqa: ARG002
        """Return an ordinary reader of Whoosh's."""
        readers = [
            reading.SegmentReader(None, self.schema, PartSegment(part, self.schema))
            for part in self._snapshot.parts
        ]
        if not readers:
            return reading.EmptyReader(self.schema)
        return readers[0] if len(readers) == 1 else reading.MultiReader(readers)

    def writer(self, **_: Any) -> NoReturn:
        """Refuse: raise NotWrittenByWhoosh."""
        raise NotWrittenByWhoosh
