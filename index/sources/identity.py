"""The id of an article: what its source calls it, or what it says."""

import hashlib

from index.article import Published
from index.sources.text import tidy_line

_DIGITS = 16


def article_id(stated: str, url: str, *, title: str, body: str, outlet: str, published: Published) -> str:
    """Return the source's id, else the address, else a hash of the content.

    The hash is of title, body, outlet (source and site) and day, so that the identical copy of two outlets
    is two articles, and the same article read twice is one.
    """
    if identity := tidy_line(stated) or url:
        return identity
    day = published.day.isoformat() if published.day else ""
    said = "\x1f".join((title, body, outlet, day))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
