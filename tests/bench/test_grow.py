import random

import pytest

from bench.corpus import Corpus
from bench.grow import Growth, Heaps
from index.analysis import words
from index.article import Article
from index.sources import read


@pytest.fixture(scope="module")
def real(corpus: Corpus) -> list[Article]:
    return [one for one in read([corpus.articles]) if isinstance(one, Article)]


def test_the_same_seed_grows_the_same_articles(real: list[Article]) -> None:
    assert list(Growth(real, seed=3).articles(40)) == list(Growth(real, seed=3).articles(40))
    assert list(Growth(real, seed=3).articles(40)) != list(Growth(real, seed=4).articles(40))


def test_the_vocabulary_grows_beyond_the_real_one_as_the_law_says(real: list[Article]) -> None:
    known = {word for one in real for word in [*words(one.title), *words(one.body)]}
    cut = [[*words(one.title), *words(one.body)] for one in Growth(real).articles(20 * len(real))]
    half = cut[: len(cut) // 2]
    seen, seen_half = {word for text in cut for word in text}, {word for text in half for word in text}
    assert len(seen) > len(seen_half) > len(known)
    law = Heaps.of([[*words(one.title), *words(one.body)] for one in real])
    assert len(seen) == pytest.approx(law.size(sum(map(len, cut))), rel=0.15)


def test_new_words_come_again_and_are_rare(real: list[Article]) -> None:
    known = {word for one in real for word in [*words(one.title), *words(one.body)]}
    texts = [set(words(one.body)) - known for one in Growth(real).articles(20 * len(real))]
    times: dict[str, int] = {}
    for text in texts:
        for word in text:
            times[word] = times.get(word, 0) + 1
    assert 0.1 < sum(count > 1 for count in times.values()) / len(times) < 0.6
    assert max(times.values()) < len(texts) / 10


def test_grown_articles_have_names_of_their_own_and_lengths_like_real_ones(real: list[Article]) -> None:
    grown = list(Growth(real).articles(500))
    assert len({one.id for one in grown}) == 500
    assert not any(one.url or one.also for one in grown)
    average = sum(len(words(one.body)) for one in grown) / len(grown)
    assert average == pytest.approx(sum(len(words(one.body)) for one in real) / len(real), rel=0.2)


def test_heaps_law_is_found_again() -> None:
    draw = random.Random(1)  # noqa: S311
    made: list[list[str]] = []
    count = 0
    for number in range(4000):
        new = int(30 * (10 * (number + 1)) ** 0.5) - count
        count += new
        old = [f"w{draw.randrange(max(1, count))}" for _ in range(max(0, 10 - new))]
        made.append([f"w{count - n - 1}" for n in range(new)] + old)
    assert Heaps.of(made).exponent == pytest.approx(0.5, abs=0.05)
