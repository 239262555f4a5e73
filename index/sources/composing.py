"""The one place where the parts that a reader found become an article."""

import datetime as dt
from functools import lru_cache
from typing import Any

import msgspec

from index.article import Article, Published
from index.dates import read_date
from index.names import key, split_author, tidy
from index.sources.dateline import opening_dateline
from index.sources.identity import article_id
from index.sources.options import LONGEST_ARTICLE
from index.sources.rejecting import NotRead

_LEAD = 300
_split_author = lru_cache(maxsize=8192)(split_author)


class Parts(msgspec.Struct):
    """What a reader found, tidied: the fields of an article, the date and time still as printed."""

    id: str = ""
    title: str = ""
    body: str = ""
    published: str = ""
    time: str = ""
    sections: tuple[str, ...] = ()
    source: str = ""
    site: str = ""
    place: str = ""
    author: str = ""
    url: str = ""
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


def compose(parts: Parts, zone: dt.tzinfo | None) -> Article:
    """Return the article of the parts; raise NotRead when it has neither title nor body, or is too long."""
    if not parts.title and not parts.body:
        raise NotRead("empty", "neither a title nor a body; name their fields with --map")
    if len(parts.title) + len(parts.body) > LONGEST_ARTICLE:
        raise NotRead("too-large", f"more than {LONGEST_ARTICLE:,} letters in one article")
    _split(parts)
    printed = " ".join(filter(None, (parts.published, parts.time)))
    published = read_date(printed, zone=zone, lead=parts.body[:_LEAD]) if printed else Published()
    outlet = f"{parts.source}\x1f{parts.site}"
    return Article(
        id=article_id(
            parts.id, parts.url, title=parts.title, body=parts.body, outlet=outlet, published=published
        ),
        title=parts.title,
        body=parts.body,
        published=published,
        sections=parts.sections,
        source=parts.source,
        site=parts.site,
        place=parts.place,
        author=parts.author,
        url=parts.url,
        extra=parts.extra,
    )


def _split(parts: Parts) -> None:
    """Take place and source out of the author line and the dateline, where the source does not state them."""
    if parts.author:
        found = _split_author(parts.author)
        if found.person != tidy(parts.author):
            parts.extra.setdefault("author", parts.author)
            parts.place = parts.place or found.place
            parts.source = parts.source or found.source
            parts.author = found.person
    if not (parts.place and parts.source) and (dateline := opening_dateline(parts.body, parts.site)):
        parts.place = parts.place or dateline.place
        parts.source = parts.source or dateline.source
    if parts.author and key("site", parts.author) in {key("site", parts.source), key("site", parts.site)}:
        parts.source, parts.author = parts.source or parts.author, ""
