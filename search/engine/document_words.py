"""The words of a field of a document, told by the index: nothing is cut or stemmed anew."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.codec.compiled import NUMBERS, PLACES_2, TO_PLACES_2, Numbers, Places, compiled
from index.codec.layout import D, E, N
from index.codec.segment import Segment
from index.codec.word_places import WordPlaces
from index.generations import IndexDamaged
from search.engine.terms import Terms
from search.words import Standing


class DocumentWords:
    """The words of a text of a part by their ``numbers``, of which ``text`` is what was indexed.

    Raises IndexDamaged where it has another number of words.
    """

    def __init__(self, terms: Terms, place: int, segment: Segment, numbers: Numbers, text: str) -> None:
        self._terms = terms
        self._place = place
        self._segment = segment
        self._numbers = numbers
        self._text = text

    def written(self, words: Sequence[str]) -> Standing:
        """Return where folded words stand."""
        return self._standing(N, tuple(words))

    def stemmed(self, stems: Sequence[str]) -> Standing:
        """Return where the words with some stems stand."""
        return self._standing(E, tuple(stems))

    def akin(self, kin: Sequence[str]) -> Standing:
        """Return where words of some kin stand."""
        return self._standing(D, tuple(kin))

    def beginning(self, letters: Sequence[str]) -> Standing:
        """Return where the words stand that begin with folded letters, by the first that they begin with."""
        terms = self._segment.levels[N].terms
        ranges = [terms.beginning_with(one.encode()) for one in letters]
        return self._within(N, np.array([(one.start, one.stop) for one in ranges], np.int64))

    def spans(self, rows: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Return where rows of words, each given by its first and last, start and end in the text."""
        return self._places.spans(rows) if rows else ()

    def _standing(self, level: str, texts: tuple[str, ...]) -> Standing:
        return self._within(level, self._terms.numbers(level, texts, self._place))

    def _within(self, level: str, ranges: Places) -> Standing:
        """Return where words stand whose terms are of some ranges."""
        if not len(ranges):
            return ()
        found: Standing = _within(self._segment.sequences.terms[level], self._numbers, ranges).tolist()
        return found

    @cached_property
    def _places(self) -> WordPlaces:
        places = WordPlaces(self._text)
        if len(places) != len(self._numbers):
            raise IndexDamaged(
                self._segment.arrays.path,
                f"a text of {len(places)} words has {len(self._numbers)} in the index",
            )
        return places


@compiled(TO_PLACES_2(NUMBERS, NUMBERS, PLACES_2))
def _within(term_of: Numbers, numbers: Numbers, ranges: Places) -> Places:
    """Return the places of a document's words whose terms are within some ranges, and within which first.

    ``numbers`` is a stretch of the document's sequence; ``term_of`` says which term a number stands for.
    """
    found = np.empty((len(numbers), 2), np.int64)
    size = 0
    for place in range(len(numbers)):
        term = term_of[numbers[place]]
        for which in range(len(ranges)):
            if ranges[which, 0] <= term < ranges[which, 1]:
                found[size, 0], found[size, 1] = place, which
                size += 1
                break
    return found[:size]
