"""Tells the function words that say nothing about what an article is about."""

from index.analysis import tables
from index.analysis.folding import fold_word

STOP_WORDS = frozenset(map(fold_word, tables.attached("stopwords.txt")))


def is_stop(word: str) -> bool:
    """Return whether a folded word is a stop word."""
    return word in STOP_WORDS
