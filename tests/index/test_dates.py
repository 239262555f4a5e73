"""Dates as newspapers print them; every expected day was worked out by hand or with a wall calendar."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from index.article import Precision, Published
from index.dates import UnknownZone, find_dates, read_date, read_period, timezone

BAGHDAD = ZoneInfo("Asia/Baghdad")
SEPTEMBER_4 = dt.date(2019, 9, 4)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("04/09/2019", "2019-09-04"),
        ("4-9-2019", "2019-09-04"),
        ("4.9.2019", "2019-09-04"),
        (r"4\9\2019", "2019-09-04"),
        ("04 / 09 / 2019", "2019-09-04"),
        ("04/09/19", "2019-09-04"),
        ("04/09/98", "1998-09-04"),
        ("2019/09/04", "2019-09-04"),
        ("2019-9-4", "2019-09-04"),
        ("20190904", "2019-09-04"),
        ("٠٤/٠٩/٢٠١٩", "2019-09-04"),
        ("۰۴/۰۹/۲۰۱۹", "2019-09-04"),
        ("٤ سبتمبر ٢٠١٩م", "2019-09-04"),
        ("4 أيلول 2019", "2019-09-04"),
        ("4 سبتمبر 2019: 07:17 ص", "2019-09-04T07:17"),
        ("4 أيلول 2019 12:30 بعد منتصف الليل", "2019-09-04T00:30"),
        ("4 شتنبر 2019", "2019-09-04"),
        ("4 أيلول/سبتمبر 2019", "2019-09-04"),
        ("4 سبتمبر (أيلول) 2019", "2019-09-04"),
        ("4 سَبْتَمْبَر، 2019", "2019-09-04"),
        ("4 سبتمـــبر 2019", "2019-09-04"),
        ("4سبتمبر2019", "2019-09-04"),
        ("سبتمبر 4، 2019", "2019-09-04"),
        ("الأربعاء، 4 سبتمبر 2019", "2019-09-04"),
        ("الرابع من أيلول 2019", "2019-09-04"),
        ("في الثالث والعشرين من تشرين الثاني عام 2019", "2019-11-23"),
        ("غرّة فيفري 2017", "2017-02-01"),
        ("فاتح ماي 2018", "2018-05-01"),
        ("15 جويلية 2019", "2019-07-15"),
        ("4 غشت 2019", "2019-08-04"),
        ("4 الفاتح 1990", "1990-09-04"),
        ("September 4, 2019", "2019-09-04"),
        ("04-SEP-19", "2019-09-04"),
        ("4 septembre 2019", "2019-09-04"),
        ("5 محرم 1441 هـ", "2019-09-04"),
        ("1441/1/5", "2019-09-04"),
        ("5/1/1441هـ", "2019-09-04"),
        ("5 محرم 1441هـ الموافق 4 سبتمبر 2019م", "2019-09-04"),
        ("الأربعاء 6 محرم 1441هـ - 4 سبتمبر 2019م", "2019-09-04"),
        ("ديسمبر / كانون الأول 2017", "2017-12"),
        ("مارس/آذار 2017", "2017-03"),
        ("2019-09", "2019-09"),
        ("09/2019", "2019-09"),
        ("عام 2019", "2019"),
        ("07:17 – 04/09/2019", "2019-09-04T07:17"),
        ("سياسية |   07:17 – 04/09/2019", "2019-09-04T07:17"),
        ("04/09/2019 07:17:30", "2019-09-04T07:17:30"),
        ("٤/٩/٢٠١٩ - ٧:١٧ م", "2019-09-04T19:17"),
        ("4 سبتمبر 2019 الساعة 12:05 ص", "2019-09-04T00:05"),
        ("4 سبتمبر 2019 - 12:05 ظهراً", "2019-09-04T12:05"),
        ("4 سبتمبر 2019، 7 مساءً", "2019-09-04T19:00"),
        ("4 سبتمبر 2019، 2:00 ليلاً", "2019-09-04T02:00"),
        ("4 سبتمبر 2019، 10:00 ليلاً", "2019-09-04T22:00"),
        ("Sep 4, 2019 7:17 PM", "2019-09-04T19:17"),
        ("Wed Sep  4 07:17:00 2019", "2019-09-04T07:17"),
        ("2019-09-04 07:17:00", "2019-09-04T07:17"),
    ],
)
def test_reads_what_is_printed_and_no_more(printed: str, read: str) -> None:
    published = read_date(printed)
    assert published.isoformat() == read
    assert published.instant is None
    assert published.text == printed


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2019-09-04T07:17:00+03:00", "2019-09-04T07:17:00+03:00"),
        ("2019-09-04T07:17Z", "2019-09-04T07:17:00+00:00"),
        ("20190904T071700Z", "2019-09-04T07:17:00+00:00"),
        ("2019-09-04 07:17:00+03", "2019-09-04T07:17:00+03:00"),
        ("٢٠١٩-٠٩-٠٤T٠٧:١٧:٠٠+٠٣:٠٠", "2019-09-04T07:17:00+03:00"),
        ("Wed, 04 Sep 2019 07:17:00 GMT", "2019-09-04T07:17:00+00:00"),
        ("Wed, 04 Sep 19 07:17:00 +0300", "2019-09-04T07:17:00+03:00"),
        ("Wed, 4 Sep 2019 07:17 EST", "2019-09-04T07:17:00-05:00"),
        ("Wed Sep 04 07:17:00 +0000 2019", "2019-09-04T07:17:00+00:00"),
        ("04 سبتمبر 2019 - 07:17 بتوقيت أبوظبي", "2019-09-04T07:17:00+04:00"),
        ("04 سبتمبر 2019، 13:00 (بتوقيت غرينتش)", "2019-09-04T13:00:00+00:00"),
        ("07:17 GMT+3 04/09/2019", "2019-09-04T07:17:00+03:00"),
        ("07:17 GMT - 04/09/2019", "2019-09-04T07:17:00+00:00"),
        ("1567581420", "2019-09-04T07:17:00+00:00"),
        ("1567581420000", "2019-09-04T07:17:00+00:00"),
        ("1567581420.75", "2019-09-04T07:17:00+00:00"),
    ],
)
def test_reads_the_instant_where_a_zone_is_printed(printed: str, read: str) -> None:
    published = read_date(printed)
    assert published.isoformat() == read
    assert published.instant == dt.datetime.fromisoformat(read).astimezone(dt.UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "منذ 3 ساعات",
        "29/6",
        "انتهى29/6ن",
        "4 سبتمبر",
        "31/02/2019",
        "29/02/2019",
        "13/13/2019",
        "31 نيسان 2019",
        "31 فبراير 2019",
        "2019-13-04",
        "30 ذو الحجة 1440",
        "1 محرم 1342هـ",
        "5 يناير 1441هـ",
        "5 يناير/شباط 2019",
        "2000-2001",
        "الربيع 2011",
        "00/00/0000",
    ],
)
def test_leaves_unknown_what_names_no_day(printed: str) -> None:
    assert read_date(printed) == Published(text=printed)


def test_a_source_zone_gives_the_instant_of_a_printed_time() -> None:
    published = read_date("07:17 – 04/09/2019", zone=BAGHDAD)
    assert published.instant == dt.datetime(2019, 9, 4, 4, 17, tzinfo=dt.UTC)
    assert (published.day, published.time) == (SEPTEMBER_4, dt.time(7, 17))


def test_a_printed_zone_goes_before_the_source_zone() -> None:
    for printed in ("2019-09-04T22:30:00Z", "22:30 GMT – 04/09/2019"):
        published = read_date(printed, zone=BAGHDAD)
        assert published.instant == dt.datetime(2019, 9, 4, 22, 30, tzinfo=dt.UTC)
        assert published.day == SEPTEMBER_4


def test_a_day_without_a_time_has_no_instant() -> None:
    published = read_date("04/09/2019", zone=BAGHDAD)
    assert published.instant is None
    assert published.precision is Precision.DAY


@pytest.mark.parametrize(
    ("printed", "lead", "day"),
    [
        ("04/09/2019", "", (2019, 9, 4)),
        ("04/09/2019", "أعلنت البلدية، الأربعاء، افتتاح الحديقة.", (2019, 9, 4)),
        ("09/04/2019", "أعلنت البلدية، الأربعاء، افتتاح الحديقة.", (2019, 9, 4)),
        ("04/09/2019", "أعلنت البلدية الثلاثاء افتتاح الحديقة.", (2019, 4, 9)),
        ("09/04/2019", "أعلنت البلدية يوم الأربعاء افتتاح الحديقة.", (2019, 9, 4)),
        ("09/04/2019", "أعلنت البلدية، أمس الثلاثاء، افتتاح الحديقة.", (2019, 9, 4)),
        ("09/04/2019", "افتتحت الحديقة. وحضر الافتتاح اليوم الأربعاء جمهور.", (2019, 9, 4)),
        ("09/04/2019", "تفتح الحديقة الثلاثاء المقبل كما أعلن اليوم الأربعاء.", (2019, 9, 4)),
        ("09/04/2019", "تفتح الحديقة الأربعاء المقبل.", (2019, 4, 9)),
        ("09/04/2019", "افتتحت الحديقة مساء الأربعاء.", (2019, 4, 9)),
        ("09/04/2019", "أولى. ثانية. وفي الثالثة ذكر الأربعاء.", (2019, 4, 9)),
        ("04/09/2019", "أعلنت البلدية، الجمعة، افتتاح الحديقة.", (2019, 9, 4)),
        ("09/04/2019 الأربعاء", "أعلنت البلدية الثلاثاء افتتاح الحديقة.", (2019, 9, 4)),
        ("09/24/2019", "", (2019, 9, 24)),
        ("Tuesday 04/09/2019", "", (2019, 4, 9)),
    ],
)
def test_weekdays_settle_the_order_of_day_and_month(
    printed: str, lead: str, day: tuple[int, int, int]
) -> None:
    assert read_date(printed, lead=lead).day == dt.date(*day)


def test_finds_dates_where_they_stand_in_the_original_text() -> None:
    text = (
        "افتُتح السوق في ديسمـبر / كانون الأوَّل 2017، "
        "ثم أُغلق يوم الأربعاء 4/9/2019 عند 7:17 مساءً، ورقمه 31/2/2019."
    )
    found = find_dates(text)
    assert [text[date.start : date.end] for date in found] == [
        "ديسمـبر / كانون الأوَّل 2017",
        "الأربعاء 4/9/2019 عند 7:17 مساءً",
    ]
    assert [date.published.isoformat() for date in found] == ["2017-12", "2019-09-04T19:17"]


@pytest.mark.parametrize(
    "text", ["بلغت 2030.\n2.2 في المئة", "في موسم 2018-2019", "القانون 24/2019", "عام 2019"]
)
def test_finds_no_dates_in_other_numbers(text: str) -> None:
    assert find_dates(text) == []


def test_neighbouring_dates_stay_apart() -> None:
    found = find_dates("من 4/9/2019 إلى 6/9/2019 ثم 07:00 – 07/09/2019 | 08:00 – 08/09/2019")
    assert [date.published.isoformat() for date in found] == [
        "2019-09-04",
        "2019-09-06",
        "2019-09-07T07:00",
        "2019-09-08T08:00",
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", "2019-01-01", "2019-12-31"),
        ("سنة ٢٠١٩", "2019-01-01", "2019-12-31"),
        ("2019-02", "2019-02-01", "2019-02-28"),
        ("2/2020", "2020-02-01", "2020-02-29"),
        ("كانون الأول 2019", "2019-12-01", "2019-12-31"),
        ("2019/09/04", "2019-09-04", "2019-09-04"),
        ("«4 شتنبر 2019»", "2019-09-04", "2019-09-04"),
        ("رمضان 1440", "2019-05-06", "2019-06-03"),
        ("1441هـ", "2019-08-31", "2020-08-19"),
        ("1441", "2019-08-31", "2020-08-19"),
    ],
)
def test_reads_periods(text: str, first: str, last: str) -> None:
    assert read_period(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "سبتمبر", "29/6", "2019-13", "31/2/2019", "من 2018 إلى 2019", "حفل 2019/09/04"]
)
def test_reads_no_period_where_the_whole_text_is_none(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("name", "offset"),
    [
        ("Asia/Baghdad", 3),
        ("+03:00", 3),
        ("-5", -5),
        ("UTC", 0),
        ("GMT+3", 3),
        ("بغداد", 3),
        ("مكة المكرّمة", 3),
    ],
)
def test_knows_time_zones(name: str, offset: int) -> None:
    moment = dt.datetime(2019, 9, 4, tzinfo=timezone(name))
    assert moment.utcoffset() == dt.timedelta(hours=offset)


@pytest.mark.parametrize("name", ["", "Asia", "Mars/Olympus", "+99:00", "../etc/passwd", "\x00"])
def test_an_unknown_zone_is_a_typed_error(name: str) -> None:
    with pytest.raises(UnknownZone, match="Asia/Baghdad") as caught:
        timezone(name)
    assert "Asia/Baghdad" in caught.value.arabic
