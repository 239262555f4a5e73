"""What readers do, as they do it: search, filter, open, go on to related pieces, paste a draft."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

DRAFT = "انطلق مهرجان التمور في البصرة بمشاركة مزارعين من قرى النخيل، وعُرضت أصناف كثيرة من التمور."
WITHOUT_SCRIPT = {"java_script_enabled": False}


def search(page: Page, query: str) -> None:
    page.goto("/")
    page.locator("#q").fill(query)
    page.get_by_role("button", name="ابحث", exact=True).click()


@pytest.mark.parametrize("options", [{}, WITHOUT_SCRIPT], ids=["script", "no-script"])
def test_search_filter_open_related(page: Page) -> None:
    search(page, "مهرجان التمور")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("كل الكلمات:")
    hits = page.locator(".hit")
    before = hits.count()
    assert page.locator(".hit mark").count() > 0

    page.locator("#facets").get_by_role("link").filter(has_text="اقتصاد").first.click()
    chip = page.locator(".chip")
    expect(chip).to_have_count(1)
    assert 0 < hits.count() <= before
    chip.click()
    expect(chip).to_have_count(0)

    headline = page.locator(".hit-title a").first
    title = headline.inner_text()
    headline.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert page.locator(".story mark").count() > 0

    related = page.locator(".related .hit-title a").first
    next_title = related.inner_text()
    related.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(next_title)
    page.locator(".back a").click()
    expect(page.locator("#q")).to_have_value("مهرجان التمور")


@pytest.mark.parametrize("options", [{}, WITHOUT_SCRIPT], ids=["script", "no-script"])
def test_choices_dates_sorting_and_paging(page: Page) -> None:
    page.goto("/search")
    page.get_by_role("link", name="التالية").click()
    expect(page.locator("[aria-current=page]").last).to_have_text("2")
    page.get_by_role("link", name="الأقدم").click()
    expect(page.locator(".tabs [aria-current]")).to_have_text("الأقدم")
    page.get_by_role("radio", name="أي كلمة").check()
    page.get_by_label("من", exact=True).fill("2024")
    page.get_by_role("button", name="طبّق").click()
    expect(page.get_by_label("من", exact=True)).to_have_value("2024/01/01")
    expect(page.get_by_role("radio", name="أي كلمة")).to_be_checked()
    expect(page.locator(".tabs [aria-current]")).to_have_text("الأقدم")
    assert page.locator(".hit time").first.get_attribute("datetime") >= "2024"  # type: ignore[operator]


def test_an_exclusion_is_removed_by_its_chip(page: Page) -> None:
    search(page, "مهرجان -البصرة")
    page.locator(".chip-without").click()
    expect(page.locator("#q")).to_have_value("مهرجان")


def test_a_bar_of_the_months_narrows_to_its_month(page: Page) -> None:
    page.goto("/search")
    page.locator(".timeline a").first.press("Enter")
    expect(page.locator(".chip")).to_have_count(1)


@pytest.mark.parametrize("options", [{}, WITHOUT_SCRIPT], ids=["script", "no-script"])
def test_a_draft_finds_related_pieces(page: Page) -> None:
    page.goto("/draft")
    page.get_by_role("textbox").fill(DRAFT)
    page.get_by_role("button", name="ابحث عن مواد ذات صلة").click()
    expect(page.locator(".terms")).to_be_visible()
    expect(page.get_by_role("textbox")).to_have_value(DRAFT)
    page.locator(".hit-title a").first.click()
    assert page.locator(".story mark").count() > 0


def test_the_citation_is_copied(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    search(page, "مهرجان التمور")
    page.locator(".hit-title a").first.click()
    citation = page.locator("#citation").input_value()
    page.locator("#citation + button").click()
    expect(page.locator("#citation + button")).to_have_text("نُسخ")
    assert page.evaluate("navigator.clipboard.readText()") == citation


def test_what_is_typed_is_gone_on_with(page: Page) -> None:
    page.goto("/")
    page.locator("#q").press_sequentially("مهرج")
    expect(page.locator("#completions option").first).to_be_attached()
    assert "مهرجان" in page.locator("#completions").inner_html()


@pytest.mark.parametrize("options", [WITHOUT_SCRIPT], ids=["no-script"])
def test_language_and_theme_are_switched_without_script(page: Page) -> None:
    page.goto("/search?q=مهرجان")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("#q")).to_have_value("مهرجان")
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#q")).to_have_value("مهرجان")
    page.goto("/archive")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
