"""The grammar of printed dates: patterns of folded text that find dates, times and weekdays.

A form of dates is a pattern with some of these groups: ``year``, ``era``, ``month`` or ``name`` (and
``other``, the same month in another family of names), ``day`` or ``ordinal``; ``first`` and ``second`` are
day and month in an order that only rules can settle.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from index.dates.calendars import BARE_HIJRI_YEARS, GREGORIAN, HIJRI
from index.dates.words import words

NO_LETTER = r"(?![^\W\d_])"
NO_LETTER_BEFORE = r"(?<![^\W\d_])"
NO_NUMBER_BEFORE = r"(?<!\d)(?<!\d[/.,:\\])"
NO_NUMBER_AFTER = r"(?!\d|[/\\.]\d)"
SLASH = r" ?(?P<slash>[/.\-‐–\\؍]) ?"
SAME_SLASH = r" ?(?P=slash) ?"
SPACE = r"[\s\-/.,،]*"


class Role(Enum):
    """What an element adds to a chain; a chain has one of each at most."""

    GREGORIAN_DATE = "gregorian"
    HIJRI_DATE = "hijri"
    TIME = "time"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Element:
    """A date, a time or a weekday in folded text."""

    role: Role
    found: re.Match[str]

    @property
    def start(self) -> int:
        """Where it begins in the folded text."""
        return self.found.start()

    @property
    def end(self) -> int:
        """Where it ends in the folded text, end exclusive."""
        return self.found.end()


Chain = list[Element]


def chains(folded: str) -> Iterator[Chain]:
    """Yield the chains of elements that only punctuation and joining words part, in order."""
    chain: Chain = []
    for element in _elements(folded):
        if chain and not _continues(chain, element, folded):
            yield chain
            chain = []
        chain.append(element)
    if chain:
        yield chain


def whole_date(folded: str) -> Element | None:
    """Return the date that the whole text is, in the forms that mean a date only when they stand alone."""
    matches = (form.fullmatch(folded) for form in _forms_alone())
    return next((Element(_date_role(found), found) for found in matches if found), None)


def groups(element: Element) -> dict[str, str]:
    """Return the groups of an element that its form has and its text fills."""
    return {name: text for name, text in element.found.groupdict().items() if text}


def calendar_of(date: Element) -> str:
    """Return the calendar of a date: its month's name, its mark or its year tells."""
    return HIJRI if date.role is Role.HIJRI_DATE else GREGORIAN


def named_month(name: str) -> tuple[str, int]:
    """Return the calendar and the number of a month that a form's group ``name`` or ``other`` found."""
    for family, calendar in (("gregorian", GREGORIAN), ("hijri", HIJRI), ("libyan", GREGORIAN)):
        if (month := words(family).values.get(" ".join(name.split()))) is not None:
            return calendar, int(month)
    raise KeyError(name)


def _continues(chain: Chain, element: Element, folded: str) -> bool:
    if any(element.role is earlier.role for earlier in chain):
        return False
    return _join().fullmatch(folded, chain[-1].end, element.start) is not None


def _elements(folded: str) -> Iterator[Element]:
    """Yield the elements in order; of two that overlap, the earlier and longer one."""
    end = 0
    for element in sorted(_candidates(folded), key=lambda element: (element.start, -element.end)):
        if element.start >= end:
            yield element
            end = element.end


def _candidates(folded: str) -> Iterator[Element]:
    for form in _forms():
        for found in form.finditer(folded):
            yield Element(_date_role(found), found)
    for role, pattern in ((Role.TIME, _time()), (Role.WEEKDAY, _weekday())):
        for found in pattern.finditer(folded):
            yield Element(role, found)


def _date_role(found: re.Match[str]) -> Role:
    return Role.HIJRI_DATE if _calendar(found.groupdict()) == HIJRI else Role.GREGORIAN_DATE


def _calendar(parts: dict[str, str | None]) -> str:
    if name := parts.get("name"):
        return named_month(name)[0]
    if era := parts.get("era"):
        return words("era").value(era)
    return HIJRI if int(parts["year"] or 0) in BARE_HIJRI_YEARS else GREGORIAN


@cache
def _join() -> re.Pattern[str]:
    return re.compile(rf"(?:[\s،,؛;|\-‐–—/()\[\]•·.:]|(?:{words('join').pattern}){NO_LETTER})*")


@cache
def _weekday() -> re.Pattern[str]:
    names = words("weekday", "weekday-beside-date").pattern
    return re.compile(rf"{NO_LETTER_BEFORE}(?P<weekday>{names})\.?{NO_LETTER}")


def _era() -> str:
    return rf"(?:\s*(?P<era>{words('era').pattern}){NO_LETTER})?"


def _month(*families: str) -> str:
    names = words(*families).pattern
    other = rf"(?:\s*[/\-–(|]\s*(?P<other>{names}){NO_LETTER}\s*\)?)?"
    return rf"{NO_LETTER_BEFORE}(?P<name>{names})\.?{NO_LETTER}{other}"


@cache
def _forms() -> list[re.Pattern[str]]:
    """Return the forms of dates in running text."""
    era = _era()
    month = _month("gregorian", "hijri")
    any_month = _month("libyan", "gregorian", "hijri")
    of_month = rf"(?:(?:{words('of-month').pattern})\s+)?"
    of_year = rf"(?:(?:{words('of-year').pattern})\s+)?"
    number = rf"{NO_NUMBER_BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er)?"
    day = rf"(?:{number}|{NO_LETTER_BEFORE}(?P<ordinal>{words('ordinal').pattern}))"
    full_year = rf"(?P<year>\d{{4}})(?!\d|:\d){era}"
    year = rf"(?P<year>\d{{4}}|(?<=[/\-])\d\d|\d\d(?=\s*$|\s+\d{{1,2}}:))(?!\d|:\d){era}"
    time_between = r"(?=\s+\d{1,2}:\d\d(?::\d\d)?\s+(?:[a-z]{2,4}\s+|[+-]\d{4}\s+)?(?P<year>\d{4})(?!\d))"
    numeric_year = rf"(?P<year>\d{{4}}|(?<=/)\d\d|\d\d(?=\s*$|\s+\d{{1,2}}:)){NO_NUMBER_AFTER}{era}"
    forms = (
        rf"{NO_NUMBER_BEFORE}(?P<year>\d{{4}}){SLASH}(?P<month>\d{{1,2}}){SAME_SLASH}(?P<day>\d{{1,2}}){NO_NUMBER_AFTER}{era}",
        rf"{NO_NUMBER_BEFORE}(?P<first>\d{{1,2}}){SLASH}(?P<second>\d{{1,2}}){SAME_SLASH}{numeric_year}",
        rf"{day}{SPACE}{of_month}{any_month}{SPACE}{of_year}{year}",
        rf"{month}\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,،]+{full_year}",
        rf"{month}\s+(?P<day>\d{{1,2}}){time_between}",
        rf"{NO_NUMBER_BEFORE}(?P<year>\d{{4}})[\s\-/]+{month}[\s\-/]+(?P<day>\d{{1,2}})(?!\d|\s*[:/])",
        rf"{month}{SPACE}{of_year}{full_year}",
    )
    return [re.compile(form) for form in forms]


@cache
def _forms_alone() -> list[re.Pattern[str]]:
    """Return the forms that mean a date only where nothing else is printed."""
    of_year = rf"(?:(?:{words('of-year').pattern})\s+)?"
    year = rf"(?P<year>\d{{4}}){_era()}"
    forms = (
        rf"{of_year}{year}",
        rf"(?P<month>\d{{1,2}}){SLASH}{year}",
        rf"(?P<year>\d{{4}}){SLASH}(?P<month>\d{{1,2}}){_era()}",
        r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)",
    )
    return [re.compile(form) for form in forms]


@cache
def _time() -> re.Pattern[str]:
    half = rf"(?P<half>{words('half').pattern}){NO_LETTER}"
    clock = r"(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?)?(?![\d:])"
    hour_alone = half.replace("half", "part", 1)
    return re.compile(
        rf"(?<![\d:])(?<!\d[.,/])(?:{clock}(?:\s*{half})?{_zone()}|(?P<bare_hour>\d{{1,2}})\s*{hour_alone})"
    )


def _zone() -> str:
    time_of = rf"(?:{words('time-of').pattern})\s+"
    named_offset = rf"(?:{words('utc').pattern})\s?[+\-−]\d{{1,2}}(?::?[0-5]\d)?"
    # Hours alone, «07:17:00+03», as databases print them.
    hours = r"(?<=\d)\+(?:0\d|1[0-4])"
    offset = rf"(?:{named_offset}|[+\-−](?:0\d|1[0-4]):?[0-5]\d|{hours})(?![\d/.:\-])"
    names = rf"(?:{time_of})?(?P<zone>{offset}|(?:{words('utc', 'zone').pattern}){NO_LETTER})"
    cities = rf"{time_of}(?P<city>{words('city').pattern}){NO_LETTER}"
    return rf"(?:\s*[(\[]?\s*(?:{names}|{cities})\s*[)\]]?)?"
