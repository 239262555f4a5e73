"""The stems of many words at once: the quick way of ``Lexicon.find_stem``."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import Any

import numpy as np
from pyarabic import araby

from index.analysis import stemming
from index.analysis.stemming import Affix
from index.analysis.stopwords import STOP_WORDS
from index.codec.compiled import Bytes, Places
from index.codec.cutting import UNIT_BYTES, UNITS_ENCODING, Units, fill
from index.lexicon import taking_off
from index.lexicon.taking_off import NO_STEM, Affixes, Known, Rules, write_stems

_UNITS = 1 << 16
_LINE_END = chr(taking_off.LINE_END)
_MARKS: Mapping[np.uint8, Iterable[str]] = {
    taking_off.STOP: STOP_WORDS,
    taking_off.FUNCTION: stemming.FUNCTION_WORDS,
    taking_off.OWN_ENDING: stemming.OWN_ENDINGS,
    taking_off.OWN_BEGINNING: stemming.OWN_BEGINNINGS,
}


class Stems:
    """Makes stems of folded words, by the rules and by what a lexicon knows better."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """``own`` has the forms, without beginnings, that are of another stem than the rules find."""
        beginnings = [*chain.from_iterable(stemming.BEGINNINGS.values())]
        endings = [*chain.from_iterable(stemming.ENDINGS.values())]
        [conjunction] = stemming.BEGINNINGS[araby.WAW]
        self._rules = Rules(
            known=_known(own),
            beginnings=_affixes(beginnings),
            endings=_affixes(endings),
            conjunction=beginnings.index(conjunction),
            seatless=_fixed(_seatless()),
        )
        self._longest = max(map(len, own.values()), default=0)

    def of(self, words: Sequence[str]) -> Sequence[str]:
        """Return the stem of each word."""
        units = _lines(words)
        word = np.empty(2 * max(map(len, words), default=0), np.uint16)
        stems = np.empty(len(units) + self._longest * len(words), np.uint16)
        written = write_stems(units, self._rules, word, stems)
        return stems[:written].tobytes().decode(UNITS_ENCODING).split(_LINE_END)[:-1]


def _lines(words: Sequence[str]) -> Units:
    """Return the units of words, each on a line."""
    return np.frombuffer(_LINE_END.join([*words, ""]).encode(UNITS_ENCODING), np.uint16)


def _units(words: Sequence[str]) -> tuple[Units, Places]:
    """Return the units of words, one after the other, and where each ends."""
    encoded = [word.encode(UNITS_ENCODING) for word in words]
    ends = np.array([*accumulate(map(len, encoded))], np.int64) // UNIT_BYTES
    return np.frombuffer(b"".join(encoded), np.uint16), ends


def _known(own: Mapping[str, str]) -> Known:
    number: dict[str, int] = {}
    for word in chain(*_MARKS.values(), own.keys(), own.values()):
        number.setdefault(word, len(number))
    marks = np.zeros(len(number), np.uint8)
    for mark, words in _MARKS.items():
        marks[[number[word] for word in words]] |= mark
    stem = np.full(len(number), NO_STEM, np.int64)
    stem[[number[form] for form in own]] = [number[found] for found in own.values()]
    letters, ends = _units([*number])
    starts = np.append(np.int64(0), ends)
    slots = np.zeros(1 << (2 * len(number)).bit_length(), np.uint64)
    fill(letters, starts, len(number), slots)
    return Known(letters, *map(_fixed, (starts, slots, marks, stem)))


def _affixes(affixes: Sequence[Affix]) -> Affixes:
    letters, ends = _units([affix.letters for affix in affixes])
    return Affixes(
        letters=letters,
        starts=_fixed(np.append(np.int64(0), ends)),
        least=_fixed(np.array([affix.least for affix in affixes], np.int64)),
        beside=_fixed(np.stack([_beside(affix) for affix in affixes])),
        before=_fixed(np.array([affix.letters in stemming.PREPOSITIONS for affix in affixes], np.uint8)),
    )


@cache
def _arabic() -> Sequence[str]:
    """Return the letters that words with affixes are made of."""
    return [letter for letter in map(chr, range(_UNITS)) if stemming.ARABIC_WORD.fullmatch(letter)]


def _beside(affix: Affix) -> Bytes:
    """Return, for each unit up to the last Arabic letter, 1 if the affix may stand next to it."""
    may = np.zeros(ord(_arabic()[-1]) + 1, np.uint8)
    for letter in _arabic():
        may[ord(letter)] = affix.may_stand_beside(letter, 0)
    return may


def _seatless() -> Units:
    """Return, for each unit, the letter as stems have it, 0 where it is no Arabic letter."""
    letters = np.zeros(_UNITS, np.uint16)
    for letter in _arabic():
        letters[ord(letter)] = ord(stemming.without_hamza_seats(letter))
    return letters


def _fixed(array: Any) -> Any:
    """Return an array that cannot be written any more, as loops want what they only read."""
    array.flags.writeable = False
    return array
