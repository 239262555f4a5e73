"""A segment holds what Whoosh's default codec holds of the same articles, and what the articles say."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.article import Article
from index.codec.layout import CLASS_EDGES, LEVELS
from index.codec.segment import Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from index.document import decode, document
from index.snapshot import Part, Snapshot
from index.sources import read
from index.whoosh_index import ArchiveIndex
from tests.lexicons import LEXICON, TERMS
from tests.whoosh_archive import write_archive

WORDS = [f"كلمه{letter}" for letter in "ابتثجحخدذر"]


def random_articles(count: int) -> list[Article]:
    draw = random.Random(3)  # noqa: S311
    return [
        Article(
            id=f"a{number}",
            title=" ".join(draw.choices(WORDS, k=draw.randrange(4))),
            body="\n".join(
                " ".join(draw.choices(WORDS, weights=range(1, 11), k=draw.randrange(1, 90)))
                for _ in range(draw.randrange(1, 3))
            ),
            author=draw.choice(["", "ليلى منصور"]),
            sections=tuple(draw.sample(["سياسة", "اقتصاد", "رياضة"], k=draw.randrange(3))),
        )
        for number in range(count)
    ]


def segment_of(folder: Path, articles: list[Article]) -> Segment:
    return Segment(write_segment(articles, Vocabulary(TERMS), folder))


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    sample = [one for one in read(["seeds"]) if isinstance(one, Article)]
    return [*sample, *random_articles(400)]


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory, articles: list[Article]) -> Segment:
    return segment_of(tmp_path_factory.mktemp("segment"), articles)


def test_the_stored_articles_are_the_ones_that_were_written(segment, articles) -> None:
    assert [decode(segment.stored[number]) for number in range(segment.documents)] == articles


def test_every_word_stands_where_the_article_has_it(segment, articles) -> None:
    reader = ArchiveIndex(Snapshot([Part(segment, 0, None)], LEXICON)).reader()
    for number in range(0, len(articles), 9):
        for field, positions in document(articles[number], LEXICON).words.items():
            for word, places in positions.items():
                matcher = reader.postings(field, word)
                matcher.skip_to(number)
                assert matcher.id() == number
                assert matcher.value_as("positions") == list(places)
                assert matcher.weight() == len(places)


def test_whooshs_default_codec_has_the_same_terms_postings_and_columns(
    tmp_path: Path, segment: Segment, articles: list[Article]
) -> None:
    with write_archive(tmp_path / "whoosh", articles).reader() as whoosh:
        ours = ArchiveIndex(Snapshot([Part(segment, 0, None)], LEXICON)).reader()
        assert list(ours.all_terms()) == list(whoosh.all_terms())
        for field, text in whoosh.all_terms():
            assert postings(ours, field, text) == postings(whoosh, field, text)
            assert ours.doc_frequency(field, text) == whoosh.doc_frequency(field, text)
        for field in whoosh.schema.names():
            if whoosh.has_column(field):
                assert list(ours.column_reader(field)) == list(whoosh.column_reader(field)), field
        assert list(ours.all_stored_fields()) == list(whoosh.all_stored_fields())
        near = sorted(whoosh.terms_within("body_n", "كلمها", 1))
        assert near
        assert sorted(ours.terms_within("body_n", "كلمها", 1)) == near


def postings(reader: Any, field: str, text: bytes) -> list[tuple[int, float, list[int]]]:
    matcher = reader.postings(field, text)
    found = []
    while matcher.is_active():
        places = matcher.value_as("positions") if matcher.supports("positions") else []
        found.append((matcher.id(), matcher.weight(), list(places)))
        matcher.next()
    return found


def test_a_code_tells_of_which_lengths_the_texts_are_that_have_the_word(segment: Segment) -> None:
    """The class of a field is that of the text's length, and zero where the word is not in it."""
    several = set()
    for name in LEVELS:
        level = segment.levels[name]
        for term in range(len(level.terms)):
            documents, codes = level.unpacked(term)
            for field in range(level.classes_of.shape[1]):
                lengths = level.packed.lengths[field, documents]
                expected = np.array(
                    [sum(length >= edge for edge in CLASS_EDGES[field]) for length in lengths]
                )
                has = level.packed.times_of[codes, field] > 0
                assert level.classes_of[codes, field].tolist() == np.where(has, expected, 0).tolist()
                several |= {(field, one) for one in expected[has].tolist()}
    assert len(several) > 6


def test_the_most_used_codes_are_the_lowest(segment: Segment) -> None:
    level = segment.levels["n"]
    codes = np.concatenate([level.unpacked(term)[1] for term in range(len(level.terms))])
    used = np.bincount(codes, minlength=len(level.packed.times_of))
    assert used.min() > 0
    assert (np.diff(used) <= 0).all()


def test_sequences_are_the_words_in_their_order(segment: Segment, articles: list[Article]) -> None:
    names = {level: segment.levels[level].terms.texts() for level in segment.sequences.terms}
    for number in range(0, len(articles), 7):
        expected = document(articles[number], LEXICON)
        for level, title, body in (("n", "title_n", "body_n"), ("e", "title_e", "body_e")):
            row = [
                names[level][term]
                for term in segment.sequences.terms[level][segment.sequences.of(number)].tolist()
            ]
            cut = expected.numbers["title_length"]
            assert row[:cut] == in_order(expected.words[title])
            assert row[cut:] == in_order(expected.words[body])


def in_order(positions: Any) -> list[str]:
    return [
        word for _, word in sorted((place, word) for word, places in positions.items() for place in places)
    ]


def test_equal_articles_make_equal_files(tmp_path: Path, articles: list[Article]) -> None:
    assert segment_of(tmp_path, articles).name == segment_of(tmp_path, articles).name


def test_an_empty_segment_can_be_read(tmp_path: Path) -> None:
    segment = segment_of(tmp_path, [])
    assert segment.documents == 0
    assert segment.levels["n"].find("كلمة") is None
    assert segment.keys["id"].find("a") == []
