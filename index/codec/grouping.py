"""From each document's row of words to each word's postings, by counting; compiled."""

import numpy as np

from index.codec.compiled import (
    NUMBERS,
    NUMBERS_2,
    PLACES,
    TO_NUMBERS,
    TO_NUMBERS_2,
    TO_PLACES,
    Numbers,
    Places,
    compiled,
    i8,
    void,
)

_KEY_BITS = 21
_MOST_TIMES = (1 << _KEY_BITS) - 1
_EMPTY = -1
_HASH = np.uint64(0x9E3779B97F4A7C15)


@compiled(void(NUMBERS, PLACES, TO_PLACES, TO_NUMBERS, TO_NUMBERS))
def by_term(
    tokens: Numbers, rows: Places, next_place: Places, documents: Numbers, positions: Numbers
) -> None:
    """Sort tokens by their term: where each stands, in the order of documents and positions.

    The tokens of document ``d`` are those from ``rows[d]`` to ``rows[d + 1]``. ``next_place`` has the first
    place of each term, and is used up.
    """
    for document in range(len(rows) - 1):
        for at in range(rows[document], rows[document + 1]):
            place = next_place[tokens[at]]
            next_place[tokens[at]] = place + 1
            documents[place] = document
            positions[place] = at - rows[document]


@compiled(i8(NUMBERS, NUMBERS, NUMBERS, NUMBERS_2, NUMBERS_2, TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_PLACES))
def join(
    token_counts: Numbers,
    documents: Numbers,
    positions: Numbers,
    begins: Numbers,
    ends: Numbers,
    counts: Numbers,
    joined: Numbers,
    placed: Places,
    keys: Places,
) -> int:
    """Join the tokens of a term in one document to a posting, and return how many postings there are.

    ``begins`` and ``ends`` say, by field and document, which positions are in the field. Written are: the
    postings of each term (``counts``), their documents (``joined``), the place of their first position
    (``placed``, one more at the end), and how often the term stands in each field, as one number (``keys``).
    """
    posting = -1
    at = 0
    for term in range(len(token_counts)):
        previous = np.int64(-1)
        for place in range(at, at + token_counts[term]):
            document = np.int64(documents[place])
            if document != previous:
                posting += 1
                counts[term] += np.uint32(1)
                joined[posting] = documents[place]
                placed[posting] = place
                keys[posting] = 0
                previous = document
            for field in range(begins.shape[0]):
                if begins[field, document] <= positions[place] < ends[field, document]:
                    shift = field * _KEY_BITS
                    if (keys[posting] >> shift) & _MOST_TIMES < _MOST_TIMES:
                        keys[posting] += np.int64(1) << shift
        at += token_counts[term]
    placed[posting + 1] = at
    return posting + 1


@compiled(void(PLACES, TO_NUMBERS_2))
def split_keys(keys: Places, times: Numbers) -> None:
    """Write the frequencies by field that are in each key."""
    for i in range(len(keys)):
        for field in range(times.shape[1]):
            times[i, field] = (keys[i] >> (field * _KEY_BITS)) & _MOST_TIMES


@compiled(i8(PLACES, TO_PLACES, TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_PLACES))
def number_keys(
    keys: Places, slots: Places, slot_codes: Numbers, codes: Numbers, distinct: Places, used: Places
) -> int:
    """Give each distinct key a number as it is met; return how many there are, or -1 for too many.

    ``slots`` is an open hash table of a power of two, all -1, with ``slot_codes`` beside it; ``distinct`` and
    ``used`` get each key and how often it is met, and have room for half as many.
    """
    count = 0
    mask = len(slots) - 1
    for i in range(len(keys)):
        slot = np.int64((np.uint64(keys[i]) * _HASH) >> np.uint64(32)) & mask
        while slots[slot] != _EMPTY and slots[slot] != keys[i]:
            slot = (slot + 1) & mask
        if slots[slot] == _EMPTY:
            if count == len(distinct):
                return -1
            slots[slot] = keys[i]
            slot_codes[slot] = count
            distinct[count] = keys[i]
            count += 1
        codes[i] = slot_codes[slot]
        used[codes[i]] += 1
    return count
