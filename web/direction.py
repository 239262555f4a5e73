"""Which way an article runs: by most of its words, not by its first letter, as ``dir="auto"`` would.

An Arabic headline that begins with a Latin name (``iPhone يتصدّر``) runs from the right all the same. An
address is one word, however long.
"""

from itertools import islice
from unicodedata import bidirectional

from index.article import Article

WORDS_READ = 60
CLASSES = {"R": "rtl", "AL": "rtl", "L": "ltr"}


def direction(article: Article) -> str:
    """Return ``rtl`` or ``ltr``, as HTML's ``dir`` wants it; ``rtl`` where neither has more words."""
    words = (word for text in (article.title, *article.paragraphs) for word in text.split())
    ways = [_of_word(word) for word in islice(words, WORDS_READ)]
    return "ltr" if ways.count("ltr") > ways.count("rtl") else "rtl"


def _of_word(word: str) -> str:
    """Return the direction of a word's first letter; empty for a number or a sign."""
    return next((CLASSES[each] for each in map(bidirectional, word) if each in CLASSES), "")
