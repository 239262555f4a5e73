"""RSS and Atom feeds, as files."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax import SAXException

import feedparser

from index.article import Article, Rejected
from index.sources import encoding, values
from index.sources.fields import FieldReader
from index.sources.inputs import Opened
from index.sources.options import LARGEST_DOCUMENT, ReadOptions
from index.sources.rejecting import NotRead

_DECLARED = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What feedparser adds to an entry for its own use, and what goes into the fields of the article.
_DERIVED = re.compile(r".*_(?:detail|parsed)|guidislink|links|content|tags|authors?|source|published|updated")


def read(opened: Opened, options: ReadOptions) -> Iterator[Article | Rejected]:
    """Read the articles of a feed; raise NotRead where there is no entry in it."""
    data = opened.read_all(LARGEST_DOCUMENT)
    feed = _parsed(data)
    if not feed.entries:
        raise NotRead("bad-feed", "no RSS or Atom feed, or one without entries")
    fields = FieldReader(options)
    site = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries, 1):
        yield fields.read(_record(entry, site), opened.name, item=number)


def _parsed(data: bytes) -> Any:
    """Return what feedparser makes of a feed; always given as UTF-8, and never as a name to be fetched."""
    declared = match[1].decode("ascii") if (match := _DECLARED.search(data[:200])) else None
    text = _DECLARATION.sub("", encoding.decode(data, declared).removeprefix("\ufeff"))
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        return feedparser.parse(io.BytesIO(text.encode("utf-8", "replace")), response_headers=headers)
    except (SAXException, ValueError, LookupError, AssertionError, RecursionError) as error:
        raise NotRead("bad-feed", f"no RSS or Atom feed: {error}") from error


def _record(entry: Mapping[str, Any], site: str) -> dict[str, Any]:
    """Return the fields of an entry: its full content where it has any, else its summary."""
    content = max((part.get("value", "") for part in entry.get("content", ())), key=len, default="")
    record = {
        "content": content,
        "published": entry.get("published") or entry.get("updated"),
        "authors": [author.get("name", "") for author in entry.get("authors", ())] or entry.get("author"),
        "categories": [tag.get("label") or tag.get("term") for tag in entry.get("tags", ())],
        "source": entry.get("source", {}).get("title"),
        "site": site,
    }
    rest = {
        name: value for name, value in entry.items() if not _DERIVED.fullmatch(name) and name not in record
    }
    return {**_plain(rest), **record}


def _plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are text, on one line each."""
    return {name: values.line(value) for name, value in fields.items() if isinstance(value, str | list)}
