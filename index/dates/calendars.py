"""The calendars: which day a date names."""

import datetime as dt

from hijridate import Hijri

GREGORIAN = "gregorian"
HIJRI = "hijri"

YEARS = range(1000, 3000)
"""The years of the Gregorian calendar that a printed date can name."""

BARE_HIJRI_YEARS = range(1300, 1600)
"""A year of these with neither a mark nor a month's name is a Hijri one."""

PIVOT = 69
"""Two-digit years below it belong to this century, the others to the last one (as POSIX has it)."""


def full_year(digits: str) -> int:
    """Return the year of two or four digits."""
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year < PIVOT else 1900)


def day_of(calendar: str, year: int, month: int, day: int) -> dt.date | None:
    """Return the Gregorian day of a date in a calendar, or None where the calendar has no such day.

    Hijri dates are those of Umm al-Qura, from 1343 to 1500; others are None.
    """
    try:
        if calendar == HIJRI:
            return dt.date(*Hijri(year, month, day).to_gregorian().datetuple())
        return dt.date(year, month, day) if year in YEARS else None
    except (ValueError, OverflowError):
        return None


def last_day_of(calendar: str, year: int, month: int) -> dt.date | None:
    """Return the last day of a month, or None where the calendar has no such month."""
    days = (day_of(calendar, year, month, day) for day in (31, 30, 29, 28))
    return next((day for day in days if day), None)
