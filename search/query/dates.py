"""Reads the value of a date operator."""

import datetime as dt

from index.dates import read_period
from search.query.operators import Bound
from search.query.tree import Days

DAY = dt.timedelta(days=1)


def read_days(bound: Bound, text: str, start: int, end: int) -> Days | None:
    """Return the days that an operator and its date allow, or None for a date that cannot be read."""
    period = read_period(text)
    if period is None:
        return None
    try:
        since, until = _allowed(bound, *period)
    except OverflowError:
        return None
    return Days(since=since, until=until, start=start, end=end)


def _allowed(bound: Bound, first: dt.date, last: dt.date) -> tuple[dt.date | None, dt.date | None]:
    match bound:
        case Bound.FROM:
            return first, None
        case Bound.TO:
            return None, last
        case Bound.BEFORE:
            return None, first - DAY
        case Bound.AFTER:
            return last + DAY, None
        case Bound.ON:
            return first, last
