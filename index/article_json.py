"""An article as plain data for machines: what `inspect`, the API and exports print, and readers take back."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal, TypedDict

import msgspec

from index.article import Article, Precision, Published


class ArticleRecord(TypedDict):
    """An article with all that is known of it; ``body`` holds one paragraph a line."""

    id: str
    title: str
    body: str
    published: str | None
    precision: Literal["unknown", "year", "month", "day", "time"]
    published_text: str
    instant: str | None
    section: str
    sections: list[str]
    source: str
    site: str
    place: str
    author: str
    url: str
    also: list[str]
    extra: dict[str, Any]


_MARKS = frozenset({"id", "published", "precision", "published_text"})


def article_json(article: Article) -> ArticleRecord:
    """Return the fields of an article as JSON types.

    ``published`` is ISO 8601 as far as it is known, ``instant`` is in UTC; both are None where unknown.
    """
    published = article.published
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "published": published.isoformat(),
        "precision": published.precision.value,
        "published_text": published.text,
        "instant": _utc(published.instant) if published.instant else None,
        "section": article.section,
        "sections": list(article.sections),
        "source": article.source,
        "site": article.site,
        "place": article.place,
        "author": article.author,
        "url": article.url,
        "also": list(article.also),
        "extra": article.extra,
    }


def is_article_json(record: Mapping[str, Any]) -> bool:
    """Return whether a record is of the kind that ``article_json`` makes."""
    return record.keys() >= _MARKS


def article_from_json(record: Mapping[str, Any]) -> Article:
    """Return the article that ``article_json`` printed; raise ValueError for what it cannot have printed."""
    names = (name for name in Article.__struct_fields__ if name in record and name != "published")
    fields = {name: record[name] for name in names}
    return msgspec.structs.replace(msgspec.convert(fields, Article), published=_published(record))


def _published(record: Mapping[str, Any]) -> Published:
    instant = record.get("instant")
    known: dict[str, Any] = {
        "text": record["published_text"],
        "precision": record["precision"],
        "instant": instant,
    }
    if printed := record["published"]:
        # A year or a month stands for its first day.
        wall = dt.datetime.fromisoformat(str(printed) + "-01-01"[len(str(printed)) - 4 :])
        known["day"] = wall.date()
        known["time"] = wall.time() if known["precision"] == Precision.TIME else None
    return msgspec.convert(known, Published)


def _utc(instant: dt.datetime) -> str:
    return instant.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
