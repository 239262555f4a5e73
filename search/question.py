"""A question to the archive: what was typed, and how it is to be answered."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


class Match(StrEnum):
    """Which articles count as found."""

    AUTO = "auto"
    ALL = "all"
    ANY = "any"


class Level(StrEnum):
    """How far a word may be from what was typed."""

    EXACT = "exact"
    NORMAL = "normal"
    WIDE = "wide"


class Sort(StrEnum):
    """In which order hits come."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


FACET_FIELDS = ("section", "source", "site", "place", "month")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What hits are narrowed to: any of the values of each named field, and days from ``since`` to ``until``.

    Names may be given in any spelling of the alias tables; months as ``2019-09``. Both days are inclusive.
    """

    section: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    site: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    month: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """All that Archive.search takes, as one value."""

    text: str
    limit: int = 10
    offset: int = 0
    match: Match = Match.AUTO
    level: Level = Level.NORMAL
    sort: Sort = Sort.RELEVANCE
    filters: Filters = field(default_factory=Filters)
    facets: bool = True
