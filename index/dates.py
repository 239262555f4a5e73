"""Dates as Arabic newspapers print them."""

import datetime as dt
import re
import zoneinfo
from calendar import monthrange
from dataclasses import dataclass
from typing import ClassVar

from index.article import Precision, Published
from index.errors import KashafError

_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)|(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_PERIOD = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?")


class UnknownZone(KashafError):
    """Raised when a time zone's name is neither an offset nor a name that is known."""

    code: ClassVar[str] = "unknown-zone"
    exit_code: ClassVar[int] = 2


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text: where it stands (end exclusive) and what it says."""

    start: int
    end: int
    published: Published


def find_dates(text: str, *, zone: dt.tzinfo | None = None, lead: str = "") -> list[FoundDate]:  # noqa: ARG001
    """Find the dates in running text, in order."""
    found = []
    for match in _NUMERIC.finditer(text):
        d, m, y, *iso = match.groups()
        if y is None:
            y, m, d = iso
        try:
            day = dt.date(int(y), int(m), int(d))
        except ValueError:
            continue
        published = Published(text=match[0], day=day, precision=Precision.DAY)
        found.append(FoundDate(match.start(), match.end(), published))
    return found


def read_date(text: str, *, zone: dt.tzinfo | None = None, lead: str = "") -> Published:
    """Read one printed date; what cannot be read stays unknown, with its text."""
    found = find_dates(text, zone=zone, lead=lead)
    if not found:
        return Published(text=text)
    return Published(text=text, day=found[0].published.day, precision=Precision.DAY)


def read_period(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the year, month or day that the text names, or None."""
    if match := _PERIOD.fullmatch(text.strip()):
        year, month = int(match[1]), int(match[2] or 0)
        if not 1 <= year <= 9999 or month > 12:
            return None
        last = month or 12
        return dt.date(year, month or 1, 1), dt.date(year, last, monthrange(year, last)[1])
    day = read_date(text).day
    return (day, day) if day else None


def timezone(name: str) -> dt.tzinfo:
    """Return the time zone of an IANA name; raise UnknownZone for others."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise UnknownZone(
            f"{name!r} is no time zone; give a name such as Asia/Baghdad or an offset such as +03:00.",
            f"المنطقة الزمنية «{name}» غير معروفة: استخدم اسماً مثل Asia/Baghdad أو فرقاً مثل ‎+03:00.",
        ) from error
