"""Postings in blocks of 128: how they are written and read; compiled. See docs/decisions/0015."""

from typing import NamedTuple

import numpy as np

from index.codec.compiled import (
    BYTES_2,
    NUMBERS,
    NUMBERS_2,
    PLACES,
    TO_BYTES_2,
    TO_NUMBERS,
    TO_NUMBERS_2,
    Bytes,
    Numbers,
    Places,
    Unsigned,
    compiled,
    i8,
    named_tuple,
    u4,
    u8,
    void,
)
from index.codec.layout import BLOCK
from index.codec.packing import bits, number_at, pack, pack_block, unpack, unpack_block


class Packed(NamedTuple):
    """The arrays of a level that loops read together; see the layout."""

    first: Numbers
    start: Numbers
    widths: Bytes
    data: Numbers
    times_of: Numbers
    lengths: Numbers


PACKED = named_tuple((NUMBERS, NUMBERS, BYTES_2, NUMBERS, NUMBERS_2, NUMBERS_2), Packed)

PADDING = 32
"""Unpacking reads up to so many bytes after a block."""

_1 = np.uint64(1)
_7 = np.uint64(7)
_8 = np.uint64(8)
_WORD = np.uint64(4)


@compiled(i8(NUMBERS, i8, i8))
def _highest(numbers: Numbers, first: int, end: int) -> int:
    highest = 0
    for i in range(first, end):
        highest = max(highest, numbers[i])
    return highest


@compiled(
    void(i8, NUMBERS, NUMBERS, NUMBERS, PLACES, NUMBERS, TO_NUMBERS, TO_NUMBERS, TO_NUMBERS, TO_BYTES_2)
)
def measure(
    offset: int,
    counts: Numbers,
    documents: Numbers,
    codes: Numbers,
    placed: Places,
    positions: Numbers,
    gaps: Numbers,
    first: Numbers,
    start: Numbers,
    widths: Bytes,
) -> None:
    """Work out the blocks of terms: their first documents, widths, places, and the gaps between documents.

    The first block does not begin before the byte ``offset``, and full ones at multiples of four bytes.
    ``counts`` has the postings of each term. The positions of posting ``i`` are those from ``placed[i]`` to
    ``placed[i + 1]``; on a level without, ``placed`` has one place only.
    """
    block = 0
    begin = 0
    size_in_bytes = np.uint64(offset)
    for term in range(len(counts)):
        for at in range(begin, begin + counts[term], BLOCK):
            end = min(at + BLOCK, begin + counts[term])
            first[block] = documents[at]
            if end - at == BLOCK:
                size_in_bytes = (size_in_bytes + _WORD - _1) // _WORD * _WORD
            start[block] = np.uint32(size_in_bytes)
            gaps[at] = 0
            for i in range(at + 1, end):
                gaps[i] = documents[i] - documents[i - 1] - np.uint32(1)
            places = 0
            widths[block, 0] = bits(np.uint64(_highest(gaps, at, end)))
            widths[block, 1] = bits(np.uint64(_highest(codes, at, end)))
            widths[block, 2] = 0
            if len(placed) > 1:
                widths[block, 2] = bits(np.uint64(_highest(positions, placed[at], placed[end])))
                places = placed[end] - placed[at]
            per_posting = np.uint64(widths[block, 0]) + np.uint64(widths[block, 1])
            size = np.uint64(end - at) * per_posting + np.uint64(places) * np.uint64(widths[block, 2])
            size_in_bytes += (size + _7) // _8
            block += 1
        begin += counts[term]
    start[block] = np.uint32(size_in_bytes)


@compiled(void(NUMBERS, NUMBERS, NUMBERS, PLACES, NUMBERS, NUMBERS, BYTES_2, TO_NUMBERS))
def pack_blocks(
    counts: Numbers,
    gaps: Numbers,
    codes: Numbers,
    placed: Places,
    positions: Numbers,
    start: Numbers,
    widths: Bytes,
    words: Numbers,
) -> None:
    """Write the blocks that ``measure`` worked out into words, which are zero."""
    block = 0
    begin = 0
    for term in range(len(counts)):
        for at in range(begin, begin + counts[term], BLOCK):
            end = min(at + BLOCK, begin + counts[term])
            gap_bits, code_bits = np.uint64(widths[block, 0]), np.uint64(widths[block, 1])
            bit = np.uint64(start[block]) * _8
            pack_block(gaps, at, end - at, gap_bits, words, bit)
            bit += np.uint64(end - at) * gap_bits
            pack_block(codes, at, end - at, code_bits, words, bit)
            if len(placed) > 1:
                bit += np.uint64(end - at) * code_bits
                pack(positions, placed[at], placed[end], np.uint64(widths[block, 2]), words, bit)
            block += 1
        begin += counts[term]


@compiled(void(PACKED, i8, i8, TO_NUMBERS, i8), borrows=True)
def unpack_gaps(level: Packed, block: int, count: int, gaps: Numbers, at: int) -> None:
    """Read how many documents are left out before each of a block of ``count`` postings; 0 for the first."""
    bit = np.uint64(level.start[block]) * _8
    unpack_block(level.data, bit, np.uint64(level.widths[block, 0]), count, gaps, at)


@compiled(void(PACKED, i8, i8, TO_NUMBERS, i8), borrows=True)
def unpack_documents(level: Packed, block: int, count: int, documents: Numbers, at: int) -> None:
    """Read the documents of a block of ``count`` postings, into places from ``at`` on."""
    unpack_gaps(level, block, count, documents, at)
    document = level.first[block]
    documents[at] = document
    for i in range(at + 1, at + count):
        document += documents[i] + np.uint32(1)
        documents[i] = document


@compiled(void(PACKED, i8, i8, TO_NUMBERS, i8), borrows=True)
def unpack_codes(level: Packed, block: int, count: int, codes: Numbers, at: int) -> None:
    """Read the codes of a block of ``count`` postings, into places from ``at`` on."""
    bit = np.uint64(level.start[block]) * _8 + np.uint64(count) * np.uint64(level.widths[block, 0])
    unpack_block(level.data, bit, np.uint64(level.widths[block, 1]), count, codes, at)


@compiled(u4(PACKED, i8, i8, i8), borrows=True)
def code_at(level: Packed, block: int, count: int, at: int) -> np.uint32:
    """Return the code of one posting of a block of ``count``."""
    bit = np.uint64(level.start[block]) * _8 + np.uint64(count) * np.uint64(level.widths[block, 0])
    width = np.uint64(level.widths[block, 1])
    return np.uint32(number_at(level.data, bit, width, count, np.uint64(at)))


@compiled(void(PACKED, i8, i8, TO_NUMBERS, TO_NUMBERS))
def unpack_postings(level: Packed, block: int, count: int, documents: Numbers, codes: Numbers) -> None:
    """Read the documents and codes of a term of ``count`` postings, whose first block is ``block``."""
    for at in range(0, count, BLOCK):
        unpack_documents(level, block, min(BLOCK, count - at), documents, at)
        unpack_codes(level, block, min(BLOCK, count - at), codes, at)
        block += 1


@compiled(void(PACKED, i8, i8, TO_NUMBERS))
def count_by_field(level: Packed, block: int, count: int, counts: Numbers) -> None:
    """Count in how many documents each field has a term of ``count`` postings; the counts are zero before."""
    codes = np.empty(BLOCK, np.uint32)
    for at in range(0, count, BLOCK):
        size = min(BLOCK, count - at)
        unpack_codes(level, block, size, codes, 0)
        for i in range(size):
            for field in range(len(counts)):
                counts[field] += np.uint32(level.times_of[codes[i], field] > 0)
        block += 1


@compiled(u8(PACKED, i8, i8), borrows=True)
def positions_bit(level: Packed, block: int, count: int) -> Unsigned:
    """Return the bit of the data at which the positions of a block of ``count`` postings begin."""
    each = np.uint64(level.widths[block, 0]) + np.uint64(level.widths[block, 1])
    return np.uint64(level.start[block]) * _8 + np.uint64(count) * each


@compiled(void(PACKED, i8, i8, PLACES, TO_NUMBERS))
def unpack_positions(level: Packed, block: int, count: int, placed: Places, positions: Numbers) -> None:
    """Read the positions of a term of ``count`` postings; those of posting ``i`` go to ``placed[i]`` on."""
    for at in range(0, count, BLOCK):
        end = min(at + BLOCK, count)
        bit = positions_bit(level, block, end - at)
        size = placed[end] - placed[at]
        unpack(level.data, bit, np.uint64(level.widths[block, 2]), size, positions, placed[at])
        block += 1


@compiled(void(PLACES, PLACES, NUMBERS, NUMBERS_2, TO_NUMBERS_2))
def count_runs(begins: Places, ends: Places, codes: Numbers, times_of: Numbers, by_field: Numbers) -> None:
    """Count, for terms whose postings begin and end there, in how many documents each field has them."""
    for term in range(len(begins)):
        for i in range(begins[term], ends[term]):
            for field in range(times_of.shape[1]):
                by_field[term, field] += np.uint32(times_of[codes[i], field] > 0)
