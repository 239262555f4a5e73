"""Dates for people."""

import datetime as dt

import pytest

from index.article import Precision, Published
from index.dates import printed_date, printed_day, printed_moment, slashed

DAY = dt.date(2019, 9, 4)
TIME = dt.time(7, 17)


@pytest.mark.parametrize(
    ("published", "date", "moment"),
    [
        (Published(), "", ""),
        (Published(text="قريباً"), "", ""),
        (Published(day=DAY, precision=Precision.YEAR), "2019", "2019"),
        (Published(day=DAY, precision=Precision.MONTH), "2019/09", "2019/09"),
        (Published(day=DAY, precision=Precision.DAY), "2019/09/04", "2019/09/04"),
        (Published(day=DAY, time=TIME, precision=Precision.DAY), "2019/09/04", "2019/09/04"),
        (Published(day=DAY, time=TIME, precision=Precision.TIME), "2019/09/04", "2019/09/04 07:17"),
    ],
)
def test_dates_show_no_more_than_is_known(published: Published, date: str, moment: str) -> None:
    assert (printed_date(published), printed_moment(published)) == (date, moment)


def test_days_and_months_have_slashes() -> None:
    assert printed_day(dt.datetime(2019, 9, 4, 23, 59, tzinfo=dt.UTC)) == "2019/09/04"
    assert slashed("2019-09") == "2019/09"
