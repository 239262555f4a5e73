"""What a person gets for what was typed."""

import datetime as dt
import gc

import pytest

from search.answer import FacetValue
from search.archive import Archive
from search.errors import ArticleNotFound
from search.query.limits import BeyondWindow, Limits, TooManyTerms
from search.question import Filters

SHORT = {"title": "خبر قصير", "body": "خبر عن السوق في الصيف."}


def ids(results):
    return [hit.article.id for hit in results.hits]


def facet(results, field):
    return next(one for one in results.facets if one.field == field)


def test_articles_with_all_words_come_first_and_both_totals_are_told(news):
    results = news.search("محطة المياه")
    assert set(ids(results)) == {"n1", "n2"}
    assert (results.total, results.total_any, results.reachable) == (2, 2, 2)
    results = news.search("مهرجان المياه الزهور")
    assert (results.total, results.total_any) == (0, 5)


def test_all_asks_for_every_word_and_any_for_one(news):
    assert ids(news.search("فريق كأس", match="all")) == ["n4"]
    either = news.search("مهرجان كأس", match="any")
    assert set(ids(either)) == {"n3", "n4"}
    assert either.total == either.total_any == 2


def test_stop_words_are_left_out_of_ranking_by_any_word_but_count_among_all(news):
    assert news.search("مهرجان في").total_any == 1
    assert set(ids(news.search("في", match="any"))) == {"n2", "n3", "n5", "n6"}
    assert news.search("حقوق في الميناء", match="all").total == 2


@pytest.mark.parametrize("text", ["", "محطة المياه -النخيل", '"حقوق الصيادين"~2 من:2019', "قسم:محليات مي*"])
def test_a_page_leaves_nothing_to_the_collector_of_garbage(news, text):
    news.search(text)
    gc.collect()
    gc.disable()
    try:
        news.search(text)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_exact_leaves_stems_aside(news):
    assert set(ids(news.search("الصيادون"))) == {"n5", "n6"}
    assert ids(news.search("الصيادون", level="exact")) == ["n6"]
    assert ids(news.search("=الصيادون")) == ["n6"]


def test_a_phrase_alone_is_required_and_takes_clitics(news):
    assert ids(news.search('"حقوق الصيادين"')) == ["n5"]
    assert news.search('="حقوق صيادين"').total == 0


def test_a_phrase_beside_words_lifts_and_excludes_nothing(news):
    results = news.search('الصيادون "حقوق الصيادين"')
    assert ids(results) == ["n5", "n6"]


def test_nearness_knows_no_order(news):
    assert (
        set(ids(news.search('"ميناء صيادين"~8'))) == set(ids(news.search('"صيادين ميناء"~8'))) == {"n5", "n6"}
    )
    assert news.search('"ميناء منظمات"~1').total == 0


def test_an_exclusion_tells_what_it_shut_out(news):
    results = news.search("الزهور -مهرجان")
    assert "n3" not in ids(results)
    assert [(one.text, one.count) for one in results.exclusions] == [("مهرجان", 1)]
    assert set(ids(news.search(results.exclusions[0].query_without))) == {*ids(results), "n3"}


def test_fields_and_dates_narrow(news):
    assert ids(news.search("عنوان:التمور")) == ["n3"]
    assert news.search("متن:صورة").total == 0
    assert ids(news.search("كاتب:هناء")) == ["n1"]
    assert set(ids(news.search("قسم:اقتصاد"))) == {"n5", "n6"}
    assert ids(news.search("تاريخ:2021-09 الزهور", sort="newest")) == ["n4", "n3"]


def test_names_and_authors_may_be_phrases_beginnings_and_choices(news):
    assert set(ids(news.search('مصدر:"وكالة الساحل"'))) == {"n1", "n3", "n5"}
    assert ids(news.search('كاتب:"هناء الراوي"')) == ["n1"]
    assert ids(news.search('كاتب:"الراوي هناء"~2')) == ["n1"]
    assert ids(news.search("كاتب:الر*")) == ["n1"]
    assert set(ids(news.search("قسم:(رياضة | اقتصاد)"))) == {"n4", "n5", "n6"}
    assert set(ids(news.search("قسم:(-رياضة)"))) == {"n1", "n2", "n3", "n5", "n6", "n7"}
    assert set(ids(news.search("مصدر:(الساحل الميناء) قسم:(محليات -رياضة)"))) == {"n1", "n2"}
    assert ids(news.search("مصدر:(+الساحل +الميناء)")) == []


def test_a_word_of_several_parts_is_looked_for_as_a_row(build):
    records = [{"id": "a", "title": "لقاح كوفيد-19"}, {"id": "b", "title": "19 إصابة بمرض كوفيد"}]
    archive = Archive.open(build(records))
    assert ids(archive.search("كوفيد-19", match="all"))[0] == "a"


def test_pages_before_the_first_are_no_pages(news):
    with pytest.raises(ValueError, match="never negative"):
        news.search("المياه", offset=-1)


def test_a_beginning_finds_the_words_that_begin_so(news):
    assert set(ids(news.search("الصيا*"))) == {"n2", "n5", "n6"}
    assert ids(news.search("عنوان:مهر*")) == ["n3"]


def test_a_beginning_of_too_many_words_is_refused(build):
    archive = Archive.open(build([SHORT]), Limits(expansion_terms=1))
    assert archive.search("قص*").total == 1
    with pytest.raises(TooManyTerms) as refused:
        archive.search("ال* خبر")
    assert refused.value.arabic
    assert "1" in refused.value.english


def test_text_without_a_word_finds_nothing_and_no_text_finds_all_newest_first(news):
    assert news.search("؟!").total == 0
    everything = news.search("  ")
    assert everything.total == 7
    assert ids(everything) == ["n5", "n4", "n3", "n2", "n1", "n7", "n6"]


def test_dates_order_hits_with_unknown_days_last(news):
    assert ids(news.search("", sort="oldest")) == ["n7", "n1", "n2", "n3", "n4", "n5", "n6"]


def test_facets_count_what_total_counts(news):
    results = news.search("الزهور")
    sections = facet(results, "section")
    assert sum(value.count for value in sections.values) + sections.missing == results.total
    assert sum(count for _, count in results.histogram) + facet(results, "month").missing == results.total


def test_a_facets_own_filter_leaves_its_other_values_their_counts(news):
    free = facet(news.search("الزهور"), "source")
    chosen = news.search("الزهور", filters=Filters(source=("وكالة الساحل",)))
    assert {value.key: value.count for value in facet(chosen, "source").values} == {
        value.key: value.count for value in free.values
    }
    assert [value.key for value in facet(chosen, "source").values if value.selected] == ["وكالة الساحل"]
    assert chosen.total == 3


def test_several_values_of_a_field_are_either_and_several_fields_are_both(news):
    both = Filters(section=("محليات", "رياضة"), source=("صحيفة الميناء",))
    assert set(ids(news.search("", filters=both))) == {"n2", "n4"}
    assert news.search("", filters=Filters(section=("لا وجود له",))).total == 0


def test_a_filter_that_nothing_passes_still_shows_its_value(news):
    results = news.search("مهرجان", filters=Filters(month=("2019-01",)))
    assert results.total == 0
    assert FacetValue("2019-01", 0, selected=True) in facet(results, "month").values


def test_days_narrow_and_an_unknown_day_is_in_no_range(news):
    since = Filters(since=dt.date(2021, 9, 21))
    assert set(ids(news.search("", filters=since))) == {"n4", "n5"}
    until = Filters(until=dt.date(2021, 3, 2))
    assert set(ids(news.search("", filters=until))) == {"n1", "n7"}
    assert ids(news.search("", filters=Filters(month=("2020-12",)))) == ["n7"]


def test_an_article_of_a_month_is_in_ranges_that_hold_the_whole_month(news):
    for text in ("تاريخ:2020-12", "من:2020/12/01 إلى:2020/12/31", "إلى:2020"):
        assert ids(news.search(text)) == ["n7"]
    assert news.search("تاريخ:2020/12/01").total == 0
    half = Filters(since=dt.date(2020, 12, 1), until=dt.date(2020, 12, 30))
    assert news.search("", filters=half).total == 0


def test_pages_follow_one_another(news):
    whole = ids(news.search("الزهور"))
    pages = (news.search("الزهور", limit=2, offset=offset) for offset in (0, 2, 4))
    assert [one for page in pages for one in ids(page)] == whole


def test_the_window_ends_with_a_refusal_that_export_does_not_have(build):
    archive = Archive.open(build(one | {"id": str(n)} for n, one in enumerate([SHORT] * 5)), Limits(window=3))
    assert archive.search("خبر", limit=3).reachable == 3
    with pytest.raises(BeyondWindow) as refused:
        archive.search("خبر", limit=2, offset=2)
    assert "3" in refused.value.english
    assert len(list(archive.export("خبر"))) == 5


def test_export_has_the_hits_of_all_pages_in_their_order(news):
    assert [hit.article.id for hit in news.export("الزهور")] == ids(news.search("الزهور"))


def test_export_takes_no_time_for_snippets(news):
    assert {hit.snippet.text for hit in news.export("الزهور")} == {""}


def test_hits_have_spans_of_what_matched(news):
    hit = news.search("المياه").hits[0]
    start, end = hit.title_spans[0]
    assert hit.article.title[start:end] == "المياه"
    assert all("مياه" in hit.snippet.text[span.start : span.end] for span in hit.snippet.spans)


@pytest.mark.parametrize(
    ("text", "in_title", "in_body"),
    [("مهرجان", True, True), ("متن:مهرجان", False, True), ("عنوان:مهرجان", True, False)],
)
def test_a_word_sought_in_one_text_is_marked_in_that_alone(news, text, in_title, in_body):
    [hit] = news.search(text).hits
    assert (bool(hit.title_spans), bool(hit.snippet.spans)) == (in_title, in_body)


def test_explanation_says_what_was_left_out(news):
    assert "في" in news.search("مهرجان في").explanation.arabic
    again = news.search("الزهور في مهرجان من المهرجان في الميناء").explanation.arabic
    assert again.endswith("كلمات شائعة لا تُحتسب: في، من")


def test_an_article_is_got_by_its_id(news):
    assert news.get("n4").title.startswith("فريق")
    with pytest.raises(ArticleNotFound) as missing:
        news.get("n99")
    assert "n99" in missing.value.english
    assert missing.value.arabic


def test_newest_are_those_of_known_day(news):
    assert [article.id for article in news.newest(3)] == ["n5", "n4", "n3"]


def test_info_says_how_much_there_is(news):
    info = news.info
    assert (info.articles, info.first_day, info.last_day) == (7, dt.date(2020, 12, 1), dt.date(2022, 1, 5))
    assert info.size > 0


def test_an_empty_archive_answers(build):
    archive = Archive.open(build([SHORT]))
    assert archive.search("لا شيء").total == 0
    assert archive.newest() == []
    assert archive.info.first_day is None
