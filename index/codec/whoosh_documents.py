"""The documents of a segment as Whoosh's readers ask for them: columns, lengths, what is stored."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from whoosh import columns
from whoosh.codec import base

from index import schema
from index.codec import layout
from index.codec.arrays_file import Array
from index.codec.segment import Facet
from index.snapshot import Part


class SegmentDocuments(base.PerDocumentReader):  # type: ignore[misc]
    """The documents of one part of a snapshot."""

    def __init__(self, part: Part) -> None:
        self._segment = part.segment
        deleted = part.deleted
        self._deleted = frozenset() if deleted is None else frozenset(np.flatnonzero(deleted).tolist())

    def doc_count_all(self) -> int:
        """Return how many documents there are, the deleted ones included."""
        return self._segment.documents

    def doc_count(self) -> int:
        """Return how many documents are not deleted."""
        return self._segment.documents - len(self._deleted)

    def has_deletions(self) -> bool:
        """Say whether any document is deleted."""
        return bool(self._deleted)

    def is_deleted(self, docnum: int) -> bool:
        """Say whether a document is deleted; Whoosh asks beyond the last one too."""
        return docnum in self._deleted

    def deleted_docs(self) -> Iterator[int]:
        """Return the deleted documents."""
        return iter(sorted(self._deleted))

    def supports_columns(self) -> bool:
        """Say that there are columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Say whether a field has a column."""
        return fieldname in {*layout.NUMBERS, *layout.FACETS, *layout.LENGTH_FIELDS}

    def column_reader(self, fieldname: str, column: Any) -> "ValuesColumn":  # noqa: ARG002
        """Return a field's column."""
        segment = self._segment
        if fieldname in layout.FACETS:
            facet = segment.facets[fieldname]
            return ValuesColumn(segment.documents, _joined_keys(facet))
        values: Array = (
            segment.lengths[layout.LENGTH_FIELDS[fieldname]]
            if fieldname in layout.LENGTH_FIELDS
            else segment.numbers[fieldname]
        )
        return ValuesColumn(segment.documents, lambda docnum: int(values[docnum]))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return how many words a field of a document has, or the default for a field without words."""
        if fieldname not in layout.WORD_FIELDS:
            return default
        return int(self._lengths(fieldname)[docnum])

    def field_length(self, fieldname: str) -> int:
        """Return how many words a field has in all documents."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """Return how many words the shortest field has."""
        return int(self._lengths(fieldname).min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """Return how many words the longest field has."""
        return int(self._lengths(fieldname).max(initial=0))

    def stored_fields(self, docnum: int) -> dict[str, bytes]:
        """Return the stored article."""
        return {schema.ARTICLE: self._segment.stored[docnum]}

    def _lengths(self, fieldname: str) -> Array:
        _, field = layout.WORD_FIELDS[fieldname]
        return self._segment.lengths[field]


class ValuesColumn(columns.ColumnReader):  # type: ignore[misc]
    """A column by a function from a document's number to its value."""

    def __init__(self, count: int, value: Callable[[int], Any]) -> None:
        self._doccount = count
        self._value = value

    def __getitem__(self, docnum: int) -> Any:
        return self._value(docnum)


def _joined_keys(facet: Facet) -> Callable[[int], bytes]:
    texts, groups = facet.keys.texts(), facet.groups()
    joined = [schema.KEY_SEPARATOR.join(texts[key] for key in group).encode() for group in groups]
    return lambda docnum: joined[facet.group[docnum]]
