"""Dates as Arabic newspapers print them, read and printed: every calendar, month family and set of digits.

The rules by which ambiguous dates are read are in docs/decisions/0005-dates.md.
"""

from index.dates.printing import printed_date, printed_day, printed_moment, slashed
from index.dates.reading import FoundDate, find_dates, read_date, read_period
from index.dates.zones import UnknownZone, timezone

__all__ = [
    "FoundDate",
    "UnknownZone",
    "find_dates",
    "printed_date",
    "printed_day",
    "printed_moment",
    "read_date",
    "read_period",
    "slashed",
    "timezone",
]
