"""How dates are written on the pages: ``2019/09/04``, with slashes, as a right-to-left line needs it."""

import datetime as dt

from index.article import Precision, Published


def day(value: dt.date) -> str:
    """Return a day as ``2019/09/04``."""
    return f"{value.year:04}/{value.month:02}/{value.day:02}"


def month(key: str) -> str:
    """Return the month of a facet (``2019-09``) as ``2019/09``."""
    return key.replace("-", "/")


def published(value: Published) -> str:
    """Return a publication date with no more precision than is known; empty when nothing is known."""
    if value.day is None:
        return ""
    match value.precision:
        case Precision.YEAR:
            return f"{value.day.year:04}"
        case Precision.MONTH:
            return day(value.day)[:7]
        case Precision.TIME if value.time is not None:
            return f"{day(value.day)} {value.time:%H:%M}"
    return day(value.day)
