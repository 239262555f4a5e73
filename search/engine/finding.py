"""What a question finds: the documents of the page, and what is counted over all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from whoosh.query import Or, Query, Require

from index import schema
from index.codec.layout import D
from search.engine.columns import Columns, Mask
from search.engine.face import Counts, Docs, Ranking, Request, Scores
from search.engine.lowering import Lowered, parted
from search.engine.ordering import by_date, by_score
from search.engine.pairs import RERANKED
from search.engine.ranker import Ranker
from search.facets import chosen
from search.query.plan import plan
from search.question import FACET_FIELDS, Filters, Match, Sort


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One question on one snapshot."""

    request: Request
    lowered: Lowered
    columns: Columns
    ranker: Ranker

    def ranking(self) -> Ranking:
        """Return the page's documents in their order, and the counts."""
        match = self.request.match
        filters = self._filters()
        narrowed = _every([self.columns.alive, *filters.values()])
        has_some, has_all = self.ranker.masks.of(self.lowered.some), self.ranker.masks.of(self.lowered.all)
        total_any, total_all = _count(has_some & narrowed), _count(has_all & narrowed)
        shown = has_all if match is Match.ALL else has_some
        counted = has_some if match is Match.ANY or (match is Match.AUTO and not total_all) else has_all
        docs, scores = self._window(shown & narrowed, has_all)
        facets, histogram = self._counts(filters, counted) if self.request.facets else ({}, {})
        return Ranking(
            docs=docs,
            scores=scores,
            total=total_any if match is Match.ANY else total_all,
            total_any=total_any,
            ranked=total_all if match is Match.ALL else total_any,
            facets=facets,
            histogram=histogram,
        )

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

    def _counts(
        self, filters: Mapping[str, Mask], counted: Mask
    ) -> tuple[Mapping[str, Counts], Mapping[str, int]]:
        """Return the facets, each of which leaves its own filter aside, and the histogram, which does not."""
        columns = self.columns.facets
        docs = np.flatnonzero(_every([self.columns.alive, counted, *filters.values()]))
        facets = {}
        for field in FACET_FIELDS:
            own = docs
            if field in filters:
                others = [mask for name, mask in filters.items() if name != field]
                own = np.flatnonzero(_every([self.columns.alive, counted, *others]))
            facets[field] = Counts(*columns[field].counts(own))
        by_month = (
            columns[schema.MONTH].counts(docs)[0] if schema.MONTH in filters else facets[schema.MONTH].by_key
        )
        return facets, dict(sorted(by_month.items()))

    def _window(self, shown: Mask, has_all: Mask) -> tuple[Docs, Scores]:
        """Return the documents of the page: by relevance or date, where asked those with all words first."""
        offset, limit = self.request.offset, self.request.limit
        end = None if limit is None else offset + limit
        asked = plan(self.request.tree)
        dated = self.request.sort is not Sort.RELEVANCE or not asked.ranks
        groups = [shown]
        if self.request.match is Match.AUTO and (dated or asked.is_short):
            groups = [shown & has_all, shown & ~has_all]
        docs, scores = np.empty(0, np.int64), np.empty(0)
        for group in groups:
            room = None if end is None else end - len(docs)
            if room != 0:
                more, more_scores = self._by_date(group, room) if dated else self._by_relevance(group, room)
                docs, scores = np.concatenate([docs, more]), np.concatenate([scores, more_scores])
        return docs[offset:], scores[offset:]

    def _by_relevance(self, group: Mask, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best of a group, the first of which are ranked anew, by pairs of words and by feedback.

        What is sought only as it is written gets no feedback, which goes by kin.
        """
        pairs = self.lowered.pairs
        if not pairs:
            return self._best(group, limit)
        docs, scores = self._best(group, None if limit is None else max(limit, RERANKED))
        docs, scores = self.ranker.pairs.ranked(pairs, docs, scores, None)
        if any(pair.level == D for pair in pairs):
            return self.ranker.feedback.ranked(docs, scores, limit)
        return docs[:limit], scores[:limit]

    def _best(self, group: Mask, limit: int | None) -> tuple[Docs, Scores]:
        """Return the best of a group; what matches more than words is ranked apart, the rest by words."""
        query = self._query
        scored = query.a if isinstance(query, Require) else query
        words, others = parted(scored) if isinstance(scored, Or) else ([], [])
        if not words or not others:
            return self.ranker.best_among(group, query, limit)
        match_others = self.ranker.masks.of(Or(others))
        best = [
            self.ranker.best_among(group & match_others, query, limit),
            self.ranker.best_among(group & ~match_others, Or(words), limit),
        ]
        docs, scores = (np.concatenate(both) for both in zip(*best, strict=True))
        return by_score(docs, scores, limit)

    def _by_date(self, group: Mask, limit: int | None) -> tuple[Docs, Scores]:
        newest = self.request.sort is not Sort.OLDEST
        docs = by_date(self.columns, np.flatnonzero(group), limit, newest=newest)
        order = np.argsort(docs)
        scores = np.empty(len(docs))
        scores[order] = self.ranker.scoring.of(self._query, docs[order])
        return docs, scores

    @property
    def _query(self) -> Query:
        return self.lowered.all if self.request.match is Match.ALL else self.lowered.some


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))


def _every(masks: Sequence[Mask]) -> Mask:
    found = masks[0].copy()
    for mask in masks[1:]:
        found &= mask
    return found
