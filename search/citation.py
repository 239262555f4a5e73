"""A citation line for an article, as a footnote would give it."""

from collections.abc import Mapping

from index.article import Article
from index.dates import printed_date

_QUOTES: Mapping[str, tuple[str, str]] = {"ar": ("«", "»"), "en": ("“", "”")}
_COMMA: Mapping[str, str] = {"ar": "، ", "en": ", "}
_NO_TITLE: Mapping[str, str] = {"ar": "بلا عنوان", "en": "untitled"}
_NO_DATE: Mapping[str, str] = {"ar": "بلا تاريخ", "en": "no date"}


def cite(article: Article, language: str, *, link: str = "") -> str:
    """Return the citation in Arabic (``ar``) or English (``en``): who, headline, source, place, day, links.

    ``link`` is the article's permanent address in this archive.
    """
    opening, closing = _QUOTES[language]
    parts = (
        article.author,
        f"{opening}{article.title or _NO_TITLE[language]}{closing}",
        article.source,
        article.site if article.site != article.source else "",
        article.place,
        printed_date(article.published) or _NO_DATE[language],
        article.url,
        link if link != article.url else "",
    )
    return _COMMA[language].join(part for part in parts if part)
