"""Names that are written as one word or as two: عبدالله and عبد الله."""

import numpy as np

from index.analysis import is_stop, without_beginnings
from index.codec.compiled import Places
from index.lexicon import tables
from index.lexicon.learnt import Census, Joined

LEAST_PART = 3
"""Parts of fewer letters are as likely to be a preposition and a pronoun."""
LEAST_TIMES = 3
"""How often a name must stand joined, and how often apart."""
LEAST_SHARE = 10
"""A word that stands joined more than so many times as often is its own word: الإنسان is not الآن سان."""
_HEADS = frozenset(["ابو", "ابي", "ابا", "عبد", "بن", "لا", "ذو", "ذي"])
"""What begins names of two words, though it is short or a function word."""


def joined(census: Census, times: Places) -> list[Joined]:
    """Return the names that an archive has joined and apart, and the months of two words."""
    number_of = {word: number for number, word in enumerate(census.words)}
    wanted: dict[int, Joined] = {}
    size = np.int64(len(census.words))
    for number, whole in enumerate(census.words):
        if times[number] >= LEAST_TIMES and without_beginnings(whole) == whole:
            for cut in range(2, len(whole) - LEAST_PART + 1):
                first, second = whole[:cut], whole[cut:]
                if _may_join(first, second) and first in number_of and second in number_of:
                    wanted[int(number_of[first] * size + number_of[second])] = Joined(whole, first, second)
    keys = np.array(sorted(wanted), np.int64)
    beside = _times_beside(census, keys)
    joined_times = np.array([times[number_of[wanted[int(key)].whole]] for key in keys], np.int64)
    often = (beside >= LEAST_TIMES) & (beside * LEAST_SHARE >= joined_times)
    found = [wanted[int(key)] for key in keys[often]]
    months = [Joined(whole, *parts) for parts, whole in tables.MONTH_PARTS.items()]
    return sorted({*found, *months})


def _may_join(first: str, second: str) -> bool:
    if first in _HEADS:
        return True
    return len(first) >= LEAST_PART and not is_stop(first) and not is_stop(second)


def _times_beside(census: Census, keys: Places) -> Places:
    """Return how often each pair of words stands side by side; pairs are first times words plus second."""
    tokens = census.tokens.astype(np.int64)
    pairs = tokens[:-1] * len(census.words) + tokens[1:]
    ends = np.zeros(len(pairs), bool)
    inner = census.starts[1:-1]
    ends[inner[(inner > 0) & (inner <= len(pairs))] - 1] = True
    pairs = pairs[~ends]
    place = np.searchsorted(keys, pairs)
    place[place == len(keys)] = 0
    hits = place[keys[place] == pairs] if len(keys) else place[:0]
    return np.bincount(hits, minlength=len(keys))
