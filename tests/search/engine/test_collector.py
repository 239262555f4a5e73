"""The engine as a collector of Whoosh's gives what Whoosh's own collectors give."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.collectors import UnlimitedCollector
from whoosh.query import And, DateRange, FuzzyTerm, Or, Phrase, Prefix, Query, Term, Wildcard
from whoosh.query.compound import DefaultOr
from whoosh.searching import Searcher

from index.analysis import words
from index.whoosh_index import ArchiveIndex
from search.engine.collector import ArraysCollector
from search.engine.columns import Columns
from search.engine.weighting import Bm25
from search.errors import NotAnswered
from tests.search.engine.conftest import VOCABULARY, Tiny

FOLDED = sorted({word for one in VOCABULARY for word in words(one)})
fields = st.sampled_from(["title_n", "body_n", "body_e"])
terms = st.builds(Term, fields, st.sampled_from([*FOLDED, "ليسهنا"]))
EXPANDED = [
    Prefix("body_n", "ال"),
    Wildcard("body_n", "*حكوم*"),
    Wildcard("title_n", "?دن"),
    FuzzyTerm("body_n", "نفظ"),
    Wildcard("body_n", "ليس?هنا"),
]
queries = st.lists(terms, min_size=1, max_size=4).flatmap(lambda some: st.sampled_from([Or(some), And(some)]))


def searcher_of(archive: Tiny) -> Searcher:
    return Searcher(ArchiveIndex(archive.snapshot).reader(), weighting=Bm25(Columns(archive.snapshot)))


def whooshs(searcher: Searcher, query: Query) -> dict[int, float]:
    collector = UnlimitedCollector()
    searcher.search_with_collector(query, collector)
    return {hit.docnum: hit.score for hit in collector.results()}


@given(query=queries, limit=st.integers(1, 20) | st.none())
def test_results_are_whooshs(tiny: Tiny, patched: Tiny, query: Query, limit: int | None) -> None:
    for archive in (tiny, patched):
        searcher = searcher_of(archive)
        collector = ArraysCollector(archive.engine, limit)
        searcher.search_with_collector(query, collector)
        results, expected = collector.results(), whooshs(searcher, query)
        best = sorted(expected.values(), reverse=True)[:limit]
        assert [hit.score for hit in results] == pytest.approx(best)
        assert all(hit.score == pytest.approx(expected[hit.docnum]) for hit in results)
        assert (len(results), results.docs()) == (len(expected), set(expected))


@pytest.mark.parametrize("query", EXPANDED, ids=repr)
def test_words_with_gaps_find_what_whooshs_find(tiny: Tiny, patched: Tiny, query: Query) -> None:
    for archive in (tiny, patched):
        searcher = searcher_of(archive)
        collector = ArraysCollector(archive.engine, None)
        searcher.search_with_collector(query, collector)
        results = collector.results()
        assert results.docs() == set(whooshs(searcher, query))
        assert {hit.score for hit in results} <= {1.0}


@pytest.mark.parametrize("query", [Phrase("body_n", ["نفط", "غاز"]), Term("id", "t01")])
def test_what_the_arrays_do_not_answer_is_refused(tiny: Tiny, query: Query) -> None:
    with pytest.raises(NotAnswered, match="Whoosh's searcher"):
        searcher_of(tiny).search_with_collector(query, ArraysCollector(tiny.engine))


@pytest.mark.parametrize(
    "query",
    [DateRange("day", dt.datetime(2024, 1, 1), dt.datetime(2024, 2, 1)), DefaultOr([])],
)
def test_kinds_of_what_they_answer_are_refused(tiny: Tiny, query: Query) -> None:
    with pytest.raises(NotAnswered, match=type(query).__name__):
        tiny.engine.matching(query)


def test_collectors_around_it_are_refused(tiny: Tiny) -> None:
    with pytest.raises(NotAnswered, match="one document after the other"):
        ArraysCollector(tiny.engine).collect(0)
