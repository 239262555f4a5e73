"""Dates for people, with slashes (``2019/09/04``): with hyphens a right-to-left line shows them backwards."""

import datetime as dt

from index.article import Precision, Published


def slashed(iso: str) -> str:
    """Return a day, a month or a year of ISO 8601 with slashes."""
    return iso.replace("-", "/")


def printed_day(day: dt.date) -> str:
    """Return a day as ``2019/09/04``."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}"


def printed_date(published: Published) -> str:
    """Return the day, or as much of it as is known; empty when nothing is known."""
    return slashed((published.isoformat() or "").partition("T")[0])


def printed_moment(published: Published) -> str:
    """Return the day as far as it is known, and the time where that is known."""
    time = f" {published.time:%H:%M}" if published.time and published.precision is Precision.TIME else ""
    return printed_date(published) + time
