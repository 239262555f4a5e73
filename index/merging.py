"""When two listings are one article, and the one article that they make."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from index.article import Article, Precision

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|_ga|yclid")
ADDRESS = "\0"
"""What the names that are addresses begin with, so that none is taken for an id."""
_PLAIN_ADDRESS = re.compile(r"https?://(?:www\.)?+([a-z0-9.-]+/[^?#\s\x00-\x1f]*)")
"""Most addresses: nothing is left out of them but the beginning and a last slash."""
_DEFAULT_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str:
    """Return the address by which two listings are known as one: not for following, only for comparing.

    Scheme, ``www.``, default ports, fragments, tracking parameters, their order and a last slash are left
    out (RFC 3986, section 6). Text that is no web address is returned trimmed; a site's first page, which is
    no article's address, gives an empty string.
    """
    if plain := _PLAIN_ADDRESS.fullmatch(url):
        address = plain[1].rstrip("/")
        return f"//{address}" if "/" in address else ""
    return _canonical(url)


def _canonical(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return url.strip()
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return url.strip()
    host = parts.hostname.removeprefix("www.")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = urlencode(sorted(pair for pair in query if not _TRACKING.fullmatch(pair[0])))
    path = parts.path.rstrip("/")
    return f"//{host}{path}" + (f"?{kept}" if kept else "") if path or kept else ""


def merge(first: Article, later: Article) -> Article:
    """Return the one article of two listings: the later's content under the first's id.

    Sections and ids of both are kept; what the later does not say stays as the first said it.
    """
    content = {
        name: getattr(later, name) or getattr(first, name)
        for name in ("title", "body", "source", "site", "place", "author", "url")
    }
    known = later.published.precision is not Precision.UNKNOWN
    other_ids = (*first.also, later.id, *later.also)
    return msgspec.structs.replace(
        first,
        **content,
        published=later.published if known else first.published,
        sections=tuple(dict.fromkeys((*first.sections, *later.sections))),
        also=tuple(dict.fromkeys(other for other in other_ids if other != first.id)),
        extra={**first.extra, **later.extra},
    )


def names(article: Article) -> list[str]:
    """Return all by which an article is known again: its ids, and its address after a NUL."""
    address = canonical_url(article.url)
    return [article.id, *article.also] + ([f"{ADDRESS}{address}"] if address else [])
