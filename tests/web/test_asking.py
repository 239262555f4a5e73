"""Searches as addresses: what is read from one is what is written to it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.test import EnvironBuilder

from search.question import Filters, Level, Match, Question, Sort
from web.asking import arguments_of, asked, only_month, with_value, without_dates, without_value

names = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=8), max_size=3).map(tuple)
days = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
questions = st.builds(
    Question,
    text=st.text(st.characters(codec="utf-8")).map(str.strip),
    match=st.sampled_from(Match),
    level=st.sampled_from(Level),
    sort=st.sampled_from(Sort),
    filters=st.builds(Filters, section=names, source=names, site=names, place=names, since=days, until=days),
)


def through_an_address(question: Question, page: int) -> MultiDict[str, str]:
    builder = EnvironBuilder(path="/search", query_string=MultiDict(arguments_of(question, page)))
    return MultiDict(builder.get_request().args)


@given(questions, st.integers(1, 500))
def test_an_address_keeps_the_whole_question(question: Question, page: int) -> None:
    back = asked(through_an_address(question, page), size=10)
    assert (back.question.text, back.question.filters) == (question.text, question.filters)
    assert (back.question.match, back.question.level, back.question.sort) == (
        question.match,
        question.level,
        question.sort,
    )
    assert (back.page, back.question.offset) == (page, (page - 1) * 10)


def test_what_is_as_usual_is_left_out_of_the_address() -> None:
    assert arguments_of(Question(text="تمور")) == {"q": "تمور"}


@pytest.mark.parametrize(
    ("name", "value"),
    [("match", "most"), ("level", "x"), ("sort", "best"), ("page", "0"), ("page", "x"), ("page", "٣")],
)
def test_values_that_no_page_makes_are_refused(name: str, value: str) -> None:
    with pytest.raises(BadRequest):
        asked(MultiDict({name: value}), size=10)


def test_typed_dates_are_read_as_periods() -> None:
    back = asked(MultiDict({"since": "2019", "until": "2019/09"}), size=10)
    assert (back.question.filters.since, back.question.filters.until) == (
        dt.date(2019, 1, 1),
        dt.date(2019, 9, 30),
    )


def test_a_date_that_cannot_be_read_is_reported() -> None:
    back = asked(MultiDict({"since": "قبل مدة"}), size=10)
    assert back.unread == {"since": "قبل مدة"}
    assert back.question.filters.since is None


def test_filters_are_added_and_removed() -> None:
    question = Question(text="x", offset=20)
    more = with_value(with_value(question, "section", "sport"), "section", "health")
    assert more.filters.section == ("sport", "health")
    assert with_value(more, "section", "sport").filters.section == ("sport", "health")
    assert without_value(more, "section", "sport").filters.section == ("health",)


def test_a_bar_narrows_to_its_month_or_year() -> None:
    question = Question(text="x", filters=Filters(month=("2018-01",)))
    assert only_month(question, "2019-09").filters.month == ("2019-09",)
    year = only_month(question, "2019").filters
    assert (year.month, year.since, year.until) == ((), dt.date(2019, 1, 1), dt.date(2019, 12, 31))
    assert without_dates(Question(text="x", filters=year)).filters == Filters()
