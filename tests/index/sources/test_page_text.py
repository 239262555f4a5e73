import json
from pathlib import Path

import pytest

from index.article import Article, Rejected
from index.article_json import article_json
from index.sources import ReadOptions, read
from index.sources.composing import compose
from index.sources.page_text import understood

PAGES = Path(__file__).parent / "pages"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
FIELDS = ("title", "published", "section", "site", "source", "place", "author")
PARAGRAPH = "عاد سوق الكتب إلى شارع النهر صباح الجمعة بعد غياب عام كامل."
REFERENCE = Path(__file__).parents[3] / "../shared/seeds"


def test_every_page_has_its_expectation():
    assert sorted(EXPECTED) == sorted(path.name for path in PAGES.glob("*.txt"))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_pages_of_many_layouts(name):
    expected = EXPECTED[name]
    [article] = read([PAGES / name])
    plain = article_json(article)
    assert {field: plain[field] or "" for field in FIELDS} == {
        field: expected.get(field, "") for field in FIELDS
    }
    assert len(article.paragraphs) == expected["paragraphs"]
    assert article.body.startswith(expected["begins"])
    assert article.body.endswith(expected["ends"])


@pytest.mark.skipif(not REFERENCE.exists(), reason="the reference document is not beside the checkout")
def test_the_document_that_the_project_began_from():
    cut: list[str] = []
    [article] = read([REFERENCE], ReadOptions(on_cut=lambda _, lines: cut.extend(lines)))
    page = next(REFERENCE.iterdir()).read_text(encoding="utf-8")
    headline = page.splitlines()[2]
    assert isinstance(article, Article)
    assert (article.title, article.section, article.source) == (headline, "سياسية", "موازين نيوز")
    assert (article.place, article.site) == ("بغداد", "العراق اليوم")
    assert article.published.isoformat() == "2019-09-04T07:17"
    assert article.body.startswith("ردت قيادة العمليات المشتركة")
    assert article.body.endswith("لمحاولات تسلل عناصر التنظيم الإرهابي المتكررة.")
    story = [line.removesuffix("انتهى29/6ن") for line in page.splitlines()[7:16]]
    assert article.paragraphs == story
    assert cut[-1] == "إغلاق"


def test_the_weekday_of_the_lead_settles_day_and_month():
    page = (
        "بلدية الكوفة تفتح ممرا للمشاة على ضفة النهر\nمحليات | 04/09/2019\n"
        "افتتحت البلدية، {}، ممرا للمشاة بعد عام من العمل فيه على ضفة النهر."
    )
    wednesday = understood(page.format("الأربعاء")).parts
    assert wednesday.published == "04/09/2019"
    assert compose(wednesday, None).published.isoformat() == "2019-09-04"
    assert compose(understood(page.format("الثلاثاء")).parts, None).published.isoformat() == "2019-04-09"


def test_a_page_of_furniture_is_no_article(tmp_path):
    (tmp_path / "page.txt").write_text("الرئيسية\nشارك | طباعة\nاتصل بنا\n", encoding="utf-8")
    [rejected] = read([tmp_path])
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-article"


def test_the_headline_that_is_copied_twice_is_no_paragraph():
    headline = "مكتبة متنقلة على ظهر جمل تصل إلى قرى البادية"
    page = understood(
        f"{headline}\nالرئيسية > ثقافة\n{headline}\nوصلت المكتبة صباح اليوم ومعها مئتا كتاب للأطفال."
    )
    assert page.parts.title == headline
    assert page.parts.body == "وصلت المكتبة صباح اليوم ومعها مئتا كتاب للأطفال."
    assert page.parts.sections == ("ثقافة",)


def test_a_menu_in_one_line_is_no_headline():
    page = understood(
        "الرئيسية سياسة اقتصاد رياضة ثقافة\nسائق الحافلة يهدي ركابه كتبا\n"
        "قال السائق إن الطريق طويل وإن الكتاب يقصره كثيرا."
    )
    assert page.parts.title == "سائق الحافلة يهدي ركابه كتبا"
    assert page.parts.sections == ()


def test_a_month_without_a_day_is_a_date_only_where_it_stands_alone():
    story = "عاد سوق الكتب إلى شارع النهر صباح الجمعة بعد غياب عام كامل."
    month = understood(f"سوق الكتب يعود إلى شارع النهر\nنشر في: شتنبر 2024\n{story}")
    assert month.parts.published == "شتنبر 2024"
    headline = understood(f"أسعار الكتب في سبتمبر 2019\n{story}")
    assert (headline.parts.title, headline.parts.published) == ("أسعار الكتب في سبتمبر 2019", "")


def test_a_section_that_is_labelled_is_one_section():
    page = understood(f"سوق الكتب يعود إلى شارع النهر\nالقسم : محليات\n{PARAGRAPH}")
    assert compose(page.parts, None).sections == ("محليات",)


def test_a_menu_of_two_words_names_no_site():
    page = understood(f"الرئيسية محليات\nسوق الكتب يعود إلى شارع النهر\n{PARAGRAPH}")
    assert (page.parts.title, page.parts.site) == ("سوق الكتب يعود إلى شارع النهر", "")


def test_a_place_at_the_end_of_a_headline_is_no_site():
    page = understood(f"سوق الكتب يعود إلى الشارع - صور\n{PARAGRAPH} وجاء إليه أهل صور.")
    assert (page.parts.title, page.parts.site) == ("سوق الكتب يعود إلى الشارع - صور", "")


@pytest.mark.parametrize(
    "owner", ["© 2020 المشربية نيوز. All Rights Reserved.", "جميع الحقوق محفوظة للمشربية نيوز"]
)
def test_the_site_that_its_copyright_names(owner):
    page = understood(f"سوق الكتب يعود إلى شارع النهر\n{PARAGRAPH}\n{owner}")
    assert page.parts.site.removeprefix("ال") == "مشربية نيوز"


def test_a_paragraph_that_ends_with_a_wire_mark_is_one():
    page = understood(f"سوق الكتب يعود إلى شارع النهر\nالكوفة/ واع\n{PARAGRAPH} انتهى29/6ن\n{PARAGRAPH}")
    assert page.parts.title == "سوق الكتب يعود إلى شارع النهر"
    assert page.parts.body == f"{PARAGRAPH}\n{PARAGRAPH}"


def test_a_text_in_one_line_is_no_headline():
    page = understood("كلمة " * 60)
    assert (page.parts.title, len(page.parts.body.split())) == ("", 60)


def test_short_lines_of_a_lead_stay():
    short = "ورحب به سكان الشارع القدامى"
    lead = "عاد سوق الكتب إلى شارع النهر صباح الجمعة"
    page = understood(f"سوق الكتب يعود إلى شارع النهر\nثقافة | 4/9/2019\n{lead}\n{short}\n{PARAGRAPH}")
    assert page.parts.body == f"{lead}\n{short}\n{PARAGRAPH}"
