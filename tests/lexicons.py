"""The shipped lexicon, for tests that make their own archives or ask none."""

from index.lexicon.lexicon import Lexicon, shipped
from index.lexicon.terms import terms_on
from search.query.alike import Alikes

LEXICON = Lexicon.open(shipped())
TERMS = terms_on(LEXICON)
ALIKES = Alikes(LEXICON)
"""For queries whose words are looked for as nothing else."""
