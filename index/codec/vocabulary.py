"""The words of a build by number: each is met, numbered and stemmed once."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.codec import layout
from index.codec.compiled import Numbers, Places
from index.codec.numbering import Numbering

WORD_MEMORY = 200
"""About how many bytes a word takes, with its part of the terms that it shares with others."""


@dataclass
class _Forms:
    """The terms of one level by number, and which it is of each word or term that they are made of."""

    number_of: dict[str, int] = field(default_factory=dict)
    terms: list[str] = field(default_factory=list)
    made: "array[int]" = field(default_factory=lambda: array("I"))

    def take(self, term: str) -> None:
        """Take the term of the next word or term that they are made of."""
        number = self.number_of.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        self.made.append(number)


class Vocabulary:
    """Every word that a build has met."""

    def __init__(self, term_on: Mapping[str, Callable[[str], str]]) -> None:
        """``term_on`` says how a term becomes that of each level that has none of its own.

        The levels come in order: the first makes its terms of words, each other one of the terms before.
        """
        self._term_on = term_on
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
        return numbers, self._forms[level].terms

    def _find_forms(self) -> None:
        """Make the terms of the words that were met last; of each distinct term, the next level's once."""
        first = next(iter(self._forms.values()))
        new: Sequence[str] = self._words.words_from(len(first.made))
        for level, forms in self._forms.items():
            before = len(forms.terms)
            for term in map(self._term_on[level], new):
                forms.take(term)
            new = forms.terms[before:]
