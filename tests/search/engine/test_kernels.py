"""Each hot loop does what its plain twin does, on posting lists of many blocks."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh.query import Or, Term

from index.article import Article
from index.codec.layout import BLOCK
from index.codec.segment import Level, Segment
from index.codec.segment_writer import SegmentWriter
from index.codec.vocabulary import Vocabulary
from index.snapshot import Part, Snapshot
from search.engine import kernels
from search.engine.bm25 import FLAT
from search.engine.columns import Columns
from search.engine.field_codes import FieldCodes
from search.engine.masks import Masks
from search.engine.maxscore import MaxScore
from search.engine.places import Places
from search.engine.scoring import Scoring
from search.engine.terms import Terms
from search.rows import in_a_row, near

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
            writer = SegmentWriter(Vocabulary())
            for article in articles[offset : offset + size]:
                writer.add(article)
            parts.append(Part(Segment(writer.write(folder)), offset, None))
            offset += size
        self.articles = articles
        self.snapshot = Snapshot(parts)
        columns = Columns(self.snapshot)
        self.terms = Terms(self.snapshot, columns)
        codes = FieldCodes(self.snapshot)
        self.masks = Masks(self.snapshot, self.terms, columns, codes)
        self.scoring = Scoring(self.snapshot, self.terms, self.masks)
        self.maxscore = MaxScore(self.snapshot, self.terms)
        self.places = Places(self.snapshot, self.terms, codes)

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
        docs, scores = archive.maxscore.best(archive.terms.weighted(terms), limit, allowed)
        found = np.flatnonzero(archive.masks.of(Or(terms)) & (True if allowed is None else allowed))
        whole = archive.scoring.of(Or(terms), found)
        order = np.lexsort((found, -np.round(whole, 9)))[:limit]
        assert scores == pytest.approx(np.sort(whole)[::-1][:limit])
        clear = np.abs(np.diff(whole[order])).min(initial=1) > 1e-9
        if clear:
            assert docs.tolist() == found[order].tolist()


def test_the_best_leave_no_score_behind(world: World) -> None:
    weighted = world.terms.weighted(query_of(WORDS[:3]))
    first = world.maxscore.best(weighted, 5)
    again = world.maxscore.best(weighted, 5)
    assert first[1].tolist() == again[1].tolist()


def test_most_documents_are_passed_over(world: World) -> None:
    """Rare words and a common one: documents that have the common one alone are never among the best."""
    lists = {word: world.terms.of("n", word).of_parts[0].count for word in WORDS}
    common, *_, rare = sorted(WORDS, key=lambda word: -lists[word])
    docs, _ = world.maxscore.best(world.terms.weighted(query_of([common, rare])), 3)
    assert lists[common] > 5 * BLOCK
    assert all(rare in f"{world.articles[doc].title} {world.articles[doc].body}".split() for doc in docs)


@given(word=st.sampled_from(WORDS), fields=st.sampled_from([(0,), (1,), (0, 1)]))
def test_marks_are_the_documents_of_the_fields(world: World, word: str, fields: tuple[int, ...]) -> None:
    (listed,) = world.terms.of("n", word).of_parts
    mask = np.zeros(COUNT, bool)
    wanted = (listed.level.packed.times_of[:, fields] > 0).any(axis=1)
    kernels.mark(listed.level.packed, listed.block, listed.count, wanted, mask)
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
        found = archive.places.in_a_row("n", field, rows)
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
    found = world.places.near("n", field, needed, width)
    for doc, article in enumerate(world.articles):
        text = getattr(article, field).split()
        positions = [[n for n, one in enumerate(text) if one == word] for word in needed]
        assert found[doc] == (all(positions) and bool(near(positions, list(needed.values()), width)))


@given(st.lists(st.integers(0, 50)).map(sorted), st.lists(st.integers(0, 50)).map(sorted))
def test_both_are_the_common_numbers(some: list[int], others: list[int]) -> None:
    found = kernels.both(np.array(some, np.int64), np.array(others, np.int64))
    assert set(found.tolist()) == set(some) & set(others)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(1, 1023), st.integers(1, 900)), max_size=20))
def test_shares_are_the_most_of_each_field(pairs: list[tuple[int, int, int]]) -> None:
    steep = np.array([0.1, 0.01, 0.001])
    packed = np.array([field << 30 | times << 20 | length for field, times, length in pairs], np.uint32)
    most = np.zeros(3)
    kernels.shares(packed, 0, len(packed), FLAT, steep, most)
    for field in range(3):
        shares = [
            1.0 if times == 1023 else times / (times + FLAT + steep[field] * length)
            for own, times, length in pairs
            if own == field
        ]
        assert most[field] == pytest.approx(max(shares, default=0.0))
