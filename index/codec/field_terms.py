"""The terms of one field of the schema in one segment, however the segment holds them, as Whoosh asks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from index import schema
from index.codec import layout
from index.codec.arrays_file import Array
from index.codec.compiled import Numbers
from index.codec.dictionary import Dictionary
from index.codec.segment import Facet, KeyIndex, Level, Segment


@dataclass(frozen=True, slots=True)
class FieldPostings:
    """The documents of a term, ascending, its frequency in each, and where it stands, where that is known."""

    documents: list[int]
    frequencies: list[int]
    positions: list[list[int]] | None = None


class FieldTerms(Protocol):
    """Terms in the order of their bytes, by number. Some may be of no document of the field."""

    def __len__(self) -> int:
        """Return how many terms there are."""

    def text(self, number: int) -> bytes:
        """Return a term."""

    def at_least(self, text: bytes) -> int:
        """Return the number of the first term not before a text."""

    def count(self, number: int) -> int:
        """Return in how many documents of the field a term stands."""

    def postings(self, number: int) -> FieldPostings:
        """Return where a term stands."""


class WordTerms:
    """The words of one field of a level."""

    def __init__(self, segment: Segment, level: Level, field: str) -> None:
        self._segment = segment
        self._level = level
        self._column = level.spec.fields.index(field)
        self._begins = level.spec.fields.index(layout.WITHIN.get(field, field))

    def __len__(self) -> int:
        return len(self._level.terms)

    def text(self, number: int) -> bytes:
        """Return a word."""
        return self._level.terms[number]

    def at_least(self, text: bytes) -> int:
        """Return the number of the first word not before a text."""
        return self._level.terms.at_least(text)

    def count(self, number: int) -> int:
        """Return in how many documents the field has a word."""
        return int(self._level.counts_by_field(number)[self._column])

    def postings(self, number: int) -> FieldPostings:
        """Return where a word stands; positions count from the beginning of the field."""
        found = self._level.postings(number)
        times = found.times[:, self._column]
        kept = np.flatnonzero(times)
        documents = found.documents[kept].tolist()
        if self._level.spec.positions:
            placed, positions = self._level.positions(number, found.times)
            rows = [positions[placed[i] : placed[i + 1]].astype(np.int64) for i in kept]
        else:
            term_of = self._segment.sequences.terms[self._level.name]
            rows = [np.flatnonzero(term_of[self._segment.sequences.of(one)] == number) for one in documents]
        own = [self._own(row, one) for row, one in zip(rows, documents, strict=True)]
        return FieldPostings(documents, times[kept].tolist(), own)

    def _own(self, row: Array, document: int) -> list[int]:
        """Return those of a document's positions that are in the field, counted from its beginning."""
        lengths = self._level.packed.lengths[:, document].astype(np.int64)
        first = int(lengths[: self._begins].sum())
        inside = (row >= first) & (row < first + lengths[self._column])
        own: list[int] = (row[inside] - first).tolist()
        return own


class KeyTerms:
    """The keys of a field, none or several in a document."""

    def __init__(self, keys: Dictionary, documents: Callable[[int], Sequence[int]]) -> None:
        self._keys = keys
        self._documents = documents

    @classmethod
    def of_index(cls, index: KeyIndex) -> "KeyTerms":
        """Return the keys of an index of keys."""
        return cls(index.keys, lambda key: index.documents(key).tolist())

    @classmethod
    def of_facet(cls, facet: Facet) -> "KeyTerms":
        """Return the keys of a facet."""

        def documents(key: int) -> list[int]:
            has = np.array([key in group for group in facet.groups()], bool)
            return np.flatnonzero(has[facet.group]).tolist()

        return cls(facet.keys, documents)

    def __len__(self) -> int:
        return len(self._keys)

    def text(self, number: int) -> bytes:
        """Return a key."""
        return self._keys[number]

    def at_least(self, text: bytes) -> int:
        """Return the number of the first key not before a text."""
        return self._keys.at_least(text)

    def count(self, number: int) -> int:
        """Return how many documents have a key."""
        return len(self._documents(number))

    def postings(self, number: int) -> FieldPostings:
        """Return which documents have a key."""
        documents = list(self._documents(number))
        return FieldPostings(documents, [1] * len(documents))


class DayTerms:
    """The days of a column as Whoosh's numeric fields have them: each at several precisions.

    ``encode`` makes a term of a day and of how many of its last bits are left out, ``shifts``.
    """

    def __init__(self, days: Array, shifts: Sequence[int], encode: Callable[[int, int], bytes]) -> None:
        self._days = days
        self._shifts = shifts
        self._encode = encode

    @cached_property
    def _terms(self) -> list[tuple[bytes, int, int]]:
        known = np.unique(self._days[self._days != schema.DAY_UNKNOWN]).tolist()
        terms = {self._encode(day, shift): (shift, day >> shift) for shift in self._shifts for day in known}
        return [(text, *terms[text]) for text in sorted(terms)]

    def __len__(self) -> int:
        return len(self._terms)

    def text(self, number: int) -> bytes:
        """Return a day's term."""
        return self._terms[number][0]

    def at_least(self, text: bytes) -> int:
        """Return the number of the first term not before a text."""
        return sum(term < text for term, _, _ in self._terms)

    def count(self, number: int) -> int:
        """Return how many documents are of the days that a term stands for."""
        return len(self._documents(number))

    def postings(self, number: int) -> FieldPostings:
        """Return which documents are of the days that a term stands for."""
        documents = self._documents(number).tolist()
        return FieldPostings(documents, [1] * len(documents))

    def _documents(self, number: int) -> Numbers:
        _, shift, wanted = self._terms[number]
        found = (self._days != schema.DAY_UNKNOWN) & (self._days.astype(np.int64) >> shift == wanted)
        return np.flatnonzero(found).astype(np.uint32)


def field_terms(
    segment: Segment, field: str, shifts: Sequence[int], encode: Callable[[int, int], bytes]
) -> FieldTerms:
    """Return the terms of a field of the schema; ``shifts`` and ``encode`` are for those of days."""
    if field in layout.WORD_FIELDS:
        level, name = layout.WORD_FIELDS[field]
        return WordTerms(segment, segment.levels[level], name)
    if field in layout.KEYS:
        return KeyTerms.of_index(segment.keys[field])
    if field in layout.FACETS:
        return KeyTerms.of_facet(segment.facets[field])
    return DayTerms(segment.numbers[field], shifts, encode)
