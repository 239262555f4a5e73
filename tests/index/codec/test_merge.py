"""A merged segment is what one writer writes of the articles that are left."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.article import Article, Precision, Published
from index.codec import layout, level_writer
from index.codec.merge import merge
from index.codec.segment import Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from tests.lexicons import TERMS

Deletable = tuple[Article, bool]

WORDS = ["قرار", "والقرار", "قرارات", "نفط", "النفط", "في", "x", "2024", "غاز", "بالغاز", "أسواق", "سوق"]
CUT_OTHERWISE = {"stored.data", "stored.block", "stored.first"}

texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
days = st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1))
articles = st.builds(
    lambda number, title, body, section, author, day, also: Article(
        id=f"a{number}",
        title=title,
        body=body,
        sections=section,
        author=author,
        url=f"https://news.example/{number % 7}",
        published=Published(day=day, precision=Precision.DAY) if day else Published(),
        also=also,
    ),
    st.integers(0, 10**6),
    texts,
    st.lists(texts, max_size=3).map("\n".join),
    st.sampled_from([(), ("سياسة",), ("اقتصاد", "سياسة"), ("سياسة", "اقتصاد")]),
    st.sampled_from(["", "ليلى منصور", "سامي"]),
    days,
    st.lists(st.sampled_from(["b1", "b2", "b3"]), unique=True, max_size=2).map(tuple),
)
segments = st.lists(
    st.lists(st.tuples(articles, st.booleans()), min_size=1, max_size=8), min_size=1, max_size=4
)


def write(folder: Path, written: Sequence[Article]) -> Segment:
    return Segment(write_segment(written, Vocabulary(TERMS), folder))


def merged(folder: Path, groups: Sequence[Sequence[Deletable]]) -> Segment:
    """Write each group of articles as a segment, and merge these without the deleted articles."""
    parts: list[tuple[Segment, NDArray[np.bool_] | None]] = []
    for number, group in enumerate(groups):
        (folder / str(number)).mkdir()
        deleted = np.array([gone for _, gone in group])
        segment = write(folder / str(number), [article for article, _ in group])
        parts.append((segment, deleted if deleted.any() else None))
    return Segment(merge(parts, folder))


def assert_as_written_at_once(groups: Sequence[Sequence[Deletable]]) -> None:
    left = [article for group in groups for article, gone in group if not gone]
    with TemporaryDirectory() as name:
        folder = Path(name)
        found = merged(folder, groups)
        (folder / "once").mkdir()
        expected = write(folder / "once", left)
        assert set(found.arrays) == set(expected.arrays)
        for array in set(expected.arrays) - CUT_OTHERWISE:
            assert found.arrays[array].dtype == expected.arrays[array].dtype, array
            assert np.array_equal(found.arrays[array], expected.arrays[array]), array
        assert list(found.stored) == list(expected.stored)
        assert [found.stored[n] for n in range(len(left))] == list(expected.stored)


@given(segments.filter(lambda groups: any(not gone for group in groups for _, gone in group)))
def test_it_is_what_is_written_at_once(groups: list[list[Deletable]]) -> None:
    assert_as_written_at_once(groups)


@pytest.fixture
def many() -> list[list[Deletable]]:
    """Articles enough for terms of several blocks, a fifth of them deleted."""
    made = [
        Article(
            id=f"m{number}",
            title=" ".join(WORDS[: number % 5]),
            body=" ".join(WORDS[number % 12 :] * (number % 40 + 1)) + f"\nرقم {number}",
            url=f"https://news.example/{number}",
        )
        for number in range(700)
    ]
    return [
        [(one, place % 5 == 0) for place, one in enumerate(made[begin : begin + 250])]
        for begin in range(0, 700, 250)
    ]


@pytest.mark.parametrize("run", [1, 1_000, 1 << 20])
def test_terms_of_many_blocks(many: list[list[Deletable]], monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    monkeypatch.setattr(level_writer, "RUN", run)
    monkeypatch.setattr("index.codec.merge.RUN", run)
    monkeypatch.setattr(level_writer, "RUNS", 10**9)
    monkeypatch.setattr(level_writer, "PLAIN_RUNS", 10**9)
    assert_as_written_at_once(many)


def test_blocks_of_stored_articles_are_kept_where_nothing_of_them_is_deleted(tmp_path: Path) -> None:
    made = [Article(id=f"s{n}", title=f"عنوان {n}", body=f"نص {n} " * 900) for n in range(40)]
    group = [(article, place == 30) for place, article in enumerate(made)]
    found = merged(tmp_path, [group, group])
    first = Segment(next((tmp_path / "0").iterdir()))
    assert found.documents == 78
    blocks = [block for _, block in found.stored.blocks()]
    assert [block for _, block in first.stored.blocks()][:5] == blocks[:5]
    assert list(found.stored)[29:31] == list(first.stored)[29:30] + list(first.stored)[31:32]


def test_words_that_only_the_deleted_have_are_gone(tmp_path: Path) -> None:
    kept = Article(id="kept", title="خبر عادي", sections=("محليات",))
    taken = Article(id="taken", title="سر مكتوم", author="زيد", sections=("نادر",), url="https://a.example/s")
    found = merged(tmp_path, [[(kept, False), (taken, True)]])
    for level in layout.LEVELS:
        assert not {"سر", "مكتوم", "زيد"} & set(found.levels[level].terms.texts())
    assert found.facets["section"].keys.texts() == ["local"]
    assert found.keys["id"].keys.texts() == ["kept"]
    assert found.keys["url"].keys.texts() == []
