"""How the frequency of a word in a text saturates: its share of the most that the word can tell.

Robertson and Zaragoza's BM25 (2009) as Lucene has it since version 8, without the constant k1 + 1:
frequency / (frequency + FLAT + steepness * length), with exact lengths.
"""

K1 = 0.7
B = 0.75
FLAT = K1 * (1 - B)
"""What is added to a frequency to divide by, whatever the length of the text."""


def steepness(average: float) -> float:
    """Return what is added to a frequency for each word of the text, by the average length of texts."""
    return K1 * B / average
