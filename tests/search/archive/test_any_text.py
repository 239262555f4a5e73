"""Nothing that a person can type is an error, and the numbers of an answer agree with one another."""

from hypothesis import given
from hypothesis import strategies as st

from search.query.limits import QueryRefused
from search.question import Filters

PIECES = [
    *(
        "المياه",
        "الزهور",
        "في",
        "حقوق",
        "الصيادين",
        "2021",
        "«",
        "»",
        '"',
        "(",
        ")",
        "|",
        "-",
        "+",
        "=",
        "~",
        "~3",
    ),
    *(
        ":",
        "*",
        "صيا*",
        "عنوان:",
        "قسم:",
        "كاتب:",
        "من:2021",
        "إلى:",
        "بدون:",
        " ",
        " ",
        " ",
        "أو",
        "،",
        "ـ",
        "\u064b",
    ),
]
typed = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30)
asked = st.fixed_dictionaries(
    {
        "match": st.sampled_from(["auto", "all", "any"]),
        "level": st.sampled_from(["exact", "normal", "wide"]),
        "sort": st.sampled_from(["relevance", "newest", "oldest"]),
        "filters": st.sampled_from(
            [Filters(), Filters(source=("وكالة الساحل",)), Filters(month=("2021-09",))]
        ),
    }
)


@given(text=typed, how=asked)
def test_any_text_is_answered_or_refused(news, text, how):
    try:
        results = news.search(text, **how)
    except QueryRefused:
        return
    assert 0 <= results.total <= results.total_any
    counted = results.total
    if how["match"] == "auto" and not counted:
        counted = results.total_any
    assert (
        len(results.hits)
        == results.reachable
        == (results.total if how["match"] == "all" else results.total_any)
    )
    months = next(facet for facet in results.facets if facet.field == "month")
    assert sum(count for _, count in results.histogram) <= counted
    if not how["filters"].month:
        assert sum(count for _, count in results.histogram) + months.missing == counted
    assert all(exclusion.count >= 0 for exclusion in results.exclusions)
    for hit in results.hits:
        assert all(0 <= start < end <= len(hit.snippet.text) for start, end in hit.snippet.spans)
        assert all(0 <= start < end <= len(hit.article.title) for start, end in hit.title_spans)


@given(text=typed)
def test_any_text_is_completed_and_related(news, text):
    assert len(news.suggest(text)) <= 8
    assert len(news.related_to_text(text).hits) <= 5
