"""Takes affixes off words, letter by letter: what ``analysis.stemming`` does, for many words; compiled.

A form of a word is a stretch of its letters, so none is written down but where a hamza changes.
"""

from typing import NamedTuple

import numpy as np
from numba import types

from index.analysis.stemming import LEAST_OWN, YEH_AND_HAMZA
from index.codec.compiled import (
    BYTES,
    BYTES_2,
    PLACES,
    Bytes,
    Places,
    b1,
    compiled,
    i8,
    named_tuple,
    same_type_tuple,
    void,
)
from index.codec.cutting import SLOTS, TO_UNITS, UNITS, Slots, Units, known_piece

STOP, FUNCTION, OWN_ENDING, OWN_BEGINNING = (np.uint8(1 << bit) for bit in range(4))
"""What a word is that is known: a stop word, a function word, one whose ending or beginning is its own."""
NO_STEM = -1
LINE_END = np.uint16(ord("\n"))

_YEH, _HAMZA = map(np.uint16, map(ord, YEH_AND_HAMZA))
_NOTHING = np.uint8(0)


class Known(NamedTuple):
    """The words that stemming must know: their letters in an open hash table, and what each of them is."""

    letters: Units
    starts: Places
    slots: Slots
    marks: Bytes
    stem: Places
    """The number of the word that a lexicon has for its stem, or NO_STEM."""


class Affixes(NamedTuple):
    """The affixes of one place: what comes off, and where."""

    letters: Units
    """Their letters, one affix after the other."""
    starts: Places
    least: Places
    """How many letters must stay."""
    beside: Bytes
    """By affix and letter: 1 if it may stand next to that."""
    before: Bytes
    """1 for those that no conjunction follows."""


class Rules(NamedTuple):
    """All that stemming goes by."""

    known: Known
    beginnings: Affixes
    endings: Affixes
    conjunction: int
    seatless: Units
    """Each letter as stems have it: 0 where it is not Arabic."""


_PAIR = same_type_tuple(i8, 2)
_KNOWN = named_tuple((UNITS, PLACES, SLOTS, BYTES, PLACES), Known)
_AFFIXES = named_tuple((UNITS, PLACES, PLACES, BYTES_2, BYTES), Affixes)
_RULES = named_tuple((_KNOWN, _AFFIXES, _AFFIXES, i8, UNITS), Rules)


@compiled(void(UNITS, i8, i8, TO_UNITS, i8), borrows=True)
def _copy(units: Units, start: int, end: int, to: Units, place: int) -> None:
    """Copy a stretch of letters, not as a slice: that would be an array of its own."""
    for at in range(start, end):
        to[place + at - start] = units[at]


@compiled(i8(UNITS, i8, i8, _KNOWN), borrows=True)
def _known(word: Units, start: int, end: int, known: Known) -> int:
    """Return the number of a form that is known, or -1."""
    return known_piece(word, start, end, known.letters, known.starts, known.slots)


@compiled(types.uint8(UNITS, i8, i8, _KNOWN), borrows=True)
def _marks(word: Units, start: int, end: int, known: Known) -> np.uint8:
    """Return what a form is."""
    number = _known(word, start, end, known)
    return known.marks[number] if number >= 0 else _NOTHING


@compiled(b1(UNITS, i8, i8, i8, _AFFIXES, i8), borrows=True)
def _fits(word: Units, size: int, at: int, beside: int, affixes: Affixes, row: int) -> bool:
    """Return whether a form of ``size`` letters has an affix ``at`` a place, and may have it there."""
    start, end = affixes.starts[row], affixes.starts[row + 1]
    if size - (end - start) < affixes.least[row]:
        return False
    for letter in range(start, end):
        if word[at + letter - start] != affixes.letters[letter]:
            return False
    return bool(affixes.beside[row, word[beside]])


@compiled(i8(UNITS, i8, i8, _AFFIXES), borrows=True)
def _ending(word: Units, start: int, end: int, endings: Affixes) -> int:
    """Return how many letters the ending of a form has, 0 without one."""
    for row in range(len(endings.least)):
        size = endings.starts[row + 1] - endings.starts[row]
        if _fits(word, end - start, end - size, end - size - 1, endings, row):
            return int(size)
    return 0


@compiled(i8(UNITS, i8, i8, _RULES), borrows=True)
def _without_endings(word: Units, start: int, end: int, rules: Rules) -> int:
    """Return where the shortest form ends that is no function word, ``end`` where all are."""
    shortest = end
    while True:
        marks = _marks(word, start, end, rules.known)
        if not marks & FUNCTION:
            shortest = end
        size = 0 if marks & OWN_ENDING else _ending(word, start, end, rules.endings)
        if size == 0:
            return shortest
        end -= size


@compiled(i8(TO_UNITS, i8, i8), borrows=True)
def _with_one_hamza(word: Units, start: int, end: int) -> int:
    """Write مبادىء like مبادئ; return where the form ends then."""
    if end - start > 1 and word[end - 2] == _YEH and word[end - 1] == _HAMZA:
        word[end - 2] = _HAMZA
        return end - 1
    return end


@compiled(b1(TO_UNITS, i8, i8, i8, _RULES), borrows=True)
def _is_own(word: Units, start: int, end: int, taken: int, rules: Rules) -> bool:
    """Return whether a form is listed with a beginning of ``taken`` letters, as it is or without endings."""
    if _marks(word, start, end, rules.known) & OWN_BEGINNING:
        return True
    bare = _without_endings(word, start, end, rules)
    spare = end  # the letters behind a word are free
    _copy(word, start, bare, word, spare)
    bare = _with_one_hamza(word, spare, spare + bare - start)
    listed = _marks(word, spare, bare, rules.known) & OWN_BEGINNING
    return bool(listed) and bare - spare >= taken + LEAST_OWN


@compiled(i8(TO_UNITS, i8, i8, _RULES), borrows=True)
def _beginning(word: Units, start: int, end: int, rules: Rules) -> int:
    """Return how many letters the beginning of a form has, 0 without one."""
    beginnings, conjunction = rules.beginnings, rules.conjunction
    letter = beginnings.letters[beginnings.starts[conjunction]]
    for row in range(len(beginnings.least)):
        size = beginnings.starts[row + 1] - beginnings.starts[row]
        rest = start + size
        if _fits(word, end - start, start, rest, beginnings, row):
            whole = beginnings.before[row] and word[rest] == letter and not _is_own(word, rest, end, 1, rules)
            return 0 if whole else int(size)
    return 0


@compiled(_PAIR(TO_UNITS, i8, i8, _RULES), borrows=True)
def _without_beginnings(word: Units, start: int, end: int, rules: Rules) -> tuple[int, int]:
    """Return where the shortest form that is no function word begins, ``start`` if none, and the last."""
    shortest = start
    while True:
        if not _marks(word, start, end, rules.known) & FUNCTION:
            shortest = start
        size = _beginning(word, start, end, rules)
        if size == 0 or _is_own(word, start, end, size, rules):
            return shortest, start
        start += size


@compiled(b1(UNITS, i8, i8, _RULES), borrows=True)
def _is_whole(word: Units, start: int, end: int, rules: Rules) -> bool:
    """Return whether nothing comes off: of a stop word, and of what is not of Arabic letters."""
    for at in range(start, end):
        if rules.seatless[word[at]] == 0:
            return True
    return bool(_marks(word, start, end, rules.known) & STOP)


@compiled(void(TO_UNITS, i8, i8, UNITS), borrows=True)
def _lose_seats(word: Units, start: int, end: int, seatless: Units) -> None:
    """Write every hamza alone."""
    for at in range(start, end):
        word[at] = seatless[word[at]]


@compiled(_PAIR(TO_UNITS, i8, i8, _RULES), borrows=True)
def _stem(word: Units, start: int, end: int, rules: Rules) -> tuple[int, int]:
    """Return where the stem of a word begins and ends."""
    while not _is_whole(word, start, end, rules):
        _lose_seats(word, start, end, rules.seatless)
        shortest, first = _without_beginnings(word, start, end, rules)
        last = _without_endings(word, first, end, rules)
        if last == end:
            first = shortest
        last = _with_one_hamza(word, first, last)
        if first == start and last == end:
            break
        start, end = first, last
    return start, end


@compiled(_PAIR(TO_UNITS, i8, _RULES), borrows=True)
def _bare(word: Units, end: int, rules: Rules) -> tuple[int, int]:
    """Return where what is left of a word without its beginnings begins and ends."""
    if _is_whole(word, 0, end, rules):
        return 0, end
    _lose_seats(word, 0, end, rules.seatless)
    start, _ = _without_beginnings(word, 0, end, rules)
    return start, end


@compiled(i8(UNITS, _RULES, TO_UNITS, TO_UNITS), borrows=True)
def write_stems(words: Units, rules: Rules, word: Units, stems: Units) -> int:
    """Write the stems of words, each on a line, and return how many units they take.

    There must be room for twice a word in ``word``, and for each stem in ``stems``.
    """
    known = rules.known
    at = written = 0
    while at < len(words):
        end = 0
        while words[at] != LINE_END:
            word[end] = words[at]
            at += 1
            end += 1
        start, end = _bare(word, end, rules)
        form = _known(word, start, end, known)
        own = known.stem[form] if form >= 0 else NO_STEM
        if own == NO_STEM:
            start, end = _stem(word, start, end, rules)
            _copy(word, start, end, stems, written)
        else:
            start, end = known.starts[own], known.starts[own + 1]
            _copy(known.letters, start, end, stems, written)
        written += end - start
        stems[written] = LINE_END
        written += 1
        at += 1
    return written
