"""Spells out a word with what may be attached before it, for phrases."""

from functools import lru_cache
from itertools import product

ARTICLE = "ال"
LAM = "ل"
CONJUNCTIONS = ("", "و", "ف")
BEFORE_ANY_WORD = ("", "ب", "ك", "ل")
BEFORE_A_WORD_WITHOUT_ARTICLE = ("ال", "بال", "كال", "لل")


@lru_cache(maxsize=1 << 12)
def with_clitics(word: str) -> tuple[str, ...]:
    """Return a folded word, itself first, and its forms with و ف ب ك ل ال لل and their chains before it.

    The ال of a word melts into a ل before it: بلد and البلد both give للبلد.
    """
    bare = word.removeprefix(ARTICLE)
    forms = [before + word for before in BEFORE_ANY_WORD]
    if bare == word:
        forms += [before + word for before in BEFORE_A_WORD_WITHOUT_ARTICLE]
    forms.append(_with_lam_and_article(bare))
    return tuple(dict.fromkeys(conjunction + form for conjunction, form in product(CONJUNCTIONS, forms)))


def _with_lam_and_article(bare: str) -> str:
    """Return للبلد for بلد, and للجنه for لجنه: three lams are written as two."""
    return LAM + bare if bare.startswith(LAM) else LAM + LAM + bare
