"""Reads the value of a date operator."""

import datetime as dt
from typing import TypeAlias

from index.dates import read_period
from search.query.operators import Bound

Span: TypeAlias = tuple[dt.date | None, dt.date | None]

DAY = dt.timedelta(days=1)


def read_days(bound: Bound, text: str) -> Span | None:
    """Return the first and last day that an operator and its date allow, or None for an unreadable date."""
    period = read_period(text)
    if period is None:
        return None
    try:
        return _allowed(bound, *period)
    except OverflowError:
        return None


def _allowed(bound: Bound, first: dt.date, last: dt.date) -> Span:
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
