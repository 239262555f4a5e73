"""A tiny archive whose every answer can be worked out in plain Python."""

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from index.article import Article, Precision, Published
from index.article_json import article_json
from index.build import add, delete, reindex
from index.generations import open_current
from index.whoosh_index import open_reader
from search.engine.whoosh_engine import WhooshEngine
from search.query.limits import Limits

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


@dataclass(frozen=True)
class Tiny:
    """The articles, in the order of their documents, Whoosh's reader over them, and the engine."""

    articles: list[Article]
    reader: Any
    engine: WhooshEngine


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


def _write(path: Path, articles: list[Article]) -> Path:
    path.write_bytes(b"\n".join(msgspec.json.encode(article_json(one)) for one in articles))
    return path


def _open(index: Path) -> Tiny:
    reader = open_reader(open_current(index))
    engine = WhooshEngine(reader, Limits())
    return Tiny([engine.article(doc) for doc in range(reader.doc_count_all())], reader, engine)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the tiny archive, all in one segment."""
    folder = tmp_path_factory.mktemp("tiny")
    reindex([_write(folder / "articles.jsonl", _articles())], folder / "index")
    return _open(folder / "index")


@pytest.fixture(scope="session")
def patched(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """Return the tiny archive in several segments, with deleted articles among them."""
    folder = tmp_path_factory.mktemp("patched")
    articles = _articles()
    reindex([_write(folder / "first.jsonl", articles[:50])], folder / "index")
    add([_write(folder / "second.jsonl", articles[50:])], folder / "index")
    delete([articles[3].id, articles[30].id, articles[55].id], folder / "index")
    return _open(folder / "index")
