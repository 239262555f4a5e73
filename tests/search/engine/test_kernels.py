"""Each hot loop does what its plain twin does, on posting lists of many blocks."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import And, Or, Query, Term
from whoosh.query.spans import SpanNear2

from index.article import Article
from index.codec.layout import BLOCK, LEVELS
from index.codec.saturation import FLAT
from index.codec.segment import Level, Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from index.snapshot import Part, Snapshot
from search.engine import kernels, place_kernels
from search.engine.arrays import Arrays
from search.engine.best_words import BestWords
from search.engine.columns import Columns
from search.engine.conjunctions import Conjunctions, conjunctions_of
from search.engine.masks import Masks
from search.engine.near import Near
from search.engine.scoring import Scoring
from search.engine.table import Table
from search.engine.terms import Terms
from search.engine.word_kernels import LONG
from search.rows import in_a_row, near
from tests.lexicons import LEXICON, TERMS

WORDS = [f"{letter}كلم{letter}" for letter in "ابتثجحخدذرزسشصضطظعغف"]
COUNT = 1500


def _articles() -> list[Article]:
    draw = random.Random(11)  # noqa: S311
    weights = [1 / (n + 1) for n in range(len(WORDS))]
    return [
        Article(
            id=f"k{number}",
            title=" ".join(draw.choices(WORDS, weights, k=draw.randrange(5))),
            body=" ".join(draw.choices(WORDS, weights, k=draw.randrange(1, 40))),
        )
        for number in range(COUNT)
    ]


class World:
    """A snapshot of articles in some segments, with all that asks it."""

    def __init__(self, folder: Path, articles: list[Article], sizes: list[int]) -> None:
        parts, offset = [], 0
        for size in sizes:
            path = write_segment(articles[offset : offset + size], Vocabulary(TERMS), folder)
            parts.append(Part(Segment(path), offset, None))
            offset += size
        self.articles = articles
        self.snapshot = Snapshot(parts, LEXICON)
        columns = Columns(self.snapshot)
        self.terms = Terms(self.snapshot, columns)
        self.arrays = Arrays(self.snapshot, self.terms)
        self.masks = Masks(self.arrays, self.terms, columns)
        self.scoring = Scoring(self.arrays, self.masks)
        self.best_words = BestWords(self.arrays)
        self.conjunctions = Conjunctions(self.arrays)

    @property
    def level(self) -> Level:
        return self.snapshot.parts[0].segment.levels["n"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("one"), _articles(), [COUNT])


@pytest.fixture(scope="module")
def cut(tmp_path_factory: pytest.TempPathFactory) -> World:
    return World(tmp_path_factory.mktemp("three"), _articles(), [900, 590, 10])


some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8, unique=True)


def query_of(words: list[str]) -> list[Term]:
    return [Term(field, word) for word in words for field in ("title_n", "body_n")]


@given(words=some_words, limit=st.integers(1, 40), data=st.data())
def test_the_best_are_the_best_of_all(world: World, cut: World, words, limit, data) -> None:
    step = data.draw(st.sampled_from([1, 2, 7, 400]))
    for archive in (world, cut):
        allowed = np.arange(COUNT) % step == 0 if step > 1 else None
        terms = query_of(words)
        docs, scores = archive.best_words.best(terms, limit, allowed)
        found = np.flatnonzero(archive.masks.of(Or(terms)) & (True if allowed is None else allowed))
        whole = archive.scoring.of(Or(terms), found)
        order = np.lexsort((found, -np.round(whole, 9)))[:limit]
        assert scores == pytest.approx(np.sort(whole)[::-1][:limit])
        clear = np.abs(np.diff(whole[order])).min(initial=1) > 1e-9
        if clear:
            assert docs.tolist() == found[order].tolist()


KIN = ["سوق", "اسواق", "السوق", "وزير", "وزراء", "الوزاره", "يعلن", "اعلن", "مدينه", "مدن"]


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return articles in which words stand beside their kin."""
    draw = random.Random(3)  # noqa: S311
    words = [*KIN, *WORDS[:6]]
    articles = [
        Article(
            id=f"l{number}",
            title=" ".join(draw.choices(words, k=draw.randrange(4))),
            body=" ".join(draw.choices(words, k=draw.randrange(1, 30))),
        )
        for number in range(COUNT)
    ]
    return World(tmp_path_factory.mktemp("levels"), articles, [1_000, COUNT - 1_000])


@given(
    words=st.lists(st.sampled_from([*KIN, *WORDS[:6]]), min_size=1, max_size=6, unique=True),
    limit=st.integers(1, 30),
    boosts=st.tuples(*[st.sampled_from([0.05, 0.2, 0.65, 1.0])] * 3),
)
def test_words_stems_and_kin_together_are_ranked_exactly(levels: World, words, limit, boosts) -> None:
    forms = (("n", str), ("e", LEXICON.stem), ("d", LEXICON.kin))
    terms = [
        Term(f"{field}_{level}", form(word), boost=boost * share)
        for word in words
        for (level, form), boost in zip(forms, boosts, strict=True)
        for field, share in (("title", 1), ("body", 1), ("lead", 0.1))
    ]
    docs, scores = levels.best_words.best(terms, limit)
    found = np.flatnonzero(levels.masks.of(Or(terms)))
    whole = levels.scoring.of(Or(terms), found)
    assert scores == pytest.approx(np.sort(whole)[::-1][:limit])
    assert scores == pytest.approx(levels.scoring.of_words(terms, docs))


@given(
    words=st.lists(st.sampled_from(KIN), min_size=1, max_size=3, unique=True),
    fields=st.tuples(*[st.sets(st.sampled_from(["title", "body", "lead"]))] * 3).filter(any),
)
def test_words_stems_and_kin_together_match_what_each_matches(levels: World, words, fields) -> None:
    forms = (("n", str), ("e", LEXICON.stem), ("d", LEXICON.kin))
    terms = [
        Term(f"{field}_{level}", form(word))
        for word in words
        for (level, form), own in zip(forms, fields, strict=True)
        for field in sorted(own)
    ]
    each = np.logical_or.reduce([levels.masks.of(term) for term in terms])
    assert (levels.masks.of(Or(terms)) == each).all()
    both = levels.masks.of(And([Or(terms), Term("body_n", KIN[0])]))
    assert (both == each & levels.masks.of(Term("body_n", KIN[0]))).all()


@pytest.mark.parametrize("level", ["n", "e", "d", "author"])
def test_no_posting_has_a_greater_share_than_its_code_says(levels: World, level: str) -> None:
    """The twin is the share by the document's own length."""
    number = list(LEVELS).index(level)
    for place, part in enumerate(levels.snapshot.parts):
        held = part.segment.levels[level]
        shares, steep = levels.arrays.shares[place][number], levels.arrays.steep[number]
        for term in range(len(held.terms)):
            documents, codes = held.unpacked(term)
            for field in range(len(held.spec.fields)):
                times = held.packed.times_of[codes, field]
                own = times / (times + FLAT + steep[field] * held.packed.lengths[field, documents])
                assert (own <= shares[field, codes]).all()
                assert (shares[field, codes] <= 1).all()


@pytest.fixture(scope="module")
def lopsided(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return many short articles that nearly all have three words, beside which few words are rare."""
    draw = random.Random(5)  # noqa: S311
    common, rare = WORDS[:3], WORDS[3:]
    articles = [
        Article(id=f"c{number}", title="", body=" ".join([*draw.sample(common, 2), draw.choice(rare)]))
        for number in range(4 * LONG)
    ]
    return World(tmp_path_factory.mktemp("lopsided"), articles, [3 * LONG, LONG])


@given(
    words=st.lists(st.sampled_from(WORDS), min_size=2, max_size=7, unique=True),
    boost=st.sampled_from([0.01, 0.3, 1.0]),
    limit=st.integers(1, 30),
    step=st.sampled_from([1, 1000]),
)
def test_common_words_that_are_read_last_count_exactly(lopsided: World, words, boost, limit, step) -> None:
    terms = [Term("body_n", word, boost=boost if word in WORDS[:3] else 1.0) for word in words]
    allowed = np.arange(4 * LONG) % step == 0
    docs, scores = lopsided.best_words.best(terms, limit, allowed)
    found = np.flatnonzero(lopsided.masks.of(Or(terms)) & allowed)
    whole = lopsided.scoring.of(Or(terms), found)
    order = np.lexsort((found, -whole))[:limit]
    assert scores == pytest.approx(whole[order])
    assert docs.tolist() == found[order].tolist()


def _rows(words: list[str]) -> Query:
    """Return the query of words in a row, in the title or the body."""
    return Or([row_of(field, words) for field in ("title_n", "body_n")])


def row_of(field: str, words: list[str]) -> Query:
    """Return the query of words in a row in a field."""
    return SpanNear2([Or([Term(field, word)]) for word in words])


def _has_all(article: Article, words: list[str]) -> bool:
    return set(words) <= {*article.title.split(), *article.body.split()}


def _has_row(article: Article, words: list[str]) -> bool:
    return any(f" {' '.join(words)} " in f" {text} " for text in (article.title, article.body))


@given(
    words=st.lists(st.sampled_from(WORDS[:9]), min_size=1, max_size=3),
    limit=st.integers(1, 40),
    data=st.data(),
)
def test_the_best_with_all_or_in_a_row_are_the_best_of_all(
    world: World, cut: World, words, limit, data
) -> None:
    step = data.draw(st.sampled_from([1, 2, 7]))
    all_of_them = And([Or(query_of([word])) for word in words])
    for archive in (world, cut):
        allowed = np.arange(COUNT) % step == 0 if step > 1 else None
        for query, has in ((all_of_them, _has_all), (_rows(words), _has_row)):
            docs, scores = archive.conjunctions.best(conjunctions_of(query) or [], limit, allowed)
            found = [n for n, article in enumerate(archive.articles) if n % step == 0 and has(article, words)]
            whole = archive.scoring.of(query, np.array(found, np.int64))
            assert scores == pytest.approx(np.sort(whole)[::-1][:limit])
            assert len(docs) == min(limit, len(found))
            assert archive.scoring.of(query, np.sort(docs)) == pytest.approx(scores[np.argsort(docs)])


@given(
    titled=st.lists(st.sampled_from(WORDS[:7]), min_size=2, max_size=3),
    others=st.lists(st.sampled_from(WORDS[:7]), min_size=2, max_size=3),
    limit=st.integers(1, 40),
)
def test_rows_of_other_words_in_each_field_are_not_mixed(world: World, titled, others, limit) -> None:
    query = Or([row_of("title_n", titled), row_of("body_n", others)])
    asked = conjunctions_of(query) or []
    assert len(asked) == (1 if len(titled) == len(others) else 2)
    found = [
        number
        for number, article in enumerate(world.articles)
        if f" {' '.join(titled)} " in f" {article.title} " or f" {' '.join(others)} " in f" {article.body} "
    ]
    docs, scores = world.conjunctions.best(asked, limit)
    whole = world.scoring.of(query, np.array(found, np.int64))
    assert scores == pytest.approx(np.sort(whole)[::-1][:limit])
    assert set(docs.tolist()) <= set(found)
    assert np.flatnonzero(world.masks.of(query)).tolist() == found


def test_a_table_outgrows_its_first_room(world: World) -> None:
    """Rows stay what they were when the arrays are replaced by longer ones."""
    table = Table(world.terms, 1)
    before = table.asked(query_of(WORDS))
    rows, idf = table.lists[0][before[0]].copy(), table.idf[before[0]].copy()
    table.asked([Term("body_n", f"x{number}") for number in range(3 * len(table.idf))])
    after = table.asked(query_of(WORDS))
    assert after[0].tolist() == before[0].tolist()
    assert table.lists[0][after[0]].tolist() == rows.tolist()
    assert table.idf[after[0]].tolist() == idf.tolist()


def test_the_best_leave_no_score_behind(world: World) -> None:
    first = world.best_words.best(query_of(WORDS[:3]), 5)
    again = world.best_words.best(query_of(WORDS[:3]), 5)
    assert first[1].tolist() == again[1].tolist()


def test_most_documents_are_passed_over(world: World) -> None:
    """Rare words and a common one: documents that have the common one alone are never among the best."""
    lists = {word: world.terms.of("n", word).of_parts[0].count for word in WORDS}
    common, *_, rare = sorted(WORDS, key=lambda word: -lists[word])
    docs, _ = world.best_words.best(query_of([common, rare]), 3)
    assert lists[common] > 5 * BLOCK
    assert all(rare in f"{world.articles[doc].title} {world.articles[doc].body}".split() for doc in docs)


@given(word=st.sampled_from(WORDS), fields=st.sampled_from([(0,), (1,), (0, 1)]))
def test_marks_are_the_documents_of_the_fields(world: World, word: str, fields: tuple[int, ...]) -> None:
    mask = world.masks.of(Or([Term(("title_n", "body_n")[field], word) for field in fields]))
    texts = [[one.title, one.body] for one in world.articles]
    assert mask.tolist() == [any(word in text[field].split() for field in fields) for text in texts]


@given(word=st.sampled_from(WORDS), candidates=st.sets(st.integers(0, COUNT - 1)).map(sorted))
def test_scores_of_candidates_are_those_of_the_formula(world: World, word: str, candidates) -> None:
    (listed,) = world.terms.of("n", word).of_parts
    weights, steep = np.array([2.0, 1.0, 0.0]), np.array([0.01, 0.02, 0.03])
    scores = np.zeros(COUNT)
    own = np.array(candidates, np.uint32)
    kernels.add_scores_of(
        listed.level.packed, listed.block, listed.count, weights, FLAT, steep, own, len(own), scores
    )
    for doc, article in enumerate(world.articles):
        expected = 0.0
        for text, weight, slope in ((article.title, 2.0, 0.01), (article.body, 1.0, 0.02)):
            times, length = text.split().count(word), len(text.split())
            expected += weight * times / (times + FLAT + slope * length) if doc in candidates else 0
        assert scores[doc] == pytest.approx(expected)


@given(
    rows=st.lists(
        st.lists(st.sampled_from(WORDS[:6]), min_size=1, max_size=2, unique=True), min_size=1, max_size=3
    ),
    field=st.sampled_from(["title", "body"]),
)
def test_rows_are_found_where_they_are(world: World, cut: World, rows, field) -> None:
    for archive in (world, cut):
        terms = [[Term(f"{field}_n", word) for word in slot] for slot in rows]
        found = archive.masks.of(SpanNear2([Or(slot) for slot in terms]))
        for doc, article in enumerate(archive.articles):
            text = getattr(article, field).split()
            slots = [[n for n, word in enumerate(text) if word in slot] for slot in rows]
            assert found[doc] == bool(in_a_row(slots))


@given(
    needed=st.dictionaries(st.sampled_from(WORDS[:6]), st.integers(1, 2), min_size=1, max_size=3),
    more=st.integers(0, 5),
    field=st.sampled_from(["title", "body"]),
)
def test_nearness_is_found_where_it_is(world: World, needed, more, field) -> None:
    width = sum(needed.values()) + more
    words = [word for word, times in needed.items() for _ in range(times)]
    found = world.masks.of(Near(f"{field}_n", words, more))
    for doc, article in enumerate(world.articles):
        text = getattr(article, field).split()
        positions = [[n for n, one in enumerate(text) if one == word] for word in needed]
        assert found[doc] == (all(positions) and bool(near(positions, list(needed.values()), width)))


@given(st.lists(st.integers(0, 50)).map(sorted), st.lists(st.integers(0, 50)).map(sorted))
def test_both_are_the_common_numbers(some: list[int], others: list[int]) -> None:
    found = place_kernels.both(np.array(some, np.int64), np.array(others, np.int64))
    assert set(found.tolist()) == set(some) & set(others)
