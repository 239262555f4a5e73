"""Reads dates: what a printed date, a text or a question's period says.

Ambiguous dates are settled by rules alone: day before month; the other order where there is no such day and
month, or where the weekday printed with the date, or named in the article's opening, fits that order only.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from index.analysis import fold, fold_word
from index.article import Precision, Published
from index.dates.calendars import day_of, full_year, last_day_of
from index.dates.grammar import Chain, Element, Role, calendar_of, chains, groups, named_month, whole_date
from index.dates.words import words
from index.dates.zones import printed_zone

LEAD_SENTENCES = 2
LEAD_LENGTH = 400
SENTENCE_END = re.compile(r"[.؟?!\n]+")
STANDARD = re.compile(r"[12]\d{3}-?\d\d-?\d\dT\d\d:?\d\d.*", re.ASCII)
STANDARD_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d", re.ASCII)
SECONDS_SINCE_1970 = re.compile(r"(?P<seconds>1\d{9})(?:\d{3})?(?:\.\d+)?", re.ASCII)
EDGES = " \t\r\n\"'«»“”()[]،,.؛;:|-–—"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text: where it stands (end exclusive) and what it says."""

    start: int
    end: int
    published: Published


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a date names, first and last, and how closely."""

    first: dt.date
    last: dt.date
    precision: Precision


def read_date(text: str, *, zone: dt.tzinfo | None = None, lead: str = "") -> Published:
    """Read one printed date; what cannot be read stays unknown, with its text.

    ``zone`` is the source's time zone, for times printed without one. ``lead`` is the article's opening: a
    weekday named there settles the order of day and month.
    """
    printed = text.strip()
    if published := _machine_made(printed, zone):
        return published
    folded = fold_word(printed)
    evidence = _weekday_in(lead)
    for chain in chains(folded):
        if published := _published(printed, chain, zone, evidence):
            return published
    if days := _days_alone(folded):
        return Published(text=printed, day=days.first, precision=days.precision)
    return Published(text=printed)


def find_dates(text: str, *, zone: dt.tzinfo | None = None, lead: str = "") -> list[FoundDate]:
    """Find the dates in running text, in order, with their times and weekdays; bare years are left alone."""
    folded = fold(text)
    evidence = _weekday_in(lead)
    found = []
    for chain in chains(folded.text):
        start, end = folded.offsets[chain[0].start], folded.offsets[chain[-1].end]
        printed = text[start:end].rstrip()
        if published := _published(printed, chain, zone, evidence):
            found.append(FoundDate(start, start + len(printed), published))
    return found


def read_period(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the year, month or day that the whole text names, or None."""
    folded = fold_word(text).strip(EDGES)
    days = _days_alone(folded)
    for chain in chains(folded):
        if chain[0].start == 0 and chain[-1].end == len(folded):
            days = _days(chain, None)
    return (days.first, days.last) if days else None


def _machine_made(printed: str, zone: dt.tzinfo | None) -> Published | None:
    """Read what programs write: ISO 8601, and seconds or milliseconds since 1970."""
    try:
        if STANDARD_DAY.fullmatch(printed):
            return Published(text=printed, day=dt.date.fromisoformat(printed), precision=Precision.DAY)
        if STANDARD.fullmatch(printed):
            moment = dt.datetime.fromisoformat(printed)
            return _at(printed, moment.date(), moment.time(), moment.tzinfo or zone)
        if found := SECONDS_SINCE_1970.fullmatch(printed):
            moment = dt.datetime.fromtimestamp(int(found["seconds"]), zone or dt.UTC)
            return _at(printed, moment.date(), moment.time(), moment.tzinfo)
    except ValueError:
        pass
    return None


def _at(printed: str, day: dt.date, time: dt.time, zone: dt.tzinfo | None) -> Published:
    instant = dt.datetime.combine(day, time, zone).astimezone(dt.UTC) if zone else None
    return Published(text=printed, day=day, time=time, instant=instant, precision=Precision.TIME)


def _published(printed: str, chain: Chain, zone: dt.tzinfo | None, weekday: int | None) -> Published | None:
    days = _days(chain, weekday)
    if days is None:
        return None
    clock = _element(chain, Role.TIME)
    time = _time(groups(clock)) if clock else None
    if time is None or clock is None or days.precision is not Precision.DAY:
        return Published(text=printed, day=days.first, precision=days.precision)
    return _at(printed, days.first, time, _zone(groups(clock)) or zone)


def _element(chain: Chain, role: Role) -> Element | None:
    return next((element for element in chain if element.role is role), None)


def _days(chain: Chain, weekday: int | None) -> Days | None:
    """Return the days of a chain's date; where both calendars are printed, the Gregorian one counts."""
    if printed := _element(chain, Role.WEEKDAY):
        weekday = int(words("weekday", "weekday-beside-date").value(printed.found["weekday"]))
    for role in (Role.GREGORIAN_DATE, Role.HIJRI_DATE):
        date = _element(chain, role)
        if date and (days := _days_of(date, weekday)):
            return days
    return None


def _days_alone(folded: str) -> Days | None:
    date = whole_date(folded)
    return _days_of(date, None) if date else None


def _days_of(date: Element, weekday: int | None) -> Days | None:
    calendar, parts = calendar_of(date), groups(date)
    year = full_year(parts["year"])
    month = _month(calendar, parts)
    if "first" in parts:
        return _either_order(calendar, year, int(parts["first"]), int(parts["second"]), weekday)
    if month is None:
        return _span(day_of(calendar, year, 1, 1), last_day_of(calendar, year, 12), Precision.YEAR)
    if number := _day_number(parts):
        day = day_of(calendar, year, month, number)
        return _span(day, day, Precision.DAY)
    return _span(day_of(calendar, year, month, 1), last_day_of(calendar, year, month), Precision.MONTH)


def _span(first: dt.date | None, last: dt.date | None, precision: Precision) -> Days | None:
    return Days(first, last, precision) if first and last else None


def _either_order(calendar: str, year: int, first: int, second: int, weekday: int | None) -> Days | None:
    orders = (day_of(calendar, year, second, first), day_of(calendar, year, first, second))
    days = [day for day in orders if day]
    fitting = [day for day in days if day.isoweekday() == weekday]
    day = next(iter(fitting or days), None)
    return _span(day, day, Precision.DAY)


def _month(calendar: str, parts: dict[str, str]) -> int | None:
    """Return the month's number, None where none is printed, and 0 where the parts disagree."""
    if "name" not in parts:
        return int(parts["month"]) if "month" in parts else None
    months = {named_month(parts[part]) for part in ("name", "other") if part in parts}
    eras = {words("era").value(parts["era"])} if "era" in parts else {calendar}
    return months.pop()[1] if len(months) == 1 and eras == {calendar} else 0


def _day_number(parts: dict[str, str]) -> int | None:
    if "ordinal" in parts:
        return int(words("ordinal").value(parts["ordinal"]))
    return int(parts["day"]) if "day" in parts else None


def _time(parts: dict[str, str]) -> dt.time | None:
    hour = int(parts.get("hour") or parts["bare_hour"])
    half = parts.get("half") or parts.get("part")
    hour = _of_24(hour, words("half").value(half)) if half else hour
    if hour > 23:
        return None
    return dt.time(hour, int(parts.get("minute", 0)), int(parts.get("second", 0)))


def _of_24(hour: int, half: str) -> int:
    """Return the hour of the day; at night the hours to five are of the morning, as in «2 ليلاً»."""
    if hour > 12:
        return hour
    after_noon = half == "pm" or (half == "night" and 6 <= hour < 12)
    return hour % 12 + (12 if after_noon else 0)


def _zone(parts: dict[str, str]) -> dt.tzinfo | None:
    name = parts.get("zone") or parts.get("city")
    return printed_zone(name) if name else None


def _weekday_in(lead: str) -> int | None:
    """Return the weekday on which an opening was written, 1 for Monday, as the weekdays that it names tell.

    «أمس الثلاثاء» and «اليوم الأربعاء» both tell Wednesday, and count for more than a bare «الأربعاء».
    «الثلاثاء المقبل» tells nothing, and neither does «مساء الثلاثاء», which is as often written a day later.
    """
    sentences = SENTENCE_END.split(fold_word(lead[:LEAD_LENGTH]).strip())[:LEAD_SENTENCES]
    named = [found.groupdict() for found in _lead_weekday().finditer(" . ".join(sentences))]
    shifted = [parts for parts in named if parts["shift"]]
    bare = [parts for parts in named if not parts["evening"]]
    for parts in shifted + bare:
        days = int(words("day-shift").value(parts["shift"])) if parts["shift"] else 0
        return (int(words("weekday").value(parts["weekday"])) - 1 + days) % 7 + 1
    return None


@cache
def _lead_weekday() -> re.Pattern[str]:
    before = rf"(?:(?:(?P<shift>{words('day-shift').pattern})|(?P<evening>{words('evening').pattern}))\s+)?"
    elsewhen = rf"(?!\s+(?:{words('other-week').pattern})(?!\w))"
    return re.compile(rf"(?<!\w){before}(?P<weekday>{words('weekday').pattern})(?!\w){elsewhen}")
