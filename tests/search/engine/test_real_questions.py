"""Real questions asked of real articles: the engine, brute force and Whoosh's searcher agree."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from whoosh.index import FileIndex
from whoosh.searching import Searcher

from index.analysis import words
from index.article import Article
from index.codec.segment import Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from index.merging import names
from index.snapshot import Part, Snapshot
from index.sources import read
from index.whoosh_index import ArchiveIndex
from search.engine.arrays_engine import ArraysEngine
from search.engine.columns import Columns
from search.engine.face import Request
from search.engine.lowering import Mode, lower
from search.engine.weighting import Bm25
from search.query.limits import Limits
from search.query.tree import Clause, FieldName, Group, Phrase, Word
from search.question import Level, Match
from tests.lexicons import ALIKES, LEXICON, TERMS
from tests.search.engine.test_oracle import Plain, Scores
from tests.whoosh_archive import write_archive

DATA = Path(__file__).parents[3] / "../shared/data"
COUNT = 5_000
CUT = 3_200
EVERY = 41
"""Whoosh takes up to a second for a question, so it is asked one in so many."""
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs the articles in ../shared/data")


@dataclass
class Inverted(Plain):
    """The plain evaluator with its words counted once: the same definitions on thousands of articles."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.counted = cache(self._counted)
        self.pairs_in = cache(super().pairs_in)

    def _counted(self, at: str, form: Callable[[str], str]) -> dict[str, dict[int, int]]:
        found: dict[str, dict[int, int]] = {}
        form = cache(form)
        for d, text in enumerate(self.texts[at]):
            for term in map(form, text):
                own = found.setdefault(term, {})
                own[d] = own.get(d, 0) + 1
        return found

    def bm25(self, at: str, term: str, form: Callable[[str], str] = str) -> Scores:
        return self.scored(at, self.counted(at, form).get(term, {}))

    def having(self, at: str, term: str, form: Callable[[str], str]) -> int:
        return len(self.counted(at, form).get(term, ()))

    def rows_in(self, at: FieldName, slots: list[list[str]], documents: Iterable[int]) -> Scores:
        having = [{d for word in slot for d in self.counted(at, str).get(word, ())} for slot in slots]
        return super().rows_in(at, slots, sorted(set(documents).intersection(*having)))


@dataclass(frozen=True)
class Real:
    """Real articles in two segments, as the engine, brute force and Whoosh's own codec see them."""

    engine: ArraysEngine
    snapshot: Snapshot
    articles: list[Article]
    whoosh: FileIndex


def _articles() -> Iterator[Article]:
    """Yield articles of which none is another listing of one before."""
    seen: set[str] = set()
    for one in read([DATA / "ant.jsonl.xz"]):
        if isinstance(one, Article) and seen.isdisjoint(names(one)):
            yield one
            seen.update(names(one))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    folder = tmp_path_factory.mktemp("real")
    articles = list(islice(_articles(), COUNT))
    parts: list[Part] = []
    for own in (articles[:CUT], articles[CUT:]):
        path = write_segment(own, Vocabulary(TERMS), folder)
        parts.append(Part(Segment(path), CUT if parts else 0, None))
    snapshot = Snapshot(parts, LEXICON)
    whoosh = write_archive(folder / "whoosh", articles[:CUT], articles[CUT:])
    return Real(ArraysEngine(snapshot, Limits()), snapshot, articles, whoosh)


def _trees() -> list[tuple[Group, Match]]:
    """Return each question as any of its words, as all of them, and as a phrase of its first ones."""
    trees = []
    for line in (DATA / "ans/queries.jsonl").read_text("utf-8").splitlines():
        cut = [Word(text=word) for word in words(json.loads(line)["text"])]
        some = Group(clauses=tuple(Clause(node=word) for word in cut))
        first = Group(clauses=(Clause(node=Phrase(words=tuple(cut[:2]))),))
        trees += [(some, Match.ANY), (some, Match.ALL), (first, Match.ANY)]
    return trees


def _found(real: Real, tree: Group, match: Match) -> Scores:
    ranking = real.engine.run(Request(tree=tree, alikes=ALIKES, match=match, limit=None, facets=False))
    assert list(ranking.scores) == sorted(ranking.scores, reverse=True)
    return dict(zip(ranking.docs.tolist(), ranking.scores.tolist(), strict=True))


def test_brute_force_finds_and_scores_the_same(real: Real) -> None:
    plain = Inverted(real.articles, Level.NORMAL, Match.ANY)
    found = clear = 0
    for tree, match in _trees():
        plain.match = match
        without_pairs = plain.found(tree, Mode(match.value))
        lifted = plain.lifted(tree, without_pairs)
        expected = plain.fed_back(tree, lifted)
        got = _found(real, tree, match)
        assert got.keys() == expected.keys()
        if plain.is_clear(without_pairs) and plain.is_settled(lifted):
            clear += 1
            assert got == pytest.approx(expected, abs=1e-9)
        found += len(expected)
    assert found > 100_000
    assert clear > 2_000


def test_whooshs_searcher_finds_and_scores_the_same(real: Real) -> None:
    """Over the arrays, and over what Whoosh's default codec wrote of the same articles."""
    bm25 = Bm25(Columns(real.snapshot))
    with ArchiveIndex(real.snapshot).reader() as over_arrays, real.whoosh.reader() as over_whoosh:
        searchers = [Searcher(reader, weighting=bm25) for reader in (over_arrays, over_whoosh)]
        for tree, match in _trees()[::EVERY]:
            lowered = lower(tree, match=match, level=Level.NORMAL, alikes=ALIKES, dictionary=real.engine)
            query = lowered.all if match is Match.ALL else lowered.some
            docs, scores = real.engine.best(query, None)
            got = dict(zip(docs.tolist(), scores.tolist(), strict=True))
            for searcher in searchers:
                hits = searcher.search(query, limit=None)
                assert got == pytest.approx({hit.docnum: hit.score for hit in hits}, abs=1e-9)
