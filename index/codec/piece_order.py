"""Sorts pieces by their letters, in the order of their bytes in UTF-8; compiled."""

import numpy as np

from index.codec.compiled import PLACES, TO_PLACES, Places, b1, compiled, i8, u8, void
from index.codec.cutting import UNITS, Units

SURROGATES = range(0xD800, 0xE000)
"""The units of which two make one letter (Unicode, D71-D74)."""

_FIRST_HALF, _AFTER_HALVES = SURROGATES.start, SURROGATES.stop
_PAST_UNITS = 1 << 16


@compiled(u8(UNITS, i8))
def _rank(letters: Units, at: np.int64) -> np.uint64:
    """Return where a unit comes among others: halves of pairs after all others, as in UTF-8."""
    unit = np.uint64(letters[at])
    if _FIRST_HALF <= unit < _AFTER_HALVES:
        unit += np.uint64(_PAST_UNITS)
    return unit


@compiled(b1(UNITS, PLACES, i8, i8))
def _is_before(letters: Units, starts: Places, one: np.int64, other: np.int64) -> bool:
    at, other_at = starts[one], starts[other]
    length, other_length = starts[one + 1] - at, starts[other + 1] - other_at
    for i in range(min(length, other_length)):
        if letters[at + i] != letters[other_at + i]:
            return bool(_rank(letters, at + i) < _rank(letters, other_at + i))
    return bool(length < other_length)


@compiled(void(UNITS, PLACES, PLACES, TO_PLACES, TO_PLACES))
def sort_pieces(letters: Units, starts: Places, pieces: Places, order: Places, spare: Places) -> None:
    """Sort ``order``, which has places in ``pieces``, by the letters of the pieces there.

    Runs are merged two by two, and each time are twice as long; ``spare`` has room for as many places.
    """
    run = 1
    while run < len(order):
        spare[:] = order
        for begin in range(0, len(order), 2 * run):
            left, middle = begin, min(begin + run, len(order))
            right, end = middle, min(begin + 2 * run, len(order))
            for at in range(begin, end):
                takes_right = left == middle or (
                    right < end and _is_before(letters, starts, pieces[spare[right]], pieces[spare[left]])
                )
                if takes_right:
                    order[at] = spare[right]
                    right += 1
                else:
                    order[at] = spare[left]
                    left += 1
        run *= 2
