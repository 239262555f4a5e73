import datetime as dt

from index import schema
from index.analysis import words
from index.article import Article, Precision, Published
from index.document import decode, document, encode, instant, last_day, month
from tests.lexicons import LEXICON

BODY = "كتب الكاتب كتابا\nوقرأ الكاتب الكتاب"


def test_each_position_has_a_word_its_stem_and_its_kin() -> None:
    made = document(Article(id="1", title="عنوان", body=BODY), LEXICON)
    found = words(BODY)
    levels = {
        schema.BODY_N: found,
        schema.BODY_E: [*map(LEXICON.stem, found)],
        schema.BODY_D: [*map(LEXICON.kin, found)],
    }
    for field, terms in levels.items():
        held = made.words[field]
        assert sorted(place for places in held.values() for place in places) == list(range(len(terms)))
        assert all(terms[place] == term for term, places in held.items() for place in places)
        assert all(list(places) == sorted(places) for places in held.values())


def test_lengths_are_exact() -> None:
    made = document(Article(id="1", title="عنوان من أربع كلمات", body=BODY * 200), LEXICON)
    assert made.numbers[schema.TITLE_LENGTH] == 4
    assert made.numbers[schema.BODY_LENGTH] == len(words(BODY * 200))


def test_an_article_without_a_body() -> None:
    made = document(Article(id="1", title="عنوان"), LEXICON)
    assert made.words[schema.BODY_N] == {}
    assert made.numbers[schema.BODY_LENGTH] == 0


def test_keys() -> None:
    made = document(
        Article(
            id="1", title="خبر", url="https://n.example/1", also=("2", "3"), sections=("قسم  أ", "ب", "ب")
        ),
        LEXICON,
    )
    assert made.keys[schema.ID] == ("1",)
    assert made.keys[schema.ALSO] == ("2", "3")
    assert made.keys[schema.URL] == ("//n.example/1",)
    assert len(made.keys[schema.SECTION]) == 2
    assert made.keys[schema.SOURCE] == ()
    assert not any(schema.KEY_SEPARATOR in key for keys in made.keys.values() for key in keys)


def test_every_field_is_filled() -> None:
    made = document(Article(id="1", title="خبر"), LEXICON)
    filled = {schema.ARTICLE, *made.words, *made.keys, *made.numbers}
    assert filled == {field.name for field in schema.FIELDS}


def test_the_day_as_printed_and_the_instant() -> None:
    published = Published(
        day=dt.date(2024, 5, 2),
        time=dt.time(1, 30),
        instant=dt.datetime(2024, 5, 1, 22, 30, tzinfo=dt.UTC),
        precision=Precision.TIME,
    )
    made = document(Article(id="1", title="خبر", published=published), LEXICON)
    assert made.numbers[schema.DAY] == dt.date(2024, 5, 2).toordinal()
    assert made.numbers[schema.INSTANT] == int(dt.datetime(2024, 5, 1, 22, 30, tzinfo=dt.UTC).timestamp())
    assert made.keys[schema.MONTH] == ("2024-05",)


def test_dates_that_are_not_wholly_known() -> None:
    year = Published(day=dt.date(2024, 1, 1), precision=Precision.YEAR)
    assert month(year) == ""
    assert instant(year) == int(dt.datetime(2024, 1, 1, tzinfo=dt.UTC).timestamp())
    assert instant(Published(text="؟")) == schema.INSTANT_UNKNOWN
    without_zone = Published(day=dt.date(2024, 5, 1), instant=dt.datetime(2024, 5, 1, 22, 30))
    assert instant(without_zone) == int(dt.datetime(2024, 5, 1, 22, 30, tzinfo=dt.UTC).timestamp())
    clock = Published(day=dt.date(1969, 12, 31), time=dt.time(23), precision=Precision.TIME)
    assert instant(clock) == -3600


def test_the_last_day_that_a_date_may_mean() -> None:
    def last(precision: Precision) -> dt.date:
        return dt.date.fromordinal(last_day(Published(day=dt.date(2024, 2, 1), precision=precision)))

    assert last(Precision.DAY) == dt.date(2024, 2, 1)
    assert last(Precision.MONTH) == dt.date(2024, 2, 29)
    assert last(Precision.YEAR) == dt.date(2024, 12, 31)
    assert last_day(Published()) == schema.DAY_UNKNOWN


def test_the_stored_article_is_the_article() -> None:
    article = Article(id="1", title="خبر", body=BODY, also=("2",), extra={"رقم": [1, None]})
    assert decode(encode(article)) == article


def test_a_site_that_names_no_source_is_the_source() -> None:
    assert (
        document(Article(id="1", title="خبر", site="رويترز"), LEXICON).keys[schema.SOURCE]
        == document(Article(id="1", title="خبر", source="رويترز"), LEXICON).keys[schema.SOURCE]
    )
    both = document(Article(id="1", title="خبر", source="رويترز", site="فرانس 24"), LEXICON)
    assert both.keys[schema.SOURCE] != both.keys[schema.SITE]
