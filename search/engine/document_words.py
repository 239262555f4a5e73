"""The words of a field of a document, told by the index: nothing is cut or stemmed anew."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from index.codec.compiled import (
    NUMBERS,
    PLACES,
    PLACES_2,
    TO_PLACES_2,
    TO_TRUTHS,
    Numbers,
    Places,
    Truths,
    compiled,
)
from index.codec.layout import D, E, N
from index.codec.segment import Segment
from index.codec.word_places import WordPlaces
from index.generations import IndexDamaged
from search.engine.terms import Terms
from search.words import Standing, Wanted

_REMAINDERS = 1_024
"""A power of two, much more than a question has terms."""
_REMAINDER = np.uint32(_REMAINDERS - 1)


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

    def answering(self, wanted: Wanted) -> Standing:
        """Return where words stand that answer something wanted, each with the first that it answers."""
        terms_of = self._segment.sequences.terms
        ranges, ends = self._terms.ranges(wanted, self._place)
        found: Standing = _answering(
            terms_of[N], terms_of[E], terms_of[D], self._numbers, ranges, ends
        ).tolist()
        return found

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Return where words start and end in the text."""
        return self._places.spans(numbers) if numbers else ()

    @cached_property
    def _places(self) -> WordPlaces:
        places = WordPlaces(self._text)
        if len(places) != len(self._numbers):
            raise IndexDamaged(
                self._segment.arrays.path,
                f"a text of {len(places)} words has {len(self._numbers)} in the index",
            )
        return places


@compiled(TO_TRUTHS(PLACES_2))
def _remainders(ranges: Places) -> Truths:
    """Return which remainders the terms within some ranges have: most words of a text have none of them."""
    found = np.zeros(_REMAINDERS, np.bool_)
    for which in range(len(ranges)):
        for term in range(ranges[which, 0], min(ranges[which, 1], ranges[which, 0] + _REMAINDERS)):
            found[term & _REMAINDER] = True
    return found


@compiled(TO_PLACES_2(NUMBERS, NUMBERS, NUMBERS, NUMBERS, PLACES_2, PLACES))
def _answering(
    written: Numbers, stems: Numbers, kin: Numbers, numbers: Numbers, ranges: Places, ends: Places
) -> Places:
    """Return the places of a document's words of which a term is within a range, and within which first.

    ``numbers`` is a stretch of the document's sequence; the first three arrays say which term of each level a
    number stands for. The ``ranges`` are of words as written up to the first of the ``ends``, of stems up to
    the second, of words as written again, and then of kin.
    """
    found = np.empty((len(numbers), 2), np.int64)
    size = 0
    may_answer = _remainders(ranges)
    for place in range(len(numbers)):
        number = numbers[place]
        term = written[number]
        if not (
            may_answer[term & _REMAINDER]
            or may_answer[stems[number] & _REMAINDER]
            or may_answer[kin[number] & _REMAINDER]
        ):
            continue
        for which in range(len(ranges)):
            if which == ends[0]:
                term = stems[number]
            if which == ends[1]:
                term = written[number]
            if which == ends[2]:
                term = kin[number]
            if ranges[which, 0] <= term < ranges[which, 1]:
                found[size, 0], found[size, 1] = place, which
                size += 1
                break
    return found[:size]
