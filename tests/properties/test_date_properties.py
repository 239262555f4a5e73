"""What holds for every date and every text."""

import datetime as dt

from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold_word
from index.article import Precision
from index.dates import find_dates, read_date, read_period
from index.tables import read_table, shipped

DAYS = st.dates(dt.date(1600, 1, 1), dt.date(2199, 12, 31))
HIJRI_DAYS = st.dates(dt.date(1924, 8, 1), dt.date(2077, 11, 16))
TIMES = st.times().map(lambda time: time.replace(second=0, microsecond=0))
DIGITS = st.sampled_from(["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
FRAGMENTS = st.sampled_from(
    [
        *"/-:.،|٠9هم",
        " ",
        "\n",
        "2019",
        "1441",
        "04/09",
        "07:17",
        "سبتمبر",
        "كانون الأول",
        "رمضان",
        "الأربعاء",
        "+03:00",
    ]
)
ROUGH_DATES = st.lists(FRAGMENTS | st.characters(), max_size=25).map("".join)


def _names(kind: str) -> dict[int, list[str]]:
    rows = [row for row in read_table(shipped("date_words.tsv"), ()) if row.cells["kind"] == kind]
    names: dict[int, list[str]] = {}
    for row in rows:
        names.setdefault(int(row.cells["value"]), []).extend(row.names("names"))
    return names


GREGORIAN = _names("gregorian")
HIJRI = _names("hijri")
WEEKDAYS = _names("weekday")


def _in_digits(text: str, digits: str) -> str:
    return text.translate({ord("0") + value: digit for value, digit in enumerate(digits)})


@given(
    DAYS,
    DIGITS,
    st.sampled_from(["{0}", "{0:%Y}/{0:%m}/{0:%d}", "{0.year}-{0.month}-{0.day}", "{0:%Y}.{0:%m}.{0:%d}"]),
)
def test_year_first_dates_read_back(day: dt.date, digits: str, form: str) -> None:
    assert read_date(_in_digits(form.format(day), digits)).day == day


@given(
    DAYS,
    DIGITS,
    st.sampled_from(["{0:%d}/{0:%m}/{0:%Y}", "{0.day}-{0.month}-{0.year}", "{0:%d} / {0:%m} / {0:%Y}"]),
)
def test_day_first_dates_read_back(day: dt.date, digits: str, form: str) -> None:
    assert read_date(_in_digits(form.format(day), digits)).day == day


@given(DAYS, st.data())
def test_a_printed_weekday_lets_month_first_dates_read_back(day: dt.date, data: st.DataObject) -> None:
    weekday = data.draw(st.sampled_from(WEEKDAYS[day.isoweekday()]))
    read = read_date(f"{weekday} {day.month}/{day.day}/{day.year}").day
    assert read is not None
    assert read.isoweekday() == day.isoweekday()
    assert {read.day, read.month} == {day.day, day.month}


@given(DAYS, DIGITS, st.data())
def test_dates_with_named_months_read_back(day: dt.date, digits: str, data: st.DataObject) -> None:
    name, other = (data.draw(st.sampled_from(GREGORIAN[day.month])) for _ in range(2))
    weekday = data.draw(st.sampled_from(WEEKDAYS[day.isoweekday()]))
    form = data.draw(
        st.sampled_from(
            [
                "{day} {name} {year}",
                "{weekday}، {day} {name} {year}م",
                "{day} {name}/{other} {year}",
                "{day} {name} ({other}) {year}",
                "{day} من {name} عام {year}",
                "{name} {day}، {year}",
            ]
        )
    )
    printed = form.format(day=day.day, name=name, other=other, year=day.year, weekday=weekday)
    assert read_date(_in_digits(printed, digits)).day == day


@given(HIJRI_DAYS, DIGITS, st.data())
def test_hijri_dates_read_back(day: dt.date, digits: str, data: st.DataObject) -> None:
    hijri = Gregorian.fromdate(day).to_hijri()
    name = data.draw(st.sampled_from(HIJRI[hijri.month]))
    form = data.draw(
        st.sampled_from(
            ["{0.day} {1} {0.year}هـ", "{0.day}/{0.month}/{0.year}هـ", "{0.year}-{0.month}-{0.day}"]
        )
    )
    assert read_date(_in_digits(form.format(hijri, name), digits)).day == day


@given(DAYS, HIJRI_DAYS)
def test_the_gregorian_date_wins_over_the_hijri_one(day: dt.date, other: dt.date) -> None:
    hijri = Gregorian.fromdate(other).to_hijri()
    first = f"{hijri.day} {HIJRI[hijri.month][0]} {hijri.year}هـ"
    second = f"{day.day} {GREGORIAN[day.month][0]} {day.year}م"
    assert read_date(f"{first} الموافق {second}").day == day
    assert read_date(f"{second} - {first}").day == day


@given(
    DAYS,
    TIMES,
    DIGITS,
    st.sampled_from(["{1:%H:%M} – {0:%d/%m/%Y}", "{0:%d/%m/%Y} {1:%H:%M}", "{0:%Y-%m-%d} | {1:%H:%M}"]),
)
def test_times_read_back_on_either_side(day: dt.date, time: dt.time, digits: str, form: str) -> None:
    published = read_date(_in_digits(form.format(day, time), digits))
    assert (published.day, published.time, published.instant) == (day, time, None)


@given(st.datetimes(dt.datetime(1600, 1, 2), dt.datetime(2199, 12, 30), timezones=st.timezones()))
def test_iso_8601_reads_back(moment: dt.datetime) -> None:
    published = read_date(moment.isoformat())
    assert published.instant == moment.astimezone(dt.UTC)
    assert (published.day, published.time) == (moment.date(), moment.time())


@given(ROUGH_DATES, ROUGH_DATES)
def test_nothing_typed_raises(text: str, lead: str) -> None:
    published = read_date(text, lead=lead, zone=dt.UTC)
    assert (published.day is None) == (published.precision is Precision.UNKNOWN)
    assert (published.instant is None) == (published.time is None)
    assert published.text == text.strip()


@given(ROUGH_DATES)
def test_found_dates_lie_in_the_text_in_order_and_read_alike(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        assert found.published.text == text[found.start : found.end]
        end = found.end


@given(ROUGH_DATES)
def test_a_period_begins_before_it_ends(text: str) -> None:
    period = read_period(text)
    assert period is None or period[0] <= period[1]


@given(DAYS)
def test_a_day_is_its_own_period(day: dt.date) -> None:
    assert read_period(f"{day:%Y/%m/%d}") == (day, day)


def test_no_word_of_a_kind_means_two_things() -> None:
    for kind in ("gregorian", "hijri", "libyan", "weekday", "ordinal", "half", "era"):
        meanings: dict[str, set[str]] = {}
        for row in read_table(shipped("date_words.tsv"), ()):
            if row.cells["kind"] == kind:
                for name in row.names("names"):
                    meanings.setdefault(fold_word(name), set()).add(row.cells["value"])
        assert [name for name, values in meanings.items() if len(values) > 1] == []
