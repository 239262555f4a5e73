"""What the characters of a text are to the rules that end its sentences and cut its passages."""

from functools import cache, lru_cache

import numpy as np
import regex

from index.codec.compiled import Bytes, Truths
from index.codec.cutting import UNITS_ENCODING
from search.passage_places import Kind

_PATTERNS = {
    Kind.ENDING: r"[\n.!?؟…۔]",
    Kind.CLOSING: r"""["'»”’)\]]""",
    Kind.SPACE: r"\s",
    Kind.JOINING: r"[\p{Grapheme_Extend}\p{M}\u200d]",
    Kind.LETTER: r"\p{L}",
    Kind.MARK: r"\p{M}",
    Kind.WORD: r"\w",
    Kind.STOP: r"\.",
}
_GRAPHEME = regex.compile(r"\X")
_UNITS = 1 << 16
_RARE = 4_096
"""How many characters beyond the first 65,536 stay known."""


def kinds_of(text: str) -> Bytes:
    """Return the Kind of each character of a text."""
    units = np.frombuffer(text.encode(UNITS_ENCODING), np.uint16)
    if len(units) == len(text):
        return _kinds().take(units)
    return np.array([_kind(character) for character in text], np.uint8)


@cache
def _kinds() -> Bytes:
    """Return the Kind of each of the first 65,536 characters."""
    every = "".join(map(chr, range(_UNITS)))
    found = np.zeros(_UNITS, np.uint8)
    for kind, pattern in _PATTERNS.items():
        for run in regex.finditer(f"{pattern}+", every):
            found[run.start() : run.end()] |= np.uint8(kind)
    return found


@lru_cache(_RARE)
def _kind(character: str) -> int:
    return sum(kind for kind, pattern in _PATTERNS.items() if regex.match(pattern, character))


def grapheme_borders(text: str) -> Truths:
    """Return of each character whether a grapheme (UAX 29) begins with it."""
    begins = np.zeros(len(text), np.bool_)
    begins[[match.start() for match in _GRAPHEME.finditer(text)]] = True
    return begins
