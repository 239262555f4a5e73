"""Numbers in as few bits as they need, in a row or four abreast, and in bytes of seven bits; compiled.

*Abreast* a block of 128 numbers lies in four lanes, number ``i`` in lane ``i % 4``: the first words of all
lanes, then the second ones, so that a processor unpacks four numbers in the time of one. See Lemire and
Boytsov, Decoding billions of integers per second through vectorization (2015): SIMD-BP128.
"""

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
from index.codec.layout import BLOCK

_ROWS = BLOCK // 4
"""How many numbers a lane has: as many as a word has bits, so that each lane takes whole words."""
_0 = np.uint64(0)
_1 = np.uint64(1)
_2 = np.uint64(2)
_3 = np.uint64(3)
_4 = np.uint64(4)
_5 = np.uint64(5)
_7 = np.uint64(7)
_31 = np.uint64(31)
_32 = np.uint64(32)
_ONE = np.uint32(1)
_SEVEN_BITS = np.uint64(127)
_GOES_ON = np.uint64(128)


@compiled(u8(u8), borrows=True)
def bits(number: Unsigned) -> Unsigned:
    """Return how many bits a number needs; none for 0."""
    width = np.uint64(0)
    while number > np.uint64(0):
        number >>= _1
        width += _1
    return width


@compiled(void(u8, u8, u8, TO_NUMBERS, u8), borrows=True)
def _put(number: Unsigned, bit: Unsigned, step: Unsigned, words: Numbers, word: Unsigned) -> None:
    """Write a number from a bit of a word on; what does not fit goes to the word ``step`` further."""
    both = number << bit
    words[word] |= np.uint32(both & np.uint64(0xFFFFFFFF))
    if both >> _32:
        words[word + step] |= np.uint32(both >> _32)


@compiled(void(NUMBERS, i8, i8, u8, TO_NUMBERS, u8), borrows=True)
def pack(numbers: Numbers, first: int, end: int, width: Unsigned, words: Numbers, bit: Unsigned) -> None:
    """Write some of the numbers, each into ``width`` bits, from a bit of the words on, which are zero."""
    for i in range(first, end):
        _put(np.uint64(numbers[i]), bit & _31, _1, words, bit >> _5)
        bit += width


@compiled(void(NUMBERS, u8, u8, i8, TO_NUMBERS, i8), borrows=True)
def unpack(words: Numbers, bit: Unsigned, width: Unsigned, count: int, out: Numbers, first: int) -> None:
    """Read ``count`` numbers of ``width`` bits, from a bit of the words on, into places from ``first`` on."""
    mask = (_1 << width) - _1
    for i in range(first, first + count):
        at = bit >> _5
        both = np.uint64(words[at]) | (np.uint64(words[at + _1]) << _32)
        out[i] = np.uint32((both >> (bit & _31)) & mask)
        bit += width


@compiled(void(NUMBERS, i8, u8, TO_NUMBERS, u8), borrows=True)
def _pack_abreast(numbers: Numbers, first: int, width: Unsigned, words: Numbers, word: Unsigned) -> None:
    """Write a full block of numbers, from a word on."""
    for i in range(BLOCK):
        bit = np.uint64(i // 4) * width
        lane = word + (bit >> _5) * _4 + np.uint64(i % 4)
        _put(np.uint64(numbers[first + i]), bit & _31, _4, words, lane)


@compiled(void(NUMBERS, u8, u8, TO_NUMBERS, u8), borrows=True)
def _unpack_abreast(words: Numbers, word: Unsigned, width: Unsigned, out: Numbers, first: Unsigned) -> None:
    """Read a full block of numbers of ``width`` bits, from a word on."""
    mask = np.uint32((_1 << width) - _1)
    bit = np.uint64(0)
    # Spelt out lane by lane, all read before any is written: so the compiler makes one step of four.
    for _ in range(_ROWS):
        at = word + (bit >> _5) * _4
        low = np.uint32(bit & _31)
        high = np.uint32(31) - low
        a, b, c, d = words[at], words[at + _1], words[at + _2], words[at + _3]
        at += _4
        e, f, g, h = words[at], words[at + _1], words[at + _2], words[at + _3]
        a = ((a >> low) | ((e << _ONE) << high)) & mask
        b = ((b >> low) | ((f << _ONE) << high)) & mask
        c = ((c >> low) | ((g << _ONE) << high)) & mask
        d = ((d >> low) | ((h << _ONE) << high)) & mask
        out[first], out[first + _1], out[first + _2], out[first + _3] = a, b, c, d
        first += _4
        bit += width


@compiled(void(NUMBERS, i8, i8, u8, TO_NUMBERS, u8), borrows=True)
def pack_block(
    numbers: Numbers, first: int, count: int, width: Unsigned, words: Numbers, bit: Unsigned
) -> None:
    """Write a block of ``count`` numbers of ``width`` bits, from a bit of the words on, which are zero.

    A full block lies abreast, from the beginning of a word on; the numbers of a shorter one lie in a row.
    """
    if count == BLOCK:
        _pack_abreast(numbers, first, width, words, bit >> _5)
    else:
        pack(numbers, first, first + count, width, words, bit)


@compiled(void(NUMBERS, u8, u8, i8, TO_NUMBERS, i8), borrows=True)
def unpack_block(
    words: Numbers, bit: Unsigned, width: Unsigned, count: int, out: Numbers, first: int
) -> None:
    """Read a block of ``count`` numbers, as ``pack_block`` wrote them, into places from ``first`` on.

    Up to eight words after the block's first are read besides its own.
    """
    if count == BLOCK:
        _unpack_abreast(words, bit >> _5, width, out, np.uint64(first))
    else:
        unpack(words, bit, width, count, out, first)


@compiled(u8(NUMBERS, u8, u8, i8, u8), borrows=True)
def number_at(words: Numbers, bit: Unsigned, width: Unsigned, count: int, i: Unsigned) -> Unsigned:
    """Return one of the numbers of a block, as ``pack_block`` wrote them."""
    abreast = _2 if count == BLOCK else _0
    lanes = _1 << abreast
    place = (bit & _31) + (i >> abreast) * width
    at = (bit >> _5) + ((place >> _5) << abreast) + (i & (lanes - _1))
    both = np.uint64(words[at]) | (np.uint64(words[at + lanes]) << _32)
    return np.uint64((both >> (place & _31)) & ((_1 << width) - _1))


@compiled(i8(NUMBERS, NUMBERS, PLACES, TO_BYTES, TO_PLACES), borrows=True)
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


@compiled(void(BYTES, i8, TO_NUMBERS), borrows=True)
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
