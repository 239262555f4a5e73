"""Cuts texts into pieces and numbers those, unit by unit; compiled.

A piece is a folded word; where words cannot be told unit by unit (see ``Kind.CAREFUL``), it is all that
stands between two units that part words, as written, after a zero.
"""

from typing import TypeAlias

import numpy as np
from numba import types
from numpy.typing import NDArray

from index.analysis.units import KIND_SHIFT, Kind
from index.codec.compiled import (
    NUMBERS,
    PLACES,
    TO_PLACES,
    TO_PLACES_2,
    Numbers,
    Places,
    Unsigned,
    b1,
    compiled,
    i8,
    same_type_tuple,
    u8,
    void,
)

Units: TypeAlias = NDArray[np.uint16]
Slots: TypeAlias = NDArray[np.uint64]

UNITS = types.Array(types.uint16, 1, "C", readonly=True)
TO_UNITS = types.uint16[::1]
SLOTS = types.Array(types.uint64, 1, "C", readonly=True)
TO_SLOTS = types.uint64[::1]
_PAIR = same_type_tuple(i8, 2)
_TRIPLE = same_type_tuple(i8, 3)

UNITS_ENCODING = "utf-16-le"
UNIT_BYTES = 2
AS_WRITTEN = 0
"""What a piece begins with that is no folded word; no letter folds to it."""

_PARTS, _LEFT_OUT, _CAREFUL, _POINT, _ARABIC, _, _DIGIT = map(np.uint32, Kind)
_KIND_SHIFT = np.uint32(KIND_SHIFT)
_LETTER = np.uint32((1 << KIND_SHIFT) - 1)
_SEED, _PRIME = np.uint64(0xCBF29CE484222325), np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_ONE = np.uint64(1)


@compiled(u8(UNITS, i8, i8), borrows=True)
def _hash(letters: Units, start: int, end: int) -> Unsigned:
    mixed = _SEED
    for at in range(start, end):
        mixed = (mixed ^ np.uint64(letters[at])) * _PRIME
    mixed *= _MIX
    return mixed ^ (mixed >> _HALF)


@compiled(void(UNITS, PLACES, i8, TO_SLOTS))
def fill(letters: Units, starts: Places, known: int, slots: Slots) -> None:
    """Fill empty slots, of a power of two, with the known pieces.

    A slot has half of a piece's hash, and the piece's number plus one.
    """
    mask = np.uint64(len(slots) - 1)
    for number in range(known):
        mixed = _hash(letters, starts[number], starts[number + 1])
        slot = mixed & mask
        while slots[slot]:
            slot = (slot + _ONE) & mask
        slots[slot] = (mixed >> _HALF) << _HALF | np.uint64(number + 1)


@compiled(b1(UNITS, PLACES, i8, UNITS, i8, i8), borrows=True)
def _is(letters: Units, starts: Places, number: int, units: Units, start: int, length: int) -> bool:
    """Return whether a piece has the letters that stand at a place."""
    same = starts[number]
    # No early way out: the loop must not wait for the letters of a piece that is in no cache.
    difference = starts[number + 1] - same - length
    for at in range(length):
        difference |= np.int64(letters[same + at] ^ units[start + at])
    return bool(difference == 0)


@compiled(i8(UNITS, i8, i8, UNITS, PLACES, SLOTS), borrows=True)
def known_piece(units: Units, start: int, end: int, letters: Units, starts: Places, slots: Slots) -> int:
    """Return the number of the piece that has the letters of a stretch, or -1."""
    mixed = _hash(units, start, end)
    mask = np.uint64(len(slots) - 1)
    slot = mixed & mask
    while slots[slot]:
        if slots[slot] >> _HALF == mixed >> _HALF:
            number = int(slots[slot] & _LOW) - 1
            if _is(letters, starts, number, units, start, end - start):
                return number
        slot = (slot + _ONE) & mask
    return -1


@compiled(i8(u8, SLOTS), borrows=True)
def _of_hash(mixed: Unsigned, slots: Slots) -> int:
    """Return the number of the first piece that has half of a hash, or -1; most have the whole of it."""
    mask = np.uint64(len(slots) - 1)
    slot = mixed & mask
    while slots[slot] and slots[slot] >> _HALF != mixed >> _HALF:
        slot = (slot + _ONE) & mask
    return int(slots[slot] & _LOW) - 1


@compiled(i8(UNITS, i8, i8, u8, TO_UNITS, TO_PLACES, i8, TO_SLOTS), borrows=True)
def _number(
    units: Units,
    start: int,
    length: int,
    mixed: Unsigned,
    letters: Units,
    starts: Places,
    known: int,
    slots: Slots,
) -> int:
    """Return the number of the piece that has some letters and their hash; ``known`` if it is new."""
    mask = np.uint64(len(slots) - 1)
    slot = mixed & mask
    while slots[slot]:
        if slots[slot] >> _HALF == mixed >> _HALF:
            number = int(slots[slot] & _LOW) - 1
            if _is(letters, starts, number, units, start, length):
                return number
        slot = (slot + _ONE) & mask
    slots[slot] = (mixed >> _HALF) << _HALF | np.uint64(known + 1)
    for at in range(length):
        letters[starts[known] + at] = units[start + at]
    starts[known + 1] = starts[known] + length
    return known


@compiled(i8(UNITS, i8, TO_UNITS, TO_PLACES, TO_SLOTS))
def find(word: Units, known: int, letters: Units, starts: Places, slots: Slots) -> int:
    """Return the number of a word as a piece; ``known`` if it is new. There must be room for it."""
    return _number(word, 0, len(word), _hash(word, 0, len(word)), letters, starts, known, slots)


@compiled(_PAIR(UNITS, i8, i8, NUMBERS))
def _stretch(units: Units, begin: int, end: int, table: Numbers) -> tuple[int, int]:
    """Return where the next unit that parts words is, and 1 if those before it must be kept as written."""
    careful = 0
    after_digit = after_point = False
    for at in range(begin, end):
        kind = table[units[at]] >> _KIND_SHIFT
        if kind == _PARTS:
            return at, careful
        if kind == _LEFT_OUT:
            continue
        if kind == _CAREFUL or (kind == _DIGIT and after_point):
            careful = 1
        after_point = kind == _POINT and after_digit
        after_digit = kind == _DIGIT
    return end, careful


@compiled(_PAIR(UNITS, i8, i8, NUMBERS, TO_UNITS, i8))
def _write_word(
    units: Units, at: int, end: int, table: Numbers, letters: Units, place: int
) -> tuple[int, int]:
    """Write the letters of the next word; return where it ends, and how many they are."""
    length = 0
    script = False
    while at < end:
        entry = table[units[at]]
        kind = entry >> _KIND_SHIFT
        if kind >= _ARABIC:
            if length and (kind == _ARABIC) != script:
                break
            script = kind == _ARABIC
            letters[place + length] = np.uint16(entry & _LETTER)
            length += 1
        elif kind == _POINT and length:
            break
        at += 1
    return at, length


@compiled(_PAIR(UNITS, i8, i8, TO_UNITS, i8))
def _write_as_written(units: Units, at: int, end: int, letters: Units, place: int) -> tuple[int, int]:
    letters[place] = AS_WRITTEN
    letters[place + 1 : place + 1 + end - at] = units[at:end]
    return end, end - at + 1


@compiled(i8(UNITS, i8, i8, NUMBERS, TO_UNITS, TO_PLACES))
def _spell_out(units: Units, at: int, stop: int, table: Numbers, spelt: Units, bounds: Places) -> int:
    """Write the letters of the pieces of a text, and where each begins and ends; return how many they are."""
    size = 0
    while at < stop:
        end, careful = _stretch(units, at, stop, table)
        while at < end:
            if careful:
                at, length = _write_as_written(units, at, end, spelt, bounds[size])
            else:
                at, length = _write_word(units, at, end, table, spelt, bounds[size])
            bounds[size + 1] = bounds[size] + length
            size += length > 0
        at = end + 1
    return size


@compiled(
    i8(
        UNITS, PLACES, NUMBERS, i8, TO_UNITS, TO_PLACES, TO_SLOTS,
        TO_UNITS, TO_PLACES, TO_SLOTS, TO_PLACES, TO_PLACES,
    )
)  # fmt: skip
def cut(
    units: Units,
    ends: Places,
    table: Numbers,
    known: int,
    letters: Units,
    starts: Places,
    slots: Slots,
    spelt: Units,
    spelt_bounds: Places,
    hashes: Slots,
    pieces: Places,
    bounds: Places,
) -> int:
    """Write the numbers of the pieces of texts, and where each text's begin; return how many are known now.

    ``units`` has the texts, ``ends`` where each ends. The letters of piece ``p`` are those from ``starts[p]``
    to ``starts[p + 1]``. There must be room for one new piece, and two new letters, for each unit; in
    ``spelt``, ``spelt_bounds`` and ``hashes``, which are used up, for those of the longest text.
    """
    at = taken = 0
    for text in range(len(ends)):
        size = _spell_out(units, at, ends[text], table, spelt, spelt_bounds)
        # Short loops, so that what is in no cache is fetched for several pieces at once.
        for piece in range(size):
            hashes[piece] = _hash(spelt, spelt_bounds[piece], spelt_bounds[piece + 1])
        for piece in range(size):
            pieces[taken + piece] = _of_hash(hashes[piece], slots)
        for piece in range(size):
            number = pieces[taken + piece]
            start = spelt_bounds[piece]
            length = spelt_bounds[piece + 1] - start
            if number < 0 or not _is(letters, starts, number, spelt, start, length):
                number = _number(spelt, start, length, hashes[piece], letters, starts, known, slots)
                known = max(known, number + 1)
                pieces[taken + piece] = number
        taken += size
        at = ends[text]
        bounds[text + 1] = taken
    return known


@compiled(void(UNITS, PLACES, PLACES, TO_UNITS))
def write_pieces(letters: Units, starts: Places, pieces: Places, to: Units) -> None:
    """Write the letters of some pieces, one after the other."""
    written = 0
    for piece in pieces:
        for at in range(starts[piece], starts[piece + 1]):
            to[written] = letters[at]
            written += 1


@compiled(_TRIPLE(UNITS, i8, i8, NUMBERS))
def _find_word(units: Units, at: int, end: int, table: Numbers) -> tuple[int, int, int]:
    """Return the first and the last letter of the next word, -1 if there is none, and what follows the word.

    Between the last letter and what follows are only units that are left out.
    """
    first = last = -1
    script = False
    while at < end:
        kind = table[units[at]] >> _KIND_SHIFT
        if kind >= _ARABIC:
            if first >= 0 and (kind == _ARABIC) != script:
                break
            script = kind == _ARABIC
            first = at if first < 0 else first
            last = at
        elif kind == _POINT and first >= 0:
            break
        at += 1
    return first, last, at


@compiled(_PAIR(UNITS, NUMBERS, TO_PLACES_2))
def find_words(units: Units, table: Numbers, places: Places) -> tuple[int, int]:
    """Write where the words of a text are; return how many rows were written, and of how many stretches.

    A row has a word's first letter, its last, and what follows it; or, where words cannot be told unit by
    unit, the stretch that has them: its start, -1, and its end.
    """
    at = written = stretches = 0
    while at < len(units):
        end, careful = _stretch(units, at, len(units), table)
        if careful:
            places[written, 0], places[written, 1], places[written, 2] = at, -1, end
            written += 1
            stretches += 1
            at = end
        while at < end:
            first, last, at = _find_word(units, at, end, table)
            if first >= 0:
                places[written, 0], places[written, 1], places[written, 2] = first, last, at
                written += 1
        at = end + 1
    return written, stretches
