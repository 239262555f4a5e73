"""Texts as numbers of words: the quick way of ``analysis.words`` for whole archives."""

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.analysis import units as units_of_text
from index.analysis import words
from index.codec.compiled import Numbers, Places
from index.codec.cutting import AS_WRITTEN, UNIT_BYTES, UNITS_ENCODING, Units, cut, fill

_AS_WRITTEN = chr(AS_WRITTEN)
_NOT_ONE = -1

Kept = TypeVar("Kept", bound=np.generic)


class Numbered(dict[str, int]):
    """Strings by number, in the order in which they were met."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


class Numbering(Numbered):
    """Words by number; each distinct one is analysed once."""

    def __init__(self) -> None:
        super().__init__()
        self._known = 0
        self._letters = np.empty(0, np.uint16)
        self._starts = np.zeros(1, np.int64)
        self._slots = np.zeros(1, np.uint64)
        self._word = np.empty(0, np.int64)
        self._words: dict[int, list[int]] = {}

    def numbers(self, texts: Sequence[str]) -> list[Numbers]:
        """Return the words of texts as numbers; raise UnicodeEncodeError for what is no Unicode text."""
        encoded = [text.encode(UNITS_ENCODING) for text in texts]
        ends = np.array([*accumulate(map(len, encoded))], np.int64) // UNIT_BYTES
        pieces, bounds = self._cut(np.frombuffer(b"".join(encoded), np.uint16), ends)
        single = self._word[pieces]
        numbers = single.astype(np.uint32)
        of_texts = [slice(*text) for text in pairwise(bounds.tolist())]
        found = [numbers[text] for text in of_texts]
        not_one = np.searchsorted(bounds, np.flatnonzero(single == _NOT_ONE), "right") - 1
        for number in dict.fromkeys(not_one.tolist()):
            found[number] = self._spelt(pieces[of_texts[number]])
        return found

    def _spelt(self, pieces: Places) -> Numbers:
        """Return the words of pieces, some of which are not one word."""
        words = (self._words.get(piece, (self._word[piece],)) for piece in pieces.tolist())
        return np.fromiter(chain.from_iterable(words), np.uint32)

    def _cut(self, units: Units, ends: Places) -> tuple[Places, Places]:
        """Return the pieces of texts, and where each text's begin; the new ones are learnt."""
        self._make_room(len(units))
        pieces, bounds = np.empty(len(units), np.int64), np.zeros(len(ends) + 1, np.int64)
        before = self._known
        self._known = cut(
            units,
            ends,
            units_of_text.table(),
            before,
            self._letters,
            self._starts,
            self._slots,
            pieces,
            bounds,
        )
        if self._known > before:
            self._learn(before)
        return pieces[: bounds[-1]], bounds

    def _make_room(self, units: int) -> None:
        most = self._known + units
        self._starts = _with_room(self._starts, most + 1)
        self._letters = _with_room(self._letters, int(self._starts[self._known]) + 2 * units)
        if 3 * most > 2 * len(self._slots):
            self._slots = np.zeros(_power_of_two(2 * most), np.uint64)
            fill(self._letters, self._starts, self._known, self._slots)

    def _learn(self, before: int) -> None:
        """Find the words of the pieces from number ``before`` on."""
        self._word = _with_room(self._word, self._known)
        bounds = self._starts[before : self._known + 1].tolist()
        for number, (start, end) in enumerate(pairwise(bounds), before):
            piece = self._letters[start:end].tobytes().decode(UNITS_ENCODING)
            found = words(piece[1:]) if piece[0] == _AS_WRITTEN else [piece]
            numbers = [self[word] for word in found]
            if len(numbers) != 1:
                self._words[number] = numbers
            self._word[number] = numbers[0] if len(numbers) == 1 else _NOT_ONE


def _with_room(kept: NDArray[Kept], most: int) -> NDArray[Kept]:
    """Return an array that has room for ``most`` entries, with those that it has."""
    if most <= len(kept):
        return kept
    roomy = np.empty(_power_of_two(most), kept.dtype)
    roomy[: len(kept)] = kept
    return roomy


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()
