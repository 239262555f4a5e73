"""Reads the value of a date operator."""

import datetime as dt
from typing import TypeAlias

from index.dates import read_period
from search.query.operators import Bound

Span: TypeAlias = tuple[dt.date | None, dt.date | None]

DAY = dt.timedelta(days=1)


def read_days(bound: Bound, text: str) -> Span | None:
    """Return the first and last day that an operator and its date allow, or None for an unreadable date.

    ``read_period`` reads years from 1000 to 2999, so that there always is a day before and after.
    """
    period = read_period(text)
    return _allowed(bound, *period) if period else None


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
