"""A search as an address: from the request's arguments to a Question, and back to arguments of links."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from index.dates import read_period
from search.question import FACET_FIELDS, Filters, Level, Match, Question, Sort

Choice = TypeVar("Choice", bound=StrEnum)
Arguments = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for, and the dates in it that could not be read, by argument."""

    question: Question
    page: int
    unread: Mapping[str, str]


def asked(arguments: MultiDict[str, str], *, size: int) -> Asked:
    """Read a search from a request's arguments; raise BadRequest for values that no page of ours makes."""
    page = _page(arguments.get("page", "1"))
    unread: dict[str, str] = {}
    filters = Filters(
        **{field: tuple(filter(None, arguments.getlist(field))) for field in FACET_FIELDS},
        since=_day(arguments, "since", 0, unread),
        until=_day(arguments, "until", 1, unread),
    )
    question = Question(
        text=arguments.get("q", "").strip(),
        limit=size,
        offset=(page - 1) * size,
        match=_choice(Match, arguments.get("match"), Match.AUTO),
        level=_choice(Level, arguments.get("level"), Level.NORMAL),
        sort=_choice(Sort, arguments.get("sort"), Sort.RELEVANCE),
        filters=filters,
    )
    return Asked(question, page, unread)


def arguments_of(question: Question, page: int = 1) -> Arguments:
    """Return the arguments of a search's address, what is as usual left out."""
    named: dict[str, str | Sequence[str]] = {"q": question.text}
    for name, usual in (("match", Match.AUTO), ("level", Level.NORMAL), ("sort", Sort.RELEVANCE)):
        if (value := getattr(question, name)) != usual:
            named[name] = str(value)
    named |= _filter_arguments(question.filters)
    if page > 1:
        named["page"] = str(page)
    return named


def with_value(question: Question, field: str, value: str) -> Question:
    """Return the question narrowed to one more value of a facet's field."""
    return _with_values(question, field, (*getattr(question.filters, field), value))


def without_value(question: Question, field: str, value: str) -> Question:
    """Return the question without one value of a facet's field."""
    kept = tuple(each for each in getattr(question.filters, field) if each != value)
    return _with_values(question, field, kept)


def only_month(question: Question, period: str) -> Question:
    """Return the question narrowed to one month (``2019-09``) or one year (``2019``)."""
    if len(period) == len("2019"):
        year = int(period)
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return replace(question, filters=replace(question.filters, month=(), since=first, until=last))
    return _with_values(question, "month", (period,))


def without_dates(question: Question) -> Question:
    """Return the question without its range of days."""
    return replace(question, filters=replace(question.filters, since=None, until=None))


def _with_values(question: Question, field: str, values: tuple[str, ...]) -> Question:
    return replace(question, filters=replace(question.filters, **{field: tuple(dict.fromkeys(values))}))  # type: ignore[arg-type]


def _filter_arguments(filters: Filters) -> Arguments:
    named: dict[str, str | Sequence[str]] = {
        field: values for field in FACET_FIELDS if (values := getattr(filters, field))
    }
    for name in ("since", "until"):
        if value := getattr(filters, name):
            named[name] = value.isoformat()
    return named


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1):
        raise BadRequest(f"page={text!r} is not a page number")
    return int(text[:9])


def _choice(kind: type[Choice], text: str | None, usual: Choice) -> Choice:
    if not text:
        return usual
    try:
        return kind(text)
    except ValueError as error:
        raise BadRequest(f"{text!r} is none of {', '.join(kind)}") from error


def _day(arguments: MultiDict[str, str], name: str, end: int, unread: dict[str, str]) -> dt.date | None:
    text = arguments.get(name, "").strip()
    if not text:
        return None
    period = read_period(text)
    if period is None:
        unread[name] = text
        return None
    return period[end]
