"""One generation as it is read: its segments, what is deleted in each, its documents numbered through."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.codec.arrays_file import ArraysFile, NotArrays
from index.codec.segment import Segment
from index.generations import Generation, IndexDamaged
from index.lexicon.lexicon import Lexicon, NoLexicon
from index.manifest import SegmentEntry

MASK = "deleted"
"""The kind of file, and its one array, that says which documents of a segment are deleted."""


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a generation: the number of its first document, and which of its documents are deleted."""

    segment: Segment
    offset: int
    deleted: NDArray[np.bool_] | None

    @property
    def numbers(self) -> range:
        """The numbers of its documents in the generation."""
        return range(self.offset, self.offset + self.segment.documents)


class Snapshot:
    """The documents of a generation. They never change; several threads may read them."""

    def __init__(self, parts: Sequence[Part], lexicon: Lexicon) -> None:
        self.parts = tuple(parts)
        self.lexicon = lexicon
        self.documents = sum(part.segment.documents for part in parts)
        """How many documents there are, the deleted ones included."""
        self._offsets = [part.offset for part in parts]

    @cached_property
    def alive(self) -> NDArray[np.bool_]:
        """Which documents are not deleted."""
        alive = np.ones(self.documents, bool)
        for part in self.parts:
            if part.deleted is not None:
                alive[part.numbers.start : part.numbers.stop] = ~part.deleted
        return alive

    def part(self, number: int) -> int:
        """Return which of the parts has a document."""
        return bisect_right(self._offsets, number) - 1

    def place(self, number: int) -> tuple[Segment, int]:
        """Return the segment of a document, and its number there."""
        part = self.parts[self.part(number)]
        return part.segment, number - part.offset

    def stored(self, number: int) -> bytes:
        """Return the bytes of a stored article."""
        segment, document = self.place(number)
        return segment.stored[document]

    def with_key(self, field: str, text: str) -> Iterator[int]:
        """Yield the documents, not deleted, that have a key in a field."""
        for part in self.parts:
            for document in part.segment.keys[field].find(text):
                if part.deleted is None or not part.deleted[document]:
                    yield part.offset + document


def open_snapshot(generation: Generation) -> Snapshot:
    """Map the segments of a generation; raise IndexDamaged where a file is not what the manifest says.

    Names, sizes and headers are checked, and every byte of what says which documents are deleted.
    """
    entries = generation.manifest.segments
    offsets = accumulate((entry.documents for entry in entries), initial=0)
    return Snapshot(
        [_part(generation, entry, offset) for entry, offset in zip(entries, offsets, strict=False)],
        _lexicon(generation.path / generation.manifest.lexicon),
    )


def _lexicon(path: Path) -> Lexicon:
    try:
        return Lexicon.open(path)
    except FileNotFoundError as error:
        raise IndexDamaged(path, "it is missing") from error
    except NoLexicon as error:
        raise IndexDamaged(path, error.what) from error


def _part(generation: Generation, entry: SegmentEntry, offset: int) -> Part:
    path = generation.path / entry.file
    try:
        segment = Segment(path)
        deleted = None
        if entry.mask:
            path = generation.path / entry.mask
            deleted = _deleted(path, entry)
    except FileNotFoundError as error:
        raise IndexDamaged(path, "it is missing") from error
    except (NotArrays, KeyError) as error:
        raise IndexDamaged(path, str(error)) from error
    if segment.documents != entry.documents:
        raise IndexDamaged(path, f"it has {segment.documents} documents instead of {entry.documents}")
    return Part(segment, offset, deleted)


def _deleted(path: Path, entry: SegmentEntry) -> NDArray[np.bool_]:
    mask = ArraysFile(path)
    mask.check()
    return np.unpackbits(mask[MASK], count=entry.documents).astype(bool)
