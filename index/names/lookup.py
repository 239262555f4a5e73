"""Looks names up: their keys, their labels, and what a question's words name."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pyarabic import araby

from index.names.tables import KEPT, find, folded_words, name_words, table, without_article
from index.settings import NAMES

EDGES = " -–—|/:،,؛;.•·*\"'«»“”()[]"


def key(field: str, printed: str) -> str:
    """Return the canonical key of a printed name; an unknown name, tidied, is its own key."""
    return find(field, printed) or tidy(printed)


def keys(field: str, printed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the canonical keys of printed names, each once, in their order; empty names have none."""
    return _keys(NAMES.value(), field, printed)


@lru_cache(maxsize=KEPT)
def _keys(_: str, field: str, printed: tuple[str, ...]) -> tuple[str, ...]:
    found = (key(field, name) for name in printed if name)
    return tuple(dict.fromkeys(one for one in found if one))


def label(field: str, key: str, language: Literal["ar", "en"]) -> str:
    """Return the name to show for a key; a key that is not in the tables is its own label."""
    labels = table(field).labels.get(key, {})
    return labels.get(language) or next(iter(labels.values()), key)


def is_known(field: str, printed: str) -> bool:
    """Return whether the tables hold the printed name."""
    return find(field, printed) is not None


def is_outlet(printed: str) -> bool:
    """Return whether a name is a news outlet's: a known one, or one with a word such as وكالة or نيوز."""
    if is_known("source", printed) or is_known("site", printed):
        return True
    words = folded_words(printed)
    runs = {words[start:end] for start in range(len(words)) for end in range(start + 1, start + 4)}
    return not name_words("outlet").isdisjoint(runs)


def values(field: str) -> list[str]:
    """Return the keys of a field's table, in its order."""
    return list(table(field).labels)


def matching_keys(field: str, printed: str, among: Iterable[str]) -> list[str]:
    """Return those of the keys that a printed name, or some words of one, means.

    A whole name means its key alone. Otherwise every key counts of which one name has all the words, with or
    without ال.
    """
    keys = list(among)
    whole = key(field, printed)
    if whole in keys:
        return [whole]
    wanted = set(map(without_article, folded_words(printed)))
    return [key for key in keys if wanted and any(wanted <= name for name in _names(field, key))]


@lru_cache(maxsize=KEPT)
def tidy(printed: str) -> str:
    """Return a name without vowel marks, tatweel, control characters and punctuation at its ends."""
    plain = araby.strip_tatweel(araby.strip_tashkeel(unicodedata.normalize("NFKC", printed)))
    visible = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter for letter in plain if _shows(letter)
    )
    return " ".join(visible.split()).strip(EDGES)


def _shows(letter: str) -> bool:
    return unicodedata.category(letter) != "Cf"


def _names(field: str, key: str) -> Iterable[frozenset[str]]:
    bare = frozenset(map(without_article, folded_words(key)))
    return table(field).names.get(key, {bare})
