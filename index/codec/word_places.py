"""Where the words of a text stand: the quick way of ``analysis.Tokens``."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from index.analysis import Tokens, word_end
from index.analysis.units import place_table
from index.codec.compiled import Places
from index.codec.cutting import UNITS_ENCODING, find_words

_STRETCHES = 4_096
"""How many stretches of text stay known that are cut with care: numbers with a point, ligatures."""


class WordPlaces:
    """The places of the words of a text, in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        units = np.frombuffer(text.encode(UNITS_ENCODING), np.uint16)
        if len(units) == len(text):
            places = np.empty((len(units), 3), np.int64)
            size, careful = find_words(units, place_table(), places)
            self._places = _spelt(text, places[:size]) if careful else places[:size]
        else:
            self._places = _of_tokens(text)

    def __len__(self) -> int:
        return len(self._places)

    def spans(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Return where words start in the text, and where they end, past their last mark."""
        places = self._places.take(np.array(numbers, np.int64), axis=0).tolist()
        return [(start, word_end(self._text, last, following)) for start, last, following in places]


def _of_tokens(text: str) -> Places:
    """Return of each word its first letter, its last, and what follows it and its marks."""
    tokens = Tokens(text)
    places = [(tokens.start(n), *tokens.last_and_next(n)) for n in range(len(tokens))]
    return np.array(places, np.int64).reshape(-1, 3)


_of_stretch = lru_cache(_STRETCHES)(_of_tokens)


def _spelt(text: str, places: Places) -> Places:
    """Put, for each stretch that must be cut with care, the places of its words."""
    careful = np.flatnonzero(places[:, 1] < 0).tolist()
    stretches = [(at, *places[at, ::2].tolist()) for at in careful]
    words = [(at, _of_stretch(text[start:end]) + start) for at, start, end in stretches]
    if all(len(found) == 1 for _, found in words):
        places[careful] = np.concatenate([found for _, found in words])
        return places
    parts, done = [], 0
    for at, found in words:
        parts += [places[done:at], found]
        done = at + 1
    return np.concatenate([*parts, places[done:]])
