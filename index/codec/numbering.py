"""Texts as numbers of words: the quick way of ``analysis.words`` for whole archives."""

from collections.abc import Sequence
from itertools import accumulate, chain, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.analysis import units as units_of_text
from index.analysis import words
from index.codec.compiled import Numbers, Places
from index.codec.cutting import AS_WRITTEN, UNIT_BYTES, UNITS_ENCODING, Units, cut, fill, find, write_pieces
from index.codec.piece_order import SURROGATES, sort_pieces

_NOT_ONE = -1
_LINE_END = "\n"
"""No piece has it: it parts words."""

Kept = TypeVar("Kept", bound=np.generic)


class Numbering:
    """Words by number, in the order in which they were met; each distinct one is analysed once.

    A word has the letters of a piece, and no object of its own.
    """

    def __init__(self) -> None:
        self._known = 0
        self._letters = np.empty(0, np.uint16)
        self._starts = np.zeros(1, np.int64)
        self._slots = np.zeros(1, np.uint64)
        self._size = 0
        self._piece = np.empty(0, np.int32)
        """The piece that has the letters of each word."""
        self._word = np.empty(0, np.int32)
        """The word that each piece is; _NOT_ONE where it is none or several, which ``_words`` has then."""
        self._words: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return self._size

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

    def words_from(self, first: int) -> list[str]:
        """Return the words from number ``first`` on."""
        pieces = self._piece[first : self._size]
        new = int(pieces.min(initial=self._known))
        bounds = self._starts[new : self._known + 1]
        letters = self._letters[bounds[0] : bounds[-1]]
        # All pieces at once, each on a line: one by one takes longer than to find them.
        lines = np.insert(letters, bounds[1:] - bounds[0], ord(_LINE_END)).tobytes()
        spelt = lines.decode(UNITS_ENCODING).split(_LINE_END)
        return [spelt[piece] for piece in (pieces - new).tolist()]

    def in_order(self, numbers: Numbers) -> Numbers:
        """Return the numbers of some words in the order of the words' bytes in UTF-8."""
        pieces = self._pieces_of(numbers)
        order = np.arange(len(pieces))
        sort_pieces(self._letters, self._starts, pieces, order, np.empty_like(order))
        return numbers[order]

    def texts(self, numbers: Numbers) -> tuple[bytes, Places]:
        """Return some words in UTF-8, one after the other; where each begins, and where the last one ends."""
        pieces = self._pieces_of(numbers)
        lengths = self._starts[pieces + 1] - self._starts[pieces]
        bounds = _bounds(lengths)
        units = np.empty(bounds[-1], np.uint16)
        write_pieces(self._letters, self._starts, pieces, units)
        text: bytes = units.tobytes().decode(UNITS_ENCODING).encode()
        sizes = np.add.reduceat(_utf_8_bytes(units), bounds[:-1], dtype=np.int64) if len(pieces) else lengths
        return text, _bounds(sizes)

    def _pieces_of(self, numbers: Numbers) -> Places:
        """Return the pieces that have the letters of some words."""
        return self._piece[numbers].astype(np.int64)

    def _spelt(self, pieces: Places) -> Numbers:
        """Return the words of pieces, some of which are not one word."""
        words = (self._words.get(piece, (self._word[piece],)) for piece in pieces.tolist())
        return np.fromiter(chain.from_iterable(words), np.uint32)

    def _cut(self, units: Units, ends: Places) -> tuple[Places, Places]:
        """Return the pieces of texts, and where each text's begin; the new ones are learnt."""
        self._make_room(len(units))
        pieces, bounds = np.empty(len(units), np.int64), np.zeros(len(ends) + 1, np.int64)
        longest = int(np.diff(ends, prepend=0).max(initial=0))
        spelt, hashes = np.empty(2 * longest, np.uint16), np.empty(longest, np.uint64)
        spelt_bounds = np.zeros(longest + 1, np.int64)
        before = self._known
        self._known = cut(
            units,
            ends,
            units_of_text.table(),
            before,
            self._letters,
            self._starts,
            self._slots,
            spelt,
            spelt_bounds,
            hashes,
            pieces,
            bounds,
        )
        self._learn(np.arange(before, self._known))
        return pieces[: bounds[-1]], bounds

    def _make_room(self, units: int) -> None:
        most = self._known + units
        self._starts = _with_room(self._starts, most + 1)
        self._letters = _with_room(self._letters, int(self._starts[self._known]) + 2 * units)
        if 3 * most > 2 * len(self._slots):
            self._slots = np.zeros(_power_of_two(2 * most), np.uint64)
            fill(self._letters, self._starts, self._known, self._slots)

    def _learn(self, pieces: Places) -> None:
        """Find the words of new pieces: most are one, and those of the others are pieces themselves."""
        self._word = _with_room(self._word, self._known)
        as_written = self._letters[self._starts[pieces]] == AS_WRITTEN
        self._add(pieces[~as_written])
        careful = pieces[as_written].tolist()
        for piece in careful:
            start, end = self._starts[piece : piece + 2].tolist()
            written = self._letters[start + 1 : end].tobytes().decode(UNITS_ENCODING)
            numbers = [self._number(word) for word in words(written)]
            if len(numbers) != 1:
                self._words[piece] = numbers
            self._word[piece] = numbers[0] if len(numbers) == 1 else _NOT_ONE

    def _number(self, word: str) -> int:
        """Return the number of a word."""
        units = np.frombuffer(word.encode(UNITS_ENCODING), np.uint16)
        self._make_room(len(units))
        piece = find(units, self._known, self._letters, self._starts, self._slots)
        if piece == self._known:
            self._known += 1
            self._word = _with_room(self._word, self._known)
            self._add(np.array([piece]))
        return int(self._word[piece])

    def _add(self, pieces: Places) -> None:
        """Give the next numbers to pieces that are one word each."""
        size = self._size + len(pieces)
        self._piece = _with_room(self._piece, size)
        self._piece[self._size : size] = pieces
        self._word[pieces] = np.arange(self._size, size)
        self._size = size


def _with_room(kept: NDArray[Kept], most: int) -> NDArray[Kept]:
    """Return an array that has room for ``most`` entries, with those that it has."""
    if most <= len(kept):
        return kept
    roomy = np.empty(max(most, len(kept) * 3 // 2), kept.dtype)
    roomy[: len(kept)] = kept
    return roomy


def _bounds(sizes: NDArray[Kept]) -> Places:
    """Return where each of some things begins that lie one after the other, and where the last one ends."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def _utf_8_bytes(units: Units) -> NDArray[np.uint8]:
    """Return how many bytes each unit takes in UTF-8; half of a pair takes half of the pair's four."""
    is_half = (units >= SURROGATES.start) & (units < SURROGATES.stop)
    sizes: NDArray[np.uint8] = (1 + (units >= 1 << 7) + (units >= 1 << 11) - is_half).astype(np.uint8)
    return sizes


def _power_of_two(least: int) -> int:
    return 1 << (least - 1).bit_length()
