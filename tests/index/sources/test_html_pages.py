import json

import pytest

from index.article import Article, Rejected
from index.sources import ReadOptions, read

STORY = (
    "<p>افتتحت بلدية اللاذقية، الأربعاء، ممشى خشبيا جديدا على طول الكورنيش الجنوبي بعد عامين من العمل.</p>"
    "<p>وقال المهندس المشرف إن الخشب جاء من سفن قديمة، وإن كل لوح منه يحمل اسم السفينة التي جاء منها.</p>"
    "<p>وسيبقى الممشى مفتوحا طوال الليل في الصيف، على أن تضاء مصابيحه بطاقة الأمواج.</p>"
)
FURNITURE = (
    "<nav><ul><li><a href='/1'>سياسة</a></li><li><a href='/2'>رياضة</a></li></ul></nav>",
    "<aside><h3>مقالات ذات صلة</h3><ul><li><a href='/3'>سفينة تغادر الميناء</a></li></ul></aside>"
    "<div id='comments'><h3>التعليقات</h3><p>شكرا على الخبر الجميل يا صديقي.</p></div>"
    "<footer>جميع الحقوق محفوظة</footer>",
)
LINKED = {
    "@context": "https://schema.org",
    "@type": ["NewsArticle"],
    "headline": "ممشى من خشب السفن على كورنيش اللاذقية",
    "datePublished": "2019-09-04T07:17:00+03:00",
    "articleSection": ["محليات", "سياحة"],
    "author": [{"@type": "Person", "name": "سعاد حسن"}, {"@type": "Person", "name": "ليلى كمال"}],
    "publisher": {
        "@type": "Organization",
        "name": "صدى الساحل",
        "logo": {"url": "https://example.org/logo.png"},
    },
    "mainEntityOfPage": {"@id": "https://example.org/1"},
    "keywords": ["كورنيش", "خشب"],
}


def page(head="", story=STORY, title="ممشى من خشب السفن على كورنيش اللاذقية", before="", encoding="utf-8"):
    menu, foot = FURNITURE
    return (
        f"<!DOCTYPE html><html><head>{head}<title>{title} | صدى الساحل</title></head><body>{menu}"
        f"<article><h1>{title}</h1>{before}<div class='body'>{story}</div></article>{foot}</body></html>"
    ).encode(encoding)


def linked(value):
    return f'<script type="application/ld+json">{json.dumps(value, ensure_ascii=False)}</script>'


def read_page(tmp_path, data, **options):
    (tmp_path / "page.html").write_bytes(data)
    [piece] = read([tmp_path], ReadOptions(**options))
    return piece


def test_the_story_and_nothing_else(tmp_path):
    article = read_page(tmp_path, page())
    assert isinstance(article, Article)
    assert (article.title, article.site) == ("ممشى من خشب السفن على كورنيش اللاذقية", "صدى الساحل")
    assert [paragraph[:12] for paragraph in article.paragraphs] == [
        "افتتحت بلدية",
        "وقال المهندس",
        "وسيبقى الممش",
    ]
    assert article.body.endswith("بطاقة الأمواج.")


@pytest.mark.parametrize(
    "value",
    [
        LINKED,
        [{"@type": "WebSite", "name": "صدى الساحل"}, LINKED],
        {"@context": "https://schema.org", "@graph": [{"@type": "BreadcrumbList"}, LINKED]},
    ],
)
def test_schema_org(tmp_path, value):
    article = read_page(tmp_path, page(linked("}{") + linked(value), title="عنوان آخر للصفحة نفسها"))
    assert article.title == LINKED["headline"]
    assert (article.sections, article.author) == (("محليات", "سياحة"), "سعاد حسن، ليلى كمال")
    assert (article.site, article.url, article.id) == (
        "صدى الساحل",
        "https://example.org/1",
        "https://example.org/1",
    )
    assert article.published.isoformat() == "2019-09-04T07:17:00+03:00"
    assert article.extra["keywords"] == ["كورنيش", "خشب"]


def test_the_linked_text_is_taken_where_the_page_shows_little(tmp_path):
    text = "ممشى جديد. " * 60
    article = read_page(
        tmp_path, page(linked({**LINKED, "articleBody": text}), story="<p>للمشتركين فقط.</p>")
    )
    assert article.body == text.strip()


def test_the_linked_text_is_taken_where_the_page_shows_its_beginning(tmp_path):
    text = " ".join(f"وهذه الجملة رقم {number} من الخبر كله." for number in range(60))
    assert read_page(tmp_path, page(linked({**LINKED, "articleBody": text}))).body == text


def test_open_graph(tmp_path):
    head = (
        "<meta property='og:type' content='article'>"
        "<meta property='og:title' content='ممشى من خشب - صدى الساحل'>"
        "<meta property='og:site_name' content='صدى الساحل'><link rel='canonical' href='https://example.org/1'>"
        "<meta property='article:section' content='محليات'><meta property='article:section' content='سياحة'>"
        "<meta property='article:published_time' content='2019-09-04T07:17:00+03:00'>"
        "<meta name='description' content='ملخص'>"
    )
    article = read_page(tmp_path, page(head))
    assert (article.title, article.site, article.url) == (
        "ممشى من خشب",
        "صدى الساحل",
        "https://example.org/1",
    )
    assert article.sections == ("محليات", "سياحة")
    assert article.published.isoformat() == "2019-09-04T07:17:00+03:00"
    assert article.extra == {"description": "ملخص"}


@pytest.mark.parametrize(
    ("before", "published"),
    [
        ("<time datetime='2019-09-04T07:17'>أمس</time>", "2019-09-04T07:17"),
        ("<time>4 أيلول 2019</time>", "2019-09-04"),
        ("<span class='d'>محليات | 07:17 - 04/09/2019</span>", "2019-09-04T07:17"),
    ],
)
def test_the_date_that_the_page_shows(tmp_path, before, published):
    assert read_page(tmp_path, page(before=before)).published.isoformat() == published


def test_the_date_that_stands_outside_the_article(tmp_path):
    story = page().decode()
    dated = story.replace(
        "<article>", "<table><tr><td>محليات | 07:17 - 04/09/2019</td></tr></table><article>"
    )
    assert read_page(tmp_path, dated.encode()).published.isoformat() == "2019-09-04T07:17"


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='windows-1256'>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1256">',
        "",
    ],
)
def test_windows_1256(tmp_path, head):
    article = read_page(tmp_path, page(head, encoding="windows-1256"))
    assert article.title == "ممشى من خشب السفن على كورنيش اللاذقية"
    assert article.body.startswith("افتتحت بلدية اللاذقية")


def test_the_encoding_that_a_page_declares(tmp_path):
    story = STORY.replace("،", "").replace("«", "")
    data = page("<meta charset='iso-8859-6'>", story=story, encoding="iso-8859-6")
    assert read_page(tmp_path, data).body.startswith("افتتحت بلدية اللاذقية")


def test_a_page_of_links_is_no_article(tmp_path):
    links = "".join(f"<li><a href='/{n}'>خبر قصير عن المدينة رقم {n}</a></li>" for n in range(40))
    page = f"<html><title>صدى الساحل</title><body><ul>{links}</ul></body></html>"
    rejected = read_page(tmp_path, page.encode())
    assert isinstance(rejected, Rejected)
    assert rejected.reason == "no-article"


def test_wire_marks_and_boxes_within_the_story_go(tmp_path):
    story = STORY.replace("</p><p>", "</p><p>اقرأ أيضا: سفينة تغادر الميناء</p><p>", 1).replace(
        "الأمواج.", "الأمواج.انتهى/25 م"
    )
    cut: list[str] = []
    article = read_page(tmp_path, page(story=story), on_cut=lambda _, lines: cut.extend(lines))
    assert len(article.paragraphs) == 3
    assert article.body.endswith("بطاقة الأمواج.")
    assert cut == ["اقرأ أيضا: سفينة تغادر الميناء"]


def test_names_that_linked_articles_refer_to(tmp_path):
    people = [
        {"@type": "Person", "@id": "#1", "name": "سعاد حسن"},
        {"@type": "Organization", "@id": "https://example.org/#site", "name": "صدى الساحل"},
    ]
    references = {"author": [{"@id": "#1"}], "publisher": {"@id": "https://example.org/#site"}}
    article = read_page(tmp_path, page(linked({"@graph": [{**LINKED, **references}, *people]})))
    assert (article.author, article.site) == ("سعاد حسن", "صدى الساحل")


def test_of_several_linked_articles_that_of_the_page_counts(tmp_path):
    other = {**LINKED, "headline": "سفينة تغادر الميناء", "url": "https://example.org/2", "author": "ليلى"}
    by_headline = read_page(tmp_path, page(linked(other) + linked(LINKED)))
    assert (by_headline.title, by_headline.url) == (LINKED["headline"], "https://example.org/1")
    head = "<link rel='canonical' href='https://example.org/2'>" + linked(LINKED) + linked(other)
    assert read_page(tmp_path, page(head, title="عنوان")).title == "سفينة تغادر الميناء"


def test_the_paragraphs_of_the_linked_text_stay(tmp_path):
    paragraphs = [part.removesuffix("</p>") for part in STORY.split("<p>")[1:]]
    linked_text = {**LINKED, "articleBody": "\n\n".join(paragraphs)}
    article = read_page(tmp_path, page(linked(linked_text), story="<p>افتتحت بلدية...</p>"))
    assert article.paragraphs == paragraphs


def test_the_sentence_of_a_very_short_story_stays(tmp_path):
    head = "<meta property='og:type' content='article'>"
    article = read_page(tmp_path, page(head, story="<p>أغلق المرفأ.</p>"))
    assert article.body == "أغلق المرفأ."
