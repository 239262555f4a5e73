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
    same_type_tuple,
    void,
)
from index.codec.layout import CLASS_BITS, MOST_FIELDS

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


@compiled(same_type_tuple(i8, 2)(NUMBERS_2, NUMBERS_2, i8, i8))
def _step(
    begins: Numbers, ends: Numbers, document: np.int64, position: np.int64
) -> tuple[np.int64, np.int64]:
    """Return what a word at a position adds to a key, and up to which position the next ones add the same."""
    step, until = np.int64(0), np.int64(1) << 40
    for field in range(begins.shape[1]):
        begin, end = np.int64(begins[document, field]), np.int64(ends[document, field])
        if position < begin:
            until = min(until, begin)
        elif position < end:
            step += np.int64(1) << (field * _KEY_BITS)
            until = min(until, end)
    return step, until


@compiled(i8(i8, i8, i8))
def _plus(key: np.int64, step: np.int64, position: np.int64) -> np.int64:
    """Return a key with one more in the fields of a step, no more in a field than a key has room for."""
    if position < _MOST_TIMES:  # so many words before it have filled no field
        return key + step
    for field in range(MOST_FIELDS):
        one = np.int64(1) << (field * _KEY_BITS)
        if step & one and (key >> (field * _KEY_BITS)) & _MOST_TIMES < _MOST_TIMES:
            key += one
    return key


@compiled(i8(i8, BYTES_2, i8))
def _with_classes(key: np.int64, classes: Bytes, document: np.int64) -> np.int64:
    """Return a key with the class of each text that has any of its frequencies."""
    for field in range(classes.shape[1]):
        if (key >> (field * _KEY_BITS)) & _MOST_TIMES > 0:
            key |= np.int64(classes[document, field]) << (_CLASSES_SHIFT + field * CLASS_BITS)
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
        step = until = np.int64(0)
        for at in range(rows[document], rows[document + 1]):
            term = term_of[tokens[at]]
            position = np.int64(at - rows[document])
            if position >= until:
                step, until = _step(begins, ends, np.int64(document), position)
            if keys[term] == 0:
                met[size] = term
                size += 1
            keys[term] = _plus(keys[term], step, position)
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
        PLACES, TO_NUMBERS, NUMBERS, NUMBERS_2, NUMBERS_2, BYTES_2, PLACES, NUMBERS,
        TO_NUMBERS, TO_PLACES, TO_NUMBERS,
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
    placed: Places,
    codes: Numbers,
) -> int:
    """Join the tokens of a term in one document to a posting, and return how many postings there are.

    ``begins`` and ``ends`` say, by document and field, which positions are in the field. Written are: the
    postings of each term (``counts``), their ``documents`` in the place of those of the tokens, where their
    positions begin (``placed``, one more at the end; it has one place only where nobody asks for positions),
    and the code, which is in the hash table, of how often the term stands in each field, and of which
    ``classes`` these are. Without positions, the codes may take their place.
    """
    has_places = len(placed) > 1
    posting = 0
    at = 0
    for term in range(len(token_counts)):
        end = at + token_counts[term]
        while at < end:
            document = np.int64(documents[at])
            documents[posting] = documents[at]
            if has_places:
                placed[posting] = at
            key = step = until = np.int64(0)
            while at < end and documents[at] == document:
                position = np.int64(positions[at])
                if position >= until:
                    step, until = _step(begins, ends, document, position)
                key = _plus(key, step, position)
                at += 1
            key = _with_classes(key, classes, document)
            codes[posting] = slot_codes[_slot(slots, key)]
            counts[term] += np.uint32(1)
            posting += 1
    placed[posting if has_places else 0] = at
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
