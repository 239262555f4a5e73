"""The engine on Whoosh: opens a generation, lowers questions and counts what they find."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from index import schema
from index.analysis import stem
from index.article import Article
from index.stored import StoredArticles
from search.engine.columns import Columns, Mask
from search.engine.evaluate import Evaluation, Matched
from search.engine.face import Counts, Docs, Ranking, Request, Scores
from search.engine.lowering import lower, stems_query
from search.engine.postings import Postings
from search.engine.weighting import idf
from search.facets import chosen
from search.query.limits import Limits, TooManyTerms
from search.query.plan import plan
from search.question import FACET_FIELDS, Filters, Match, Sort

Keys = Docs | Scores | Mask

_TEXT_N = (schema.TITLE_N, schema.BODY_N)
_TEXT_E = (schema.TITLE_E, schema.BODY_E)


class WhooshEngine:
    """Evaluates questions on one generation; several threads may ask at once."""

    def __init__(self, reader: Any, limits: Limits) -> None:
        self._reader = reader
        self._limits = limits
        self._postings = Postings(reader)
        self._columns = Columns(reader)
        self._stored = StoredArticles(reader)

    @property
    def count(self) -> int:
        """How many articles there are."""
        return int(self._columns.alive.sum())

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """Return the first and the last day that any article is of."""
        known = self._columns.days[self._columns.alive & (self._columns.days != schema.DAY_UNKNOWN)]
        if not len(known):
            return None, None
        return dt.date.fromordinal(int(known.min())), dt.date.fromordinal(int(known.max()))

    def run(self, request: Request) -> Ranking:
        """Return the ranking; raise TooManyTerms where a prefix stands for too many words."""
        lowered = lower(request.tree, match=request.match, level=request.level, dictionary=self)
        evaluation = Evaluation(self._postings, self._columns)
        finding = _Finding(
            columns=self._columns,
            some=evaluation.of(lowered.some),
            all=evaluation.of(lowered.all),
            request=request,
        )
        return finding.ranking()

    def similar(
        self, stems: Mapping[str, float], *, limit: int, without: Iterable[int] = ()
    ) -> list[tuple[int, float]]:
        """Return the articles that the weighted stems rank first, and their scores."""
        docs, scores = Evaluation(self._postings, self._columns).of(stems_query(dict(stems)))
        kept = ~np.isin(docs, list(without))
        docs, scores = docs[kept], scores[kept]
        order = np.lexsort((self._columns.id_order[docs], -scores))[:limit]
        return list(zip(docs[order].tolist(), scores[order].tolist(), strict=True))

    def newest(self, limit: int) -> Docs:
        """Return the newest articles of known day, newest first."""
        columns = self._columns
        docs = np.flatnonzero(columns.alive & (columns.days != schema.DAY_UNKNOWN))
        return docs[np.lexsort(_by_date(columns, docs, newest=True))][:limit]

    def article(self, doc: int) -> Article:
        """Return a stored article."""
        return self._stored.article(doc)

    def find(self, article_id: str) -> int | None:
        """Return the document that has the id, or that was also listed under it."""
        return self._stored.first_number(article_id)

    def stem_frequencies(self, stems: Sequence[str]) -> list[int]:
        """Return in how many articles each stem stands in the body, or in the title where that is more."""
        return [max(self._postings.frequency(field, one) for field in _TEXT_E) for one in stems]

    def telling(self, word: str) -> float:
        """Return how telling a folded word is: the inverse document frequency of its stem."""
        return idf(self._columns.count, *self.stem_frequencies([stem(word)]))

    def words(self) -> Iterator[tuple[str, int]]:
        """Yield the archive's words as written, and in how many articles each stands, in letter order."""
        counts: dict[str, int] = {}
        for field in _TEXT_N:
            for word, count in self._postings.frequencies(field).items():
                counts[word] = max(counts.get(word, 0), count)
        yield from sorted(counts.items())

    def has_word(self, word: str) -> bool:
        """Return whether any article has the word as written."""
        return any(self.has(field, word) for field in _TEXT_N)

    def has_stem(self, stemmed: str) -> bool:
        """Return whether any article has a word of the stem."""
        return any(self.has(field, stemmed) for field in _TEXT_E)

    def examples(self, word: str, limit: int) -> list[int]:
        """Return some articles that have the word as written, those with it in the title first."""
        found = [doc for field in _TEXT_N for doc in self._postings.first(field, word, limit)]
        return found[:limit]

    def close(self) -> None:
        """Let go of the generation's files."""
        self._reader.close()

    def has(self, field: str, word: str) -> bool:
        """Return whether a field has the word."""
        return self._postings.has(field, word)

    def expand(self, fields: Sequence[str], beginning: str) -> list[str]:
        """Return the words of the fields that begin with folded letters; raise TooManyTerms for too many."""
        words: set[str] = set()
        for field in fields:
            for word in self._expansions(field, beginning):
                words.add(word)
                if len(words) > self._limits.expansion_terms:
                    raise TooManyTerms(self._limits.expansion_terms)
        return sorted(words)

    def keys(self, field: str) -> Sequence[str]:
        """Return the keys that a facet has."""
        return self._columns.facets[field].keys

    def _expansions(self, field: str, beginning: str) -> Iterator[str]:
        for term in self._reader.expand_prefix(field, beginning):
            yield term.decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finding:
    """What matched, before it is narrowed, counted and ordered."""

    columns: Columns
    some: Matched
    all: Matched
    request: Request

    def ranking(self) -> Ranking:
        filters = self._filters()
        narrowed = _every(list(filters.values()), self.columns.count)
        has_some, has_all = self._mask(self.some), self._mask(self.all)
        total_any = int((has_some & narrowed).sum())
        total_all = int((has_all & narrowed).sum())
        shown = self.all if self.request.match is Match.ALL else self.some
        match = self.request.match
        counted = has_some if match is Match.ANY or (match is Match.AUTO and not total_all) else has_all
        docs, scores, ranked = self._window(shown, narrowed, has_all)
        return Ranking(
            docs=docs,
            scores=scores,
            total=total_any if match is Match.ANY else total_all,
            total_any=total_any,
            ranked=ranked,
            facets=self._facets(filters, counted) if self.request.facets else {},
            histogram=self._histogram(counted & narrowed) if self.request.facets else {},
        )

    def _mask(self, matched: Matched) -> Mask:
        mask = np.zeros(self.columns.count, bool)
        mask[matched.docs] = True
        return mask

    def _filters(self) -> dict[str, Mask]:
        """Return, by the field that it narrows, which documents each filter keeps."""
        filters: Filters = self.request.filters
        masks = {
            field: self.columns.facets[field].mask(keys)
            for field in FACET_FIELDS
            if (keys := chosen(filters, field))
        }
        columns = self.columns
        if filters.since:
            masks["since"] = columns.days >= filters.since.toordinal()
        if filters.until:
            known = columns.days != schema.DAY_UNKNOWN
            masks["until"] = known & (columns.last_days <= filters.until.toordinal())
        return masks

    def _facets(self, filters: Mapping[str, Mask], counted: Mask) -> dict[str, Counts]:
        found = {}
        for field in FACET_FIELDS:
            masks = [counted, *(mask for name, mask in filters.items() if name != field)]
            by_key, missing = self.columns.facets[field].counts(_every(masks, self.columns.count))
            found[field] = Counts(by_key, missing)
        return found

    def _histogram(self, counted: Mask) -> dict[str, int]:
        by_month, _ = self.columns.facets[schema.MONTH].counts(counted)
        return dict(sorted(by_month.items()))

    def _window(self, shown: Matched, kept: Mask, has_all: Mask) -> tuple[Docs, Scores, int]:
        keeps = kept[shown.docs]
        docs, scores = shown.docs[keeps], shown.scores[keeps]
        order = np.lexsort(self._order(docs, scores, has_all[docs]))
        end = None if self.request.limit is None else self.request.offset + self.request.limit
        page = order[self.request.offset : end]
        return docs[page], scores[page], len(docs)

    def _order(self, docs: Docs, scores: Scores, has_all: Mask) -> list[Keys]:
        """Return the keys of the order, the last one first.

        By relevance, articles with all words come first where the words are few; by date, always. A question
        with nothing to rank by is answered newest first.
        """
        asked = plan(self.request.tree)
        by_date = self.request.sort is not Sort.RELEVANCE or not asked.ranks
        keys: list[Keys] = [-scores, self.columns.id_order[docs]]
        if by_date:
            keys = _by_date(self.columns, docs, newest=self.request.sort is not Sort.OLDEST)[::-1]
        if self.request.match is Match.AUTO and (by_date or asked.is_short):
            keys.insert(0, ~has_all)
        return keys[::-1]


def _by_date(columns: Columns, docs: Docs, *, newest: bool) -> list[Keys]:
    """Return the keys of the order by date, the last one first: unknown days at the end, ties by id."""
    sign = -1 if newest else 1
    days = columns.days[docs]
    return [columns.id_order[docs], sign * columns.instants[docs], sign * days, days == schema.DAY_UNKNOWN]


def _every(masks: Sequence[Mask], count: int) -> Mask:
    kept = np.ones(count, bool)
    for mask in masks:
        kept &= mask
    return kept
