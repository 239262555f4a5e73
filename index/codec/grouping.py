"""From each document's row of words to each word's postings, by counting; compiled.

A row's words are numbers of a vocabulary; ``term_of`` has the term that each is on a level.
"""

import numpy as np

from index.codec.compiled import (
    BYTES_2,
    NUMBERS,
    NUMBERS_2,
    PLACES,
    TO_BYTES_2,
    TO_NUMBERS,
    TO_NUMBERS_2,
    TO_PLACES,
    Bytes,
    Numbers,
    Places,
    compiled,
    i8,
    void,
)
from index.codec.layout import CLASS_BITS

_KEY_BITS = 19
_MOST_TIMES = (1 << _KEY_BITS) - 1
_CLASSES_SHIFT = 3 * _KEY_BITS
_MOST_CLASS = (1 << CLASS_BITS) - 1
_EMPTY = -1
_HASH = np.uint64(0x9E3779B97F4A7C15)


@compiled(void(NUMBERS, TO_PLACES))
def count(numbers: Numbers, counts: Places) -> None:
    """Count how often each number is there."""
    for i in range(len(numbers)):
        counts[numbers[i]] += 1


@compiled(i8(i8, NUMBERS_2, NUMBERS_2, i8, i8))
def _counted(
    key: np.int64, begins: Numbers, ends: Numbers, document: np.int64, position: np.int64
) -> np.int64:
    """Return a key with one more in each field of a document that has the position."""
    for field in range(begins.shape[0]):
        if begins[field, document] <= position < ends[field, document]:
            shift = field * _KEY_BITS
            if (key >> shift) & _MOST_TIMES < _MOST_TIMES:
                key += np.int64(1) << shift
    return key


@compiled(i8(i8, BYTES_2, i8))
def _with_classes(key: np.int64, classes: Bytes, document: np.int64) -> np.int64:
    """Return a key with the class of each text that has any of its frequencies."""
    for field in range(classes.shape[0]):
        if (key >> (field * _KEY_BITS)) & _MOST_TIMES > 0:
            key |= np.int64(classes[field, document]) << (_CLASSES_SHIFT + field * CLASS_BITS)
    return key


@compiled(i8(PLACES, i8))
def _slot(slots: Places, key: np.int64) -> np.int64:
    """Return the slot of an open hash table that has a key, or the empty one where it belongs."""
    mask = len(slots) - 1
    slot = np.int64((np.uint64(key) * _HASH) >> np.uint64(32)) & mask
    while slots[slot] != _EMPTY and slots[slot] != key:
        slot = (slot + 1) & mask
    return slot


@compiled(
    i8(
        NUMBERS, NUMBERS, PLACES, NUMBERS_2, NUMBERS_2, BYTES_2,
        TO_PLACES, TO_NUMBERS, TO_PLACES, TO_PLACES,
    )
)  # fmt: skip
def census(
    tokens: Numbers,
    term_of: Numbers,
    rows: Places,
    begins: Numbers,
    ends: Numbers,
    classes: Bytes,
    slots: Places,
    slot_codes: Numbers,
    distinct: Places,
    used: Places,
) -> int:
    """Count which frequencies and classes by field the postings have; return how many different, or -1.

    Both are one number, a key; -1 stands for too many. ``classes`` has those of each document's texts.
    ``slots`` is an open hash table of a power of two, all -1, with ``slot_codes`` beside it; ``distinct`` and
    ``used`` get each key and how often it is met, and have room for half as many.
    """
    terms = np.int64(0)
    longest = np.int64(0)
    for word in range(len(term_of)):
        terms = max(terms, np.int64(term_of[word]) + 1)
    for document in range(len(rows) - 1):
        longest = max(longest, rows[document + 1] - rows[document])
    keys = np.zeros(terms, np.int64)
    met = np.empty(longest, np.uint32)
    codes = 0
    for document in range(len(rows) - 1):
        size = 0
        for at in range(rows[document], rows[document + 1]):
            term = term_of[tokens[at]]
            if keys[term] == 0:
                met[size] = term
                size += 1
            keys[term] = _counted(keys[term], begins, ends, np.int64(document), np.int64(at - rows[document]))
        for i in range(size):
            key = _with_classes(keys[met[i]], classes, np.int64(document))
            keys[met[i]] = 0
            slot = _slot(slots, key)
            if slots[slot] == _EMPTY:
                if codes == len(distinct):
                    return -1
                slots[slot] = key
                slot_codes[slot] = codes
                distinct[codes] = key
                codes += 1
            used[slot_codes[slot]] += 1
    return codes


@compiled(void(NUMBERS, NUMBERS, PLACES, i8, TO_PLACES, TO_NUMBERS, TO_NUMBERS))
def by_term(
    tokens: Numbers,
    term_of: Numbers,
    rows: Places,
    first: int,
    next_place: Places,
    documents: Numbers,
    positions: Numbers,
) -> None:
    """Sort the tokens of a run of terms by their term: where each stands, by document and position.

    The tokens of document ``d`` are those from ``rows[d]`` to ``rows[d + 1]``. ``next_place`` has the first
    place of each term from ``first`` on, and is used up.
    """
    for document in range(len(rows) - 1):
        for at in range(rows[document], rows[document + 1]):
            term = np.int64(term_of[tokens[at]]) - first
            if 0 <= term < len(next_place):
                place = next_place[term]
                next_place[term] = place + 1
                documents[place] = document
                positions[place] = at - rows[document]


@compiled(
    i8(
        PLACES, NUMBERS, NUMBERS, NUMBERS_2, NUMBERS_2, BYTES_2, PLACES, NUMBERS,
        TO_NUMBERS, TO_NUMBERS, TO_PLACES, TO_NUMBERS,
    )
)  # fmt: skip
def join(
    token_counts: Places,
    documents: Numbers,
    positions: Numbers,
    begins: Numbers,
    ends: Numbers,
    classes: Bytes,
    slots: Places,
    slot_codes: Numbers,
    counts: Numbers,
    joined: Numbers,
    placed: Places,
    codes: Numbers,
) -> int:
    """Join the tokens of a term in one document to a posting, and return how many postings there are.

    ``begins`` and ``ends`` say, by field and document, which positions are in the field. Written are: the
    postings of each term (``counts``), their documents (``joined``), the place of their first position
    (``placed``, one more at the end), and the code of how often the term stands in each field, and of which
    ``classes`` these are, which is in the hash table.
    """
    posting = 0
    at = 0
    for term in range(len(token_counts)):
        end = at + token_counts[term]
        while at < end:
            document = np.int64(documents[at])
            joined[posting] = documents[at]
            placed[posting] = at
            key = np.int64(0)
            while at < end and documents[at] == document:
                key = _counted(key, begins, ends, document, np.int64(positions[at]))
                at += 1
            key = _with_classes(key, classes, document)
            codes[posting] = slot_codes[_slot(slots, key)]
            counts[term] += np.uint32(1)
            posting += 1
    placed[posting] = at
    return posting


@compiled(void(PLACES, TO_NUMBERS_2, TO_BYTES_2))
def split_keys(keys: Places, times: Numbers, classes: Bytes) -> None:
    """Write the frequencies and classes by field that are in each key."""
    for i in range(len(keys)):
        for field in range(times.shape[1]):
            times[i, field] = (keys[i] >> (field * _KEY_BITS)) & _MOST_TIMES
        for field in range(classes.shape[1]):
            classes[i, field] = (keys[i] >> (_CLASSES_SHIFT + field * CLASS_BITS)) & _MOST_CLASS


@compiled(void(NUMBERS_2, BYTES_2, TO_PLACES))
def join_keys(times: Numbers, classes: Bytes, keys: Places) -> None:
    """Write the key of each row of frequencies and classes by field."""
    for i in range(len(times)):
        keys[i] = 0
        for field in range(times.shape[1]):
            keys[i] |= np.int64(times[i, field]) << (field * _KEY_BITS)
        for field in range(classes.shape[1]):
            keys[i] |= np.int64(classes[i, field]) << (_CLASSES_SHIFT + field * CLASS_BITS)
