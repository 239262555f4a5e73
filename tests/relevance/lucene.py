"""Lucene's ArabicAnalyzer rebuilt, as a lexicon that the same engine can be asked with: the baseline.

After the classes ArabicNormalizer, ArabicStemmer and ArabicAnalyzer of Lucene 9; the stop words are its list
(Jacques Savoy, BSD licence), folded. Words come folded, which is
what its normaliser does too.
"""

from collections.abc import Sequence
from pathlib import Path

PREFIXES = ("ال", "وال", "بال", "كال", "فال", "لل", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
STOP_WORDS = frozenset(Path(__file__).with_name("lucene_stopwords.txt").read_text("utf-8").split())
_LEAST = 2
_LEAST_AFTER_WAW = 3


def stem(word: str) -> str:
    """Return a word less one prefix and each suffix in turn, as ArabicStemmer does."""
    return _without_suffixes(_without_prefix(word))


def words_asked(words: Sequence[str]) -> list[str]:
    """Return the stems of a question's words, without Lucene's stop words."""
    return [stem(word) for word in words if word not in STOP_WORDS]


def _without_prefix(word: str) -> str:
    for prefix in PREFIXES:
        least = _LEAST_AFTER_WAW if len(prefix) == 1 else _LEAST
        if word.startswith(prefix) and len(word) >= len(prefix) + least:
            return word.removeprefix(prefix)
    return word


def _without_suffixes(word: str) -> str:
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _LEAST:
            word = word.removesuffix(suffix)
    return word
