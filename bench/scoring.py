"""How each engine scores: variants of BM25 as plain numbers, so that brute force can check any of them."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


def exact(length: int) -> int:
    """Return the length: nothing is rounded."""
    return length


def one_byte(length: int) -> int:
    """Return the length as Lucene's SmallFloat.intToByte4 and tantivy's field norms keep it in a byte.

    Exact below 40, then four significant bits.
    """
    if length < _FREE:
        return length
    rest = length - _FREE
    drop = max(0, rest.bit_length() - _SIGNIFICANT_BITS)
    return _FREE + (rest >> drop << drop)


_FREE = 24
_SIGNIFICANT_BITS = 4


def lucene_idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of Lucene since version 8, of tantivy and of kashaf."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def whoosh_idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of stock Whoosh."""
    return math.log(count / (frequency + 1)) + 1


def fts5_idf(count: int, frequency: int) -> float:
    """Return the inverse document frequency of SQLite FTS5: never below a millionth."""
    return max(1e-6, math.log((count - frequency + 0.5) / (frequency + 0.5)))


class Texts(StrEnum):
    """What counts as one text with a length of its own."""

    SEPARATE = "title and body, each by itself, added up"
    JOINED = "title and body joined into one field"


class Averaged(StrEnum):
    """Which articles the average length is of, and are counted for the inverse document frequency."""

    ALL = "all"
    WITH_TEXT = "those with a word in the field"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoring:
    """One engine's BM25; ``factor`` multiplies every score, ``lengths`` says how a length is rounded."""

    k1: float = 0.7
    b: float = 0.75
    factor: float = 1.0
    idf: Callable[[int, int], float] = lucene_idf
    lengths: Callable[[int], int] = exact
    texts: Texts = Texts.SEPARATE
    counted: Averaged = Averaged.ALL
    averaged: Averaged = Averaged.ALL
    note: str = ""

    def score(self, times: int, length: int, average: float, weight: float) -> float:
        """Return the score of a word that stands some times in a text of a length."""
        norm = self.k1 * (1 - self.b + self.b * self.lengths(length) / average)
        return self.factor * weight * times / (times + norm)
