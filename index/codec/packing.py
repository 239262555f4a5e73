"""Numbers in as few bits as they need, and in bytes of seven bits; compiled."""

import numpy as np

from index.codec.compiled import (
    BYTES,
    NUMBERS,
    PLACES,
    TO_BYTES,
    TO_NUMBERS,
    TO_PLACES,
    Bytes,
    Numbers,
    Places,
    Unsigned,
    compiled,
    i8,
    u8,
    void,
)

_1 = np.uint64(1)
_5 = np.uint64(5)
_7 = np.uint64(7)
_31 = np.uint64(31)
_32 = np.uint64(32)
_SEVEN_BITS = np.uint64(127)
_GOES_ON = np.uint64(128)


@compiled(u8(u8))
def bits(number: Unsigned) -> Unsigned:
    """Return how many bits a number needs; none for 0."""
    width = np.uint64(0)
    while number > np.uint64(0):
        number >>= _1
        width += _1
    return width


@compiled(void(NUMBERS, i8, i8, u8, TO_NUMBERS, u8))
def pack(numbers: Numbers, first: int, end: int, width: Unsigned, words: Numbers, bit: Unsigned) -> None:
    """Write some of the numbers, each into ``width`` bits, from a bit of the words on, which are zero."""
    for i in range(first, end):
        at = bit >> _5
        both = np.uint64(numbers[i]) << (bit & _31)
        words[at] |= np.uint32(both & np.uint64(0xFFFFFFFF))
        if both >> _32:
            words[at + _1] |= np.uint32(both >> _32)
        bit += width


@compiled(void(NUMBERS, u8, u8, i8, TO_NUMBERS, i8))
def unpack(words: Numbers, bit: Unsigned, width: Unsigned, count: int, out: Numbers, first: int) -> None:
    """Read ``count`` numbers of ``width`` bits, from a bit of the words on, into places from ``first`` on."""
    mask = (_1 << width) - _1
    for i in range(first, first + count):
        at = bit >> _5
        both = np.uint64(words[at]) | (np.uint64(words[at + _1]) << _32)
        out[i] = np.uint32((both >> (bit & _31)) & mask)
        bit += width


@compiled(i8(NUMBERS, NUMBERS, PLACES, TO_BYTES, TO_PLACES))
def rows_to_sevens(words: Numbers, number_of: Numbers, start: Places, out: Bytes, starts: Places) -> int:
    """Write rows of words in bytes of seven bits (LEB128), and return how many bytes; a word takes at most 5.

    Row ``r`` has the words from ``start[r]`` to ``start[r + 1]``, each written as its number; ``starts`` gets
    the byte at which it begins.
    """
    place = 0
    for row in range(len(start) - 1):
        starts[row] = place
        for at in range(start[row], start[row + 1]):
            number = np.uint64(number_of[words[at]])
            while number >= _GOES_ON:
                out[place] = np.uint8((number & _SEVEN_BITS) | _GOES_ON)
                number >>= _7
                place += 1
            out[place] = np.uint8(number)
            place += 1
    return place


@compiled(void(BYTES, i8, TO_NUMBERS))
def from_sevens(data: Bytes, place: int, out: Numbers) -> None:
    """Read as many numbers as ``out`` holds, from a byte of the data on."""
    for i in range(len(out)):
        number = np.uint64(0)
        shift = np.uint64(0)
        byte = np.uint64(data[place])
        while byte >= _GOES_ON:
            number |= (byte & _SEVEN_BITS) << shift
            shift += _7
            place += 1
            byte = np.uint64(data[place])
        out[i] = np.uint32(number | (byte << shift))
        place += 1
