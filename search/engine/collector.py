"""The engine as a collector of Whoosh's, for whoever searches an archive through Whoosh's own searcher."""

from collections.abc import Iterable
from typing import NoReturn

import numpy as np
from whoosh.collectors import Collector
from whoosh.query import ConstantScoreQuery, MultiTerm, Or, Query, Term
from whoosh.searching import Results

from search.engine.arrays_engine import ArraysEngine
from search.engine.lowering import FLAT_SCORE
from search.errors import NotAnswered


class ArraysCollector(Collector):  # type: ignore[misc]
    """Collects the best documents of a query by whole arrays, and tells exactly how many there are.

    Hand it to ``Searcher.search_with_collector`` over an ``ArchiveIndex`` of the engine's snapshot, and ask
    its ``results``. It answers the classes that ``lowering`` names, and Prefix, Wildcard and FuzzyTerm, whose
    words all score the same. Raises NotAnswered for others.
    """

    def __init__(self, engine: ArraysEngine, limit: int | None = 10) -> None:
        self._engine = engine
        self._limit = limit

    def run(self) -> None:
        """Find the documents, all segments at once."""
        query = self.q.accept(self._spelt_out)
        self._found = self._engine.matching(query)
        docs, scores = self._engine.best(query, self._limit)
        self.items = list(zip(scores.tolist(), docs.tolist(), strict=True))
        self.finish()

    def all_ids(self) -> Iterable[int]:
        """Return the documents found."""
        found: list[int] = np.flatnonzero(self._found).tolist()
        return found

    def count(self) -> int:
        """Return how many documents were found."""
        return int(np.count_nonzero(self._found))

    def results(self) -> Results:
        """Return the best documents, the best first, as Whoosh gives results."""
        return self._results(self.items, docset=set(self.all_ids()))

    def collect(self, sub_docnum: int) -> NoReturn:  # noqa: ARG002
        """Refuse: documents are not collected one by one, as collectors that wrap others want it."""
        raise NotAnswered("one document after the other")

    def sort_key(self, sub_docnum: int) -> NoReturn:
        """Refuse, as ``collect`` does."""
        self.collect(sub_docnum)

    def _spelt_out(self, query: Query) -> Query:
        """Return the words that the dictionary has for a query that stands for several."""
        if not isinstance(query, MultiTerm):
            return query
        # Whoosh's own simplify() fails for FuzzyTerm, whose words come as text and not as bytes.
        found = query._btexts(self.top_searcher.reader())  # noqa: SLF001
        texts = {text if isinstance(text, str) else text.decode() for text in found}
        return ConstantScoreQuery(Or([Term(query.field(), text) for text in sorted(texts)]), FLAT_SCORE)
