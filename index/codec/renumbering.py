"""What is packed of one segment, as a segment merged of several has it; compiled.

Documents, terms and codes get new numbers. GONE stands for documents that are deleted, and for the terms that
no other has.
"""

import numpy as np

from index.codec.compiled import (
    BYTES,
    NUMBERS,
    PLACES,
    TO_NUMBERS,
    TO_PLACES,
    Bytes,
    Numbers,
    Places,
    compiled,
    i8,
    void,
)
from index.codec.dictionary_merge import GONE
from index.codec.layout import BLOCK
from index.codec.packing import from_sevens, unpack
from index.codec.postings import PACKED, Packed, positions_bit, unpack_codes, unpack_documents

_GONE = np.uint32(GONE)


@compiled(i8(PACKED, NUMBERS, i8, i8, i8, NUMBERS, NUMBERS, TO_NUMBERS, TO_NUMBERS, TO_PLACES))
def tally(
    level: Packed,
    counts: Numbers,
    first: int,
    end: int,
    block: int,
    documents_to: Numbers,
    sizes: Numbers,
    kept: Numbers,
    times: Numbers,
    used: Places,
) -> int:
    """Count what is left without its deleted documents of the terms from ``first`` to ``end`` of a level.

    The first has its first block at ``block``; that of the next is returned. ``counts`` has the postings of
    each term, ``sizes`` the positions of a posting by its code. Written are: the postings that are left of
    each term (``kept``), their positions (``times``), and how many have each code (``used``).
    """
    documents, codes = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    for term in range(first, end):
        for at in range(0, counts[term], BLOCK):
            size = min(BLOCK, counts[term] - at)
            unpack_documents(level, block, size, documents, 0)
            unpack_codes(level, block, size, codes, 0)
            for i in range(size):
                if documents_to[documents[i]] != _GONE:
                    kept[term] += 1
                    times[term] += sizes[codes[i]]
                    used[codes[i]] += 1
            block += 1
    return block


@compiled(
    void(
        PACKED, NUMBERS, i8, i8, i8, NUMBERS, i8, NUMBERS, NUMBERS, NUMBERS,
        TO_PLACES, TO_PLACES, TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_NUMBERS,
    )
)  # fmt: skip
def take_postings(
    level: Packed,
    counts: Numbers,
    first: int,
    end: int,
    block: int,
    terms_to: Numbers,
    first_new: int,
    documents_to: Numbers,
    codes_to: Numbers,
    sizes: Numbers,
    next_posting: Places,
    next_position: Places,
    documents: Numbers,
    codes: Numbers,
    placed: Places,
    positions: Numbers,
) -> None:
    """Take the postings of the terms from ``first`` to ``end``, the first of which has its first block there.

    ``next_posting`` and ``next_position`` have the next place of each new term from ``first_new`` on, and are
    moved. ``placed`` has one place only on a level without positions.
    """
    some, their_codes = np.empty(BLOCK, np.uint32), np.empty(BLOCK, np.uint32)
    for term in range(first, end):
        new = np.int64(terms_to[term]) - first_new
        for at in range(0, counts[term], BLOCK):
            size = min(BLOCK, counts[term] - at)
            unpack_documents(level, block, size, some, 0)
            unpack_codes(level, block, size, their_codes, 0)
            bit = positions_bit(level, block, size)
            width = np.uint64(level.widths[block, 2])
            for i in range(size):
                times = int(sizes[their_codes[i]])
                if documents_to[some[i]] != _GONE:
                    place = next_posting[new]
                    next_posting[new] = place + 1
                    documents[place] = documents_to[some[i]]
                    codes[place] = codes_to[their_codes[i]]
                    if len(placed) > 1:
                        placed[place] = next_position[new]
                        unpack(level.data, bit, width, times, positions, next_position[new])
                        next_position[new] += times
                bit += np.uint64(times) * width
            block += 1


@compiled(void(NUMBERS, NUMBERS, NUMBERS, TO_NUMBERS))
def tally_documents(documents: Numbers, start: Numbers, documents_to: Numbers, kept: Numbers) -> None:
    """Count how many documents are left of each key."""
    for key in range(len(start) - 1):
        for at in range(start[key], start[key + 1]):
            if documents_to[documents[at]] != _GONE:
                kept[key] += 1


@compiled(void(NUMBERS, NUMBERS, NUMBERS, NUMBERS, TO_PLACES, TO_NUMBERS))
def take_documents(
    documents: Numbers,
    start: Numbers,
    documents_to: Numbers,
    keys_to: Numbers,
    next_place: Places,
    out: Numbers,
) -> None:
    """Take the documents of each key; ``next_place`` has the next place of each new key, and is moved."""
    for key in range(len(start) - 1):
        for at in range(start[key], start[key + 1]):
            document = documents_to[documents[at]]
            if document != _GONE:
                out[next_place[keys_to[key]]] = document
                next_place[keys_to[key]] += 1


@compiled(void(BYTES, PLACES, PLACES, TO_NUMBERS))
def take_rows(data: Bytes, places: Places, start: Places, out: Numbers) -> None:
    """Read rows of numbers that begin at some places of the data; row ``r`` goes to ``start[r]`` on."""
    for row in range(len(places)):
        from_sevens(data, places[row], out[start[row] - start[0] : start[row + 1] - start[0]])
