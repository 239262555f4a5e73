"""The score of one word in one field: BM25 with exact lengths.

Robertson and Zaragoza's BM25 (2009) as Lucene has it since version 8, without the constant k1 + 1:
idf * frequency / (frequency + FLAT + steepness * length).
"""

import math

K1 = 0.7
B = 0.75
FLAT = K1 * (1 - B)
"""What is added to a frequency to divide by, whatever the length of the text."""


def idf(count: int, frequency: int) -> float:
    """Return Lucene's inverse document frequency of a word in ``frequency`` of ``count`` documents."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def steepness(average: float) -> float:
    """Return what is added to a frequency for each word of the text, by the average length of texts."""
    return K1 * B / average
