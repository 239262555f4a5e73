"""The rules of folding and cutting as one array, for a loop that goes through a text unit by unit."""

import re
from enum import IntEnum
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.analysis.folding import ALEF_MAKSURA, FOLDINGS, HAMZA_MARKS, LETTER

_WORD_LETTER = re.compile(r"[^\W_]")
KIND_SHIFT = 16
_UNITS = 1 << 16
_USUAL = (
    range(0x250),
    range(0x600, 0x780),
    range(0x2000, 0x2070),
    range(0xFB50, 0xFE00),
    range(0xFE70, 0xFF00),
)
"""What nearly all Arabic text is written in; to ask about every other unit would take long."""


class Kind(IntEnum):
    """What a UTF-16 unit of a text does to the words around it."""

    PARTS = 0
    """It parts words, and nothing on one side of it matters to the other."""
    LEFT_OUT = 1
    CAREFUL = 2
    """What it comes to depends on its neighbours, or is more than one letter."""
    POINT = 3
    """It parts words, but not always the digits of a number."""
    ARABIC = 4
    """A letter, as are the kinds after it; a word is Arabic or has none of these letters."""
    OTHER = 5
    DIGIT = 6


@cache
def table() -> NDArray[np.uint32]:
    """Return for each unit its Kind, above the lowest 16 bits, and in those the letter that it folds to."""
    entries = np.full(_UNITS, Kind.CAREFUL << KIND_SHIFT, np.uint32)
    for block in _USUAL:
        entries[block.start : block.stop] = [_entry(code) for code in block]
    return entries


@cache
def place_table() -> NDArray[np.uint32]:
    """Return ``table`` for finding words without folding them, where a neighbour only changes the letter."""
    entries = table().copy()
    for code in (code for block in _USUAL for code in block):
        if chr(code) in HAMZA_MARKS:
            entries[code] = Kind.LEFT_OUT << KIND_SHIFT
        elif FOLDINGS[code] == ALEF_MAKSURA:
            entries[code] = Kind.ARABIC << KIND_SHIFT
    return entries


def _entry(code: int) -> int:
    kind = _kind(code)
    letter = ord(FOLDINGS[code]) if kind >= Kind.ARABIC else 0
    return kind << KIND_SHIFT | letter


def _kind(code: int) -> Kind:
    folded = FOLDINGS[code]
    if chr(code) in HAMZA_MARKS or ALEF_MAKSURA in folded:
        return Kind.CAREFUL
    if not folded:
        return Kind.LEFT_OUT
    if folded in {".", ","}:
        return Kind.POINT
    if not _WORD_LETTER.search(folded) and not LETTER.search(folded):
        return Kind.PARTS
    if len(folded) > 1 or ord(folded) >= _UNITS:
        return Kind.CAREFUL
    if LETTER.match(folded):
        return Kind.ARABIC
    return Kind.DIGIT if folded in "0123456789" else Kind.OTHER
