"""The words of a build by number: each is met, numbered and stemmed once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.codec import layout
from index.codec.compiled import Numbers
from index.codec.numbering import Numbered, Numbering

WORD_MEMORY = 500
"""About how many bytes a word and its terms take, as Python's strings in dictionaries."""


@dataclass
class _Forms:
    """The terms of one level, and which it is of each term of the level before and of each word."""

    numbered: Numbered = field(default_factory=Numbered)
    of_term: list[int] = field(default_factory=list)
    of_word: list[int] = field(default_factory=list)


class Vocabulary:
    """Every word that a build has met."""

    def __init__(self, term_on: Mapping[str, Callable[[str], str]]) -> None:
        """``term_on`` says how a term becomes that of each level that has none of its own.

        The levels come in order: the first makes its terms of words, each other one of the terms before.
        """
        self._term_on = term_on
        self._words = Numbering()
        self._listed: list[str] = []
        self._forms = {level: _Forms() for level in layout.STEMMED_LEVELS}

    def __len__(self) -> int:
        return len(self._words)

    @property
    def memory(self) -> int:
        """About how many bytes it takes."""
        return WORD_MEMORY * len(self)

    def numbers(self, texts: Sequence[str]) -> list[Numbers]:
        """Return the words of texts in their order, as numbers."""
        return self._words.numbers(texts)

    def words(self, numbers: Numbers) -> list[str]:
        """Return the words of some numbers."""
        self._listed.extend(list(self._words)[len(self._listed) :])
        return [self._listed[number] for number in numbers.tolist()]

    def forms(self, level: str, numbers: Numbers) -> tuple[Numbers, list[str]]:
        """Return, for some words, the numbers of their terms on a level, and all terms of it by number."""
        self._find_forms()
        forms = self._forms[level]
        return np.array(forms.of_word, np.uint32)[numbers], list(forms.numbered)

    def _find_forms(self) -> None:
        """Make the terms of the words that were met last; of each distinct term, the next level's once."""
        made_of: Numbered = self._words
        of_words: Sequence[int] = range(len(self))
        for level, forms in self._forms.items():
            form = self._term_on[level]
            forms.of_term += [forms.numbered[form(term)] for term in list(made_of)[len(forms.of_term) :]]
            forms.of_word += [forms.of_term[term] for term in of_words[len(forms.of_word) :]]
            made_of, of_words = forms.numbered, forms.of_word
