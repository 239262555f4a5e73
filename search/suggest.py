"""Completions for the search box and "did you mean", both from the archive's own words."""

import math
import threading
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from heapq import nsmallest

from pyarabic.araby import strip_tashkeel, strip_tatweel
from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.analysis import Token, fold_word, tokenize
from index.analysis import words_of_query as words_of
from search.engine.face import Engine
from search.query import Parsed, replace_words, searched_words
from search.query.alike import Row
from search.query.tree import Group, Word
from search.question import Level
from search.spelling import slip_cost

_RARELY = 2
_MANY_ARTICLES = 1_000
"""In an archive of so many, a word of fewer than _RARELY articles is too likely a slip to be suggested."""
_SHORTEST = 4
"""Words of fewer letters have too many neighbours to be respelt."""
_SHORTEST_PART = 3
_SPLIT_COST = 1.2
"""Two words run together, of three letters or more, are a little rarer than a slip inside one."""
_LONG = 6
"""Words of so many letters may have two slips, shorter ones one."""
_FAR_MORE = 100
"""A word found in other forms only is respelt where so many times as many articles have what was meant."""
_LETTERS_TO_COMPLETE = 2
_EXAMPLES = 3
_MOST_NEAR = 3
"""So many spellings are taken for a word that nobody knows."""
_AS_LIKELY = 0.35
"""What is so little costlier than the nearest may have been meant as well."""


class Suggester:
    """Suggests words of one archive; several threads may ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._near = lru_cache(maxsize=1 << 10)(self._near_rows)
        self._as_printed = lru_cache(maxsize=1 << 12)(self._printed)

    def completions(self, text: str, limit: int) -> list[str]:
        """Return the text with its last word completed, the most frequent first, or else respelt."""
        tokens = tokenize(text)
        if not tokens or tokens[-1].end != len(text) or len(tokens[-1].word) < _LETTERS_TO_COMPLETE:
            return []
        last = tokens[-1]
        words = [self._as_printed(word) for word in self._vocabulary.beginning(last.word, limit)]
        if not words and not self._engine.has_word(last.word) and (meant := self._respelt(last.word)):
            words = [meant]
        return [text[: last.start] + word for word in words]

    def respelt(self, parsed: Parsed, *, found: bool) -> str | None:
        """Return the query with the words that the archive does not know respelt, or None.

        Where something was found, so is a word that the archive has in other forms only, if those are few
        beside what was meant: القووات has the stem of some rare word, and القوات was meant.
        """
        meant = {}
        for node in searched_words(parsed.tree):
            words = words_of(node.text)
            if len(words) == 1 and not self._engine.has_word(words[0]):
                kin = self._engine.lexicon.kin(words[0])
                least = _FAR_MORE * self._engine.kin_frequencies([kin])[0] if found else 0
                meant[node.start] = self._respelt(words[0], least)
        told = {start: word for start, word in meant.items() if word}
        return replace_words(parsed, told) if told else None

    def near(self, tree: Group, level: Level) -> dict[Word, tuple[Row, ...]]:
        """Return near spellings for the words that neither archive nor lexicon knows; for all where wide."""
        found: dict[Word, tuple[Row, ...]] = {}
        for node in searched_words(tree):
            words = words_of(node.text)
            asked = node.level or level
            if len(words) != 1 or asked is Level.EXACT:
                continue
            if asked is Level.WIDE or not self.knows(words[0]):
                rows = self._near(words[0])
                found |= {node: rows} if rows else {}
        return found

    def printed(self, words: str) -> str:
        """Return folded words in the spelling that articles most often give them."""
        return " ".join(map(self._as_printed, words.split()))

    def knows(self, word: str) -> bool:
        """Say whether the archive or its lexicon has a folded word, or any of its kin."""
        engine, lexicon = self._engine, self._engine.lexicon
        kin = lexicon.kin(word)
        return engine.has_word(word) or lexicon.knows(word) or engine.kin_frequencies([kin]) != [0]

    def _near_rows(self, word: str) -> tuple[Row, ...]:
        meant = self._vocabulary.meant(word)
        least = min(meant.values(), default=0)
        likely = [other for other, cost in meant.items() if cost <= least + _AS_LIKELY]
        return tuple(tuple(other.split()) for other in likely[:_MOST_NEAR])

    @property
    def _vocabulary(self) -> "Vocabulary":
        with self._lock:
            return self._all_words

    @cached_property
    def _all_words(self) -> "Vocabulary":
        least = _RARELY if self._engine.count >= _MANY_ARTICLES else 1
        found = [(word, count) for word, count in self._engine.words() if count >= least]
        return Vocabulary([word for word, _ in found], [count for _, count in found])

    def _respelt(self, word: str, least: int = 0) -> str | None:
        """Return what was meant by a word if at least so many articles have it."""
        meant = self._vocabulary.nearest(word) if least <= self._engine.count else None
        if meant is None or min(map(self._vocabulary.count, meant.split())) < least:
            return None
        return self.printed(meant)

    def _printed(self, word: str) -> str:
        """Return the spelling that articles most often give to a folded word, without vowels."""
        spellings: Counter[str] = Counter()
        for doc in self._engine.examples(word, _EXAMPLES):
            article = self._engine.article(doc)
            spelling = _spelling(article.title, word) or _spelling(article.body, word)
            spellings[spelling or word] += 1
        return spellings.most_common(1)[0][0] if spellings else word


@dataclass(frozen=True)
class Vocabulary:
    """Words in letter order, and in how many articles each stands."""

    words: list[str]
    counts: list[int]

    def count(self, word: str) -> int:
        """Return in how many articles a word stands, 0 for a word that is not here."""
        place = bisect_left(self.words, word)
        return self.counts[place] if place < len(self.words) and self.words[place] == word else 0

    def beginning(self, prefix: str, limit: int) -> list[str]:
        """Return the most frequent words that begin so, the most frequent first."""
        first = bisect_left(self.words, prefix)
        end = bisect_left(self.words, prefix + "\U0010ffff")
        places = nsmallest(limit, range(first, end), key=lambda place: (-self.counts[place], place))
        return [self.words[place] for place in places]

    def nearest(self, word: str) -> str | None:
        """Return the word, or the two words run together, that was most likely meant, or None."""
        return next(iter(self.meant(word)), None)

    def meant(self, word: str) -> dict[str, float]:
        """Return the words, or two words run together, that may have been meant, the likeliest first."""
        if len(word) < _SHORTEST:
            return {}
        most = 2 if len(word) >= _LONG else 1
        near = process.extract(word, self.words, scorer=OSA.distance, score_cutoff=most, limit=None)
        meant = {other: slip_cost(word, other) - self._commonness(place) for other, _, place in near}
        meant |= self._split(word)
        meant.pop(word, None)
        return dict(sorted(meant.items(), key=lambda one: (one[1], one[0])))

    def _commonness(self, place: int) -> float:
        """Return how much a word's frequency speaks for it: a tenfold one outweighs a quarter of a slip."""
        return math.log10(self.counts[place]) / 4

    def _split(self, word: str) -> dict[str, float]:
        """Return the pairs of words that run together to this one, and their costs."""
        pairs = {}
        for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            count = min(self.count(word[:cut]), self.count(word[cut:]))
            if count:
                pairs[f"{word[:cut]} {word[cut:]}"] = _SPLIT_COST - math.log10(count) / 4
        return pairs


def _spelling(text: str, word: str) -> str | None:
    token = next((token for token in tokenize(text) if token.word == word), None)
    return _bare(text, token) if token else None


def _bare(text: str, token: Token) -> str:
    bare = strip_tatweel(strip_tashkeel(text[token.start : token.end]))
    return bare if fold_word(bare) == token.word else token.word
