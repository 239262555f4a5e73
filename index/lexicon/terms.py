"""The terms of words on the levels that a lexicon makes."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from index.codec import layout
from index.lexicon.lexicon import Lexicon
from index.lexicon.stems import Stems

TermsOf = Callable[[Sequence[str]], Iterable[str]]


def terms_on(lexicon: Lexicon) -> Mapping[str, TermsOf]:
    """Return, by level, how terms of the level before become its terms; the first is of folded words."""
    return {layout.E: Stems(lexicon.own_forms).of, layout.D: lexicon.kin_of_stems}
