"""Where the sentences of a text are, found character by character; compiled.

The quick way of ``sentences.ENDS`` and ``sentences.trimmed``, for texts without characters beyond the first
65,536.
"""

from enum import IntFlag
from functools import cache

import numpy as np
import regex

from index.codec.compiled import BYTES, TO_PLACES_2, Bytes, Places, b1, compiled, i8
from index.codec.cutting import UNITS, Units


class Kind(IntFlag):
    """What a character is to the rule that ends sentences."""

    ENDING = 1
    CLOSING = 2
    SPACE = 4
    JOINING = 8
    LETTER = 16
    MARK = 32
    WORD = 64


_PATTERNS = {
    Kind.ENDING: r"[\n.!?؟…۔]",
    Kind.CLOSING: r"""["'»”’)\]]""",
    Kind.SPACE: r"\s",
    Kind.JOINING: r"[\p{Grapheme_Extend}\p{M}\u200d]",
    Kind.LETTER: r"\p{L}",
    Kind.MARK: r"\p{M}",
    Kind.WORD: r"\w",
}
_ENDING, _CLOSING, _SPACE, _JOINING, _LETTER, _MARK, _WORD = map(np.uint8, Kind)
_BREAK, _STOP = np.uint16(ord("\n")), np.uint16(ord("."))
_UNITS = 1 << 16


@cache
def kinds() -> Bytes:
    """Return the Kind of each unit of UTF-16."""
    every = "".join(map(chr, range(_UNITS)))
    found = np.zeros(_UNITS, np.uint8)
    for kind, pattern in _PATTERNS.items():
        for run in regex.finditer(f"{pattern}+", every):
            found[run.start() : run.end()] |= np.uint8(kind)
    return found


@compiled(b1(UNITS, BYTES, i8))
def _is_space(units: Units, kind: Bytes, at: int) -> bool:
    """Return whether there is white space that carries no mark."""
    if not kind[units[at]] & _SPACE:
        return False
    return at + 1 == len(units) or not kind[units[at + 1]] & _JOINING


@compiled(b1(UNITS, BYTES, i8))
def _follows_initial(units: Units, kind: Bytes, at: int) -> bool:
    """Return whether a letter by itself, with its marks, stands before a place."""
    at -= 1
    while at >= 0 and kind[units[at]] & _MARK:
        at -= 1
    if at < 0 or not kind[units[at]] & _LETTER:
        return False
    return at == 0 or not kind[units[at - 1]] & _WORD


@compiled(i8(UNITS, BYTES, i8))
def _after_end(units: Units, kind: Bytes, at: int) -> int:
    """Return what follows the end of a sentence that is at a place, white space passed; -1 where none is."""
    if units[at] == _BREAK:
        while at < len(units) and units[at] == _BREAK:
            at += 1
        return at
    if units[at] == _STOP and _follows_initial(units, kind, at):
        return -1
    while at < len(units) and kind[units[at]] & _ENDING and units[at] != _BREAK:
        at += 1
    while at < len(units) and kind[units[at]] & _CLOSING:
        at += 1
    end = at
    while at < len(units) and _is_space(units, kind, at):
        at += 1
    return at if at > end else -1


@compiled(i8(UNITS, BYTES, TO_PLACES_2))
def find_sentences(units: Units, kind: Bytes, places: Places) -> int:
    """Write where the sentences of a text start and end, and return how many there are."""
    start = at = written = 0
    while start < len(units):
        end = -1
        while at < len(units) and end < 0:
            if kind[units[at]] & _ENDING:
                end = _after_end(units, kind, at)
            at += 1
        end = at = len(units) if end < 0 else end
        first, last = start, end
        while first < last and _is_space(units, kind, first):
            first += 1
        while last > first and _is_space(units, kind, last - 1):
            last -= 1
        if first < last:
            places[written, 0], places[written, 1] = first, last
            written += 1
        start = end
    return written
