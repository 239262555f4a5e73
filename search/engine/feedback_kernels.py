"""The loops of feedback, compiled: the kin of documents, and how close documents are to the first ones."""

import numpy as np

from index.codec.compiled import (
    BYTES,
    FLOATS,
    NUMBERS,
    PLACES,
    TO_FLOATS,
    TO_NUMBERS,
    TO_PLACES,
    Bytes,
    Floats,
    Numbers,
    Places,
    compiled,
    f8,
    i8,
    u4,
    void,
)
from index.codec.packing import from_sevens

_FREE = np.int64(-1)
_FEWEST = 3
"""Kin of fewer documents than these tell of nothing but themselves."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


@compiled(void(BYTES, PLACES, NUMBERS, NUMBERS, PLACES, PLACES, TO_NUMBERS))
def kin_rows(
    data: Bytes,
    begins: Places,
    term_of: Numbers,
    number_of: Numbers,
    rows: Places,
    start: Places,
    kin: Numbers,
) -> None:
    """Write the kin of the words of some documents of a part into their rows.

    The sequence of the document of row ``rows[i]`` begins at the byte ``begins[i]``; row ``r`` goes from
    ``start[r]`` to ``start[r + 1]``.
    """
    for i in range(len(rows)):
        own = kin[start[rows[i]] : start[rows[i] + 1]]
        from_sevens(data, begins[i], own)
        for place in range(len(own)):
            own[place] = number_of[term_of[own[place]]]


@compiled(i8(TO_PLACES, u4))
def _slot(slots: Places, kin: np.uint32) -> int:
    """Return the place of kin in a hash table, or the free one that they would take."""
    last = np.int64(len(slots) - 1)
    at = np.int64((np.uint64(kin) * _MIX) >> _HALF) & last
    while slots[at] != _FREE and slots[at] != np.int64(kin):
        at = (at + 1) & last
    return int(at)


@compiled(void(NUMBERS, PLACES, FLOATS, NUMBERS, FLOATS, i8, TO_PLACES, TO_FLOATS))
def _weigh(
    kin: Numbers,
    start: Places,
    idf: Floats,
    documents: Numbers,
    shares: Floats,
    most: int,
    slots: Places,
    weights: Floats,
) -> None:
    """Put the kin of the first rows into a free hash table, with what the ``most`` telling ones weigh."""
    for row in range(len(shares)):
        for place in range(start[row], start[row + 1]):
            at = _slot(slots, kin[place])
            slots[at] = kin[place]
            if documents[kin[place]] >= _FEWEST:
                weights[at] += shares[row] * idf[kin[place]] / (start[row + 1] - start[row])
    telling = weights[weights > 0.0]
    if len(telling) > most:
        at = len(telling) - most
        weights[weights < np.partition(telling, at)[at]] = 0.0


@compiled(TO_FLOATS(NUMBERS, PLACES, FLOATS, NUMBERS, FLOATS, i8, f8, f8))
def closeness(
    kin: Numbers,
    start: Places,
    idf: Floats,
    documents: Numbers,
    shares: Floats,
    most: int,
    flat: float,
    steep: float,
) -> Floats:
    """Return for each row how much it has of the kin that tell of the first rows, each by its share.

    Kin weigh their part of the words of these rows times their inverse document frequency. The ``most`` that
    weigh most count, and all that weigh as much as the last of them: each by BM25.
    """
    size = 4
    while size < 2 * start[len(shares)]:
        size *= 2
    slots, weights = np.full(size, _FREE), np.zeros(size)
    _weigh(kin, start, idf, documents, shares, most, slots, weights)
    close = np.zeros(len(start) - 1)
    times = np.zeros(size)
    for row in range(len(close)):
        own = kin[start[row] : start[row + 1]]
        for one in own:
            times[_slot(slots, one)] += 1.0
        bound = flat + steep * len(own)
        for one in own:
            at = _slot(slots, one)
            if weights[at] > 0.0 and times[at] > 0.0:
                close[row] += weights[at] * idf[one] * times[at] / (times[at] + bound)
            times[at] = 0.0
    return close
