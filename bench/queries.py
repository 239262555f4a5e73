"""Queries drawn, with a seed, from an archive's own headlines."""

import random
from collections.abc import Mapping, Sequence

from index.analysis import is_stop, tokenize

_SHORTEST_WORD = 3
_SHORTEST_HEADLINE = 4


def drawn(headlines: Sequence[str], count: int, seed: int = 20) -> Mapping[str, Sequence[str]]:
    """Return ``count`` queries of each kind: some words, a headline, a phrase, a beginning."""
    draw = random.Random(seed)  # noqa: S311 - a repeatable draw is wanted
    words = [told for headline in headlines if len(told := _telling_words(headline)) >= _SHORTEST_HEADLINE]
    chosen = [draw.choice(words) for _ in range(count)]
    return {
        "2-5 words": [" ".join(draw.sample(each, min(len(each), draw.randint(2, 5)))) for each in chosen],
        "headline": [" ".join(each) for each in chosen],
        "phrase": [
            f"«{' '.join(each[at : at + 2])}»" for each in chosen for at in [draw.randrange(len(each) - 1)]
        ],
        "beginning": [f"{max(each, key=len)[:4]}*" for each in chosen],
    }


def _telling_words(headline: str) -> list[str]:
    tokens = [token for token in tokenize(headline) if len(token.word) >= _SHORTEST_WORD]
    return [headline[token.start : token.end] for token in tokens if not is_stop(token.word)][:10]
