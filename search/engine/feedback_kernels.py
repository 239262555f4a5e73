"""The loops of feedback, compiled: the kin of documents, and how close documents are to the first ones."""

import numpy as np
from numba import types

from index.codec.compiled import (
    BYTES,
    FLOATS,
    NUMBERS,
    PLACES,
    TO_FLOATS,
    TO_NUMBERS,
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

_FREE = np.uint32(0xFFFFFFFF)
_FEWEST = 3
"""Kin of fewer documents than these tell of nothing but themselves."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)

_WEIGHED = types.Tuple((TO_NUMBERS, TO_FLOATS))  # type: ignore[no-untyped-call]


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


@compiled(i8(TO_NUMBERS, u4), borrows=True)
def _slot(slots: Numbers, kin: np.uint32) -> int:
    """Return the place of kin in a hash table, or the free one that they would take."""
    last = np.int64(len(slots) - 1)
    at = np.int64((np.uint64(kin) * _MIX) >> _HALF) & last
    while slots[at] != _FREE and slots[at] != kin:
        at = (at + 1) & last
    return int(at)


@compiled(TO_NUMBERS(i8))
def _free(count: int) -> Numbers:
    """Return a hash table for so many kin, all of it free."""
    size = 4
    while size < 2 * count:
        size *= 2
    return np.full(size, _FREE, np.uint32)


@compiled(_WEIGHED(NUMBERS, PLACES, FLOATS, NUMBERS, FLOATS, i8))
def _telling(
    kin: Numbers, start: Places, idf: Floats, documents: Numbers, shares: Floats, most: int
) -> tuple[Numbers, Floats]:
    """Return the kin that tell most of the first rows, and what each weighs."""
    slots = _free(start[len(shares)])
    weights = np.zeros(len(slots))
    for row in range(len(shares)):
        share = shares[row] / (start[row + 1] - start[row])
        for one in kin[start[row] : start[row + 1]]:
            if documents[one] >= _FEWEST:
                at = _slot(slots, one)
                slots[at] = one
                weights[at] += share * idf[one]
    taken = weights > 0.0
    found, own = slots[taken], weights[taken]
    if len(own) > most:
        at = len(own) - most
        telling = own >= np.partition(own, at)[at]
        found, own = found[telling], own[telling]
    return found, own


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
    telling, weights = _telling(kin, start, idf, documents, shares, most)
    slots = _free(4 * len(telling))
    number_at = np.empty(len(slots), np.int64)
    for number in range(len(telling)):
        at = _slot(slots, telling[number])
        slots[at] = telling[number]
        number_at[at] = number
    close = np.zeros(len(start) - 1)
    times = np.empty(len(telling))
    for row in range(len(close)):
        times[:] = 0.0
        for one in kin[start[row] : start[row + 1]]:
            at = _slot(slots, one)
            if slots[at] == one:
                times[number_at[at]] += 1.0
        bound = flat + steep * (start[row + 1] - start[row])
        for number in range(len(telling)):
            share = times[number] / (times[number] + bound)
            close[row] += weights[number] * idf[telling[number]] * share
    return close
