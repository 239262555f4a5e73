"""Text to tokens to terms: folding, words, stems and stop words, the same code for articles and queries."""

from index.analysis.clitics import with_clitics
from index.analysis.folding import Folded, fold, fold_word
from index.analysis.stemming import stem, without_beginnings
from index.analysis.stopwords import is_stop
from index.analysis.tokens import Token, Tokens, tokenize, tokens_of_query, word_end, words, words_of_query
from index.analysis.version import ANALYSIS_VERSION, fingerprint

__all__ = [
    "ANALYSIS_VERSION",
    "Folded",
    "Token",
    "Tokens",
    "fingerprint",
    "fold",
    "fold_word",
    "is_stop",
    "stem",
    "tokenize",
    "tokens_of_query",
    "with_clitics",
    "without_beginnings",
    "word_end",
    "words",
    "words_of_query",
]
