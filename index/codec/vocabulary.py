"""The words of a build by number: each is met, numbered and stemmed once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from index.analysis import stem, words
from index.codec import layout
from index.codec.compiled import Numbers

_FORMS: Mapping[str, Callable[[str], str]] = {layout.E: stem}
"""How a word becomes its term on a level that has no words of its own."""


class _Numbered(dict[str, int]):
    """Strings by number, in the order in which they were met."""

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self)
        return number


@dataclass
class _Forms:
    """The terms of one level, and the term of each word."""

    numbered: _Numbered = field(default_factory=_Numbered)
    of_word: list[int] = field(default_factory=list)


class Vocabulary:
    """Every word that a build has met."""

    def __init__(self) -> None:
        self._words = _Numbered()
        self._listed: list[str] = []
        self._forms = {level: _Forms() for level in layout.STEMMED_LEVELS}

    def __len__(self) -> int:
        return len(self._words)

    def numbers(self, text: str) -> list[int]:
        """Return the words of a text in their order, as numbers."""
        return list(map(self._words.__getitem__, words(text)))

    def words(self, numbers: Numbers) -> list[str]:
        """Return the words of some numbers."""
        self._listed.extend(list(self._words)[len(self._listed) :])
        return [self._listed[number] for number in numbers.tolist()]

    def forms(self, level: str, numbers: Numbers) -> tuple[Numbers, list[str]]:
        """Return, for some words, the numbers of their terms on a level, and all terms of it by number."""
        forms, form = self._forms[level], _FORMS[level]
        new = list(self._words)[len(forms.of_word) :]
        forms.of_word += [forms.numbered[form(word)] for word in new]
        return np.array(forms.of_word, np.uint32)[numbers], list(forms.numbered)
