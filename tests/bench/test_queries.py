from bench.queries import AND, HEADLINE, OR, PHRASE, PREFIX, WHOLE_HEADLINE, Draw, Kind
from index.analysis import is_stop


def test_the_same_seed_draws_the_same_queries(corpus, drawn) -> None:
    again = Draw(corpus.headlines, corpus.frequencies, seed=20).queries(25)
    assert again == drawn
    assert Draw(corpus.headlines, corpus.frequencies, seed=21).queries(25) != drawn


def test_every_set_has_as_many_different_queries_as_were_asked_for(drawn) -> None:
    assert {name: len(set(queries)) for name, queries in drawn.items()} == dict.fromkeys(drawn, 25)


def test_queries_are_of_the_sizes_that_their_set_names(drawn) -> None:
    lengths = {name: {len(query.words) for query in queries} for name, queries in drawn.items()}
    assert lengths[OR] <= {2, 3, 4, 5}
    assert lengths[AND] <= {2, 3}
    assert lengths[PHRASE] == {2}
    assert lengths[PREFIX] == {1}
    assert min(lengths[HEADLINE]) >= 4
    assert {query.kind for query in drawn[AND]} == {Kind.ALL}


def test_only_the_whole_headlines_have_stop_words(drawn) -> None:
    with_stops = {
        name
        for name, queries in drawn.items()
        if any(is_stop(word) for query in queries if query.kind is not Kind.PREFIX for word in query.words)
    }
    assert with_stops == {WHOLE_HEADLINE}


def test_words_are_in_the_archive_and_phrases_stand_in_headlines(corpus, drawn) -> None:
    assert all(word in corpus.frequencies for query in drawn[OR] for word in query.words)
    titles = [f" {row.title} " for row in corpus.rows()]
    assert all(any(f" {' '.join(q.words)} " in title for title in titles) for q in drawn[PHRASE])


def test_an_archive_without_headlines_has_no_queries() -> None:
    assert set(map(len, Draw(["خبر"], {"خبر": 1}, seed=1).queries(5).values())) == {0}
