"""A segment as it is read: its levels, sequences, columns, keys and stored articles, all mapped."""

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np
import zstandard
from numpy.typing import NDArray

from index.codec import layout, packing, postings
from index.codec.arrays_file import Array, ArraysFile
from index.codec.compiled import NUMBERS, Bytes, Numbers, Places, compiled, i8, same_type_tuple
from index.codec.dictionary import Dictionary
from index.codec.layout import BLOCK, LevelSpec
from index.codec.postings import Packed

SEGMENT = "segment"


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of one term: documents, ascending, and the frequency in each field of the level."""

    documents: Numbers
    times: Numbers


class Level:
    """One level of a segment: the terms, and where each stands."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.name = name
        self.spec: LevelSpec = layout.LEVELS[name]
        self.terms = Dictionary(arrays, f"{name}.terms")
        self._last: Bytes = arrays[f"{name}.terms.last"]
        self.packed = Packed(
            first=arrays[f"{name}.blocks.first"],
            start=arrays[f"{name}.blocks.start"],
            widths=arrays[f"{name}.blocks.widths"],
            data=arrays[f"{name}.data"].view("<u4"),
            times_of=arrays[f"{name}.codes"],
            lengths=arrays["lengths"][layout.length_rows(self.spec)],
        )
        self.classes_of: Bytes = arrays[f"{name}.codes.class"]
        """The classes of lengths by field that a code stands for."""
        self.long: Numbers = arrays[f"{name}.long.term"]
        """The terms of more than one block, ascending; the rows of the next arrays."""
        self.long_counts: Numbers = arrays[f"{name}.long.documents"]
        self.long_block: Numbers = arrays[f"{name}.long.block"]

    def find(self, term: str) -> int | None:
        """Return the number of a term, or None."""
        return self.terms.find(term.encode())

    def place(self, term: int) -> tuple[int, int]:
        """Return the first block of a term, and in how many documents it stands."""
        row = self._long_row(term)
        before = int(self.long_block[row])
        is_long = row < len(self.long) and self.long[row] == term
        blocks = int(self.long_block[row + 1]) - before if is_long else 1
        return term - row + before, (blocks - 1) * BLOCK + int(self._last[term]) + 1

    def counts(self) -> Numbers:
        """Return in how many documents each term stands."""
        counts = self._last.astype(np.uint32) + np.uint32(1)
        counts[self.long] += (np.diff(self.long_block) - np.uint32(1)) * np.uint32(BLOCK)
        return counts

    def counts_by_field(self, term: int) -> Numbers:
        """Return in how many documents a term stands in each field."""
        block, count = self.place(term)
        if count > BLOCK:
            of_long: Numbers = self.long_counts[self._long_row(term)]
            return of_long
        counts = np.zeros(len(self.spec.fields), np.uint32)
        postings.count_by_field(self.packed, block, count, counts)
        return counts

    def _long_row(self, term: int) -> int:
        """Return the row of a term in the arrays of such of more than one block, or where it would be."""
        # A number of another type would have the whole array made over.
        return int(self.long.searchsorted(np.uint32(term)))

    def unpacked(self, term: int) -> tuple[Numbers, Numbers]:
        """Return the documents of a term, ascending, and the code of each."""
        block, count = self.place(term)
        documents, codes = np.empty(count, np.uint32), np.empty(count, np.uint32)
        postings.unpack_postings(self.packed, block, count, documents, codes)
        return documents, codes

    def postings(self, term: int) -> Postings:
        """Return the postings of a term."""
        documents, codes = self.unpacked(term)
        return Postings(documents, self.packed.times_of[codes])

    def positions(self, term: int, times: Numbers) -> tuple[Places, Numbers]:
        """Return the positions of a term whose ``times`` by field are known, and where each posting's begin.

        Those of posting ``i`` are the positions from ``placed[i]`` to ``placed[i + 1]``. The level must have
        positions.
        """
        columns = [self.spec.fields.index(field) for field in self.spec.placed]
        placed = np.zeros(len(times) + 1, np.int64)
        np.cumsum(times[:, columns].sum(axis=1), out=placed[1:])
        positions = np.empty(int(placed[-1]), np.uint32)
        block, _ = self.place(term)
        postings.unpack_positions(self.packed, block, len(times), placed, positions)
        return placed, positions


class Sequences:
    """Each document's words in their order, the title's first, as numbers of terms."""

    def __init__(self, arrays: Mapping[str, Array], row_lengths: Numbers) -> None:
        self.data: Bytes = arrays["words.data"]
        self.start: Array = arrays["words.start"]
        """Where the sequence of each document begins, in bytes."""
        self.lengths = row_lengths
        """How many words the sequence of each document has."""
        self.terms: Mapping[str, Numbers] = {
            name: arrays[f"words.{name}"] for name in (layout.N, *layout.STEMMED_LEVELS)
        }
        """By level, the term that each number stands for."""

    def of(self, document: int) -> Numbers:
        """Return the words of a document as numbers by frequency; ``terms`` says what they stand for."""
        numbers = np.empty(int(self.lengths[document]), np.uint32)
        packing.from_sevens(self.data, int(self.start[document]), numbers)
        return numbers


class Facet:
    """The keys of one field in every document; documents with the same keys are of one group."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.keys = Dictionary(arrays, f"{name}.keys")
        self.group: Numbers = arrays[f"{name}.group"]
        self._key: Numbers = arrays[f"{name}.groups.key"]
        self._start: Numbers = arrays[f"{name}.groups.start"]

    def groups(self) -> list[tuple[int, ...]]:
        """Return the numbers of the keys of each group, in their order."""
        return [
            tuple(self._key[begin:end].tolist())
            for begin, end in zip(self._start[:-1].tolist(), self._start[1:].tolist(), strict=True)
        ]


class KeyIndex:
    """Which documents have a key."""

    def __init__(self, arrays: Mapping[str, Array], name: str) -> None:
        self.keys = Dictionary(arrays, f"{name}.keys")
        self.all: Numbers = arrays[f"{name}.documents"]
        """The documents of all keys, key after key."""
        self.start: Numbers = arrays[f"{name}.documents.start"]

    def documents(self, key: int) -> Numbers:
        """Return the documents that have a key, by its number, ascending."""
        found: Numbers = self.all[self.start[key] : self.start[key + 1]]
        return found

    def find(self, text: str) -> list[int]:
        """Return the documents that have a key, ascending."""
        number = self.keys.find(text.encode())
        return [] if number is None else self.documents(number).tolist()


class _OfThread(threading.local):
    """A decompressor for each thread: to make one takes as long as to use it."""

    def __init__(self) -> None:
        self.decompressor = zstandard.ZstdDecompressor()


_of_thread = _OfThread()


def _decompress(block: bytes | memoryview) -> bytes:
    return _of_thread.decompressor.decompress(block)


@compiled(same_type_tuple(i8, 2)(NUMBERS, NUMBERS, i8))
def _stored_place(first: Numbers, size: Numbers, document: int) -> tuple[int, int]:
    """Return the block that has a document, and where in it the document begins."""
    block = int(np.searchsorted(first, np.uint32(document), "right")) - 1
    begin = 0
    for before in range(first[block], document):
        begin += size[before]
    return block, begin


class StoredBlocks:
    """The articles as they were encoded, in compressed blocks."""

    def __init__(self, arrays: Mapping[str, Array]) -> None:
        self._data = memoryview(arrays["stored.data"].data)
        self._block: NDArray[np.uint64] = arrays["stored.block"]
        self._first: Numbers = arrays["stored.first"]
        self._size: Numbers = arrays["stored.size"]

    def __getitem__(self, document: int) -> bytes:
        """Return an article's bytes."""
        block, begin = _stored_place(self._first, self._size, document)
        return self._unpacked(block)[begin : begin + int(self._size[document])]

    def __iter__(self) -> Iterator[bytes]:
        for documents, block in self.blocks():
            yield from self.unpacked(block, self._size[documents.start : documents.stop].tolist())

    def blocks(self) -> Iterator[tuple[range, bytes]]:
        """Yield the documents of each block, and the block as it is compressed."""
        ends = [*self._first[1:].tolist(), len(self._size)]
        for block, end in enumerate(ends):
            yield range(int(self._first[block]), end), bytes(self._compressed(block))

    def unpacked(self, block: bytes, sizes: Iterable[int]) -> Iterator[bytes]:
        """Yield the articles of a block, which have these sizes."""
        whole = _decompress(block)
        for begin, end in pairwise(accumulate(sizes, initial=0)):
            yield whole[begin:end]

    def sizes(self) -> Numbers:
        """Return the bytes of each article."""
        return self._size

    def _compressed(self, block: int) -> memoryview:
        return self._data[int(self._block[block]) : int(self._block[block + 1])]

    def _unpacked(self, block: int) -> bytes:
        return _decompress(self._compressed(block))


class Segment:
    """One segment, mapped; several threads may read it. Opening raises as ArraysFile does."""

    def __init__(self, path: Path) -> None:
        self.arrays = ArraysFile(path)
        self.name = path.name
        arrays = self.arrays
        self.levels = {name: Level(arrays, name) for name in layout.LEVELS}
        self.lengths: Mapping[str, Numbers] = dict(zip(layout.LENGTHS, arrays["lengths"], strict=True))
        """The length in words of each document, by field."""
        self.numbers: Mapping[str, Array] = {name: arrays[name] for name in layout.NUMBERS}
        """The typed columns: day, last day and instant of each document."""
        self.facets = {name: Facet(arrays, name) for name in layout.FACETS}
        self.keys = {name: KeyIndex(arrays, name) for name in layout.KEYS}
        self.stored = StoredBlocks(arrays)

    @property
    def documents(self) -> int:
        """How many documents it has, the deleted ones included."""
        return len(self.lengths[layout.TITLE])

    @cached_property
    def sequences(self) -> Sequences:
        """Each document's row of words."""
        rows = sum(self.lengths[field] for field in layout.LEVELS[layout.N].placed)
        return Sequences(self.arrays, np.asarray(rows, np.uint32))
