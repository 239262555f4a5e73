"""Dates as Arabic newspapers print them: every calendar, family of month names and set of digits.

The rules by which ambiguous dates are read are in docs/decisions/0005-dates.md.
"""

from index.dates.reading import FoundDate, find_dates, read_date, read_period
from index.dates.zones import UnknownZone, timezone

__all__ = ["FoundDate", "UnknownZone", "find_dates", "read_date", "read_period", "timezone"]
