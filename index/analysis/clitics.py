"""Spells out a word with what may be attached before it, for phrases."""

from functools import lru_cache
from itertools import product

from index.analysis import tables

ARTICLE = "ال"
LAM = "ل"
KEPT = 1 << 12


def _read_clitics() -> dict[str, list[str]]:
    return {
        row["before"]: row["clitics"].split() for row in tables.columns("clitics.tsv", "before", "clitics")
    }


CLITICS = _read_clitics()
CONJUNCTIONS = ["", *CLITICS["everything"]]


@lru_cache(maxsize=KEPT)
def with_clitics(word: str) -> tuple[str, ...]:
    """Return a folded word, itself first, and its forms with و ف ب ك ل ال لل and their chains before it.

    The ال of a word melts into a ل before it: بلد and البلد both give للبلد.
    """
    bare = word.removeprefix(ARTICLE)
    before = CLITICS["any word"] + (CLITICS["no article"] if bare == word else [])
    forms = [word, *(clitic + word for clitic in before), _with_lam_and_article(bare)]
    return tuple(dict.fromkeys(conjunction + form for conjunction, form in product(CONJUNCTIONS, forms)))


def _with_lam_and_article(bare: str) -> str:
    """Return للبلد for بلد, and للجنه for لجنه: three lams are written as two."""
    return LAM + bare if bare.startswith(LAM) else LAM + LAM + bare
