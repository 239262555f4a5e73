"""A light stemmer: takes off what Arabic attaches before and after a word."""

import re
from functools import lru_cache

from index.analysis.folding import ARABIC_LETTERS

ARABIC_WORD = re.compile(f"[{ARABIC_LETTERS}]+")
PREFIXES = ("وال", "بال", "كال", "فال", "لل", "ال", "و")
SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


@lru_cache(maxsize=1 << 18)
def stem(word: str) -> str:
    """Return the stem of a folded word; never empty."""
    if not ARABIC_WORD.fullmatch(word):
        return word
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + (3 if len(prefix) == 1 else 2):
            word = word.removeprefix(prefix)
            break
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word.removesuffix(suffix)
    return word
