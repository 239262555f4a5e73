"""The words of a build by number: each is met, numbered and stemmed once."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from index.codec import layout
from index.codec.compiled import Numbers, Places
from index.codec.numbering import Numbering

WORD_MEMORY = 200
"""About how many bytes a word takes, with its part of the terms that it shares with others."""


class _Numbers(dict[str, int]):
    """Terms by number, each with the next one when it is first asked for."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number


@dataclass
class _Forms:
    """The terms of one level by number, and which it is of each word or term that they are made of."""

    number_of: dict[str, int] = field(default_factory=_Numbers)
    made: "array[int]" = field(default_factory=lambda: array("I"))

    def take(self, terms: Iterable[str]) -> Sequence[str]:
        """Take the terms of the next words or terms that they are made of, and return those that are new."""
        before = len(self.number_of)
        self.made.extend(map(self.number_of.__getitem__, terms))
        new = [*islice(reversed(self.number_of), len(self.number_of) - before)]
        return new[::-1]


class Vocabulary:
    """Every word that a build has met."""

    def __init__(self, terms_on: Mapping[str, Callable[[Sequence[str]], Iterable[str]]]) -> None:
        """``terms_on`` says how terms become those of each level that has none of its own.

        The levels come in order: the first makes its terms of words, each other one of the terms before.
        """
        self._terms_on = terms_on
        self._words = Numbering()
        self._forms = {level: _Forms() for level in layout.STEMMED_LEVELS}

    def __len__(self) -> int:
        return len(self._words)

    @property
    def memory(self) -> int:
        """About how many bytes it takes."""
        return WORD_MEMORY * len(self)

    def numbers(self, texts: Sequence[str]) -> list[Numbers]:
        """Return the words of texts in their order, as numbers."""
        numbers = self._words.numbers(texts)
        self._find_forms()
        return numbers

    def in_order(self, numbers: Numbers) -> Numbers:
        """Return the numbers of some words in the order of the words' bytes in UTF-8."""
        return self._words.in_order(numbers)

    def texts(self, numbers: Numbers) -> tuple[bytes, Places]:
        """Return some words in UTF-8, one after the other; where each begins, and where the last one ends."""
        return self._words.texts(numbers)

    def forms(self, level: str, numbers: Numbers) -> tuple[Numbers, Sequence[str]]:
        """Return, for some words, the numbers of their terms on a level, and all terms of it by number."""
        for passed, forms in self._forms.items():
            numbers = np.array(forms.made, np.uint32)[numbers]
            if passed == level:
                break
        return numbers, [*self._forms[level].number_of]

    def _find_forms(self) -> None:
        """Make the terms of the words that were met last; of each distinct term, the next level's once."""
        first = next(iter(self._forms.values()))
        new: Sequence[str] = self._words.words_from(len(first.made))
        for level, forms in self._forms.items():
            new = forms.take(self._terms_on[level](new))
