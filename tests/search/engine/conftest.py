"""A tiny archive whose every answer can be worked out in plain Python."""

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index.article import Article, Precision, Published
from index.codec.segment import Segment
from index.codec.segment_writer import write_segment
from index.codec.vocabulary import Vocabulary
from index.snapshot import Part, Snapshot
from search.engine.arrays_engine import ArraysEngine
from search.query.limits import Limits
from tests.lexicons import LEXICON, TERMS

VOCABULARY = [
    *(
        "الحكومة",
        "وللحكومة",
        "حكومات",
        "بالمدينة",
        "المدينة",
        "مدن",
        "نفط",
        "النفط",
        "والنفط",
        "غاز",
        "بالغاز",
    ),
    *("في", "من", "على", "تونس", "بتونس", "اجتماع", "الاجتماع", "اجتماعات", "قرار", "القرار", "قرارات"),
    *("مياه", "المياه", "2019", "حقوق", "الحقوق", "سوق", "السوق", "أسواق"),
]
SECTIONS = ((), ("سياسة",), ("اقتصاد",), ("سياسة", "محليات"))
AUTHORS = ("", "ليلى منصور", "سامي عون")


@dataclass(frozen=True, repr=False)
class Tiny:
    """The articles, in the order of their documents, the snapshot that holds them, and the engine."""

    articles: list[Article]
    snapshot: Snapshot
    engine: ArraysEngine


def _articles() -> list[Article]:
    draw = random.Random(7)  # noqa: S311
    return [
        Article(
            id=f"t{number:02}",
            title=" ".join(draw.choices(VOCABULARY, k=draw.randrange(5))),
            body=" ".join(draw.choices(VOCABULARY, k=draw.randrange(1, 16))),
            sections=draw.choice(SECTIONS),
            author=draw.choice(AUTHORS),
            published=_published(draw),
        )
        for number in range(60)
    ]


def _published(draw: random.Random) -> Published:
    if draw.random() < 0.1:
        return Published()
    day = dt.date(2019, 1, 1) + dt.timedelta(days=draw.randrange(120))
    if draw.random() < 0.2:
        return Published(text=f"{day:%Y-%m}", day=day.replace(day=1), precision=Precision.MONTH)
    return Published(text=day.isoformat(), day=day, precision=Precision.DAY)


def _snapshot(folder: Path, articles: list[Article], sizes: list[int], deleted: set[str]) -> Snapshot:
    """Return the articles in segments of these sizes, some of them deleted."""
    vocabulary = Vocabulary(TERMS)
    parts, offset = [], 0
    for size in sizes:
        own = articles[offset : offset + size]
        gone = np.array([article.id in deleted for article in own])
        parts.append(
            Part(Segment(write_segment(own, vocabulary, folder)), offset, gone if gone.any() else None)
        )
        offset += size
    return Snapshot(parts, LEXICON)


def _open(snapshot: Snapshot) -> Tiny:
    engine = ArraysEngine(snapshot, Limits())
    return Tiny([engine.article(doc) for doc in range(snapshot.documents)], snapshot, engine)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the tiny archive, all in one segment."""
    return _open(_snapshot(tmp_path_factory.mktemp("tiny"), _articles(), [60], set()))


@pytest.fixture(scope="session")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the tiny archive in several segments, with deleted articles among them."""
    articles = _articles()
    deleted = {articles[3].id, articles[30].id, articles[55].id}
    return _open(_snapshot(tmp_path_factory.mktemp("patched"), articles, [40, 13, 7], deleted))
