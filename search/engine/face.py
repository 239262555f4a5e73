"""The face of an engine: what it is asked and what it gives back, whatever evaluates it."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.article import Article
from index.lexicon.lexicon import Lexicon
from search.query.alike import Alikes
from search.query.tree import Group
from search.question import Filters, Level, Match, Sort
from search.words import Words

Docs = NDArray[np.int64]
"""Document numbers of one generation."""
Scores = NDArray[np.float64]
"""The score of each of some documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question in the terms of an engine; ``limit`` None asks for all hits.

    ``alikes`` says what its words are also looked for as.
    """

    tree: Group
    alikes: Alikes
    match: Match = Match.AUTO
    level: Level = Level.NORMAL
    sort: Sort = Sort.RELEVANCE
    filters: Filters = field(default_factory=Filters)
    offset: int = 0
    limit: int | None = 10
    facets: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles have each key of a facet, and how many have none."""

    by_key: Mapping[str, int]
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The documents of the window in their order, and the counts over all that was found.

    ``total`` counts what the match asks for (with ``auto``: articles with all words), ``total_any`` articles
    with some word, ``ranked`` all that can be paged through. Facets and histogram count the articles of
    ``total``, or, with ``auto`` and none of those, of ``total_any``. A facet leaves its own filter aside.
    """

    docs: Docs
    scores: Scores
    total: int
    total_any: int
    ranked: int
    facets: Mapping[str, Counts]
    histogram: Mapping[str, int]


class Engine(Protocol):
    """Evaluates questions on one generation, for several threads at once."""

    @property
    def lexicon(self) -> Lexicon:
        """What the archive's words are kin to."""

    @property
    def count(self) -> int:
        """How many articles there are."""

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that any article is of."""

    def run(self, request: Request) -> Ranking:
        """Return the ranking; raise QueryRefused where a prefix stands for too many words."""

    def similar(
        self, kin: Mapping[str, float], *, limit: int, without: Iterable[int] = ()
    ) -> list[tuple[int, float]]:
        """Return the articles that weighted kin rank first, and their scores."""

    def newest(self, limit: int) -> Docs:
        """Return the newest articles of known date, newest first."""

    def article(self, doc: int) -> Article:
        """Return a stored article."""

    def words_of(self, doc: int, article: Article) -> tuple[Words, Words]:
        """Return the words of a document's title and of its body, whose article is given.

        Where they stand raises IndexDamaged for another article.
        """

    def find(self, article_id: str) -> int | None:
        """Return the document that has the id, or that was also listed under it."""

    def kin_frequencies(self, kin: Sequence[str]) -> list[int]:
        """Return in how many articles words of some kin stand, for each."""

    def telling(self, word: str) -> float:
        """Return how telling a folded word is: the rarer its kin, the more."""

    def words(self) -> Iterator[tuple[str, int]]:
        """Yield the archive's words as written, and in how many articles each stands, in letter order."""

    def has_word(self, word: str) -> bool:
        """Return whether any article has the word as written."""

    def examples(self, word: str, limit: int) -> list[int]:
        """Return some articles that have the word as written, those with it in the title first."""

    def close(self) -> None:
        """Let go of the generation's files."""
