"""The sample articles are what their table says, and every reader reads its share of them."""

import itertools
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index import names
from index.article import Article, Precision, Rejected
from index.merging import canonical_url
from index.sources import ReadOptions, read

SEEDS = Path(__file__).parent.parent / "seeds"
OUTLETS = {
    "الناعور نيوز": "naour.example",
    "السنبوك": "sanbouk.example",
    "بوابة المشربية": "mashrabiya.example",
    "الزليج بريس": "zellij.example",
}
AGENCY = "وكالة سراج للأنباء"
MONTH_ONLY = {"2024-09", "2024-11"}
UNDATED = "شاي الساعة الخامسة.. مقهى في الحلة يقبل الكتب بدل النقود"
BEES = "مربو النحل بورزازات يستعينون بأجهزة استشعار لإنقاذ خلاياهم من الحرارة"
LISTED_TWICE = "مجلس بلدي الواحات ينتخب أول رئيسة له بأغلبية ١٣ صوتًا"
FURNITURE = (
    "مواضيع ذات صلة", "مواد ذات صلة", "موضوعات متعلقة", "مقالات مشابهة", "قد يعجبك أيضاً", "الأكثر قراءة",
    "الأكثر مشاهدة", "اقرأ أيضا", "اقرأ أيضًا", "اترك تعليقاً", "أضف تعليق", "ما رأيك؟", "البريد الإلكتروني",
    "الحقول المطلوبة", "شارك الخبر", "شارك المقال", "نسخ الرابط", "طباعة |", "|  طباعة", "لقراءة الخبر",
    "العودة إلى الأعلى", "أقسام فرعية", "حجم الخط", "عدد القراءات", "كلمات مفتاحية", "آخر تحديث",
    "جميع الحقوق محفوظة", "حقوق النشر", "النشرة البريدية", "الرئيسية", "ابحث في الموقع", "سياسة الخصوصية",
)  # fmt: skip

# What the pages say, by the name of the file: date, section and dateline as printed.
PAGES = {
    "pages/naour-mosul-library.txt": ("2023-03-14T10:40", "ثقافية", "الموصل"),
    "pages/naour-basra-dates.txt": ("2023-08-23T19:05", "محلية", "البصرة"),
    "pages/naour-baghdad-bridge.txt": ("2024-05-11T08:15", "محلية", "بغداد"),
    "pages/naour-dust-wave.txt": ("2024-04-16T13:20", "محلية", "بغداد"),
    "pages/naour-difatain-market.txt": ("2025-02-17T14:45", "اقتصادية", "أربيل"),
    "pages/mashrabiya-minya-find.txt": ("2023-11-08T18:30", "محافظات", ""),
    "pages/mashrabiya-mahalla-looms.txt": ("2024-09-15T16:10", "اقتصاد", ""),
    "pages/mashrabiya-sohag-eyes.txt": ("2024-02-11T11:05", "صحة", ""),
    "pages/mashrabiya-youth-parliament.txt": ("2025-04-20T17:40", "سياسة", ""),
    "pages/zellij-film-week-opening.txt": ("2023-10-13T21:15", "ثقافة وفن", "أكادير"),
    "pages/zellij-argan-coop.txt": ("2024-08-06T14:05", "مجتمع", "الصويرة"),
    "pages/zellij-sfax-robotics.txt": ("2025-01-26T16:40", "تكنولوجيا", "صفاقس"),
    "pages/sanbouk-desalination-contract.txt": ("2023-02-20", "محليات", "صحار"),
    "pages/sanbouk-pearl-season.txt": ("2024-07-18", "منوعات", "المحرق"),
    "html/mashrabiya-arab-robotics.html": ("2025-05-10T12:00:00+03:00", "تكنولوجيا", "القاهرة"),
    "html/mashrabiya-aswan-ferry.html": ("2023-07-09T15:25", "محافظات", ""),
    "html/naour-marsh-birds.html": ("2025-01-19T11:30:00+03:00", "بيئة", ""),
    "html/sanbouk-desalination-opening.html": ("2025-03-04T13:10:00+04:00", "محليات", "صحار"),
    "html/sanbouk-electric-buses.html": ("2024-11-19T09:45:00+04:00", "محليات", ""),
    "html/sanbouk-turtle-nests.html": ("2024-06-10T07:20:00+03:00", "بيئة", "الدوحة"),
    "html/zellij-atlas-cup.html": ("2024-12-15T20:55:00+01:00", "رياضة", ""),
    "html/zellij-port-expansion.html": ("2023-05-22T12:20:00+01:00", "اقتصاد", "الناظور"),
}


@pytest.fixture(scope="module")
def everything() -> list[Article | Rejected]:
    return list(read([SEEDS]))


@pytest.fixture(scope="module")
def listed(everything: list[Article | Rejected]) -> list[Article]:
    return [each for each in everything if isinstance(each, Article)]


@pytest.fixture(scope="module")
def articles(listed: list[Article]) -> list[Article]:
    """The distinct articles: one of the two listings of the article that stands under two sections."""
    by_address = {canonical_url(article.url) or article.id: article for article in listed}
    return list(by_address.values())


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_](?:[^\W_]|[\u064b-\u0652\u0670\u0640])*", text)


def test_nothing_is_rejected(everything: list[Article | Rejected]) -> None:
    rejected = [each for each in everything if isinstance(each, Rejected)]
    assert rejected == []


def test_every_article_is_there_once(articles: list[Article]) -> None:
    assert len(articles) == 70
    assert len({article.title for article in articles}) == 70
    assert len({article.id for article in articles}) == 70


def test_one_address_stands_under_two_sections(listed: list[Article]) -> None:
    twins = [article for article in listed if article.title == LISTED_TWICE]
    assert {section for twin in twins for section in twin.sections} == {"سياسة", "محليات"}
    assert len(twins) == 2
    assert len({twin.url for twin in twins}) == 1


def test_every_format_is_there() -> None:
    suffixes = {path.suffix for path in SEEDS.rglob("*") if path.is_file()}
    assert suffixes >= {
        ".txt", ".html", ".jsonl", ".xz", ".gz", ".json", ".csv", ".tsv", ".rss", ".atom", ".zip",
    }  # fmt: skip


def test_every_encoding_is_there() -> None:
    pages = [path.read_bytes() for folder in ("pages", "html") for path in (SEEDS / folder).iterdir()]
    assert sum(page.startswith(b"\xff\xfe") for page in pages) == 1
    assert sum(page.startswith(b"\xef\xbb\xbf") for page in pages) == 1
    assert sum(b'charset="windows-1256"' in page for page in pages) == 1
    assert (SEEDS / "mashrabiya.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_bodies_are_short_articles_in_paragraphs(articles: list[Article]) -> None:
    lengths = {article.title: len(article.body.split()) for article in articles}
    assert {title: length for title, length in lengths.items() if not 120 <= length <= 400} == {}
    assert [article.title for article in articles if len(article.paragraphs) < 4] == []


def test_no_furniture_is_left_in_a_body(articles: list[Article]) -> None:
    left = [(article.title, phrase) for article in articles for phrase in FURNITURE if phrase in article.body]
    assert left == []
    assert [p for article in articles for p in article.paragraphs if len(p.split()) < 8] == []


def test_no_headline_stands_in_a_body(articles: list[Article]) -> None:
    for one, other in itertools.product(articles, articles):
        assert one.title not in other.body


def test_wire_marks_are_gone(articles: list[Article]) -> None:
    assert [article.title for article in articles if re.search(r"انتهى[\s/\d]*\w?$", article.body)] == []


def test_the_story_is_whole(articles: list[Article]) -> None:
    """A body ends where its last sentence does: nothing of a page is cut too early."""
    ends = tuple('.؟!»”"“')
    assert [article.title for article in articles if not article.body.endswith(ends)] == []


def test_eight_sections(articles: list[Article]) -> None:
    keys = {names.key("section", section) for article in articles for section in article.sections}
    assert len(keys) >= 8
    assert all(article.sections for article in articles)


def test_four_outlets(articles: list[Article]) -> None:
    found = Counter(outlet_of(article) for article in articles)
    assert found.keys() == OUTLETS.keys()
    assert min(found.values()) >= 10


def outlet_of(article: Article) -> str:
    host = urlsplit(article.url).hostname
    by_host = {domain: outlet for outlet, domain in OUTLETS.items()}
    if host in by_host:
        return by_host[host]
    return next(name for name in (article.site, article.source, article.author) if name in OUTLETS)


def test_dates_are_read(articles: list[Article]) -> None:
    unknown = {a.title for a in articles if a.published.precision is Precision.UNKNOWN}
    assert unknown - {BEES} == {UNDATED}
    assert len([a for a in articles if a.published.precision is Precision.DAY]) == 6


def test_months_without_a_day_are_read(articles: list[Article]) -> None:
    months = {a.published.isoformat() for a in articles if a.published.precision is Precision.MONTH}
    assert months == MONTH_ONLY


def test_days_are_those_of_the_addresses(articles: list[Article]) -> None:
    checked = 0
    for article in articles:
        if in_address := re.search(r"/(\d{4})/(\d\d)/(\d\d)/", article.url):
            assert article.published.day is not None, article.title
            assert article.published.day.isoformat() == "-".join(in_address.groups()), article.title
            checked += 1
    assert checked >= 40


def test_months_spread_over_years(articles: list[Article]) -> None:
    months = Counter(day.strftime("%Y-%m") for a in articles if (day := a.published.day))
    assert {month[:4] for month in months} == {"2023", "2024", "2025"}
    assert len(months) >= 24
    assert max(months.values()) >= 5


@pytest.mark.parametrize(("file", "said"), PAGES.items(), ids=str)
def test_pages_say(file: str, said: tuple[str, str, str]) -> None:
    (article,) = read([SEEDS / file])
    assert isinstance(article, Article)
    date, section, place = said
    assert article.published.isoformat() == date
    assert article.sections == (section,)
    assert not place or article.place == place


def test_agencies_are_sources(articles: list[Article]) -> None:
    copies = [article for article in articles if article.source == AGENCY]
    assert {outlet_of(article) for article in copies} == {"الناعور نيوز", "السنبوك"}
    assert len(copies) == 4


def test_nothing_is_cut_silently() -> None:
    cut: dict[str, list[str]] = {}
    list(read([SEEDS / "pages"], ReadOptions(on_cut=lambda name, lines: cut.update({name: list(lines)}))))
    assert len(cut) == 14


def test_outlets_share_agency_copy(articles: list[Article]) -> None:
    pairs = [
        (one, other)
        for one, other in itertools.combinations(articles, 2)
        if outlet_of(one) != outlet_of(other) and likeness(one.body, other.body) > 0.3
    ]
    assert len(pairs) >= 7
    assert all(one.title != other.title for one, other in pairs)


def likeness(one: str, other: str) -> float:
    """Return the share of the pairs of words, spelt alike, that two texts have in common."""
    here, there = (set(itertools.pairwise(alike(text))) for text in (one, other))
    return len(here & there) / len(here | there)


def alike(text: str) -> list[str]:
    spelling = str.maketrans({"أ": "ا", "إ": "ا", "ى": "ي", "ً": None, "ّ": None, "ُ": None})
    return [word.translate(spelling) for word in words(text)]


def test_some_are_vocalised_and_some_elongated(articles: list[Article]) -> None:
    marks = re.compile("[\u064b-\u0652]")
    assert sum(len(marks.findall(a.body)) > len(a.body) / 10 for a in articles) >= 3
    assert sum(bool(re.search("\\w\u0640+\\w", a.title + a.body)) for a in articles) >= 3
