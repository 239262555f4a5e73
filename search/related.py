"""Related articles: the words that tell an article or a draft from all others, and what else has them."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from index.analysis import Token, is_stop, tokenize
from search.engine.face import Engine

MOST_TERMS = 25
"""How many telling kin a relation rests on."""
TITLE_WEIGHT = 3
"""How many times a word of the headline counts."""
_LONGEST = 20_000
"""Words of a text after so many tell no more of what it is about."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Kin that tell a text from others: their weight, and the word that stood for them as printed."""

    kin: str
    weight: float
    printed: str


def telling_kin(title: str, body: str, engine: Engine, *, least: int) -> list[Telling]:
    """Return the kin of highest tf·idf (Salton and Buckley 1988), the highest first.

    Kin of fewer than ``least`` articles, stop words and single letters are none of them.
    """
    counts: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for text, weight in ((title, TITLE_WEIGHT), (body, 1)):
        for token in islice(tokenize(text), _LONGEST):
            if _may_tell(token):
                kin = engine.lexicon.kin(token.word)
                counts[kin] += weight
                printed.setdefault(kin, Counter())[text[token.start : token.end]] += weight
    weights = _weights(counts, engine, least)
    best = sorted(weights, key=lambda one: (-weights[one], one))[:MOST_TERMS]
    return [Telling(one, weights[one], printed[one].most_common(1)[0][0]) for one in best]


def _may_tell(token: Token) -> bool:
    return len(token.word) > 1 and not is_stop(token.word)


def _weights(counts: Mapping[str, int], engine: Engine, least: int) -> dict[str, float]:
    kin = list(counts)
    frequencies = engine.kin_frequencies(kin)
    return {
        one: (1 + math.log(counts[one])) * math.log(1 + engine.count / frequency)
        for one, frequency in zip(kin, frequencies, strict=True)
        if frequency >= least
    }
