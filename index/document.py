"""An article as the index takes it: terms with positions, keys, numbers and the stored record."""

import calendar
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from index import schema
from index.analysis import words
from index.article import Article, Precision, Published
from index.codec import layout
from index.lexicon.lexicon import Lexicon
from index.merging import canonical_url
from index.names import keys

Positions = Mapping[str, Sequence[int]]
"""The positions of each term in one text, ascending."""

_MONTH_KNOWN = {Precision.MONTH, Precision.DAY, Precision.TIME}
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_SECOND = dt.timedelta(seconds=1)
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Article)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article has beside its words, by the name of the field."""

    keys: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Document:
    """What the fields of ``index.schema`` hold of one article, by the name of the field."""

    words: Mapping[str, Positions]
    keys: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, int]
    stored: bytes


def document(article: Article, lexicon: Lexicon) -> Document:
    """Return the document of an article; pure, and in plain Python: what the index is held to."""
    texts = {
        layout.TITLE: words(article.title),
        layout.BODY: words(article.body),
        layout.LEAD: words(article.body.partition("\n")[0])[: layout.LEAD_WORDS],
        layout.AUTHOR: words(article.author),
    }
    told = facts(article)
    term_of: Mapping[str, Callable[[str], str]] = {
        layout.N: str,
        layout.E: lexicon.stem,
        layout.D: lexicon.kin,
        layout.AUTHOR: str,
    }
    lengths = {name: len(texts[field]) for name, field in layout.LENGTH_FIELDS.items()}
    return Document(
        words={
            name: _positions(map(term_of[level], texts[field]))
            for name, (level, field) in layout.WORD_FIELDS.items()
        },
        keys=told.keys,
        numbers={**told.numbers, **lengths},
        stored=encode(article),
    )


def facts(article: Article) -> Facts:
    """Return the keys and dates of an article."""
    day = article.published.day
    return Facts(
        keys={
            schema.ID: (article.id,),
            schema.ALSO: article.also,
            schema.URL: _some(canonical_url(article.url)),
            schema.SECTION: keys("section", article.sections),
            schema.SOURCE: keys("source", (article.outlet,)),
            schema.SITE: keys("site", (article.site,)),
            schema.PLACE: keys("place", (article.place,)),
            schema.MONTH: _some(month(article.published)),
        },
        numbers={
            schema.DAY: day.toordinal() if day else schema.DAY_UNKNOWN,
            schema.LAST_DAY: last_day(article.published),
            schema.INSTANT: instant(article.published),
        },
    )


def encode(article: Article) -> bytes:
    """Return the article as msgspec JSON; raise UnicodeEncodeError where its text is no Unicode text."""
    return _encoder.encode(article)


def decode(stored: bytes) -> Article:
    """Return the article that ``encode`` wrote."""
    return _decoder.decode(stored)


def month(published: Published) -> str:
    """Return the month as printed (``2019-09``), or an empty string where it is not known."""
    day = published.day
    return f"{day.year:04}-{day.month:02}" if day and published.precision in _MONTH_KNOWN else ""


def last_day(published: Published) -> int:
    """Return the ordinal of the last day that a date may mean, DAY_UNKNOWN without a day."""
    day = published.day
    if day is None:
        return schema.DAY_UNKNOWN
    if published.precision is Precision.YEAR:
        day = day.replace(month=12, day=31)
    elif published.precision is Precision.MONTH:
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day.toordinal()


def instant(published: Published) -> int:
    """Return seconds since 1970 for sorting by date.

    The instant in UTC where it is known, otherwise the wall clock as printed, otherwise the day's beginning;
    INSTANT_UNKNOWN without a day.
    """
    if published.instant is not None:
        return _seconds(published.instant)
    if published.day is None:
        return schema.INSTANT_UNKNOWN
    wall = dt.datetime.combine(published.day, published.time or dt.time())
    return _seconds(wall)


def _seconds(instant: dt.datetime) -> int:
    """Return seconds since 1970; what names no zone is in UTC."""
    return ((instant if instant.tzinfo else instant.replace(tzinfo=dt.UTC)) - _EPOCH) // _SECOND


def _positions(terms: Iterable[str]) -> Positions:
    positions: dict[str, list[int]] = {}
    for position, term in enumerate(terms):
        positions.setdefault(term, []).append(position)
    return positions


def _some(value: str) -> tuple[str, ...]:
    return (value,) if value else ()
