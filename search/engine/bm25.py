"""How much a word tells; with how its frequency saturates, that is its score in one field."""

import math


def idf(count: int, frequency: int) -> float:
    """Return Lucene's inverse document frequency of a word in ``frequency`` of ``count`` documents."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))
