"""How the pages look and are reached: phones, light and dark, the keyboard, paper."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

QUERY = "/search?q=مهرجان التمور"
ADDRESSES = (
    "/",
    "/search",
    QUERY,
    f"{QUERY} -البصرة&section=economy&since=2019&until=2030#facets",
    f"{QUERY}&since=قريباً",
    "/search?q=زقفونيا&match=all",
    "/draft",
    "/help",
    "/archive",
    "/nowhere",
    "/search?q=" + "x" * 600,
)
PHONE = {"viewport": {"width": 360, "height": 740}}


def open_first_article(page: Page) -> None:
    page.goto(QUERY)
    page.locator(".hit-title a").first.click()


@pytest.mark.parametrize("options", [PHONE], ids=["360"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_no_page_scrolls_sideways_on_a_phone(page: Page, language: str) -> None:
    page.goto(f"/?lang={language}")
    wide = []
    for address in ADDRESSES:
        page.goto(address)
        wide += [address] if overflow(page) else []
    open_first_article(page)
    wide += ["article"] if overflow(page) else []
    page.goto("/draft")
    page.get_by_role("textbox").fill("مهرجان التمور في البصرة " * 40)
    page.locator("main form button").click()
    wide += ["drafted"] if overflow(page) else []
    assert wide == []


def overflow(page: Page) -> bool:
    shown = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    return bool(page.evaluate(shown))


@pytest.mark.parametrize("options", [PHONE | {"java_script_enabled": False}], ids=["360-no-script"])
def test_filters_unfold_on_a_phone(page: Page) -> None:
    page.goto(QUERY)
    facets = page.locator("#facets")
    expect(facets).to_be_hidden()
    page.get_by_role("link", name="تصفية النتائج").click()
    expect(facets).to_be_visible()
    expect(facets).to_be_in_viewport()
    page.get_by_role("link", name="أغلق").click()
    expect(facets).to_be_hidden()


def expect_background(page: Page, colour: str) -> None:
    expect(page.locator("body")).to_have_css("background-color", colour)


@pytest.mark.parametrize(
    "options", [{"color_scheme": "dark"}, {"color_scheme": "light"}], ids=["dark", "light"]
)
def test_the_theme_follows_the_device_until_one_is_chosen(page: Page, options: dict[str, str]) -> None:
    page.goto("/archive")
    dark, light = "rgb(22, 21, 19)", "rgb(251, 250, 246)"
    expect_background(page, {"dark": dark, "light": light}[options["color_scheme"]])
    page.get_by_role("button", name="داكن").click()
    expect_background(page, dark)
    page.get_by_role("button", name="فاتح").click()
    expect_background(page, light)
    page.goto("/help")
    expect_background(page, light)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.className || document.activeElement.id"))


def test_the_keyboard_reaches_everything(page: Page) -> None:
    page.goto(QUERY)
    page.keyboard.press("Tab")
    assert focused(page) == "skip"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    page.keyboard.press("Tab")
    assert focused(page) == "q"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")  # the next choice of a group, in a line that runs from the right
    expect(page.get_by_role("radio", name="كل الكلمات", exact=True)).to_be_checked()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("match=all"))
    page.locator("body").press("/")
    assert focused(page) == "q"


def test_every_stop_of_the_keyboard_is_seen(page: Page) -> None:
    page.goto(QUERY)
    unseen = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            """() => { const at = document.activeElement;
                const ringed = each => each && getComputedStyle(each).outlineStyle !== "none";
                return ringed(at) || ringed(at.nextElementSibling); }"""
        )
        unseen += [] if seen else [focused(page)]
    assert unseen == []


def test_dates_and_latin_names_keep_their_order(page: Page) -> None:
    open_first_article(page)
    when = page.locator(".story time bdi")
    text = when.inner_text()
    edges = page.evaluate(
        """() => { const node = document.querySelector(".story time bdi").firstChild;
            return [0, 9].map(at => { const range = document.createRange();
                range.setStart(node, at); range.setEnd(node, at + 1);
                return range.getBoundingClientRect().x; }); }"""
    )
    assert text[4] == text[7] == "/"
    assert edges[0] < edges[1]


def test_lines_of_an_article_are_of_a_readable_length(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    open_first_article(page)
    letters = page.evaluate(
        """() => { const all = document.querySelector(".prose"); const style = getComputedStyle(all);
            const lines = [...all.querySelectorAll("p")].reduce(
                (sum, each) => sum + each.getBoundingClientRect().height / parseFloat(style.lineHeight), 0);
            return [all.textContent.trim().length / lines,
                parseFloat(style.lineHeight) / parseFloat(style.fontSize)]; }"""
    )
    assert 45 <= letters[0] <= 75
    assert letters[1] >= 1.8


def test_an_article_prints_without_what_is_for_the_screen(page: Page) -> None:
    open_first_article(page)
    page.emulate_media(media="print")
    expect(page.locator(".prose")).to_be_visible()
    for furniture in (".masthead-bar", ".related", ".back", ".footer"):
        expect(page.locator(furniture)).to_be_hidden()


def test_printed_results_say_what_narrows_them(page: Page) -> None:
    page.goto(f"{QUERY} -البصرة&section=culture")
    page.emulate_media(media="print")
    expect(page.locator(".chip")).to_have_count(2)
    for chip in page.locator(".chip").all():
        expect(chip).to_be_visible()


@pytest.mark.parametrize("options", [PHONE | {"is_mobile": True, "has_touch": True}], ids=["touch"])
def test_what_is_touched_is_large_enough(page: Page) -> None:
    page.goto(f"{QUERY} -البصرة&section=economy&match=any#facets")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll(".nav a, .language, .themes button, .segments span, \
                .range button, .chip, .tabs a, .from-facets, .facets li a")]
            .map(each => [each.textContent.trim(), each.getBoundingClientRect().height])
            .filter(([, height]) => height > 0)"""
    )
    assert len(sizes) > 15
    assert [each for each in sizes if each[1] < 36] == []


def test_no_line_of_a_dateline_begins_or_ends_with_a_dot(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/search?q=&lang=en")
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".dateline")].map(line => {
            const parts = [...line.children], box = line.getBoundingClientRect();
            const first = parts.filter((each, at) => !at || each.offsetTop > parts[at - 1].offsetTop);
            return { wraps: first.length > 1, clipped: getComputedStyle(line).overflowX === "clip",
                after: parts.map(each => getComputedStyle(each, "::after").content),
                gaps: first.map(each => box.right - each.firstChild.getBoundingClientRect().right) }; })"""
    )
    assert any(each["wraps"] for each in lines)
    assert all(each["clipped"] for each in lines)
    assert {content for each in lines for content in each["after"]} == {"none"}
    assert all(abs(gap) < 1 for each in lines for gap in each["gaps"])
