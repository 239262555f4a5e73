"""The terms of words on the levels that a lexicon makes."""

from collections.abc import Callable, Mapping

from index.codec import layout
from index.lexicon.lexicon import Lexicon


def term_on(lexicon: Lexicon) -> Mapping[str, Callable[[str], str]]:
    """Return, by level, how a term of the level before becomes its term; the first is of folded words."""
    return {layout.E: lexicon.find_stem, layout.D: lexicon.find_kin_of_stem}
