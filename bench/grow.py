"""A large archive grown from a real one: sentences drawn anew within a section, and new rare words.

Drawing sentences anew makes no new word, where a real archive's vocabulary goes on growing: after n words it
has about ``K * n ** beta`` different ones (Heaps' law). So words are made up of halves of two real ones, as
often as the law that the real archive follows asks for; half of them come again.
"""

import math
import random
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import msgspec

from index.analysis import words
from index.article import Article

_SENTENCE_END = re.compile(r"(?<=[.!؟؛])\s+|\n+")
_SOURCES = 4
"""How many articles the sentences of one come from: it has a subject, as real ones have."""
_SMALLEST_SECTION = 50
_REST = "rest"
_COMES_AGAIN = 0.5
_SHORTEST_HALF = 2


@dataclass(frozen=True, slots=True)
class Heaps:
    """The law by which a vocabulary grows: ``factor * words ** exponent``."""

    factor: float
    exponent: float

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> "Heaps":
        """Fit the law to texts that are in no particular order, by the last doubling of their length."""
        seen: set[str] = set()
        sizes, lengths = [], list(accumulate(map(len, texts)))
        for text in texts:
            seen.update(text)
            sizes.append(len(seen))
        half = bisect_right(lengths, lengths[-1] / 2)
        exponent = math.log(sizes[-1] / sizes[half]) / math.log(lengths[-1] / lengths[half])
        return cls(sizes[-1] / lengths[-1] ** exponent, exponent)

    def size(self, count: float) -> float:
        """Return how many different words a text of ``count`` words has."""
        return float(self.factor * count**self.exponent)


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class _Model:
    """A real article as it is drawn from."""

    article: Article
    sentences: Sequence[_Sentence]


class Growth:
    """Draws articles from real ones; the same ones for the same seed."""

    def __init__(self, articles: Sequence[Article], seed: int = 7) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a repeatable draw is wanted
        self._models = [_model(article) for article in articles if article.body]
        self._by_section = _by_section(self._models)
        cut = [[*words(article.title), *words(article.body)] for article in articles]
        self._random.shuffle(cut)
        self._law = Heaps.of(cut)
        self._made = _MadeWords(sorted({word for text in cut for word in text}), self._random)
        self._written = 0

    def articles(self, count: int) -> Iterator[Article]:
        """Yield that many grown articles."""
        for number in range(count):
            yield self._article(number)

    def _article(self, number: int) -> Article:
        model = self._random.choice(self._models)
        section = self._by_section[_section(model.article, self._by_section)]
        sources = self._random.choices(section, k=_SOURCES)
        drawn = [
            self._random.choice(self._random.choice(sources).sentences) for _ in range(len(model.sentences))
        ]
        return msgspec.structs.replace(
            model.article,
            id=f"grown-{number:07}",
            title=_crossed(model.article.title, self._random.choice(section).article.title),
            body="\n".join(self._with_new_words(one) for one in drawn),
            published=self._random.choice(section).article.published,
            url="",
            also=(),
            extra={},
        )

    def _with_new_words(self, sentence: _Sentence) -> str:
        """Return the sentence, some of its words replaced by ones that the real archive does not have."""
        self._written += sentence.length
        due = int(self._law.size(self._written)) - len(self._made.known)
        text = sentence.text
        for _ in range(min(due, sentence.length // 2)):
            text = _replaced(text, self._made.new(), self._random)
            if self._random.random() < _COMES_AGAIN:
                text = _replaced(text, self._random.choice(self._made.made), self._random)
        return text


class _MadeWords:
    """Words of no archive, made of halves of real ones."""

    def __init__(self, real: Sequence[str], draw: random.Random) -> None:
        self._long = [word for word in real if word.isalpha() and len(word) >= 2 * _SHORTEST_HALF]
        self._random = draw
        self.known = set(real)
        self.made: list[str] = []

    def new(self) -> str:
        """Return a word that neither the archive nor a call before had."""
        word = ""
        while not word or word in self.known:
            first, second = self._random.choice(self._long), self._random.choice(self._long)
            word = first[: len(first) // 2 + 1] + second[len(second) // 2 :]
        self.known.add(word)
        self.made.append(word)
        return word


def _model(article: Article) -> _Model:
    texts = [text for text in _SENTENCE_END.split(article.body) if text.strip()]
    return _Model(article, [_Sentence(text, len(words(text))) for text in texts] or [_Sentence("", 0)])


def _by_section(models: Sequence[_Model]) -> Mapping[str, Sequence[_Model]]:
    """Return the articles of each section of each outlet; those of small ones together."""
    found: dict[str, list[_Model]] = {}
    for model in models:
        found.setdefault(_name(model.article), []).append(model)
    small = [name for name, some in found.items() if len(some) < _SMALLEST_SECTION]
    rest = [model for name in small for model in found.pop(name)]
    return {**found, _REST: rest} if rest else found


def _section(article: Article, sections: Mapping[str, object]) -> str:
    name = _name(article)
    return name if name in sections else _REST


def _name(article: Article) -> str:
    return f"{article.outlet}\n{article.section}"


def _crossed(one: str, other: str) -> str:
    """Return a headline that begins as the one and ends as the other."""
    first, second = one.split(), other.split()
    return " ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 + 1 :])


def _replaced(text: str, word: str, draw: random.Random) -> str:
    """Return the text with one of its words replaced."""
    parts = text.split(" ")
    parts[draw.randrange(len(parts))] = word
    return " ".join(parts)
