"""The engine: asks a snapshot's arrays what a question finds, counts it and puts it in order."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np
from whoosh.query import Query

from index import schema
from index.article import Article
from index.codec.layout import TITLE, WORD_FIELDS, D, N
from index.document import decode
from index.lexicon.lexicon import Lexicon
from index.snapshot import Snapshot
from search.engine.arrays import Arrays
from search.engine.bm25 import idf
from search.engine.columns import Columns, Mask
from search.engine.document_words import DocumentWords
from search.engine.face import Docs, Ranking, Request, Scores
from search.engine.finding import Finding
from search.engine.lowering import Lowered, kin_query, lower
from search.engine.ordering import by_date
from search.engine.pairs import RERANKED
from search.engine.ranker import Ranker
from search.engine.terms import Terms, words_only
from search.query.limits import Limits, TooManyTerms


class ArraysEngine:
    """Evaluates questions on one generation; several threads may ask at once."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._snapshot = snapshot
        self._limits = limits
        self._columns = Columns(snapshot)

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._snapshot, self._columns)

    @cached_property
    def _arrays(self) -> Arrays:
        return Arrays(self._snapshot, self._terms)

    @property
    def lexicon(self) -> Lexicon:
        """What the archive's words are kin to."""
        return self._snapshot.lexicon

    @property
    def count(self) -> int:
        """How many articles there are."""
        return self._columns.articles

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that any article is of."""
        known = self._columns.days[self._columns.alive & (self._columns.days != schema.DAY_UNKNOWN)]
        if not len(known):
            return None, None
        return dt.date.fromordinal(int(known.min())), dt.date.fromordinal(int(known.max()))

    def run(self, request: Request) -> Ranking:
        """Return the ranking; raise TooManyTerms where a prefix stands for too many words."""
        lowered = lower(
            request.tree,
            match=request.match,
            level=request.level,
            alikes=request.alikes,
            dictionary=self,
        )
        finding = Finding(request=request, lowered=lowered, columns=self._columns, ranker=self._ranker())
        return finding.ranking()

    def best(self, query: Query, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best documents for a query of the closed list, and their scores; nothing is counted."""
        return self._ranker().best(query, limit)

    def ranked(self, lowered: Lowered, limit: int) -> tuple[Docs, Scores]:
        """Return the best documents for some of a question, pairs included; nothing is counted."""
        ranker = self._ranker()
        docs, scores = ranker.best(lowered.some, max(limit, RERANKED))
        return ranker.pairs.ranked(lowered.pairs, docs, scores, limit)

    def matching(self, query: Query) -> Mask:
        """Return which documents match a query of the closed list."""
        return self._ranker().masks.of(query) & self._columns.alive

    def _ranker(self) -> Ranker:
        return Ranker(self._arrays, self._terms, self._columns)

    def similar(
        self, kin: Mapping[str, float], *, limit: int, without: Iterable[int] = ()
    ) -> list[tuple[int, float]]:
        """Return the articles that weighted kin rank first, and their scores."""
        allowed = self._columns.alive.copy()
        allowed[list(without)] = False
        terms = words_only(kin_query(kin)) or []
        docs, scores = self._ranker().of_words(terms, limit, allowed)
        return list(zip(docs.tolist(), scores.tolist(), strict=True))

    def newest(self, limit: int) -> Docs:
        """Return the newest articles of known day, newest first."""
        columns = self._columns
        docs = np.flatnonzero(columns.alive & (columns.days != schema.DAY_UNKNOWN))
        return by_date(columns, docs, limit, newest=True)

    def article(self, doc: int) -> Article:
        """Return a stored article."""
        return decode(self._snapshot.stored(doc))

    def words_of(self, doc: int, article: Article) -> tuple[DocumentWords, DocumentWords]:
        """Return the words of a document's title and of its body, whose article is given."""
        place = self._snapshot.part(doc)
        segment, document = self._snapshot.place(doc)
        numbers = segment.sequences.of(document)
        titled = int(segment.lengths[TITLE][document])
        return (
            DocumentWords(self._terms, place, segment, numbers[:titled], article.title),
            DocumentWords(self._terms, place, segment, numbers[titled:], article.body),
        )

    def find(self, article_id: str) -> int | None:
        """Return the document that has the id, or that was also listed under it."""
        for field in (schema.ID, schema.ALSO):
            for number in self._snapshot.with_key(field, article_id):
                return number
        return None

    def kin_frequencies(self, kin: Sequence[str]) -> list[int]:
        """Return in how many articles words of some kin stand, for each: in the field that has more."""
        return [max(self._terms.in_field(field, one) for field in _OF_KIN) for one in kin]

    def telling(self, word: str) -> float:
        """Return how telling a folded word is: the inverse document frequency of its kin."""
        return idf(self._columns.count, *self.kin_frequencies([self.lexicon.kin(word)]))

    def words(self) -> Iterator[tuple[str, int]]:
        """Yield the archive's words as written, and in how many articles each stands, in letter order."""
        counts: dict[str, int] = {}
        for part in self._snapshot.parts:
            level = part.segment.levels[N]
            for word, count in zip(level.terms.texts(), level.counts().tolist(), strict=True):
                counts[word] = counts.get(word, 0) + count
        yield from sorted(counts.items())

    def has_word(self, word: str) -> bool:
        """Return whether any article has the word as written."""
        return self._terms.of(N, word).found

    def examples(self, word: str, limit: int) -> list[int]:
        """Return some articles that have the word as written, those with it in the title first."""
        in_title: list[int] = []
        elsewhere: list[int] = []
        for listed in self._terms.of(N, word).of_parts:
            offset = self._snapshot.parts[listed.part].offset
            found = listed.level.postings(listed.term)
            titled = found.times[:, listed.level.spec.fields.index(TITLE)] > 0
            in_title += (found.documents[titled].astype(np.int64) + offset).tolist()[:limit]
            elsewhere += (found.documents[~titled].astype(np.int64) + offset).tolist()[:limit]
        alive = self._columns.alive
        return [doc for doc in in_title + elsewhere if alive[doc]][:limit]

    def close(self) -> None:
        """Do nothing: what is mapped is let go with the last that holds it."""

    def has(self, field: str, word: str) -> bool:
        """Return whether a field has the word."""
        return self._terms.in_field(field, word) > 0

    def expand(self, fields: Sequence[str], beginning: str) -> list[str]:
        """Return the words of the fields that begin with folded letters; raise TooManyTerms for too many."""
        words: set[str] = set()
        for level in dict.fromkeys(WORD_FIELDS[field][0] for field in fields):
            for part in self._snapshot.parts:
                terms = part.segment.levels[level].terms
                numbers = terms.beginning_with(beginning.encode())
                if len(numbers) > self._limits.expansion_terms:
                    raise TooManyTerms(self._limits.expansion_terms)
                words.update(terms[number].decode() for number in numbers)
        if len(words) > self._limits.expansion_terms:
            raise TooManyTerms(self._limits.expansion_terms)
        return sorted(words)

    def keys(self, field: str) -> Sequence[str]:
        """Return the keys that a facet has."""
        return self._columns.facets[field].keys


_OF_KIN = [field for field, (level, _) in WORD_FIELDS.items() if level == D]
