"""Every page over the sample articles: what it says, how it is made, what it never does."""

import csv
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.build import reindex
from search.archive import Archive
from web.app import create_app
from web.templating import web_link

VOID = frozenset({"meta", "link", "input", "rect", "br", "hr", "img"})
SEARCH = "/search?q=مهرجان التمور"


class Page(HTMLParser):
    """A page as its tags: (name, attributes) in order, its text, and what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        if self.open:
            self.faults.append(f"left open: {self.open}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing that is open")

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key) == value for key, value in attributes.items())
        ]


@pytest.fixture(scope="session")
def some_id(seeds_index: Path) -> str:
    archive = Archive.open(seeds_index)
    found = archive.search("مهرجان التمور").hits[0].article.id
    archive.close()
    return found


@pytest.fixture(scope="session")
def addresses(some_id: str) -> dict[str, int]:
    """Every kind of page, and the status that it answers with."""
    return {
        "/": 200,
        "/search": 200,
        SEARCH: 200,
        f"{SEARCH}&section=economy&since=2019&match=any&level=wide&sort=newest": 200,
        f"{SEARCH}&since=قريباً": 200,
        "/search?q=زقفونيا": 200,
        f"/article?id={some_id}": 200,
        f"/article?id={some_id}&q=التمور": 200,
        "/draft": 200,
        "/help": 200,
        "/archive": 200,
        "/nowhere": 404,
        "/article?id=nothing": 404,
        "/search?q=x&match=most": 400,
        "/search?q=" + "x" * 600: 400,
        "/theme": 405,
    }


def read(client: FlaskClient, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status, response.text
    return Page(response.text)


def marks_in_story(client: FlaskClient, address: str) -> int:
    html = client.get(address).text
    return html[html.index('<article class="story"') : html.index("</article>")].count("<mark>")


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_is_whole_and_fit_for_a_strict_policy(
    client: FlaskClient, addresses: dict[str, int], language: str
) -> None:
    client.set_cookie("kashaf_language", language)
    for address, status in addresses.items():
        page = read(client, address, status)
        assert page.faults == [], address
        [html] = page.all("html")
        assert (html["lang"], html["dir"]) == (language, {"ar": "rtl", "en": "ltr"}[language])
        assert len(page.all("h1")) == len(page.all("main")) == 1, address
        assert page.all("style") == [], address
        assert [each for each in page.all("script") if not each["src"].startswith("/static/")] == []
        inline = [
            name for _, found in page.tags for name in found if name == "style" or name.startswith("on")
        ]
        assert inline == [], address
        ids = [found["id"] for _, found in page.tags if "id" in found]
        assert len(ids) == len(set(ids)), address
        labelled = {each["for"] for each in page.all("label") if "for" in each}
        referred = {found["aria-labelledby"] for _, found in page.tags if "aria-labelledby" in found}
        assert labelled | referred <= set(ids), address


def test_the_first_page_shows_the_archive(client: FlaskClient, seeds_index: Path) -> None:
    archive = Archive.open(seeds_index)
    page = read(client, "/")
    assert f"{archive.info.articles} مادة" in page.text
    assert archive.newest(1)[0].title in page.text
    archive.close()


def test_results_show_both_totals_and_mark_the_words(client: FlaskClient, seeds_index: Path) -> None:
    archive = Archive.open(seeds_index)
    answer = archive.search("مهرجان التمور")
    archive.close()
    assert answer.total != answer.total_any
    page = read(client, SEARCH)
    assert f"كل الكلمات: {answer.total}، بعضها: {answer.total_any}" in page.text
    assert page.all("mark")
    assert answer.explanation.arabic in page.text


def facet_links(page: Page, field: str) -> list[str]:
    return [
        each["href"]
        for each in page.all("a", rel="nofollow")
        if field in parse_qs(urlsplit(each["href"]).query) and "/search?" in each["href"]
    ]


def test_a_facet_narrows_and_its_chip_widens_again(client: FlaskClient) -> None:
    [first, *_] = facet_links(read(client, SEARCH), "section")
    narrowed = read(client, first)
    [chip] = narrowed.all("a", **{"class": "chip"})
    widened = read(client, chip["href"])
    assert widened.all("a", **{"class": "chip"}) == []
    assert "أزل التصفية" in narrowed.text


def test_an_exclusion_shows_as_a_chip_with_its_count(client: FlaskClient, seeds_index: Path) -> None:
    archive = Archive.open(seeds_index)
    [exclusion] = archive.search("مهرجان -البصرة").exclusions
    archive.close()
    assert exclusion.count > 0
    page = read(client, "/search?q=مهرجان -البصرة")
    [chip] = page.all("a", **{"class": "chip chip-without"})
    assert parse_qs(urlsplit(chip["href"]).query)["q"] == [exclusion.query_without]
    assert f"من دون: {exclusion.text} {exclusion.count}" in page.text


def test_paging_goes_on_and_back(client: FlaskClient) -> None:
    first = read(client, "/search")
    [onward] = [each for each in first.all("a") if each.get("rel") == "next"]
    second = read(client, onward["href"])
    assert [each["href"] for each in second.all("a") if each.get("rel") == "prev"]
    assert first.text != second.text


def test_a_page_beyond_the_last_leads_back(client: FlaskClient) -> None:
    page = read(client, f"{SEARCH}&page=900")
    assert "بعد آخر النتائج" in page.text


def test_the_permanent_link_says_when_the_archive_has_changed(client: FlaskClient) -> None:
    page = read(client, SEARCH)
    [permanent] = [each["value"] for each in page.all("input", id="permanent")]
    assert page.all("p", **{"class": "notice"}) == []
    parts = urlsplit(permanent)
    assert read(client, f"{parts.path}?{parts.query}").all("p", **{"class": "notice"}) == []
    assert read(client, f"{SEARCH}&generation=000000-earlier").all("p", **{"class": "notice"})


def test_the_last_page_says_where_the_rest_is(seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KASHAF_WINDOW", "20")
    client = create_app({"INDEX": str(seeds_index), "RATE_LIMIT": ""}).test_client()
    said = "والنتائج كلها في الملف أدناه"
    assert said not in read(client, "/search").text
    assert said in read(client, "/search?page=2").text
    assert said not in read(client, SEARCH).text


def test_filters_say_when_they_count_fewer_than_are_listed(client: FlaskClient) -> None:
    said = "أعدادها في المواد التي فيها كل الكلمات"
    assert said in read(client, SEARCH).text
    assert said not in read(client, f"{SEARCH}&match=all").text
    assert said not in read(client, f"{SEARCH}&match=any").text


def test_a_date_that_cannot_be_read_is_said(client: FlaskClient) -> None:
    page = read(client, f"{SEARCH}&since=قريباً")
    assert page.all("input", name="since")[0]["aria-invalid"] == "true"
    assert "لم نفهم التاريخ" in page.text


def test_nothing_found_says_what_to_do(client: FlaskClient) -> None:
    page = read(client, "/search?q=زقفونيا قلطفوس&match=all&section=sport")
    assert "ما الذي يمكنك فعله؟" in page.text
    assert "أزل كل التصفيات" in page.text
    assert "ابحث عن أي كلمة بدل كل الكلمات" in page.text


def test_an_article_is_shown_with_its_words_marked(client: FlaskClient, some_id: str) -> None:
    plain = read(client, f"/article?id={some_id}")
    found = read(client, f"/article?id={some_id}&q=التمور")
    assert marks_in_story(client, f"/article?id={some_id}") == 0
    assert marks_in_story(client, f"/article?id={some_id}&q=التمور") > 0
    assert plain.all("p", **{"class": "back"}) == []
    assert found.all("p", **{"class": "back"})
    assert "مواد ذات صلة" in plain.text
    [permanent] = [each["value"] for each in found.all("input", id="permanent")]
    assert permanent.startswith("http://localhost/article?id=")


def test_an_article_opens_even_where_its_query_is_refused(client: FlaskClient, some_id: str) -> None:
    address = f"/article?id={some_id}&q=" + "x" * 600
    assert read(client, address).all("p", **{"class": "notice"})
    assert marks_in_story(client, address) == 0


def test_a_draft_of_any_length_finds_related_pieces(client: FlaskClient) -> None:
    draft = "انطلق مهرجان التمور في البصرة بمشاركة مزارعين من قرى النخيل. " * 2000
    response = client.post("/draft", data={"text": draft}, content_type="multipart/form-data")
    page = Page(response.text)
    assert response.status_code == 200
    assert page.all("li", **{"class": "hit"})
    assert page.all("p", **{"class": "terms"})


def test_an_empty_draft_is_said(client: FlaskClient) -> None:
    response = client.post("/draft", data={"text": "  "})
    assert "لم يصل نص" in response.text


def test_too_large_a_request_is_answered_in_words(seeds_index: Path) -> None:
    small = create_app({"INDEX": str(seeds_index), "REQUEST_LIMIT": 1000, "RATE_LIMIT": ""}).test_client()
    response = small.post("/draft", data={"text": "نص " * 2000})
    assert response.status_code == 413
    assert "النص أكبر مما يُقبل" in response.text


def test_a_query_too_costly_leads_to_the_draft_page(client: FlaskClient) -> None:
    page = read(client, "/search?q=" + "x" * 600, 400)
    assert [each["href"] for each in page.all("a")].count("/draft") == 2  # the second stands in the menu


def test_an_archive_that_is_not_there_is_answered_in_words(tmp_path: Path) -> None:
    client = create_app({"INDEX": str(tmp_path / "none"), "RATE_LIMIT": ""}).test_client()
    response = client.get("/")
    assert response.status_code == 503
    assert "الأرشيف غير جاهز بعد" in response.text
    assert str(tmp_path) not in client.get("/?lang=en").text
    assert client.get("/help").status_code == 200


def test_an_error_of_ours_is_answered_in_words(seeds_index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Archive, "newest", fail)
    response = create_app({"INDEX": str(seeds_index), "RATE_LIMIT": ""}).test_client().get("/")
    assert response.status_code == 500
    assert "وقع خطأ عندنا" in response.text
    assert "ZeroDivisionError" not in response.text


def test_every_hit_is_exported(client: FlaskClient, seeds_index: Path) -> None:
    archive = Archive.open(seeds_index)
    expected = [hit.article.id for hit in archive.export("مهرجان")]
    archive.close()
    lines = client.get("/search.jsonl?q=مهرجان").text.splitlines()
    rows = list(csv.DictReader(client.get("/search.csv?q=مهرجان").text.lstrip("\ufeff").splitlines()))
    assert [json.loads(line)["id"] for line in lines] == [row["id"] for row in rows] == expected
    assert client.get("/search.xls?q=مهرجان").status_code == 404


def test_help_examples_run_and_find_something(client: FlaskClient) -> None:
    examples = [each["href"] for each in read(client, "/help").all("a") if "/search?" in each["href"]]
    assert len(examples) > 10
    empty = [address for address in examples if not read(client, address).all("ol", **{"class": "hits"})]
    assert empty == []


def test_the_language_is_chosen_by_address_and_kept(client: FlaskClient) -> None:
    assert read(client, "/").all("html", lang="ar")
    english = read(client, "/?lang=en")
    assert english.all("html", lang="en")
    assert read(client, "/archive").all("html", lang="en")
    assert read(client, "/archive?lang=ar").all("html", lang="ar")
    assert read(client, "/archive?lang=xx").all("html", lang="ar")


def test_no_argument_of_an_address_changes_where_links_lead(client: FlaskClient) -> None:
    page = read(client, "/search?q=x&_scheme=javascript&_external=1&_anchor=y&endpoint=z&_method=POST")
    [switch] = page.all("a", **{"class": "language"})
    assert switch["href"].startswith("/search?q=x")


def test_the_theme_is_kept_and_leads_back(client: FlaskClient) -> None:
    response = client.post("/theme", data={"theme": "dark", "back": SEARCH})
    assert response.status_code == 303
    assert read(client, SEARCH).all("html", **{"data-theme": "dark"})


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "", "/\t/x"]
)
def test_the_theme_leads_to_no_other_site(client: FlaskClient, back: str) -> None:
    assert client.post("/theme", data={"theme": "dark", "back": back}).status_code == 400
    assert client.post("/theme", data={"theme": "pink", "back": "/"}).status_code == 400


def test_an_arabic_article_that_begins_with_a_latin_name_runs_from_the_right(tmp_path: Path) -> None:
    articles = [
        {"id": "arabic", "title": "GPS يدلّ الصيادين على الشعاب", "text": "تطبيق جديد للصيادين."},
        {"id": "english", "title": "Pearl season opens (موسم اللؤلؤ)", "text": "Divers set out on Monday."},
    ]
    lines = [json.dumps(each | {"date": "2024-03-14"}, ensure_ascii=False) for each in articles]
    (tmp_path / "two.jsonl").write_text("\n".join(lines), "utf-8")
    reindex([tmp_path / "two.jsonl"], tmp_path / "archive.index")
    client = create_app({"INDEX": str(tmp_path / "archive.index"), "RATE_LIMIT": ""}).test_client()
    for address in ("/", "/search"):
        shown = read(client, address)
        ways = [each["dir"] for each in shown.all("li") if each.get("class") in {"hit", "piece"}]
        assert sorted(ways) == ["ltr", "rtl"]
    [story] = read(client, "/article?id=arabic").all("article", **{"class": "story"})
    assert story["dir"] == "rtl"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Serve an archive whose one article is out to do harm."""
    folder = tmp_path_factory.mktemp("hostile")
    attack = "&lt;img src=x onerror=alert(1)&gt;"  # plain tags are taken out by the readers, this is not
    article = {
        "id": "a</script>",
        "title": f"خبر {attack}",
        "text": f"متن {attack} طويل </p></div>",
        "section": attack,
        "source": "{{ 7919*7919 }}",
        "author": attack,
        "url": "javascript:alert(1)",
        "date": "2019-09-04",
    }
    (folder / "one.jsonl").write_text(json.dumps(article, ensure_ascii=False) + "\n", "utf-8")
    reindex([folder / "one.jsonl"], folder / "archive.index")
    return create_app({"INDEX": str(folder / "archive.index"), "RATE_LIMIT": ""})


@pytest.mark.parametrize(
    "address", ["/", "/search?q=خبر", "/search?q=<script>alert(1)</script>", "/article?id=a</script>&q=<b>"]
)
def test_text_from_outside_stays_text(hostile: Flask, address: str) -> None:
    response = hostile.test_client().get(address)
    page = Page(response.text)
    assert response.status_code == 200
    assert page.faults == []
    assert "<img" in page.text or "<script>alert" in page.text
    assert page.all("img") == page.all("b") == []
    assert [each for each in page.all("script") if "src" not in each] == []
    assert [each for each in page.all("a") if each["href"].startswith("javascript")] == []
    assert str(7919 * 7919) not in page.text


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://naour.example/1", "https://naour.example/1"),
        ("HTTP://naour.example/1", "HTTP://naour.example/1"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//naour.example", ""),
        ("", ""),
    ],
)
def test_only_addresses_of_the_web_are_linked(address: str, link: str) -> None:
    assert web_link(address) == link


def test_an_article_links_to_its_original(client: FlaskClient, seeds_index: Path) -> None:
    archive = Archive.open(seeds_index)
    article = next(hit.article for hit in archive.export("") if hit.article.url)
    archive.close()
    [original] = read(client, f"/article?id={article.id}").all("a", **{"class": "original"})
    assert original["href"] == article.url
    assert "noopener" in original["rel"]
