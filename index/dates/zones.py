"""Time zones by the names that people and newspapers give them."""

import datetime as dt
import re
import zoneinfo
from typing import ClassVar

from index.analysis import fold_word
from index.dates.words import words
from index.errors import KashafError

OFFSET = re.compile(r"([+\-−])(\d{1,2})(?::?([0-5]\d))?")
FARTHEST = dt.timedelta(hours=14)


class UnknownZone(KashafError):
    """Raised when a time zone's name is neither an offset nor a name that is known."""

    code: ClassVar[str] = "unknown-zone"
    exit_code: ClassVar[int] = 2

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name!r} is no time zone; give a name such as Asia/Baghdad or an offset such as +03:00.",
            f"المنطقة الزمنية «{name}» غير معروفة: استخدم اسماً مثل Asia/Baghdad أو فرقاً مثل +03:00.",
        )


def timezone(name: str) -> dt.tzinfo:
    """Return the time zone of an IANA name, an offset from UTC, an abbreviation or a city in Arabic.

    Raises UnknownZone.
    """
    try:
        return zoneinfo.ZoneInfo(name.strip())
    except (KeyError, ValueError, OSError):
        zone = printed_zone(fold_word(name.strip()))
    if zone is None:
        raise UnknownZone(name)
    return zone


def printed_zone(folded: str) -> dt.tzinfo | None:
    """Return the time zone of an offset, abbreviation or city as a folded text names it, or None."""
    known = words("utc", "zone", "city").values
    name = known.get(" ".join(folded.split()), folded)
    if name == "UTC":
        return dt.UTC
    if "/" in name and name in known.values():
        return zoneinfo.ZoneInfo(name)
    return _offset(re.sub(rf"^(?:{words('utc').pattern})\s*", "", name))


def _offset(text: str) -> dt.tzinfo | None:
    found = OFFSET.fullmatch(text)
    if not found:
        return None
    sign, hours, minutes = found.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > FARTHEST:
        return None
    return dt.timezone(offset if sign == "+" else -offset)
