"""Article, the one record that everything else speaks of."""

import datetime as dt
from enum import StrEnum
from typing import Any

import msgspec


class Precision(StrEnum):
    """How much of a publication date is known."""

    UNKNOWN = "unknown"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    TIME = "time"


class Published(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """When an article appeared, as far as its source says.

    ``text`` is the date as printed. ``day`` is the calendar day as printed, or the first day of the month or
    year where no more is known. ``time`` is the wall clock as printed. ``instant`` is in UTC, and there only
    where the time zone is known.
    """

    text: str = ""
    day: dt.date | None = None
    time: dt.time | None = None
    instant: dt.datetime | None = None
    precision: Precision = Precision.UNKNOWN

    def isoformat(self) -> str | None:
        """Return the date in ISO 8601 with no more precision than is known, or None."""
        if self.day is None:
            return None
        match self.precision:
            case Precision.YEAR:
                return f"{self.day.year:04}"
            case Precision.MONTH:
                return f"{self.day.year:04}-{self.day.month:02}"
            case Precision.TIME if self.time is not None:
                return self._with_time(self.day, self.time)
        return self.day.isoformat()

    def _with_time(self, day: dt.date, time: dt.time) -> str:
        wall = dt.datetime.combine(day, time)
        if self.instant is None:
            return wall.isoformat(timespec="seconds" if time.second else "minutes")
        offset = wall - self.instant.replace(tzinfo=None)
        aware = wall.replace(tzinfo=dt.timezone(offset))
        return aware.isoformat(timespec="seconds")


class Article(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One news article, its text and names as its source printed them.

    ``body`` holds the paragraphs, one a line. ``also`` holds the other ids under which the same article was
    listed. ``extra`` holds whatever else the source said, under its own field names.
    """

    id: str
    title: str = ""
    body: str = ""
    published: Published = Published()
    sections: tuple[str, ...] = ()
    source: str = ""
    site: str = ""
    place: str = ""
    author: str = ""
    url: str = ""
    also: tuple[str, ...] = ()
    extra: dict[str, Any] = {}

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the body."""
        return self.body.split("\n") if self.body else []

    @property
    def outlet(self) -> str:
        """The source, or the site where no source is named: a paper's own page seldom names itself twice."""
        return self.source or self.site

    @property
    def section(self) -> str:
        """The first section, or an empty string."""
        return self.sections[0] if self.sections else ""


class Rejected(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A piece of a source that could not be read as an article, and why.

    ``line`` counts from 1 where the source has lines. ``reason`` is a code of a few words joined by dashes;
    ``message`` is the sentence for a person.
    """

    file: str
    reason: str
    message: str
    line: int | None = None
