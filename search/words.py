"""The words of a text, to be asked where they stand."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

from index.analysis import Tokens
from index.lexicon.lexicon import Lexicon

Standing: TypeAlias = Sequence[tuple[int, int]]
"""Where some words stand in a text, each with the number of what it was that was looked for."""


class Words(Protocol):
    """The words of a text by their numbers, in the order of the text."""

    def written(self, words: Sequence[str]) -> Standing:
        """Return where folded words stand."""

    def stemmed(self, stems: Sequence[str]) -> Standing:
        """Return where the words with some stems stand."""

    def akin(self, kin: Sequence[str]) -> Standing:
        """Return where words of some kin stand."""

    def beginning(self, letters: Sequence[str]) -> Standing:
        """Return where the words stand that begin with folded letters, by the first that they begin with."""

    def spans(self, rows: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Return where rows of words, each given by its first and last, start and end in the text."""


class TextWords:
    """The words of any text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._tokens = Tokens(text)
        self._lexicon = lexicon

    def written(self, words: Sequence[str]) -> Standing:
        """Return where folded words stand."""
        return _standing(self._tokens.words, words)

    def stemmed(self, stems: Sequence[str]) -> Standing:
        """Return where the words with some stems stand."""
        return _standing([*map(self._lexicon.stem, self._tokens.words)] if stems else (), stems)

    def akin(self, kin: Sequence[str]) -> Standing:
        """Return where words of some kin stand."""
        return _standing([*map(self._lexicon.kin, self._tokens.words)] if kin else (), kin)

    def beginning(self, letters: Sequence[str]) -> Standing:
        """Return where the words stand that begin with folded letters, by the first that they begin with."""
        return [
            (place, which)
            for place, word in enumerate(self._tokens.words)
            for which in [n for n, one in enumerate(letters) if word.startswith(one)][:1]
        ]

    def spans(self, rows: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
        """Return where rows of words, each given by its first and last, start and end in the text."""
        return [(self._tokens.start(first), self._tokens.end(last)) for first, last in rows]


def _standing(words: Sequence[str], wanted: Sequence[str]) -> Standing:
    numbers = {word: number for number, word in enumerate(wanted)}
    return [(place, numbers[word]) for place, word in enumerate(words) if word in numbers]
