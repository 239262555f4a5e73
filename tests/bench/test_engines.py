import pytest

from bench.corpus import Corpus
from bench.engines import all_engines
from bench.engines.face import Engine
from bench.queries import Kind, Query
from bench.scoring import Scoring
from bench.truth import Truth

ENGINES = [pytest.param(engine, id=engine.name) for engine in all_engines()]


@pytest.fixture(scope="module")
def truth(corpus, drawn) -> Truth:
    return Truth.of(corpus, [query for queries in drawn.values() for query in queries])


@pytest.mark.parametrize("segments", [1, 4])
@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_finds_and_scores_what_brute_force_does(
    engine: Engine, segments: int, corpus: Corpus, truth: Truth, tmp_path
) -> None:
    if reason := engine.missing():
        pytest.skip(reason)
    figures = engine.build(corpus, tmp_path, procs=1, segments=segments)
    assert figures.articles == corpus.count
    assert figures.size > 0
    session = engine.open(tmp_path)
    try:
        asked = [query for query in truth.matches if query.kind in engine.kinds]
        faults = {
            query: fault
            for query in asked
            for k in (10, corpus.count)
            if (fault := truth.fault(query, session.top(session.prepare(query), k), k, engine.scoring))
        }
        assert faults == {}
        assert len(session.times([session.prepare(query) for query in asked], 10)) == len(asked)
    finally:
        session.close()


@pytest.fixture
def words(truth: Truth) -> Query:
    return next(q for q in truth.matches if q.kind is Kind.ANY and len(truth.matches[q]) > 3)


def test_brute_force_sees_a_wrong_score(truth: Truth, words: Query) -> None:
    scoring = Scoring()
    ranked = sorted(truth.scores(words, scoring).items(), key=lambda item: -item[1])
    assert truth.fault(words, ranked, len(ranked), scoring) is None
    (doc, score), *rest = ranked
    assert "scores" in (truth.fault(words, [(doc, score * 1.01), *rest], len(ranked), scoring) or "")


def test_brute_force_sees_a_better_article_left_out(truth: Truth, words: Query) -> None:
    ranked = sorted(truth.scores(words, Scoring()).items(), key=lambda item: -item[1])
    assert "stands at its place" in (truth.fault(words, ranked[1:3], 2, Scoring()) or "")


def test_brute_force_sees_hits_that_are_missing_or_do_not_match(corpus, truth: Truth) -> None:
    phrase = next(query for query in truth.matches if query.kind is Kind.PHRASE)
    matching = [(doc, 1.0) for doc in truth.matches[phrase]]
    other = next(doc for doc in range(corpus.count) if doc not in truth.matches[phrase])
    assert truth.fault(phrase, matching[:10], 10, Scoring()) is None
    assert "hits of" in (truth.fault(phrase, [], 10, Scoring()) or "")
    assert "do not match" in (truth.fault(phrase, [*matching[1:10], (other, 1.0)], 10, Scoring()) or "")
