"""The queries of the comparison, drawn with a seed from real questions and the archive's headlines."""

import random
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from index.analysis import is_stop, words
from search.query.limits import Limits

_SHORTEST_WORD = 3
_SHORTEST_HEADLINE = 4
_LONGEST_HEADLINE = 12
_PREFIX_LETTERS = 4
_TRIES = 100
"""How many draws a query is worth: an archive of a few articles may not have as many different ones."""


class Kind(StrEnum):
    """What a query asks of an article."""

    ANY = "any"
    ALL = "all"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True, slots=True)
class Query:
    """Words as the index has them, and how they are looked for; a prefix is one beginning of a word."""

    kind: Kind
    words: tuple[str, ...]


Maker = Callable[[tuple[str, ...]], Query | None]

OR = "2-5 words, OR"
HEADLINE = "headline, OR"
WHOLE_HEADLINE = "headline with stop words, OR"
AND = "2-3 words, AND"
PHRASE = "two-word phrase"
PREFIX = "prefix"


class Draw:
    """Draws queries of an archive whose words, and the number of articles with each, are known."""

    def __init__(self, texts: Sequence[str], frequencies: Mapping[str, int], seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a repeatable draw is wanted
        self._frequencies = frequencies
        self._vocabulary = sorted(frequencies)
        cut = (tuple(words(text)[:_LONGEST_HEADLINE]) for text in texts)
        self._headlines = [one for one in cut if len(self._telling(one)) >= _SHORTEST_HEADLINE]

    def queries(self, count: int) -> Mapping[str, Sequence[Query]]:
        """Return ``count`` queries of each set, by its name; the same ones for the same seed."""
        makers = {
            OR: self._or,
            HEADLINE: self._headline,
            WHOLE_HEADLINE: self._whole_headline,
            AND: self._and,
            PHRASE: self._phrase,
            PREFIX: self._prefix,
        }
        return {name: self._different(make, count) for name, make in makers.items()}

    def _different(self, make: Maker, count: int) -> list[Query]:
        found: dict[Query, None] = {}
        for _ in range(count * _TRIES if self._headlines else 0):
            if len(found) == count:
                break
            if query := make(self._random.choice(self._headlines)):
                found[query] = None
        return list(found)

    def _or(self, headline: tuple[str, ...]) -> Query:
        return Query(Kind.ANY, self._some(headline, 2, 5))

    def _headline(self, headline: tuple[str, ...]) -> Query:
        return Query(Kind.ANY, self._telling(headline))

    def _whole_headline(self, headline: tuple[str, ...]) -> Query:
        return Query(Kind.ANY, tuple(dict.fromkeys(headline)))

    def _and(self, headline: tuple[str, ...]) -> Query:
        return Query(Kind.ALL, self._some(headline, 2, 3))

    def _phrase(self, headline: tuple[str, ...]) -> Query | None:
        telling = set(self._telling(headline))
        pairs = [pair for pair in pairwise(headline) if telling.issuperset(pair)]
        return Query(Kind.PHRASE, self._random.choice(pairs)) if pairs else None

    def _prefix(self, headline: tuple[str, ...]) -> Query | None:
        letters = self._random.choice(self._telling(headline))[:_PREFIX_LETTERS]
        count = bisect_left(self._vocabulary, letters + "\U0010ffff") - bisect_left(self._vocabulary, letters)
        fits = len(letters) == _PREFIX_LETTERS and count <= Limits().expansion_terms
        return Query(Kind.PREFIX, (letters,)) if fits else None

    def _some(self, headline: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
        telling = self._telling(headline)
        return tuple(self._random.sample(telling, min(len(telling), self._random.randint(least, most))))

    def _telling(self, headline: tuple[str, ...]) -> tuple[str, ...]:
        """Return the headline's different words that are long enough, no stop words, and in the archive."""
        known = (word for word in headline if word in self._frequencies and not is_stop(word))
        return tuple(dict.fromkeys(word for word in known if len(word) >= _SHORTEST_WORD))
