"""The words of a text, to be asked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from index.analysis import Tokens
from index.lexicon.lexicon import Lexicon

Standing: TypeAlias = Sequence[tuple[int, int]]
"""Where some words stand in a text, each with the number of what it was that was looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """What single words of a text are looked for by, the closest way first; numbered from way to way.

    Made once for a question and asked of many texts, so none is the same as another.
    """

    written: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[tuple[str, ...], ...]:
        """The texts of each way."""
        return self.written, self.stems, self.beginnings, self.kin


class Words(Protocol):
    """The words of a text by their numbers, in the order of the text."""

    def answering(self, wanted: Wanted) -> Standing:
        """Return where words stand that answer something wanted, each with the first that it answers."""

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Return where words start and end in the text."""


class TextWords:
    """The words of any text."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self._tokens = Tokens(text)
        self._lexicon = lexicon

    def answering(self, wanted: Wanted) -> Standing:
        """Return where words stand that answer something wanted, each with the first that it answers."""
        found: dict[int, int] = {}
        first = 0
        ways = (self._written, self._stemmed, self._beginning, self._akin)
        for standing, texts in zip(ways, wanted.ways, strict=True):
            for place, which in standing(texts):
                found.setdefault(place, first + which)
            first += len(texts)
        return sorted(found.items())

    def _written(self, words: Sequence[str]) -> Standing:
        return _standing(self._tokens.words, words)

    def _stemmed(self, stems: Sequence[str]) -> Standing:
        return _standing([*map(self._lexicon.stem, self._tokens.words)] if stems else (), stems)

    def _beginning(self, letters: Sequence[str]) -> Standing:
        return [
            (place, which)
            for place, word in enumerate(self._tokens.words)
            for which in [n for n, one in enumerate(letters) if word.startswith(one)][:1]
        ]

    def _akin(self, kin: Sequence[str]) -> Standing:
        return _standing([*map(self._lexicon.kin, self._tokens.words)] if kin else (), kin)

    def spans(self, numbers: Sequence[int]) -> Sequence[tuple[int, int]]:
        """Return where words start and end in the text."""
        return [(self._tokens.start(number), self._tokens.end(number)) for number in numbers]


def _standing(words: Sequence[str], wanted: Sequence[str]) -> Standing:
    numbers = {word: number for number, word in enumerate(wanted)}
    return [(place, numbers[word]) for place, word in enumerate(words) if word in numbers]
