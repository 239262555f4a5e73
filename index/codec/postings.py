"""Postings in blocks of 128: how they are written and read; compiled. See docs/decisions/0015."""

from typing import NamedTuple

import numpy as np
from numba import types

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
from index.codec.packing import bits, pack, unpack


class Packed(NamedTuple):
    """The arrays of a level that loops read together; see the layout."""

    first: Numbers
    start: Numbers
    widths: Bytes
    data: Numbers
    times_of: Numbers
    lengths: Numbers


PACKED = named_tuple((NUMBERS, NUMBERS, BYTES_2, NUMBERS, NUMBERS_2, NUMBERS_2), Packed)

_PLACED = types.Tuple((i8, types.uint32))  # type: ignore[no-untyped-call]
_1 = np.uint64(1)
_5 = np.uint64(5)
_7 = np.uint64(7)
_8 = np.uint64(8)
_31 = np.uint64(31)
_32 = np.uint64(32)


@compiled(i8(NUMBERS, i8, i8))
def _highest(numbers: Numbers, first: int, end: int) -> int:
    highest = 0
    for i in range(first, end):
        highest = max(highest, numbers[i])
    return highest


@compiled(void(NUMBERS, NUMBERS, NUMBERS, PLACES, NUMBERS, TO_NUMBERS, TO_NUMBERS, TO_NUMBERS, TO_BYTES_2))
def measure(
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

    ``counts`` has the postings of each term. The positions of posting ``i`` are those from ``placed[i]`` to
    ``placed[i + 1]``; on a level without, ``placed`` has one place only.
    """
    block = 0
    begin = 0
    size_in_bytes = np.uint64(0)
    for term in range(len(counts)):
        for at in range(begin, begin + counts[term], BLOCK):
            end = min(at + BLOCK, begin + counts[term])
            first[block] = documents[at]
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
            pack(gaps, at, end, gap_bits, words, bit)
            bit += np.uint64(end - at) * gap_bits
            pack(codes, at, end, code_bits, words, bit)
            if len(placed) > 1:
                bit += np.uint64(end - at) * code_bits
                pack(positions, placed[at], placed[end], np.uint64(widths[block, 2]), words, bit)
            block += 1
        begin += counts[term]


@compiled(void(PACKED, i8, i8, TO_NUMBERS, i8))
def unpack_documents(level: Packed, block: int, count: int, documents: Numbers, at: int) -> None:
    """Read the documents of a block of ``count`` postings, into places from ``at`` on."""
    words = level.data
    bit = np.uint64(level.start[block]) * _8
    width = np.uint64(level.widths[block, 0])
    mask = (_1 << width) - _1
    document = np.uint64(level.first[block])
    documents[at] = np.uint32(document)
    # As packing.unpack does it, but adding up in the same pass: most of a question's time goes by here.
    for i in range(at + 1, at + count):
        bit += width
        word = bit >> _5
        both = np.uint64(words[word]) | (np.uint64(words[word + _1]) << _32)
        document += ((both >> (bit & _31)) & mask) + _1
        documents[i] = np.uint32(document)


@compiled(_PLACED(PACKED, i8, i8, i8, u4, u4))
def go_to(
    level: Packed, block: int, count: int, at: int, document: np.uint32, wanted: np.uint32
) -> tuple[int, np.uint32]:
    """Return the first posting from ``at`` on, whose document is given, that is not before a wanted document.

    With it comes its document; the last of the block's ``count`` postings where all are before.
    """
    words = level.data
    width = np.uint64(level.widths[block, 0])
    mask = (_1 << width) - _1
    bit = np.uint64(level.start[block]) * _8 + np.uint64(at) * width
    reached = np.uint64(document)
    while reached < wanted and at + 1 < count:
        bit += width
        word = bit >> _5
        both = np.uint64(words[word]) | (np.uint64(words[word + _1]) << _32)
        reached += ((both >> (bit & _31)) & mask) + _1
        at += 1
    return at, np.uint32(reached)


@compiled(void(PACKED, i8, i8, i8, i8, TO_NUMBERS, i8))
def unpack_some_codes(
    level: Packed, block: int, count: int, first: int, end: int, codes: Numbers, at: int
) -> None:
    """Read the codes from one posting to another of a block of ``count``, into places from ``at`` on."""
    gap_bits, code_bits = np.uint64(level.widths[block, 0]), np.uint64(level.widths[block, 1])
    bit = np.uint64(level.start[block]) * _8 + np.uint64(count) * gap_bits + np.uint64(first) * code_bits
    unpack(level.data, bit, code_bits, end - first, codes, at)


@compiled(void(PACKED, i8, i8, TO_NUMBERS, i8))
def unpack_codes(level: Packed, block: int, count: int, codes: Numbers, at: int) -> None:
    """Read the codes of a block of ``count`` postings, into places from ``at`` on."""
    unpack_some_codes(level, block, count, 0, count, codes, at)


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


@compiled(u8(PACKED, i8, i8))
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
