"""Cuts folded text into words, numbers and names."""

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from index.analysis.folding import ARABIC_LETTERS, TRAILING_CONTROLS, fold, fold_word

THOUSANDS = r"[0-9]{1,3}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3}){2,})"
DECIMAL = r"[0-9]+(?:\.[0-9]+|,[0-9]{1,2})"
NUMBER = rf"(?<![0-9][.,])(?:{THOUSANDS}|{DECIMAL})(?![.,]?[0-9]|[^\W{ARABIC_LETTERS}_])"
OTHER_WORD = rf"[^\W{ARABIC_LETTERS}_]+"
WORD = re.compile(rf"[{ARABIC_LETTERS}]+|{NUMBER}|{OTHER_WORD}")
"""A run of Arabic letters, a number, or a run of other letters and digits; 7دراجات is two words.

A number with a point or commas is one word where it can only be one number: 3.5 and 1,234 are, 29.06.2018 and
19/9 are not.
"""

MARKED_NUMBER = re.compile(r"[0-9][.,][0-9]")
GROUPED = re.compile(rf"{THOUSANDS}\Z")


_KEPT = 4_096
"""How many parts of queries stay known."""


class Token(NamedTuple):
    """A folded word and where it stands in the original text; ``end`` is past the word's last mark."""

    word: str
    start: int
    end: int


class Tokens:
    """The words of a text, folded, in their order; where one stands is worked out when it is asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._found = list(WORD.finditer(self._folded.text))
        self.words = _words([found[0] for found in self._found], self._folded.text)

    def __len__(self) -> int:
        return len(self.words)

    def start(self, number: int) -> int:
        """Return where a word starts in the original text."""
        return self._folded.offsets[self._found[number].start()]

    def end(self, number: int) -> int:
        """Return where a word ends in the original text, past its last mark."""
        return word_end(self._text, *self.last_and_next(number))

    def last_and_next(self, number: int) -> tuple[int, int]:
        """Return where a word's last letter is in the original text, and what follows it and its marks."""
        folded_end, offsets = self._found[number].end(), self._folded.offsets
        last = offsets[folded_end - 1]
        return last, offsets[bisect_right(offsets, last, folded_end)]


def tokenize(text: str) -> list[Token]:
    """Return the words of a text in order, folded, with their places in the original."""
    tokens = Tokens(text)
    return [Token(word, tokens.start(n), tokens.end(n)) for n, word in enumerate(tokens.words)]


def words(text: str) -> list[str]:
    """Return what ``tokenize`` returns without the places: the quick way for whole archives."""
    folded = fold_word(text)
    return _words(WORD.findall(folded), folded)


@lru_cache(_KEPT)
def tokens_of_query(text: str) -> tuple[Token, ...]:
    """Return the tokens of a part of a query; each is asked for more than once while it is read."""
    return tuple(tokenize(text))


@lru_cache(_KEPT)
def words_of_query(text: str) -> tuple[str, ...]:
    """Return the words of a part of a query; the same few are asked for again and again."""
    return tuple(words(text))


def _words(found: list[str], folded: str) -> list[str]:
    return [_word(word) for word in found] if MARKED_NUMBER.search(folded) else found


def word_end(text: str, last: int, following: int) -> int:
    """Return where a word ends, by its last letter and what follows it: past marks, not bidi controls."""
    if following == last + 1:
        return following
    controls = TRAILING_CONTROLS.search(text, last, following)
    return controls.start() if controls else following


def _word(found: str) -> str:
    return found if found.isalnum() else _number(found)


def _number(written: str) -> str:
    """Return a number without thousands separators and with a decimal point."""
    if not GROUPED.match(written):
        return written.replace(",", ".")
    whole, comma, rest = written.rpartition(",")
    return whole.replace(",", "") + rest if comma else written.replace(".", "")
