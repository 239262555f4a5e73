import datetime as dt

import pytest

from index.article import Article, Rejected
from index.sources.field_names import BadMapping, target_of
from index.sources.fields import FieldReader
from index.sources.options import LONGEST_ARTICLE, ReadOptions


def article_of(record, **options):
    article = FieldReader(ReadOptions(**options)).read(record, "file")
    assert isinstance(article, Article), article
    return article


def test_the_names_of_newspapers_exports_and_schema_org():
    article = article_of(
        {
            "_id": 17,
            "headline": "عنوان",
            "articleBody": "أول\n\nثان",
            "pubDate": "Wed, 04 Sep 2019 07:17:00 +0300",
            "category": "سياسة",
            "publisher": "العراق اليوم",
            "link": "https://example.org/1",
            "قناة": "الأولى",
        }
    )
    assert (article.id, article.title, article.body) == ("17", "عنوان", "أول\nثان")
    assert article.published.instant == dt.datetime(2019, 9, 4, 4, 17, tzinfo=dt.UTC)
    assert article.published.text == "Wed, 04 Sep 2019 07:17:00 +0300"
    assert (article.sections, article.site, article.url) == (
        ("سياسة",),
        "العراق اليوم",
        "https://example.org/1",
    )
    assert article.extra == {"قناة": "الأولى"}


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Title", "title"),
        ("TITLE ", "title"),
        ("date_published", "published"),
        ("datePublished", "published"),
        ("Published At", "published"),
        ("العنوان", "title"),
        ("تاريخ النشر", "published"),
        ("author.name", "author"),
        ("title.rendered", "title"),
        ("_id.$oid", "id"),
        ("author.url", None),
        ("image.url", None),
        ("publisher.logo.url", None),
        ("views", None),
    ],
)
def test_names_of_fields(name, target):
    assert target_of(name) == target


def test_of_two_names_for_one_field_the_better_is_taken_and_the_other_kept():
    article = article_of({"summary": "ملخص", "text": "متن", "content": "متن آخر", "title": "عنوان"})
    assert article.body == "متن آخر"
    assert article.extra == {"summary": "ملخص", "text": "متن"}
    assert article_of({"title": "عنوان", "summary": "ملخص", "body": " "}).body == "ملخص"


def test_nested_fields_lists_and_numbers():
    article = article_of(
        {
            "id": {"$oid": "5f"},
            "title": {"rendered": "عنوان &quot;قصير&quot;"},
            "content": {"rendered": "<p>أول</p><p>ثان &amp; ثالث</p>"},
            "author": [{"name": "سعاد حسن"}, {"name": "ليلى كمال"}],
            "categories": ["ثقافة", "فن", "ثقافة"],
            "source": {"id": 3, "name": "وكالة"},
            "media": {"image": {"url": "x.jpg"}, "none": None},
            "views": 12,
        }
    )
    assert (article.id, article.title, article.body) == ("5f", 'عنوان "قصير"', "أول\nثان & ثالث")
    assert (article.author, article.sections, article.source) == (
        "سعاد حسن، ليلى كمال",
        ("ثقافة", "فن"),
        "وكالة",
    )
    assert article.extra == {"source.id": 3, "media": {"image": {"url": "x.jpg"}, "none": None}, "views": 12}


def test_what_html_does_not_show_is_no_text():
    hidden = "<!-- لا --><style>p{color:red}</style><noscript><p>فعّل</p></noscript>"
    body = f"<p>أول</p>{hidden}<p>ثان</p>ثالث<br>رابع"
    assert article_of({"body": body}).paragraphs == ["أول", "ثان", "ثالث", "رابع"]
    assert article_of({"body": "أول <b>سطر</b>\nثان"}).paragraphs == ["أول سطر", "ثان"]
    assert article_of({"body": "أ < ب و ب > ج"}).body == "أ < ب و ب > ج"


def test_a_body_of_blocks():
    blocks = [{"type": "paragraph", "text": "أول"}, "ثان", {"type": "image"}]
    assert article_of({"body": blocks}).paragraphs == ["أول", "ثان"]


def test_a_date_and_a_time_in_two_fields():
    published = article_of({"title": "عنوان", "date": "04/09/2019", "time": "07:17"}).published
    assert published.isoformat() == "2019-09-04T07:17"
    assert published.text == "04/09/2019 07:17"


@pytest.mark.parametrize("value", [1567570620, 1567570620000, "1567570620", 1567570620.25])
def test_a_date_that_counts_from_1970(value):
    published = article_of({"title": "عنوان", "timestamp": value}).published
    assert published.instant == dt.datetime(2019, 9, 4, 4, 17, tzinfo=dt.UTC)
    assert published.text == str(value)


def test_the_day_of_a_date_that_counts_from_1970_is_that_of_the_zone():
    zone = dt.timezone(dt.timedelta(hours=3))
    published = article_of({"title": "عنوان", "timestamp": 1567544400}, zone=zone).published
    assert published.isoformat() == "2019-09-04T00:00:00+03:00"


def test_a_date_that_cannot_be_read_is_kept_as_printed():
    published = article_of({"title": "عنوان", "date": "قبل العيد"}).published
    assert (published.day, published.text) == (None, "قبل العيد")


def test_the_zone_is_for_dates_that_state_none():
    zone = dt.timezone(dt.timedelta(hours=3))
    stated = article_of({"title": "عنوان", "date": "2019-09-04T07:17:00Z"}, zone=zone).published
    silent = article_of({"title": "عنوان", "date": "2019-09-04 07:17"}, zone=zone).published
    assert stated.instant == dt.datetime(2019, 9, 4, 7, 17, tzinfo=dt.UTC)
    assert silent.instant == dt.datetime(2019, 9, 4, 4, 17, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("record", "source", "author"),
    [
        ({"source": "skynews", "author": "سكاي نيوز عربيّة"}, "skynews", ""),
        ({"source": "صدى السنديان", "author": "«صدى السنديان»"}, "صدى السنديان", ""),
        ({"site": "صدى السنديان", "author": "صدى السنديان"}, "صدى السنديان", ""),
        ({"source": "صدى السنديان", "author": "سعاد حسن"}, "صدى السنديان", "سعاد حسن"),
    ],
)
def test_an_author_who_is_the_source_or_the_site_is_no_author(record, source, author):
    article = article_of({"title": "عنوان", **record})
    assert (article.source, article.author) == (source, author)


@pytest.mark.parametrize(
    ("printed", "author", "kept"),
    [
        ("كتبت: سعاد حسن", "سعاد حسن", {"author": "كتبت: سعاد حسن"}),
        ("e6d1f7f5-90a3-4a9d-8e17-4c75228e1b2d", "", {"author": "e6d1f7f5-90a3-4a9d-8e17-4c75228e1b2d"}),
        ("سُعاد حسن، ليلى كمال", "سُعاد حسن، ليلى كمال", {}),
    ],
)
def test_the_author_is_a_person(printed, author, kept):
    article = article_of({"title": "عنوان", "author": printed})
    assert (article.author, article.extra) == (author, kept)


def test_place_and_agency_in_the_author_field():
    article = article_of({"title": "عنوان", "author": "أبوظبي - سكاي نيوز عربية"})
    assert (article.place, article.source, article.author) == ("أبوظبي", "سكاي نيوز عربية", "")
    assert article.extra == {"author": "أبوظبي - سكاي نيوز عربية"}


def test_what_the_source_states_itself_wins():
    record = {"title": "عنوان", "author": "أبوظبي - رويترز", "source": "skynews", "city": "دبي"}
    article = article_of(record)
    assert (article.place, article.source) == ("دبي", "skynews")


@pytest.mark.parametrize(
    "body",
    [
        "القاهرة - (رويترز) - أعلنت اللجنة أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن.",
        "القاهرة (رويترز) - أعلنت اللجنة أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن.",
        "القاهرة/ رويترز: أعلنت اللجنة أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن.",
        "القاهرة – رويترز\nأعلنت اللجنة أن المعرض سيفتح أبوابه غدا أمام الزوار من كل المدن.",
    ],
)
def test_a_dateline_fills_what_the_fields_do_not_say(body):
    article = article_of({"title": "عنوان", "body": body})
    assert (article.place, article.source) == ("القاهرة", "رويترز")
    assert article.body == body


@pytest.mark.parametrize(
    "body",
    [
        "قال محمود - وهو بحار قديم - إن السفينة غرقت.",
        "القاهرة تغني: مهرجان جديد للموسيقى في الحدائق.",
        "ملاحظة: لا شيء.",
    ],
)
def test_other_openings_are_no_datelines(body):
    article = article_of({"title": "عنوان", "body": body})
    assert (article.place, article.source) == ("", "")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://example.org/a", "www.example.org", "/a/b", "https://a b"]
)
def test_only_web_addresses_are_addresses(url):
    article = article_of({"title": "عنوان", "url": url})
    assert article.url == ""
    assert article.extra == {"url": url}


def test_a_space_in_an_address_is_encoded():
    assert (
        article_of({"title": "عنوان", "url": " https://example.org/a b \n"}).url
        == "https://example.org/a%20b"
    )


def test_ids():
    copy = {"title": "عنوان", "body": "متن", "date": "2019-09-04", "source": "وكالة"}
    same = article_of({**copy, "body": " متن\n"})
    assert article_of(copy).id == same.id
    assert len(same.id) == 16
    others = [article_of({**copy, name: "أخرى"}).id for name in ("title", "body", "source", "site")]
    others.append(article_of({**copy, "date": "2019-09-05"}).id)
    assert len({same.id, *others}) == 6
    assert article_of({**copy, "url": "https://example.org/1"}).id == "https://example.org/1"
    assert article_of({**copy, "guid": 12.0}).id == "12"


def test_text_is_tidied_and_otherwise_untouched():
    article = article_of(
        {"title": " عُنـوان\u00a0قصير\t\n ", "body": "مَتْن\u0000  «أول»\r\n\u2028 ثان\u200c\ufeff \n"}
    )
    assert article.title == "عُنـوان قصير"
    assert article.paragraphs == ["مَتْن «أول»", "ثان\u200c"]


def test_neither_title_nor_body_is_no_article():
    rejected = FieldReader(ReadOptions()).read({"id": 1, "date": "2019-09-04"}, "file", 7)
    assert rejected == Rejected(file="file", line=7, reason="empty", message=rejected.message)
    assert "--map" in rejected.message


def test_an_article_of_any_size_is_not_taken():
    rejected = FieldReader(ReadOptions()).read({"body": "ا" * (LONGEST_ARTICLE + 1)}, "file")
    assert rejected.reason == "too-large"


def test_a_mapping_goes_before_the_table():
    record = {"title": "رقم القرار", "subject_line": "عنوان", "meta": {"d": "2019-09-04"}, "text": "متن"}
    mapping = {"subject_line": "title", "meta.d": "date", "title": "extra"}
    article = article_of(record, mapping=mapping)
    assert (article.title, article.body, article.published.isoformat()) == ("عنوان", "متن", "2019-09-04")
    assert article.extra == {"title": "رقم القرار"}


def test_a_mapping_to_no_field_is_refused():
    with pytest.raises(BadMapping, match="colour"):
        FieldReader(ReadOptions(mapping={"title": "colour"}))
